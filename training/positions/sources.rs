//! The texts that the model learns from.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::position::learned::Seen;
use diplomacy_watch::record::Span;
use serde_json::Value;

use super::labels::Label;
use super::marks::{self, Marked};
use super::samples::{self, Origin, Samples, Sort};
use super::texts::{LABELLED, columns, dated, each, find, presidencies, text};
use super::whole::Whole;

const SENTENCES: &str = include_str!("sentences.txt");

/// Everything that one reader sees in them.
pub fn read(folder: &Path, name: &'static str, reader: &Reader) -> Result<Vec<Samples>> {
    let mut found = official(folder, name, reader)?;
    found.extend(press(name, reader)?);
    found.extend(sentences(name, reader));
    Ok(found)
}

/// A stretch of a labelled document.
struct Passage {
    stretch: Span,
    labels: Vec<Label>,
    optional: Vec<Span>,
}

/// The open documents.
fn official(folder: &Path, name: &'static str, reader: &Reader) -> Result<Vec<Samples>> {
    let documents = presidencies(&folder.join("presidencies"))?;
    let mut passages: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
    for line in text(&Path::new(LABELLED).join("positions.jsonl"))?.lines() {
        let one: Value = serde_json::from_str(line).context("a label is ill-formed")?;
        if !one["part"].as_str().unwrap_or_default().starts_with("open") {
            continue;
        }
        let whole = Span { start: 0, end: one["length"].as_u64().unwrap_or_default() as usize };
        let stretch = serde_json::from_value(one["passage"].clone()).unwrap_or(whole);
        let labels = one["positions"].as_array().into_iter().flatten();
        let (optional, due): (Vec<&Value>, Vec<&Value>) =
            labels.partition(|label| label["optional"].as_bool().unwrap_or(false));
        let labels = due.into_iter().map(Label::of_document).collect::<Result<_>>()?;
        let optional =
            optional.into_iter().map(|one| serde_json::from_value(one.clone())).collect::<Result<_, _>>()?;
        let url = one["url"].as_str().unwrap_or_default();
        passages.entry(url.to_owned()).or_default().push(Passage { stretch, labels, optional });
    }
    let all = passages.into_iter().map(|(url, passages)| {
        let article = documents.get(&url).with_context(|| format!("{url} is not there"))?;
        Ok((url, article, passages))
    });
    Ok(each(&all.collect::<Result<Vec<_>>>()?, |(url, article, passages)| {
        let stands = reader.stands(article);
        let origin = Origin { document: url.clone(), reader: name, sort: Sort::Official };
        let of = |one: &Passage| {
            let inside = |seen: &&Seen| one.stretch.contains(seen.anchor);
            let seen: Vec<Seen> = stands.predicates.iter().filter(inside).cloned().collect();
            let whole = Whole::of(&stands, one.stretch, one.labels.clone(), one.optional.clone());
            samples::of_labels(&seen, whole, origin.clone(), &article.text)
        };
        passages.iter().map(of).collect()
    }))
}

/// The labelled articles for mending.
fn press(name: &'static str, reader: &Reader) -> Result<Vec<Samples>> {
    Ok(each(&columns()?, |(article, label)| {
        let find = |words: &str| find(article, words);
        let positions = label["positions"].as_array().into_iter().flatten();
        let labels: Vec<Label> = positions.flat_map(|one| Label::of_article(one, find)).collect();
        let optional = label["optional"].as_array().into_iter().flatten();
        let optional: Vec<Span> = optional.filter_map(|one| find(one.as_str()?)).collect();
        let origin = Origin { document: article.id.clone(), reader: name, sort: Sort::Press };
        let stands = reader.stands(article);
        let all = Span { start: 0, end: article.text.len() };
        let whole = Whole::of(&stands, all, labels, optional);
        vec![samples::of_labels(&stands.predicates, whole, origin, &article.text)]
    }))
}

/// The sentences of our own.
fn sentences(name: &'static str, reader: &Reader) -> Vec<Samples> {
    each(&marks::lines(SENTENCES), |line| {
        let marked = Marked::read(line);
        let seen = reader.stands(&dated(marked.text.clone())).predicates;
        let origin = Origin { document: (*line).to_owned(), reader: name, sort: Sort::Sentence };
        vec![samples::of_marks(&seen, &marked, origin)]
    })
}
