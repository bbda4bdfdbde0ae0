//! What the model learns from: pairs, each with whether they are a contact.

use std::collections::BTreeSet;

use diplomacy_watch::read::contact::learned::{Seen, Told};
use diplomacy_watch::read::linear::key;

use super::labels::{self, Label};
use diplomacy_watch::record::Span;

/// Where a pair is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A labelled document of an official channel.
    Official,
    /// A labelled article.
    Press,
    /// A sentence of our own.
    Sentence,
    /// A rule's own sentence.
    Ruled,
    /// A document of which only is known what rules find in it.
    Silver,
    /// A text of the press that hardly tells of dealings, at words that only the encoder takes for
    /// words of dealing.
    Plain,
}

impl Sort {
    /// How much a pair counts, and how many of a hundred of its features are left out each time.
    pub fn counts(self, told: Told) -> (f32, u64) {
        match (self, told) {
            (Self::Official | Self::Press | Self::Sentence, _) => (1.0, 10),
            (Self::Ruled, _) => (0.5, 20),
            (Self::Plain, _) => (0.5, 10),
            (Self::Silver, Told::Nothing) => (0.05, 30),
            (Self::Silver, _) => (0.2, 30),
        }
    }
}

/// A pair at a word of dealing.
#[derive(Debug, Clone)]
pub struct Sample {
    pub document: String,
    pub reader: &'static str,
    pub sort: Sort,
    pub anchor: Span,
    pub told: Told,
    pub is_weighed: bool,
    pub is_listed: bool,
    pub features: Vec<u32>,
    /// Whether they deal by it; `None` where that is open.
    pub due: Option<bool>,
    /// By which label of the document.
    pub label: Option<usize>,
}

fn sample(one: &Seen, document: &str, reader: &'static str, sort: Sort) -> Sample {
    Sample {
        document: document.to_owned(),
        reader,
        sort,
        anchor: one.anchor,
        told: one.told,
        is_weighed: one.is_weighed,
        is_listed: one.is_listed,
        features: one.features.iter().map(|feature| key(feature)).collect(),
        due: None,
        label: None,
    }
}

/// The pairs of a labelled document.
pub fn of_labels(
    seen: &[Seen],
    labels: &[Label],
    optional: &[Span],
    document: &str,
    reader: &'static str,
    sort: Sort,
) -> Vec<Sample> {
    let mut samples: Vec<Sample> = seen
        .iter()
        .map(|one| {
            let (due, label) = labels::due(one, labels, optional);
            Sample { due, label, ..sample(one, document, reader, sort) }
        })
        .collect();
    part(seen, &mut samples);
    samples
}

/// The pairs of a sentence whose parties and words of dealing are marked.
pub fn of_marks(
    seen: &[Seen],
    parties: &[Span],
    words: &[Span],
    document: &str,
    reader: &'static str,
) -> Vec<Sample> {
    let marked = |spans: &[Span], one: Span| spans.iter().any(|span| span.overlaps(one));
    let mut samples: Vec<Sample> = seen
        .iter()
        .map(|one| {
            let both = one.parties.iter().all(|party| marked(parties, party.span));
            let due = match (marked(words, one.anchor), both && !words.is_empty()) {
                (true, true) => Some(true),
                (false, true) => None,
                _ => Some(false),
            };
            Sample { due, ..sample(one, document, reader, Sort::Sentence) }
        })
        .collect();
    part(seen, &mut samples);
    samples
}

/// The pairs of a document of which is only known what rules find in it; where they find
/// nothing there is hardly a contact.
pub fn of_rules(seen: &[Seen], document: &str, reader: &'static str, sort: Sort) -> Vec<Sample> {
    let due = |told: Told| match told {
        Told::This => Some(true),
        Told::Others | Told::Nothing => Some(false),
        Told::Elsewhere => None,
    };
    let mut samples: Vec<Sample> =
        seen.iter().map(|one| Sample { due: due(one.told), ..sample(one, document, reader, sort) }).collect();
    part(seen, &mut samples);
    samples.retain(|one| one.due.is_some());
    samples
}

/// Who only stand beside one another ("met **A and B**") are no pair where somebody else
/// deals with both.
fn part(seen: &[Seen], samples: &mut [Sample]) {
    let joined = |one: &Seen| {
        let mut ways = one.features.iter().filter_map(|feature| feature.strip_prefix("to one another "));
        ways.any(|way| way.split(' ').all(|step| matches!(step, "conj" | "<conj" | "appos")))
    };
    let mut crossed: BTreeSet<usize> = BTreeSet::new();
    for (one, sample) in seen.iter().zip(samples.iter()) {
        if sample.due == Some(true) && !joined(one) {
            crossed.insert(one.anchor.start);
        }
    }
    for (one, sample) in seen.iter().zip(samples) {
        if sample.due == Some(true) && joined(one) && crossed.contains(&one.anchor.start) {
            (sample.due, sample.label) = (Some(false), None);
        }
    }
}
