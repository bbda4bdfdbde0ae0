//! A linear model of attribution, for the reader without an encoder: it scores every
//! token as the main word of a cue, then labels the tokens around each cue as source
//! and content of that cue.

pub mod cue_features;
pub mod decode;
pub mod key;
pub mod model;
pub mod scene;
pub mod span_features;

use super::cues::{Cues, Frame, Part};
use super::draft::{self, Draft};
use super::row::Row;
use crate::read::syntax::{Rel, Upos};
use cue_features::Beside;
use decode::{CONTENT, CUE, SOURCE, Weights};
use model::Model;
use scene::Scene;
use std::ops::Range;

/// The name in records.
pub const RULE: &str = "model.linear";

/// What is worked out once per document.
pub struct Prepared {
    /// What is known of each token as a saying word, as bits; 0 for nothing.
    pub known: Vec<u32>,
    /// Whether it is a verb of saying.
    pub says: Vec<bool>,
    pub beside: Vec<Beside>,
}

impl Prepared {
    /// Prepares a document.
    pub fn new(row: &Row, cues: &Cues) -> Self {
        let cue = |at| cues.at(row, at);
        let known = (0..row.len()).map(|at| cue(at).map_or(0, |cue| cue.mask())).collect();
        let says = |at| {
            cue(at).is_some_and(|cue| {
                cue.part == Part::Verb && (cue.takes(Frame::That) || cue.takes(Frame::Quote))
            })
        };
        Self { known, says: (0..row.len()).map(says).collect(), beside: cue_features::beside(row) }
    }
}

/// The linear model, ready to be used.
pub struct Learned {
    model: Model<'static>,
}

impl Learned {
    /// The model that is part of the binary.
    ///
    /// # Panics
    /// Never in a tested build: a test loads the model.
    pub fn known() -> Self {
        Self { model: Model::embedded().expect("models/attribution.bin is tested") }
    }

    /// A draft per cue that stands in nobody else's content, in the order of the text.
    pub fn drafts(&self, row: &Row, cues: &Cues) -> Vec<Draft> {
        let prepared = Prepared::new(row, cues);
        let mut keys = Vec::new();
        let mut found = Vec::new();
        for at in (0..row.len()).filter(|&at| cue_features::is_candidate(&row.cells[at])) {
            keys.clear();
            cue_features::put(row, &prepared.known, &prepared.beside, at, &mut keys);
            let score = self.model.cue(&keys);
            if score >= self.model.threshold {
                found.extend(draft(row, &prepared, at, &self.model).map(|draft| (score, draft)));
            }
        }
        let scored: Vec<(f32, &Draft)> = found.iter().map(|(score, draft)| (*score, draft)).collect();
        outermost(&scored).into_iter().cloned().collect()
    }
}

/// The draft at a cue, by labels that the weights give; `None` where nothing is said.
pub fn draft(row: &Row, prepared: &Prepared, anchor: usize, weights: &impl Weights) -> Option<Draft> {
    let scene = Scene::new(row, anchor, &prepared.says);
    let labels = decode::labels(&scene, prepared.known[anchor], &prepared.beside[anchor], weights, None);
    from_labels(row, &scene, &labels)
}

/// The draft that labels tell.
pub fn from_labels(row: &Row, scene: &Scene, labels: &[u8]) -> Option<Draft> {
    let anchor = scene.anchor;
    let cues = decode::stretches(&scene.window, labels, CUE);
    let cue = cues.into_iter().find(|cue| cue.contains(&anchor))?;
    let sources = decode::stretches(&scene.window, labels, SOURCE).into_iter();
    let sources = sources.map(|source| draft::trim(row, source)).filter(|source| !source.is_empty());
    let sources = sources.filter(|source| speaks(row, anchor, source));
    let source = sources
        .min_by_key(|source| if source.end <= anchor { anchor - source.end } else { source.start - anchor });
    let content = decode::stretches(&scene.window, labels, CONTENT).into_iter();
    let content: Vec<_> = content.flat_map(|part| draft::without(row, part, &[])).collect();
    (!content.is_empty()).then(|| Draft {
        anchor,
        cue,
        source,
        content,
        hearer: None,
        relay: None,
        rule: RULE.to_owned(),
        stance: None,
        hedged: false,
        sure: false,
    })
}

/// Whether words can be the speaker: not what a participle describes ("the officials
/// **named** in the article"), no verb, and not only a preposition's object.
fn speaks(row: &Row, anchor: usize, source: &Range<usize>) -> bool {
    let head = draft::head_of(row, source.clone());
    let cell = row.cells[anchor];
    let described = cell.rel == Rel::Acl && row.xpos(anchor) == "VBN" && cell.head as usize == head;
    let verb = matches!(row.cells[head].upos, Upos::Verb | Upos::Aux);
    !described && !verb
}

/// Of drafts with their scores, those whose cue does not stand in what a likelier one
/// says; in the order of the text.
pub fn outermost<'d>(drafts: &[(f32, &'d Draft)]) -> Vec<&'d Draft> {
    let inside = |i: usize| {
        let (score, draft) = drafts[i];
        let near = &drafts[i.saturating_sub(NEAR)..(i + NEAR).min(drafts.len())];
        let mut holders =
            near.iter().filter(|(other, holder)| *other > score && holder.anchor != draft.anchor);
        holders.any(|(_, holder)| holder.says(draft.anchor) && !draft.says(holder.anchor))
    };
    (0..drafts.len()).filter(|&i| !inside(i)).map(|i| drafts[i].1).collect()
}

/// How many drafts to each side may hold a cue; a scene has room for few more.
const NEAR: usize = 40;
