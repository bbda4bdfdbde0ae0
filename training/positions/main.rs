//! Trains the model of stands: `cargo run --release --example train-positions -- ../shared/data/presidencies`.
//! It learns from the open documents of `tests/labelled/positions.jsonl`, read by both
//! readers, and writes `models/positions.bin`. First it states how well it does on folds of
//! documents that it did not learn from, by which the threshold was chosen.

mod learn;
#[path = "../linear.rs"]
mod linear;
#[path = "../language/random.rs"]
mod random;
mod samples;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::position::learned::model::Model;

use random::Random;
use samples::Sample;

const LABELS: &str = "tests/labelled/positions.jsonl";
const FOLDS: usize = 5;
/// How likely an act must be to count.
const THRESHOLD: f32 = 0.5;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name the folder of the presidencies")?;
    let mut samples = Vec::new();
    for reader in [Reader::fast(), Reader::careful()] {
        samples.extend(samples::read(Path::new(LABELS), Path::new(&folder), &reader)?);
    }
    ensure!(!samples.is_empty(), "{LABELS} has no open documents");
    for threshold in [0.3, 0.4, THRESHOLD, 0.6] {
        let (right, told, due) = folds(&samples, threshold);
        println!(
            "from {threshold:.2} on: P {:.1} ({right} of {told}), R {:.1} ({right} of {due})",
            100.0 * right as f32 / told.max(1) as f32,
            100.0 * right as f32 / due.max(1) as f32,
        );
    }
    let bytes = Model::write(THRESHOLD, learn::weights(&samples.iter().collect::<Vec<_>>()));
    std::fs::write("models/positions.bin", &bytes)?;
    println!("models/positions.bin: {} predicates, {} bytes", samples.len(), bytes.len());
    Ok(())
}

/// Of predicates as models of the other folds have them: the stands told rightly, all that
/// are told, and all that there are.
fn folds(samples: &[Sample], threshold: f32) -> (usize, usize, usize) {
    let documents: BTreeSet<&str> = samples.iter().map(|sample| sample.url.as_str()).collect();
    let mut order: Vec<&str> = documents.into_iter().collect();
    Random::new(3).shuffle(&mut order);
    let (mut right, mut told, mut due) = (0, 0, 0);
    for fold in 0..FOLDS {
        let held: BTreeSet<&str> = order.iter().copied().skip(fold).step_by(FOLDS).collect();
        let (test, train): (Vec<&Sample>, Vec<&Sample>) =
            samples.iter().partition(|sample| held.contains(sample.url.as_str()));
        let bytes = Model::write(threshold, learn::weights(&train));
        let model = Model::read(&bytes).expect("just written");
        for sample in test {
            due += usize::from(!sample.acts.is_empty());
            let opinion = model.opinion(&sample.features);
            if let Some(opinion) = opinion.filter(|opinion| opinion.likelihood >= threshold) {
                told += 1;
                right += usize::from(sample.acts.contains(&opinion.act));
            }
        }
    }
    (right, told, due)
}
