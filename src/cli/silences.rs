//! `silences`: what was expected and did not come.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::ledger::{Filter, Head, Listed};
use crate::record::{Silence, Verdict, Window};

use super::args::{LedgerArgs, ListFormat, PeriodArgs};
use super::configured::Configured;
use super::failure::Failure;
use super::listing::{filled, outlet, write};
use super::table::{Column, Shown};
use super::windows::windows;

/// List what was expected of channels and did not come
///
/// Silences that documents report, and those that the schedules of watch.toml show: a
/// time counts as silent only where the source's list was had afterwards and reaches back
/// to before it; else it is listed as not observed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    period: PeriodArgs,

    /// Only this channel: words of its name.
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,

    /// What was expected and came, too.
    #[arg(long)]
    all: bool,

    /// The schedules; watch.toml where it is there.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// A silence and what it rests on.
#[derive(Debug, Serialize)]
struct Row {
    day: Option<Date>,
    channel: String,
    expected: String,
    period: Option<String>,
    /// `reported`, `did-not-come`, `not-observed` or `came`.
    state: &'static str,
    /// The words that report it, else what was seen.
    basis: String,
    /// Of the record, where a document reports it.
    id: Option<String>,
    document: Option<Head>,
    /// Where a schedule shows it.
    window: Option<Window>,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let configured = Configured::load(args.config.as_deref())?;
    let ledger = args.ledger.open()?;
    let period = args.period.filter()?;
    let (since, until, limit) = (period.since, period.until, period.limit);
    let filter = Filter { actor: args.actor.clone(), limit: None, ..period };
    let reported = ledger.silences(&filter)?.into_iter().map(reported);
    let expected = windows(&configured, &ledger, (since, until), Timestamp::now())?.into_iter().map(expected);
    let is_asked = |row: &Row| {
        let wanted = args.actor.as_deref().unwrap_or_default().to_lowercase();
        row.channel.to_lowercase().contains(&wanted) && (args.all || row.state != "came")
    };
    let mut rows: Vec<Row> = reported.chain(expected.filter(is_asked)).collect();
    rows.sort_by(|a, b| (a.day, &a.channel).cmp(&(b.day, &b.channel)));
    rows.truncate(limit.unwrap_or(usize::MAX));
    write(args.format, &columns(), &rows)
}

fn reported(listed: Listed<Silence>) -> Row {
    let basis = listed.words("evidence");
    let Listed { day, record, document, .. } = listed;
    Row {
        day,
        channel: record.channel,
        expected: record.expected,
        period: record.period,
        state: "reported",
        basis: format!("{}: {basis}", outlet(&document)),
        id: Some(record.id),
        document: Some(document),
        window: None,
    }
}

fn expected(window: Window) -> Row {
    let (state, basis) = match &window.verdict {
        Verdict::Came { title, url } => ("came", title.clone().unwrap_or_else(|| url.clone())),
        Verdict::DidNotCome { listed, others } => {
            ("did-not-come", format!("not on the list of {}, {others} others in that time", minute(*listed)))
        }
        Verdict::NotObserved { why } => ("not-observed", why.clone()),
    };
    Row {
        day: Some(window.day),
        channel: window.channel.clone(),
        expected: window.expected.clone(),
        period: None,
        state,
        basis,
        id: None,
        document: None,
        window: Some(window),
    }
}

fn minute(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%MZ").to_string()
}

fn columns() -> Vec<Column<Row>> {
    let column = |name, shown, value| Column { name, value, shown };
    vec![
        column("day", Shown::Whole, |row: &Row| row.day.map(|day| day.to_string()).unwrap_or_default()),
        column("channel", Shown::Share(2), |row| row.channel.clone()),
        column("expected", Shown::Share(1), |row| row.expected.clone()),
        column("period", Shown::Hidden, |row| filled(row.period.as_ref())),
        column("state", Shown::Whole, |row| row.state.to_owned()),
        column("basis", Shown::Share(3), |row| row.basis.clone()),
        column("document", Shown::Hidden, |row| {
            row.document.as_ref().map(|document| document.id.clone()).unwrap_or_default()
        }),
        column("id", Shown::Whole, |row| filled(row.id.as_ref())),
    ]
}
