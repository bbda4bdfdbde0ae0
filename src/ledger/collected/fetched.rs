//! Documents that were fetched, with the proof of where they came from.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use crate::collect::archive::Kept;
use crate::collect::fetch::Validators;
use crate::ledger::content::hash;
use crate::ledger::deed::{Deed, Read};
use crate::ledger::store::Storing;
use crate::ledger::{Incoming, Ledger, LedgerError, Stored};

/// What one answer gave.
#[derive(Debug)]
pub struct Fetched<'a> {
    /// The source's name; empty for an address given by hand.
    pub source: &'a str,
    /// The address that was asked.
    pub url: &'a str,
    pub documents: Vec<Incoming>,
    /// What to ask again with.
    pub validators: Validators,
    /// The body, unpacked.
    pub body: &'a [u8],
    /// Where the answer is kept.
    pub kept: Kept,
}

impl Ledger {
    /// Stores the documents of an answer with their proof and settles the page that they
    /// came from, all or nothing.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then nothing is stored.
    pub fn store_fetched(
        &mut self,
        fetched: &Fetched,
        reader: &str,
        now: Timestamp,
    ) -> Result<Vec<Stored>, LedgerError> {
        self.carry_out(&Deed::StoreFetched {
            source: fetched.source.into(),
            url: fetched.url.into(),
            documents: fetched.documents.iter().map(Read::of).collect(),
            validators: Cow::Borrowed(&fetched.validators),
            body: hash(fetched.body),
            kept: Cow::Borrowed(&fetched.kept),
            reader: reader.into(),
            now,
        })
    }

    /// Where the answer that a revision of a document was read from is kept; `None` where
    /// it was not fetched by this program.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn proof(&self, document: &str, number: u32) -> Result<Option<Kept>, LedgerError> {
        let sql = format!(
            "SELECT {KEPT} FROM proof JOIN revision ON key = proof.revision WHERE document = ?1 AND number = ?2"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params![document, number])?;
        rows.next()?.map(kept).transpose()
    }

    /// Every answer that is kept, once, with the id of a document that was read from it,
    /// in the order in which they lie in the archives.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn proofs(&self) -> Result<Vec<(String, Kept)>, LedgerError> {
        let sql = format!(
            "SELECT {KEPT}, min(document) FROM proof JOIN revision ON key = proof.revision \
             GROUP BY archive, \"offset\", hash ORDER BY archive, \"offset\""
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut proofs = Vec::new();
        while let Some(row) = rows.next()? {
            proofs.push((row.get(6)?, kept(row)?));
        }
        Ok(proofs)
    }
}

/// Stores a document of an answer, with its proof where it is a new text.
pub(in crate::ledger) fn store_with_proof(
    step: &Transaction<'_>,
    read: &Read<'_>,
    kept: &Kept,
    reader: &str,
    now: Timestamp,
) -> Result<Stored, LedgerError> {
    let stored = Storing::new(step, read, reader, now)?.store()?;
    if matches!(stored, Stored::New | Stored::Revised(_)) {
        prove(step, &read.document.article.id, kept)?;
    }
    Ok(stored)
}

const KEPT: &str = "address, fetched, archive, \"offset\", length, hash";

/// From a row of the columns [`KEPT`].
fn kept(row: &Row<'_>) -> Result<Kept, LedgerError> {
    let fetched: String = row.get(1)?;
    Ok(Kept {
        address: row.get(0)?,
        fetched: parse_time(&fetched)?,
        archive: row.get(2)?,
        offset: row.get(3)?,
        length: row.get(4)?,
        hash: row.get(5)?,
    })
}

/// Ties the current revision of a document to the answer that it was read from.
fn prove(db: &Connection, document: &str, kept: &Kept) -> Result<(), LedgerError> {
    db.prepare_cached(
        "INSERT INTO proof (revision, address, fetched, archive, \"offset\", length, hash) \
         SELECT key, ?2, ?3, ?4, ?5, ?6, ?7 FROM revision WHERE document = ?1 AND current",
    )?
    .execute(params![
        document,
        kept.address,
        kept.fetched.to_string(),
        kept.archive,
        kept.offset,
        kept.length,
        kept.hash
    ])?;
    Ok(())
}

/// A point in time as the ledger writes it.
pub(super) fn parse_time(stated: &str) -> Result<Timestamp, LedgerError> {
    stated.parse().map_err(|_| LedgerError::Corrupt(format!("\"{stated}\" is no time")))
}
