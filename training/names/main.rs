//! Trains the tagger of names: `cargo run --release --example train-names -- ../shared/data/treebank`.
//! It learns from UNER's names on EWT dev and PUD and from the entities of GUM train,
//! and writes `models/names.bin`. UNER's EWT test is kept for `score-names`.

mod data;
mod validate;

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::knowledge::Knowledge;
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::names::{Lexicon, Words, tagger};

use data::Labelled;

/// First byte, byte after the last, kind.
type Name = (usize, usize, tagger::Kind);

/// Rounds and rows of weights (a power of two), chosen by `--validate`.
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
    let (language, lexicon) = (Language::new(), Lexicon::new(Knowledge::get()));
    let common = common(&[&read("ewt-train.conllu.gz")?, &read("gum-train.conllu.gz")?]);
    let [pud, gum] = [pud, gum].map(|part| examples(&language, &lexicon, &common, &part));
    let more = [pud, gum].concat();
    // Sentences whose proper nouns are known, not their kinds.
    let silver = data::proper(&read("ewt-train.conllu.gz")?);
    let silver = examples(&language, &lexicon, &common, &silver);
    if std::env::args().any(|arg| arg == "--validate") {
        let teach = |part: &[Labelled]| {
            let learn = examples(&language, &lexicon, &common, part);
            let gold = [&learn, &learn, more.as_slice()].concat();
            taught(&gold, &silver, &common)
        };
        validate::validate(&language, &ewt, teach);
        return Ok(());
    }
    let ewt = examples(&language, &lexicon, &common, &ewt);
    let all = [ewt.clone(), ewt, more].concat();
    let model = taught(&all, &silver, &common);
    let bytes = model.write();
    std::fs::write("models/names.bin", &bytes)?;
    println!("models/names.bin: {} sentences, {} bytes", all.len(), bytes.len());
    Ok(())
}

/// A model that has learned from labelled sentences and then also from those whose
/// proper nouns alone are known, labelled by the model of the first round.
fn taught(gold: &[tagger::Example], silver: &[tagger::Example], common: &tagger::Common) -> tagger::Model {
    let first = tagger::train(gold, common, ROUNDS, BITS, 1);
    let labelled = silver.iter().map(|example| {
        let mut labels = first.decode(&example.features, &example.capitals);
        for span in tagger::spans(&labels) {
            let tokens = span.tokens;
            if example.labels[tokens.start] == 0 || example.labels[tokens.end - 1] == 0 {
                labels[tokens].fill(0);
            }
        }
        tagger::Example { labels, ..example.clone() }
    });
    let all: Vec<tagger::Example> = labelled.chain(gold.iter().cloned()).collect();
    tagger::train(&all, common, ROUNDS, BITS, 2)
}

/// The words that the treebanks write in small letters at least three times.
fn common(files: &[&str]) -> tagger::Common {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for block in files.iter().flat_map(|file| data::blocks(file)) {
        for line in &block.lines {
            if line[1].chars().all(char::is_lowercase) {
                *seen.entry(line[1]).or_default() += 1;
            }
        }
    }
    tagger::Common::new(seen.into_iter().filter(|(_, times)| *times > 2).map(|(word, _)| word))
}

/// Examples over the tokens and tags that the program itself gives the text.
fn examples<'a>(
    language: &Language,
    lexicon: &Lexicon,
    common: &tagger::Common,
    part: impl IntoIterator<Item = &'a Labelled>,
) -> Vec<tagger::Example> {
    let mut made = Vec::new();
    for labelled in part {
        let names = names(labelled);
        for sentence in language.tag(&labelled.text) {
            let words = Words::new(&labelled.text, &sentence, lexicon);
            made.push(tagger::Example {
                features: tagger::features(&words, common),
                capitals: tagger::capitals(&words),
                labels: sentence.tokens.iter().map(|token| label(&names, token.start)).collect(),
            });
        }
    }
    made
}

/// The names of a sentence: first and last byte and kind.
fn names(labelled: &Labelled) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (token, label) in labelled.sentence.tokens.iter().zip(&labelled.labels) {
        let kind = match label.get(2..) {
            Some("PER") => tagger::Kind::Person,
            Some("ORG") => tagger::Kind::Organisation,
            Some("LOC") => tagger::Kind::Place,
            _ => continue,
        };
        match names.last_mut() {
            Some(last) if label.starts_with('I') && last.2 == kind => last.1 = token.end,
            _ => names.push((token.start, token.end, kind)),
        }
    }
    names
}

fn label(names: &[Name], start: usize) -> tagger::Label {
    match names.iter().find(|(from, to, _)| (*from..*to).contains(&start)) {
        Some((from, _, kind)) if *from == start => kind.begin(),
        Some((_, _, kind)) => kind.inside(),
        None => 0,
    }
}
