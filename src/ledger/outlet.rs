//! Outlets, as the documents name them.

use rusqlite::params;
use serde::Serialize;

use super::{Head, Ledger, LedgerError};

/// An outlet and how much the ledger has of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlet {
    pub name: String,
    pub documents: u64,
    /// How many of them were changed after they were collected.
    pub revised: u64,
    /// The days of its first and last document.
    pub first: Option<String>,
    pub last: Option<String>,
    /// UTC, when its latest document came into the ledger.
    pub collected: Option<String>,
}

impl Ledger {
    /// All outlets of current documents, by name.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn outlets(&self) -> Result<Vec<Outlet>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT outlet, count(*), count(*) FILTER (WHERE number > 1), min(day), max(day), NULL FROM revision \
             INDEXED BY revision_outlet WHERE current AND outlet IS NOT NULL GROUP BY outlet ORDER BY outlet",
        )?;
        let rows = statement.query_map([], outlet)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One outlet; `None` where no current document is of it.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn outlet(&self, name: &str) -> Result<Option<Outlet>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT outlet, count(*), count(*) FILTER (WHERE number > 1), min(day), max(day), \
               (SELECT collected FROM revision WHERE key = (SELECT max(key) FROM revision INDEXED BY revision_outlet \
                WHERE outlet = ?1 AND current)) \
             FROM revision INDEXED BY revision_outlet WHERE current AND outlet = ?1 GROUP BY outlet",
        )?;
        let mut rows = statement.query_map([name], outlet)?;
        Ok(rows.next().transpose()?)
    }

    /// The latest documents of an outlet, or only those that were changed after they were
    /// collected, by day, the latest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn heads(&self, outlet: &str, revised: bool, limit: usize) -> Result<Vec<Head>, LedgerError> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {} FROM revision INDEXED BY revision_outlet WHERE current AND outlet = ?1 AND number > ?2 \
             ORDER BY day DESC LIMIT ?3",
            Head::COLUMNS
        ))?;
        let rows = statement.query_map(params![outlet, u32::from(revised), limit], Head::of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn outlet(row: &rusqlite::Row<'_>) -> rusqlite::Result<Outlet> {
    Ok(Outlet {
        name: row.get(0)?,
        documents: row.get(1)?,
        revised: row.get(2)?,
        first: row.get(3)?,
        last: row.get(4)?,
        collected: row.get(5)?,
    })
}
