//! What to ask an address again with, and which sites rest.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::collect::fetch::Validators;
use crate::collect::polite::Rest;
use crate::ledger::content::{Hash, hash};
use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};

use super::fetched::parse_time;

impl Ledger {
    /// What the last answer of an address gave to ask again with.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn validators(&self, url: &str) -> Result<Validators, LedgerError> {
        let mut statement = self.db.prepare_cached("SELECT etag, modified FROM address WHERE url = ?1")?;
        let row = |row: &rusqlite::Row<'_>| Ok(Validators { etag: row.get(0)?, modified: row.get(1)? });
        Ok(statement.query_row([url], row).optional()?.unwrap_or_default())
    }

    /// Keeps what an address answered; whether the body is another one than last time.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn keep_answer(
        &self,
        url: &str,
        validators: &Validators,
        body: &[u8],
        now: Timestamp,
    ) -> Result<bool, LedgerError> {
        let validators = Cow::Borrowed(validators);
        self.carry_out(&Deed::KeepAnswer { url: url.into(), validators, body: hash(body), now })
    }

    /// The sites that are to be left alone after `now`.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn rests(&self, now: Timestamp) -> Result<Vec<Rest>, LedgerError> {
        let mut statement = self.db.prepare("SELECT site, until FROM rest")?;
        let mut rows = statement.query([])?;
        let mut rests = Vec::new();
        while let Some(row) = rows.next()? {
            let until = parse_time(&row.get::<_, String>(1)?)?;
            if until > now {
                rests.push(Rest { site: row.get(0)?, until });
            }
        }
        Ok(rests)
    }

    /// Keeps which sites are to be left alone, and of the others those that another collector
    /// knows of and whose time is not over.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn keep_rests(&mut self, rests: &[Rest], now: Timestamp) -> Result<(), LedgerError> {
        self.carry_out(&Deed::KeepRests { rests: Cow::Borrowed(rests), now })
    }
}

/// As [`Ledger::keep_rests`].
pub(in crate::ledger) fn keep_rests(
    step: &Transaction<'_>,
    rests: &[Rest],
    now: Timestamp,
) -> Result<(), LedgerError> {
    step.execute("DELETE FROM rest WHERE until <= ?1", [now.to_string()])?;
    let mut keep = step.prepare_cached(
        "INSERT INTO rest (site, until) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET until = ?2",
    )?;
    for rest in rests {
        keep.execute(params![rest.site, rest.until.to_string()])?;
    }
    Ok(())
}

/// As [`Ledger::keep_answer`], of a body with this hash.
pub(in crate::ledger) fn keep_answer(
    db: &Connection,
    url: &str,
    validators: &Validators,
    body: &Hash,
    now: Timestamp,
) -> Result<bool, LedgerError> {
    let mut known = db.prepare_cached("SELECT body FROM address WHERE url = ?1")?;
    let last: Option<[u8; 32]> = known.query_row([url], |row| row.get(0)).optional()?;
    db.prepare_cached(
        "INSERT INTO address (url, etag, modified, body, checked) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT DO UPDATE SET etag = ?2, modified = ?3, body = ?4, checked = ?5",
    )?
    .execute(params![url, validators.etag, validators.modified, body, now.to_string()])?;
    Ok(last.as_ref() != Some(body))
}
