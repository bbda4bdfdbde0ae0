//! WARC archives: what was fetched, byte for byte, as other archive tools read it.

mod read;
mod write;

pub use read::{Record, Records, RecordsError};
pub use write::{Archive, Kept};
