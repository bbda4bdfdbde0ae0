//! What ends a round for all sources.

use std::io;

use jiff::Timestamp;

use crate::ledger::LedgerError;

/// Why a round cannot go on. What a single source or page does wrong is no such thing.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(
        "{path}: what was fetched cannot be kept ({error}); see whether the disk is full or the folder closed"
    )]
    Archive { path: String, error: io::Error },
    #[error(
        "{holder} is collecting into {ledger} already; wait until it has finished, or name another ledger"
    )]
    Taken { ledger: String, holder: String },
    #[error(
        "the clock of this machine says {now}, which cannot be; set it, since what is collected carries its time"
    )]
    Clock { now: Timestamp },
    #[error(
        "the ledger {path} is not where it was opened any more: its disk is gone, or it was moved or replaced; \
         put it back and start again, and what was stored goes on"
    )]
    Vanished { path: String },
    #[error("{path} cannot be locked: {error}")]
    Lock { path: String, error: io::Error },
}
