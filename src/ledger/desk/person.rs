//! Who may log in.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};

impl Ledger {
    /// Lets somebody log in, with the hash of a password; in the place of an earlier one.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn set_password(&self, name: &str, hash: &str) -> Result<(), LedgerError> {
        self.carry_out(&Deed::SetPassword { name: name.into(), hash: hash.into() })
    }

    /// The hash of somebody's password.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn password(&self, name: &str) -> Result<Option<String>, LedgerError> {
        let mut statement = self.db.prepare_cached("SELECT password FROM person WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Whether anybody may log in.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn has_people(&self) -> Result<bool, LedgerError> {
        Ok(self.db.query_row("SELECT EXISTS (SELECT 1 FROM person)", [], |row| row.get(0))?)
    }
}

/// As [`Ledger::set_password`].
pub(in crate::ledger) fn set_password(
    step: &Transaction<'_>,
    name: &str,
    hash: &str,
) -> Result<(), LedgerError> {
    step.execute(
        "INSERT INTO person (name, password) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET password = ?2",
        params![name, hash],
    )?;
    Ok(())
}
