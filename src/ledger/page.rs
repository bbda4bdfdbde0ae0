//! Lists a page at a time, the latest first.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::de::DeserializeOwned;

use crate::record::{Attribution, Contact, Event, Position, Silence};

use super::filter::{Conditions, is_code, marks};
use super::fold::fold;
use super::{Filter, Ledger, LedgerError, Listed};

/// A kind of record that is listed.
pub trait Listable: DeserializeOwned {
    /// As the ledger calls it.
    const KIND: &'static str;
}

macro_rules! listable {
    ($($record:ty = $kind:literal),+) => { $(impl Listable for $record { const KIND: &'static str = $kind; })+ };
}

listable!(
    Attribution = "attribution",
    Contact = "contact",
    Position = "position",
    Event = "event",
    Silence = "silence"
);

/// A place in a list, the latest first: what follows has an earlier day or, on the same
/// day, an earlier place in the ledger. Written as `2022-03-07.1234`, or `.1234` among the
/// records without a day, which come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    day: Option<Date>,
    key: i64,
}

/// Words that are no place in a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no place in a list; take it from the page before")]
pub struct NoCursor(String);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Some(day) => write!(f, "{day}.{}", self.key),
            None => write!(f, ".{}", self.key),
        }
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(words: &str) -> Result<Self, NoCursor> {
        let wrong = || NoCursor(words.to_owned());
        let (day, key) = words.split_once('.').ok_or_else(wrong)?;
        let day = (!day.is_empty()).then(|| day.parse()).transpose().map_err(|_| wrong())?;
        Ok(Self { day, key: key.parse().map_err(|_| wrong())? })
    }
}

/// Some records of a list, and where it goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<R> {
    pub rows: Vec<Listed<R>>,
    /// After the last of these, where more follow.
    pub next: Option<Cursor>,
}

/// Where a list begins to look: at the fewest records that it may be made of.
enum Lead {
    /// At all of a kind, day by day.
    Day,
    /// At those of one document.
    Document(String),
    /// At those in which somebody takes part: a column of `actor` and what it must be.
    Actor(&'static str, Vec<String>),
}

/// What takes part in more records than this is soon met among all, day by day.
const RARE: usize = 3000;

impl Ledger {
    /// A page of the records that meet a filter, the latest first; `size` counts instead
    /// of the filter's limit.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn page<R: Listable>(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        size: usize,
    ) -> Result<Page<R>, LedgerError> {
        let wanted = size.saturating_add(1);
        let lead = self.lead(R::KIND, filter)?;
        let mut keys = Vec::new();
        if after.is_none_or(|after| after.day.is_some()) {
            keys = self.keys(R::KIND, filter, &lead, (true, after), wanted)?;
        }
        if keys.len() < wanted && filter.since.is_none() && filter.until.is_none() {
            let after = after.filter(|after| after.day.is_none());
            keys.extend(self.keys(R::KIND, filter, &lead, (false, after), wanted - keys.len())?);
        }
        let goes_on = keys.len() > size;
        keys.truncate(size);
        let rows = self.with_keys::<R>(&keys)?;
        let last = rows.last().filter(|_| goes_on);
        let next = last.map(|(key, row)| Cursor { day: row.day, key: *key });
        Ok(Page { rows: rows.into_iter().map(|(_, row)| row).collect(), next })
    }

    /// The records with these keys, the latest first.
    fn with_keys<R: Listable>(&self, keys: &[i64]) -> Result<Vec<(i64, Listed<R>)>, LedgerError> {
        let from = "json_each(?) AS wanted CROSS JOIN record ON record.key = wanted.value \
                    CROSS JOIN revision ON revision.key = record.revision";
        let list = Conditions { sql: String::new(), values: vec![Value::Text(serde_json::to_string(keys)?)] };
        self.listed(R::KIND, from, list, "record.day DESC, record.key DESC", None)
    }

    /// The first keys of the records that meet a filter, the latest first, after a place;
    /// of those with a day or of those without.
    fn keys(
        &self,
        kind: &str,
        filter: &Filter,
        lead: &Lead,
        (is_dated, after): (bool, Option<Cursor>),
        wanted: usize,
    ) -> Result<Vec<i64>, LedgerError> {
        let mut conditions = Conditions::default();
        let revision = "revision ON revision.key = record.revision";
        // The plus keeps SQLite from going through all of a kind where a document has few.
        let (from, kind_is, day, key) = match lead {
            Lead::Day => {
                let from = format!("record INDEXED BY record_day CROSS JOIN {revision}");
                (from, "record.kind", "record.day", "record.key")
            }
            Lead::Document(id) => {
                conditions.and("revision.document = ?", [id.clone()]);
                let from = "revision CROSS JOIN record ON record.revision = revision.key";
                (from.to_owned(), "+record.kind", "+record.day", "record.key")
            }
            Lead::Actor(column, values) => {
                let marks = marks(values.len());
                let sql = format!("lead.kind = '{kind}' AND lead.{column} IN ({marks})");
                conditions.and(&sql, values.iter().cloned());
                conditions.days(("lead.day", "lead.day"), None, filter.until);
                filter.since.into_iter().for_each(|since| conditions.may_reach("lead.day", since));
                let record = "record ON record.key = lead.record";
                let from = format!("actor AS lead CROSS JOIN {record} CROSS JOIN {revision}");
                (from, "record.kind", "lead.day", "lead.record")
            }
        };
        match (is_dated, after) {
            (true, Some(Cursor { day: Some(last), key: place })) => {
                conditions.and(&format!("{day} <= ?"), [last.to_string()]);
                conditions.and(&format!("({day} < ? OR {key} < ?)"), [last.to_string()]);
                conditions.values.push(Value::Integer(place));
            }
            (true, _) => conditions.and(&format!("{day} IS NOT NULL"), []),
            (false, after) => {
                conditions.and(&format!("{day} IS NULL"), []);
                if let Some(Cursor { key: place, .. }) = after {
                    conditions.and(&format!("{key} < ?"), []);
                    conditions.values.push(Value::Integer(place));
                }
            }
        }
        let asked = filter.conditions();
        let sql = format!(
            "SELECT record.key FROM {from} WHERE {kind_is} = '{kind}' AND NOT record.dropped \
             AND revision.current {} {} ORDER BY {day} DESC, {key} DESC",
            conditions.sql, asked.sql
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows =
            statement.query(params_from_iter(conditions.values.into_iter().chain(asked.values)))?;
        let mut keys: Vec<i64> = Vec::new();
        while keys.len() < wanted {
            let Some(row) = rows.next()? else { break };
            let key = row.get(0)?;
            // A record with two parties of one country comes twice.
            if keys.last() != Some(&key) {
                keys.push(key);
            }
        }
        Ok(keys)
    }

    fn lead(&self, kind: &str, filter: &Filter) -> Result<Lead, LedgerError> {
        if let Some(document) = &filter.document {
            return Ok(Lead::Document(document.clone()));
        }
        let mut leads = Vec::new();
        if !filter.names.is_empty() {
            leads.push(("name", filter.names.clone()));
        }
        for who in filter.between.iter().chain(&filter.actor) {
            match is_code(who) {
                true => leads.push(("country", vec![who.clone()])),
                false => leads.push(("name", self.names_with(who, RARE)?)),
            }
        }
        // What all records of a kind tell in their order is sooner looked through for a state
        // than all that somebody takes part in.
        let is_narrowed = !filter.states.is_empty() || !filter.forms.is_empty();
        let mut least = (usize::MAX, Lead::Day);
        for (column, values) in leads {
            // Those of one are in order already, however many.
            let most = if values.len() == 1 && !is_narrowed { usize::MAX } else { RARE };
            let least_so_far = least.0.min(most);
            let n = self.takes_part_in(kind, column, &values, least_so_far)?;
            if n < least_so_far {
                least = (n, Lead::Actor(column, values));
            }
        }
        Ok(least.1)
    }

    /// In how many records of a kind somebody takes part, counted up to a limit.
    fn takes_part_in(
        &self,
        kind: &str,
        column: &str,
        values: &[String],
        limit: usize,
    ) -> Result<usize, LedgerError> {
        const MOST: usize = 50_000;
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM actor WHERE kind = ? AND {column} IN ({}) LIMIT {})",
            marks(values.len()),
            limit.min(MOST)
        );
        let values = std::iter::once(kind).chain(values.iter().map(String::as_str));
        Ok(self.db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// The names that hold words, the most used first, up to a limit.
    pub(super) fn names_with(&self, words: &str, limit: usize) -> Result<Vec<String>, LedgerError> {
        if fold(words).is_empty() {
            return Ok(Vec::new());
        }
        let names = self.actors_called(words, limit)?;
        Ok(names.into_iter().map(|one| one.name).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_lists_are_written_and_read() {
        for words in ["2022-03-07.12", ".7"] {
            assert_eq!(words.parse::<Cursor>().unwrap().to_string(), words);
        }
        assert!("2022-03-07".parse::<Cursor>().is_err() && "x.1".parse::<Cursor>().is_err());
    }
}
