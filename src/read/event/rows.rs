//! Tables of sentences with two parties: columns parted by tabs, fields that hold tabs,
//! quotes or line ends in quotation marks, as spreadsheets write them.

use std::borrow::Cow;

/// A table that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTable {
    /// Without its first line nothing can be told.
    #[error(
        "the table is empty; its first line must name the columns, with sentence, source and target among them"
    )]
    Empty,
    /// A column that is needed is not there.
    #[error(
        "the first line names no column \"{0}\"; name the columns, parted by tabs, with sentence, source and target among them"
    )]
    Missing(&'static str),
    /// A column that is to be added is there.
    #[error("there is a column \"{0}\" already; take it out or give it another name")]
    Taken(&'static str),
}

/// A row that does not fit its table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{columns} columns where the first line names {expected}; part them by one tab each, and put a field that holds tabs or quotation marks in quotation marks"
)]
pub struct BadRow {
    /// From 1.
    pub line: usize,
    columns: usize,
    expected: usize,
}

/// The rows of a table with `sentence`, `source` and `target`.
#[derive(Debug)]
pub struct Pairs<'t> {
    /// The first line as it stands.
    pub head: &'t str,
    names: Vec<Cow<'t, str>>,
    rest: &'t str,
    line: usize,
}

/// A row.
#[derive(Debug, PartialEq, Eq)]
pub struct Row<'t> {
    /// As it stands in the table, without its line end.
    pub raw: &'t str,
    /// The fields out of their quotation marks.
    pub fields: Vec<Cow<'t, str>>,
}

impl<'t> Pairs<'t> {
    /// Opens a table.
    ///
    /// # Errors
    /// Where its first line lacks one of the three columns.
    pub fn new(text: &'t str) -> Result<Self, BadTable> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (head, rest) = line_of(text);
        if head.is_empty() {
            return Err(BadTable::Empty);
        }
        let names = head
            .split('\t')
            .map(|name| field(name).map_or(Cow::Borrowed(name), |(field, _)| field))
            .collect();
        let table = Self { head, names, rest, line: 1 };
        match ["sentence", "source", "target"].into_iter().find(|name| table.column(name).is_none()) {
            Some(name) => Err(BadTable::Missing(name)),
            None => Ok(table),
        }
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// A row whose first field is quoted and never closed would take in what follows;
    /// where that gives the wrong number of columns, the quotation mark is one of the text.
    fn row(&self) -> (Result<Row<'t>, BadRow>, &'t str) {
        let (line, after_line) = line_of(self.rest);
        let plain = || line.split('\t').map(Cow::Borrowed).collect::<Vec<_>>();
        let quoted = quoted(self.rest).filter(|(fields, ..)| fields.len() == self.names.len());
        let (fields, raw, rest) = match quoted {
            Some((fields, raw, rest)) => (fields, raw, rest),
            None => (plain(), line, after_line),
        };
        if fields.len() == self.names.len() {
            return (Ok(Row { raw, fields }), rest);
        }
        let bad = BadRow { line: self.line + 1, columns: fields.len(), expected: self.names.len() };
        (Err(bad), rest)
    }
}

impl<'t> Iterator for Pairs<'t> {
    type Item = Result<Row<'t>, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        // Empty lines are no rows.
        while let Some(rest) = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix('\n')) {
            self.rest = rest;
            self.line += 1;
        }
        if self.rest.is_empty() {
            return None;
        }
        let (row, rest) = self.row();
        let taken = &self.rest[..self.rest.len() - rest.len()];
        self.line += taken.matches('\n').count();
        self.rest = rest;
        Some(row)
    }
}

/// The first line without its end, and what comes after.
fn line_of(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (line.strip_suffix('\r').unwrap_or(line), rest)
}

/// The fields of the first row, quotation marks respected; `None` where one is not closed.
fn quoted(text: &str) -> Option<(Vec<Cow<'_, str>>, &str, &str)> {
    let (mut fields, mut at) = (Vec::new(), 0);
    loop {
        let (value, length) = field(&text[at..])?;
        fields.push(value);
        at += length;
        match text[at..].strip_prefix('\t') {
            Some(_) => at += 1,
            None => {
                let (_, rest) = line_of(&text[at..]);
                return Some((fields, &text[..at], rest));
            }
        }
    }
}

/// The first field and how many bytes it takes.
fn field(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find(['\t', '\n']).unwrap_or(text.len());
        let end = if text[end..].starts_with('\n') { text[..end].trim_end_matches('\r').len() } else { end };
        return Some((Cow::Borrowed(&text[..end]), end));
    };
    let mut at = 0;
    loop {
        at += inner[at..].find('"')?;
        if inner[at..].starts_with("\"\"") {
            at += 2;
            continue;
        }
        let after = &inner[at + 1..];
        if !(after.is_empty() || after.starts_with(['\t', '\n']) || after.starts_with("\r\n")) {
            return None;
        }
        let value = &inner[..at];
        let value =
            if value.contains('"') { Cow::Owned(value.replace("\"\"", "\"")) } else { Cow::Borrowed(value) };
        return Some((value, at + 2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id\tsentence\tsource\ttarget\n";

    fn rows(text: &str) -> Vec<Result<Vec<String>, BadRow>> {
        let text = format!("{HEAD}{text}");
        let rows = Pairs::new(&text).unwrap();
        rows.map(|row| row.map(|row| row.fields.iter().map(|field| field.to_string()).collect())).collect()
    }

    #[track_caller]
    fn check(text: &str, sentence: &str) {
        let rows = rows(text);
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert_eq!(rows[0].as_ref().unwrap()[1], sentence);
    }

    #[test]
    fn fields_come_out_of_their_quotation_marks() {
        check("1\tThey met.\ta\tb\n", "They met.");
        check("1\tThey met.\ta\tb", "They met.");
        check("1\tThey met.\ta\tb\r\n", "They met.");
        check("1\t\"They \"\"met\"\".\"\ta\tb\n", "They \"met\".");
        check("1\t\"They\nmet\there.\"\ta\tb\n\n", "They\nmet\there.");
        check("1\t\"We met,\" they said.\ta\tb\n", "\"We met,\" they said.");
        check("1\t\"We met\ta\tb\n", "\"We met");
    }

    #[test]
    fn an_open_quotation_mark_takes_in_no_other_row() {
        let got = rows("1\t\"We met\ta\tb\n2\t\"They met\"\ta\tb\n");
        assert_eq!(got.len(), 2);
        assert_eq!(got[1].as_ref().unwrap()[1], "They met");
    }

    #[test]
    fn a_row_of_another_length_is_named_by_its_line() {
        let got = rows("1\t\"They\nmet\"\ta\tb\n2\tThey met.\ta\n3\tThey met.\ta\tb\n");
        assert!(got[0].is_ok() && got[2].is_ok());
        assert_eq!(got[1], Err(BadRow { line: 4, columns: 3, expected: 4 }));
    }

    #[test]
    fn a_table_needs_its_columns() {
        assert_eq!(Pairs::new("").unwrap_err(), BadTable::Empty);
        assert_eq!(Pairs::new("sentence\tsource\n").unwrap_err(), BadTable::Missing("target"));
        assert!(Pairs::new("\u{feff}\"sentence\"\tsource\ttarget").is_ok());
    }
}
