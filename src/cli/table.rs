//! Tables for people and for spreadsheets.

use std::io::IsTerminal;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::publish::harmless_cell;

/// A column of a list of `R`.
pub(super) struct Column<R> {
    pub(super) name: &'static str,
    pub(super) value: fn(&R) -> String,
    /// How the table shows it.
    pub(super) shown: Shown,
}

/// How a table shows a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As wide as its widest value.
    Whole,
    /// Cut to this share of the width that is left on a terminal.
    Share(usize),
    /// Only in CSV.
    Hidden,
}

/// Between two columns.
const GAP: usize = 2;
/// A column is never cut below this.
const NARROWEST: usize = 8;

/// How wide the terminal is that results go to; `None` where they go elsewhere, and
/// nothing is cut.
pub(super) fn terminal_width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    Some(terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).max(80))
}

/// A table with its heads, at most `width` wide where one is given.
pub(super) fn table<R>(columns: &[Column<R>], rows: &[R], width: Option<usize>) -> String {
    let shown: Vec<&Column<R>> = columns.iter().filter(|column| column.shown != Shown::Hidden).collect();
    let heads = shown.iter().map(|column| column.name.to_uppercase()).collect();
    let values = rows.iter().map(|row| shown.iter().map(|column| one_line(&(column.value)(row))).collect());
    let lines: Vec<Vec<String>> = std::iter::once(heads).chain(values).collect();
    let widest: Vec<usize> =
        (0..shown.len()).map(|i| lines.iter().map(|line| line[i].width()).max().unwrap_or(0)).collect();
    let widths = match width {
        Some(width) => fit(&shown.iter().map(|column| column.shown).collect::<Vec<_>>(), &widest, width),
        None => widest,
    };
    let mut out = String::new();
    for line in lines {
        let mut written = String::new();
        for (value, &width) in line.iter().zip(&widths) {
            let value = cut(value, width);
            let padding = width - value.width() + GAP;
            written.push_str(&value);
            written.push_str(&" ".repeat(padding));
        }
        out.push_str(written.trim_end());
        out.push('\n');
    }
    out
}

/// Shares out the width that the whole columns leave.
fn fit(shown: &[Shown], widest: &[usize], width: usize) -> Vec<usize> {
    let gaps = GAP * shown.len().saturating_sub(1);
    let whole: usize = shown.iter().zip(widest).filter(|(s, _)| **s == Shown::Whole).map(|(_, w)| w).sum();
    let mut left = width.saturating_sub(whole + gaps);
    let mut shares: usize = shown.iter().map(|s| if let Shown::Share(share) = s { *share } else { 0 }).sum();
    let mut widths = widest.to_vec();
    // Those that need less than their share first, so that the others get the rest.
    let mut order: Vec<usize> = (0..shown.len()).filter(|&i| matches!(shown[i], Shown::Share(_))).collect();
    order.sort_by_key(
        |&i| if let Shown::Share(share) = shown[i] { widest[i] * 100 / share.max(1) } else { 0 },
    );
    for i in order {
        let Shown::Share(share) = shown[i] else { continue };
        widths[i] = widest[i].min((left * share / shares.max(1)).max(NARROWEST));
        left = left.saturating_sub(widths[i]);
        shares -= share;
    }
    widths
}

/// Words without line ends and control characters, which could steer a terminal.
fn one_line(value: &str) -> String {
    let clean: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a value to a width, with a mark where something is gone.
fn cut(value: &str, width: usize) -> String {
    if value.width() <= width {
        return value.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in value.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// All columns as comma-separated values (RFC 4180), with their names first.
pub(super) fn csv<R>(columns: &[Column<R>], rows: &[R]) -> String {
    let mut out = columns.iter().map(|column| column.name.replace(' ', "_")).collect::<Vec<_>>().join(",");
    out.push_str("\r\n");
    for row in rows {
        out.push_str(
            &columns.iter().map(|column| quoted(&(column.value)(row))).collect::<Vec<_>>().join(","),
        );
        out.push_str("\r\n");
    }
    out
}

fn quoted(value: &str) -> String {
    let value = &*harmless_cell(value);
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static str, &'static str);

    fn columns() -> [Column<Row>; 3] {
        [
            Column { name: "day", value: |row| row.0.to_owned(), shown: Shown::Whole },
            Column { name: "words", value: |row| row.1.to_owned(), shown: Shown::Share(1) },
            Column { name: "all words", value: |row| row.1.to_owned(), shown: Shown::Hidden },
        ]
    }

    #[test]
    fn a_table_fits_its_width() {
        let rows = [("2022-03-07", "They met at\nlength — in Київ \u{1b}[31m and parted"), ("", "会谈")];
        let got = table(&columns(), &rows, Some(30));
        assert_eq!(got, "DAY         WORDS\n2022-03-07  They met at lengt…\n            会谈\n");
        assert!(table(&columns(), &rows, None).contains("in Київ [31m and parted"));
    }

    #[test]
    fn shares_that_are_not_needed_go_to_the_others() {
        let shown = [Shown::Share(1), Shown::Share(1), Shown::Whole];
        assert_eq!(fit(&shown, &[100, 10, 6], 60), [40, 10, 6]);
        assert_eq!(fit(&shown, &[100, 100, 6], 60), [25, 25, 6]);
    }

    #[test]
    fn csv_is_quoted_where_it_must_be() {
        let got = csv(&columns(), &[("1", "a \"b\", c")]);
        assert_eq!(got, "day,words,all_words\r\n1,\"a \"\"b\"\", c\",\"a \"\"b\"\", c\"\r\n");
    }
}
