//! Names: who and what a text speaks of, found and told apart.

mod entity;
mod find;
mod fold;
mod found;
mod group;
mod lexicon;
mod namer;
mod office;
mod resolve;
mod scene;
pub mod tagger;
mod title;
mod votes;
mod words;

pub use lexicon::{Lexicon, Sense};
pub use namer::{Namer, Seen};
pub use words::{Hit, Word, Words};

use std::ops::Range;

use crate::knowledge::Gender;
use crate::record::MentionKind;

/// Someone or something that a document names, however often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The fullest name that the document or the knowledge gives.
    pub name: String,
    pub kind: MentionKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub role: Option<String>,
    /// Of a person, where a title or the name shows it.
    pub gender: Option<Gender>,
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

#[cfg(test)]
mod tests;
