//! A copy of the ledger, while other programs go on writing to it.

use std::path::Path;

use super::{Ledger, LedgerError};

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
