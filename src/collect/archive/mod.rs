//! WARC archives: what was fetched, byte for byte, as other archive tools read it.

mod read;
mod verify;
mod write;

pub use read::{Record, Records, RecordsError};
pub use verify::{Unproved, member, verify, verify_member};
pub use write::{Archive, Kept};
