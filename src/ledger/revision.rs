//! The revisions of a document.

use rusqlite::params;

use crate::record::Document;

use super::{Ledger, LedgerError};

/// A document as it read at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// From 1.
    pub number: u32,
    /// UTC, when it came into the ledger.
    pub collected: String,
    pub document: Document,
}

impl Ledger {
    /// The revisions of a document, the first first; empty where there is no such
    /// document.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn revisions(&self, document: &str) -> Result<Vec<Revision>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT key, number, collected FROM revision WHERE document = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query(params![document])?;
        let mut revisions = Vec::new();
        while let Some(row) = rows.next()? {
            let document = self.revision(row.get(0)?)?;
            revisions.push(Revision { number: row.get(1)?, collected: row.get(2)?, document });
        }
        Ok(revisions)
    }
}
