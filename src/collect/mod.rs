//! Where documents come from: files, folders, standard input, archives and the network; and
//! mail that goes out. The only code that touches the network.

pub mod archive;
pub mod chat;
mod error;
pub mod fetch;
pub mod local;
pub mod mail;
pub mod polite;

pub use error::CollectError;
