//! Bytes in, documents with records out. Pure: no file, no clock, no network, no
//! ledger. Reading never fails on text; what is odd becomes a warning.

mod analyser;
pub mod attribution;
pub mod contact;
pub mod encoder;
pub mod event;
pub mod feed;
pub mod input;
pub mod language;
pub mod linear;
mod lower;
pub mod names;
pub mod page;
mod pdf;
pub mod position;
mod reader;
mod reading;
pub mod rules;
pub mod silence;
pub mod syntax;
pub mod time;

pub use analyser::{Analyser, BareNames};
pub use reader::Reader;
pub use reading::Reading;
