//! Where the web page is served, and serving it.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};
use tokio::net::TcpListener;

use super::answer::Answer;
use super::ask::{Ask, Verb};
use super::house::{House, Settings};
use super::routes;

/// The most bytes that a form may have.
const FORM: usize = 64 << 10;

/// An address and port to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listen(SocketAddr);

impl Listen {
    /// Whether only this machine can reach it.
    pub fn is_loopback(self) -> bool {
        self.0.ip().is_loopback()
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Words that are no address to listen at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no address and port; write 127.0.0.1:8437")]
pub struct NoAddress(String);

impl FromStr for Listen {
    type Err = NoAddress;

    fn from_str(words: &str) -> Result<Self, NoAddress> {
        words.parse().map(Self).map_err(|_| NoAddress(words.to_owned()))
    }
}

/// Serves the web page until `ended` says so; `ready` is told the address when it is
/// being listened at.
///
/// # Errors
/// Where the address cannot be had or the ledger cannot be opened.
pub fn serve(
    at: Listen,
    settings: Settings,
    ready: impl FnOnce(Listen),
    ended: impl Fn() -> bool + Send + 'static,
) -> Result<(), anyhow::Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind(at.0))?;
    let own = Listen(listener.local_addr()?);
    // A ledger may be on a server, to which it goes by itself: it is opened and closed outside
    // of what goes on here.
    let house = Arc::new(House::open(settings, own.is_loopback(), &own.to_string())?);
    ready(own);
    runtime.block_on(async {
        let app = Router::new().fallback(answer).with_state(Arc::clone(&house));
        let glance = async move {
            while !ended() {
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            }
        };
        Ok(axum::serve(listener, app).with_graceful_shutdown(glance).await?)
    })
}

/// Takes what is asked off the wire, and puts the answer on it.
async fn answer(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let text = |name: header::HeaderName| {
        head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let verb = match head.method.as_str() {
        "GET" => Verb::Get,
        "HEAD" => Verb::Head,
        "POST" => Verb::Post,
        _ => return wire(Answer::plain(405, "only GET, HEAD and POST are answered\n"), Verb::Get),
    };
    let Ok(form) = to_bytes(body, FORM).await else {
        return wire(Answer::plain(413, "the form is too large\n"), verb);
    };
    let ask = Ask {
        verb,
        host: text(header::HOST).or_else(|| head.uri.authority().map(ToString::to_string)),
        target: head.uri.path().to_owned(),
        query: pairs(head.uri.query().unwrap_or_default()),
        form: pairs(std::str::from_utf8(&form).unwrap_or_default()),
        cookie: text(header::COOKIE),
        bearer: text(header::AUTHORIZATION)
            .and_then(|words| words.strip_prefix("Bearer ").map(|token| token.trim().to_owned())),
        origin: text(header::ORIGIN),
        fetch_site: head.headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()).map(str::to_owned),
        etag: text(header::IF_NONE_MATCH),
        is_secure: head.headers.get("x-forwarded-proto").is_some_and(|value| value == "https"),
        ..Ask::default()
    };
    let packs = text(header::ACCEPT_ENCODING).is_some_and(|takes| takes.contains("gzip"));
    let answered = tokio::task::spawn_blocking(move || {
        let answer = routes::answer(&house, ask);
        if packs { answer.packed() } else { answer }
    })
    .await;
    wire(answered.unwrap_or_else(|_| Answer::plain(500, "the page could not be made\n")), verb)
}

fn pairs(words: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(words.as_bytes()).into_owned().collect()
}

fn wire(answer: Answer, verb: Verb) -> Response<Body> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(*name, value);
    }
    response = response.header(header::CONTENT_LENGTH, answer.body.len());
    let body = if verb == Verb::Head { Body::empty() } else { Body::from(answer.body) };
    // Only a value that is no header's could fail; none is made of what others write.
    response.body(body).unwrap_or_else(|_| {
        let mut plain = Response::new(Body::empty());
        *plain.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        plain
    })
}
