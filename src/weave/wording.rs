//! What the words of a telling say of how many dealings it tells, and of which.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Paper;
use crate::record::{Contact, Span};

/// The words of `knowledge/wording.toml`; the file says what each list is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    often: Vec<String>,
    aims: Vec<String>,
    before_times: Vec<String>,
    after_calls: Vec<String>,
    after_every: Vec<String>,
    after_in: Vec<String>,
    resumes: Vec<String>,
    staff: Vec<String>,
    officials: Vec<String>,
    collectives: Vec<String>,
    ordinals: Vec<String>,
}

static WORDING: LazyLock<Wording> =
    LazyLock::new(|| toml::from_str(include_str!("../../knowledge/wording.toml")).expect("a test parses it"));

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
    let is = |list: &[String], word: Option<&String>| word.is_some_and(|word| list.contains(word));
    let aim = (after..words.len()).find(|&i| is(&WORDING.aims, words.get(i))).unwrap_or(words.len());
    (0..words.len()).any(|i| {
        i < aim && is(&WORDING.often, words.get(i))
            || words[i] == "times" && i > 0 && is(&WORDING.before_times, words.get(i - 1))
            || words[i] == "calls" && is(&WORDING.after_calls, words.get(i + 1))
            || words[i] == "every" && is(&WORDING.after_every, words.get(i + 1))
            || words[i] == "in" && is(&WORDING.after_in, words.get(i + 1))
    })
}

/// How many words after the evidence may say so.
const TAIL: usize = 6;

/// Whether words tell of a dealing that came after another of the same people; "following
/// their talks" alone tells of the first.
pub(super) fn is_further(words: &str) -> bool {
    let words = words.to_lowercase();
    ["following their ", "after their "].iter().any(|form| words.find(form).is_some_and(|at| at > 0))
}

/// Whether words tell of a dealing of those who work for others: "the advisers' meeting".
pub(super) fn is_of_staff(words: &str) -> bool {
    let mut words = words.split_whitespace().map(|word| word.to_lowercase().replace('’', "'"));
    words.any(|word| WORDING.staff.contains(&word))
}

/// Whether a noun is for people who act for a state.
pub(super) fn is_official(noun: &str) -> bool {
    WORDING.officials.iter().any(|one| one == noun)
}

/// Whether a noun is for several people or states whom it does not name.
pub(super) fn is_collective(noun: &str) -> bool {
    WORDING.collectives.iter().any(|one| one == noun)
}

/// Whether words take up a dealing that was told before them: "the talks focused on".
pub(super) fn resumes(words: &str) -> bool {
    let spaced: String = words.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    let spaced = format!(" {spaced} ");
    WORDING.resumes.iter().any(|form| spaced.contains(&format!(" {form} ")))
}

/// The number before "round" or "meeting": "third".
pub(super) fn sitting(words: &str) -> Option<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let number = |word: &str| {
        WORDING.ordinals.iter().any(|one| one == word) || word.starts_with(|c: char| c.is_ascii_digit())
    };
    let sits = |word: &str| word.starts_with("round") || word.starts_with("meeting");
    words.windows(2).find(|pair| sits(&pair[1]) && number(&pair[0])).map(|pair| pair[0].clone())
}

#[cfg(test)]
mod tests {
    use super::{is_of_staff, sitting};

    #[test]
    fn a_dealing_of_staff_is_told_by_whose_it_is() {
        assert!(is_of_staff("the third Experts’ meeting of both states"));
        assert!(!is_of_staff("a meeting of experts and ministers"));
    }

    #[test]
    fn a_sitting_is_known_by_its_number() {
        assert_eq!(sitting("the Third round of talks").as_deref(), Some("third"));
        assert_eq!(sitting("their 12th meeting").as_deref(), Some("12th"));
        assert_eq!(sitting("the long round of talks"), None);
    }
}
