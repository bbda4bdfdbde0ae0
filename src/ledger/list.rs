//! Lists of records with the documents that they come from.

use jiff::civil::Date;
use rusqlite::{Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::record::{Attribution, Contact, Event, Position, Silence};

use super::filter::Conditions;
use super::page::Listable;
use super::{Filter, Ledger, LedgerError};

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Listed<R> {
    /// The day it tells of, or the first of its week, month or year, else the day of
    /// publication.
    #[schemars(with = "Option<String>")]
    pub day: Option<Date>,
    #[serde(flatten)]
    pub record: R,
    /// The words that it rests on.
    pub words: Vec<Words>,
    /// The attribution that it stands under.
    #[serde(rename = "told_by")]
    pub under: Option<Attribution>,
    pub document: Head,
}

/// Words of a document and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, JsonSchema)]
pub struct Words {
    /// What they are to the record: `evidence`, `source`, `cue`, `content`, `reason`,
    /// `condition`, `party`.
    pub field: String,
    /// First code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    pub words: String,
}

/// What a list says of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Head {
    pub id: String,
    pub revision: u32,
    pub url: Option<String>,
    pub path: Option<String>,
    pub outlet: Option<String>,
    pub kind: Option<String>,
    pub country: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
}

impl Head {
    /// The columns that [`Head::of`] takes, of the table `revision`.
    pub(super) const COLUMNS: &str = "revision.document, revision.number, revision.url, revision.path, \
         revision.outlet, revision.kind, revision.country, revision.title, revision.published";

    /// From a row whose first columns are [`Head::COLUMNS`].
    pub(super) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            revision: row.get(1)?,
            url: row.get(2)?,
            path: row.get(3)?,
            outlet: row.get(4)?,
            kind: row.get(5)?,
            country: row.get(6)?,
            title: row.get(7)?,
            published: row.get(8)?,
        })
    }
}

impl<R> Listed<R> {
    /// The words of one field, joined where they stand apart.
    pub fn words(&self, field: &str) -> String {
        let parts = self.words.iter().filter(|words| words.field == field);
        parts.map(|words| words.words.as_str()).collect::<Vec<_>>().join(" … ")
    }
}

impl Ledger {
    /// The contacts of all current documents, by day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn contacts(&self, filter: &Filter) -> Result<Vec<Listed<Contact>>, LedgerError> {
        self.list(filter)
    }

    /// The attributions of all current documents, by day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn statements(&self, filter: &Filter) -> Result<Vec<Listed<Attribution>>, LedgerError> {
        self.list(filter)
    }

    /// The positions of all current documents, by day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn positions(&self, filter: &Filter) -> Result<Vec<Listed<Position>>, LedgerError> {
        self.list(filter)
    }

    /// The events of all current documents, by day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn events(&self, filter: &Filter) -> Result<Vec<Listed<Event>>, LedgerError> {
        self.list(filter)
    }

    /// The silences that current documents report, by day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn silences(&self, filter: &Filter) -> Result<Vec<Listed<Silence>>, LedgerError> {
        self.list(filter)
    }

    /// By day, documents in the order of publication, records in the order of the text.
    fn list<R: Listable>(&self, filter: &Filter) -> Result<Vec<Listed<R>>, LedgerError> {
        let order = "record.day IS NULL, record.day, revision.published, revision.document, record.ordinal";
        let from = "record JOIN revision ON revision.key = record.revision";
        let rows = self.listed(R::KIND, from, filter.conditions(), order, filter.limit)?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// The records of a kind that meet conditions, in an order, with their keys; `from` are
    /// the tables `record` and `revision` and how they are gone through.
    pub(super) fn listed<R: DeserializeOwned>(
        &self,
        kind: &str,
        from: &str,
        conditions: Conditions,
        order: &str,
        limit: Option<usize>,
    ) -> Result<Vec<(i64, Listed<R>)>, LedgerError> {
        let sql = format!(
            "SELECT {}, record.day, record.json, \
               (SELECT json_group_array(json_object('field', field, 'start', \"start\", 'end', \"end\", 'words', words) \
                                        ORDER BY ordinal) FROM evidence WHERE evidence.record = record.key), \
               (SELECT said.json FROM record AS said WHERE said.revision = record.revision \
                AND said.kind = 'attribution' AND said.ordinal = record.json ->> '$.attribution'), \
               record.key \
             FROM {from} \
             WHERE revision.current AND NOT record.dropped AND record.kind = '{kind}' {} \
             ORDER BY {order} LIMIT {}",
            Head::COLUMNS,
            conditions.sql,
            limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)),
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        let mut listed = Vec::new();
        while let Some(row) = rows.next()? {
            let day: Option<String> = row.get(9)?;
            let under: Option<String> = row.get(12)?;
            let one = Listed {
                day: day.as_deref().map(parse_day).transpose()?,
                record: serde_json::from_str(row.get_ref(10)?.as_str().map_err(not_text)?)?,
                words: serde_json::from_str(row.get_ref(11)?.as_str().map_err(not_text)?)?,
                under: under.as_deref().map(serde_json::from_str).transpose()?,
                document: Head::of(row)?,
            };
            listed.push((row.get(13)?, one));
        }
        Ok(listed)
    }
}

pub(super) fn parse_day(day: &str) -> Result<Date, LedgerError> {
    day.parse().map_err(|_| LedgerError::Corrupt(format!("\"{day}\" is no day")))
}

fn not_text(error: rusqlite::types::FromSqlError) -> LedgerError {
    LedgerError::Corrupt(error.to_string())
}
