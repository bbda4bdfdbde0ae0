//! Connections to the ledger, handed out and taken back.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::ledger::{Ledger, LedgerError};

/// How many connections are kept for the next reader.
const KEPT: usize = 8;

/// The ledger, for several readers at once.
#[derive(Debug)]
pub(super) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Ledger>>,
}

impl Pool {
    /// Opens the ledger once, to find out that it can be.
    pub fn open(path: PathBuf) -> Result<Self, LedgerError> {
        let first = Ledger::open(&path)?;
        Ok(Self { path, idle: Mutex::new(vec![first]) })
    }

    /// Lends a connection for as long as something is done with it.
    pub fn with<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut ledger = match idle {
            Some(ledger) => ledger,
            None => Ledger::open(&self.path)?,
        };
        let done = work(&mut ledger);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(ledger);
        }
        done
    }
}
