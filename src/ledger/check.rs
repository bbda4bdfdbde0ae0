//! Proving the ledger: every record's words stand where it says.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::record::{Document, Text};

use super::content::{content, hash, inflate};
use super::entry::{entries, words};
use super::list::Words;
use super::{Ledger, LedgerError};

/// Something that is not as the ledger says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The document or record, where it is one's.
    pub id: Option<String>,
    pub problem: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => write!(f, "{id}: {}", self.problem),
            None => f.write_str(&self.problem),
        }
    }
}

/// What was proved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proved {
    /// Revisions of documents.
    pub revisions: u64,
    /// Records, mentions included.
    pub records: u64,
}

impl Ledger {
    /// Proves the file, the search index, and of every revision that its bytes and
    /// content are those that came in and that the words of every record stand where
    /// the record says. Each flaw is handed to `tell`; `step` is called after each
    /// revision.
    ///
    /// # Errors
    /// Where the ledger cannot be read at all.
    pub fn check(
        &self,
        mut tell: impl FnMut(Flaw),
        mut step: impl FnMut(Proved),
    ) -> Result<Proved, LedgerError> {
        self.check_file(&mut tell)?;
        let mut proved = Proved::default();
        let mut keys = self.db.prepare("SELECT key, document FROM revision ORDER BY key")?;
        let mut rows = keys.query([])?;
        while let Some(row) = rows.next()? {
            let (key, id): (i64, String) = (row.get(0)?, row.get(1)?);
            match self.check_revision(key, &mut tell) {
                Ok(records) => proved.records += records,
                Err(error @ (LedgerError::Corrupt(_) | LedgerError::Sqlite(_))) => {
                    tell(Flaw { id: Some(id), problem: error.to_string() });
                }
                Err(error) => return Err(error),
            }
            proved.revisions += 1;
            step(proved);
        }
        Ok(proved)
    }

    /// SQLite's own proofs.
    fn check_file(&self, tell: &mut impl FnMut(Flaw)) -> Result<(), LedgerError> {
        let mut integrity = self.db.prepare("PRAGMA integrity_check")?;
        let told: Vec<String> = integrity.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for problem in told.into_iter().filter(|line| line != "ok") {
            tell(Flaw { id: None, problem });
        }
        let mut keys = self.db.prepare("SELECT \"table\", parent FROM pragma_foreign_key_check")?;
        let broken: Vec<(String, String)> =
            keys.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        for (table, parent) in broken {
            tell(Flaw {
                id: None,
                problem: format!("a row of {table} belongs to a row of {parent} that is gone"),
            });
        }
        // The index compares itself with the documents.
        let index = self.db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", []);
        if let Err(error) = index {
            tell(Flaw {
                id: None,
                problem: format!("the search index does not fit the documents ({error})"),
            });
        }
        let strays: u64 = self.db.query_row(
            "SELECT count(*) FROM (SELECT 1 FROM revision GROUP BY document HAVING sum(current) != 1)",
            [],
            |row| row.get(0),
        )?;
        if strays > 0 {
            tell(Flaw { id: None, problem: format!("{strays} documents have no current revision") });
        }
        Ok(())
    }

    /// How many records the revision has.
    fn check_revision(&self, key: i64, tell: &mut impl FnMut(Flaw)) -> Result<u64, LedgerError> {
        let document = self.revision(key)?;
        let text = Text::new(document.article.text.as_str());
        let mut statement = self.db.prepare_cached(
            "SELECT content, original, deflated FROM revision JOIN original ON hash = original WHERE key = ?1",
        )?;
        let (stored, original, deflated): ([u8; 32], [u8; 32], Vec<u8>) =
            statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut flaw =
            |id: &str, problem: &str| tell(Flaw { id: Some(id.to_owned()), problem: problem.to_owned() });
        if content(&document.article)? != stored {
            flaw(&document.article.id, "the text or what is said of it is not what came in");
        }
        if hash(&inflate(&deflated)?) != original {
            flaw(&document.article.id, "the original bytes are not those that came in");
        }
        let mentions = self.check_mentions(key, &document, &text, &mut flaw)?;
        Ok(mentions + self.check_records(key, &document, &text, &mut flaw)?)
    }

    fn check_mentions(
        &self,
        key: i64,
        document: &Document,
        text: &Text,
        flaw: &mut impl FnMut(&str, &str),
    ) -> Result<u64, LedgerError> {
        let mut statement =
            self.db.prepare_cached("SELECT words FROM mention WHERE revision = ?1 ORDER BY ordinal")?;
        let stored: Vec<String> = statement.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for (mention, kept) in document.mentions.iter().zip(&stored) {
            if text.at(mention.span) != Some(kept) {
                flaw(&mention.id, NOT_THERE);
            }
        }
        Ok(stored.len() as u64)
    }

    fn check_records(
        &self,
        key: i64,
        document: &Document,
        text: &Text,
        flaw: &mut impl FnMut(&str, &str),
    ) -> Result<u64, LedgerError> {
        let entries = entries(document)?;
        let mut kept = self.evidence(key)?;
        for entry in &entries {
            let kept = kept.remove(&(entry.kind.to_owned(), entry.ordinal)).unwrap_or_default();
            let said = entry.spans.iter().map(|&(field, span)| {
                let words = words(text, span).unwrap_or_default().to_owned();
                Words { field: field.to_owned(), start: span.start, end: span.end, words }
            });
            if !said.eq(kept) {
                flaw(&entry.id, NOT_THERE);
            }
        }
        Ok(entries.len() as u64)
    }

    /// The words that each record of a revision rests on, by its kind and place.
    fn evidence(&self, revision: i64) -> Result<FxHashMap<(String, usize), Vec<Words>>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT kind, record.ordinal, field, \"start\", \"end\", words \
             FROM record JOIN evidence ON evidence.record = record.key \
             WHERE record.revision = ?1 ORDER BY record.key, evidence.ordinal",
        )?;
        let mut rows = statement.query([revision])?;
        let mut evidence: FxHashMap<_, Vec<Words>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let words =
                Words { field: row.get(2)?, start: row.get(3)?, end: row.get(4)?, words: row.get(5)? };
            evidence.entry((row.get(0)?, row.get(1)?)).or_default().push(words);
        }
        Ok(evidence)
    }
}

const NOT_THERE: &str = "the words that it rests on are not where it says";
