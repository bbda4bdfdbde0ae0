//! `ledger`: what is done to a ledger as a whole.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use jiff::Timestamp;

use crate::ledger::{Ledger, Location};

use super::args::{location, opened};
use super::backup::{beside, sync};
use super::check::prove;
use super::failure::Failure;
use super::output::Output;
use super::progress::Progress;

/// Move a ledger from a file to a server that a newsroom shares, or back
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Copy a ledger whole, or not at all, and prove the copy
    ///
    /// One of the two is a file, the other postgres://USER@HOST/DATABASE. The copy has the same
    /// documents, revisions, records, decisions, changes of digests and bookkeeping under the
    /// same numbers, and every answer that a document was read from. What it is copied to
    /// holds nothing yet.
    Copy {
        #[arg(value_name = "FROM", value_parser = location())]
        from: Location,
        #[arg(value_name = "TO", value_parser = location())]
        to: Location,
    },
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let Verb::Copy { from, to } = args.verb;
    let both = |what| Failure::Usage(format!("{from} and {to} are both {what}"));
    match (&from, &to) {
        (Location::File(_), Location::File(_)) => {
            return Err(both("files; copy one with: diplomacy-watch backup FOLDER"));
        }
        (Location::Server(_), Location::Server(_)) => {
            return Err(both("on servers; copy into a file first, or with pg_dump and pg_restore"));
        }
        (_, Location::Server(address)) => {
            let ledger = opened(&from, false)?;
            let mut progress = Progress::new("revisions", false);
            ledger.copy_to_server(address, &mut || progress.step())?;
        }
        (_, Location::File(path)) => into_file(&opened(&from, false)?, path)?,
    }
    let proof = prove(&to)?;
    proof.flaws.iter().for_each(|flaw| eprintln!("error: {to}: {flaw}"));
    let mut out = Output::new();
    out.text(&format!("{to}: {}\n", proof.verdict()))?;
    out.flush()?;
    if proof.flaws.is_empty() { Ok(()) } else { Err(Failure::Told) }
}

fn into_file(ledger: &Ledger, to: &Path) -> Result<(), Failure> {
    let archives = to.with_extension("warc");
    for there in [to, &archives] {
        if fs::symlink_metadata(there).is_ok() {
            let problem = format!("{} is there already; move it away, or name another file", there.display());
            return Err(Failure::Usage(problem));
        }
    }
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(anyhow!("there is no folder {}; make it first", folder.display()).into());
    }
    let part: PathBuf = beside(to);
    if part.exists() {
        // A copy that was killed left it.
        fs::remove_file(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    let done = ledger.copy_from_server(&part, to, Timestamp::now());
    if done.is_err() {
        // The error matters more than what could not be taken away after it.
        let _ = fs::remove_file(&part);
        let _ = fs::remove_dir_all(&archives);
    }
    done?;
    sync(&part)?;
    Ok(fs::rename(&part, to).with_context(|| format!("cannot make {}", to.display()))?)
}
