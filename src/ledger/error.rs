//! What can go wrong with a ledger.

use rusqlite::ErrorCode;

use super::{DecisionError, QueryError, ServerError};

/// Why the ledger could not do what was asked. Each message names the remedy.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("there is no ledger at {path}; make one with: diplomacy-watch import PATH…")]
    Missing { path: String },
    #[error("{path} is not a ledger of this program; name another file with --ledger")]
    Foreign { path: String },
    #[error(
        "{path} was written by a newer version of this program (its schema is {found}, this version knows {known}); \
         update the program"
    )]
    Newer { path: String, found: u32, known: u32 },
    #[error("the ledger is being written by another program; try again when it has finished")]
    Busy,
    #[error("the disk with the ledger is full; nothing of the last documents was stored")]
    Full,
    #[error("the ledger at {path} cannot be opened: {error}")]
    Unopened { path: String, error: rusqlite::Error },
    #[error("{path} cannot be named to the ledger's library: its name is not UTF-8; choose another name")]
    Unnameable { path: String },
    #[error("the ledger holds something that this program did not write: {0}; see: diplomacy-watch check")]
    Corrupt(String),
    #[error("{path} mirrors a ledger on a server, and what is written to it would be lost; name the server")]
    Mirror { path: String },
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Decision(#[from] DecisionError),
    #[error("the ledger failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<serde_json::Error> for LedgerError {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}
