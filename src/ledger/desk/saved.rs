//! Searches that people keep.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Serialize;

use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};

/// A search that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saved {
    pub key: i64,
    pub name: String,
    pub query: String,
    /// The secret part of its feed's address.
    #[serde(skip)]
    pub feed: String,
    pub who: String,
    /// UTC.
    pub at: String,
    /// The alert of watch.toml by which what it finds is told.
    pub alert: Option<String>,
}

impl Saved {
    /// Under which name what it finds is told by an alert.
    pub fn alert_name(&self, alert: &str) -> String {
        format!("{alert}: {}", self.name)
    }
}

const COLUMNS: &str = "key, name, query, feed, who, at, alert";

impl Ledger {
    /// Keeps a search.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn save_search(
        &self,
        name: &str,
        query: &str,
        feed: &str,
        who: &str,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (name, query, feed, who) = (name.into(), query.into(), feed.into(), who.into());
        self.carry_out(&Deed::SaveSearch { name, query, feed, who, now })
    }

    /// Forgets a search; whether it was there.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn forget_search(&self, key: i64) -> Result<bool, LedgerError> {
        self.carry_out(&Deed::ForgetSearch { key })
    }

    /// Has what a search finds told by an alert, or by none; whether the search was there.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn set_alert_of_search(&self, key: i64, alert: Option<&str>) -> Result<bool, LedgerError> {
        self.carry_out(&Deed::SetAlertOfSearch { key, alert: alert.map(Cow::from) })
    }

    /// All searches that are kept, by name.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn saved_searches(&self) -> Result<Vec<Saved>, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM saved ORDER BY name, key"))?;
        Ok(statement.query_map([], saved)?.collect::<Result<_, _>>()?)
    }

    /// The search whose feed has this secret.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn search_of_feed(&self, feed: &str) -> Result<Option<Saved>, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM saved WHERE feed = ?1"))?;
        Ok(statement.query_row([feed], saved).optional()?)
    }
}

/// As [`Ledger::save_search`].
pub(in crate::ledger) fn save_search(
    step: &Transaction<'_>,
    name: &str,
    query: &str,
    feed: &str,
    who: &str,
    now: Timestamp,
) -> Result<(), LedgerError> {
    step.execute(
        "INSERT INTO saved (name, query, feed, who, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![name, query, feed, who, now.to_string()],
    )?;
    Ok(())
}

/// As [`Ledger::forget_search`].
pub(in crate::ledger) fn forget_search(step: &Transaction<'_>, key: i64) -> Result<bool, LedgerError> {
    Ok(step.execute("DELETE FROM saved WHERE key = ?1", [key])? == 1)
}

/// As [`Ledger::set_alert_of_search`].
pub(in crate::ledger) fn set_alert_of_search(
    step: &Transaction<'_>,
    key: i64,
    alert: Option<&str>,
) -> Result<bool, LedgerError> {
    Ok(step.execute("UPDATE saved SET alert = ?2 WHERE key = ?1", params![key, alert])? == 1)
}

fn saved(row: &Row<'_>) -> rusqlite::Result<Saved> {
    Ok(Saved {
        key: row.get(0)?,
        name: row.get(1)?,
        query: row.get(2)?,
        feed: row.get(3)?,
        who: row.get(4)?,
        at: row.get(5)?,
        alert: row.get(6)?,
    })
}
