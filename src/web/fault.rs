//! Why a page cannot be shown.

use crate::ledger::LedgerError;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("there is nothing at this address")]
    NotFound,
    #[error("{0}")]
    Bad(String),
    #[error("{0}")]
    Forbidden(String),
    #[error("give the token: Authorization: Bearer …")]
    Unknown,
    #[error("too many wrong passwords; wait a minute and try again")]
    TooMany,
    #[error(transparent)]
    Ledger(LedgerError),
    #[error("the page could not be made: {0}")]
    Broken(String),
}

impl Fault {
    /// Of HTTP.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Bad(_) => 400,
            Self::Forbidden(_) => 403,
            Self::Unknown => 401,
            Self::TooMany => 429,
            Self::Ledger(LedgerError::Busy) => 503,
            Self::Ledger(_) | Self::Broken(_) => 500,
        }
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Query(problem) => Self::Bad(problem.to_string()),
            LedgerError::Decision(problem) => Self::Bad(problem.to_string()),
            error => Self::Ledger(error),
        }
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(format!("{error:#}"))
    }
}
