//! One request over the network: bounded in time and size, never to a private
//! address, with the answer's bytes kept as they came.

mod address;
mod answer;
mod decode;
mod error;
mod fetcher;
mod guard;
mod tape;

pub use address::{Address, AddressError};
pub use answer::{Answer, Headers, Parsed, Validators};
pub use decode::{decode, unchunk};
pub use error::FetchError;
pub use fetcher::{Ask, Fetcher, Limits, Post, Response, authorities};
pub use guard::{Names, PrivateHosts, SystemNames, checked, private};
