//! What the threads of a round share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::collect::archive::Archive;
use crate::collect::fetch::{Fetcher, Limits, Names, SystemNames};
use crate::collect::polite::{Sites, Visitor};
use crate::ledger::{Ledger, Location};
use crate::read::Reader;

use super::RoundError;

/// A day before this program was written, 2026-01-01: a clock that stands earlier is wrong.
const WRITTEN: Timestamp = Timestamp::constant(1_767_225_600, 0);

/// How a round goes.
#[derive(Debug, Clone)]
pub struct Settings {
    pub limits: Limits,
    /// Between two requests to one site.
    pub pause: Duration,
    /// For so long after it was first seen, a page is looked at again once a day.
    pub recheck: SignedDuration,
}

/// What the threads of a round share: ledger, archive, reader, and what is known of the
/// sites.
pub struct Desk<'a> {
    path: PathBuf,
    /// Which file it was that was opened.
    file: Option<u64>,
    ledger: Mutex<Ledger>,
    archive: Mutex<Archive>,
    pub(super) sites: Sites,
    pub(super) reader: &'a Reader,
    pub(super) settings: Settings,
    names: Arc<dyn Names>,
    pub(super) is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Desk<'a> {
    /// Opens or makes a ledger. Work ends soon after `is_stopped` says so.
    ///
    /// # Errors
    /// Where the ledger cannot be opened, or the clock cannot be right.
    pub fn open(
        at: impl Into<Location>,
        settings: Settings,
        reader: &'a Reader,
        is_stopped: &'a (dyn Fn() -> bool + Sync),
    ) -> Result<Self, RoundError> {
        let now = Timestamp::now();
        if now < WRITTEN {
            return Err(RoundError::Clock { now });
        }
        let ledger = Ledger::open_or_create(at)?;
        let path = ledger.file().to_owned();
        let sites = Sites::new(ledger.rests(now)?);
        Ok(Self {
            file: file_at(&path),
            ledger: Mutex::new(ledger),
            archive: Mutex::new(Archive::beside(&path)),
            path,
            sites,
            reader,
            settings,
            names: Arc::new(SystemNames),
            is_stopped,
        })
    }

    /// Ends the work where the ledger's file is not where it was opened any more: its disk is
    /// gone, or somebody put another in its place. An open file can be written all the same,
    /// and what is written would be found by nobody.
    pub(super) fn check_place(&self) -> Result<(), RoundError> {
        match file_at(&self.path) == self.file {
            true => Ok(()),
            false => Err(RoundError::Vanished { path: self.path.display().to_string() }),
        }
    }

    /// The ledger, for one thread at a time.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn archive(&self) -> MutexGuard<'_, Archive> {
        self.archive.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A visitor for one thread.
    pub(super) fn visitor(&self) -> Visitor<'_> {
        let fetcher = Fetcher::new(self.settings.limits.clone(), Arc::clone(&self.names));
        Visitor::new(fetcher, &self.sites, self.settings.pause, self.is_stopped)
    }

    pub(super) fn archive_failed(&self, error: std::io::Error) -> RoundError {
        RoundError::Archive { path: self.path.with_extension("warc").display().to_string(), error }
    }

    /// Keeps for the next run which sites are to be left alone.
    pub(super) fn end(&self) -> Result<(), RoundError> {
        let now = Timestamp::now();
        Ok(self.ledger().keep_rests(&self.sites.rests(now), now)?)
    }
}

/// Which file stands at a path, as far as the system tells; `None` where none does.
fn file_at(path: &Path) -> Option<u64> {
    let found = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&found));
    #[cfg(not(unix))]
    return found.is_file().then_some(0);
}
