//! Single visits: what servers do wrong, and what must never be reached.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diplomacy_watch::collect::fetch::{
    Address, Answer, FetchError, Fetcher, Limits, Names, PrivateHosts, SystemNames, Validators,
};
use diplomacy_watch::collect::polite::{Found, Sites, Visit, Visitor};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{Asked, Server, close, nothing, page, respond};

const DEADLINE: Duration = Duration::from_millis(1500);

/// What a deadline may be overrun by on a busy machine.
const GRACE: Duration = Duration::from_secs(3);

pub fn limits() -> Limits {
    Limits {
        deadline: DEADLINE,
        max_bytes: 100_000,
        user_agent: "diplomacy-watch/test".to_owned(),
        private_hosts: PrivateHosts::new(["127.0.0.1".to_owned(), "localhost".to_owned()]),
        authorities: Vec::new(),
    }
}

/// Visits an address that was given by hand.
fn visit(address: &str) -> Result<Found, FetchError> {
    visit_with(limits(), Arc::new(SystemNames), address, &Validators::default(), true)
}

pub fn visit_with(
    limits: Limits,
    names: Arc<dyn Names>,
    address: &str,
    validators: &Validators,
    trusted: bool,
) -> Result<Found, FetchError> {
    let address: Address = address.parse()?;
    let sites = Sites::default();
    let visitor = Visitor::new(Fetcher::new(limits, names), &sites, Duration::ZERO, &|| false);
    visitor.visit(&Visit { address: &address, validators, trusted })
}

#[track_caller]
pub fn answer(found: Result<Found, FetchError>) -> Answer {
    match found.unwrap() {
        Found::Answer(answer) => answer,
        Found::Unchanged => panic!("unchanged"),
    }
}

/// A server that answers one path and has no robots.txt.
fn one(
    path: &'static str,
    answer: impl Fn(&Asked, &mut std::net::TcpStream) + Send + Sync + 'static,
) -> Server {
    Server::start(move |asked, stream| match asked.path == path {
        true => answer(asked, stream),
        false => nothing(stream),
    })
}

#[test]
fn a_page_comes_with_its_bytes_as_they_were() {
    let server = one("/a", |_, stream| page(stream, "<p>They met."));
    let got = answer(visit(&server.url("/a")));
    assert_eq!(got.body, b"<p>They met.");
    assert_eq!(got.raw, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n\r\n<p>They met.");
    let asked = server.asked();
    assert_eq!(asked[0].path, "/robots.txt");
    assert_eq!(asked[1].get("user-agent"), Some("diplomacy-watch/test"));
    assert_eq!(asked[1].get("accept-encoding"), Some("gzip"));
}

#[test]
fn chunks_and_gzip_are_unpacked_and_kept_as_they_came() {
    let server = one("/a", |_, stream| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(b"They met.").unwrap();
        let packed = packer.finish().unwrap();
        let (first, second) = packed.split_at(7);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n")
            .unwrap();
        for chunk in [first, second] {
            write!(stream, "{:x}\r\n", chunk.len()).unwrap();
            stream.write_all(chunk).unwrap();
            stream.write_all(b"\r\n").unwrap();
        }
        stream.write_all(b"0\r\n\r\n").unwrap();
    });
    let got = answer(visit(&server.url("/a")));
    assert_eq!(got.body, b"They met.");
    assert!(got.raw.ends_with(b"\r\n0\r\n\r\n"));
}

#[test]
fn what_is_unchanged_is_not_sent_again() {
    let server = one("/a", |asked, stream| match asked.get("if-none-match") {
        Some("\"v1\"") if asked.get("if-modified-since") == Some("Mon, 07 Mar 2022 10:00:00 GMT") => {
            stream.write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n").unwrap();
        }
        _ => respond(
            stream,
            "200 OK",
            "ETag: \"v1\"\r\nLast-Modified: Mon, 07 Mar 2022 10:00:00 GMT\r\n",
            b"x",
        ),
    });
    let first = answer(visit(&server.url("/a")));
    let again = visit_with(limits(), Arc::new(SystemNames), &server.url("/a"), &first.validators(), true);
    assert_eq!(again, Ok(Found::Unchanged));
}

#[test]
fn a_304_that_nobody_asked_for_is_a_fault() {
    let server = one("/a", |_, stream| stream.write_all(b"HTTP/1.1 304 Not Modified\r\n\r\n").unwrap());
    assert!(matches!(visit(&server.url("/a")), Err(FetchError::Status { status: 304, .. })));
}

#[test]
fn a_server_that_asks_for_a_pause_gets_it() {
    let times = AtomicUsize::new(0);
    let server = one("/a", move |_, stream| match times.fetch_add(1, Ordering::Relaxed) {
        0 => respond(stream, "429 Too Many Requests", "Retry-After: 1\r\n", b"slow down"),
        _ => page(stream, "They met."),
    });
    let started = Instant::now();
    assert_eq!(answer(visit(&server.url("/a"))).body, b"They met.");
    assert!(started.elapsed() >= Duration::from_millis(950), "{:?}", started.elapsed());
    assert_eq!(server.paths(), ["/a", "/a"]);
}

#[test]
fn a_server_that_asks_for_a_long_rest_is_left_alone() {
    let server =
        one("/a", |_, stream| respond(stream, "503 Service Unavailable", "Retry-After: 3600\r\n", b""));
    let address: Address = server.url("/a").parse().unwrap();
    let sites = Sites::default();
    let visitor =
        Visitor::new(Fetcher::new(limits(), Arc::new(SystemNames)), &sites, Duration::ZERO, &|| false);
    let visit = Visit { address: &address, validators: &Validators::default(), trusted: true };
    assert!(matches!(visitor.visit(&visit), Err(FetchError::Status { status: 503, .. })));
    assert!(matches!(visitor.visit(&visit), Err(FetchError::Resting { .. })));
    assert_eq!(server.paths(), ["/a"]);
    assert_eq!(sites.rests(jiff::Timestamp::now()).len(), 1);
}

#[test]
fn robots_txt_is_obeyed_and_asked_for_once() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => respond(stream, "200 OK", "", b"User-agent: diplomacy-watch\nDisallow: /closed"),
        _ => page(stream, "They met."),
    });
    let sites = Sites::default();
    let visitor =
        Visitor::new(Fetcher::new(limits(), Arc::new(SystemNames)), &sites, Duration::ZERO, &|| false);
    let visit = |path: &str| {
        let address: Address = server.url(path).parse().unwrap();
        visitor.visit(&Visit { address: &address, validators: &Validators::default(), trusted: true })
    };
    assert!(matches!(visit("/closed/a"), Err(FetchError::Robots(_))));
    assert!(visit("/open").is_ok());
    let asked: Vec<_> = server.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(asked, ["/robots.txt", "/open"]);
}

#[test]
fn where_robots_txt_cannot_be_had_nothing_is_fetched() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => respond(stream, "500 Internal Server Error", "", b""),
        _ => page(stream, "They met."),
    });
    assert!(matches!(visit(&server.url("/a")), Err(FetchError::NoRobots { .. })));
    assert!(server.paths().is_empty());
}

/// A visit that must fail, and soon.
#[track_caller]
fn check_ends(server: &Server, expected: impl Fn(&FetchError) -> bool) {
    let started = Instant::now();
    let error = visit(&server.url("/a")).unwrap_err();
    assert!(expected(&error), "{error:?}");
    assert!(started.elapsed() < DEADLINE + GRACE, "{:?} for {error}", started.elapsed());
}

#[test]
fn a_slow_drip_ends_at_the_deadline() {
    let drip = |head: &'static [u8]| {
        one("/a", move |_, stream| {
            stream.write_all(head).unwrap();
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(40));
            }
        })
    };
    let is_late = |error: &FetchError| matches!(error, FetchError::Deadline(_));
    check_ends(&drip(b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n"), is_late);
    check_ends(&drip(b"HTTP/1.1 200 OK\r\nX-Long: "), is_late);
    check_ends(&drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), |error| {
        is_late(error) || matches!(error, FetchError::Protocol(_))
    });
}

#[test]
fn a_server_that_says_nothing_ends_at_the_deadline() {
    let server = one("/a", |_, _| std::thread::sleep(Duration::from_secs(10)));
    check_ends(&server, |error| matches!(error, FetchError::Deadline(_)));
}

#[test]
fn redirects_share_one_deadline() {
    let server = Server::start(|asked, stream| {
        if asked.path == "/robots.txt" {
            return nothing(stream);
        }
        std::thread::sleep(Duration::from_millis(600));
        let next = format!("Location: {}0\r\n", asked.path);
        respond(stream, "302 Found", &next, b"");
    });
    check_ends(&server, |error| matches!(error, FetchError::Deadline(_)));
    assert!((2..=4).contains(&server.paths().len()), "{:?}", server.paths());
}

/// 255 bytes in a chunk.
const CHUNK: &[u8] = &{
    let mut chunk = [b'x'; 261];
    (chunk[0], chunk[1], chunk[2], chunk[3]) = (b'f', b'f', b'\r', b'\n');
    (chunk[259], chunk[260]) = (b'\r', b'\n');
    chunk
};

#[test]
fn an_endless_body_is_cut_at_the_bound() {
    let endless = |head: &'static [u8], body: &'static [u8]| {
        one("/a", move |_, stream| {
            stream.write_all(head).unwrap();
            while stream.write_all(body).is_ok() {}
        })
    };
    let is_large = |error: &FetchError| matches!(error, FetchError::TooLarge { limit: 100_000 });
    check_ends(&endless(b"HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 8192]), is_large);
    check_ends(&endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNK), is_large);
    check_ends(&endless(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n"), |error| {
        matches!(error, FetchError::Protocol(_) | FetchError::TooLarge { .. })
    });
}

#[test]
fn a_gzip_bomb_is_too_large() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![0; 50 << 20]).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 100_000);
    let server = one("/a", move |_, stream| respond(stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb));
    check_ends(&server, |error| matches!(error, FetchError::TooLarge { .. }));
}

#[test]
fn a_redirect_loop_ends() {
    let server = one("/a", |_, stream| respond(stream, "301 Moved Permanently", "Location: /a\r\n", b""));
    check_ends(&server, |error| matches!(error, FetchError::Redirects(_)));
    assert!(server.paths().len() <= 12);
}

#[test]
fn a_body_that_ends_early_is_no_answer() {
    for head in [
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nThey",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nThey",
        "HTTP/1.1 200",
    ] {
        let server = one("/a", move |_, stream| {
            stream.write_all(head.as_bytes()).unwrap();
            close(stream);
        });
        check_ends(&server, |error| matches!(error, FetchError::BrokeOff | FetchError::Protocol(_)));
    }
}

#[test]
fn what_is_no_http_is_told() {
    let server = one("/a", |_, stream| {
        stream.write_all(b"220 mail.example.org ESMTP ready\r\n\r\n").unwrap();
        close(stream);
    });
    check_ends(&server, |error| matches!(error, FetchError::Protocol(_)));
}

/// Something private that must not be reached.
fn private_server() -> Server {
    Server::start(|_, stream| page(stream, "the secrets of this machine"))
}

/// Nobody's private hosts are named.
fn closed() -> Limits {
    Limits { private_hosts: PrivateHosts::default(), ..limits() }
}

#[test]
fn private_addresses_are_not_reached() {
    let server = private_server();
    let port = server.address.port();
    for host in
        ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"]
    {
        let address = format!("http://{host}:{port}/a");
        let got = visit_with(closed(), Arc::new(SystemNames), &address, &Validators::default(), true);
        assert!(matches!(got, Err(FetchError::Private { .. } | FetchError::NoHost(_))), "{host} {got:?}");
    }
    for address in
        ["http://169.254.169.254/latest/meta-data", "http://[fd00:ec2::254]/", "http://100.100.100.200/"]
    {
        let got = visit_with(closed(), Arc::new(SystemNames), address, &Validators::default(), true);
        assert!(matches!(got, Err(FetchError::Private { .. })), "{address} {got:?}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn a_redirect_to_a_private_address_is_not_followed() {
    let private = private_server();
    let port = private.address.port();
    let server = one("/a", move |_, stream| {
        let next = format!("Location: http://127.0.0.2:{port}/secret\r\n");
        respond(stream, "302 Found", &next, b"");
    });
    let error = visit(&server.url("/a")).unwrap_err();
    assert!(matches!(&error, FetchError::Private { address, .. } if address == "127.0.0.2"), "{error:?}");
    assert!(private.asked().is_empty());
    let server = one("/a", |_, stream| respond(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""));
    assert!(matches!(visit(&server.url("/a")), Err(FetchError::Address(_))));
}

#[test]
fn a_named_private_host_is_not_reached_on_anothers_word() {
    let server = private_server();
    let address = server.url("/a");
    let got = visit_with(limits(), Arc::new(SystemNames), &address, &Validators::default(), false);
    assert_eq!(got, Err(FetchError::Led("127.0.0.1".to_owned())));
    assert!(server.asked().is_empty());
}

#[test]
fn a_redirect_to_a_named_private_host_is_not_followed() {
    let private = private_server();
    let port = private.address.port();
    let server = one("/a", move |_, stream| {
        respond(stream, "302 Found", &format!("Location: http://localhost:{port}/secret\r\n"), b"");
    });
    assert_eq!(visit(&server.url("/a")), Err(FetchError::Led("localhost".to_owned())));
    assert!(private.asked().is_empty());
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/a" => respond(stream, "302 Found", "Location: /b\r\n", b""),
        _ => page(stream, "They met."),
    });
    assert_eq!(answer(visit(&server.url("/a"))).body, b"They met.", "on one host redirects are followed");
}

/// A name server whose answer for one name changes each time.
struct Changing {
    answers: Vec<&'static str>,
    port: u16,
    asked: AtomicUsize,
}

impl Names for Changing {
    fn look_up(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
        let i = self.asked.fetch_add(1, Ordering::Relaxed);
        let address = self.answers[i.min(self.answers.len() - 1)].parse().unwrap();
        Ok(vec![SocketAddr::new(address, self.port)])
    }
}

#[test]
fn a_name_that_changes_its_address_leads_nowhere() {
    let server = private_server();
    // The first answer would pass a check that is made before the connection.
    let names = Changing {
        answers: vec!["198.18.0.1", "127.0.0.1"],
        port: server.address.port(),
        asked: AtomicUsize::new(0),
    };
    let names = Arc::new(names);
    for _ in 0..3 {
        let got = visit_with(
            closed(),
            Arc::clone(&names) as Arc<dyn Names>,
            "http://changing.example/a",
            &Validators::default(),
            true,
        );
        assert!(matches!(got, Err(FetchError::Private { .. })), "{got:?}");
    }
    // One look-up for each visit: what was checked is what would be connected.
    assert_eq!(names.asked.load(Ordering::Relaxed), 3);
    assert!(server.asked().is_empty());
}

/// A name with a public address and a private one, in this order.
struct Both(u16);

impl Names for Both {
    fn look_up(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
        Ok(["192.0.2.1", "127.0.0.1"].map(|ip| SocketAddr::new(ip.parse().unwrap(), self.0)).to_vec())
    }
}

#[test]
fn of_several_addresses_the_private_ones_are_not_tried() {
    let server = private_server();
    let names = Arc::new(Both(server.address.port()));
    let got = visit_with(closed(), names, "http://both.example/a", &Validators::default(), true);
    assert!(matches!(got, Err(FetchError::Private { .. })), "{got:?}");
    assert!(server.asked().is_empty());
}

/// A name server that never answers.
struct Mute;

impl Names for Mute {
    fn look_up(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
        std::thread::sleep(Duration::from_secs(10));
        Err(io::ErrorKind::TimedOut.into())
    }
}

#[test]
fn a_name_server_that_never_answers_ends_at_the_deadline() {
    let started = Instant::now();
    let got = visit_with(limits(), Arc::new(Mute), "http://mute.example/", &Validators::default(), true);
    assert!(matches!(got, Err(FetchError::NoRobots { .. } | FetchError::Deadline(_))), "{got:?}");
    assert!(started.elapsed() < DEADLINE + GRACE);
}

#[test]
fn a_closed_port_is_told_at_once() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = visit(&format!("http://127.0.0.1:{port}/a")).unwrap_err();
    assert!(error.to_string().contains("refused"), "{error}");
}

#[test]
fn a_connection_that_the_server_closed_in_between_is_opened_again() {
    let server = Server::start(|_, stream| {
        page(stream, "They met.");
        close(stream);
    });
    let sites = Sites::default();
    let visitor =
        Visitor::new(Fetcher::new(limits(), Arc::new(SystemNames)), &sites, Duration::ZERO, &|| false);
    for path in ["/a", "/b", "/c"] {
        let address: Address = server.url(path).parse().unwrap();
        let visit = Visit { address: &address, validators: &Validators::default(), trusted: true };
        assert!(visitor.visit(&visit).is_ok(), "{path}");
    }
}

/// A server's cookies are sent to nobody: not to another host, not to itself, not after a
/// redirect, and neither is where a link was found.
#[test]
fn no_cookie_is_kept() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/moved" => {
            let next = "Location: /a\r\nSet-Cookie: moved=1; Path=/\r\n";
            respond(stream, "302 Found", next, b"");
        }
        _ => respond(stream, "200 OK", "Set-Cookie: reader=1; Path=/\r\n", b"They met."),
    });
    let sites = Sites::default();
    let visitor =
        Visitor::new(Fetcher::new(limits(), Arc::new(SystemNames)), &sites, Duration::ZERO, &|| false);
    let port = server.address.port();
    for address in ["127.0.0.1", "localhost", "127.0.0.1", "localhost"] {
        for path in ["/a", "/moved"] {
            let address: Address = format!("http://{address}:{port}{path}").parse().unwrap();
            let visit = Visit { address: &address, validators: &Validators::default(), trusted: true };
            assert!(visitor.visit(&visit).is_ok());
        }
    }
    let asked = server.asked();
    assert!(asked.len() >= 12, "{}", asked.len());
    for one in asked {
        assert_eq!((one.get("cookie"), one.get("referer")), (None, None), "{}", one.path);
    }
}

/// Text from the network that begins like the head of a file of ours says nothing of itself.
#[test]
fn a_text_that_is_fetched_has_no_head() {
    use diplomacy_watch::read::input::{Fill, Origin, articles, detect_answer};
    let text = b"---\noutlet: The New York Times\ntitle: Two meet\n---\nThey met.";
    let server = one("/a", |_, stream| respond(stream, "200 OK", "Content-Type: text/plain\r\n", text));
    let got = answer(visit(&server.url("/a")));
    let format = detect_answer(&got.body, got.headers.media_type().as_deref()).unwrap().unwrap();
    let fill = Fill { address: Some("https://blog.example/a".to_owned()), ..Fill::default() };
    let article = &articles(format, &Origin::default(), &got.body, &fill).unwrap()[0];
    assert_eq!((article.outlet.as_deref(), article.title.as_deref()), (Some("blog.example"), None));
    assert!(article.text.contains("outlet: The New York Times"));
}
