//! A ledger taken apart into what another one can take over as it is, with its numbers.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Transaction, params, params_from_iter};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::record::Document;

use super::content::{Hash, content};
use super::deed::{Deed, Read};
use super::store::Storing;
use super::{Ledger, LedgerError};

/// A revision with the numbers under which a ledger has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Whole {
    key: i64,
    number: u32,
    is_current: bool,
    collected: String,
    reader: String,
    /// Of the bytes that it was read from.
    pub(super) original: Hash,
    /// As it was read, whatever was decided since.
    document: Document,
    /// The numbers of its records, in the order of entries.
    records: Vec<i64>,
}

/// Rows of one table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Rows {
    table: String,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// A value in a row.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl Cell {
    fn of(value: ValueRef<'_>) -> Result<Self, LedgerError> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string());
        match value {
            ValueRef::Null => Ok(Self::Null),
            ValueRef::Integer(number) => Ok(Self::Integer(number)),
            ValueRef::Text(bytes) => text(bytes).map(Self::Text).map_err(LedgerError::Corrupt),
            ValueRef::Blob(bytes) => Ok(Self::Blob(bytes.to_vec())),
            ValueRef::Real(number) => Err(LedgerError::Corrupt(format!("{number} is no whole number"))),
        }
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The tables that stand before the revisions: decisions are carried out on what comes after.
const BEFORE: [&str; 12] = [
    "decision",
    "decided",
    "edit",
    "sent",
    "item",
    "listing",
    "address",
    "rest",
    "person",
    "saved",
    "shared",
    "digest_feed",
];

/// Those that name revisions, or are counted up by them.
const AFTER: [&str; 2] = ["proof", "change"];

/// How many rows go together.
const ROWS: usize = 500;

/// As another ledger has it.
pub(super) fn revision(step: &Transaction<'_>, whole: &Whole) -> Result<(), LedgerError> {
    let Whole { key, number, is_current, collected, reader, original, document, records } = whole;
    step.prepare_cached(
        "INSERT INTO revision (key, document, number, current, content, original, collected, reader, authors, \
         part, text, warnings, sentences, names) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', '[]', '', '', '[]', '[]', '')",
    )?
    .execute(params![
        key,
        document.article.id,
        number,
        is_current,
        content(&document.article)?,
        original,
        collected
    ])?;
    let read = Read { document: std::borrow::Cow::Borrowed(document), original: *original, bytes: None };
    Storing::again(step, &read, reader, records)?.fill(*key)
}

/// As another ledger has them.
pub(super) fn rows(step: &Transaction<'_>, rows: &Rows) -> Result<(), LedgerError> {
    let is_name = |name: &String| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_known = BEFORE.iter().chain(&AFTER).any(|table| *table == rows.table);
    if !is_known || !rows.columns.iter().all(is_name) {
        return Err(LedgerError::Corrupt(format!("there are no rows of {:?} to take over", rows.table)));
    }
    let columns: Vec<String> = rows.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT OR REPLACE INTO {} ({}) VALUES ({places})", rows.table, columns.join(", "));
    let mut insert = step.prepare_cached(&sql)?;
    for row in &rows.rows {
        insert.execute(params_from_iter(row))?;
    }
    Ok(())
}

impl Ledger {
    /// Hands out everything that makes this ledger, in the order in which another one takes it
    /// over; `told` hears of each revision.
    ///
    /// # Errors
    /// Where the ledger cannot be read, or `take` fails.
    pub(super) fn take_apart(
        &self,
        mut take: impl FnMut(Deed<'static>) -> Result<(), LedgerError>,
        told: &mut dyn FnMut(),
    ) -> Result<(), LedgerError> {
        // One moment of it, whatever others write meanwhile.
        let moment = self.db.unchecked_transaction()?;
        for table in BEFORE {
            each_rows(&moment, table, &mut take)?;
        }
        let mut keys = moment.prepare("SELECT key FROM revision ORDER BY key")?;
        let keys: Vec<i64> = keys.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for key in keys {
            take(Deed::CopyRevision(Box::new(self.whole(key)?)))?;
            told();
        }
        for table in AFTER {
            each_rows(&moment, table, &mut take)?;
        }
        Ok(())
    }

    fn whole(&self, key: i64) -> Result<Whole, LedgerError> {
        let document = self.as_read(key)?;
        let mut statement = self.db.prepare_cached(
            "SELECT number, current, collected, reader, original FROM revision WHERE key = ?1",
        )?;
        // Entries stand in this order of kinds.
        let mut records = self.db.prepare_cached(
            "SELECT key FROM record WHERE revision = ?1 ORDER BY CASE kind WHEN 'attribution' THEN 0 \
             WHEN 'contact' THEN 1 WHEN 'position' THEN 2 WHEN 'event' THEN 3 ELSE 4 END, ordinal",
        )?;
        let records = records.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(statement.query_row([key], |row| {
            Ok(Whole {
                key,
                number: row.get(0)?,
                is_current: row.get(1)?,
                collected: row.get(2)?,
                reader: row.get(3)?,
                original: row.get(4)?,
                document,
                records,
            })
        })?)
    }

    /// A revision's document as it was read, whatever was decided since.
    fn as_read(&self, key: i64) -> Result<Document, LedgerError> {
        fn put<R: DeserializeOwned>(records: &mut [R], at: usize, json: &str) -> Result<(), LedgerError> {
            if let Some(place) = records.get_mut(at) {
                *place = serde_json::from_str(json)?;
            }
            Ok(())
        }
        let mut document = self.revision(key)?;
        let mut statement = self.db.prepare_cached(
            "SELECT kind, ordinal, was FROM record WHERE revision = ?1 AND was IS NOT NULL",
        )?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let (kind, at, was): (String, usize, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match kind.as_str() {
                "attribution" => put(&mut document.attributions, at, &was)?,
                "contact" => put(&mut document.contacts, at, &was)?,
                "position" => put(&mut document.positions, at, &was)?,
                "event" => put(&mut document.events, at, &was)?,
                _ => put(&mut document.silences, at, &was)?,
            }
        }
        Ok(document)
    }
}

/// Hands out a table, some rows at a time.
fn each_rows(
    db: &Connection,
    table: &str,
    take: &mut impl FnMut(Deed<'static>) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let mut statement = db.prepare(&format!("SELECT * FROM {table}"))?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut all = statement.query([])?;
    let with = |rows| Deed::CopyRows(Rows { table: table.to_owned(), columns: columns.clone(), rows });
    let mut rows = Vec::new();
    while let Some(row) = all.next()? {
        let cell = |column| Cell::of(row.get_ref(column)?);
        rows.push((0..columns.len()).map(cell).collect::<Result<_, _>>()?);
        if rows.len() == ROWS {
            take(with(std::mem::take(&mut rows)))?;
        }
    }
    if rows.is_empty() { Ok(()) } else { take(with(rows)) }
}
