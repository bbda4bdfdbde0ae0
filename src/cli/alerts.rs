//! `alerts`: what the alerts of watch.toml find, and sending it.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use crate::weave::Matter;

use super::args::{LedgerArgs, ListFormat};
use super::configured::Configured;
use super::failure::Failure;
use super::listing::{filled, write};
use super::sending::{Outbox, found, ways};
use super::table::{Column, Shown};

/// Show what the alerts of watch.toml find in the last seven days
///
/// Nothing is sent without --send. What was sent on a way is not sent there again; `run`
/// sends after rounds.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Send what was not sent yet.
    #[arg(long)]
    send: bool,

    /// The day to look back from, as if it were today.
    #[arg(long, value_name = "DAY", conflicts_with = "send")]
    on: Option<jiff::civil::Date>,

    /// The configuration; the default is watch.toml in the current folder, where there is one.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// A host that may have an address of a private network; may be given several times.
    #[arg(long, value_name = "HOST")]
    private_host: Vec<String>,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Something that an alert found.
#[derive(Debug, Serialize)]
struct Line {
    alert: String,
    #[serde(flatten)]
    matter: Matter,
    /// The ways on which it was not sent yet.
    waiting: Vec<String>,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let configured = Configured::load(args.config.as_deref())?;
    let outbox = Outbox::open(&configured, &args.private_host)?;
    let mut ledger = args.ledger.open()?;
    let now = match args.on {
        Some(day) => jiff::tz::TimeZone::UTC.to_timestamp(day.at(23, 59, 59, 0))?,
        None => Timestamp::now(),
    };
    let mut lines = Vec::new();
    let mut is_failed = false;
    for found in found(&configured, &ledger, now)? {
        if args.send {
            let (_, problems) = outbox.alert(&mut ledger, &found)?;
            is_failed |= !problems.is_empty();
            problems.iter().for_each(|problem| eprintln!("{problem:#}"));
        }
        for matter in &found.matters {
            let mut waiting = Vec::new();
            for way in ways(found.alert) {
                if !ledger.was_sent(&found.name, way, &matter.ids)? {
                    waiting.push(way.to_owned());
                }
            }
            lines.push(Line { alert: found.name.clone(), matter: matter.clone(), waiting });
        }
    }
    write(args.format, &columns(), &lines)?;
    if is_failed { Err(Failure::Told) } else { Ok(()) }
}

fn columns() -> Vec<Column<Line>> {
    let column = |name, shown, value| Column { name, value, shown };
    vec![
        column("alert", Shown::Whole, |line: &Line| line.alert.clone()),
        column("what", Shown::Share(1), |line| line.matter.what.clone()),
        column("outlets", Shown::Share(1), |line| {
            let outlets = line.matter.told.iter().filter_map(|told| told.outlet.clone());
            outlets.collect::<Vec<_>>().join(", ")
        }),
        column("words", Shown::Share(3), |line| filled(line.matter.told.first().map(|told| &told.words))),
        column("waiting", Shown::Share(1), |line| line.waiting.join(", ")),
    ]
}
