//! Trains the model of stands: `cargo run --release --example train-positions -- ../shared/data`.
//! It learns from the open documents of `tests/labelled/positions.jsonl`, from the articles
//! for mending of `tests/labelled/columns` and from `sentences.txt`, read by both readers,
//! and writes `models/positions.bin`. First it states how well it does on folds of documents
//! that it did not learn from, by which the settings were chosen. With a file after the folder it
//! writes there instead what such models say of each predicate, for `training/encoder/stands.py`.

mod folds;
mod labels;
mod learn;
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
mod whole;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::position::learned::model::{Model, Thresholds};

/// How likely a stand must be to count; chosen on folds, by what rules and model tell together.
const THRESHOLDS: Thresholds = Thresholds { in_press: 0.65, on_channel: 0.5 };

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name the folder of the data, such as ../shared/data")?;
    let mut texts = Vec::new();
    for (name, reader) in [("fast", Reader::fast()), ("careful", Reader::careful())] {
        texts.extend(sources::read(Path::new(&folder), name, &reader)?);
    }
    ensure!(!texts.is_empty(), "there are no open documents");
    let folds = folds::of(&texts);
    if let Some(file) = std::env::args().nth(2) {
        return opinions::write(&texts, &folds, Path::new(&file));
    }
    folds::state(&texts, &folds, &[0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]);
    let bytes = Model::write(THRESHOLDS, learn::weights(texts.iter()));
    std::fs::write("models/positions.bin", &bytes)?;
    let predicates: usize = texts.iter().map(|text| text.all.len()).sum();
    println!("models/positions.bin: {predicates} predicates, {} bytes", bytes.len());
    Ok(())
}
