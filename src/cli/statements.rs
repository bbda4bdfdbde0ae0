//! `statements`: who said what.

use crate::ledger::{Filter, Listed};
use crate::publish::label;
use crate::record::Attribution;

use super::args::{LedgerArgs, ListFormat, PeriodArgs};
use super::failure::Failure;
use super::listing::{document_columns, named, outlet, write};
use super::table::{Column, Shown};

/// List who said what, and where it stands
///
/// By the day of publication.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    period: PeriodArgs,

    /// Said by this one: a country (USA) or words of a name.
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,

    /// Only what is said so; may be given several times.
    #[arg(long, value_name = "STANCE", value_parser = STANCES)]
    stance: Vec<String>,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

const STANCES: [&str; 9] =
    ["says", "confirms", "denies", "declines", "demands", "offers", "warns", "predicts", "promises"];

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let filter = Filter { actor: args.actor, states: args.stance, ..args.period.filter()? };
    write(args.format, &columns(), &args.ledger.open()?.statements(&filter)?)
}

pub(super) fn columns() -> Vec<Column<Listed<Attribution>>> {
    let column = |name, shown, value| Column { name, value, shown };
    let mut columns = vec![
        column("day", Shown::Whole, |row: &Listed<Attribution>| {
            row.day.map(|day| day.to_string()).unwrap_or_default()
        }),
        column("source", Shown::Share(2), source),
        column("stance", Shown::Whole, |row| label(&row.record.stance)),
        // The writer's distance must not be lost in the table.
        column("hedged", Shown::Whole, |row| if row.record.hedged { "hedged" } else { "" }.to_owned()),
        column("words", Shown::Share(5), |row| row.words("content")),
        column("in", Shown::Share(2), |row| outlet(&row.document)),
        column("form", Shown::Hidden, |row| label(&row.record.form)),
        column("cue", Shown::Hidden, |row| row.words("cue")),
        column("anonymous", Shown::Hidden, |row| {
            row.record.source.as_ref().map(|source| source.anonymous.to_string()).unwrap_or_default()
        }),
        // Why the name is kept back.
        column("reason", Shown::Hidden, |row| row.words("reason")),
        column("chain", Shown::Hidden, |row| row.record.chain.join(" > ")),
        column("rule", Shown::Hidden, |row| row.record.rule.clone()),
        column("id", Shown::Whole, |row| row.record.id.clone()),
    ];
    columns.extend(document_columns());
    columns
}

fn source(row: &Listed<Attribution>) -> String {
    let source = row.record.source.as_ref();
    source.map(|source| named(&source.name, source.country.as_ref())).unwrap_or_default()
}
