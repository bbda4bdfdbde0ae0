//! How well the layer tags and parses.

use std::collections::BTreeMap;
use std::fmt;

use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::syntax::Sentence;

use crate::treebank::GoldSentence;

/// Right words of all, for each measure.
#[derive(Debug, Clone, Default)]
pub struct Score {
    pub words: usize,
    pub upos: usize,
    pub xpos: usize,
    pub lemma: usize,
    pub heads: usize,
    pub labelled: usize,
    /// As labelled, but subtypes of relations aside.
    pub broad: usize,
    /// For each relation: found, right, in the treebank.
    pub rels: BTreeMap<&'static str, [usize; 3]>,
}

/// Tags and parses gold tokens in gold sentences.
pub fn of(language: &Language, sentences: &[GoldSentence]) -> Score {
    let mut score = Score::default();
    for sentence in sentences {
        let (text, ranges) = sentence.spaced();
        let mut found = language.tag_tokens(&text, 0, &ranges);
        language.parse(&text, &mut found, &[]);
        score.count(&found, sentence);
    }
    score
}

impl Score {
    /// Counts a sentence whose tokens are the treebank's.
    pub fn count(&mut self, found: &Sentence, sentence: &GoldSentence) {
        let score = self;
        for (token, word) in found.tokens.iter().zip(&sentence.words) {
            let head = token.head == word.head;
            let broad = |rel: &'static str| rel.split(':').next();
            score.words += 1;
            score.upos += usize::from(token.upos == word.upos);
            score.xpos += usize::from(token.xpos == word.xpos);
            score.lemma += usize::from(token.lemma == word.lemma);
            score.heads += usize::from(head);
            score.labelled += usize::from(head && token.rel == word.rel);
            score.rels.entry(token.rel.as_str()).or_default()[0] += 1;
            score.rels.entry(word.rel.as_str()).or_default()[2] += 1;
            score.rels.entry(word.rel.as_str()).or_default()[1] += usize::from(head && token.rel == word.rel);
            score.broad += usize::from(head && broad(token.rel.as_str()) == broad(word.rel.as_str()));
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |right: usize| 100.0 * right as f64 / self.words.max(1) as f64;
        write!(
            f,
            "UPOS {:.2}  XPOS {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2}  LAS without subtypes {:.2}",
            share(self.upos),
            share(self.xpos),
            share(self.lemma),
            share(self.heads),
            share(self.labelled),
            share(self.broad)
        )
    }
}
