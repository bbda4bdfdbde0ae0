//! Trains the model of contacts: `cargo run --release --example train-contacts -- ../shared/data`.
//! It learns from the open documents of `tests/labelled/contacts.jsonl`, from the articles
//! for mending of `tests/labelled/columns` and from `sentences.txt`, read by both readers;
//! with less weight from the rules' own sentences, from what rules find in other documents and
//! from the press, where the encoder takes words for words of dealing that are none. First it
//! states how well it does on folds of documents that it did not learn from, by which the
//! threshold was chosen. It writes `models/contacts.bin`. With a file after the
//! folder it writes there instead what such models say of each pair, for `training/encoder/dealings.py`.

mod folds;
mod labels;
#[path = "../linear.rs"]
mod linear;
#[path = "../marks.rs"]
mod marks;
mod opinions;
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
    samples.extend(sources.plain(&readers[1].1)?);
    let likelihoods = folds::held_out(&samples);
    if let Some(file) = std::env::args().nth(2) {
        return opinions::write(&samples, &likelihoods, &sources.texts()?, Path::new(&file));
    }
    folds::state(&samples, &likelihoods, &[0.5, THRESHOLD, 0.7, 0.8]);
    let all: Vec<&Sample> = samples.iter().collect();
    let bytes = Model::write(THRESHOLD, weights(&all));
    std::fs::write("models/contacts.bin", &bytes)?;
    println!("models/contacts.bin: {} pairs, {} bytes", samples.len(), bytes.len());
    Ok(())
}

fn weights(samples: &[&Sample]) -> Vec<(u32, [f32; 2])> {
    let lesson = |sample: &&Sample| {
        let is_contact = sample.due.filter(|_| sample.is_weighed)?;
        let (weight, thinned) = sample.sort.counts(sample.told);
        Some(Lesson { features: sample.features.clone(), due: [!is_contact, is_contact], weight, thinned })
    };
    let lessons: Vec<Lesson<2>> = samples.iter().filter_map(lesson).filter(|one| one.weight > 0.0).collect();
    linear::weights(&lessons, &SETTINGS)
}
