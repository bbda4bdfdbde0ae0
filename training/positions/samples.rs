//! What the model learns from: predicates, each with the acts that it may be told as.

use diplomacy_watch::read::position::learned::Seen;
use diplomacy_watch::record::{Act, Span};

use super::labels::act;
use super::marks::Marked;
use super::whole::Whole;

/// What sort of text it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A labelled document of an official channel.
    Official,
    /// A labelled article.
    Press,
    /// A sentence of our own.
    Sentence,
}

impl Sort {
    /// How much a predicate counts.
    pub fn weight(self) -> f32 {
        match self {
            Self::Official | Self::Press => 1.0,
            Self::Sentence => 0.7,
        }
    }
}

/// Where a text is from, and which reader read it.
#[derive(Debug, Clone)]
pub struct Origin {
    pub document: String,
    pub reader: &'static str,
    pub sort: Sort,
}

/// The predicates of a text.
pub struct Samples {
    pub origin: Origin,
    pub text: String,
    pub all: Vec<Sample>,
    /// How many stands are marked in it, and how many of them no predicate stands for.
    pub due: usize,
    pub lost: usize,
    /// The same text with all that is told in it; of nothing where only sentences are marked.
    pub whole: Whole,
}

/// A predicate with one who may hold a stand by it.
pub struct Sample {
    pub anchor: Span,
    /// Whether words say that it is only supposed; the words' model does not learn from it.
    pub is_idle: bool,
    pub features: Vec<String>,
    /// The acts that it may be told as; none where it is no stand.
    pub acts: Vec<Act>,
}

fn gathered(seen: &[Seen], acts: Vec<Option<Vec<Act>>>) -> Vec<Sample> {
    let all = seen.iter().zip(acts);
    let sample = |one: &Seen, acts| Sample {
        anchor: one.anchor,
        is_idle: one.bar.is_idle(),
        features: one.features.clone(),
        acts,
    };
    all.filter_map(|(one, acts)| Some(sample(one, acts?))).collect()
}

/// The predicates of a labelled text. A label stands for the predicate in it whose clause
/// fits it best and whose holder it takes; the others in its words, and those in optional
/// ones, are left out.
pub fn of_labels(seen: &[Seen], whole: Whole, origin: Origin, text: &str) -> Samples {
    let Whole { labels, optional, .. } = &whole;
    let touched = |one: &Seen| {
        let mut spans = labels.iter().map(|label| &label.span).chain(optional);
        spans.any(|span| one.content.overlaps(*span))
    };
    let mut acts: Vec<Option<Vec<Act>>> = seen.iter().map(|one| (!touched(one)).then(Vec::new)).collect();
    let mut lost = 0;
    for label in labels {
        let inside =
            |one: &Seen| (label.span.start.saturating_sub(2)..label.span.end).contains(&one.anchor.start);
        let held = |one: &Seen| label.takes(&one.countries);
        let fit = |one: &Seen| share(one.content, label.span);
        // What is only supposed stands for it where nothing else does.
        let better =
            |a: &&Seen, b: &&Seen| (b.bar.is_idle().cmp(&a.bar.is_idle())).then(fit(a).total_cmp(&fit(b)));
        let nearest = seen.iter().filter(|one| inside(one) && held(one)).max_by(better);
        // "Stressed | the need for …": the word that the stand hangs on may stand before it.
        let around = || {
            let held = seen.iter().filter(|one| held(one) && fit(one) >= MOSTLY);
            held.max_by(better)
        };
        let Some(best) = nearest.or_else(around) else {
            lost += 1;
            continue;
        };
        for (i, one) in seen.iter().enumerate().filter(|(_, one)| one.anchor == best.anchor) {
            acts[i] = Some(if held(one) { label.acts.clone() } else { Vec::new() });
        }
    }
    let text = text.to_owned();
    Samples { origin, text, all: gathered(seen, acts), due: labels.len(), lost, whole }
}

/// The predicates of a sentence whose holders and words are marked; the others of the same
/// holder in the same words are left out.
pub fn of_marks(seen: &[Seen], marked: &Marked, origin: Origin) -> Samples {
    let held = |one: &Seen| {
        one.holders.iter().any(|words| marked.parties.iter().any(|party| party.overlaps(*words)))
    };
    // The predicate itself, else the smallest whose words hold it: "**has** no intention".
    let of_word = |word: Span| {
        let at = seen.iter().find(|one| held(one) && word.overlaps(one.anchor));
        let around = || {
            let around = seen.iter().filter(|one| held(one) && one.content.contains(word));
            around.min_by_key(|one| one.content.end - one.content.start)
        };
        at.or_else(around).map(|one| one.anchor)
    };
    let anchors: Vec<Option<Span>> = marked.words.iter().map(|(word, _)| of_word(*word)).collect();
    let told = |one: &Seen| {
        let at = anchors.iter().position(|anchor| *anchor == Some(one.anchor)).filter(|_| held(one))?;
        Some(&marked.words[at].1)
    };
    let beside = |one: &Seen| {
        held(one) && seen.iter().any(|other| told(other).is_some() && other.content.overlaps(one.content))
    };
    let acts = |one: &Seen| match told(one) {
        Some(acts) => Some(acts.split('|').filter_map(act).collect()),
        None if beside(one) => None,
        None => Some(Vec::new()),
    };
    let lost = anchors.iter().filter(|anchor| anchor.is_none()).count();
    let all = gathered(seen, seen.iter().map(acts).collect());
    let text = marked.text.clone();
    Samples { origin, text, all, due: marked.words.len(), lost, whole: Whole::default() }
}

/// How much of both a clause and a label must share where its word stands outside the label.
const MOSTLY: f32 = 0.5;

/// How much of both spans they share.
fn share(a: Span, b: Span) -> f32 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f32 / (a.end - a.start + b.end - b.start - both).max(1) as f32
}
