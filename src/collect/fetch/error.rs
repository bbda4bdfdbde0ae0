//! Why an address could not be fetched.

use std::time::Duration;

use super::AddressError;

/// Why there is no answer to use. Each message says what to do where anything can be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error(
        "{host} is at {address}, which is {what}; if it is meant, name the host under private_hosts in watch.toml"
    )]
    Private { host: String, address: String, what: &'static str },
    #[error("{0} is a private host and is not asked on the word of another one")]
    Led(String),
    #[error("no host has the name {0}")]
    NoHost(String),
    #[error("{0} asks programs not to fetch this (robots.txt)")]
    Robots(String),
    #[error("whether {site} may be fetched is not known, since its robots.txt cannot be had: {why}")]
    NoRobots { site: String, why: String },
    #[error("{site} asked for quiet until {until}")]
    Resting { site: String, until: String },
    #[error("no full answer within {} seconds", .0.as_secs_f32())]
    Deadline(Duration),
    #[error("the answer is larger than {limit} bytes; max_bytes in watch.toml sets the bound")]
    TooLarge { limit: u64 },
    #[error("the answer leads on and on: {0} redirects")]
    Redirects(usize),
    #[error("the answer leads to another address and does not say which")]
    RedirectNowhere,
    #[error("the server answered {status}{}", name(*.status))]
    Status {
        status: u16,
        /// How long the server asks to be left alone.
        rest: Option<Duration>,
    },
    #[error("the answer is packed as \"{0}\", which was not asked for")]
    Encoding(String),
    #[error("the packed answer is broken or ends early ({0})")]
    Packed(String),
    #[error("the connection broke off before the answer was whole")]
    BrokeOff,
    #[error("no secure connection: {0}")]
    Tls(String),
    #[error("the connection failed: {0}")]
    Connection(String),
    #[error("the answer is no proper HTTP: {0}")]
    Protocol(String),
    #[error("interrupted")]
    Interrupted,
}

impl FetchError {
    /// Whether trying again later may help.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            Self::NoHost(_)
            | Self::NoRobots { .. }
            | Self::Resting { .. }
            | Self::Deadline(_)
            | Self::BrokeOff
            | Self::Packed(_)
            | Self::Tls(_)
            | Self::Connection(_)
            | Self::Interrupted => true,
            Self::Address(_)
            | Self::Private { .. }
            | Self::Led(_)
            | Self::Robots(_)
            | Self::TooLarge { .. }
            | Self::Redirects(_)
            | Self::RedirectNowhere
            | Self::Encoding(_)
            | Self::Protocol(_) => false,
        }
    }
}

/// What a status means, for people.
fn name(status: u16) -> &'static str {
    match status {
        401 | 403 => ": it refuses this program",
        404 => ": there is no such page",
        410 => ": the page is gone",
        429 => ": too many requests",
        451 => ": withheld for legal reasons",
        500..=599 => ": it has a fault of its own",
        _ => "",
    }
}
