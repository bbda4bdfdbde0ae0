//! Contacts per week as a picture: SVG that needs nothing else, with words for those who
//! do not see it.

use std::fmt::Write;

use crate::ledger::WeekCount;

const WIDTH: usize = 720;
const HEIGHT: usize = 180;
/// Room at the left for numbers, and below for weeks.
const LEFT: usize = 40;
/// Room at the right for the last week's name.
const RIGHT: usize = 16;
const BELOW: usize = 24;

/// Three looks that differ in lightness and outline, not in colour only.
const HELD: &str = "fill=\"#2f6f9f\"";
const PLANNED: &str = "fill=\"#e0a526\" stroke=\"#7a5a10\" stroke-width=\"1\"";
const DENIED: &str = "fill=\"none\" stroke=\"#b3312c\" stroke-width=\"1.6\"";

/// The picture. It says nothing but numbers and weeks, so that a page may take it
/// unescaped.
pub fn svg(weeks: &[WeekCount]) -> String {
    let most = weeks.iter().map(total).max().unwrap_or(0).max(1);
    let height = |n: u64| n as f64 / most as f64 * (HEIGHT - BELOW - 10) as f64;
    let step = (WIDTH - LEFT - RIGHT) as f64 / weeks.len().max(1) as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-labelledby=\"chart-title chart-words\" font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\">\
         <title id=\"chart-title\">Accounts of contacts per week</title><desc id=\"chart-words\">{}</desc>",
        words(weeks)
    );
    let floor = (HEIGHT - BELOW) as f64;
    for (line, n) in [(floor, 0), (floor - height(most), most)] {
        let _ = write!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{line:.1}\" y2=\"{line:.1}\" stroke=\"currentColor\" \
             stroke-opacity=\".35\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{n}</text>",
            LEFT - 6,
            line + 4.0
        );
    }
    let every = weeks.len().div_ceil(9).max(1);
    for (i, week) in weeks.iter().enumerate() {
        let x = LEFT as f64 + i as f64 * step + step * 0.15;
        let mut y = floor;
        for (n, look) in [(week.held, HELD), (week.planned, PLANNED), (week.denied, DENIED)] {
            if n > 0 {
                y -= height(n);
                let (width, tall) = (step * 0.7, height(n));
                let _ = write!(
                    out,
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{tall:.1}\" {look}/>"
                );
            }
        }
        if i % every == 0 {
            let middle = x + step * 0.35;
            let _ = write!(
                out,
                "<text x=\"{middle:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                HEIGHT - 8,
                digits(&week.week)
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// A week's name by its own letters only, whatever the ledger holds.
fn digits(week: &str) -> String {
    week.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

fn total(week: &WeekCount) -> u64 {
    week.held + week.planned + week.denied
}

/// The picture in words.
pub fn words(weeks: &[WeekCount]) -> String {
    let (Some(first), Some(last)) = (weeks.first(), weeks.last()) else {
        return "No contacts in this time.".to_owned();
    };
    let sum = |field: fn(&WeekCount) -> u64| weeks.iter().map(field).sum::<u64>();
    let most = weeks.iter().rev().max_by_key(|week| total(week)).unwrap_or(first);
    format!(
        "From {} to {}: {} accounts of contacts that were held, {} of planned or proposed ones, {} of ones denied, \
         refused, cancelled or postponed; the most in {} ({}).",
        digits(&first.week),
        digits(&last.week),
        sum(|week| week.held),
        sum(|week| week.planned),
        sum(|week| week.denied),
        digits(&most.week),
        total(most),
    )
}

/// The numbers, for spreadsheets.
pub fn csv(weeks: &[WeekCount]) -> String {
    let mut out = "week,held,planned,denied\r\n".to_owned();
    for week in weeks {
        let _ = write!(out, "{},{},{},{}\r\n", digits(&week.week), week.held, week.planned, week.denied);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(name: &str, held: u64, planned: u64, denied: u64) -> WeekCount {
        WeekCount { week: name.to_owned(), held, planned, denied }
    }

    #[test]
    fn a_picture_tells_its_numbers_in_words_too() {
        let weeks = [week("2022-W09", 3, 1, 0), week("2022-W10", 5, 0, 2)];
        let svg = svg(&weeks);
        assert!(svg.contains("8 accounts of contacts that were held, 1 of planned"), "{svg}");
        assert!(svg.contains("the most in 2022-W10 (7)"));
        assert_eq!(svg.matches("<rect").count(), 4);
        assert_eq!(csv(&weeks), "week,held,planned,denied\r\n2022-W09,3,1,0\r\n2022-W10,5,0,2\r\n");
    }

    #[test]
    fn nothing_is_a_picture_too() {
        assert!(svg(&[]).contains("No contacts in this time."));
    }
}
