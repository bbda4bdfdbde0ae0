//! The namer: what it knows and the steps it takes over a document.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::read::syntax::Sentence;
use crate::record::{Article, MentionKind};

use super::find::{bare_names, find};
use super::lexicon::Lexicon;
use super::resolve::{Context, KnownPeople};
use super::tagger::{LABELS, Model, Tagged, clues, tag};
use super::votes::settle;
use super::words::Words;
use super::{Level, Mentioned, Names};

/// How many sentences bear each other out.
const STRETCH: usize = 4096;

/// Who else has looked for names: the encoder.
pub trait Seen {
    /// How well each label suits each token of a sentence; `None` where it was not seen.
    fn scores(&self, sentence: usize) -> Option<Vec<[f32; LABELS]>>;
}

/// Nobody has.
impl Seen for () {
    fn scores(&self, _: usize) -> Option<Vec<[f32; LABELS]>> {
        None
    }
}

/// Finds names by lexicon, learned tagger and the document's own evidence.
pub struct Namer {
    knowledge: &'static Knowledge,
    lexicon: Lexicon,
    people: KnownPeople,
    model: Model,
}

impl Namer {
    /// The namer with the knowledge and the model that are part of the binary.
    ///
    /// # Panics
    /// If the embedded files are ill-formed, which the tests rule out.
    pub fn new() -> Self {
        let model = Model::read(include_bytes!("../../../models/names.bin"));
        Self::with_model(model.unwrap_or_else(|e| panic!("{e}")))
    }

    /// A namer with another model, for training.
    pub fn with_model(model: Model) -> Self {
        let knowledge = Knowledge::get();
        let people = KnownPeople::new(knowledge);
        Self { knowledge, lexicon: Lexicon::new(knowledge), people, model }
    }

    /// What the lexicon knows of each token of the sentences, for the encoder.
    pub fn clues(&self, text: &str, sentences: &[Sentence]) -> Vec<Vec<u64>> {
        let words = sentences.iter().map(|sentence| Words::new(text, sentence, &self.lexicon));
        words.map(|words| clues(&words, &self.model.common)).collect()
    }

    /// The names in tagged sentences, before there are trees.
    pub fn find(&self, text: &str, sentences: &[Sentence], seen: &impl Seen) -> Names {
        let mut names = Names::default();
        self.each(text, sentences, seen, |i, words, tagged| {
            for found in find(self.knowledge, words, tagged) {
                let actor = names.actors.len();
                names.actors.push(found.actor);
                names.mentions.push(Mentioned {
                    sentence: i,
                    tokens: found.tokens,
                    actor,
                    level: found.level,
                });
            }
        });
        names
    }

    /// The bare names of each sentence, titles and groups aside, and their kinds.
    pub fn bare_names(
        &self,
        text: &str,
        sentences: &[Sentence],
        seen: &impl Seen,
    ) -> Vec<Vec<(Range<usize>, MentionKind)>> {
        let mut bare = Vec::new();
        self.each(text, sentences, seen, |_, words, tagged| {
            bare.push(
                bare_names(self.knowledge, words, tagged).into_iter().map(|e| (e.tokens, e.kind)).collect(),
            );
        });
        bare
    }

    /// Calls `visit` with each sentence's words and tagged names. A long document is
    /// taken in stretches, so that memory does not grow with it.
    fn each(
        &self,
        text: &str,
        sentences: &[Sentence],
        seen: &impl Seen,
        mut visit: impl FnMut(usize, &Words, &[Tagged]),
    ) {
        for (i, stretch) in sentences.chunks(STRETCH).enumerate() {
            let words: Vec<Words> = stretch.iter().map(|s| Words::new(text, s, &self.lexicon)).collect();
            let tag = |(j, words)| tag(&self.model, words, seen.scores(i * STRETCH + j).as_deref());
            let mut tagged: Vec<Vec<Tagged>> = words.iter().enumerate().map(tag).collect();
            settle(&words, &mut tagged);
            for (j, (words, tagged)) in words.iter().zip(&tagged).enumerate() {
                visit(i * STRETCH + j, words, tagged);
            }
        }
    }

    /// The tokens of a sentence that the parser takes as one: a title with its name, a
    /// name of several words.
    pub fn units(&self, names: &Names, sentence: usize) -> Vec<Range<usize>> {
        let from = names.mentions.partition_point(|m| m.sentence < sentence);
        let here = names.mentions[from..].iter().take_while(|m| m.sentence == sentence);
        here.filter(|m| m.level == Level::Name && m.tokens.len() > 1).map(|m| m.tokens.clone()).collect()
    }

    /// Joins what names the same actor across the document: later surnames, offices
    /// ("the foreign minister"), pronouns. Needs the trees.
    pub fn resolve(&self, article: &Article, sentences: &[Sentence], names: &mut Names) {
        let (knowledge, people, lexicon) = (self.knowledge, &self.people, &self.lexicon);
        Context { knowledge, people, lexicon, article, sentences }.resolve(names);
    }
}

impl Default for Namer {
    fn default() -> Self {
        Self::new()
    }
}
