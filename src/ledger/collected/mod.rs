//! What collecting keeps: what sources announced, how their lists were had, what to ask
//! again with, and where the bytes of each revision are kept.

mod address;
mod fetched;
mod health;
mod item;
mod listing;

pub use fetched::Fetched;
pub use health::Health;
pub use item::Due;
