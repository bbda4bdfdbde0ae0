//! `sources`: how those who are read are doing.

use std::path::PathBuf;

use serde::Serialize;

use crate::ledger::{Health, LedgerError, ServerError};
use crate::read::feed::opml::{self, Subscription};

use super::args::{LedgerArgs, ListFormat};
use super::collecting;
use super::configured::Configured;
use super::failure::Failure;
use super::listing::{filled, write};
use super::output::Output;
use super::table::{Column, Shown};

/// List the sources of watch.toml and how they are doing
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The sources; watch.toml where it is there.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// Write the feeds as OPML, for feed readers.
    #[arg(long, conflicts_with = "format")]
    opml: bool,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// A source and how it is doing.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    place: &'static str,
    address: Option<String>,
    #[serde(flatten)]
    health: Health,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let configured = Configured::load(args.config.as_deref())?;
    let sources = collecting::sources(&configured, &[])?;
    if args.opml {
        let feeds: Vec<Subscription> = sources.iter().filter_map(crate::rounds::subscription).collect();
        let mut out = Output::new();
        out.data(&opml::write("Diplomacy Watch", &feeds))?;
        return out.flush();
    }
    // Before the first round there is no ledger, and nothing to say of anybody.
    let ledger = match args.ledger.open() {
        Err(LedgerError::Missing { .. } | LedgerError::Server(ServerError::Missing { .. })) => None,
        opened => Some(opened?),
    };
    let row = |source: &crate::config::Source| -> Result<Row, Failure> {
        let health =
            ledger.as_ref().map(|ledger| ledger.health(&source.name)).transpose()?.unwrap_or_default();
        let address = source.place.address().map(str::to_owned);
        Ok(Row { name: source.name.clone(), place: source.place.label(), address, health })
    };
    let rows = sources.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    write(args.format, &columns(), &rows)
}

fn columns() -> Vec<Column<Row>> {
    let column = |name, shown, value| Column { name, value, shown };
    vec![
        column("source", Shown::Share(2), |row: &Row| row.name.clone()),
        column("place", Shown::Whole, |row| row.place.to_owned()),
        column("last had", Shown::Whole, |row| minute(row.health.had.as_ref())),
        column("failures", Shown::Whole, |row| row.health.failures.to_string()),
        column("fetched", Shown::Whole, |row| row.health.fetched.to_string()),
        column("waiting", Shown::Whole, |row| row.health.waiting.to_string()),
        column("failed", Shown::Whole, |row| row.health.failed.to_string()),
        column("latest", Shown::Whole, |row| filled(row.health.latest.as_ref())),
        column("last asked", Shown::Hidden, |row| filled(row.health.asked.as_ref())),
        column("address", Shown::Hidden, |row| filled(row.address.as_ref())),
        column("problem", Shown::Share(3), |row| filled(row.health.problem.as_ref())),
    ]
}

/// A time without its seconds: "2022-03-07T10:00Z".
fn minute(time: Option<&String>) -> String {
    time.and_then(|time| time.get(..16)).map(|minute| format!("{minute}Z")).unwrap_or_default()
}
