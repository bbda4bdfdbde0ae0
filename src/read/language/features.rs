//! What the parser sees of a half-built tree (after Zhang and Nivre 2011).

use super::key::Key;
use super::transition::State;
use super::view::{Word, distance};

/// The keys of the features that a move is chosen by.
pub fn of(state: &State, words: &[Word], keys: &mut Vec<u64>) {
    let word = |at| Word::at(words, at);
    let rel = |at: Option<usize>| at.and_then(|at| state.rel(at)).map_or(99, |rel| rel as u64);
    let left = |at: Option<usize>| at.map_or([None; 2], |at| state.left(at));
    let right = |at: Option<usize>| at.map_or([None; 2], |at| state.right(at));
    let valency = |at: Option<usize>| at.map_or((9, 9), |at| state.valency(at));
    let rels = |at: Option<usize>| at.map_or((0, 0), |at| state.rels(at));

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

    put(&[]);
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
    let (near, far) = (distance(s0i, b0i), distance(s1i, s0i));
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
