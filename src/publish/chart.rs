//! The chart of contacts as text, and the sizes of its bars.

use unicode_width::UnicodeWidthStr;

use crate::digest::Chart;

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
pub fn most(chart: &Chart) -> usize {
    chart.rows.iter().flat_map(|row| &row.counts).copied().max().unwrap_or_default().max(1)
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
    }
}
