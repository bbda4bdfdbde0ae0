//! A sentence: its tokens and the tree over them.

use std::ops::Range;

use super::{Rel, Token};

/// One sentence. Its tokens do not overlap and stand in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// First byte in the document's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Which paragraph of the text it stands in, from 0.
    pub paragraph: usize,
    pub tokens: Vec<Token>,
}

impl Sentence {
    /// Its bytes in the document's text.
    pub fn bytes(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The token at the root; `None` only where there are no tokens.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// The tokens that depend on `head`, in the order of the text.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == Some(head))
    }

    /// The first dependent of `head` by one of these relations.
    pub fn child(&self, head: usize, rels: &[Rel]) -> Option<usize> {
        self.children(head).find(|&i| rels.contains(&self.tokens[i].rel))
    }

    /// Whether `token` is `above` or stands somewhere below it in the tree.
    pub fn is_under(&self, token: usize, above: usize) -> bool {
        let mut at = Some(token);
        for _ in 0..=self.tokens.len() {
            match at {
                Some(here) if here == above => return true,
                Some(here) => at = self.tokens[here].head,
                None => return false,
            }
        }
        false
    }

    /// The tokens from the first to the last that stand under `head`.
    pub fn subtree(&self, head: usize) -> Range<usize> {
        let under = |i: &usize| self.is_under(*i, head);
        let first = (0..head).find(under).unwrap_or(head);
        let last = (head..self.tokens.len()).rev().find(under).unwrap_or(head);
        first..last + 1
    }

    /// The bytes of a range of tokens, which must not be empty.
    pub fn span_of(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end
    }
}
