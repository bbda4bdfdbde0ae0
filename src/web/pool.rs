//! Connections to the ledger, handed out and taken back.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::ledger::{Ledger, LedgerError, Location};

/// How many connections are kept for the next reader.
const KEPT: usize = 8;

/// How old what is shown may be, of a ledger that others write to on a server.
const FRESH: Duration = Duration::from_secs(2);

/// The ledger, for several readers at once.
#[derive(Debug)]
pub(super) struct Pool {
    at: Location,
    idle: Mutex<Vec<Ledger>>,
    /// When it was last taken over what others wrote.
    refreshed: Mutex<Instant>,
}

impl Pool {
    /// Opens the ledger once, to find out that it can be.
    pub fn open(at: Location) -> Result<Self, LedgerError> {
        let first = Ledger::open(&at)?;
        Ok(Self { at, idle: Mutex::new(vec![first]), refreshed: Mutex::new(Instant::now()) })
    }

    /// Lends a connection for as long as something is done with it.
    pub fn with<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut ledger = match idle {
            Some(ledger) => ledger,
            None => Ledger::open(&self.at)?,
        };
        let done = self.refresh(&ledger).map_err(E::from).and_then(|()| work(&mut ledger));
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(ledger);
        }
        done
    }

    /// Takes over what others wrote, where that was not done just now. Who asks meanwhile waits.
    fn refresh(&self, ledger: &Ledger) -> Result<(), LedgerError> {
        if !ledger.is_shared() {
            return Ok(());
        }
        let mut refreshed = self.refreshed.lock().unwrap_or_else(PoisonError::into_inner);
        if refreshed.elapsed() >= FRESH {
            ledger.refresh()?;
            *refreshed = Instant::now();
        }
        Ok(())
    }
}
