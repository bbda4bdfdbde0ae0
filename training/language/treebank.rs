//! Treebanks in CoNLL-U, plain or gzipped.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};
use diplomacy_watch::read::syntax::{Rel, Upos};
use flate2::read::GzDecoder;

/// A word as the annotators read it.
#[derive(Debug, Clone)]
pub struct Gold {
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    pub xpos: String,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    pub rel: Rel,
}

/// A sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub struct GoldSentence {
    /// The sentence as written.
    pub raw: String,
    pub starts_paragraph: bool,
    pub words: Vec<Gold>,
}

impl GoldSentence {
    /// The words with a space between any two, and where each stands.
    pub fn spaced(&self) -> (String, Vec<Range<usize>>) {
        let mut text = String::new();
        let mut ranges = Vec::new();
        for word in &self.words {
            let start = text.len();
            text.push_str(&word.form);
            ranges.push(start..text.len());
            text.push(' ');
        }
        (text, ranges)
    }
}

/// The sentences of a file; `file` may lack its `.gz`.
pub fn read(folder: &Path, file: &str) -> Result<Vec<GoldSentence>> {
    let path = folder.join(file);
    let mut text = String::new();
    if path.exists() {
        File::open(&path)?.read_to_string(&mut text)?;
    } else {
        let path = folder.join(format!("{file}.gz"));
        let opened = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        GzDecoder::new(opened).read_to_string(&mut text)?;
    }
    text.split("\n\n").filter(|block| !block.trim().is_empty()).map(sentence).collect()
}

fn sentence(block: &str) -> Result<GoldSentence> {
    let mut found = GoldSentence::default();
    for line in block.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            found.starts_paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
            if let Some(raw) = comment.strip_prefix("text = ") {
                found.raw = raw.to_owned();
            }
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, rel, _, _] = &fields[..] else {
            bail!("not ten fields: {line}");
        };
        // Words written as one and words left out have ranges and fractions for numbers.
        if id.contains(['-', '.']) {
            continue;
        }
        found.words.push(Gold {
            form: form.replace(' ', "\u{a0}"),
            lemma: lemma.to_owned(),
            upos: Upos::parse(upos).with_context(|| format!("unknown part of speech: {line}"))?,
            xpos: xpos.to_owned(),
            head: head.parse::<usize>()?.checked_sub(1),
            rel: Rel::parse(rel).with_context(|| format!("unknown relation: {line}"))?,
        });
    }
    Ok(found)
}
