//! What collecting keeps: what sources announced, how their lists were had, what to ask
//! again with, and where the bytes of each revision are kept.

mod address;
mod fetched;
mod health;
mod item;
mod listing;

pub(super) use address::{keep_answer, keep_rests};
pub use fetched::Fetched;
pub(super) use fetched::store_with_proof;
pub use health::Health;
pub use item::Due;
pub(super) use item::{announce, note_failure, note_unchanged};
pub(super) use listing::note_listing;
