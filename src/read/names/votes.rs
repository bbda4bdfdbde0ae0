//! What a document's sentences say together of a name: one tagged here as a person and
//! there as a place is what most of them take it for, and a name told in full is known
//! again by its last word.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::read::syntax::Upos;

use super::tagger::{Kind, Tagged};
use super::words::Words;

/// How often each name was tagged as each kind.
#[derive(Default)]
struct Votes {
    by_name: FxHashMap<String, [u32; 3]>,
}

/// Settles the kinds of the names of a stretch of sentences, and finds again those
/// that were missed in some.
pub fn settle(words: &[Words], tagged: &mut [Vec<Tagged>]) {
    let mut votes = Votes::default();
    for (words, tagged) in words.iter().zip(tagged.iter()) {
        tagged.iter().for_each(|name| votes.count(words, name));
    }
    if votes.by_name.is_empty() {
        return;
    }
    for (words, tagged) in words.iter().zip(tagged) {
        for name in tagged.iter_mut() {
            name.kind = votes.kind(&key(words, name.tokens.clone())).unwrap_or(name.kind);
        }
        votes.add_missed(words, tagged);
    }
}

impl Votes {
    fn count(&mut self, words: &Words, name: &Tagged) {
        let mut vote = |tokens: Range<usize>| {
            self.by_name.entry(key(words, tokens)).or_default()[name.kind as usize] += 1;
        };
        vote(name.tokens.clone());
        if name.kind == Kind::Person && name.tokens.len() > 1 {
            vote(name.tokens.end - 1..name.tokens.end);
        }
    }

    /// The kind that most of a name's mentions have; `None` where two have as many.
    fn kind(&self, key: &str) -> Option<Kind> {
        let votes = self.by_name.get(key)?;
        let most = votes.iter().max()?;
        let mut top = Kind::ALL.into_iter().filter(|kind| votes[*kind as usize] == *most);
        let first = top.next()?;
        top.next().is_none().then_some(first)
    }

    /// Whether a name was tagged more than once.
    fn is_sure(&self, key: &str) -> bool {
        self.by_name.get(key).is_some_and(|votes| votes.iter().sum::<u32>() > 1)
    }

    /// Tags words in capitals that stand alone and were tagged elsewhere.
    fn add_missed(&self, words: &Words, tagged: &mut Vec<Tagged>) {
        let mut missed = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let alone =
                !(words.capital(at + 1) || at > 1 && words.capital(at - 1)) && words.text(at + 1) != "-";
            if !word.capital || word.upos != Upos::Propn || !alone {
                continue;
            }
            if tagged.iter().any(|name| name.tokens.contains(&at)) {
                continue;
            }
            if let Some(kind) = self.kind(&word.folded).filter(|_| self.is_sure(&word.folded)) {
                missed.push(Tagged { tokens: at..at + 1, kind });
            }
        }
        if !missed.is_empty() {
            tagged.extend(missed);
            tagged.sort_by_key(|name| name.tokens.start);
        }
    }
}

fn key(words: &Words, tokens: Range<usize>) -> String {
    let mut key = String::new();
    for i in tokens {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(words.folded(i));
    }
    key
}
