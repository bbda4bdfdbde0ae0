//! Scores tags and trees of the fast and the careful reader:
//! `cargo run --release --example score-language -- ../shared/data/treebank`.

mod raw;
#[allow(dead_code, reason = "training scores without an analyser")]
mod score;
#[allow(dead_code, reason = "training scores without an analyser")]
mod treebank;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use diplomacy_watch::read::Analyser;
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::language::model::Model;

use score::Score;

/// Scores the language layer on treebanks, and times it.
#[derive(Parser)]
struct Arguments {
    /// Folder with ewt-test.conllu and the other treebanks.
    treebank: PathBuf,
    /// The files to score.
    #[arg(long, num_args = 1.., default_values = ["ewt-test.conllu", "gum-test.conllu"])]
    files: Vec<String>,
    /// A model to score in the place of the embedded one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Prints precision and recall of every relation.
    #[arg(long)]
    relations: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let start = Instant::now();
    let language = match &arguments.model {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            Language::with(Model::read(bytes.leak()).context("not a model")?)
        }
        None => Language::new(),
    };
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for (reader, analyser) in [("fast", Analyser::with(language)), ("careful", Analyser::careful())] {
        println!("{reader} reader");
        for file in &arguments.files {
            let sentences = treebank::read(&arguments.treebank, file)?;
            let score = raw::of_tokens(&analyser, &sentences);
            println!("  {file}");
            println!("    gold tokens: {score}");
            println!("    raw text:    {}", raw::of(&analyser, &sentences));
            if arguments.relations {
                print!("{}", relations(&score));
            }
        }
        let text = raw::text(&treebank::read(&arguments.treebank, &arguments.files[0])?);
        let start = Instant::now();
        let mut sentences = analyser.language().tag(&text);
        let tagged = start.elapsed().as_secs_f64();
        analyser.trees(&text, &mut sentences);
        let parsed = start.elapsed().as_secs_f64();
        let words = sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>() as f64;
        println!(
            "  one core, text to trees: {:.0} words/s (to fast tags {:.0})",
            words / parsed,
            words / tagged
        );
    }
    Ok(())
}

/// Precision, recall and F1 of every relation, a line each.
fn relations(score: &Score) -> String {
    let line = |(rel, [found, right, gold]): (&&str, &[usize; 3])| {
        let share = |of: usize| 100.0 * *right as f64 / of.max(1) as f64;
        let f1 = 200.0 * *right as f64 / (found + gold).max(1) as f64;
        format!("  {rel:15} {gold:6}  P {:5.1}  R {:5.1}  F1 {f1:5.1}\n", share(*found), share(*gold))
    };
    score.rels.iter().map(line).collect()
}
