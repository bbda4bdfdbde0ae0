//! Trains the tagger of names: `cargo run --release --example train-names -- ../shared/data/treebank`.
//! It learns from UNER's names on EWT dev and PUD and from the entities of GUM train,
//! and writes `models/names.bin`. UNER's EWT test is kept for `score-names`.

mod data;

use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::knowledge::Knowledge;
use diplomacy_watch::read::names::{Lexicon, Words, tagger};

use data::Labelled;

/// The number of rounds, chosen by cross-validation over the UNER parts.
const ROUNDS: usize = 5;
const BITS: u32 = 17;

fn main() -> Result<()> {
    let folder =
        std::env::args().nth(1).context("name the folder of treebanks, such as ../shared/data/treebank")?;
    let folder = Path::new(&folder);
    let read = |name: &str| data::slurp(&folder.join(name));
    let ewt = data::named(&read("uner-ewt-dev.iob2")?, &data::tags(&read("ewt-dev.conllu")?));
    let pud = data::named(&read("uner-pud.iob2")?, &data::tags(&read("pud-wiki.conllu")?));
    let gum = data::gum(&read("gum-train.conllu.gz")?);
    let lexicon = Lexicon::new(Knowledge::get());
    let [ewt, pud, gum] = [ewt, pud, gum].map(|part| examples(&lexicon, &part));
    if std::env::args().any(|arg| arg == "--validate") {
        return validate(&ewt, &pud, &gum);
    }
    let all = [ewt.clone(), ewt, pud, gum].concat();
    let model = tagger::train(&all, ROUNDS, BITS, 1);
    let bytes = model.write();
    std::fs::write("models/names.bin", &bytes)?;
    println!("models/names.bin: {} sentences, {} bytes", all.len(), bytes.len());
    Ok(())
}

fn examples(lexicon: &Lexicon, part: &[Labelled]) -> Vec<tagger::Example> {
    let example = |labelled: &Labelled| {
        let words = Words::new(&labelled.text, &labelled.sentence, lexicon);
        tagger::Example {
            features: tagger::features(&words),
            capitals: tagger::capitals(&words),
            labels: labelled.labels.iter().map(|label| number(label)).collect(),
        }
    };
    part.iter().map(example).collect()
}

fn number(label: &str) -> tagger::Label {
    let kind = match label.get(2..) {
        Some("PER") => tagger::Kind::Person,
        Some("ORG") => tagger::Kind::Organisation,
        Some("LOC") => tagger::Kind::Place,
        _ => return 0,
    };
    if label.starts_with('B') { kind.begin() } else { kind.inside() }
}

/// Prints F1 over four folds of EWT dev, for several settings.
fn validate(ewt: &[tagger::Example], pud: &[tagger::Example], gum: &[tagger::Example]) -> Result<()> {
    for (rounds, bits) in [(5, 17), (8, 17), (8, 18), (12, 18)] {
        for (name, more) in [("ewt+pud", &[][..]), ("ewt+pud+gum", gum)] {
            let (mut right, mut found, mut there) = (0, 0, 0);
            for fold in 0..4 {
                let held = |i: usize| i * 4 / ewt.len() == fold;
                let learn: Vec<_> = (0..ewt.len()).filter(|&i| !held(i)).map(|i| ewt[i].clone()).collect();
                let model = tagger::train(&[&learn, &learn, pud, more].concat(), rounds, bits, 1);
                for example in (0..ewt.len()).filter(|&i| held(i)).map(|i| &ewt[i]) {
                    let guess = tagger::spans(&model.decode(&example.features, &example.capitals));
                    let gold = tagger::spans(&example.labels);
                    right += guess.iter().filter(|span| gold.contains(span)).count();
                    found += guess.len();
                    there += gold.len();
                }
            }
            let f1 = 200.0 * right as f64 / (found + there) as f64;
            println!(
                "{name} rounds {rounds} bits {bits}: F1 {f1:.1} ({right} of {found} found, {there} there)"
            );
        }
    }
    Ok(())
}
