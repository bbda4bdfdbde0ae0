//! Writing a list in the format that was asked for, and what its columns share.

use jiff::civil::Date;
use serde::Serialize;

use crate::ledger::{Head, Listed};
use crate::record::When;

use super::args::ListFormat;
use super::failure::Failure;
use super::output::Output;
use super::table::{self, Column, Shown};

/// Writes a list.
pub(super) fn write<R: Serialize>(
    format: ListFormat,
    columns: &[Column<R>],
    rows: &[R],
) -> Result<(), Failure> {
    let mut out = Output::new();
    match format {
        ListFormat::Table if rows.is_empty() => eprintln!("nothing found"),
        ListFormat::Table => out.text(&table::table(columns, rows, table::terminal_width()))?,
        ListFormat::Json => out.json_line(&rows)?,
        ListFormat::Jsonl => rows.iter().try_for_each(|row| out.json_line(row))?,
        ListFormat::Csv => out.data(&table::csv(columns, rows))?,
    }
    out.flush()
}

/// The columns that every list of records has in CSV.
pub(super) fn document_columns<R>() -> [Column<Listed<R>>; 5] {
    let hidden = |name, value| Column { name, value, shown: Shown::Hidden };
    [
        hidden("published", |row: &Listed<R>| filled(row.document.published.as_ref())),
        hidden("title", |row| filled(row.document.title.as_ref())),
        hidden("url", |row| filled(row.document.url.as_ref())),
        hidden("document", |row| row.document.id.clone()),
        hidden("revision", |row| row.document.revision.to_string()),
    ]
}

/// The outlet, else where the document came from.
pub(super) fn outlet(document: &Head) -> String {
    let named = document.outlet.as_ref().or(document.path.as_ref());
    filled(named)
}

/// The words, empty where there are none.
pub(super) fn filled(words: Option<&String>) -> String {
    words.cloned().unwrap_or_default()
}

/// A name with its country, where it has one.
pub(super) fn named(name: &str, country: Option<&String>) -> String {
    match country {
        Some(country) => format!("{name} ({country})"),
        None => name.to_owned(),
    }
}

/// When it was, as exactly as it is known.
pub(super) fn day(when: Option<&When>, day: Option<Date>) -> String {
    when.map(When::to_string).or_else(|| day.map(|day| day.to_string())).unwrap_or_default()
}

/// Who says so and where: "Dmitry Peskov, in TASS".
pub(super) fn teller<R>(row: &Listed<R>) -> String {
    let speaker = row.under.as_ref().and_then(|under| under.source.as_ref());
    match speaker {
        Some(speaker) => format!("{}, in {}", speaker.name, outlet(&row.document)),
        None => outlet(&row.document),
    }
}
