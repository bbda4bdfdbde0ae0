//! `backup` and `restore`: the ledger and its archives as a proved copy, and back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::args::LedgerArgs;
use super::check::prove;
use super::failure::Failure;
use super::output::Output;
use crate::ledger::{Ledger, Location};

/// Copy the ledger and the archives beside it into a new folder, and prove the copy
///
/// Other programs may go on collecting and reading meanwhile: the copy is the ledger as it
/// was when the command began. The folder appears once the whole copy is proved; without
/// room for it, nothing is left behind.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// The folder, which must not be there yet.
    #[arg(value_name = "FOLDER")]
    to: PathBuf,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Bring a ledger back from the folder that `backup` wrote
///
/// Proves the copy first. A ledger that is there already is never written over.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// The folder.
    #[arg(value_name = "FOLDER")]
    from: PathBuf,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// The ending of what is not whole yet.
const UNFINISHED: &str = "unfinished";

pub(super) fn backup(args: BackupArgs) -> Result<(), Failure> {
    let path = file_of(&args.ledger.at)?;
    let ledger = args.ledger.open()?;
    if fs::symlink_metadata(&args.to).is_ok() {
        let problem = format!("{} is there already; name a folder that is not", args.to.display());
        return Err(Failure::Usage(problem));
    }
    let part = beside(&args.to);
    if part.exists() {
        // A backup that was killed left it.
        fs::remove_dir_all(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    fs::create_dir(&part).with_context(|| format!("cannot make {}", part.display()))?;
    let done = filled(&ledger, path, &part).and_then(|told| {
        fs::rename(&part, &args.to).with_context(|| format!("cannot make {}", args.to.display()))?;
        Ok(told)
    });
    if done.is_err() {
        // The error matters more than what could not be taken away after it.
        let _ = fs::remove_dir_all(&part);
    }
    tell(&format!("{}: {}", args.to.display(), done?))
}

/// The file of a ledger that is in one.
fn file_of(at: &Location) -> Result<&Path, Failure> {
    match at {
        Location::File(path) => Ok(path),
        Location::Server(_) => Err(Failure::Usage(format!(
            "{at} is backed up on its server, with pg_dump; to take it along as a file: \
             diplomacy-watch ledger copy FROM TO"
        ))),
    }
}

/// Fills a folder with the ledger and the archives that it names, and proves them.
fn filled(ledger: &Ledger, path: &Path, folder: &Path) -> Result<String, Failure> {
    let copy = folder.join(path.file_name().context("the ledger's path names no file")?);
    ledger.copy_to(&copy).with_context(|| format!("cannot write {}", copy.display()))?;
    sync(&copy)?;
    // What the copy names was written to the archives before; what comes now is not in it.
    let whole = Ledger::open(&copy)?;
    carry_all(&whole, path, &copy)?;
    drop(whole);
    proved(&copy)
}

pub(super) fn restore(args: RestoreArgs) -> Result<(), Failure> {
    let to = file_of(&args.ledger.at)?;
    if fs::symlink_metadata(to).is_ok() {
        let problem =
            format!("{} is there already; move it away, or name another with --ledger", to.display());
        return Err(Failure::Usage(problem));
    }
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(anyhow!("there is no folder {}; make it first", folder.display()).into());
    }
    let from = only_ledger(&args.from)?;
    proved(&from)?;
    let backup = Ledger::open(&from)?;
    carry_all(&backup, &from, to)?;
    let part = beside(to);
    if part.exists() {
        fs::remove_file(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    backup.copy_to(&part).with_context(|| format!("cannot write {}", part.display()))?;
    sync(&part)?;
    fs::rename(&part, to).with_context(|| format!("cannot make {}", to.display()))?;
    tell(&format!("{}: {}", to.display(), proved(to)?))
}

/// The one ledger in a folder.
fn only_ledger(folder: &Path) -> Result<PathBuf, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        found.extend(
            (path.is_file() && path.extension().is_some_and(|ending| ending == "db")).then_some(path),
        );
    }
    match <[PathBuf; 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(found) => Err(anyhow!(
            "{} holds {} ledgers (files that end in .db), not one; name the folder that `backup` wrote",
            folder.display(),
            found.len()
        )
        .into()),
    }
}

/// Copies the archives that a ledger names from beside one file to beside another.
fn carry_all(ledger: &Ledger, from: &Path, to: &Path) -> Result<(), Failure> {
    let mut archives: Vec<String> = ledger.proofs()?.into_iter().map(|(_, kept)| kept.archive).collect();
    archives.dedup();
    archives.iter().try_for_each(|archive| carry(from, to, archive))
}

/// Copies an archive that lies beside one ledger to its place beside another. One that is
/// there already stays where it begins with the same bytes.
fn carry(from: &Path, to: &Path, archive: &str) -> Result<(), Failure> {
    let place = |ledger: &Path| ledger.parent().unwrap_or(Path::new("")).join(archive);
    let (source, target) = (place(from), place(to));
    let failed = || format!("cannot copy {} to {}", source.display(), target.display());
    if target.exists() {
        return match begins_alike(&source, &target).with_context(failed)? {
            true => Ok(()),
            false => Err(anyhow!("{} is there already and differs; move it away", target.display()).into()),
        };
    }
    fs::create_dir_all(target.parent().unwrap_or(Path::new(""))).with_context(failed)?;
    let part = beside(&target);
    fs::copy(&source, &part).with_context(failed)?;
    sync(&part)?;
    Ok(fs::rename(&part, &target).with_context(failed)?)
}

/// Whether the longer of two files begins with the shorter.
fn begins_alike(a: &Path, b: &Path) -> io::Result<bool> {
    use io::{BufRead, BufReader};
    let (mut a, mut b) = (BufReader::new(File::open(a)?), BufReader::new(File::open(b)?));
    loop {
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let length = left.len().min(right.len());
        if length == 0 {
            return Ok(true);
        }
        if left[..length] != right[..length] {
            return Ok(false);
        }
        a.consume(length);
        b.consume(length);
    }
}

pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(UNFINISHED);
    PathBuf::from(name)
}

/// Waits until a file is on the disk.
pub(super) fn sync(path: &Path) -> Result<(), Failure> {
    let synced = File::open(path).and_then(|file| file.sync_all());
    Ok(synced.with_context(|| format!("cannot write {}", path.display()))?)
}

/// What was proved of a ledger, in words.
///
/// # Errors
/// Where something does not hold, each of which is told.
fn proved(path: &Path) -> Result<String, Failure> {
    let proof = prove(&path.into())?;
    for flaw in &proof.flaws {
        eprintln!("error: {}: {flaw}", path.display());
    }
    if proof.flaws.is_empty() { Ok(proof.verdict()) } else { Err(Failure::Told) }
}

fn tell(words: &str) -> Result<(), Failure> {
    let mut out = Output::new();
    out.text(&format!("{words}\n"))?;
    out.flush()
}
