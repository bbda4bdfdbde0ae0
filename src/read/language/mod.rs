//! The language layer: text to sentences of tagged tokens and their trees.

use std::ops::Range;

use super::syntax::Sentence;

/// The fast language layer: one embedded model of tags and trees.
pub struct Language {}

impl Language {
    /// The layer with the model that is part of the binary.
    pub fn new() -> Self {
        Self {}
    }

    /// Splits a text into sentences and tokens, with tags and lemmas; every token
    /// is still its own root.
    pub fn tag(&self, _text: &str) -> Vec<Sentence> {
        Vec::new()
    }

    /// Sets the tree of a sentence. Tokens of one unit (a title with its name) are
    /// joined before parsing: the unit's last token becomes its head.
    pub fn parse(&self, _text: &str, _sentence: &mut Sentence, _units: &[Range<usize>]) {}
}

impl Default for Language {
    fn default() -> Self {
        Self::new()
    }
}
