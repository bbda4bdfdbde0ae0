//! What the words' model says of each pair of a text that it did not learn from, for the
//! training of the encoder's part for words of dealing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::contact::learned::Told;
use diplomacy_watch::record::Span;
use serde::Serialize;

use super::samples::{Sample, Sort};

/// A text with its pairs.
#[derive(Serialize)]
struct Row<'s> {
    document: &'s str,
    sort: String,
    text: &'s str,
    pairs: Vec<Pair>,
}

#[derive(Serialize)]
struct Pair {
    anchor: Span,
    told: Told,
    is_listed: bool,
    due: Option<bool>,
    label: Option<usize>,
    /// How likely it is a contact by the words alone.
    opinion: f32,
}

/// Writes a line of JSON for each labelled text that the careful reader read; `likelihoods` are
/// those of the samples, in their order.
pub fn write(
    samples: &[Sample],
    likelihoods: &[f32],
    texts: &BTreeMap<String, String>,
    path: &Path,
) -> Result<()> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let asked = |sort: Sort| matches!(sort, Sort::Official | Sort::Press | Sort::Sentence);
    for (one, &opinion) in samples.iter().zip(likelihoods) {
        if one.reader != "careful" || !asked(one.sort) {
            continue;
        }
        let text = texts.get(&one.document).with_context(|| format!("{} has no text", one.document))?;
        let row = rows.entry(&one.document).or_insert_with(|| Row {
            document: &one.document,
            sort: format!("{:?}", one.sort),
            text,
            pairs: Vec::new(),
        });
        let Sample { anchor, told, is_listed, due, label, .. } = *one;
        row.pairs.push(Pair { anchor, told, is_listed, due, label, opinion });
    }
    let mut file =
        BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?);
    for row in rows.values() {
        serde_json::to_writer(&mut file, row)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}
