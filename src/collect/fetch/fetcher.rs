//! The fetcher: one request after the other over kept connections.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::{Connector, DefaultConnector};

use super::answer::Parsed;
use super::guard::{Guard, Watch};
use super::tape::{Recording, Tape, Taping};
use super::{Address, FetchError, Headers, Names, PrivateHosts, Validators};

/// What bounds a request and who asks.
#[derive(Debug, Clone)]
pub struct Limits {
    /// For the whole request with all its redirects: names, connections, heads, bodies.
    pub deadline: Duration,
    /// The most bytes of an answer, packed or unpacked.
    pub max_bytes: u64,
    /// How the program calls itself.
    pub user_agent: String,
    /// Hosts that may have private addresses.
    pub private_hosts: PrivateHosts,
    /// Certificates (DER) of authorities to trust instead of the web's usual ones.
    pub authorities: Vec<Vec<u8>>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    pub address: &'a Address,
    pub validators: &'a Validators,
    /// Whether the address was given by whoever runs the program, so that it may lead to
    /// a host that is named as private.
    pub trusted: bool,
    /// What is sent along, by POST; without it the address is asked by GET.
    pub post: Option<Post<'a>>,
}

/// What is sent to an address.
#[derive(Clone, Copy)]
pub struct Post<'a> {
    pub json: &'a [u8],
    /// A secret by which the address knows who asks.
    pub bearer: Option<&'a str>,
}

impl std::fmt::Debug for Post<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Post({} bytes)", self.json.len())
    }
}

/// One response as it came: to be looked at, or followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub headers: Headers,
    /// The body, unpacked; empty where the status is not one of success.
    pub body: Vec<u8>,
    /// Status line, head and body as they came off the wire.
    pub raw: Vec<u8>,
}

/// A request without an answer.
struct Failed {
    error: FetchError,
    /// Whether not a byte came.
    is_empty: bool,
}

/// Room on the wire for the head and the framing of chunks.
const ROOM: u64 = 256 << 10;

/// Makes requests. Serves one thread.
pub struct Fetcher {
    agent: Agent,
    tape: Arc<Tape>,
    watch: Arc<Watch>,
    limits: Limits,
}

impl Fetcher {
    pub fn new(limits: Limits, names: Arc<dyn Names>) -> Self {
        let (tape, watch) = (Arc::new(Tape::default()), Arc::new(Watch::default()));
        let guard = Guard::new(names, limits.private_hosts.clone(), Arc::clone(&watch));
        let connector = DefaultConnector::new().chain(Taping(Arc::clone(&tape)));
        let agent = Agent::with_parts(config(&limits), connector, guard);
        Self { agent, tape, watch, limits }
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Makes one request, without following redirects, within `time`.
    ///
    /// # Errors
    /// Where there is no whole answer. A status that is no success is no error here.
    pub fn request(&self, ask: &Ask, time: Duration) -> Result<Response, FetchError> {
        let host = ask.address.host();
        if !ask.trusted && self.limits.private_hosts.has(host) {
            return Err(FetchError::Led(host.to_owned()));
        }
        if time.is_zero() {
            return Err(FetchError::Deadline(self.limits.deadline));
        }
        let started = Instant::now();
        let first = self.attempt(ask, time);
        match first {
            // A kept connection that the server had closed meanwhile gives nothing at all. What
            // is sent is not sent twice.
            Err(Failed { error: FetchError::BrokeOff, is_empty: true }) if ask.post.is_none() => {
                self.attempt(ask, time.saturating_sub(started.elapsed()))
            }
            first => first,
        }
        .map_err(|failed| failed.error)
    }

    fn attempt(&self, ask: &Ask, time: Duration) -> Result<Response, Failed> {
        self.tape.begin((self.limits.max_bytes + ROOM) as usize);
        self.watch.begin(ask.trusted);
        let started = Instant::now();
        let outcome = self.send(ask, time);
        let recording = self.tape.take();
        let response = match outcome {
            Ok(()) if recording.broke_off => Err(FetchError::BrokeOff),
            Ok(()) => self.response(&recording.bytes),
            Err(error) => Err(self.error(error, &recording, started.elapsed() >= time)),
        };
        response.map_err(|error| Failed { error, is_empty: recording.bytes.is_empty() })
    }

    /// Sends a request and reads its answer onto the tape.
    fn send(&self, ask: &Ask, time: Duration) -> Result<(), ureq::Error> {
        if let Some(Post { json, bearer }) = ask.post {
            let mut request =
                self.agent.post(ask.address.as_str()).header("content-type", "application/json");
            if let Some(bearer) = bearer {
                request = request.header("authorization", format!("Bearer {bearer}"));
            }
            return drain(request.config().timeout_global(Some(time)).build().send(json)?);
        }
        let mut request = self.agent.get(ask.address.as_str()).header("accept-encoding", "gzip");
        if let Some(etag) = &ask.validators.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &ask.validators.modified {
            request = request.header("if-modified-since", modified);
        }
        drain(request.config().timeout_global(Some(time)).build().call()?)
    }

    fn response(&self, taped: &[u8]) -> Result<Response, FetchError> {
        let parsed = Parsed::new(taped).ok_or_else(|| FetchError::Protocol("it has no head".to_owned()))?;
        let is_success = (200..300).contains(&parsed.status);
        let body = if is_success { parsed.body(self.limits.max_bytes)? } else { Vec::new() };
        let raw = parsed.raw.to_vec();
        Ok(Response { status: parsed.status, headers: parsed.headers, body, raw })
    }

    fn error(&self, error: ureq::Error, recording: &Recording, is_late: bool) -> FetchError {
        if let Some(refused) = self.watch.refused() {
            return refused;
        }
        if recording.is_full {
            return FetchError::TooLarge { limit: self.limits.max_bytes };
        }
        match error {
            ureq::Error::Timeout(_) => FetchError::Deadline(self.limits.deadline),
            _ if is_late => FetchError::Deadline(self.limits.deadline),
            ureq::Error::Io(error) => of_io(&error),
            ureq::Error::Rustls(error) => FetchError::Tls(error.to_string()),
            ureq::Error::Tls(error) => FetchError::Tls(error.to_owned()),
            ureq::Error::Protocol(error) => FetchError::Protocol(error.to_string()),
            ureq::Error::Http(error) => FetchError::Protocol(error.to_string()),
            ureq::Error::LargeResponseHeader(_, limit) => {
                FetchError::Protocol(format!("its head is longer than {limit} bytes"))
            }
            error => FetchError::Connection(error.to_string()),
        }
    }
}

/// Reads an answer to its end; what comes is on the tape.
fn drain(response: ureq::http::Response<ureq::Body>) -> Result<(), ureq::Error> {
    let mut body = response.into_body().into_reader();
    let mut buffer = [0; 16 << 10];
    loop {
        match body.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(ureq::Error::from(error)),
        }
    }
}

fn of_io(error: &io::Error) -> FetchError {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, InvalidData, UnexpectedEof};
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    if let Some(ureq::Error::Rustls(error)) = inner {
        return FetchError::Tls(error.to_string());
    }
    match error.kind() {
        UnexpectedEof | ConnectionAborted | ConnectionReset | BrokenPipe => FetchError::BrokeOff,
        // What TLS finds wrong with the bytes or the certificate.
        InvalidData => FetchError::Tls(error.to_string()),
        _ => FetchError::Connection(error.to_string()),
    }
}

fn config(limits: &Limits) -> ureq::config::Config {
    let roots = if limits.authorities.is_empty() {
        RootCerts::WebPki
    } else {
        let certificate = |der: &Vec<u8>| Certificate::from_der(der).to_owned();
        RootCerts::from(limits.authorities.iter().map(certificate))
    };
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // A proxy would make the connections instead of us, to addresses that nobody checked.
        .proxy(None)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .user_agent(limits.user_agent.as_str())
        .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8")
        .build()
}

/// The certificates in a PEM file, as DER; `None` where it holds none.
pub fn authorities(pem: &[u8]) -> Option<Vec<Vec<u8>>> {
    let found = ureq::tls::parse_pem(pem).filter_map(|item| match item {
        Ok(ureq::tls::PemItem::Certificate(certificate)) => Some(certificate.der().to_vec()),
        _ => None,
    });
    let found: Vec<Vec<u8>> = found.collect();
    (!found.is_empty()).then_some(found)
}
