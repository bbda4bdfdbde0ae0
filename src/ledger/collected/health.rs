//! How the sources are doing.

use rusqlite::params;
use serde::Serialize;

use crate::ledger::{Ledger, LedgerError};

/// What the ledger knows of a source. Times are UTC as ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Health {
    /// When its list was last asked for.
    pub asked: Option<String>,
    /// When its list was last had.
    pub had: Option<String>,
    /// Why it was not had when it was last asked for.
    pub problem: Option<String>,
    /// How often in a row it was not had.
    pub failures: u64,
    /// Pages that it announced and that were fetched.
    pub fetched: u64,
    /// Pages that are still to be fetched.
    pub waiting: u64,
    /// Pages that could not be had and are not tried again.
    pub failed: u64,
    /// The latest day that it says it published something.
    pub latest: Option<String>,
}

impl Ledger {
    /// How a source is doing.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn health(&self, source: &str) -> Result<Health, LedgerError> {
        let mut health = self.db.prepare_cached(
            "WITH had AS (SELECT max(key) AS key FROM listing WHERE source = ?1 AND outcome != 'failed'), \
                  asked AS (SELECT max(key) AS key FROM listing WHERE source = ?1) \
             SELECT (SELECT at FROM listing WHERE key = (SELECT key FROM asked)), \
                    (SELECT at FROM listing WHERE key = (SELECT key FROM had)), \
                    (SELECT problem FROM listing WHERE key = (SELECT key FROM asked)), \
                    (SELECT count(*) FROM listing WHERE source = ?1 AND key > ifnull((SELECT key FROM had), 0)), \
                    count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'waiting'), \
                    count(*) FILTER (WHERE state = 'failed'), max(substr(published, 1, 10)) \
             FROM item WHERE source = ?1",
        )?;
        Ok(health.query_row(params![source], |row| {
            Ok(Health {
                asked: row.get(0)?,
                had: row.get(1)?,
                problem: row.get(2)?,
                failures: row.get(3)?,
                fetched: row.get(4)?,
                waiting: row.get(5)?,
                failed: row.get(6)?,
                latest: row.get(7)?,
            })
        })?)
    }
}
