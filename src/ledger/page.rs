//! Lists a page at a time, the latest first.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rusqlite::types::Value;
use serde::de::DeserializeOwned;

use crate::record::{Attribution, Contact, Event, Position, Silence};

use super::filter::Conditions;
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
        let mut rows = Vec::new();
        if after.is_none_or(|after| after.day.is_some()) {
            let mut conditions = filter.conditions();
            conditions.sql.push_str(" AND record.day IS NOT NULL");
            if let Some(Cursor { day: Some(day), key }) = after {
                conditions.and("record.day <= ?", [day.to_string()]);
                conditions.and("(record.day < ? OR record.key < ?)", [day.to_string()]);
                conditions.values.push(Value::Integer(key));
            }
            rows = self.some(conditions, wanted)?;
        }
        if rows.len() < wanted && filter.since.is_none() && filter.until.is_none() {
            let mut conditions = filter.conditions();
            conditions.sql.push_str(" AND record.day IS NULL");
            if let Some(Cursor { day: None, key }) = after {
                conditions.sql.push_str(" AND record.key < ?");
                conditions.values.push(Value::Integer(key));
            }
            rows.extend(self.some(conditions, wanted - rows.len())?);
        }
        let next = (rows.len() > size).then(|| {
            rows.truncate(size);
            rows.last().map(|(key, row): &(i64, Listed<R>)| Cursor { day: row.day, key: *key })
        });
        Ok(Page { rows: rows.into_iter().map(|(_, row)| row).collect(), next: next.flatten() })
    }

    fn some<R: Listable>(
        &self,
        conditions: Conditions,
        size: usize,
    ) -> Result<Vec<(i64, Listed<R>)>, LedgerError> {
        self.listed(R::KIND, conditions, "record.day DESC, record.key DESC", Some(size))
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
