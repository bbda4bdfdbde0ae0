//! What the web page keeps: who may log in, searches, shared digests.

mod feed;
mod person;
mod saved;
mod shared;

pub use saved::Saved;
pub use shared::Shared;
