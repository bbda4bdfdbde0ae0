//! Where documents come from: files, folders, standard input and, later, the network. The only code that touches the network.

mod error;
pub mod local;

pub use error::CollectError;
