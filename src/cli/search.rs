//! `search`: full text and fields.

use crate::ledger::{Hit, LedgerError};

use super::args::{LedgerArgs, ListFormat, PeriodArgs};
use super::failure::Failure;
use super::listing::{filled, outlet, write};
use super::table::{Column, Shown};

/// Search the documents, the best first
///
/// All words must be there, in any form ("negotiate" finds "negotiated"). "words in a
/// row" in quotation marks; -word must not be there; ceasef* is a beginning; one OR two
/// either. title:, names:, outlet:, country:, kind: and url: ask one field; from: and to: who
/// speaks and to whom, issue: what positions are on, after: and before: days.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to look for; in quotation marks for the shell where it holds -word or "…".
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,

    #[command(flatten)]
    period: PeriodArgs,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    args.period.check()?;
    let PeriodArgs { since, until, limit } = args.period;
    let hits =
        args.ledger.open()?.search(&args.query.join(" "), since, until, limit).map_err(
            |error| match error {
                LedgerError::Query(problem) => Failure::Usage(problem.to_string()),
                error => error.into(),
            },
        )?;
    write(args.format, &columns(), &hits)
}

fn columns() -> [Column<Hit>; 8] {
    let column = |name, shown, value| Column { name, value, shown };
    [
        column("published", Shown::Whole, |hit: &Hit| {
            hit.document
                .published
                .as_deref()
                .and_then(|stated| stated.get(..10))
                .unwrap_or_default()
                .to_owned()
        }),
        column("outlet", Shown::Share(2), |hit| outlet(&hit.document)),
        column("title", Shown::Share(3), |hit| filled(hit.document.title.as_ref())),
        column("words", Shown::Share(5), |hit| hit.snippet.clone()),
        column("id", Shown::Whole, |hit| hit.document.id.clone()),
        column("kind", Shown::Hidden, |hit| filled(hit.document.kind.as_ref())),
        column("country", Shown::Hidden, |hit| filled(hit.document.country.as_ref())),
        column("url", Shown::Hidden, |hit| filled(hit.document.url.as_ref())),
    ]
}
