//! What the parser sees of a half-built tree (after Zhang and Nivre 2011).

use super::form::plain;
use super::key::{self, Key};
use super::transition::State;
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
}

/// Stands where there is no word.
const NONE: Word = Word { form: 1, lemma: 1, xpos: 1, upos: 101 };
/// The root above the tree.
const ROOT: Word = Word { form: 2, lemma: 2, xpos: 2, upos: 102 };

/// The keys of the features of a state.
pub fn of(state: &State, words: &[Word], keys: &mut Vec<u64>) {
    let word = |at: Option<usize>| at.map_or(&NONE, |at| words.get(at).unwrap_or(&ROOT));
    let rel = |at: Option<usize>| at.and_then(|at| state.rel(at)).map_or(99, |rel| rel as u64);
    let left = |at: Option<usize>| at.map_or([None; 2], |at| state.left(at));
    let right = |at: Option<usize>| at.map_or([None; 2], |at| state.right(at));
    let valency = |at: Option<usize>| at.map_or((9, 9), |at| state.valency(at));
    let rels = |at: Option<usize>| at.map_or((0, 0), |at| state.rels(at));
    let gap = |a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) if a < b => match b - a {
            near @ 1..=4 => near as u64,
            5..=6 => 5,
            7..=10 => 6,
            _ => 7,
        },
        _ => 0,
    };

    let (s0i, s1i, s2i) = (state.stack(0), state.stack(1), state.stack(2));
    let (b0i, b1i, b2i) = (state.buffer(0), state.buffer(1), state.buffer(2));
    let [s0, s1, s2] = [s0i, s1i, s2i].map(word);
    let [b0, b1, b2] = [b0i, b1i, b2i].map(word);
    let ([s0l, s0l2], [s0r, s0r2]) = (left(s0i), right(s0i));
    let ([s1l, s1l2], [s1r, s1r2]) = (left(s1i), right(s1i));
    let [b0l, b0l2] = left(b0i);

    let mut template = 0;
    let mut put = |values: &[u64]| {
        keys.push(values.iter().fold(Key::new(template), |key, &value| key.with(value)).finish());
        template += 1;
    };

    // Single words.
    for w in [s0, s1, b0, b1] {
        put(&[w.lemma, w.xpos]);
        put(&[w.lemma]);
        put(&[w.form]);
        put(&[w.xpos]);
        put(&[w.upos]);
    }
    for w in [s2, b2] {
        put(&[w.lemma, w.xpos]);
        put(&[w.xpos]);
    }

    // Pairs.
    for (a, b) in [(s0, b0), (s1, s0)] {
        put(&[a.lemma, a.xpos, b.lemma, b.xpos]);
        put(&[a.lemma, a.xpos, b.lemma]);
        put(&[a.lemma, b.lemma, b.xpos]);
        put(&[a.lemma, a.xpos, b.xpos]);
        put(&[a.xpos, b.lemma, b.xpos]);
        put(&[a.lemma, b.lemma]);
        put(&[a.xpos, b.xpos]);
        put(&[a.upos, b.upos]);
    }
    put(&[s1.lemma, b0.lemma]);
    put(&[s1.xpos, b0.lemma]);
    put(&[s1.lemma, b0.xpos]);
    put(&[s1.xpos, b0.xpos]);
    put(&[s0.xpos, b1.xpos]);
    put(&[s0.lemma, b1.lemma]);
    put(&[b0.xpos, b1.xpos]);
    put(&[b0.lemma, b1.lemma]);
    put(&[b0.lemma, b1.xpos]);
    put(&[b0.xpos, b1.lemma]);

    // Triples.
    put(&[b0.xpos, b1.xpos, b2.xpos]);
    put(&[s0.xpos, b0.xpos, b1.xpos]);
    put(&[s0.lemma, b0.xpos, b1.xpos]);
    put(&[s0.xpos, b0.lemma, b1.xpos]);
    put(&[s1.xpos, s0.xpos, b0.xpos]);
    put(&[s1.lemma, s0.xpos, b0.xpos]);
    put(&[s1.xpos, s0.lemma, b0.xpos]);
    put(&[s1.xpos, s0.xpos, b0.lemma]);
    put(&[s1.lemma, s0.lemma, b0.xpos]);
    put(&[s2.xpos, s1.xpos, s0.xpos]);
    put(&[s2.xpos, s1.xpos, s0.xpos, b0.xpos]);
    put(&[s1.xpos, s0.xpos, b0.xpos, b1.xpos]);
    put(&[s0.xpos, b0.xpos, b1.xpos, b2.xpos]);

    // Children.
    for (w, child) in [(s0, s0l), (s0, s0r), (s1, s1l), (s1, s1r), (b0, b0l)] {
        let c = word(child);
        put(&[c.lemma, rel(child)]);
        put(&[c.xpos, rel(child), w.xpos]);
        put(&[w.lemma, rel(child)]);
        put(&[w.lemma, c.lemma]);
    }
    put(&[s0.xpos, word(s0l).xpos, b0.xpos]);
    put(&[s0.xpos, word(s0r).xpos, b0.xpos]);
    put(&[s0.xpos, word(b0l).xpos, b0.xpos]);
    put(&[s1.xpos, s0.xpos, word(s0l).xpos]);
    put(&[s1.xpos, s0.xpos, word(s0r).xpos]);
    put(&[s1.xpos, s0.xpos, word(s1l).xpos]);
    put(&[s1.xpos, s0.xpos, word(s1r).xpos]);
    put(&[s0.xpos, word(s0l).xpos, word(s0l2).xpos]);
    put(&[s0.xpos, word(s0r).xpos, word(s0r2).xpos]);
    put(&[s1.xpos, word(s1r).xpos, word(s1r2).xpos]);
    put(&[b0.xpos, word(b0l).xpos, word(b0l2).xpos]);
    put(&[s0.xpos, rel(s0l), rel(s0l2)]);
    put(&[s0.xpos, rel(s0r), rel(s0r2)]);
    put(&[s1.xpos, rel(s1l), rel(s1l2)]);
    put(&[s1.xpos, rel(s1r), rel(s1r2)]);
    put(&[b0.xpos, rel(b0l), rel(b0l2)]);
    // Prepositional phrases: what the case word is to the possible heads.
    put(&[s1.lemma, word(s0l).lemma, s0.upos]);
    put(&[s1.xpos, word(s0l).lemma, s0.lemma]);
    put(&[s0.lemma, b0.xpos, word(b0l).lemma]);
    put(&[s1.lemma, s0.lemma, word(s0l).lemma]);
    put(&[s1.xpos, word(s1r).lemma, word(s0l).lemma]);

    // Distance, valency, sets of relations.
    let (near, far) = (gap(s0i, b0i), gap(s1i, s0i));
    for (w, distance) in [(s0, near), (b0, near), (s1, far), (s0, far)] {
        put(&[w.lemma, distance]);
        put(&[w.xpos, distance]);
    }
    put(&[s0.xpos, b0.xpos, near]);
    put(&[s0.lemma, b0.lemma, near]);
    put(&[s1.xpos, s0.xpos, far]);
    put(&[s1.lemma, s0.lemma, far]);
    let ((s0vl, s0vr), (s1vl, s1vr), (b0vl, _)) = (valency(s0i), valency(s1i), valency(b0i));
    for (w, count) in [(s0, s0vl), (s0, s0vr), (s1, s1vl), (s1, s1vr), (b0, b0vl)] {
        put(&[w.lemma, u64::from(count)]);
        put(&[w.xpos, u64::from(count)]);
    }
    let ((s0sl, s0sr), (s1sl, s1sr), (b0sl, _)) = (rels(s0i), rels(s1i), rels(b0i));
    for (w, set) in [(s0, s0sl), (s0, s0sr), (s1, s1sl), (s1, s1sr), (b0, b0sl)] {
        put(&[w.lemma, set]);
        put(&[w.xpos, set]);
    }
    put(&[s1.xpos, s1sl, s0.xpos, s0sl]);
    put(&[s0.xpos, s0sl, b0.xpos, b0sl]);
}
