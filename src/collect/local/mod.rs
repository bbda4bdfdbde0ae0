//! Inputs on this machine: files, folders and standard input, one at a time.

mod list;
mod stream;
mod zstd;

pub use list::{Place, list};
pub use stream::{Line, MAX_BYTES, Stream, open};
