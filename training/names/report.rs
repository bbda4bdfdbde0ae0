//! Scores the names against UNER's on EWT test: `cargo run --release --example score-names --
//! ../shared/data/treebank`. It reads each document's plain text, a sentence a line, tags it
//! with the program's own language layer, and counts a name as right where its characters
//! and its kind are the same. `--errors` prints what is missed and wrong.

#[allow(dead_code, reason = "training reads more than scoring")]
mod data;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::names::Namer;

fn main() -> Result<()> {
    let folder =
        std::env::args().nth(1).context("name the folder of treebanks, such as ../shared/data/treebank")?;
    let errors = std::env::args().any(|arg| arg == "--errors");
    let file = data::slurp(&Path::new(&folder).join("uner-ewt-test.iob2"))?;
    let (language, namer) = (Language::new(), Namer::new());
    let mut counts = data::Counts::default();
    let (mut words, mut seconds) = (0, 0.0);
    for document in data::documents(&data::named(&file, &HashMap::new())) {
        let gold: HashSet<data::Name> = document.names.iter().copied().collect();
        let guess = data::guess(&language, &namer, &document.text);
        counts.add(&gold, &guess);
        if errors && gold != guess {
            data::show_errors(&document.text, &gold, &guess);
        }
        let sentences = language.tag(&document.text);
        words += sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
        let start = Instant::now();
        namer.find(&document.text, &sentences);
        seconds += start.elapsed().as_secs_f64();
    }
    counts.print();
    println!("{:.0} words/s for finding names", words as f64 / seconds);
    Ok(())
}
