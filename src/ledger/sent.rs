//! What was sent to whom.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::deed::Deed;
use super::{Ledger, LedgerError};

impl Ledger {
    /// Whether any of these was sent on a way under a name.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn was_sent(&self, name: &str, way: &str, matters: &[String]) -> Result<bool, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM sent WHERE name = ?1 AND way = ?2 AND matter = ?3)",
        )?;
        for matter in matters {
            if statement.query_row(params![name, way, matter], |row| row.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How many matters were sent under a name, on whichever way, and when the last one was.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn sent_so_far(&self, name: &str) -> Result<(u64, Option<String>), LedgerError> {
        let mut statement =
            self.db.prepare_cached("SELECT count(DISTINCT matter), max(at) FROM sent WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Remembers that these were sent, all or none.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn note_sent<'m>(
        &mut self,
        name: &str,
        way: &str,
        matters: impl IntoIterator<Item = &'m String>,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let matters = matters.into_iter().map(Cow::from).collect();
        self.carry_out(&Deed::NoteSent { name: name.into(), way: way.into(), matters, now })
    }
}

/// As [`Ledger::note_sent`].
pub(super) fn note(
    step: &Transaction<'_>,
    name: &str,
    way: &str,
    matters: &[Cow<'_, str>],
    now: Timestamp,
) -> Result<(), LedgerError> {
    for matter in matters {
        step.execute(
            "INSERT INTO sent (name, way, matter, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![name, way, matter, now.to_string()],
        )?;
    }
    Ok(())
}
