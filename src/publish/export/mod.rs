//! Events as tables that researchers' scripts expect: PLOVER's fields, and the columns of
//! POLECAT, ICEWS, GDELT and CAMEO's coders, with what each row rests on at the end.
//! `docs/events.md` says what stands in each column.

mod cameo;
mod dictionary;
mod evidence;
mod gdelt;
mod icews;
mod pair;
mod parquet;
mod plover;
mod polecat;
mod write;

use jiff::civil::Date;

use crate::ledger::Listed;
use crate::record::Event;

pub use dictionary::{Dictionary, DictionaryError};
pub use parquet::parquet;
pub use write::{csv, jsonl, tsv};

/// An event with all documents that tell of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The tellings, the first of which leads.
    pub tellings: Vec<Listed<Event>>,
    /// Of how many origins they are: copies and citations of one report count once.
    pub origins: usize,
}

impl Told {
    /// The telling that leads.
    pub fn lead(&self) -> &Listed<Event> {
        &self.tellings[0]
    }

    /// The event as the leading telling has it.
    pub fn event(&self) -> &Event {
        &self.lead().record
    }

    /// How many outlets tell of it.
    pub fn sources(&self) -> usize {
        let mut outlets: Vec<&str> = self
            .tellings
            .iter()
            .map(|one| one.document.outlet.as_deref().unwrap_or(one.document.id.as_str()))
            .collect();
        outlets.sort_unstable();
        outlets.dedup();
        outlets.len()
    }

    fn day(&self) -> Option<Date> {
        self.lead().day
    }
}

/// The columns of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// The fields of a record, a row for each event.
    Plover,
    /// POLECAT's forty columns, a row for each event.
    Polecat,
    /// ICEWS's twenty columns, a row for each pair of actor and recipient.
    Icews,
    /// GDELT 2.0's sixty-one columns, a row for each pair.
    Gdelt,
    /// Date, source, target, code: what CAMEO's coders write, a row for each pair.
    Cameo,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Words(String),
    Whole(i64),
    Real(f64),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Words,
    Whole,
    Real,
}

/// A column by its name.
pub type Column = (&'static str, Kind);

/// How a schema makes rows of an event.
type Rows = fn(&Told, &Dictionary) -> Vec<Vec<Cell>>;

/// A table with names and kinds of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// Puts events into the columns of a schema. Codes of actors in GDELT's and CAMEO's are the
/// dictionary's, where it has them.
pub fn table(schema: Schema, events: &[Told], dictionary: &Dictionary) -> Table {
    let (columns, rows): (&[Column], Rows) = match schema {
        Schema::Plover => (plover::COLUMNS, plover::rows),
        Schema::Polecat => (polecat::COLUMNS, polecat::rows),
        Schema::Icews => (icews::COLUMNS, icews::rows),
        Schema::Gdelt => (gdelt::COLUMNS, gdelt::rows),
        Schema::Cameo => (cameo::COLUMNS, cameo::rows),
    };
    let columns = columns.iter().chain(evidence::COLUMNS).copied().collect();
    let rows = events.iter().flat_map(|told| {
        rows(told, dictionary).into_iter().map(|mut row| {
            row.extend(evidence::cells(told));
            row
        })
    });
    Table { columns, rows: rows.collect() }
}

fn words(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() { Cell::Empty } else { Cell::Words(words) }
}

fn maybe(value: Option<&String>) -> Cell {
    value.map_or(Cell::Empty, words)
}

fn count(number: usize) -> Cell {
    Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A number for an event's id that fits a double.
fn number(id: &str) -> Cell {
    let hex = id.rsplit('-').next().unwrap_or_default();
    u64::from_str_radix(hex, 16).map_or(Cell::Empty, |number| Cell::Whole((number >> 12) as i64))
}

#[cfg(test)]
mod tests;
