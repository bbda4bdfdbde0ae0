//! `code`: the type of event between two parties of a sentence.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::failure::Failure;
use super::output::Output;
use super::reader::ReaderArg;
use crate::read::event::{BadRow, BadTable, Coder, Pairs, Row};

/// The columns that are added.
const ADDED: [&str; 2] = ["event_type", "event_quad"];

/// Code what one party does to another, after PLOVER
///
/// Takes a table whose columns are parted by tabs and have names in the first line, with
/// `sentence`, `source` and `target` among them. Prints it with two columns more:
/// `event_type`, such as CONSULT, and `event_quad`: 1 verbal cooperation, 2 material
/// cooperation, 3 verbal conflict, 4 material conflict. There is always a best type.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The table, or - for standard input.
    #[arg(long, value_name = "FILE.tsv")]
    pairs: PathBuf,

    /// Which reader codes: with an encoder, or by words alone, which is much faster.
    #[arg(long, value_enum, default_value_t = ReaderArg::default())]
    reader: ReaderArg,
}

/// What is wrong with a table, and which one.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("{0}: {1}")]
    Table(String, BadTable),
    #[error("{0}:{line}: {1}", line = .1.line)]
    Row(String, BadRow),
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let text = read(&args.pairs)?;
    let name =
        if args.pairs == Path::new("-") { "standard input".into() } else { args.pairs.display().to_string() };
    let table = Pairs::new(&text).map_err(|bad| Fault::Table(name.clone(), bad))?;
    let taken = ADDED.into_iter().find(|column| table.column(column).is_some());
    if let Some(column) = taken {
        return Err(Fault::Table(name, BadTable::Taken(column)).into());
    }
    let columns = ["sentence", "source", "target"].map(|column| table.column(column).unwrap_or_default());
    let coder = match args.reader {
        ReaderArg::Careful => Coder::careful(),
        ReaderArg::Fast => Coder::fast(),
    };
    let mut out = Output::new();
    out.data(&format!("{}\t{}\n", table.head, ADDED.join("\t")))?;
    let mut is_whole = true;
    for row in table {
        match row {
            Ok(row) => out.data(&coded(&coder, &row, columns))?,
            Err(bad) => {
                is_whole = false;
                eprintln!("error: {}", Fault::Row(name.clone(), bad));
            }
        }
    }
    out.flush()?;
    if is_whole { Ok(()) } else { Err(Failure::Told) }
}

/// A row with its two columns more.
fn coded(coder: &Coder, row: &Row, [sentence, source, target]: [usize; 3]) -> String {
    let kind = coder.code(&row.fields[sentence], &row.fields[source], &row.fields[target]);
    format!("{}\t{kind}\t{}\n", row.raw, kind.quad())
}

fn read(path: &Path) -> Result<String, anyhow::Error> {
    let mut bytes = Vec::new();
    match path == Path::new("-") {
        true => std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?,
        false => std::fs::File::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .with_context(|| format!("cannot read {}", path.display()))?,
    };
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        anyhow::anyhow!("{}:{line}: not UTF-8; save the table as UTF-8", path.display())
    })
}
