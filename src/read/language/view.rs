//! What the parser sees of words.

use super::form::plain;
use super::key;
use crate::read::syntax::Token;

/// What the parser sees of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of the word in lower case.
    pub form: u64,
    /// Hash of its lemma.
    pub lemma: u64,
    /// Hash of its Penn tag.
    pub xpos: u64,
    /// Its part of speech.
    pub upos: u64,
}

impl Word {
    /// What the parser sees of a token of a text.
    pub fn of(text: &str, token: &Token) -> Self {
        Self {
            form: key::of_chars(text[token.bytes()].chars().map(plain).flat_map(char::to_lowercase)),
            lemma: key::of_chars(token.lemma.chars().map(plain)),
            xpos: key::of_chars(token.xpos.chars()),
            upos: token.upos as u64,
        }
    }

    /// A word of a sentence; past its end the root, and nothing where there is no word.
    pub fn at(words: &[Self], at: Option<usize>) -> &Self {
        const NONE: Word = Word { form: 1, lemma: 1, xpos: 1, upos: 101 };
        const ROOT: Word = Word { form: 2, lemma: 2, xpos: 2, upos: 102 };
        at.map_or(&NONE, |at| words.get(at).unwrap_or(&ROOT))
    }
}

/// How far one word stands before another, roughly; 0 where it does not.
pub fn distance(from: Option<usize>, to: Option<usize>) -> u64 {
    match (from, to) {
        (Some(from), Some(to)) if from < to => match to - from {
            near @ 1..=4 => near as u64,
            5..=6 => 5,
            7..=10 => 6,
            _ => 7,
        },
        _ => 0,
    }
}
