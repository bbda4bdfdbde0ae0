//! The chart of contacts as text, and as bars for a page.

use unicode_width::UnicodeWidthStr;

use crate::digest::{Chart, ChartRow};

/// The bars of a text, from one eighth to the whole.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A chart as lines of a fixed width: a bar for each week, none where there was no contact, a
/// point where nothing was read; the last week's number at the end.
pub fn text(chart: &Chart) -> String {
    let most = most(chart);
    let width = chart.rows.iter().map(|row| row.label.width()).max().unwrap_or_default();
    let mut lines = String::new();
    for row in &chart.rows {
        let bars: String = row
            .counts
            .iter()
            .zip(&chart.documents)
            .map(|(&count, &read)| match (count, read) {
                (_, 0) => '·',
                (0, _) => ' ',
                (count, _) => BARS[(count * BARS.len()).div_ceil(most) - 1],
            })
            .collect();
        let pad = " ".repeat(width - row.label.width());
        let last = row.counts.last().copied().unwrap_or_default();
        lines += &format!("{}{pad}  |{bars}|  {last}\n", row.label);
    }
    let (first, last) = (chart.weeks.first(), chart.weeks.last());
    if let (Some(first), Some(last)) = (first, last) {
        lines += &format!("{}  {first} to {last}\n", " ".repeat(width));
    }
    lines
}

/// The largest number of a chart, at least one.
fn most(chart: &Chart) -> usize {
    chart.rows.iter().flat_map(|row| &row.counts).copied().max().unwrap_or_default().max(1)
}

/// From one bar to the next, and the height of the longest, in units of the drawing.
const STEP: usize = 8;
const HEIGHT: usize = 24;

/// A chart as a table (`templates/chart.html`): a row for each pair, whose weeks are drawn
/// and also told in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// "2022-W08 to 2022-W10".
    pub span: String,
    pub rows: Vec<DrawnRow>,
}

/// The weeks of one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnRow {
    pub label: String,
    pub bars: Vec<Bar>,
    /// What the bars show, for those who do not see them: "0, 2, not read, 3".
    pub words: String,
    /// The last week's number.
    pub last: usize,
    pub width: usize,
}

/// A bar, by its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    pub x: usize,
    pub y: usize,
    pub height: usize,
}

impl Drawing {
    /// Draws a chart.
    pub fn of(chart: &Chart) -> Self {
        let most = most(chart);
        let ends = (chart.weeks.first(), chart.weeks.last());
        let span = match ends {
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => String::new(),
        };
        Self { span, rows: chart.rows.iter().map(|row| DrawnRow::of(row, chart, most)).collect() }
    }
}

impl DrawnRow {
    fn of(row: &ChartRow, chart: &Chart, most: usize) -> Self {
        let told = |(count, read): (&usize, &usize)| match read {
            0 => "not read".to_owned(),
            _ => count.to_string(),
        };
        let some = row.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        Self {
            label: row.label.clone(),
            width: row.counts.len() * STEP,
            bars: some
                .map(|(i, count)| {
                    let height = (count * HEIGHT).div_ceil(most);
                    Bar { x: i * STEP, y: HEIGHT - height, height }
                })
                .collect(),
            words: row.counts.iter().zip(&chart.documents).map(told).collect::<Vec<_>>().join(", "),
            last: row.counts.last().copied().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::ChartRow;

    #[test]
    fn bars_tell_contacts_none_and_nothing_read() {
        let row = |label: &str, counts: &[usize]| ChartRow { label: label.into(), counts: counts.into() };
        let chart = Chart {
            weeks: ["2022-W08", "2022-W09", "2022-W10"].map(str::to_owned).into(),
            documents: vec![0, 3, 5],
            rows: vec![row("Israel and Russia", &[0, 1, 4]), row("A and B", &[0, 0, 1])],
        };
        assert_eq!(
            text(&chart),
            "Israel and Russia  |·▂█|  4\nA and B            |· ▂|  1\n                   2022-W08 to 2022-W10\n"
        );
        let drawing = Drawing::of(&chart);
        assert_eq!(drawing.span, "2022-W08 to 2022-W10");
        assert_eq!((drawing.rows[0].words.as_str(), drawing.rows[0].last), ("not read, 1, 4", 4));
        assert_eq!(drawing.rows[1].bars, [Bar { x: 16, y: 18, height: 6 }]);
    }
}
