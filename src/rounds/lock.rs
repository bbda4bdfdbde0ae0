//! One collector at a time on one ledger.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use jiff::Timestamp;

use super::RoundError;

/// Held while collecting. The system lets go of it when the program ends, however it
/// ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the ledger at `path`, a file beside it.
    ///
    /// # Errors
    /// Where another program holds it, named by what it wrote there, or the file cannot
    /// be made.
    pub fn take(path: &Path, now: Timestamp) -> Result<Self, RoundError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".lock");
        let failed = |error| RoundError::Lock { path: beside.to_string_lossy().into_owned(), error };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&beside)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut words = String::new();
                let told = file.read_to_string(&mut words).is_ok() && !words.trim().is_empty();
                let holder = if told { words.trim().to_owned() } else { "another program".to_owned() };
                return Err(RoundError::Taken { ledger: path.display().to_string(), holder });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let since = now.strftime("%Y-%m-%dT%H:%M:%SZ");
        file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        writeln!(file, "process {} (since {since})", std::process::id()).map_err(failed)?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_collector_is_told_who_the_first_is() {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, now) = (folder.path().join("watch.db"), Timestamp::UNIX_EPOCH);
        let first = Lock::take(&ledger, now).unwrap();
        let told = Lock::take(&ledger, now).unwrap_err().to_string();
        let holder = format!("process {} (since 1970-01-01T00:00:00Z) is collecting", std::process::id());
        assert!(told.starts_with(&holder), "{told}");
        drop(first);
        assert!(Lock::take(&ledger, now).is_ok());
    }
}
