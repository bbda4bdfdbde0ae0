//! Searches that people keep.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

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
        self.db.execute(
            "INSERT INTO saved (name, query, feed, who, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![name, query, feed, who, now.to_string()],
        )?;
        Ok(())
    }

    /// Forgets a search; whether it was there.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn forget_search(&self, key: i64) -> Result<bool, LedgerError> {
        Ok(self.db.execute("DELETE FROM saved WHERE key = ?1", [key])? == 1)
    }

    /// Has what a search finds told by an alert, or by none; whether the search was there.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn set_alert_of_search(&self, key: i64, alert: Option<&str>) -> Result<bool, LedgerError> {
        Ok(self.db.execute("UPDATE saved SET alert = ?2 WHERE key = ?1", params![key, alert])? == 1)
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
