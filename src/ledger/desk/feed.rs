//! The secret address of the feed of digests.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::ledger::deed::Deed;
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
        self.carry_out(&Deed::SetDigestFeed { secret: secret.map(Cow::from), who: who.into(), now })
    }
}

/// As [`Ledger::set_digest_feed`].
pub(in crate::ledger) fn set_digest_feed(
    step: &Transaction<'_>,
    secret: Option<&str>,
    who: &str,
    now: Timestamp,
) -> Result<(), LedgerError> {
    step.execute("DELETE FROM digest_feed", [])?;
    if let Some(secret) = secret {
        step.execute(
            "INSERT INTO digest_feed (one, secret, who, at) VALUES (1, ?1, ?2, ?3)",
            params![secret, who, now.to_string()],
        )?;
    }
    Ok(())
}
