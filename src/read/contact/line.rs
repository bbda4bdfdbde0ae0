//! A sentence while contacts are looked for in it.

use std::ops::Range;

use compact_str::CompactString;

use crate::read::Reading;
use crate::read::lower::lower;
use crate::read::syntax::{Rel, Sentence, Token, Upos};
use crate::record::Span;

/// One sentence of a document, with short ways to ask for what stands in it.
#[derive(Clone, Copy)]
pub(in crate::read) struct Line<'a> {
    pub reading: &'a Reading<'a>,
    /// Index of the sentence.
    pub index: usize,
}

impl<'a> Line<'a> {
    pub fn tree(self) -> &'a Sentence {
        &self.reading.sentences[self.index]
    }

    pub fn token(self, i: usize) -> &'a Token {
        &self.tree().tokens[i]
    }

    pub fn len(self) -> usize {
        self.tree().tokens.len()
    }

    /// The word as written, in lower case; empty beyond the sentence.
    pub fn word(self, i: usize) -> CompactString {
        if i < self.len() { lower(self.reading.word(self.index, i)).into() } else { CompactString::default() }
    }

    /// The dictionary form in lower case.
    pub fn lemma(self, i: usize) -> CompactString {
        lower(&self.token(i).lemma).into()
    }

    pub fn rel(self, i: usize) -> Rel {
        self.token(i).rel
    }

    pub fn head(self, i: usize) -> Option<usize> {
        self.token(i).head
    }

    pub fn xpos(self, i: usize) -> &'a str {
        &self.token(i).xpos
    }

    pub fn is_verb(self, i: usize) -> bool {
        matches!(self.token(i).upos, Upos::Verb | Upos::Aux)
    }

    /// Dependents by one of these relations.
    pub fn children(self, i: usize, rels: &'static [Rel]) -> impl Iterator<Item = usize> + Clone + 'a {
        let tree = self.tree();
        tree.children(i).filter(move |&child| rels.contains(&tree.tokens[child].rel))
    }

    /// The helpers and adverbs right before a verb, nearest first: what its form rests on
    /// where the tree lost them.
    pub fn before(self, verb: usize) -> impl Iterator<Item = usize> + 'a {
        let tree = self.tree();
        let helps = move |&i: &usize| matches!(tree.tokens[i].upos, Upos::Aux | Upos::Adv | Upos::Part);
        (verb.saturating_sub(4)..verb).rev().take_while(helps)
    }

    /// The word's own preposition or conjunction, in lower case: "after" of "talks"
    /// in "after talks", "if" of "meet" in "if they meet".
    pub fn case(self, i: usize) -> Option<CompactString> {
        self.children(i, &[Rel::Case, Rel::Mark])
            .map(|mark| self.word(mark))
            .find(|word| word != "to" || !self.is_verb(i))
    }

    /// The nearest verb above, or the noun or adjective that a copula makes a predicate.
    pub fn clause_of(self, i: usize) -> usize {
        let mut at = i;
        while let Some(head) = self.head(at) {
            at = head;
            if self.is_verb(at) || self.children(at, &[Rel::Cop]).next().is_some() {
                break;
            }
        }
        at
    }

    pub fn span(self, tokens: Range<usize>) -> Option<Span> {
        self.reading.span(self.index, tokens)
    }

    pub fn words(self, tokens: Range<usize>) -> &'a str {
        self.reading.words(self.index, tokens)
    }
}
