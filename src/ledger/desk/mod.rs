//! What the web page keeps: who may log in, searches, shared digests.

mod feed;
mod person;
mod saved;
mod shared;

pub(super) use feed::set_digest_feed;
pub(super) use person::set_password;
pub use saved::Saved;
pub(super) use saved::{forget_search, save_search, set_alert_of_search};
pub use shared::Shared;
pub(super) use shared::{end_shares, share};
