//! Counts in how many articles each word stands, for `knowledge/stories/words.tsv`:
//! `cargo run --release --example count-words -- FOLDER_OF_TXT > knowledge/stories/words.tsv`.
//! Forms of one word count as one and are listed by the commonest.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use diplomacy_watch::read::language::stem::{stem, words};

/// Words in fewer articles are as good as unknown.
const AT_LEAST: usize = 3;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name the folder of the articles")?;
    let mut paths = Vec::new();
    texts(Path::new(&folder), &mut paths)?;
    ensure!(!paths.is_empty(), "{folder} has no .txt files");
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    let mut forms: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for path in &paths {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let used: BTreeSet<String> = words(&text).map(|(_, word)| word.to_lowercase()).collect();
        for word in &used {
            *forms.entry(stem(word)).or_default().entry(word.clone()).or_default() += 1;
        }
        for stem in used.iter().map(|word| stem(word)).collect::<BTreeSet<_>>() {
            *articles.entry(stem).or_default() += 1;
        }
    }
    println!("# In how many of PolNeAR's news articles a word stands; its other forms count with it.");
    println!("# Made by `just count-words`. The first line counts the articles.");
    println!("*\t{}", paths.len());
    for (stem, count) in articles.into_iter().filter(|(_, count)| *count >= AT_LEAST) {
        let commonest = forms[&stem].iter().max_by_key(|(_, count)| **count).map(|(word, _)| word);
        println!("{}\t{count}", commonest.context("a stem has a form")?);
    }
    Ok(())
}

fn texts(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            texts(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            found.push(path);
        }
    }
    Ok(())
}
