//! True sentences of a whole digest, each changed a little: none may pass.

use jiff::civil::Weekday;

use super::words::{Word, words};
use super::{Checker, Kind, Sentence, calendar, polarity};
use crate::digest::lexicon::Lexicon;
use crate::digest::{Commission, compose, tests};

/// A text with the words from `start` on, `len` bytes, put otherwise.
fn put(text: &str, start: usize, len: usize, instead: &str) -> String {
    format!("{}{instead}{}", &text[..start], &text[start + len..])
}

fn other_day(text: &str, word: &Word) -> Option<String> {
    let day = calendar::weekday(&word.folded)?;
    let next = if day.next() == Weekday::Thursday { Weekday::Sunday } else { day.next() };
    let name = format!("{next:?}");
    Some(put(text, word.start, word.text.len(), &name))
}

fn other_number(text: &str, word: &Word) -> Option<String> {
    let is_number = Lexicon::get().numbers.contains_key(&word.folded)
        || Lexicon::get().ordinals.contains_key(&word.folded);
    is_number.then(|| put(text, word.start, word.text.len(), "seventeen"))
}

fn no_hedge(text: &str, word: &Word) -> Option<String> {
    let hedges = polarity::hedges(std::slice::from_ref(word), Lexicon::get());
    hedges.then(|| put(text, word.start, word.text.len(), ""))
}

fn turned(text: &str, word: &Word) -> Option<String> {
    let verb = matches!(word.folded.as_str(), "said" | "met" | "held" | "spoke" | "agreed" | "discussed");
    verb.then(|| put(text, word.start, 0, "never "))
}

fn turned_back(text: &str, word: &Word) -> Option<String> {
    Lexicon::get().is_negation(&word.folded).then(|| put(text, word.start, word.text.len(), ""))
}

/// Two names change places.
fn swapped(text: &str) -> Option<String> {
    let names = ["Putin", "Bennett", "Hrim"];
    let found: Vec<&str> = names.into_iter().filter(|name| text.contains(name)).collect();
    let [a, b, ..] = found[..] else { return None };
    Some(text.replace(a, "\u{1}").replace(b, a).replace('\u{1}', b))
}

/// A name that is not in the story.
fn renamed(text: &str) -> Option<String> {
    text.contains("Hrim").then(|| text.replace("Hrim", "Putin"))
}

#[test]
fn no_sentence_passes_that_says_something_else() {
    let documents = tests::documents();
    let digest = compose(&documents, Commission::new(tests::week(), &tests::scope())).digest;
    let checker = Checker::new(&documents);
    let sentences =
        digest.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.sentences);
    let mut refused = 0;
    for sentence in sentences.filter(|sentence| sentence.kind == Kind::Claim) {
        assert_eq!(checker.prove(sentence), Ok(()));
        let text = sentence.text.as_str();
        let of_word = [other_day, other_number, no_hedge, turned, turned_back];
        let own = words(text);
        let changed = own.iter().flat_map(|word| of_word.iter().filter_map(|change| change(text, word)));
        for changed in changed.chain(swapped(text)).chain(renamed(text)) {
            let other = Sentence { text: changed, ..sentence.clone() };
            assert!(checker.prove(&other).is_err(), "passes: {}\nthough true is: {text}", other.text);
            refused += 1;
        }
    }
    assert!(refused > 15, "{refused}");
}
