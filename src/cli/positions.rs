//! `positions`: who offers, demands, refuses what.

use crate::ledger::{Filter, Listed};
use crate::publish::label;
use crate::record::{Holder, Position};

use super::args::{LedgerArgs, ListFormat, PeriodArgs};
use super::failure::Failure;
use super::listing::{document_columns, named, teller, write};
use super::table::{Column, Shown};

/// List who offers, demands, accepts or refuses what, and on which condition
///
/// By the day of publication.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    period: PeriodArgs,

    /// Only positions on this issue; may be given several times.
    #[arg(long, value_name = "ISSUE", value_parser = ISSUES)]
    issue: Vec<String>,

    /// This one holds it, or it is toward this one: a country (USA) or words of a name.
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,

    /// Only positions of this kind; may be given several times.
    #[arg(long, value_name = "ACT", value_parser = ACTS)]
    act: Vec<String>,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

const ISSUES: [&str; 13] = [
    "territory",
    "ceasefire",
    "security guarantees",
    "alliance",
    "arms",
    "sanctions",
    "prisoners",
    "humanitarian",
    "nuclear",
    "grain",
    "energy",
    "justice",
    "other",
];
const ACTS: [&str; 8] =
    ["offer", "demand", "condition", "acceptance", "refusal", "threat", "support", "proposal"];

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let filter = Filter { actor: args.actor, states: args.act, forms: args.issue, ..args.period.filter()? };
    write(args.format, &columns(), &args.ledger.open()?.positions(&filter)?)
}

pub(super) fn columns() -> Vec<Column<Listed<Position>>> {
    let column = |name, shown, value| Column { name, value, shown };
    let mut columns = vec![
        column("day", Shown::Whole, |row: &Listed<Position>| {
            row.day.map(|day| day.to_string()).unwrap_or_default()
        }),
        column("holder", Shown::Share(2), |row| names(&row.record.holders)),
        column("act", Shown::Whole, |row| label(&row.record.act)),
        column("issue", Shown::Whole, |row| label(&row.record.issue)),
        column("toward", Shown::Share(1), |row| names(&row.record.toward)),
        column("words", Shown::Share(5), |row| row.words("content")),
        column("condition", Shown::Share(2), |row| row.words("condition")),
        column("told by", Shown::Share(2), teller),
        // A writer's distance must not be lost in the table.
        column("hedged", Shown::Whole, |row| {
            let hedged = row.under.as_ref().is_some_and(|under| under.hedged);
            if hedged { "hedged" } else { "" }.to_owned()
        }),
        column("rule", Shown::Hidden, |row| row.record.rule.clone()),
        column("id", Shown::Whole, |row| row.record.id.clone()),
    ];
    columns.extend(document_columns());
    columns
}

fn names(holders: &[Holder]) -> String {
    let names = holders.iter().map(|holder| named(&holder.name, holder.country.as_ref()));
    names.collect::<Vec<_>>().join(", ")
}
