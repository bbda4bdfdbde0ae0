//! What the words' model says of each pair of a text that it did not learn from, for the
//! training of the encoder's part for dealings.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::contact::learned::Told;
use diplomacy_watch::record::Span;
use serde::Serialize;

use super::samples::{Sample, Sort};

/// A pair at a word of dealing.
#[derive(Serialize)]
struct Row<'s> {
    document: &'s str,
    sort: String,
    text: &'s str,
    anchor: Span,
    parties: &'s [Span],
    told: Told,
    /// How likely a contact is by the words.
    opinion: f32,
    due: Option<bool>,
    label: Option<usize>,
}

/// Writes a line of JSON for each pair that the careful reader saw.
pub fn write(samples: &[Sample], likelihoods: &[f32], path: &Path) -> Result<()> {
    let mut file =
        BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?);
    let both = samples.iter().zip(likelihoods);
    for (one, &opinion) in both.filter(|(one, _)| one.reader == "careful" && one.sort != Sort::Ruled) {
        let row = Row {
            document: &one.document,
            sort: format!("{:?}", one.sort),
            text: &one.text,
            anchor: one.anchor,
            parties: &one.parties,
            told: one.told,
            opinion,
            due: one.due,
            label: one.label,
        };
        serde_json::to_writer(&mut file, &row)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}
