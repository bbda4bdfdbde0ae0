//! What the network tells of words: tags and trees.

use std::ops::Range;

use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::network::{Network, View};
use super::tree;
use super::unit::Units;
use super::window::Window;
use crate::read::syntax::{Rel, Sentence, Upos};

/// One word as the network sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub upos: Upos,
    /// Index into [`Tags`] of its Penn tag.
    pub tag: u8,
    /// Index in the sentence; `None` for the root.
    pub head: Option<usize>,
    pub rel: Rel,
}

/// The labels of words, by their places in the network's scores.
pub struct Tags {
    tags: Vec<(Upos, String)>,
    relations: Vec<Rel>,
}

impl Tags {
    /// # Panics
    /// Never in a tested build: a test loads them.
    pub(super) fn of(network: &Network) -> Self {
        const TESTED: &str = "the labels of models/encoder.toml are tested";
        let tag = |label: &String| {
            let (upos, xpos) = label.split_once(' ').expect(TESTED);
            (Upos::parse(upos).expect(TESTED), xpos.to_owned())
        };
        let relation = |label: &String| Rel::parse(label).expect(TESTED);
        Self {
            tags: network.settings.tags.iter().map(tag).collect(),
            relations: network.settings.relations.iter().map(relation).collect(),
        }
    }

    /// The Penn tag of a word.
    pub fn penn(&self, word: &Word) -> &str {
        &self.tags[usize::from(word.tag)].1
    }
}

/// For each token, the unit that it stands at: the first that begins in it, else the
/// one that it begins in.
pub(super) fn places(units: &Units, sentences: &[Sentence]) -> Vec<Vec<usize>> {
    let mut next = 0;
    let mut place = |start: usize, end: usize| {
        while units.units.get(next).is_some_and(|unit| unit.start < start) {
            next += 1;
        }
        let begins = units.units.get(next).is_some_and(|unit| unit.start < end);
        if begins { next } else { next.saturating_sub(1) }
    };
    sentences.iter().map(|s| s.tokens.iter().map(|token| place(token.start, token.end)).collect()).collect()
}

/// Reads the sentences that are whole in a window. `units` are the window's, `places`
/// those of the sentences' tokens.
pub(super) fn read(
    network: &Network,
    tags: &Tags,
    view: &View,
    window: &Window,
    units: Range<usize>,
    places: &[Vec<usize>],
) -> Vec<Vec<Word>> {
    let pieces: Vec<usize> = places.iter().flatten().map(|&unit| window.place[unit - units.start]).collect();
    if pieces.is_empty() {
        return places.iter().map(|_| Vec::new()).collect();
    }
    let again = |i: usize| i32::from(i > 0 && pieces[i - 1] == pieces[i]);
    let words = network.words(view, &pieces, &(0..pieces.len()).map(again).collect::<Vec<_>>());
    let mut first = 0;
    let mut heads = Vec::new();
    for sentence in places {
        let range = first..first + sentence.len();
        first = range.end;
        heads.extend(tree::heads(&words.arcs(range.clone())).into_iter().map(|h| (range.start, h)));
    }
    let pairs: Vec<(usize, usize)> =
        heads.iter().enumerate().map(|(d, (start, head))| (d, head.map_or(d, |head| start + head))).collect();
    let scores = network.relations(&words, &pairs);
    let relations = relations(tags, &scores, &pairs);
    let mut all = (0..pieces.len()).map(|at| {
        let tag = best(&words.tags, at, |_| true);
        Word { upos: tags.tags[tag].0, tag: tag as u8, head: heads[at].1, rel: relations[at] }
    });
    places.iter().map(|sentence| all.by_ref().take(sentence.len()).collect()).collect()
}

/// The relation of each word to its head, by what scores best; of several that would be
/// the subject of one word, or its object, the surest is.
fn relations(tags: &Tags, scores: &NdTensor<f32, 2>, pairs: &[(usize, usize)]) -> Vec<Rel> {
    let choose = |word: usize, fit: &dyn Fn(Rel) -> bool| {
        best(scores, word, |rel| tags.relations[rel] != Rel::Root && fit(tags.relations[rel]))
    };
    let is_root = |&(word, head): &(usize, usize)| word == head;
    let first = pairs.iter().map(|pair| if is_root(pair) { None } else { Some(choose(pair.0, &|_| true)) });
    let mut chosen: Vec<Option<usize>> = first.collect();
    for role in [is_plain_subject, is_object] {
        let takes = |word: usize| chosen[word].is_some_and(|rel| role(tags.relations[rel]));
        let mut rivals: Vec<(usize, usize)> =
            pairs.iter().filter(|pair| takes(pair.0)).map(|&(word, head)| (head, word)).collect();
        rivals.sort_unstable();
        for rivals in rivals.chunk_by(|a, b| a.0 == b.0).filter(|rivals| rivals.len() > 1) {
            let other = |word: usize| choose(word, &|rel| !role(rel));
            let lead = |word: usize| scores[[word, choose(word, &role)]] - scores[[word, other(word)]];
            let surest =
                rivals.iter().map(|rival| rival.1).reduce(|a, b| if lead(b) > lead(a) { b } else { a });
            for &(_, word) in rivals.iter().filter(|rival| Some(rival.1) != surest) {
                chosen[word] = Some(other(word));
            }
        }
    }
    chosen.into_iter().map(|rel| rel.map_or(Rel::Root, |rel| tags.relations[rel])).collect()
}

/// A subject that a word has one of at most.
fn is_plain_subject(rel: Rel) -> bool {
    matches!(rel, Rel::Nsubj | Rel::NsubjPass | Rel::Csubj | Rel::CsubjPass)
}

fn is_object(rel: Rel) -> bool {
    rel == Rel::Obj
}

/// The first of the highest scores of a row, of those that are fit.
fn best(scores: &NdTensor<f32, 2>, row: usize, fit: impl Fn(usize) -> bool) -> usize {
    let fit = (0..scores.size(1)).filter(|&i| fit(i));
    fit.reduce(|best, i| if scores[[row, i]] > scores[[row, best]] { i } else { best }).unwrap_or(0)
}
