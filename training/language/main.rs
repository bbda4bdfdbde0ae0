//! Learns the language layer from a folder of treebanks:
//! `cargo run --release --example train-language -- ../shared/data/treebank`.

mod lemmas;
mod oracle;
mod perceptron;
mod random;
mod score;
mod tags;
mod treebank;
mod trees;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::language::model::{self, Model};
use diplomacy_watch::read::language::view::Word;
use diplomacy_watch::read::language::{moves, parser, table};
use diplomacy_watch::read::syntax::Rel;

use oracle::Tree;
use treebank::GoldSentence;
use trees::Example;

/// What is learned from.
const TRAIN: [&str; 3] = ["ewt-train.conllu", "gum-train.conllu", "pud-wiki.conllu"];
/// What choices are made on.
const DEV: [&str; 2] = ["ewt-dev.conllu", "gum-dev.conllu"];
/// Parts of the training text, each tagged by a tagger that has not seen it.
const FOLDS: usize = 5;

/// Learns models/language.bin.
#[derive(Parser)]
struct Arguments {
    /// Folder with ewt-train.conllu.gz and the other treebanks.
    treebank: PathBuf,
    /// Where the model goes.
    #[arg(long, default_value = "models/language.bin")]
    out: PathBuf,
    /// Taggers and parsers that are averaged.
    #[arg(long, default_value_t = 4)]
    seeds: u64,
    /// How many are learned at a time.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Times that each learns from every sentence.
    #[arg(long, default_value_t = 5)]
    epochs: usize,
    /// Slots for the features of moves, as a power of two.
    #[arg(long, default_value_t = 20)]
    bits: u32,
    /// Weights of relations that the parser keeps.
    #[arg(long, default_value_t = 500_000)]
    relations: usize,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut sentences = Vec::new();
    for file in TRAIN {
        sentences.extend(treebank::read(&arguments.treebank, file)?);
    }
    eprintln!("{} sentences to learn from", sentences.len());
    let set = tags::TagSet::of(&sentences);
    let lemmatizer = lemmas::learn(&sentences);
    let threads = arguments.threads;
    let full = tags::Plan { epochs: 8, seeds: arguments.seeds, threads, most: 1_000_000 };
    let part = tags::Plan { epochs: 5, seeds: 1, threads, most: 1_000_000 };
    let tagger = tags::learn(&sentences, &set, full);
    eprintln!("tagger: {} bytes", tagger.len());
    let mut examples = Vec::new();
    for fold in 0..FOLDS {
        let apart = |held: bool| -> Vec<GoldSentence> {
            let own = sentences.iter().enumerate().filter(|(i, _)| ((i / 10) % FOLDS == fold) == held);
            own.map(|(_, sentence)| sentence.clone()).collect()
        };
        let held = apart(true);
        let tagger = tags::learn(&apart(false), &set, part);
        let language = language(model::write(&tagger, &lemmatizer, &no_parser()))?;
        examples.extend(held.iter().map(|sentence| example(&language, sentence)));
    }
    eprintln!("{} sentences tagged apart", examples.len());
    let plan = trees::Plan { epochs: arguments.epochs, seeds: arguments.seeds, threads };
    let size = trees::Size { bits: arguments.bits, relations: arguments.relations };
    let learned = trees::learn(&examples, plan);
    let parser = learned.write(size);
    eprintln!("parser: {} bytes", parser.len());
    let bytes = model::write(&tagger, &lemmatizer, &parser);
    std::fs::write(&arguments.out, &bytes)
        .with_context(|| format!("cannot write {}", arguments.out.display()))?;
    eprintln!("{}: {} bytes", arguments.out.display(), bytes.len());
    let language = language(bytes)?;
    for file in DEV {
        println!("{file} {}", score::of(&language, &treebank::read(&arguments.treebank, file)?));
    }
    Ok(())
}

/// A sentence as the parser will see it.
fn example(language: &Language, sentence: &GoldSentence) -> Example {
    let (text, ranges) = sentence.spaced();
    let tagged = language.tag_tokens(&text, 0, &ranges);
    let heads: Vec<Option<usize>> = sentence.words.iter().map(|word| word.head).collect();
    let rels: Vec<Rel> = sentence.words.iter().map(|word| word.rel).collect();
    Example {
        words: tagged.tokens.iter().map(|token| Word::of(&text, token)).collect(),
        tree: Tree::new(&heads, &rels),
    }
}

fn language(bytes: Vec<u8>) -> Result<Language> {
    Ok(Language::with(Model::read(bytes.leak()).context("the model cannot be read back")?))
}

/// A parser that knows nothing, for a layer that only tags.
fn no_parser() -> Vec<u8> {
    parser::write(&[Rel::Dep], &moves::write(&[], 1), &table::write(Vec::new()))
}
