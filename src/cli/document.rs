//! `document diff`: what was changed in a document after it was published.

use anyhow::anyhow;
use clap::{Args as ClapArgs, Subcommand};

use crate::ledger::Revision;
use crate::publish::Change;

use super::args::{LedgerArgs, ShowFormat};
use super::failure::Failure;
use super::output::Output;

/// Look at one document
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Diff(DiffArgs),
}

/// Show what was changed in a document after it was published
///
/// Sentences that were taken out stand after -, those that were put in after +. Records
/// that rested on words which are gone are named.
#[derive(Debug, ClapArgs)]
struct DiffArgs {
    /// The document's id.
    #[arg(value_name = "ID")]
    id: String,

    /// The earlier revision; the default is the one before the later.
    #[arg(long, value_name = "N")]
    from: Option<u32>,

    /// The later revision; the default is the latest.
    #[arg(long, value_name = "N")]
    to: Option<u32>,

    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let What::Diff(args) = args.what;
    let revisions = args.ledger.open()?.revisions(&args.id)?;
    let (old, new) = chosen(&revisions, &args)?;
    let change = Change::between(old, new);
    let mut out = Output::new();
    match args.format {
        ShowFormat::Text => out.text(&change.to_string())?,
        ShowFormat::Json => out.json_line(&change)?,
    }
    out.flush()
}

fn chosen<'a>(revisions: &'a [Revision], args: &DiffArgs) -> Result<(&'a Revision, &'a Revision), Failure> {
    let id = &args.id;
    let last = revisions.last().ok_or_else(|| anyhow!("no document has the id {id}"))?;
    let to = args.to.unwrap_or(last.number);
    let from = args.from.unwrap_or(to.saturating_sub(1));
    if last.number == 1 {
        return Err(
            anyhow!("{id} has one revision only: its text was not changed since it was collected").into()
        );
    }
    let find = |number: u32| {
        let found = revisions.iter().find(|revision| revision.number == number);
        found.ok_or_else(|| Failure::Usage(format!("{id} has revisions 1 to {}, not {number}", last.number)))
    };
    let new = find(to)?;
    Ok((find(from)?, new))
}
