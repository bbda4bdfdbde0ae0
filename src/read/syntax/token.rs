//! One word or mark of a sentence.

use std::ops::Range;

use compact_str::CompactString;

use super::{Rel, Upos};

/// One token. Positions are bytes of the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First byte in the document's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Dictionary form: "meet" for "met"; names keep their capitals.
    pub lemma: CompactString,
    pub upos: Upos,
    /// Penn Treebank tag, such as `VBD`: tense and number for the rules.
    pub xpos: CompactString,
    /// Index in the sentence of the token it depends on; `None` for the root.
    pub head: Option<usize>,
    pub rel: Rel,
}

impl Token {
    /// Its bytes in the document's text.
    pub fn bytes(&self) -> Range<usize> {
        self.start..self.end
    }
}
