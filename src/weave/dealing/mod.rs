//! One dealing between parties, told by one document or by several.

mod alike;
mod grounds;
mod joining;
mod known;
mod telling;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use super::{Paper, Who};
use crate::record::{Contact, Document, Precision, Status};
pub use grounds::Grounds;
use joining::{Tale, grounded, groups_of};
pub use known::Known;

/// One document's telling of a dealing.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// Index of the paper.
    pub paper: usize,
    pub contact: &'a Contact,
    /// Why it is taken for one with another account; `None` of the account that the others
    /// are set beside, and of one that stands alone.
    pub grounds: Option<Grounds<'a>>,
}

impl Account<'_> {
    pub(super) fn is_joined_with(&self, other: &Self) -> bool {
        self.contact.bonds.joined.contains(&other.contact.id)
            || other.contact.bonds.joined.contains(&self.contact.id)
    }

    pub(super) fn is_apart_from(&self, other: &Self) -> bool {
        self.contact.bonds.apart.contains(&other.contact.id)
            || other.contact.bonds.apart.contains(&self.contact.id)
    }
}

/// So many accounts may lead a dealing: enough for its story, and no more of them than that
/// where a day's news tells it hundreds of times.
const LEADS: usize = 32;

/// A contact with all its accounts.
#[derive(Debug, Clone)]
pub struct Dealing<'a> {
    /// The fullest account first; one for each document.
    pub accounts: Vec<Account<'a>>,
    /// The day or the span of days, where an account tells it.
    pub when: Option<(Date, Precision)>,
}

impl<'a> Dealing<'a> {
    /// Counts its papers from further on.
    pub fn shift(&mut self, by: usize) {
        for account in &mut self.accounts {
            account.paper += by;
            account.grounds.iter_mut().for_each(|grounds| grounds.paper += by);
        }
    }

    /// The account that the others are set beside.
    pub fn lead(&self) -> Account<'a> {
        self.accounts[0]
    }

    /// The dealing as each of its fullest accounts of the same status would lead it, its own
    /// lead first.
    pub fn led_by_each(&self) -> impl Iterator<Item = Self> {
        let status = self.status();
        let same = (0..self.accounts.len()).filter(move |&i| self.accounts[i].contact.status == status);
        same.take(LEADS).map(move |i| {
            let mut led = self.clone();
            led.accounts[..=i].rotate_right(1);
            led
        })
    }

    /// How far it came about, by the firmest account.
    pub fn status(&self) -> Status {
        self.lead().contact.status
    }

    /// The day, where it is known to the day.
    pub fn day(&self) -> Option<Date> {
        self.when.filter(|(_, precision)| *precision == Precision::Day).map(|(date, _)| date)
    }

    /// Those of its countries whose official sources tell it, each once, in order.
    pub fn sides(&self, papers: &[Paper<'a>]) -> Vec<&'a str> {
        let countries = self.countries();
        let official =
            self.accounts.iter().map(|account| &papers[account.paper]).filter(|one| one.is_official());
        let mut sides: Vec<&str> =
            official.filter_map(|paper| paper.document.article.country.as_deref()).collect();
        sides.retain(|code| countries.contains(code));
        sides.sort_unstable();
        sides.dedup();
        sides
    }

    /// The countries of its parties, each once, in order.
    pub fn countries(&self) -> Vec<&'a str> {
        let mut countries: Vec<&str> =
            self.lead().contact.parties.iter().filter_map(|party| party.country.as_deref()).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }
}

/// The dealings that the papers tell of, contacts of one country's own people left out.
/// Accounts are joined where parties, form and day agree; in doubt they stay apart. What
/// people decided of two contacts goes before.
pub fn dealings_of<'a>(papers: &[Paper<'a>]) -> Vec<Dealing<'a>> {
    named(&groups_of(papers), papers)
}

/// The dealings of some groups, without those of which no account names two parties.
fn named<'a>(groups: &[Vec<Tale<'a>>], papers: &[Paper<'a>]) -> Vec<Dealing<'a>> {
    let named = |dealing: &Dealing| dealing.lead().contact.parties.len() >= 2;
    groups.iter().map(|group| dealing(group, papers)).filter(named).collect()
}

/// The dealing that the contact with this id tells of; alone where it is no contact
/// between parties. `None` where no paper has the contact.
pub fn dealing_with<'a>(papers: &[Paper<'a>], id: &str) -> Option<Dealing<'a>> {
    dealing_among(papers, id).map(|(dealing, _)| dealing)
}

/// The same, with all dealings that the papers tell of.
pub fn dealing_among<'a>(papers: &[Paper<'a>], id: &str) -> Option<(Dealing<'a>, Vec<Dealing<'a>>)> {
    let groups = groups_of(papers);
    let tells = |group: &&Vec<Tale>| group.iter().any(|tale| tale.account.contact.id == id);
    let one = match groups.iter().find(tells) {
        Some(group) => dealing(group, papers),
        None => alone(papers, id)?,
    };
    Some((one, named(&groups, papers)))
}

/// The dealing that one account alone tells.
fn alone<'a>(papers: &[Paper<'a>], id: &str) -> Option<Dealing<'a>> {
    let mut told = papers.iter().enumerate().flat_map(|(paper, one)| {
        one.document.contacts.iter().map(move |contact| Account { paper, contact, grounds: None })
    });
    let account = told.find(|account| account.contact.id == id)?;
    let when = account.contact.when.as_ref().map(|when| (when.date, when.precision));
    Some(Dealing { accounts: vec![account], when })
}

/// The ids of the accounts of the contact that one of them names, the fullest first; empty
/// where no document has the contact.
pub fn accounts_of(documents: &[Document], id: &str) -> Vec<String> {
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealing = dealing_with(&papers, id);
    dealing.iter().flat_map(|one| &one.accounts).map(|account| account.contact.id.clone()).collect()
}

fn dealing<'a>(tales: &[Tale<'a>], papers: &[Paper<'a>]) -> Dealing<'a> {
    let mut group: Vec<&Tale> = tales.iter().collect();
    let cited: BTreeSet<&str> = group.iter().flat_map(|tale| tale.telling.others()).collect();
    group.sort_by_key(|Tale { telling, account, .. }| {
        let paper = &papers[account.paper];
        let full =
            telling.parties.iter().filter(|who| matches!(who, Who::Person(name) if name.is_full())).count();
        let start = account.contact.evidence.start;
        let unnamed = account.contact.parties.len() < 2;
        let first = telling.own.is_some_and(|own| cited.contains(own));
        (
            unnamed,
            firmness(account.contact.status),
            Reverse(paper.is_official()),
            Reverse(first),
            Reverse(full),
            account.paper,
            start,
        )
    });
    let when =
        group.iter().filter_map(|tale| tale.telling.when).min_by_key(|when| (when.precision, when.implied));
    let mut told: HashSet<usize> = HashSet::new();
    let first = |tale: &&&Tale| told.insert(tale.account.paper);
    let accounts: Vec<Account> = group.iter().filter(first).map(|tale| tale.account).collect();
    Dealing { accounts: grounded(accounts, tales), when: when.map(|when| (when.date, when.precision)) }
}

/// The firmest first.
fn firmness(status: Status) -> u8 {
    match status {
        Status::Held => 0,
        Status::Confirmed => 1,
        Status::Reported => 2,
        Status::Denied => 3,
        Status::Refused | Status::Cancelled | Status::Postponed => 4,
        Status::Planned => 5,
        Status::Proposed => 6,
    }
}
