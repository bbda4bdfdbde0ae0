//! Scores the names against UNER's on EWT test: `cargo run --release --example score-names --
//! ../shared/data/treebank`. It reads each document's plain text, a sentence a line, tags it
//! as the fast and as the careful reader do, and counts a name as right where its characters
//! and its kind are the same. `--errors` prints what is missed and wrong.

#[allow(dead_code, reason = "training reads more than scoring")]
mod data;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use diplomacy_watch::read::Analyser;

fn main() -> Result<()> {
    let folder =
        std::env::args().nth(1).context("name the folder of treebanks, such as ../shared/data/treebank")?;
    let errors = std::env::args().any(|arg| arg == "--errors");
    let file = data::slurp(&Path::new(&folder).join("uner-ewt-test.iob2"))?;
    for (reader, analyser) in [("fast", Analyser::fast()), ("careful", Analyser::careful())] {
        println!("{reader} reader");
        score(&analyser, &data::documents(&data::named(&file, &HashMap::new())), errors);
    }
    Ok(())
}

fn score(analyser: &Analyser, documents: &[data::Document], errors: bool) {
    let mut counts = data::Counts::default();
    let (mut words, mut seconds) = (0, 0.0);
    for document in documents {
        let gold: HashSet<data::Name> = document.names.iter().copied().collect();
        let start = Instant::now();
        let found = analyser.bare_names(&document.text);
        seconds += start.elapsed().as_secs_f64();
        words += found.iter().map(|(sentence, _)| sentence.tokens.len()).sum::<usize>();
        let guess = data::by_kind(found);
        counts.add(&gold, &guess);
        if errors && gold != guess {
            data::show_errors(&document.text, &gold, &guess);
        }
    }
    counts.print();
    println!("{:.0} words/s from text to names", words as f64 / seconds);
}
