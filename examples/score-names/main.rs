//! Scores the names against UNER's on EWT test: `cargo run --release --example score-names --
//! ../shared/data/treebank`. It reads the plain text, a sentence a line, tags it with the
//! program's own language layer, and counts a name as right where its characters and its
//! kind are the same. `--dev` scores EWT dev, on which the tagger was trained.

#[path = "../train-names/data.rs"]
#[allow(dead_code, reason = "training reads more than scoring")]
mod data;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::names::Namer;
use diplomacy_watch::record::MentionKind;

type Name = (usize, usize, &'static str);

#[derive(Default)]
struct Count {
    right: usize,
    found: usize,
    there: usize,
}

fn main() -> Result<()> {
    let folder =
        std::env::args().nth(1).context("name the folder of treebanks, such as ../shared/data/treebank")?;
    let dev = std::env::args().any(|arg| arg == "--dev");
    let errors = std::env::args().any(|arg| arg == "--errors");
    let part = if dev { "uner-ewt-dev.iob2" } else { "uner-ewt-test.iob2" };
    let file = data::slurp(&Path::new(&folder).join(part))?;
    let (language, namer) = (Language::new(), Namer::new());
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let (mut words, mut seconds) = (0, 0.0);
    for labelled in data::named(&file, &HashMap::new()) {
        let gold: HashSet<Name> = gold(&labelled).into_iter().collect();
        let mut guess: HashSet<Name> = HashSet::new();
        for sentence in language.tag(&labelled.text) {
            words += sentence.tokens.len();
            let start = Instant::now();
            let names = namer.bare_names(&labelled.text, &sentence);
            seconds += start.elapsed().as_secs_f64();
            guess.extend(names.into_iter().map(|(tokens, kind)| {
                let bytes = sentence.span_of(tokens);
                (bytes.start, bytes.end, name(kind))
            }));
        }
        for kind in ["PER", "ORG", "LOC", "all"] {
            let of = |set: &HashSet<Name>| -> HashSet<Name> {
                set.iter().filter(|n| kind == "all" || n.2 == kind).copied().collect()
            };
            let (guess, gold) = (of(&guess), of(&gold));
            let count = counts.entry(kind).or_default();
            count.right += guess.intersection(&gold).count();
            count.found += guess.len();
            count.there += gold.len();
        }
        if errors && gold != guess {
            let show = |set: Vec<&Name>| -> Vec<String> {
                set.iter().map(|n| format!("{} {}", &labelled.text[n.0..n.1], n.2)).collect()
            };
            println!("{}", labelled.text);
            println!("   missed {:?}", show(gold.difference(&guess).collect()));
            println!("   wrong  {:?}", show(guess.difference(&gold).collect()));
        }
    }
    for (kind, count) in &counts {
        let precision = 100.0 * count.right as f64 / count.found as f64;
        let recall = 100.0 * count.right as f64 / count.there as f64;
        let f1 = 200.0 * count.right as f64 / (count.found + count.there) as f64;
        println!("{kind}: precision {precision:.1} recall {recall:.1} F1 {f1:.1} ({} names)", count.there);
    }
    println!("{:.0} words/s for names alone", words as f64 / seconds);
    Ok(())
}

fn name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person | MentionKind::Office => "PER",
        MentionKind::Organisation | MentionKind::Group => "ORG",
        MentionKind::Country | MentionKind::Place => "LOC",
    }
}

fn gold(labelled: &data::Labelled) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (token, label) in labelled.sentence.tokens.iter().zip(&labelled.labels) {
        let kind = match label.get(2..) {
            Some("PER") => "PER",
            Some("ORG") => "ORG",
            Some("LOC") => "LOC",
            _ => continue,
        };
        match names.last_mut() {
            Some(last) if label.starts_with('I') && last.2 == kind => last.1 = token.end,
            _ => names.push((token.start, token.end, kind)),
        }
    }
    names
}
