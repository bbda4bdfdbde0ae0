//! Contacts with all their accounts.

use std::collections::HashSet;

use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ledger::{Filter, Ledger, LedgerError};
use crate::record::{Mode, Party, Status, When};
use crate::weave::{Dealing, Paper, dealings_of};

/// Accounts of one contact are published within this many days of each other.
const AROUND: i64 = 7;

/// A contact with its accounts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Merged {
    /// As exactly as the account that leads tells it.
    pub when: Option<When>,
    /// The day, where an account tells it.
    pub day: Option<String>,
    pub parties: Vec<Party>,
    pub mode: Mode,
    pub status: Status,
    /// The countries of its parties whose official sources tell it.
    pub sides: Vec<String>,
    pub accounts: Vec<Account>,
}

/// Where one document tells it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Account {
    /// The id of the contact in that document.
    pub id: String,
    pub document: String,
    pub outlet: Option<String>,
    pub country: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    /// Why it is taken for one with another of the accounts; `None` of the first.
    pub because: Option<String>,
    pub status: Status,
    pub start: usize,
    pub end: usize,
    pub words: String,
}

/// The contacts an account of which meets the filter, by day.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn merged(ledger: &Ledger, mut filter: Filter) -> Result<Vec<Merged>, LedgerError> {
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
        dealings.iter().filter(is_wanted).map(|dealing| of_dealing(dealing, &papers)).collect();
    rows.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    rows.truncate(limit.unwrap_or(usize::MAX));
    Ok(rows)
}

fn of_dealing(dealing: &Dealing, papers: &[Paper]) -> Merged {
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
