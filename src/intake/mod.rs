//! From what is given, a path, a stream or bytes, to articles: what the command line and the
//! Python package share.

mod pool;
mod raw;
mod taken;

pub use pool::in_order;
pub use raw::{BadInput, Raw};
pub use taken::{of_paths, of_stream};
