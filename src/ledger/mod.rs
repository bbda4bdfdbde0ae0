//! Keeps everything that was read in one SQLite file, which may be the mirror of a ledger that a
//! newsroom shares on a PostgreSQL server. The only code that knows SQL.
//!
//! A document is kept as numbered revisions, each with the bytes that it came from,
//! its text and its records; every record is kept with the words that it rests on.
//! What is stored is whole documents, in transactions.

mod actor;
mod around;
mod board;
mod check;
mod collected;
mod content;
mod copy;
mod count;
mod decision;
mod deed;
mod desk;
mod edit;
mod entry;
mod error;
mod filter;
mod fold;
mod keep;
mod known;
mod list;
mod load;
mod location;
mod open;
mod outlet;
mod page;
mod revision;
mod search;
mod sent;
mod server;
mod store;
mod whole;

pub use actor::{Bearer, Giving, Named, Role};
pub use board::Stand;
pub use check::{Flaw, Proved};
pub use collected::{Due, Fetched, Health};
pub use count::{PairCount, WeekCount};
pub use decision::{Act, Decision, DecisionError, Verdict, fields_of};
pub use desk::{Saved, Shared};
pub use edit::Change;
pub use error::LedgerError;
pub use filter::Filter;
pub use known::Known;
pub use list::{Head, Listed, Words};
pub use load::Found;
pub use location::Location;
pub use open::Ledger;
pub use outlet::Outlet;
pub use page::{Cursor, Listable, NoCursor, Page};
pub use revision::Revision;
pub use search::{Hit, Hits, QueryError, speakers};
pub use server::ServerError;
pub use store::{Incoming, Stored};
