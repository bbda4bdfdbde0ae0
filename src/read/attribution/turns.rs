//! Turns of a transcript: "MS. PSAKI:  Hello.", "Q  Thank you.", also where the line
//! breaks between them were lost.

use std::ops::Range;

use super::draft::{self, Draft};
use super::row::Row;
use crate::read::syntax::Upos;
use crate::record::MentionKind;

/// The rule's name in records.
pub const RULE: &str = "attribution.turn";

/// Most tokens of a speaker's label.
const LONGEST_LABEL: usize = 14;

/// Most tokens of a note in brackets after a label.
const LONGEST_NOTE: usize = 6;

/// A speaker's label.
struct Label {
    /// The label's words, without the colon.
    name: Range<usize>,
    /// The place after the colon.
    after: usize,
    /// Whether it can be nothing else: it opens a paragraph in capitals, or as "Q".
    sure: bool,
}

/// A draft per turn, in the order of the text; none where the text is no transcript.
pub fn drafts(row: &Row) -> Vec<Draft> {
    let labels = labels(row);
    let ends = labels.iter().skip(1).map(|label| label.name.start).chain([row.len()]);
    let turn = |(label, end): (&Label, usize)| {
        let content = draft::trim(row, label.after..end.max(label.after));
        (!content.is_empty()).then(|| Draft {
            anchor: label.after - 1,
            cue: label.name.end..label.after,
            source: Some(label.name.clone()),
            content: vec![content],
            hearer: None,
            relay: None,
            rule: RULE.to_owned(),
            stance: None,
            hedged: false,
            sure: false,
        })
    };
    labels.iter().zip(ends).filter_map(turn).collect()
}

/// The labels of a transcript: those that are sure, or name someone and come more
/// than once or say who speaks at length.
fn labels(row: &Row) -> Vec<Label> {
    let mut labels = Vec::new();
    for paragraph in &row.paragraphs {
        let mut from = paragraph.start;
        labels.extend(opening(row, paragraph));
        for at in paragraph.clone() {
            let ended = matches!(row.word(at), "." | "!" | "?" | "…" | ")" | "*" | "”" | "\"")
                && !(row.word(at) == ")" && at + 1 < paragraph.end && row.word(at + 1) == ":");
            if row.word(at) == ":" && at > from && labels.last().is_none_or(|last| last.after <= at) {
                labels.extend(inline(row, from, at));
            }
            if ended {
                from = at + 1;
            }
        }
    }
    let sure = labels.iter().filter(|label| label.sure).count();
    if labels.len() >= 2 && sure * 2 >= labels.len() || labels.len() >= 3 {
        labels
    } else {
        labels.retain(|label| label.name.end - label.name.start >= FULL_LABEL && speaks_on(row, label));
        labels
    }
}

/// Fewest tokens of a label that shows a speaker by itself: office and full name.
const FULL_LABEL: usize = 4;

/// Whether what follows a label is a speech: several sentences in the first person or
/// to someone.
fn speaks_on(row: &Row, label: &Label) -> bool {
    let said = label.after..(label.after + 200).min(row.len());
    let addressed =
        said.clone().filter(|&at| matches!(row.word(at), "I" | "we" | "We" | "you" | "You" | "our"));
    said.len() >= 60 && addressed.count() >= 3
}

/// A label that opens a paragraph.
fn opening(row: &Row, paragraph: &Range<usize>) -> Option<Label> {
    let start = paragraph.start;
    let text = row.reading.text.as_str();
    if matches!(row.word(start), "Q" | "A") {
        let after = row.token_bytes(start).end;
        if text[after..].starts_with("  ") {
            return Some(Label { name: start..start + 1, after: start + 1, sure: true });
        }
    }
    let mut places = paragraph.clone().take(LONGEST_LABEL);
    let colon = places.find(|&at| row.word(at) == ":")?;
    let name = start..colon;
    let letters: String = row.words(name.clone()).chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = !letters.is_empty() && !letters.chars().any(char::is_lowercase);
    let asked = matches!(row.words(name.clone()), "Q" | "A" | "Question" | "Answer");
    let spaced = text[row.token_bytes(colon).end..].starts_with(char::is_whitespace);
    ((capitals || asked) && spaced).then_some(Label { name, after: colon + 1, sure: true })
}

/// A label after the end of a sentence: an office and a name, "(as interpreted)" where
/// that is said, then a colon.
fn inline(row: &Row, from: usize, colon: usize) -> Option<Label> {
    let end = before_note(row, from, colon);
    let start = from.max(end.saturating_sub(LONGEST_LABEL));
    let capital = |at: &usize| {
        let word = row.word(*at);
        word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "for" | "-" | "–" | ",")
    };
    let first = (start..end).rev().take_while(capital).last()?;
    if first != from && first != start {
        return None;
    }
    let person = |at: usize| row.cells[at].mention.is_some_and(|(kind, _)| kind == MentionKind::Person);
    // Who speaks through an interpreter has an office beside the name, in any order.
    let named = person(end - 1) || end < colon && (first..end).any(person);
    let spoken = row.cells[end - 1].upos == Upos::Propn;
    let next =
        row.reading.text.as_str()[row.token_bytes(colon).end..].chars().find(|c| !c.is_whitespace())?;
    let opens = next.is_uppercase() || !next.is_alphanumeric();
    (named && spoken && opens && row.word(first) != ",").then_some(Label {
        name: first..end,
        after: colon + 1,
        sure: false,
    })
}

/// Where a note in brackets starts that ends right before a colon; the colon, where there
/// is none.
fn before_note(row: &Row, from: usize, colon: usize) -> usize {
    if colon == from || row.word(colon - 1) != ")" {
        return colon;
    }
    let opens = (from.max(colon.saturating_sub(LONGEST_NOTE))..colon).rev().find(|&at| row.word(at) == "(");
    opens.filter(|&at| at > from).unwrap_or(colon)
}
