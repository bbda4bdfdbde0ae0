//! The lines of a page's text, each with what it seems to be.

use jiff::civil::Date;

use super::byline::byline;
use super::day::{Order, first_in};
use super::words::{PageWords, begins};

/// What a line seems to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A title, a heading, the name of a section: no sentence.
    Label,
    /// One sentence or more.
    Prose,
    /// Under a picture.
    Credit,
    /// The rest is behind a link.
    More,
    /// Over links to other articles.
    Others,
    /// Over references or what is said of the author.
    After,
    /// On whose terms the article may be printed elsewhere.
    Terms,
    /// A button or an appeal to the reader.
    Notice,
    /// Who wrote it.
    Byline(Vec<String>),
    /// When it was published or changed.
    Date(Date),
}

/// A line that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    pub(super) words: usize,
    /// Whether a blank line stands before it.
    pub(super) apart: bool,
}

/// The most words of a title.
const TITLE: usize = 30;
/// The most words of a line of the interface.
const SHORT: usize = 12;
/// The most words of a line that gives the date.
const DATE: usize = 9;
/// How near its ends the words of a credit stand in a long line, in bytes.
const EDGE: usize = 60;

/// This many paragraphs after a heading over other articles show that the article
/// goes on.
const GOES_ON: usize = 3;

/// The lines that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut apart = false;
    for text in text.lines().map(str::trim) {
        if text.is_empty() {
            apart = true;
            continue;
        }
        lines.push(Line { text, kind: kind(text), words: text.split_whitespace().count(), apart });
        apart = false;
    }
    lines
}

impl Line<'_> {
    pub(super) fn is_label(&self) -> bool {
        self.kind == Kind::Label
    }

    pub(super) fn is_prose(&self) -> bool {
        self.kind == Kind::Prose
    }

    /// Long enough for a title that stands alone.
    pub(super) fn is_title(&self) -> bool {
        self.is_label() && (4..=TITLE).contains(&self.words)
    }

    /// Short enough for the name of a section.
    pub(super) fn is_section(&self) -> bool {
        self.is_label() && self.words <= 4
    }

    /// An appeal to the reader, however long.
    pub(super) fn is_appeal(&self) -> bool {
        self.kind == Kind::Notice || begins(&self.text.to_lowercase(), &PageWords::get().lines.notice)
    }

    /// Letters and digits in lower case.
    pub(super) fn key(&self) -> String {
        self.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    }
}

/// Whether paragraphs follow that no title of their own stands over.
pub(super) fn goes_on(lines: &[Line]) -> bool {
    let mut under_title = false;
    let mut prose = 0;
    for line in &lines[1..] {
        match line.kind {
            Kind::Prose if under_title => under_title = false,
            Kind::Prose => prose += 1,
            Kind::Label => under_title = line.is_title(),
            Kind::More | Kind::Others => return prose >= GOES_ON,
            _ => {}
        }
    }
    prose >= GOES_ON
}

fn kind(line: &str) -> Kind {
    let lower = line.to_lowercase();
    let lists = &PageWords::get().lines;
    let words = line.split_whitespace().count();
    let is_short = words <= SHORT;
    if is_short && begins(&lower, &lists.more) {
        return Kind::More;
    }
    if is_short && begins(&lower, &lists.others) && !ends_sentence(line) {
        return Kind::Others;
    }
    if is_short && lists.after.contains(lower.trim_end_matches(':')) {
        return Kind::After;
    }
    if begins(&lower, &lists.terms) {
        return Kind::Terms;
    }
    if is_short && (lists.button.contains(lower.as_str()) || begins(&lower, &lists.notice)) {
        return Kind::Notice;
    }
    if is_credit(&lower) {
        return Kind::Credit;
    }
    if let Some(names) = byline(line) {
        return Kind::Byline(names);
    }
    if let Some(day) = first_in(line, Order::Unknown).filter(|_| words <= DATE && !ends_sentence(line)) {
        return Kind::Date(day);
    }
    let opens_item = line.starts_with(['—', '–', '-', '•', '*', '·']) || line.starts_with(char::is_lowercase);
    if words > TITLE || opens_item || ends_sentence(line) { Kind::Prose } else { Kind::Label }
}

/// A question or a cry may be a title.
fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    let is_full = end.ends_with(['.', '…', ':', ';', ',']);
    // "the U.S." and "Inc." end titles too, but sentences far more often.
    is_full || (end.ends_with(['!', '?']) && end.split_whitespace().count() > 20)
}

/// What names an agency with a stroke is a credit unless it ends a sentence: a poll of
/// two houses is written so too.
fn is_credit(lower: &str) -> bool {
    let at = |credit: &String| lower.find(credit.as_str()).map(|at| (at, at + credit.len()));
    let is_sentence = lower.ends_with('.');
    PageWords::get()
        .lines
        .credit
        .iter()
        .filter(|credit| !(is_sentence && credit.contains('/')))
        .filter_map(at)
        .any(|(from, to)| {
            let starts_word =
                !lower[..from].ends_with(char::is_alphanumeric) || lower[from..].starts_with('/');
            starts_word && (from < EDGE / 2 || lower.len() - to < EDGE)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Kind) {
        assert_eq!(kind(line), expected, "{line}");
    }

    #[test]
    fn lines_are_told_apart() {
        check("Two neighbours talk about a bridge", Kind::Label);
        check("Will the two neighbours talk?", Kind::Label);
        check("Two neighbours talked about a bridge on Monday.", Kind::Prose);
        check("— The bridge stays closed", Kind::Prose);
        check("keep readingShow less", Kind::More);
        check("Related stories", Kind::Others);
        check("References:", Kind::After);
        check("References to the treaty", Kind::Label);
        check("Republish this article for free", Kind::Terms);
        check("Follow us on social", Kind::Notice);
        check("Menu", Kind::Notice);
        check("By Ann Writer", Kind::Byline(vec!["Ann Writer".to_owned()]));
        check("They met on 5 July 2023.", Kind::Prose);
        check("Published 5 July 2023, 10:00", Kind::Date(jiff::civil::date(2023, 7, 5)));
    }

    #[test]
    fn credits_stand_at_the_edge() {
        check("The envoy leaves the old bridge, July 5, 2023. REUTERS/A. Photographer", Kind::Credit);
        check("A view of the bridge (AP Photo/B. Photographer)", Kind::Credit);
        check("Photo: C. Photographer", Kind::Credit);
        check("The bridge stays closed, an official told Reuters on Monday.", Kind::Prose);
        check("Most want talks, according to a Reuters/Example poll.", Kind::Prose);
        check("He said the map/apartment question was settled.", Kind::Prose);
    }
}
