//! What the network tells of words: tags and trees.

use rten_tensor::NdTensor;

use super::network::{DEALINGS, NAMES, Network, STANDS, View, Words, row};
use super::unit::Units;
use super::window::Window;
use super::{log_likelihoods, tree};
use crate::read::syntax::{Rel, Sentence, Token, Upos};

/// What the language layer's opinion adds to a tag, an arc or a relation, in the
/// network's scores. Chosen on the dev parts of EWT and GUM.
const TAG_WEIGHT: f32 = 2.0;
const HEAD_WEIGHT: f32 = 1.0;
const RELATION_WEIGHT: f32 = 1.0;

/// One word as the network sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub upos: Upos,
    /// Index into [`Tags`] of its Penn tag.
    pub tag: u8,
    /// Index in the sentence; `None` for the root.
    pub head: Option<usize>,
    pub rel: Rel,
    /// Scores of the labels of names: of none, of the first word of a person's name and
    /// of a later one, likewise of an organisation's and of a place's.
    pub names: [f32; NAMES],
    /// Logarithms of how likely it takes no stand, or one by each of the acts, as a predicate.
    pub stands: [f32; STANDS],
    /// Logarithms of how likely it is no word of dealing, or one of each form of contact.
    pub dealings: [f32; DEALINGS],
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

/// Sentences that are whole in a window. Their tags and trees are a second opinion.
pub(super) struct Stretch<'a> {
    pub(super) sentences: &'a [Sentence],
    /// For each token, what may be known of it as part of a name.
    pub(super) clues: &'a [Vec<u64>],
    /// For each token, the unit that it stands at.
    pub(super) places: &'a [Vec<usize>],
    /// The window's first unit.
    pub(super) first: usize,
}

impl Stretch<'_> {
    /// Tags and trees of the sentences.
    pub(super) fn read(
        &self,
        network: &Network,
        tags: &Tags,
        view: &View,
        window: &Window,
    ) -> Vec<Vec<Word>> {
        let pieces: Vec<usize> =
            self.places.iter().flatten().map(|&unit| window.place[unit - self.first]).collect();
        if pieces.is_empty() {
            return self.places.iter().map(|_| Vec::new()).collect();
        }
        let again = |i: usize| i32::from(i > 0 && pieces[i - 1] == pieces[i]);
        let words = network.words(view, &pieces, &(0..pieces.len()).map(again).collect::<Vec<_>>());
        let names = network.names(view, &pieces, &self.clues.concat());
        let stands = network.stands(view, &pieces);
        let dealings = network.dealings(view, &pieces);
        let heads = self.heads(&words);
        let pairs: Vec<(usize, usize)> = heads
            .iter()
            .enumerate()
            .map(|(d, (start, head))| (d, head.map_or(d, |head| start + head)))
            .collect();
        let mut scores = network.relations(&words, &pairs);
        let tokens = || self.sentences.iter().flat_map(|sentence| &sentence.tokens);
        for (at, token) in tokens().enumerate().filter(|(at, token)| heads[*at].1 == token.head) {
            if let Some(rel) = tags.relations.iter().position(|&rel| rel == token.rel) {
                scores[[at, rel]] += RELATION_WEIGHT;
            }
        }
        let relations = relations(tags, &scores, &pairs);
        let mut all = tokens().enumerate().map(|(at, token)| {
            let tag = tags.best(&words.tags, at, token);
            Word {
                upos: tags.tags[tag].0,
                tag: tag as u8,
                head: heads[at].1,
                rel: relations[at],
                names: std::array::from_fn(|label| names[[at, label]]),
                stands: log_likelihoods(std::array::from_fn(|class| stands[[at, class]])),
                dealings: log_likelihoods(std::array::from_fn(|class| dealings[[at, class]])),
            }
        });
        self.places.iter().map(|sentence| all.by_ref().take(sentence.len()).collect()).collect()
    }

    /// For each word the first word of its sentence, and its head counted from there.
    fn heads(&self, words: &Words) -> Vec<(usize, Option<usize>)> {
        let mut first = 0;
        let mut heads = Vec::new();
        for sentence in self.sentences {
            let range = first..first + sentence.tokens.len();
            first = range.end;
            let mut arcs = words.arcs(range.clone());
            for (at, token) in sentence.tokens.iter().enumerate() {
                arcs[at][token.head.unwrap_or(at)] += HEAD_WEIGHT;
            }
            heads.extend(tree::heads(&arcs).into_iter().map(|head| (range.start, head)));
        }
        heads
    }
}

impl Tags {
    /// The best tag of a word, with regard to the one that its token has.
    fn best(&self, scores: &NdTensor<f32, 2>, word: usize, token: &Token) -> usize {
        let seconded = self.tags.iter().position(|(upos, penn)| *upos == token.upos && *penn == token.xpos);
        let scores = row(scores, word);
        let score = |tag: usize| scores[tag] + if Some(tag) == seconded { TAG_WEIGHT } else { 0.0 };
        (0..scores.len()).fold(0, |best, tag| if score(tag) > score(best) { tag } else { best })
    }
}

/// The relation of each word to its head, by what scores best; of several that would be
/// the subject of one word, or its object, the surest is.
fn relations(tags: &Tags, scores: &NdTensor<f32, 2>, pairs: &[(usize, usize)]) -> Vec<Rel> {
    let choose = |word: usize, fit: &dyn Fn(Rel) -> bool| {
        best(row(scores, word), |rel| tags.relations[rel] != Rel::Root && fit(tags.relations[rel]))
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
fn best(scores: &[f32], fit: impl Fn(usize) -> bool) -> usize {
    let fit = (0..scores.len()).filter(|&i| fit(i));
    fit.reduce(|best, i| if scores[i] > scores[best] { i } else { best }).unwrap_or(0)
}
