//! What is seen of an arc when its relation is told.

use super::key::Key;
use super::transition::{Arc, State};
use super::view::{Word, distance};

/// Templates of moves and of relations have different numbers.
const FIRST: u64 = 200;

/// The keys of the features that the relation of an arc is told by.
pub fn of(state: &State, words: &[Word], arc: Arc, keys: &mut Vec<u64>) {
    let word = |at| Word::at(words, at);
    let rel = |at: Option<usize>| at.and_then(|at| state.rel(at)).map_or(99, |rel| rel as u64);
    let before = |at: usize| word(at.checked_sub(1).filter(|_| at < words.len()));
    let after = |at: usize| word(Some(at + 1).filter(|&next| next < words.len()));

    let Arc { head, dependent } = arc;
    let (h, d) = (word(Some(head)), word(Some(dependent)));
    // The root stands before all words.
    let right = u64::from(head < dependent || state.is_root(arc));
    let gap = distance(Some(head), Some(dependent)).max(distance(Some(dependent), Some(head)));
    let far = right * 8 + gap;
    let ([dl, dl2], [dr, dr2]) = (state.left(dependent), state.right(dependent));
    let ([hl, hl2], [hr, _]) = (state.left(head), state.right(head));
    let ((d_left, d_right), (h_left, h_right)) = (state.rels(dependent), state.rels(head));

    let mut template = FIRST;
    let mut put = |values: &[u64]| {
        let key = values.iter().fold(Key::new(template).with(right), |key, &value| key.with(value));
        keys.push(key.finish());
        template += 1;
    };

    // The two words.
    put(&[]);
    put(&[d.lemma, d.xpos]);
    put(&[d.lemma]);
    put(&[d.form]);
    put(&[d.xpos]);
    put(&[h.lemma, h.xpos]);
    put(&[h.lemma]);
    put(&[h.xpos]);
    put(&[h.lemma, h.xpos, d.lemma, d.xpos]);
    put(&[h.lemma, d.xpos]);
    put(&[h.xpos, d.lemma]);
    put(&[h.xpos, d.xpos]);
    put(&[h.lemma, d.lemma]);
    put(&[h.upos, d.upos, far]);
    put(&[h.xpos, d.xpos, far]);
    put(&[h.lemma, d.xpos, far]);

    // Their dependents.
    for child in [dl, dl2, dr, dr2] {
        put(&[d.xpos, word(child).lemma, rel(child)]);
        put(&[d.xpos, word(child).xpos, rel(child), h.xpos]);
    }
    put(&[word(dl).lemma, d.lemma, h.xpos]);
    put(&[word(dl).lemma, d.xpos, h.lemma]);
    put(&[word(dl2).lemma, d.xpos, h.lemma]);
    put(&[word(dr).lemma, d.xpos, h.lemma]);
    put(&[h.xpos, rel(hl), rel(hl2), d.xpos]);
    put(&[h.xpos, rel(hr), d.xpos]);
    put(&[h.lemma, rel(hr), d.xpos]);
    put(&[d_left, d.xpos, h.xpos]);
    put(&[d_right, d.xpos, h.xpos]);
    put(&[d_left, d_right, d.xpos]);
    put(&[h_left, d.xpos, h.xpos]);
    put(&[h_right, d.xpos, h.xpos]);
    put(&[h_left, h_right, d.lemma]);
    put(&[h_right, h.lemma, d.xpos]);
    put(&[h_left, h.lemma, d.xpos]);

    // Their neighbours.
    put(&[before(dependent).xpos, d.xpos, after(dependent).xpos]);
    put(&[before(dependent).lemma, d.xpos]);
    put(&[after(dependent).lemma, d.xpos]);
    put(&[before(head).xpos, h.xpos, after(head).xpos, d.xpos]);
    put(&[before(head).lemma, h.xpos, d.xpos]);
    put(&[after(head).lemma, h.xpos, d.xpos]);
    put(&[before(dependent).lemma, d.lemma]);
    put(&[after(dependent).lemma, d.lemma]);
}
