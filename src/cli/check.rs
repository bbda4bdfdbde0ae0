//! `check`: the proof of the ledger.

use crate::collect::archive;

use super::args::LedgerArgs;
use super::failure::Failure;
use super::output::Output;
use super::progress::Progress;

/// Prove the ledger: each record's words are where it says
///
/// Proves the file, the search index, that bytes and texts are those that came in, the
/// words of every record, and that the archives beside the ledger hold the answers that
/// were fetched. Prints what does not hold and then fails.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let ledger = args.ledger.open()?;
    let mut progress = Progress::new("revisions", false);
    let mut flaws = Vec::new();
    let proved = ledger.check(|flaw| flaws.push(flaw.to_string()), |_| progress.step())?;
    drop(progress);
    let proofs = ledger.proofs()?;
    let mut progress = Progress::new("answers", false);
    for (document, kept) in &proofs {
        if let Err(unproved) = archive::verify(&args.ledger.path, kept) {
            flaws.push(format!("{document}: {unproved}"));
        }
        progress.step();
    }
    drop(progress);
    let mut out = Output::new();
    for flaw in &flaws {
        out.text(&format!("{flaw}\n"))?;
    }
    let what = format!("{} records in {} revisions of documents", proved.records, proved.revisions);
    let verdict = match flaws.len() {
        0 if proofs.is_empty() => format!("{what}: each record's words are where it says\n"),
        0 => format!(
            "{what}: each record's words are where it says; {} answers are kept as they were fetched\n",
            proofs.len()
        ),
        flaws => format!("{what}: {flaws} flaws\n"),
    };
    out.text(&verdict)?;
    out.flush()?;
    if flaws.is_empty() { Ok(()) } else { Err(Failure::Told) }
}
