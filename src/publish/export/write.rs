//! A table as text: values parted by commas or tabs, or a JSON object per row.

use serde_json::{Number, Value};

use super::{Cell, Table};
use crate::publish::harmless_cell;

/// Comma-separated values (RFC 4180), with the columns' names first.
pub fn csv(table: &Table) -> String {
    delimited(table, ',', "\r\n", true)
}

/// Values parted by tabs, a row per line: tabs and line ends in a value are blanks, so that
/// every line is a row. `headed` says whether the columns' names stand first.
pub fn tsv(table: &Table, headed: bool) -> String {
    delimited(table, '\t', "\n", headed)
}

/// A JSON object per row, in the order of the columns; what is empty is `null`.
pub fn jsonl(table: &Table) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let fields = table.columns.iter().zip(row);
        let fields = fields.map(|((name, _), cell)| format!("{}:{}", Value::from(*name), value(cell)));
        out.push_str(&format!("{{{}}}\n", fields.collect::<Vec<_>>().join(",")));
    }
    out
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Words(words) => Value::String(words.clone()),
        Cell::Whole(number) => Value::Number((*number).into()),
        Cell::Real(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
    }
}

fn delimited(table: &Table, mark: char, end: &str, headed: bool) -> String {
    let mut out = String::new();
    let mut line = |values: &mut dyn Iterator<Item = String>| {
        let values: Vec<String> = values.map(|value| quoted(&value, mark)).collect();
        out.push_str(&values.join(&mark.to_string()));
        out.push_str(end);
    };
    if headed {
        line(&mut table.columns.iter().map(|(name, _)| (*name).to_owned()));
    }
    for row in &table.rows {
        line(&mut row.iter().map(shown));
    }
    out
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Words(words) => harmless_cell(words).into_owned(),
        Cell::Whole(number) => number.to_string(),
        Cell::Real(number) => format!("{number:?}"),
    }
}

fn quoted(value: &str, mark: char) -> String {
    let value = match mark {
        '\t' => value.split(['\t', '\n', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        _ => value.to_owned(),
    };
    if value.contains([mark, '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    }
}
