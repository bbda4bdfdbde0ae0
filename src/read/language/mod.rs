//! The language layer: text to sentences of tagged tokens and their trees.
//!
//! Everything here is deterministic and takes time linear in the text. What is
//! learned comes from `models/language.bin`; `training/language` makes that file.

pub mod bytes;
pub mod features;
pub mod form;
pub mod key;
pub mod lemma;
pub mod lines;
pub mod model;
pub mod moves;
pub mod parser;
pub mod relation;
pub mod sentences;
pub mod stem;
pub mod table;
pub mod tagger;
pub mod tokens;
pub mod transition;
pub mod units;
pub mod view;
pub mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use compact_str::CompactString;

use super::syntax::{Rel, Sentence, Token, Upos, label, set_apart};
use form::Form;
use model::Model;
use tagger::Tag;
use view::Word;
use words::Words;

/// The fast language layer: one embedded model of tags and trees.
pub struct Language {
    words: Words,
    model: Model<'static>,
}

impl Language {
    /// The layer with the model that is part of the binary.
    pub fn new() -> Self {
        Self::with(Model::embedded())
    }

    /// The layer with another model.
    pub fn with(model: Model<'static>) -> Self {
        Self { words: Words::known(), model }
    }

    /// Splits a text into sentences and tokens, with tags and lemmas; every token
    /// is still its own root.
    pub fn tag(&self, text: &str) -> Vec<Sentence> {
        let mut found = Vec::new();
        for (paragraph, stretch) in lines::paragraphs(text).into_iter().enumerate() {
            let tokens = tokens::tokens(text, stretch, &self.words);
            for sentence in sentences::sentences(text, &tokens, &self.words) {
                found.push(self.tag_tokens(text, paragraph, &tokens[sentence]));
            }
        }
        found
    }

    /// A sentence of given tokens, which must be in order and not empty.
    pub fn tag_tokens(&self, text: &str, paragraph: usize, tokens: &[Range<usize>]) -> Sentence {
        let forms: Vec<Form> = tokens.iter().map(|range| Form::of(&text[range.clone()])).collect();
        let tags = self.model.tagger.tag(&forms);
        let token = |(range, tag): (&Range<usize>, u8)| {
            let tag = self.model.tagger.name(tag);
            Token {
                start: range.start,
                end: range.end,
                lemma: self.model.lemmatizer.lemma(&text[range.clone()], tag),
                upos: tag.upos,
                xpos: tag.xpos.clone(),
                head: None,
                rel: Rel::Root,
            }
        };
        let tokens: Vec<Token> = tokens.iter().zip(tags).map(token).collect();
        let (start, end) = (tokens.first().map_or(0, |t| t.start), tokens.last().map_or(0, |t| t.end));
        Sentence { start, end, paragraph, tokens }
    }

    /// Sets the tree of a sentence, without regard to a speaker's label before it. Tokens of
    /// one unit (a title with its name) are
    /// joined before parsing: the unit's last token becomes its head. Units that
    /// overlap or reach past the sentence are left out.
    pub fn parse(&self, text: &str, sentence: &mut Sentence, units: &[Range<usize>]) {
        let tokens = &mut sentence.tokens;
        let heads = units::heads(tokens.len(), units);
        let words: Vec<Word> = heads.iter().map(|&at| Word::of(text, &tokens[at])).collect();
        let label = label(text, tokens);
        let said = heads.iter().filter(|&&at| at < label).count();
        for (&at, (head, rel)) in heads[said..].iter().zip(self.model.parser.parse(&words[said..])) {
            tokens[at].head = head.map(|head| heads[said + head]);
            tokens[at].rel = rel;
        }
        set_apart(tokens, label);
        for unit in units::sound(tokens.len(), units) {
            units::attach(tokens, unit);
        }
    }

    /// Joins the tokens of each unit in a tree that is set, as [`Self::parse`] does
    /// before it.
    pub fn join(&self, sentence: &mut Sentence, units: &[Range<usize>]) {
        let tokens = &mut sentence.tokens;
        for unit in units::sound(tokens.len(), units) {
            units::gather(tokens, unit.clone());
            units::attach(tokens, unit);
        }
    }

    /// The dictionary form of a word with these tags.
    pub fn lemma(&self, word: &str, upos: Upos, xpos: &str) -> CompactString {
        self.model.lemmatizer.lemma(word, &Tag { upos, xpos: xpos.into() })
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::new()
    }
}
