//! Encrypted connections: whom to trust, and ends that are cut off.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use diplomacy_watch::collect::fetch::{FetchError, Limits, SystemNames, Validators};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::fetch::{answer, limits, visit_with};

type Tls = StreamOwned<ServerConnection, TcpStream>;

/// A server with a certificate of its own making. Answers robots.txt with 404 and the
/// rest with `answer`.
fn start(answer: impl Fn(&mut Tls) + Send + 'static) -> (String, Vec<u8>) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let (config, der) = (Arc::new(config), cert.der().to_vec());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}/a", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut tls = StreamOwned::new(connection, stream.unwrap());
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                match tls.read(&mut byte) {
                    Ok(1) => head.push(byte[0]),
                    _ => break,
                }
            }
            if head.starts_with(b"GET /robots.txt") {
                let _ = tls
                    .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                tls.conn.send_close_notify();
                let _ = tls.flush();
            } else if !head.is_empty() {
                answer(&mut tls);
            }
        }
    });
    (url, der)
}

fn visit(
    url: &str,
    authorities: Vec<Vec<u8>>,
) -> Result<diplomacy_watch::collect::polite::Found, FetchError> {
    let limits = Limits { authorities, ..limits() };
    visit_with(limits, Arc::new(SystemNames), url, &Validators::default(), true)
}

const CLOSE_DELIMITED: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nThey met";

#[test]
fn a_trusted_certificate_is_taken_and_another_refused() {
    let (url, der) = start(|tls| {
        tls.write_all(CLOSE_DELIMITED).unwrap();
        tls.conn.send_close_notify();
        tls.flush().unwrap();
    });
    assert_eq!(answer(visit(&url, vec![der])).body, b"They met");
    let error = visit(&url, Vec::new()).unwrap_err().to_string();
    assert!(error.contains("no secure connection"), "{error}");
}

#[test]
fn an_encrypted_answer_that_is_cut_off_is_none() {
    let (url, der) = start(|tls| {
        tls.write_all(CLOSE_DELIMITED).unwrap();
        tls.flush().unwrap();
        // Closed by whoever stands in between: without the farewell that TLS asks for.
        tls.sock.shutdown(std::net::Shutdown::Both).unwrap();
    });
    assert_eq!(visit(&url, vec![der]), Err(FetchError::BrokeOff));
    let (url, der) = start(|tls| {
        tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nThey").unwrap();
        tls.flush().unwrap();
        tls.sock.shutdown(std::net::Shutdown::Both).unwrap();
    });
    assert_eq!(visit(&url, vec![der]), Err(FetchError::BrokeOff));
}

#[test]
fn a_handshake_that_is_cut_off_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}/a", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut hello = [0; 64];
            let _ = stream.read(&mut hello);
            // The first bytes of a server's greeting and no more.
            let _ = stream.write_all(&[0x16, 0x03, 0x03, 0x00, 0x7a, 0x02]);
        }
    });
    let error = visit(&url, Vec::new()).unwrap_err();
    assert!(
        matches!(error, FetchError::NoRobots { .. } | FetchError::BrokeOff | FetchError::Tls(_)),
        "{error:?}"
    );
}
