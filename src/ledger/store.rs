//! Storing documents, whole or not at all.

use std::collections::BTreeSet;

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::record::{Document, Text};

use super::content::{Hash, content, deflate, hash};
use super::decision::settle;
use super::deed::{Deed, Read};
use super::entry::{Entry, entries, label, words};
use super::fold::fold;
use super::{Ledger, LedgerError};

/// A document on its way into the ledger.
#[derive(Debug)]
pub struct Incoming {
    pub document: Document,
    /// The bytes that it was read from, unpacked.
    pub original: Vec<u8>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stored {
    /// The ledger did not have it.
    New,
    /// The ledger has an earlier text of it; this is the revision with that number.
    Revised(u32),
    /// The ledger had it from another reader, whose records were replaced.
    Reread,
    /// The ledger has it already.
    Unchanged,
}

impl Ledger {
    /// Stores documents in one transaction. `reader` names the reader that took
    /// their records, `now` is when they came.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then none of them is stored.
    pub fn store(
        &mut self,
        incoming: &[Incoming],
        reader: &str,
        now: Timestamp,
    ) -> Result<Vec<Stored>, LedgerError> {
        let deed = |one| Deed::Store { document: Read::of(one), reader: Cow::Borrowed(reader), now };
        self.carry_out_all(&incoming.iter().map(deed).collect::<Vec<_>>())
    }
}

impl<'a> Read<'a> {
    pub(super) fn of(incoming: &'a Incoming) -> Self {
        Self {
            document: Cow::Borrowed(&incoming.document),
            original: hash(&incoming.original),
            bytes: Some(&incoming.original),
        }
    }
}

/// A revision that the ledger has.
pub(super) struct Present {
    key: i64,
    reader: String,
}

/// The revision of a document with this content.
pub(super) fn with_content(
    db: &Connection,
    id: &str,
    content: &Hash,
) -> Result<Option<Present>, LedgerError> {
    present(db, "SELECT key, reader FROM revision WHERE document = ?1 AND content = ?2", id, content)
}

fn present(db: &Connection, sql: &str, id: &str, hash: &Hash) -> Result<Option<Present>, LedgerError> {
    let mut statement = db.prepare_cached(sql)?;
    let found =
        statement.query_row(params![id, hash], |row| Ok(Present { key: row.get(0)?, reader: row.get(1)? }));
    Ok(found.optional()?)
}

impl Present {
    /// Whether this reader took its records.
    pub(super) fn was_read_by(&self, reader: &str) -> bool {
        self.reader == reader
    }
}

/// One document being stored.
pub(super) struct Storing<'a> {
    db: &'a Transaction<'a>,
    document: &'a Document,
    text: Text,
    entries: Vec<Entry>,
    content: Hash,
    original: Hash,
    bytes: Option<&'a [u8]>,
    reader: &'a str,
    now: Timestamp,
    /// The numbers that its records get; those that are free where there are none.
    keys: &'a [i64],
}

impl<'a> Storing<'a> {
    pub(super) fn new(
        db: &'a Transaction<'a>,
        read: &'a Read<'_>,
        reader: &'a str,
        now: Timestamp,
    ) -> Result<Self, LedgerError> {
        let document: &Document = &read.document;
        Ok(Self {
            db,
            document,
            text: Text::new(document.article.text.as_str()),
            entries: entries(document)?,
            content: content(&document.article)?,
            original: read.original,
            bytes: read.bytes,
            reader,
            now,
            keys: &[],
        })
    }

    /// A document whose revision is in the ledger, and whose records get these numbers.
    pub(super) fn again(
        db: &'a Transaction<'a>,
        read: &'a Read<'_>,
        reader: &'a str,
        keys: &'a [i64],
    ) -> Result<Self, LedgerError> {
        Ok(Self { keys, ..Self::new(db, read, reader, Timestamp::UNIX_EPOCH)? })
    }

    pub(super) fn store(&self) -> Result<Stored, LedgerError> {
        let id = &self.document.article.id;
        if let Some(same) = with_content(self.db, id, &self.content)? {
            if same.was_read_by(self.reader) {
                return Ok(Stored::Unchanged);
            }
            self.replace(same.key)?;
            return Ok(Stored::Reread);
        }
        // The same bytes with another content: this program reads them otherwise now;
        // the publisher has changed nothing.
        let sql = "SELECT key, reader FROM revision WHERE document = ?1 AND original = ?2";
        if let Some(same) = present(self.db, sql, id, &self.original)? {
            self.replace(same.key)?;
            return Ok(Stored::Reread);
        }
        let number = self.add()?;
        Ok(if number == 1 { Stored::New } else { Stored::Revised(number) })
    }

    /// Adds a revision and makes it the current one.
    fn add(&self) -> Result<u32, LedgerError> {
        if let Some(bytes) = self.bytes {
            self.db
                .prepare_cached(
                    "INSERT INTO original (hash, deflated) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                )?
                .execute(params![self.original, deflate(bytes)])?;
        }
        let id = &self.document.article.id;
        self.db
            .prepare_cached("UPDATE revision SET current = 0 WHERE document = ?1 AND current")?
            .execute([id])?;
        let number: u32 = self
            .db
            .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM revision WHERE document = ?1")?
            .query_row([id], |row| row.get(0))?;
        self.db
            .prepare_cached(
                "INSERT INTO revision (document, number, current, content, original, collected, reader, authors, \
                 part, text, warnings, sentences, names) \
                 VALUES (?1, ?2, 1, ?3, ?4, ?5, '', '[]', '', '', '[]', '[]', '')",
            )?
            .execute(params![id, number, self.content, self.original, self.now.to_string()])?;
        self.fill(self.db.last_insert_rowid())?;
        Ok(number)
    }

    /// Puts this reading in the place of an earlier one.
    fn replace(&self, key: i64) -> Result<(), LedgerError> {
        self.db.prepare_cached("DELETE FROM record WHERE revision = ?1")?.execute([key])?;
        self.db.prepare_cached("DELETE FROM mention WHERE revision = ?1")?.execute([key])?;
        self.db.prepare_cached("DELETE FROM office WHERE revision = ?1")?.execute([key])?;
        self.fill(key)
    }

    /// Writes all of the document but its number into a revision's row, and its records. The
    /// search takes it in once it is whole, when its reader is written.
    pub(super) fn fill(&self, key: i64) -> Result<(), LedgerError> {
        let article = &self.document.article;
        let sentences: Vec<_> = self.document.sentences.iter().map(|span| (span.start, span.end)).collect();
        self.db
            .prepare_cached(
                "UPDATE revision SET content = ?2, reader = '', path = ?3, url = ?4, outlet = ?5, kind = ?6, \
                 country = ?7, title = ?8, deck = ?9, section = ?10, authors = ?11, published = ?12, day = ?13, \
                 language = ?14, part = ?15, text = ?16, warnings = ?17, sentences = ?18, names = ?19, pages = ?20 \
                 WHERE key = ?1",
            )?
            .execute(params![
                key,
                self.content,
                article.path,
                article.url,
                article.outlet,
                article.kind.map(|kind| label(&kind)).transpose()?,
                article.country,
                article.title,
                article.deck,
                article.section,
                serde_json::to_string(&article.authors)?,
                article.published.as_ref().map(|published| published.as_str()),
                article.published.as_ref().map(|published| published.date().to_string()),
                article.language,
                label(&article.part)?,
                article.text,
                serde_json::to_string(&article.warnings)?,
                serde_json::to_string(&sentences)?,
                self.names(),
                serde_json::to_string(&article.pages)?,
            ])?;
        self.mentions(key)?;
        self.entries.iter().enumerate().try_for_each(|(i, entry)| self.record(key, i, entry))?;
        settle(self.db, key)?;
        write_voices(self.db, key, Some(self.reader))
    }

    /// Whom the document names, for the search.
    fn names(&self) -> String {
        let mentioned = self.document.mentions.iter().map(|mention| mention.name.as_str());
        let acting =
            self.entries.iter().flat_map(|entry| entry.actors.iter().map(|actor| actor.name.as_str()));
        let names: BTreeSet<&str> = mentioned.chain(acting).collect();
        name_lines(names.into_iter())
    }

    fn mentions(&self, key: i64) -> Result<(), LedgerError> {
        let mut statement = self.db.prepare_cached(
            "INSERT INTO mention (revision, ordinal, id, \"start\", \"end\", words, name, kind, country, role) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for (ordinal, mention) in self.document.mentions.iter().enumerate() {
            statement.execute(params![
                key,
                ordinal,
                mention.id,
                mention.span.start,
                mention.span.end,
                words(&self.text, mention.span)?,
                mention.name,
                label(&mention.kind)?,
                mention.country,
                mention.role,
            ])?;
        }
        self.db
            .prepare_cached(
                "INSERT INTO office (name, role, country, day, revision) \
                 SELECT DISTINCT name, ifnull(role, ''), ifnull(mention.country, ''), ifnull(day, ''), revision.key \
                 FROM mention JOIN revision ON revision.key = mention.revision \
                 WHERE revision.key = ?1 AND revision.current AND mention.kind IN ('person', 'office')",
            )?
            .execute([key])?;
        Ok(())
    }

    fn record(&self, revision: i64, i: usize, entry: &Entry) -> Result<(), LedgerError> {
        self.db
            .prepare_cached(
                "INSERT INTO record (revision, kind, ordinal, id, day, last, state, form, domestic, json, key) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                revision,
                entry.kind,
                entry.ordinal,
                entry.id,
                entry.days.map(|(first, _)| first.to_string()),
                entry.days.map(|(_, last)| last.to_string()),
                entry.state,
                entry.form,
                entry.domestic,
                entry.json,
                self.keys.get(i),
            ])?;
        let day = entry.days.map(|(first, _)| first.to_string());
        write_parts(self.db, self.db.last_insert_rowid(), entry, day.as_deref(), &self.text)
    }
}

/// Names a line each, also as they are typed without accents: the search engine takes
/// "ł" and "ø" for letters of their own.
pub(super) fn name_lines<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let line = |name: &str| if name.is_ascii() { name.to_owned() } else { format!("{name}{}", fold(name)) };
    names.map(line).collect::<Vec<_>>().join("\n")
}

/// Writes who takes part in a record of a day and the words that it rests on.
pub(super) fn write_parts(
    db: &Connection,
    key: i64,
    entry: &Entry,
    day: Option<&str>,
    text: &Text,
) -> Result<(), LedgerError> {
    let mut actor = db.prepare_cached(
        "INSERT INTO actor (record, ordinal, part, name, folded, country, kind, day) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (ordinal, one) in entry.actors.iter().enumerate() {
        let folded = fold(&one.name);
        actor.execute(params![key, ordinal, one.part, one.name, folded, one.country, entry.kind, day])?;
    }
    let mut evidence = db.prepare_cached(
        "INSERT INTO evidence (record, ordinal, field, \"start\", \"end\", words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (ordinal, (field, span)) in entry.spans.iter().enumerate() {
        evidence.execute(params![key, ordinal, field, span.start, span.end, words(text, *span)?])?;
    }
    Ok(())
}

/// Writes, for the search, who speaks in a revision, whom they address and on what, by the
/// records that stand; and who read it, where that is given.
pub(super) fn write_voices(db: &Connection, key: i64, reader: Option<&str>) -> Result<(), LedgerError> {
    let who = |parts: &str| {
        format!(
            "(SELECT ifnull(group_concat(DISTINCT folded || ifnull(' code' || lower(actor.country), '')), '') \
             FROM record JOIN actor ON actor.record = record.key \
             WHERE record.revision = ?1 AND NOT dropped AND part IN ({parts}))"
        )
    };
    // "+" keeps SQLite from going through the positions of all documents by the index of kinds.
    let sql = format!(
        "UPDATE revision SET reader = ifnull(?2, reader), voices = {}, addressed = {}, issues = \
           (SELECT ifnull(group_concat(DISTINCT form), '') FROM record \
            WHERE record.revision = ?1 AND NOT dropped AND +kind = 'position') \
         WHERE key = ?1",
        who("'source', 'holder'"),
        who("'toward', 'recipient'"),
    );
    db.prepare_cached(&sql)?.execute(params![key, reader])?;
    Ok(())
}
