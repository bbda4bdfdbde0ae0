//! A sentence as the namer sees it: its words and what phrases of them may stand for.

use std::borrow::Cow;
use std::ops::Range;

use crate::read::syntax::{Sentence, Upos};

use super::fold::{fold, pieces};
use super::lexicon::{Lexicon, Piece, Sense};

/// One token.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    pub text: &'a str,
    pub folded: Cow<'a, str>,
    pub upos: Upos,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it has letters, all of them capitals, and more than one.
    pub capitals: bool,
}

/// A phrase that the lexicon knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub start: usize,
    pub end: usize,
    pub sense: Sense,
}

impl Hit {
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// How many tokens it has.
    pub fn width(&self) -> usize {
        self.end - self.start
    }
}

/// The words of a sentence with the lexicon's hits.
#[derive(Debug)]
pub struct Words<'a> {
    words: Vec<Word<'a>>,
    /// By start, then by end.
    hits: Vec<Hit>,
    /// Index of the first hit at or after each token, and the count.
    first: Vec<u32>,
}

impl<'a> Words<'a> {
    /// Looks a sentence up.
    pub fn new(text: &'a str, sentence: &Sentence, lexicon: &Lexicon) -> Self {
        let words: Vec<Word> = sentence
            .tokens
            .iter()
            .map(|token| Word::new(text.get(token.bytes()).unwrap_or_default(), token.upos))
            .collect();
        let (hits, first) = look_up(&words, lexicon);
        Self { words, hits, first }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The token at a place; `None` beyond the ends.
    pub fn get(&self, i: usize) -> Option<&Word<'a>> {
        self.words.get(i)
    }

    /// The words in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Word<'a>> {
        self.words.iter()
    }

    /// The folded word at a place; empty beyond the ends.
    pub fn folded(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |word| &word.folded)
    }

    /// The word as written; empty beyond the ends.
    pub fn text(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |word| word.text)
    }

    /// Whether the word at a place begins with a capital.
    pub fn capital(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.capital)
    }

    /// What begins at a token, shortest first.
    pub fn hits_at(&self, start: usize) -> &[Hit] {
        match (self.first.get(start), self.first.get(start + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// All hits, in the order of their starts.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The longest hit at a token that passes.
    pub fn longest(&self, start: usize, passes: impl Fn(Sense) -> bool) -> Option<Hit> {
        self.hits_at(start).iter().rev().find(|hit| passes(hit.sense)).copied()
    }

    /// The longest hit that passes and ends before `end`, which it borders.
    pub fn ending_at(&self, end: usize, passes: impl Fn(Sense) -> bool) -> Option<Hit> {
        (end.saturating_sub(10)..end).find_map(|start| {
            self.hits_at(start).iter().find(|hit| hit.end == end && passes(hit.sense)).copied()
        })
    }

    /// The words of a range as the text has them, a blank between any two that are
    /// not joined by a hyphen or an apostrophe.
    pub fn phrase(&self, range: Range<usize>) -> String {
        let mut phrase = String::new();
        for i in range {
            let word = self.text(i);
            let tight = phrase.is_empty()
                || matches!(word, "-" | "'s" | "’s" | "'" | "’" | "," | "." | "/" | ")")
                || phrase.ends_with(['-', '/', '(']);
            if !tight {
                phrase.push(' ');
            }
            phrase.push_str(word);
        }
        phrase
    }
}

impl<'a> Word<'a> {
    fn new(text: &'a str, upos: Upos) -> Self {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        Self {
            text,
            folded: fold(text),
            upos,
            capital: text.starts_with(char::is_uppercase),
            capitals: letters.clone().count() > 1 && letters.clone().all(char::is_uppercase),
        }
    }
}

/// Every phrase of the lexicon that begins and ends with whole tokens.
fn look_up(words: &[Word], lexicon: &Lexicon) -> (Vec<Hit>, Vec<u32>) {
    let mut parts: Vec<Piece> = Vec::with_capacity(words.len());
    let mut owner: Vec<u32> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        for (text, folded) in pieces(word.text).zip(pieces(&word.folded)) {
            parts.push(Piece { text, id: lexicon.id(folded) });
            owner.push(i as u32);
        }
    }
    let mut hits = Vec::new();
    let mut first = Vec::with_capacity(words.len() + 1);
    for (at, &token) in owner.iter().enumerate() {
        if at > 0 && owner[at - 1] == token {
            continue;
        }
        // A token without pieces (there are none in sane text) begins nothing.
        first.resize(token as usize + 1, hits.len() as u32);
        lexicon.matches(&parts[at..], |len, sense| {
            let whole = owner.get(at + len).is_none_or(|&next| next != owner[at + len - 1]);
            if whole {
                let end = owner[at + len - 1] as usize + 1;
                hits.push(Hit { start: token as usize, end, sense });
            }
        });
    }
    first.resize(words.len() + 1, hits.len() as u32);
    (hits, first)
}
