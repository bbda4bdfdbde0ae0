//! What the checker knows about English: `knowledge/digest/checker.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::prove::stem;
use crate::record::{Mode, Status};

/// The word lists of the checker.
pub struct Lexicon {
    /// Words that claim nothing by themselves.
    pub free: HashSet<String>,
    absence: HashSet<String>,
    negations: HashSet<String>,
    pub hedges: HashSet<String>,
    pub hedge_phrases: Vec<Vec<String>>,
    pub modals: HashSet<String>,
    /// Number words with their values.
    pub numbers: HashMap<String, u64>,
    /// Ordinal words with their values.
    pub ordinals: HashMap<String, u64>,
    modes: HashMap<Mode, HashSet<String>>,
    statuses: HashMap<Status, Vec<String>>,
    /// Phrases of which a planned contact's words must have one.
    pub ahead: Vec<String>,
    proposed: HashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../knowledge/digest/checker.toml")).expect("a test parses it");
    file.into()
});

impl Lexicon {
    /// The lists that are part of the binary.
    pub fn get() -> &'static Self {
        &LEXICON
    }

    /// Whether a word turns a meaning round.
    pub fn is_negation(&self, folded: &str) -> bool {
        self.negations.contains(folded) || folded.ends_with("n't")
    }

    /// Whether a word may stand in a sentence that says what was not found.
    pub fn is_absence_word(&self, folded: &str) -> bool {
        self.absence.contains(folded) || self.free.contains(folded) || self.is_contact_word(folded)
    }

    /// Whether a word puts something forward: "proposed", "invitation".
    pub fn proposes(&self, folded: &str) -> bool {
        self.proposed.contains(folded)
    }

    /// Whether a word tells a contact of some form.
    pub fn is_contact_word(&self, folded: &str) -> bool {
        self.modes.values().any(|words| words.contains(folded))
    }

    /// Whether a word may tell a contact of this form.
    pub fn tells(&self, mode: Mode, folded: &str) -> bool {
        self.modes.get(&mode).is_some_and(|words| words.contains(folded))
    }

    /// Every phrase that tells a contact as something other than a report or a fact.
    pub fn telling_statuses(&self) -> impl Iterator<Item = (Status, &str)> {
        let telling = self.statuses.iter().filter(|(status, _)| **status != Status::Reported);
        telling.flat_map(|(status, phrases)| phrases.iter().map(|phrase| (*status, phrase.as_str())))
    }

    /// Whether a word is one of those by which the status of a contact is told.
    pub fn is_status_word(&self, folded: &str) -> bool {
        self.telling_statuses().any(|(_, phrase)| phrase.split(' ').any(|word| word == folded))
    }

    /// Whether words, given by their stems, have a word for this form of contact.
    pub fn is_told(&self, mode: Mode, stems: &HashSet<String>) -> bool {
        self.modes.get(&mode).is_some_and(|words| words.iter().any(|word| stems.contains(&stem(word))))
    }

    /// The words of which one must stand in a sentence on a contact of this status;
    /// empty where it may be told as a fact.
    pub fn status_words(&self, status: Status) -> &[String] {
        self.statuses.get(&status).map_or(&[], Vec::as_slice)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    free: String,
    absence: String,
    negations: String,
    hedges: String,
    hedge_phrases: Vec<String>,
    modals: String,
    modes: HashMap<Mode, String>,
    status: HashMap<Status, Vec<String>>,
    ahead: Ahead,
    proposed: Proposed,
    numbers: HashMap<String, u64>,
    ordinals: HashMap<String, u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ahead {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposed {
    words: String,
}

impl From<File> for Lexicon {
    fn from(file: File) -> Self {
        let phrase = |phrase: String| phrase.split_whitespace().map(str::to_owned).collect();
        Self {
            free: set(&file.free),
            absence: set(&file.absence),
            negations: set(&file.negations),
            hedges: set(&file.hedges),
            hedge_phrases: file.hedge_phrases.into_iter().map(phrase).collect(),
            modals: set(&file.modals),
            numbers: file.numbers,
            ordinals: file.ordinals,
            modes: file.modes.into_iter().map(|(mode, words)| (mode, set(&words))).collect(),
            statuses: file.status,
            ahead: file.ahead.words,
            proposed: set(&file.proposed.words),
        }
    }
}

fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}
