//! Documents out of the ledger, with all that was read in them.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, Rows, params, params_from_iter};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, StrDeserializer};

use crate::collect::archive::Kept;
use crate::record::{Article, Contact, Document, Mention, Span};

use super::content::inflate;
use super::filter::Conditions;
use super::{Ledger, LedgerError};

/// A record found by its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// `document`, `mention`, `attribution`, `contact`, `position`, `event` or `silence`.
    pub kind: String,
    /// The record's place in its document's list of that kind.
    pub ordinal: usize,
    pub document: Document,
    pub revision: u32,
    /// How many revisions the document has.
    pub revisions: u32,
    /// The reader that took the records.
    pub reader: String,
    /// UTC, when the revision came into the ledger.
    pub collected: String,
    /// Where the answer that it was read from is kept.
    pub proof: Option<Kept>,
    /// The text of the latest revision, where this is an earlier one.
    pub latest: Option<String>,
}

const ARTICLE: &str = "key, path, document, url, outlet, kind, country, title, deck, section, authors, published, \
     language, part, text, warnings, sentences, pages";

impl Ledger {
    /// The current documents published from `since` to `until`, both included, in the
    /// order of publication, without the records that people dropped. Documents without a
    /// date are in only where neither is given.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn documents(&self, since: Option<Date>, until: Option<Date>) -> Result<Vec<Document>, LedgerError> {
        let keys = self.current_keys(since, until)?;
        keys.into_iter().map(|key| self.standing(key)).collect()
    }

    /// The keys of the same documents, for [`Ledger::standing`].
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn current_keys(&self, since: Option<Date>, until: Option<Date>) -> Result<Vec<i64>, LedgerError> {
        let mut conditions = Conditions::default();
        conditions.days(("day", "day"), since, until);
        let mut statement = self.db.prepare(&format!(
            "SELECT key FROM revision WHERE current {} ORDER BY day IS NULL, published, document",
            conditions.sql
        ))?;
        let keys = statement.query_map(params_from_iter(conditions.values), |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// The current document with this id, with the records that stand.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn current(&self, id: &str) -> Result<Option<Document>, LedgerError> {
        let key = self
            .db
            .prepare_cached("SELECT key FROM revision WHERE document = ?1 AND current")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        key.map(|key| self.standing(key)).transpose()
    }

    /// The last day on which a document was published.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn latest_day(&self) -> Result<Option<Date>, LedgerError> {
        let day: Option<String> =
            self.db.query_row("SELECT max(day) FROM revision WHERE current", [], |row| row.get(0))?;
        day.as_deref().map(super::list::parse_day).transpose()
    }

    /// The record or document with this id, in the latest revision that has it.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn find(&self, id: &str) -> Result<Option<Found>, LedgerError> {
        let place = self
            .db
            .query_row(
                "SELECT revision, kind, ordinal FROM record WHERE id = ?1 \
                 UNION ALL SELECT revision, 'mention', ordinal FROM mention WHERE id = ?1 \
                 UNION ALL SELECT key, 'document', 0 FROM revision WHERE document = ?1 AND current \
                 ORDER BY 1 DESC LIMIT 1",
                [id],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, usize>(2)?)),
            )
            .optional()?;
        let Some((key, kind, ordinal)) = place else { return Ok(None) };
        let document = self.revision(key)?;
        let mut found = self.db.query_row(
            "SELECT number, reader, collected, \
               (SELECT count(*) FROM revision AS other WHERE other.document = revision.document), \
               (SELECT text FROM revision AS other WHERE other.document = revision.document \
                AND other.current AND NOT revision.current) \
             FROM revision WHERE key = ?1",
            [key],
            |row| {
                Ok(Found {
                    kind,
                    ordinal,
                    document,
                    revision: row.get(0)?,
                    reader: row.get(1)?,
                    collected: row.get(2)?,
                    revisions: row.get(3)?,
                    proof: None,
                    latest: row.get(4)?,
                })
            },
        )?;
        found.proof = self.proof(&found.document.article.id, found.revision)?;
        Ok(Some(found))
    }

    /// The bytes that a revision of a document was read from.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn original(&self, id: &str, number: u32) -> Result<Option<Vec<u8>>, LedgerError> {
        let deflated: Option<Vec<u8>> = self
            .db
            .query_row(
                "SELECT deflated FROM revision JOIN original ON original.hash = revision.original \
                 WHERE document = ?1 AND number = ?2",
                params![id, number],
                |row| row.get(0),
            )
            .optional()?;
        deflated.as_deref().map(inflate).transpose()
    }

    /// The document of a revision's row.
    pub(super) fn revision(&self, key: i64) -> Result<Document, LedgerError> {
        self.with_row(key, |row| self.document(row))
    }

    /// Makes something of a revision's row of the columns [`ARTICLE`].
    fn with_row<T>(
        &self,
        key: i64,
        make: impl FnOnce(&Row<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {ARTICLE} FROM revision WHERE key = ?1"))?;
        let mut rows = statement.query([key])?;
        make(rows.next()?.ok_or_else(|| LedgerError::Corrupt(format!("there is no revision {key}")))?)
    }

    fn document(&self, row: &Row<'_>) -> Result<Document, LedgerError> {
        let key = row.get(0)?;
        Ok(Document {
            article: article(row)?,
            sentences: sentences(row)?,
            mentions: self.mentions(key)?,
            attributions: self.records(key, "attribution")?,
            contacts: self.records(key, "contact")?,
            positions: self.records(key, "position")?,
            events: self.records(key, "event")?,
            silences: self.records(key, "silence")?,
        })
    }

    /// The document of a revision, by its key, with the records that stand and the bonds of
    /// its contacts.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn standing(&self, key: i64) -> Result<Document, LedgerError> {
        self.with_row(key, |row| self.stand(row))
    }

    fn stand(&self, row: &Row<'_>) -> Result<Document, LedgerError> {
        let mut document = self.document(row)?;
        let mut statement = self.db.prepare_cached(
            "SELECT kind, ordinal FROM record WHERE revision = ?1 AND dropped ORDER BY kind, ordinal DESC",
        )?;
        let mut rows = statement.query([row.get::<_, i64>(0)?])?;
        let mut sources: Vec<usize> = (0..document.attributions.len()).collect();
        while let Some(row) = rows.next()? {
            let (kind, at): (String, usize) = (row.get(0)?, row.get(1)?);
            match kind.as_str() {
                "attribution" => {
                    document.attributions.remove(at);
                    sources.remove(at);
                }
                "contact" => drop(document.contacts.remove(at)),
                "position" => drop(document.positions.remove(at)),
                "event" => drop(document.events.remove(at)),
                _ => drop(document.silences.remove(at)),
            }
        }
        let stands = |source: Option<usize>| source.and_then(|old| sources.iter().position(|at| *at == old));
        document.contacts.iter_mut().for_each(|one| one.attribution = stands(one.attribution));
        document.positions.iter_mut().for_each(|one| one.attribution = stands(one.attribution));
        document.events.iter_mut().for_each(|one| one.attribution = stands(one.attribution));
        self.bind(&mut document.contacts)?;
        Ok(document)
    }

    /// The document of a revision with its names and the contacts that stand, and with
    /// nothing else that was read in it, not even under whose word a contact is told.
    pub(super) fn telling(&self, key: i64) -> Result<Document, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT json FROM record WHERE revision = ?1 AND kind = 'contact' AND NOT dropped ORDER BY ordinal",
        )?;
        let mut contacts: Vec<Contact> = read_all(statement.query([key])?)?;
        contacts.iter_mut().for_each(|one| one.attribution = None);
        self.bind(&mut contacts)?;
        let (article, sentences) = self.with_row(key, |row| Ok((article(row)?, sentences(row)?)))?;
        Ok(Document { article, sentences, mentions: self.mentions(key)?, contacts, ..Document::default() })
    }

    fn mentions(&self, revision: i64) -> Result<Vec<Mention>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, \"start\", \"end\", name, kind, country, role FROM mention WHERE revision = ?1 ORDER BY ordinal",
        )?;
        let mut rows = statement.query([revision])?;
        let mut mentions = Vec::new();
        while let Some(row) = rows.next()? {
            mentions.push(Mention {
                id: row.get(0)?,
                span: Span { start: row.get(1)?, end: row.get(2)? },
                name: row.get(3)?,
                kind: from_label(&row.get::<_, String>(4)?)?,
                country: row.get(5)?,
                role: row.get(6)?,
            });
        }
        Ok(mentions)
    }

    fn records<R: DeserializeOwned>(&self, revision: i64, kind: &str) -> Result<Vec<R>, LedgerError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT json FROM record WHERE revision = ?1 AND kind = ?2 ORDER BY ordinal")?;
        read_all(statement.query(params![revision, kind])?)
    }
}

/// The records of rows that have nothing but their JSON.
fn read_all<R: DeserializeOwned>(mut rows: Rows<'_>) -> Result<Vec<R>, LedgerError> {
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(json(row, 0)?);
    }
    Ok(records)
}

/// From a row of the columns [`ARTICLE`].
fn article(row: &Row<'_>) -> Result<Article, LedgerError> {
    let kind: Option<String> = row.get(5)?;
    let published: Option<String> = row.get(11)?;
    Ok(Article {
        path: row.get(1)?,
        id: row.get(2)?,
        url: row.get(3)?,
        outlet: row.get(4)?,
        kind: kind.as_deref().map(from_label).transpose()?,
        country: row.get(6)?,
        title: row.get(7)?,
        deck: row.get(8)?,
        section: row.get(9)?,
        authors: json(row, 10)?,
        published: published
            .map(|stated| stated.parse().map_err(|error| LedgerError::Corrupt(format!("{error}"))))
            .transpose()?,
        language: row.get(12)?,
        part: from_label(&row.get::<_, String>(13)?)?,
        text: row.get(14)?,
        warnings: json(row, 15)?,
        pages: json(row, 17)?,
    })
}

/// From a row of the columns [`ARTICLE`].
fn sentences(row: &Row<'_>) -> Result<Vec<Span>, LedgerError> {
    let sentences: Vec<(usize, usize)> = json(row, 16)?;
    Ok(sentences.into_iter().map(|(start, end)| Span { start, end }).collect())
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, LedgerError> {
    let text = row.get_ref(column)?.as_str().map_err(|error| LedgerError::Corrupt(error.to_string()))?;
    Ok(serde_json::from_str(text)?)
}

fn from_label<'de, T: Deserialize<'de>>(label: &'de str) -> Result<T, LedgerError> {
    let value = StrDeserializer::<ValueError>::new(label);
    T::deserialize(value).map_err(|error| LedgerError::Corrupt(error.to_string()))
}
