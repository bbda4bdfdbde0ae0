//! `check`: the proof of the ledger.

use crate::collect::archive;
use crate::ledger::{Location, Proved};

use super::args::{LedgerArgs, opened};
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
    let proof = prove(&args.ledger.at)?;
    let mut out = Output::new();
    for flaw in &proof.flaws {
        out.text(&format!("{flaw}\n"))?;
    }
    out.text(&format!("{}\n", proof.verdict()))?;
    out.flush()?;
    if proof.flaws.is_empty() { Ok(()) } else { Err(Failure::Told) }
}

/// What the proof of a ledger found.
pub(super) struct Proof {
    pub(super) flaws: Vec<String>,
    proved: Proved,
    answers: usize,
}

impl Proof {
    /// The sum of it, in words.
    pub(super) fn verdict(&self) -> String {
        let what =
            format!("{} records in {} revisions of documents", self.proved.records, self.proved.revisions);
        match (self.flaws.len(), self.answers) {
            (0, 0) => format!("{what}: each record's words are where it says"),
            (0, answers) => format!(
                "{what}: each record's words are where it says; {answers} answers are kept as they were fetched"
            ),
            (flaws, _) => format!("{what}: {flaws} flaws"),
        }
    }
}

/// Proves a ledger and the archives beside it, or the answers on its server.
pub(super) fn prove(at: &Location) -> Result<Proof, Failure> {
    let ledger = opened(at, false)?;
    let mut progress = Progress::new("revisions", false);
    let mut flaws = Vec::new();
    let proved = ledger.check(|flaw| flaws.push(flaw.to_string()), |_| progress.step())?;
    drop(progress);
    let proofs = ledger.proofs()?;
    let mut progress = Progress::new("answers", false);
    for (document, kept) in &proofs {
        let proved = match ledger.is_shared() {
            false => archive::verify(ledger.file(), kept).map_err(|unproved| unproved.to_string()),
            true => ledger.answer(kept).map_err(|error| error.to_string()).and_then(|member| {
                archive::verify_member(&member, kept).map_err(|unproved| unproved.to_string())
            }),
        };
        if let Err(unproved) = proved {
            flaws.push(format!("{document}: {unproved}"));
        }
        progress.step();
    }
    Ok(Proof { flaws, proved, answers: proofs.len() })
}
