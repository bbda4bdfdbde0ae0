//! What the words' model says of each predicate of a text that it did not learn from, for
//! the training of the encoder's part for stands.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::position::learned::model::{ACTS, CLASSES, Model};
use diplomacy_watch::read::position::learned::{Bar, Seen};
use diplomacy_watch::record::{Act, Span};
use serde::Serialize;

use super::folds::Fold;
use super::samples::{Sample, Samples};

/// A text with its predicates.
#[derive(Serialize)]
struct Row<'s> {
    document: &'s str,
    sort: String,
    text: &'s str,
    /// What is learned from.
    samples: Vec<Learned>,
    /// What is told in the whole of it.
    predicates: Vec<Weighed>,
    labels: Vec<Due<'s>>,
    optional: &'s [Span],
    by_rules: Vec<Told>,
}

#[derive(Serialize)]
struct Learned {
    anchor: Span,
    opinion: [f32; CLASSES],
    /// The classes that would be right.
    due: Vec<usize>,
}

#[derive(Serialize)]
struct Weighed {
    anchor: Span,
    content: Span,
    opinion: [f32; CLASSES],
    bar: Bar,
    /// The labels whose holder it takes.
    held: Vec<usize>,
}

#[derive(Serialize)]
struct Due<'s> {
    span: Span,
    acts: &'s [Act],
}

#[derive(Serialize)]
struct Told {
    content: Span,
    act: Act,
    held: Vec<usize>,
}

/// Writes a line of JSON for each text that the careful reader read.
pub fn write(texts: &[Samples], folds: &[Fold], path: &Path) -> Result<()> {
    let mut file =
        BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?);
    for (held, bytes) in folds {
        let model = Model::read(bytes).context("the model is not one")?;
        let is_here = |one: &&Samples| held.contains(one.origin.document.as_str());
        for text in texts.iter().filter(is_here).filter(|one| one.origin.reader == "careful") {
            serde_json::to_writer(&mut file, &row(text, &model))?;
            file.write_all(b"\n")?;
        }
    }
    Ok(file.flush()?)
}

fn row<'s>(text: &'s Samples, model: &Model) -> Row<'s> {
    let labels = &text.whole.labels;
    let held = |countries: &[Option<String>]| -> Vec<usize> {
        (0..labels.len()).filter(|&i| labels[i].takes(countries)).collect()
    };
    let opinion =
        |features: &[String]| model.likelihoods(features).unwrap_or([1.0 / CLASSES as f32; CLASSES]);
    let learned = |one: &Sample| Learned {
        anchor: one.anchor,
        opinion: opinion(&one.features),
        due: match one.acts.is_empty() {
            true => vec![0],
            false => (1..CLASSES).filter(|&class| one.acts.contains(&ACTS[class - 1])).collect(),
        },
    };
    let weighed = |one: &Seen| Weighed {
        anchor: one.anchor,
        content: one.content,
        opinion: opinion(&one.features),
        bar: one.bar,
        held: held(&one.countries),
    };
    Row {
        document: &text.origin.document,
        sort: format!("{:?}", text.origin.sort),
        text: &text.text,
        samples: text.all.iter().map(learned).collect(),
        predicates: text.whole.predicates.iter().map(weighed).collect(),
        labels: labels.iter().map(|one| Due { span: one.span, acts: &one.acts }).collect(),
        optional: &text.whole.optional,
        by_rules: text
            .whole
            .by_rules
            .iter()
            .map(|one| Told { content: one.content, act: one.act, held: held(&one.countries) })
            .collect(),
    }
}
