//! Where a ledger is: in a file, or on a server that a newsroom shares.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use super::LedgerError;
use super::server::{Address, Server, ServerError};

/// Where a ledger is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A database of a PostgreSQL server, by an address that may hold a password.
    Server(String),
}

impl Location {
    /// What a person named: an address that begins with `postgres://`, else a file.
    pub fn named(words: OsString) -> Self {
        match words.into_string() {
            Ok(words) if words.starts_with("postgres://") || words.starts_with("postgresql://") => {
                Self::Server(words)
            }
            Ok(words) => Self::File(words.into()),
            Err(words) => Self::File(words.into()),
        }
    }

    /// The file that holds the ledger, or its mirror. The server is asked for the name of the
    /// mirror; a ledger that it does not have yet is made.
    ///
    /// # Errors
    /// Where the server cannot be reached, or the database is not a ledger's.
    pub fn file(&self) -> Result<PathBuf, LedgerError> {
        match self {
            Self::File(path) => Ok(path.clone()),
            Self::Server(address) => Ok(Server::open(Self::address(address)?, true)?.mirror().to_owned()),
        }
    }

    pub(super) fn address(words: &str) -> Result<Address, ServerError> {
        words.parse()
    }
}

/// Without a password.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(words) => match words.parse::<Address>() {
                Ok(address) => write!(f, "{address}"),
                Err(_) => f.write_str("the server"),
            },
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

impl From<&Location> for Location {
    fn from(location: &Location) -> Self {
        location.clone()
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Self {
        Self::File(path.clone())
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}
