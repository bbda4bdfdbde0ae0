//! Scores on raw text: sentences, tokens and trees found from the text alone, after
//! the CoNLL 2018 shared task. A span is told by the characters before it, spaces aside.

use std::fmt;
use std::ops::Range;

use diplomacy_watch::read::Analyser;
use diplomacy_watch::read::syntax::Sentence;
use rustc_hash::FxHashMap;

use crate::score::Score;
use crate::treebank::{Gold, GoldSentence};

/// Counts of what was found, what is right, and what there is.
#[derive(Debug, Clone, Copy, Default)]
struct Overlap {
    found: usize,
    right: usize,
    gold: usize,
}

/// Scores from the text alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct RawScore {
    tokens: Overlap,
    sentences: Overlap,
    labelled: Overlap,
}

/// The text of a treebank, a paragraph to a line.
pub fn text(sentences: &[GoldSentence]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        text.push_str(if text.is_empty() {
            ""
        } else if sentence.starts_paragraph {
            "\n\n"
        } else {
            " "
        });
        text.push_str(&sentence.raw);
    }
    text
}

/// A span as counts of characters, spaces aside.
type Span = (usize, usize);

/// Tags and parses gold tokens in gold sentences, each in the text around it.
pub fn of_tokens(analyser: &Analyser, gold: &[GoldSentence]) -> Score {
    let text = text(gold);
    let mut at = 0;
    let cut = gold.iter().enumerate().map(|(i, sentence)| {
        let start = at + text[at..].find(&sentence.raw).unwrap_or_default();
        at = start + sentence.raw.len();
        let tokens: Vec<Range<usize>> =
            placed(sentence).into_iter().map(|token| start + token.start..start + token.end).collect();
        analyser.language().tag_tokens(&text, i, &tokens)
    });
    let mut sentences: Vec<Sentence> = cut.collect();
    analyser.trees(&text, &mut sentences);
    let mut score = Score::default();
    sentences.iter().zip(gold).for_each(|(found, gold)| score.count(found, gold));
    score
}

/// Where each word stands in the sentence as written. One that is not written there
/// stands where the word before ends.
fn placed(sentence: &GoldSentence) -> Vec<Range<usize>> {
    let mut at = 0;
    let place = |word: &Gold| {
        let found = sentence.raw[at..].find(&word.form);
        let range = found.map_or(at..at, |found| at + found..at + found + word.form.len());
        at = range.end;
        range
    };
    sentence.words.iter().map(place).collect()
}

/// Scores the layer on the treebank's text.
pub fn of(analyser: &Analyser, gold: &[GoldSentence]) -> RawScore {
    let text = text(gold);
    let mut before = vec![0; text.len() + 1];
    for (at, c) in text.char_indices() {
        let next = before[at] + usize::from(!c.is_whitespace());
        before[at + 1..=at + c.len_utf8()].fill(next);
    }
    let mut score = RawScore::default();
    let mut trees: FxHashMap<Span, (Option<Span>, &str)> = FxHashMap::default();
    let mut ends: FxHashMap<Span, ()> = FxHashMap::default();
    let mut at = 0;
    for sentence in gold {
        let start = at;
        let spans: Vec<Span> = sentence
            .words
            .iter()
            .map(|word| {
                let from = at;
                at += word.form.chars().filter(|c| !c.is_whitespace()).count();
                (from, at)
            })
            .collect();
        // Where a word's parts are not written out, the text has the last say.
        at = start + sentence.raw.chars().filter(|c| !c.is_whitespace()).count();
        ends.insert((start, at), ());
        for (word, &span) in sentence.words.iter().zip(&spans) {
            trees.insert(span, (word.head.map(|head| spans[head]), word.rel.as_str()));
        }
        score.tokens.gold += spans.len();
        score.sentences.gold += 1;
    }
    let mut sentences = analyser.language().tag(&text);
    analyser.trees(&text, &mut sentences);
    for sentence in sentences {
        let span = |start: usize, end: usize| (before[start], before[end]);
        score.sentences.found += 1;
        score.sentences.right += usize::from(ends.contains_key(&span(sentence.start, sentence.end)));
        for token in &sentence.tokens {
            let head = token.head.map(|head| &sentence.tokens[head]).map(|head| span(head.start, head.end));
            let found = trees.get(&span(token.start, token.end));
            score.tokens.found += 1;
            score.tokens.right += usize::from(found.is_some());
            score.labelled.right += usize::from(found == Some(&(head, token.rel.as_str())));
        }
    }
    score.labelled = Overlap { right: score.labelled.right, ..score.tokens };
    score
}

impl Overlap {
    /// F1 in hundredths.
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

impl fmt::Display for RawScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [sentences, tokens, labelled] = [self.sentences, self.tokens, self.labelled].map(Overlap::f1);
        write!(f, "sentences {sentences:.2}  tokens {tokens:.2}  LAS {labelled:.2}")
    }
}
