//! The secret address of the feed of digests.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use crate::ledger::{Ledger, LedgerError};

impl Ledger {
    /// The secret part of the address of the feed of digests, where it has one.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn digest_feed(&self) -> Result<Option<String>, LedgerError> {
        Ok(self.db.query_row("SELECT secret FROM digest_feed", [], |row| row.get(0)).optional()?)
    }

    /// Gives the feed of digests an address in the place of an earlier one, or none.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn set_digest_feed(
        &self,
        secret: Option<&str>,
        who: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        self.db.execute("DELETE FROM digest_feed", [])?;
        if let Some(secret) = secret {
            self.db.execute(
                "INSERT INTO digest_feed (one, secret, who, at) VALUES (1, ?1, ?2, ?3)",
                params![secret, who, now.to_string()],
            )?;
        }
        Ok(())
    }
}
