//! How the lists of sources were had over time.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};

use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};
use crate::record::{Listing, Outcome};

use super::fetched::parse_time;

impl Ledger {
    /// Notes how a source's list was had.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn note_listing(&self, source: &str, listing: &Listing) -> Result<(), LedgerError> {
        self.carry_out(&Deed::NoteListing { source: source.into(), listing: Cow::Borrowed(listing) })
    }

    /// Every time that a source's list was asked for from `from` on, in order.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn listings(&self, source: &str, from: Timestamp) -> Result<Vec<Listing>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT at, outcome, problem, since FROM listing WHERE source = ?1 AND at >= ?2 ORDER BY key",
        )?;
        let mut rows = statement.query(params![source, from.to_string()])?;
        let mut listings = Vec::new();
        while let Some(row) = rows.next()? {
            listings.push(parsed(row)?);
        }
        Ok(listings)
    }

    /// The last time that a source's list was had.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn last_listing(&self, source: &str) -> Result<Option<Listing>, LedgerError> {
        // Not the latest by the clock, which may have been set back since.
        let mut last = self.db.prepare_cached(
            "SELECT at, outcome, problem, since FROM listing WHERE source = ?1 AND outcome != 'failed' \
             ORDER BY key DESC LIMIT 1",
        )?;
        let mut rows = last.query([source])?;
        rows.next()?.map(parsed).transpose()
    }
}

/// As [`Ledger::note_listing`].
pub(in crate::ledger) fn note_listing(
    step: &Transaction<'_>,
    source: &str,
    listing: &Listing,
) -> Result<(), LedgerError> {
    let (outcome, problem) = match &listing.outcome {
        Outcome::Fetched => ("fetched", None),
        Outcome::Unchanged => ("unchanged", None),
        Outcome::Failed(problem) => ("failed", Some(problem)),
    };
    let mut statement = step.prepare_cached(
        "INSERT INTO listing (source, at, outcome, problem, since) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let since = listing.since.map(|since| since.to_string());
    statement.execute(params![source, listing.at.to_string(), outcome, problem, since])?;
    Ok(())
}

fn parsed(row: &Row<'_>) -> Result<Listing, LedgerError> {
    let outcome = match row.get::<_, String>(1)?.as_str() {
        "fetched" => Outcome::Fetched,
        "unchanged" => Outcome::Unchanged,
        _ => Outcome::Failed(row.get::<_, Option<String>>(2)?.unwrap_or_default()),
    };
    let since: Option<String> = row.get(3)?;
    let since = since.as_deref().map(parse_time).transpose()?;
    Ok(Listing { at: parse_time(&row.get::<_, String>(0)?)?, outcome, since })
}
