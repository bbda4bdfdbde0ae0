//! The names of a sentence: each must stand in the cited words as it is written.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::calendar;
use super::words::{Word, stands_in, words};
use crate::digest::lexicon::Lexicon;
use crate::knowledge::Knowledge;
use crate::weave::Lands;

/// Words of offices, which may stand apart from the name in the cited words.
static OFFICES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let forms = Knowledge::get().offices.iter().flat_map(|office| &office.forms);
    forms.flat_map(|form| words(form)).map(|word| word.folded).collect()
});

/// Whether a word is part of the name of an office: "minister", "president".
pub fn is_office_word(folded: &str) -> bool {
    OFFICES.contains(folded)
}

/// The words that a sentence cites, one list for each citation, and the names of the
/// outlets and the titles of the documents that they stand in.
pub struct Cited<'a> {
    pub quotes: &'a [Vec<Word>],
    pub outlets: &'a [Vec<Word>],
    pub titles: &'a [Vec<Word>],
}

impl<'a> Cited<'a> {
    fn all(&self) -> impl Iterator<Item = &'a Vec<Word>> {
        self.quotes.iter().chain(self.outlets).chain(self.titles)
    }
}

/// The first name of a sentence that the cited words do not bear out. `own` are the
/// words of the sentence outside quotation marks.
pub fn unproved(own: &[Word], cited: &Cited, lexicon: &Lexicon) -> Option<String> {
    runs(own, lexicon).into_iter().find(|run| !run_proved(run, cited)).map(|run| joined(&run))
}

/// The stretches of capitalised words, weekdays and months left out.
fn runs(own: &[Word], lexicon: &Lexicon) -> Vec<Vec<Word>> {
    let mut runs: Vec<Vec<Word>> = Vec::new();
    let mut open = false;
    for (i, word) in own.iter().enumerate() {
        let common = lexicon.free.contains(&word.folded)
            || lexicon.is_contact_word(&word.folded)
            || lexicon.numbers.contains_key(&word.folded);
        let opens_sentence = i == 0 && common;
        let time = calendar::weekday(&word.folded).is_some() || calendar::month(word).is_some();
        if !word.is_capital() || opens_sentence || time {
            open = false;
            continue;
        }
        match runs.last_mut().filter(|_| open && !word.parted) {
            Some(run) => run.push(word.clone()),
            None => runs.push(vec![word.clone()]),
        }
        open = true;
    }
    runs
}

fn run_proved(run: &[Word], cited: &Cited) -> bool {
    if cited.all().any(|words| stands_in(run, words)) {
        return true;
    }
    let (title, name) = split(run);
    if name.is_empty() {
        return cited.all().any(|words| has_title(title, words));
    }
    cited.all().any(|words| stands_in(name, words) && has_title(title, words))
}

/// Parts a run into the offices and countries before a name, and the name.
fn split(run: &[Word]) -> (&[Word], &[Word]) {
    let folded: Vec<&str> = run.iter().map(|word| word.folded.as_str()).collect();
    let mut i = 0;
    while i < run.len() {
        match Lands::get().at(&folded, i) {
            Some((_, len)) => i += len,
            None if is_office_word(folded[i]) => i += 1,
            None => break,
        }
    }
    run.split_at(i)
}

/// Whether each office word of a title stands in the words and each country is named
/// there by one of its forms.
fn has_title(title: &[Word], words: &[Word]) -> bool {
    let folded: Vec<&str> = title.iter().map(|word| word.folded.as_str()).collect();
    let mut i = 0;
    while i < title.len() {
        let (proved, len) = match Lands::get().at(&folded, i) {
            Some((code, len)) => (names_country(words, code), len),
            None => (words.iter().any(|word| word.folded == folded[i]), 1),
        };
        if !proved {
            return false;
        }
        i += len;
    }
    true
}

/// Whether words name a country by any of its forms.
pub fn names_country(words: &[Word], code: &str) -> bool {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    (0..folded.len()).any(|i| Lands::get().at(&folded, i).is_some_and(|(found, _)| found == code))
}

fn joined(run: &[Word]) -> String {
    run.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}
