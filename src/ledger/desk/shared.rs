//! Digests that anyone with the link may read.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::ledger::content::{Hash, hash};
use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};

/// A digest that was shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// ISO week.
    pub week: String,
    pub who: String,
    /// UTC.
    pub at: String,
    /// UTC, the end of the link.
    pub until: String,
}

impl Ledger {
    /// Shares a digest, given as JSON, with whoever knows a secret. The ledger keeps only
    /// the secret's hash.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn share(&self, secret: &str, digest: &str, shared: &Shared) -> Result<(), LedgerError> {
        let hash = hash(secret.as_bytes());
        self.carry_out(&Deed::Share { hash, digest: digest.into(), shared: Cow::Borrowed(shared) })
    }

    /// The digest that was shared under a secret, as JSON, where the link has not ended.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn shared_digest(&self, secret: &str, now: Timestamp) -> Result<Option<String>, LedgerError> {
        let mut statement =
            self.db.prepare_cached("SELECT digest FROM shared WHERE hash = ?1 AND until > ?2")?;
        let found = statement.query_row(params![hash(secret.as_bytes()), now.to_string()], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// The links to a week's digest that have not ended, the latest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn shares_of(&self, week: &str, now: Timestamp) -> Result<Vec<Shared>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT week, who, at, until FROM shared WHERE week = ?1 AND until > ?2 ORDER BY at DESC",
        )?;
        let rows = statement.query_map(params![week, now.to_string()], |row| {
            Ok(Shared { week: row.get(0)?, who: row.get(1)?, at: row.get(2)?, until: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Ends all links to a week's digest; how many there were.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn end_shares(&self, week: &str) -> Result<usize, LedgerError> {
        self.carry_out(&Deed::EndShares { week: week.into() })
    }
}

/// As [`Ledger::share`].
pub(in crate::ledger) fn share(
    step: &Transaction<'_>,
    hash: &Hash,
    digest: &str,
    shared: &Shared,
) -> Result<(), LedgerError> {
    let Shared { week, who, at, until } = shared;
    step.execute(
        "INSERT INTO shared (hash, week, digest, who, at, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![hash, week, digest, who, at, until],
    )?;
    Ok(())
}

/// As [`Ledger::end_shares`].
pub(in crate::ledger) fn end_shares(step: &Transaction<'_>, week: &str) -> Result<usize, LedgerError> {
    Ok(step.execute("DELETE FROM shared WHERE week = ?1", [week])?)
}
