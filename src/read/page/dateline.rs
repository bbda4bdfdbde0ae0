//! The day that readers see near the title.

use jiff::civil::Date;

use super::day::{Order, days_in};
use super::words::PageWords;

/// How many lines after and before the title are searched.
const AFTER: usize = 15;
const BEFORE: usize = 4;
/// The most words of a line that gives a day beside names and the like.
const LINE: usize = 16;
/// A line of this many words is a paragraph; the text has begun after so many of them.
const PARAGRAPH: usize = 30;
const PARAGRAPHS: usize = 3;
/// The most words of a line that gives a day and nothing else: its weekday and a label.
const ALONE: usize = 5;
/// The most words of a line that says what the next one gives.
const LABEL: usize = 4;

/// The days near the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Dateline {
    /// Of publication.
    pub(super) published: Option<Date>,
    /// The same, where it stands alone in its line.
    pub(super) alone: Option<Date>,
    /// Of a later change.
    pub(super) changed: Option<Date>,
}

/// Looks after each place where the title stands, then before it.
pub(super) fn find(words: &str, title: &str, order: Order) -> Dateline {
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let title = key(title);
    let places: Vec<usize> = (0..lines.len()).filter(|&at| key(lines[at]) == title).collect();
    let mut found = Dateline::default();
    for &at in &places {
        let mut paragraphs = 0;
        for next in at + 1..lines.len().min(at + 1 + AFTER) {
            paragraphs += usize::from(lines[next].split_whitespace().count() >= PARAGRAPH);
            if paragraphs == PARAGRAPHS {
                break;
            }
            found.add(&lines, next, order);
        }
    }
    for &at in &places {
        for before in (at.saturating_sub(BEFORE)..at).rev() {
            found.add(&lines, before, order);
        }
    }
    found
}

/// The first day of publication among lines.
pub(super) fn among(lines: &[&str]) -> Option<Date> {
    let mut found = Dateline::default();
    (0..lines.len()).for_each(|at| found.add(lines, at, Order::Unknown));
    found.published
}

impl Dateline {
    /// Takes the days of a line; what is known already stays.
    fn add(&mut self, lines: &[&str], at: usize, order: Order) {
        let line = lines[at];
        if !is_short(line) {
            return;
        }
        let mut from = 0;
        for (start, day) in days_in(line, order) {
            let label = &line[from..start];
            from = start;
            let over = at.checked_sub(1).map(|before| lines[before]).filter(|over| is_label(over));
            let is_changed = is_of_change(label) || start == 0 && over.is_some_and(is_of_change);
            if !is_changed && line.split_whitespace().count() <= ALONE {
                self.alone.get_or_insert(day);
            }
            let known = if is_changed { &mut self.changed } else { &mut self.published };
            known.get_or_insert(day);
        }
    }
}

/// A line that can give the day: no sentence.
fn is_short(line: &str) -> bool {
    let ends_sentence = line.ends_with(['.', '?', '!']) && !line.ends_with(".m.");
    !ends_sentence && line.split_whitespace().count() <= LINE
}

fn is_label(line: &str) -> bool {
    line.split_whitespace().count() <= LABEL
}

/// Whether words before a day say that it is of a change.
pub(super) fn is_of_change(label: &str) -> bool {
    let lower = label.to_lowercase();
    let lists = &PageWords::get().lines;
    let last = |words: &[String]| words.iter().filter_map(|word| lower.rfind(word.as_str())).max();
    last(&lists.changed) > last(&lists.published)
}

/// Letters and digits in lower case.
fn key(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, published: Option<i8>, changed: Option<i8>) {
        let got = find(words, "Two meet", Order::Unknown);
        assert_eq!(
            (got.published.map(Date::day), got.changed.map(Date::day)),
            (published, changed),
            "{words}"
        );
    }

    #[test]
    fn days_stand_near_the_title() {
        check("Two meet\n\nBy Ann Writer\n\nJuly 5, 2023 | 4 min read\n\nThey met.", Some(5), None);
        check("5 July 2023\n\nTwo  meet", Some(5), None);
        check("Home\n\nTwo meet\n\nA menu\n\nTwo meet\n\nBy Ann Writer - Jul 5, 2023", Some(5), None);
        check("Two meet\n\nJuly 5, 2023 at 4 p.m.", Some(5), None);
        check("Another title\n\nJuly 5, 2023", None, None);
    }

    #[test]
    fn a_change_is_told_by_its_words() {
        check("Two meet\n\nPublished 5 July 2023 | Updated 9 July 2023", Some(5), Some(9));
        check("Two meet\n\nUpdated 9 July 2023 (first published 5 July 2023)", Some(5), Some(9));
        check("Two meet\n\nLast updated:\n\n9 July 2023", None, Some(9));
        check("Two meet\n\nОновлено 9 липня 2023", None, Some(9));
    }

    #[test]
    fn sentences_and_what_stands_far_off_give_none() {
        check("Two meet\n\nThey met on July 5, 2023.", None, None);
        check(&format!("Two meet\n\n{}July 5, 2023", "They met.\n".repeat(20)), None, None);
        let paragraph = "They met and ".repeat(12) + "left.\n";
        check(&format!("Two meet\n\n{}July 5, 2023", paragraph.repeat(3)), None, None);
    }
}
