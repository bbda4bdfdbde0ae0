//! `digest edit`: a person changes or takes out sentences of a week's digest.

use std::fmt::Write;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::cli::args::LedgerArgs;
use crate::cli::configured::Configured;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::digest::{Composed, Digest, Kind, Part};
use crate::ledger::Change;
use crate::record::{Edit, Place};
use crate::weave::Week;

use super::{of_week, week_of};

/// Change or take out sentences of a week's digest
///
/// Without a HANDLE it lists the sentences of the digest, each after its handle, and the
/// changes that were made, each after its number. A change is kept with who made it and
/// when, is carried out in every format from then on, also when documents are read again,
/// and is shown as an editor's. An editor's own words carry no citations: no source answers
/// for them. A digest of other --parties than those of watch.toml is not changed by them.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The handles of the sentences; with --item one of a sentence stands for its whole item.
    #[arg(value_name = "HANDLE")]
    handles: Vec<String>,

    /// The ISO week; the default is the latest that has documents.
    #[arg(long, value_name = "WEEK")]
    week: Option<Week>,

    /// Take the sentences out.
    #[arg(long, requires = "handles", conflicts_with = "text")]
    drop: bool,

    /// What stands in the place of the sentence.
    #[arg(long, value_name = "TEXT", requires = "handles")]
    text: Option<String>,

    /// Take out all sentences of the item, too.
    #[arg(long, requires = "drop")]
    item: bool,

    /// Take a change back, by its number; may be given several times.
    #[arg(long, value_name = "NUMBER", conflicts_with = "handles")]
    undo: Vec<i64>,

    /// Who decides; kept with the change.
    #[arg(long, value_name = "NAME", env = "USER")]
    by: Option<String>,

    /// Why; kept with the change and shown with it.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// The configuration; the default is watch.toml in the current folder, where there is one.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let configured = Configured::load(args.config.as_deref())?;
    let mut ledger = args.ledger.open()?;
    let week = week_of(&ledger, args.week)?;
    let by = || args.by.clone().ok_or_else(|| Failure::Usage("say who decides with --by NAME".to_owned()));
    if !args.handles.is_empty() && !args.drop && args.text.is_none() {
        let message = "say what is to be done with the sentence: --drop, or --text \"…\"";
        return Err(Failure::Usage(message.to_owned()));
    }
    if args.text.is_some() && args.handles.len() > 1 {
        return Err(Failure::Usage("--text stands in the place of one sentence".to_owned()));
    }
    for key in &args.undo {
        ledger.undo_edit(*key, &by()?, Timestamp::now())?;
    }
    if !args.handles.is_empty() {
        let composed = of_week(&ledger, &configured, week, None)?;
        let mut changes = Vec::new();
        for part in chosen(&composed.digest, &args)? {
            let target = composed.digest.target(&part);
            let (text, note) = (args.text.clone(), args.note.clone());
            changes.push(Change { target, text, who: by()?, note });
        }
        for change in changes {
            ledger.edit(&change, Timestamp::now())?;
        }
    }
    let composed = of_week(&ledger, &configured, week, None)?;
    let mut out = Output::new();
    out.text(&listed(&composed, &ledger.edits(&week.to_string())?))?;
    out.flush()
}

/// The sentences that are meant.
fn chosen<'d>(digest: &'d Digest, args: &Args) -> Result<Vec<Part<'d>>, Failure> {
    let parts = digest.parts();
    let mut chosen: Vec<Part> = Vec::new();
    for handle in &args.handles {
        let Some(part) = parts.iter().find(|part| part.handle() == *handle) else {
            return Err(Failure::Usage(format!(
                "no sentence of the digest of {} has the handle {handle}; list them with: digest edit --week {}",
                digest.week, digest.week
            )));
        };
        let meant = |other: &&Part| {
            other.handle() == *handle || args.item && other.item == part.item && part.place == other.place
        };
        chosen.extend(parts.iter().filter(meant).cloned());
    }
    chosen.dedup_by_key(|part| part.handle());
    Ok(chosen)
}

/// The sentences after their handles, then the changes after their numbers.
fn listed(composed: &Composed, edits: &[Edit]) -> String {
    let mut out = format!("{}\n", composed.digest.week);
    let mut before = (None, 0);
    for part in composed.digest.parts() {
        if part.section != before.0 {
            let _ = writeln!(out, "\n{}", part.section.unwrap_or_default());
        } else if part.item != before.1 && part.place != Place::Row {
            out.push('\n');
        }
        before = (part.section, part.item);
        let mark = if part.sentence.kind == Kind::Editor { " [editor]" } else { "" };
        let _ = writeln!(out, "{}  {}{mark}", part.handle(), part.sentence.text);
    }
    if !edits.is_empty() {
        out.push_str("\nChanges\n");
    }
    for edit in edits {
        let is_unmet = composed.unmet.iter().any(|unmet| unmet.key == edit.key);
        let effect = if is_unmet { ", without effect: it is not written any more" } else { "" };
        let _ = writeln!(out, "{}  {edit}{effect}: {}", edit.key, edit.target.sentence);
    }
    out
}
