//! `contacts --merged`: a row for each contact, with all its accounts.

use std::collections::HashSet;

use jiff::ToSpan;
use serde::Serialize;

use crate::cli::args::ListFormat;
use crate::cli::failure::Failure;
use crate::cli::listing::{named, write};
use crate::cli::table::{Column, Shown};
use crate::ledger::{Filter, Ledger};
use crate::publish::label;
use crate::record::{Mode, Party, Status, When};
use crate::weave::{Dealing, Paper, dealings_of};

/// Accounts of one contact are published within this many days of each other.
const AROUND: i64 = 7;

/// A contact with its accounts, as it is printed.
#[derive(Serialize)]
struct Merged {
    /// As exactly as the account that leads tells it.
    when: Option<When>,
    /// The day, where an account tells it.
    day: Option<String>,
    parties: Vec<Party>,
    mode: Mode,
    status: Status,
    /// The countries of its parties whose official sources tell it.
    sides: Vec<String>,
    accounts: Vec<Account>,
}

/// Where one document tells it.
#[derive(Serialize)]
struct Account {
    /// The id of the contact in that document.
    id: String,
    document: String,
    outlet: Option<String>,
    country: Option<String>,
    published: Option<String>,
    url: Option<String>,
    /// Why it is taken for one with another of the accounts; `None` of the first.
    because: Option<String>,
    status: Status,
    start: usize,
    end: usize,
    words: String,
}

/// Lists the contacts an account of which meets the filter.
pub(super) fn list(ledger: &Ledger, mut filter: Filter, format: ListFormat) -> Result<(), Failure> {
    let limit = filter.limit.take();
    let wanted: HashSet<String> = ledger.contacts(&filter)?.into_iter().map(|row| row.record.id).collect();
    let documents = ledger.documents(
        filter.since.map(|day| day.saturating_sub(AROUND.days())),
        filter.until.map(|day| day.saturating_add(AROUND.days())),
    )?;
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealings = dealings_of(&papers);
    let is_wanted =
        |dealing: &&Dealing| dealing.accounts.iter().any(|account| wanted.contains(&account.contact.id));
    let mut rows: Vec<Merged> =
        dealings.iter().filter(is_wanted).map(|dealing| merged(dealing, &papers)).collect();
    rows.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    rows.truncate(limit.unwrap_or(usize::MAX));
    write(format, &columns(), &rows)
}

fn merged(dealing: &Dealing, papers: &[Paper]) -> Merged {
    let lead = dealing.lead().contact;
    let accounts = dealing.accounts.iter().map(|account| {
        let paper = &papers[account.paper];
        let article = &paper.document.article;
        Account {
            id: account.contact.id.clone(),
            document: article.id.clone(),
            outlet: article.outlet.clone(),
            country: article.country.clone(),
            published: article.published.as_ref().map(|published| published.as_str().to_owned()),
            url: article.url.clone(),
            because: account.grounds.map(|grounds| grounds.says(papers)),
            status: account.contact.status,
            start: account.contact.evidence.start,
            end: account.contact.evidence.end,
            words: paper.words(account.contact.evidence).to_owned(),
        }
    });
    Merged {
        when: lead.when.clone(),
        day: dealing.day().map(|day| day.to_string()),
        parties: lead.parties.clone(),
        mode: lead.mode,
        status: lead.status,
        sides: dealing.sides(papers).into_iter().map(str::to_owned).collect(),
        accounts: accounts.collect(),
    }
}

fn columns() -> [Column<Merged>; 8] {
    let column = |name, shown, value| Column { name, value, shown };
    [
        column("day", Shown::Whole, |row: &Merged| row.day.clone().unwrap_or_default()),
        column("parties", Shown::Share(4), |row| {
            let names = row.parties.iter().map(|party| named(&party.name, party.country.as_ref()));
            names.collect::<Vec<_>>().join(", ")
        }),
        column("mode", Shown::Whole, |row| label(&row.mode)),
        column("status", Shown::Whole, |row| label(&row.status)),
        column("accounts", Shown::Whole, |row| row.accounts.len().to_string()),
        column("sides", Shown::Whole, |row| row.sides.join(" ")),
        column("told by", Shown::Share(2), |row| {
            let mut outlets: Vec<&str> =
                row.accounts.iter().filter_map(|account| account.outlet.as_deref()).collect();
            outlets.sort_unstable();
            outlets.dedup();
            outlets.join(", ")
        }),
        column("id", Shown::Whole, |row| row.accounts[0].id.clone()),
    ]
}
