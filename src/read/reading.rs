//! A document while it is read.

use std::ops::Range;

use crate::record::{Article, Span, Text};

use super::encoder::{DEALINGS, Finding, STANDS};
use super::names::Names;
use super::syntax::Sentence;

/// What the reader knows of a document before it takes records from it: the text,
/// its sentences with their trees, and who is named where.
pub struct Reading<'a> {
    pub article: &'a Article,
    pub text: Text,
    pub sentences: Vec<Sentence>,
    pub names: Names,
    /// Who says what by the encoder; `None` where it did not read.
    pub findings: Option<Vec<Finding>>,
    /// For each sentence and token, what the encoder says of it as a predicate that may take a
    /// stand; nothing where it did not read the whole of the sentence.
    pub stands: Vec<Vec<[f32; STANDS]>>,
    /// Likewise, what it says of it as a word by which parties deal with one another.
    pub dealings: Vec<Vec<[f32; DEALINGS]>>,
}

impl Reading<'_> {
    /// The words of a token.
    pub fn word(&self, sentence: usize, token: usize) -> &str {
        &self.text.as_str()[self.sentences[sentence].tokens[token].bytes()]
    }

    /// The words of a range of tokens, which must not be empty.
    pub fn words(&self, sentence: usize, tokens: Range<usize>) -> &str {
        &self.text.as_str()[self.sentences[sentence].span_of(tokens)]
    }

    /// The span of a range of tokens; `None` where it is empty.
    pub fn span(&self, sentence: usize, tokens: Range<usize>) -> Option<Span> {
        if tokens.is_empty() {
            return None;
        }
        self.text.span(self.sentences[sentence].span_of(tokens))
    }

    /// The sentences, without what a reporter puts to a briefer ("Q …"), which is nobody's
    /// account or stand.
    pub fn unasked(&self) -> impl Iterator<Item = usize> {
        let mut asked = None;
        (0..self.sentences.len()).filter(move |&sentence| {
            let tree = &self.sentences[sentence];
            if !tree.tokens.is_empty() && self.word(sentence, 0) == "Q" {
                asked = Some(tree.paragraph);
            }
            asked != Some(tree.paragraph)
        })
    }

    /// The sentence that holds a byte of the text.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|sentence| sentence.end <= byte);
        self.sentences.get(i).filter(|sentence| sentence.start <= byte).map(|_| i)
    }
}
