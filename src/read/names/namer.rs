//! The namer: what it knows and the steps it takes over a document.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::read::syntax::Sentence;
use crate::record::{Article, MentionKind};

use super::find::{bare_names, find};
use super::lexicon::Lexicon;
use super::resolve::{Context, KnownPeople};
use super::tagger::{Model, tag};
use super::words::Words;
use super::{Level, Mentioned, Names};

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
        let knowledge = Knowledge::get();
        let model =
            Model::read(include_bytes!("../../../models/names.bin")).unwrap_or_else(|e| panic!("{e}"));
        let people = KnownPeople::new(knowledge);
        Self { knowledge, lexicon: Lexicon::new(knowledge), people, model }
    }

    /// The names in tagged sentences, before there are trees.
    pub fn find(&self, text: &str, sentences: &[Sentence]) -> Names {
        let mut names = Names::default();
        for (i, sentence) in sentences.iter().enumerate() {
            let words = Words::new(text, sentence, &self.lexicon);
            let tagged = tag(&self.model, &words);
            for found in find(self.knowledge, &words, &tagged) {
                let actor = names.actors.len();
                names.actors.push(found.actor);
                names.mentions.push(Mentioned {
                    sentence: i,
                    tokens: found.tokens,
                    actor,
                    level: found.level,
                });
            }
        }
        names
    }

    /// The bare names of a sentence, titles and groups aside, and their kinds.
    pub fn bare_names(&self, text: &str, sentence: &Sentence) -> Vec<(Range<usize>, MentionKind)> {
        let words = Words::new(text, sentence, &self.lexicon);
        let tagged = tag(&self.model, &words);
        bare_names(self.knowledge, &words, &tagged).into_iter().map(|e| (e.tokens, e.kind)).collect()
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
