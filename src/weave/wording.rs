//! What the words of a telling say of how many dealings it tells, and of which.

use super::Paper;
use crate::record::{Contact, Span};

/// Whether words tell of several dealings or of one that goes on, from the start of the
/// evidence to right after the last party. What follows tells what was spoken of.
pub fn is_general(paper: &Paper, contact: &Contact) -> bool {
    let around = paper.sentences_around(contact.evidence);
    let within = contact.parties.iter().filter(|party| contact.evidence.contains(party.span));
    let parties = within.map(|party| party.span.end).max().unwrap_or(contact.evidence.end);
    let tail = Span { start: parties, end: around.end.max(parties) };
    let tail = paper.words(tail).split([',', ';', '.', '—', '–']).next().unwrap_or_default();
    let told = paper.words(Span { start: contact.evidence.start, end: parties }).split_whitespace();
    let told: Vec<&str> = told.collect();
    let after = told.len();
    let words: Vec<String> = told
        .into_iter()
        .chain(tail.split_whitespace().take(TAIL))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let is = |list: &[&str], word: Option<&String>| word.is_some_and(|word| list.contains(&word.as_str()));
    let aim = (after..words.len()).find(|&i| is(&AIMS, words.get(i))).unwrap_or(words.len());
    (0..words.len()).any(|i| {
        i < aim && is(&OFTEN, words.get(i))
            || words[i] == "times" && i > 0 && is(&COUNTS, words.get(i - 1))
            || words[i] == "calls" && is(&BETWEEN, words.get(i + 1))
            || words[i] == "every" && is(&SPANS, words.get(i + 1))
            || words[i] == "in" && is(&TOUCH, words.get(i + 1))
    })
}

/// Words for more than one dealing.
const OFTEN: [&str; 13] = [
    "twice",
    "ongoing",
    "dozen",
    "dozens",
    "repeatedly",
    "regularly",
    "constantly",
    "frequently",
    "often",
    "daily",
    "conversations",
    "meetings",
    "contacts",
];

/// What stands before that for which or of which was spoken.
const AIMS: [&str; 6] = ["to", "about", "for", "as", "on", "where"];

/// What stands before "times" where it counts.
const COUNTS: [&str; 14] = [
    "many", "several", "few", "dozen", "of", "numerous", "multiple", "three", "four", "five", "six", "seven",
    "eight", "ten",
];

/// What stands after "calls" where it is no verb.
const BETWEEN: [&str; 3] = ["with", "between", "to"];

/// What stands after "every".
const SPANS: [&str; 4] = ["day", "week", "month", "single"];

/// What stands after "in".
const TOUCH: [&str; 2] = ["touch", "contact"];

/// How many words after the evidence may say so.
const TAIL: usize = 6;

/// Whether words tell of a dealing that came after another of the same people; "following
/// their talks" alone tells of the first.
pub(super) fn is_further(words: &str) -> bool {
    let words = words.to_lowercase();
    ["following their ", "after their "].iter().any(|form| words.find(form).is_some_and(|at| at > 0))
}

/// The number before "round" or "meeting": "third".
pub(super) fn sitting(words: &str) -> Option<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let number = |word: &str| ORDINALS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit());
    let sits = |word: &str| word.starts_with("round") || word.starts_with("meeting");
    words.windows(2).find(|pair| sits(&pair[1]) && number(&pair[0])).map(|pair| pair[0].clone())
}

/// Numbers of sittings.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
