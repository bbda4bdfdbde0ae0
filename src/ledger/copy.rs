//! A copy of the ledger, while other programs go on writing to it.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::collect::archive::{self, Archive, Kept};

use super::server::{self, Server, ServerError};
use super::{Ledger, LedgerError, Location};

impl Ledger {
    /// Writes the ledger, as it is at this moment, to a new file at `path`. The copy holds
    /// whole documents and no journal.
    ///
    /// # Errors
    /// Where the ledger cannot be read, a file is there already or it cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), LedgerError> {
        // A path goes to SQLite as text: another one would name another file.
        let unnameable = || LedgerError::Unnameable { path: path.display().to_string() };
        let name = path.to_str().ok_or_else(unnameable)?;
        self.db.execute("VACUUM INTO ?1", [name])?;
        Ok(())
    }

    /// Copies a ledger that is on a server into a new file at `path`, with the answers that
    /// its documents rest on in archives beside `archives`, where the file is to lie in the
    /// end.
    ///
    /// # Errors
    /// As [`Ledger::copy_to`], and where the answers cannot be read or written.
    pub fn copy_from_server(&self, path: &Path, archives: &Path, now: Timestamp) -> Result<(), LedgerError> {
        self.copy_to(path)?;
        let copy = Connection::open(path)?;
        server::end_mirror(&copy)?;
        let mut archive = Archive::beside(archives);
        let step = copy.unchecked_transaction()?;
        let mut moved = step.prepare(
            "UPDATE proof SET archive = ?4, \"offset\" = ?5 WHERE archive = ?1 AND \"offset\" = ?2 AND hash = ?3",
        )?;
        for (_, kept) in self.proofs()? {
            let member = self.answer(&kept)?;
            let (name, offset) = archive
                .take_over(&member, now)
                .map_err(|error| ServerError::Mirror { path: archives.display().to_string(), error })?;
            moved.execute(params![kept.archive, kept.offset, kept.hash, name, offset])?;
        }
        drop(moved);
        Ok(step.commit()?)
    }

    /// Copies the ledger, with the answers that its documents rest on, into an empty database
    /// of a server; `told` hears of each revision.
    ///
    /// # Errors
    /// Where the database is not empty, or one of the two cannot be read or written; then
    /// nothing is copied.
    pub fn copy_to_server(&self, to: &str, told: &mut dyn FnMut()) -> Result<(), LedgerError> {
        Server::open(Location::address(to)?, true)?.fill(self, told)
    }

    /// The answer that a document was read from, a member of a WARC file: from the archive
    /// beside the ledger, or from the server.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn answer(&self, kept: &Kept) -> Result<Vec<u8>, LedgerError> {
        match &self.server {
            Some(server) => Ok(server.borrow_mut().answer(kept)?),
            None => archive::member(&self.file, kept)
                .map_err(|error| ServerError::Mirror { path: kept.archive.clone(), error }.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_a_ledger_and_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("one.db"), folder.path().join("two.db"));
        let ledger = Ledger::open_or_create(&path).unwrap();
        ledger.copy_to(&copy).unwrap();
        Ledger::open(&copy).unwrap().check(|flaw| panic!("{flaw}"), |_| {}).unwrap();
        assert!(ledger.copy_to(&copy).is_err());
    }
}
