//! A sentence taken apart: its words, its quotations and the marks between them.

use super::knowledge::Knowledge;
use crate::digest::prove::{Parted, part, words};

/// What stands for a quotation among the words.
const QUOTATION: &str = "Quotation";

/// A sentence without what it quotes.
#[derive(Debug)]
pub(super) struct Marked {
    /// The sentence with a name in the place of each quotation.
    pub(super) text: String,
    pub(super) quoted: Vec<String>,
    pub(super) tokens: Vec<Token>,
    /// The marks that are neither words nor commas, in the order of their signs: how many
    /// there are of each tells whether one was put in or left out.
    pub(super) stops: Vec<char>,
}

/// A word, or a phrase that others may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// In small letters; the first phrase of its line where it is one of several.
    pub(super) key: String,
    /// As it is written.
    pub(super) text: String,
    pub(super) is_capital: bool,
    pub(super) owns: bool,
    /// Whether a mark parts it from the word before.
    pub(super) is_parted: bool,
    /// First byte in the text of the sentence.
    pub(super) start: usize,
}

impl Token {
    /// Whether two are the same word, whatever stands before them; the first of a sentence
    /// has a capital.
    pub(super) fn is(&self, other: &Self, may_be_first: bool) -> bool {
        self.key == other.key
            && self.owns == other.owns
            && (self.is_capital == other.is_capital || may_be_first)
    }
}

impl Marked {
    /// Takes a sentence apart; `None` where it is none: it is empty, of several lines, does
    /// not begin or end like a sentence, does not close its quotations, or has signs outside
    /// of them that stand nowhere in `ours`.
    pub(super) fn of(sentence: &str, ours: &str) -> Option<Self> {
        let Parted { quoted, own } = part(sentence)?;
        let is_known =
            |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '|') || ours.contains(c);
        let begins =
            sentence.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“'));
        let ends = sentence.trim_end_matches(['"', '”']).ends_with('.');
        if !begins
            || !ends
            || !own.chars().all(is_known)
            || sentence.contains("  ")
            || own.contains(QUOTATION)
        {
            return None;
        }
        let text = without_quotations(&own);
        let words = words(&text);
        let mut tokens = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let known = Knowledge::get();
            // No mark stands within a phrase.
            let run = words[at + 1..].iter().take_while(|word| !word.parted).count() + 1;
            let phrase = known.phrase(words[at..at + run].iter().map(|word| word.folded.as_str()));
            let (len, key) = phrase.map_or((1, words[at].folded.clone()), |(len, key)| (len, key.to_owned()));
            let (first, last) = (&words[at], &words[at + len - 1]);
            tokens.push(Token {
                key,
                text: first.text.clone(),
                is_capital: first.is_capital(),
                owns: last.owns,
                is_parted: first.parted,
                start: first.start,
            });
            at += len;
        }
        let inside: usize = words.iter().map(|word| word.text.matches('.').count()).sum();
        let mut stops: Vec<char> =
            text.chars().filter(|c| !c.is_alphanumeric() && !matches!(c, ' ' | ',' | '.')).collect();
        let full = text.matches('.').count().saturating_sub(inside);
        stops.extend(std::iter::repeat_n('.', full));
        stops.sort_unstable();
        Some(Self { text, quoted, tokens, stops })
    }
}

/// A sentence with a name in the place of each quotation, the marks of which were blanked.
fn without_quotations(own: &str) -> String {
    let mut text = String::with_capacity(own.len());
    let mut rest = own;
    while let Some(at) = rest.find('|') {
        text.push_str(&rest[..at]);
        text.push_str(QUOTATION);
        rest = rest[at..].trim_start_matches('|');
    }
    text + rest
}
