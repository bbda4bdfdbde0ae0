//! Trains the model of contacts: `cargo run --release --example train-contacts -- ../shared/data`.
//! It learns from the open documents of `tests/labelled/contacts.jsonl`, from the articles
//! for mending of `tests/labelled/columns` and from `sentences.txt`, read by both readers;
//! with less weight from the rules' own sentences and from what rules find in other
//! documents. First it states how well it does on folds of documents that it did not learn
//! from, by which the threshold was chosen. It writes `models/contacts.bin`.

mod folds;
mod labels;
#[path = "../linear.rs"]
mod linear;
#[path = "../marks.rs"]
mod marks;
#[path = "../language/random.rs"]
mod random;
mod samples;
mod sources;
#[path = "../texts.rs"]
mod texts;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::contact::learned::model::Model;

use linear::{Lesson, Settings};
use samples::Sample;
use sources::Sources;

/// How likely a contact must be to count.
const THRESHOLD: f32 = 0.65;
/// Chosen on folds.
const SETTINGS: Settings = Settings { rounds: 12, rate: 0.2, decay: 1e-3, at_least: 3 };

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name the folder of the data, such as ../shared/data")?;
    let sources = Sources::new(Path::new(&folder))?;
    let mut samples = Vec::new();
    let readers = [("fast", Reader::fast()), ("careful", Reader::careful())];
    for (name, reader) in &readers {
        samples.extend(sources.labelled(name, reader)?);
    }
    ensure!(!samples.is_empty(), "there are no open documents");
    samples.extend(sources.silver(&readers[0].1)?);
    folds::state(&samples, &[0.5, THRESHOLD, 0.7, 0.8]);
    let all: Vec<&Sample> = samples.iter().collect();
    let bytes = Model::write(THRESHOLD, weights(&all));
    std::fs::write("models/contacts.bin", &bytes)?;
    println!("models/contacts.bin: {} pairs, {} bytes", samples.len(), bytes.len());
    Ok(())
}

fn weights(samples: &[&Sample]) -> Vec<(u32, [f32; 2])> {
    let lesson = |sample: &&Sample| {
        let is_contact = sample.due?;
        let (weight, thinned) = sample.sort.counts(sample.told);
        Some(Lesson { features: sample.features.clone(), due: [!is_contact, is_contact], weight, thinned })
    };
    let lessons: Vec<Lesson<2>> = samples.iter().filter_map(lesson).filter(|one| one.weight > 0.0).collect();
    linear::weights(&lessons, &SETTINGS)
}
