//! The words of a document as stories count them.

use rustc_hash::FxHashMap;

use crate::read::language::stem::{stem, words};

/// A word that a document uses, whatever its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// A digest of its stem.
    pub key: u32,
    /// How often it stands there.
    pub count: u8,
    /// How often it is written as a name: with a capital inside a sentence.
    pub named: u8,
    /// How often it begins with a small letter.
    pub plain: u8,
}

/// The terms of a text, each once, in the order of their keys.
pub fn terms(text: &str) -> Vec<Term> {
    let mut found: FxHashMap<u32, Term> = FxHashMap::default();
    for (start, word) in words(text) {
        if word.len() < 2 {
            continue;
        }
        let key = term_key(word);
        let term = found.entry(key).or_insert(Term { key, count: 0, named: 0, plain: 0 });
        term.count = term.count.saturating_add(1);
        let first = word.chars().next().unwrap_or_default();
        if first.is_lowercase() {
            term.plain = term.plain.saturating_add(1);
        } else if first.is_uppercase() && !opens_sentence(&text[..start]) {
            term.named = term.named.saturating_add(1);
        }
    }
    let mut terms: Vec<Term> = found.into_values().collect();
    terms.sort_unstable_by_key(|term| term.key);
    terms
}

/// Whether what comes next has a capital for its place alone.
fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '\u{a0}']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '"', '“', '\'', '‘'])
}

/// The key of the term that a word is a form of.
pub(super) fn term_key(word: &str) -> u32 {
    (key(&stem(word)) >> 32) as u32
}

/// FNV-1a, so that the same words give the same keys wherever the program runs.
pub(super) fn key(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        let terms = terms("Talks began. Talks of talks with Orban. orban");
        let of = |word: &str| terms.iter().find(|term| term.key == term_key(word)).copied().unwrap();
        assert_eq!((of("talks").count, of("talks").named, of("talks").plain), (3, 0, 1));
        assert_eq!((of("Orban").count, of("Orban").named, of("Orban").plain), (2, 1, 1));
    }
}
