//! Names: who and what a text speaks of, found and told apart.

use std::ops::Range;

use crate::record::{Article, MentionKind};

use super::syntax::Sentence;

/// Someone or something that a document names, however often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The fullest name that the document or the knowledge gives.
    pub name: String,
    pub kind: MentionKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub role: Option<String>,
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// By name: "Blinken", "Türkiye".
    Name,
    /// By description: "the foreign minister", "Russian negotiators".
    Nominal,
    /// By pronoun: "he". Not printed among a document's mentions.
    Pronoun,
}

/// Where an actor is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// Index of the sentence.
    pub sentence: usize,
    /// Tokens of the sentence, titles included ("Secretary of State Antony Blinken").
    pub tokens: Range<usize>,
    /// Index into [`Names::actors`].
    pub actor: usize,
    pub level: Level,
}

/// The names of one document.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub actors: Vec<Actor>,
    /// In the order of the text; two never overlap.
    pub mentions: Vec<Mentioned>,
}

impl Names {
    /// The mention that covers a token.
    pub fn at(&self, sentence: usize, token: usize) -> Option<&Mentioned> {
        let i = self.mentions.partition_point(|m| (m.sentence, m.tokens.end) <= (sentence, token));
        self.mentions.get(i).filter(|m| m.sentence == sentence && m.tokens.contains(&token))
    }

    /// The actor that a token speaks of.
    pub fn actor_at(&self, sentence: usize, token: usize) -> Option<&Actor> {
        self.at(sentence, token).map(|mention| &self.actors[mention.actor])
    }
}

/// Finds names by gazetteer, learned tagger and the document's own evidence.
pub struct Namer {}

impl Namer {
    /// The namer with the knowledge and the model that are part of the binary.
    pub fn new() -> Self {
        Self {}
    }

    /// The names in tagged sentences, before there are trees.
    pub fn find(&self, _text: &str, _sentences: &[Sentence]) -> Names {
        Names::default()
    }

    /// The tokens of a sentence that the parser takes as one.
    pub fn units(&self, _names: &Names, _sentence: usize) -> Vec<Range<usize>> {
        Vec::new()
    }

    /// Joins what names the same actor across the document: later surnames, offices
    /// ("the foreign minister"), pronouns. Needs the trees.
    pub fn resolve(&self, _article: &Article, _sentences: &[Sentence], _names: &mut Names) {}
}

impl Default for Namer {
    fn default() -> Self {
        Self::new()
    }
}
