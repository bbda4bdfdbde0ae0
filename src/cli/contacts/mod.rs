//! `contacts`: who dealt with whom.

mod decide;
mod merged;
mod show;

use crate::ledger::{Filter, Listed};
use crate::publish::label;
use crate::record::Contact;

use super::args::{LedgerArgs, ListFormat, PeriodArgs};
use super::failure::Failure;
use super::listing::{day, document_columns, filled, named, teller, write};
use super::table::{Column, Shown};

/// List who dealt with whom, how, and by whose account
///
/// By the day of the contact, else by the day of publication. `show` sets the accounts of
/// one contact side by side; `merge` and `split` decide which accounts are of one.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    list: ListArgs,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Show(show::Args),
    Merge(decide::MergeArgs),
    Split(decide::SplitArgs),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    period: PeriodArgs,

    /// Each of these takes part: countries (USA) or words of names.
    #[arg(long, value_name = "WHO", num_args = 2..)]
    between: Vec<String>,

    /// This one takes part: a country (USA) or words of a name.
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,

    /// Only contacts of this status; may be given several times.
    #[arg(long, value_name = "STATUS", value_parser = STATUSES)]
    status: Vec<String>,

    /// Only contacts of this mode; may be given several times.
    #[arg(long, value_name = "MODE", value_parser = MODES)]
    mode: Vec<String>,

    /// One row for each contact, with all its accounts; contacts of one country's own
    /// people, and those of one named party, are left out.
    #[arg(long)]
    merged: bool,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

const STATUSES: [&str; 9] =
    ["held", "confirmed", "reported", "planned", "proposed", "denied", "refused", "cancelled", "postponed"];
const MODES: [&str; 8] =
    ["meeting", "call", "visit", "talks", "summit", "letter", "message", "negotiation round"];

pub(super) fn run(args: Args) -> Result<(), Failure> {
    match args.what {
        None => list(args.list),
        Some(What::Show(args)) => show::run(args),
        Some(What::Merge(args)) => decide::merge(args),
        Some(What::Split(args)) => decide::split(args),
    }
}

fn list(args: ListArgs) -> Result<(), Failure> {
    let filter = Filter {
        between: args.between,
        actor: args.actor,
        states: args.status,
        forms: args.mode,
        ..args.period.filter()?
    };
    let ledger = args.ledger.open()?;
    match args.merged {
        true => merged::list(&ledger, filter, args.format),
        false => write(args.format, &columns(), &ledger.contacts(&filter)?),
    }
}

pub(super) fn columns() -> Vec<Column<Listed<Contact>>> {
    let column = |name, shown, value| Column { name, value, shown };
    let mut columns = vec![
        column("day", Shown::Whole, |row: &Listed<Contact>| day(row.record.when.as_ref(), row.day)),
        column("parties", Shown::Share(4), parties),
        column("mode", Shown::Whole, |row| label(&row.record.mode)),
        column("status", Shown::Whole, |row| label(&row.record.status)),
        column("where", Shown::Share(1), |row| filled(row.record.place.as_ref())),
        column("told by", Shown::Share(2), teller),
        column("track", Shown::Hidden, |row| label(&row.record.track)),
        column("secret", Shown::Hidden, |row| row.record.secret.to_string()),
        column("domestic", Shown::Hidden, |row| row.record.domestic.to_string()),
        column("topics", Shown::Hidden, |row| row.record.topics.join("; ")),
        column("words", Shown::Hidden, |row| row.words("evidence")),
        column("rule", Shown::Hidden, |row| row.record.rule.clone()),
        column("id", Shown::Whole, |row| row.record.id.clone()),
    ];
    columns.extend(document_columns());
    columns
}

fn parties(row: &Listed<Contact>) -> String {
    let parties = row.record.parties.iter();
    parties.map(|party| named(&party.name, party.country.as_ref())).collect::<Vec<_>>().join(", ")
}
