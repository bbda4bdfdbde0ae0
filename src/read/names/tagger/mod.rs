//! The learned tagger: where a name begins and ends, and of what kind it is.
//! An averaged perceptron over word, shape and lexicon features, decoded by Viterbi.

mod features;
mod model;
mod train;

pub use features::{CLUES, clues, features};
pub use model::{Common, Model, ModelError};
pub use train::{Example, train};

use std::ops::Range;

use model::viterbi;

use super::lexicon::Sense;
use super::words::{Hit, Words};

/// The kinds of name that the tagger tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Person,
    Organisation,
    Place,
}

/// A label of one token: outside, or begin or inside of a kind.
pub type Label = u8;

/// How many labels there are: O, and B and I of each kind.
pub const LABELS: usize = 7;

impl Kind {
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];

    /// The label of a name's first token.
    pub const fn begin(self) -> Label {
        1 + 2 * self as Label
    }

    /// The label of its later tokens.
    pub const fn inside(self) -> Label {
        2 + 2 * self as Label
    }

    fn of(label: Label) -> Option<Self> {
        (label > 0).then(|| Self::ALL[(label as usize - 1) / 2])
    }
}

/// A name that the tagger found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    pub tokens: Range<usize>,
    pub kind: Kind,
}

/// Whether `label` may follow `before`.
fn may_follow(before: Label, label: Label) -> bool {
    let inside = label > 0 && label.is_multiple_of(2);
    !inside || before == label || before + 1 == label
}

/// The names in a row of labels.
pub fn spans(labels: &[Label]) -> Vec<Tagged> {
    let mut spans: Vec<Tagged> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let Some(kind) = Kind::of(label) else { continue };
        match spans.last_mut() {
            Some(last) if label.is_multiple_of(2) && last.tokens.end == i && last.kind == kind => {
                last.tokens.end = i + 1
            }
            _ => spans.push(Tagged { tokens: i..i + 1, kind }),
        }
    }
    spans
}

/// The names of a sentence: by the scores of each token's labels, where there are such,
/// else by the model. Who scored saw few people in capitals ("JANE ROE:"); those are taken
/// from the model too.
pub fn tag(model: &Model, words: &Words, scores: Option<&[[f32; LABELS]]>) -> Vec<Tagged> {
    let small = |hit: &Hit| matches!(hit.sense, Sense::Lower(_));
    if !words.iter().any(|word| word.capital) && !words.hits().iter().any(small) {
        return Vec::new();
    }
    let capitals = capitals(words);
    let by_model = || spans(&model.decode(&features(words, &model.common), &capitals));
    let Some(scores) = scores else { return by_model() };
    let mut found = spans(&viterbi(scores, |_, _, _| 0.0, &capitals));
    if words.iter().any(|word| word.capitals) {
        let is_shouted = |name: &Tagged| {
            let mut words = words.iter().skip(name.tokens.start).take(name.tokens.len());
            name.kind == Kind::Person && words.all(|word| word.capitals)
        };
        for name in by_model().into_iter().filter(is_shouted) {
            let overlaps =
                |other: &Tagged| other.tokens.start < name.tokens.end && name.tokens.start < other.tokens.end;
            if !found.iter().any(overlaps) {
                found.push(name);
            }
        }
        found.sort_by_key(|name| name.tokens.start);
    }
    found
}

/// Whether each token begins with a capital: transitions differ by it.
pub fn capitals(words: &Words) -> Vec<bool> {
    words.iter().map(|word| word.capital).collect()
}
