//! Keeps everything that was read in one SQLite file. The only code that knows SQL.
//!
//! A document is kept as numbered revisions, each with the bytes that it came from,
//! its text and its records; every record is kept with the words that it rests on.
//! What is stored is whole documents, in transactions.

mod check;
mod collected;
mod content;
mod entry;
mod error;
mod filter;
mod fold;
mod known;
mod list;
mod load;
mod open;
mod revision;
mod search;
mod store;

pub use check::{Flaw, Proved};
pub use collected::{Due, Fetched, Health};
pub use error::LedgerError;
pub use filter::Filter;
pub use known::Known;
pub use list::{Head, Listed, Words};
pub use load::Found;
pub use open::Ledger;
pub use revision::Revision;
pub use search::{Hit, QueryError};
pub use store::{Incoming, Stored};
