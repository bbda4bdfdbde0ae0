//! The predicates of the labelled documents, each with the acts that a label takes.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::input::{Fill, Format, Origin, articles};
use diplomacy_watch::read::position::learned::Seen;
use diplomacy_watch::record::{Act, Article, Span};
use serde::Deserialize;

/// A predicate with one who may hold a stand by it.
pub struct Sample {
    pub url: String,
    pub features: Vec<String>,
    /// The acts that it may be told as; none where it is no stand.
    pub acts: Vec<Act>,
}

#[derive(Deserialize)]
struct Labelled {
    week: String,
    part: String,
    url: String,
    length: usize,
    passage: Option<Span>,
    positions: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    holders: Vec<Option<String>>,
    act: Vec<Act>,
    #[serde(flatten)]
    span: Span,
    #[serde(default)]
    optional: bool,
}

/// Reads the open documents.
pub fn read(labels: &Path, folder: &Path, reader: &Reader) -> Result<Vec<Sample>> {
    let text =
        std::fs::read_to_string(labels).with_context(|| format!("cannot read {}", labels.display()))?;
    let labelled: Vec<Labelled> =
        text.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("a label is ill-formed")?;
    let mut texts: BTreeMap<String, BTreeMap<String, Article>> = BTreeMap::new();
    let mut seen: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    let mut samples = Vec::new();
    for one in labelled.iter().filter(|one| one.part.starts_with("open")) {
        if !texts.contains_key(&one.week) {
            texts.insert(one.week.clone(), week(&folder.join(format!("{}.jsonl", one.week)))?);
        }
        let article = texts[&one.week].get(&one.url).with_context(|| format!("{} is not there", one.url))?;
        let seen = seen.entry(one.url.clone()).or_insert_with(|| reader.stands(article));
        samples.extend(marked(one, seen));
    }
    Ok(samples)
}

fn week(path: &Path) -> Result<BTreeMap<String, Article>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found = BTreeMap::new();
    for line in text.lines() {
        for article in articles(Format::Jsonl, &Origin::default(), line.as_bytes(), &Fill::default())? {
            found.insert(article.url.clone().unwrap_or_default(), article);
        }
    }
    Ok(found)
}

/// The predicates of a passage. A label stands for the predicate in it whose clause fits it
/// best and whose holder it takes; the others in its words, and those in optional ones, are
/// left out.
fn marked(document: &Labelled, seen: &[Seen]) -> Vec<Sample> {
    let whole = Span { start: 0, end: document.length };
    let passage = document.passage.unwrap_or(whole);
    let in_passage = |one: &Seen| (passage.start..passage.end).contains(&one.evidence.start);
    let mut acts: Vec<Option<Vec<Act>>> = seen.iter().map(|one| in_passage(one).then(Vec::new)).collect();
    let (optional, due): (Vec<&Label>, Vec<&Label>) =
        document.positions.iter().partition(|label| label.optional);
    let touched = optional.iter().chain(&due).flat_map(|label| {
        seen.iter().enumerate().filter(|(_, one)| one.content.overlaps(label.span)).map(|(i, _)| i)
    });
    touched.for_each(|i| acts[i] = None);
    for label in due {
        let inside =
            |one: &Seen| (label.span.start.saturating_sub(2)..label.span.end).contains(&one.anchor.start);
        let held = |one: &Seen| one.countries.iter().any(|country| label.holders.contains(country));
        let fit = |one: &Seen| share(one.content, label.span);
        let fitting = seen.iter().filter(|one| inside(one) && held(one) && in_passage(one));
        let nearest = fitting.max_by(|a, b| fit(a).total_cmp(&fit(b)));
        // "Stressed | the need for …": the word that the stand hangs on may stand before it.
        let around = || {
            let held = seen.iter().filter(|one| held(one) && in_passage(one) && fit(one) >= MOSTLY);
            held.max_by(|a, b| fit(a).total_cmp(&fit(b)))
        };
        let Some(best) = nearest.or_else(around) else { continue };
        for (i, one) in seen.iter().enumerate().filter(|(_, one)| one.anchor == best.anchor) {
            acts[i] = Some(if held(one) { label.act.clone() } else { Vec::new() });
        }
    }
    let all = seen.iter().zip(acts);
    all.filter_map(|(one, acts)| {
        Some(Sample { url: document.url.clone(), features: one.features.clone(), acts: acts? })
    })
    .collect()
}

/// How much of both a clause and a label must share where its word stands outside the label.
const MOSTLY: f32 = 0.5;

/// How much of both spans they share.
fn share(a: Span, b: Span) -> f32 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f32 / (a.end - a.start + b.end - b.start - both).max(1) as f32
}
