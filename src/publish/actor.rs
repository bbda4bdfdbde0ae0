//! What the ledger has of one person or body: offices over time, contacts, positions and
//! statements.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::Knowledge;
use crate::ledger::{Filter, Giving, Ledger, LedgerError, Listed, Role};
use crate::read::Reader;
use crate::record::{Article, Attribution, Contact, MentionKind, Position};
use crate::weave::{Name, called, near};

/// This many days before and after a day, what documents say of an office holds for it.
const AROUND: i32 = 45;

/// One person or body, with what the ledger has of it; of all lists the latest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Actor {
    /// The name that stands in most records.
    pub name: String,
    /// Its other forms.
    pub also: Vec<String>,
    pub offices: Vec<Office>,
    pub contacts: Vec<Listed<Contact>>,
    pub positions: Vec<Listed<Position>>,
    pub statements: Vec<Listed<Attribution>>,
}

/// An office with its time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Office {
    /// As documents tell it.
    #[serde(flatten)]
    pub told: Role,
    /// The words that give it; `None` where no document does and it is only known.
    pub rests_on: Option<Giving>,
    /// When it is held, as the program knows.
    pub held: Vec<Tenure>,
}

/// From which day to which an office is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tenure {
    pub from: Date,
    /// `None` while it lasts.
    pub to: Option<Date>,
}

/// Whom words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// One, by all names that it goes by, the most used first. Never empty.
    One(Vec<String>),
    /// Several, each so.
    Several(Vec<Vec<String>>),
    /// An office of a state whose holder on the day neither documents nor the knowledge tell.
    Vacant { office: String, on: Date },
    /// Nobody, with names that begin like one of the words.
    Nobody { near: Vec<String> },
}

impl Whom {
    /// Whom words name, a name in any of its forms or the office of a state ("the Russian
    /// foreign minister"), on a day.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn called(ledger: &Ledger, reader: &Reader, words: &str, on: Date) -> Result<Self, LedgerError> {
        let bearers = ledger.bearers()?;
        let all: Vec<Name> = bearers
            .iter()
            .map(|one| Name { name: &one.name, country: one.country.as_deref(), is_person: one.is_person })
            .collect();
        let by_name = |words: &str| -> Vec<Vec<String>> {
            let names = |one: Vec<usize>| one.into_iter().map(|i| bearers[i].name.clone()).collect();
            called(words, &all).into_iter().map(names).collect()
        };
        if let Some((role, country)) = office(reader, words) {
            let office = format!("{role}, {country}");
            return Ok(match holder(ledger, &role, &country, on)? {
                Some(name) => {
                    let names = by_name(&name).into_iter().find(|names| names.contains(&name));
                    Self::One(names.unwrap_or_else(|| vec![name]))
                }
                None => Self::Vacant { office, on },
            });
        }
        let mut found = by_name(words);
        Ok(match found.len() {
            0 => Self::Nobody { near: near(words, &all).into_iter().map(str::to_owned).collect() },
            1 => Self::One(found.remove(0)),
            _ => Self::Several(found),
        })
    }
}

/// The office of a state that words tell: what it is called and the state's code. It is
/// read as in a document without a date, where nobody can be known to hold it.
fn office(reader: &Reader, words: &str) -> Option<(String, String)> {
    let text = format!("It was {} who spoke.", words.trim());
    let article = Article { text, ..Article::default() };
    let reading = reader.analyse(&article);
    let offices = reading.names.mentions.iter().map(|mention| &reading.names.actors[mention.actor]);
    let office = offices.into_iter().find(|actor| actor.kind == MentionKind::Office)?;
    Some((office.role.clone()?, office.country.clone()?))
}

/// Who holds an office of a state on a day: whom the knowledge has, else whom documents
/// around the day call so, the most often.
fn holder(ledger: &Ledger, role: &str, country: &str, on: Date) -> Result<Option<String>, LedgerError> {
    let known = Knowledge::get().people.iter().find(|person| {
        person.tenures_on(on).any(|tenure| tenure.role == role && tenure.country == Some(country))
    });
    if let Some(known) = known {
        return Ok(Some(known.name.to_owned()));
    }
    let days = (on.saturating_sub(AROUND.days()), on.saturating_add(AROUND.days()));
    Ok(ledger.holders(role, country, days)?.into_iter().next())
}

impl Actor {
    /// What the ledger has of those names, between the days of a filter and at most its
    /// limit of each kind of record. `None` where it has nothing.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    ///
    /// # Panics
    /// Where there is no name.
    pub fn of(ledger: &Ledger, names: &[String], filter: &Filter) -> Result<Option<Self>, LedgerError> {
        let filter = Filter { names: names.to_vec(), ..filter.clone() };
        let size = filter.limit.unwrap_or(usize::MAX);
        let mut offices = Vec::new();
        for told in ledger.roles(names)? {
            let rests_on = ledger.giving(names, &told)?;
            offices.push(Office { held: held(names, &told), rests_on, told });
        }
        let (name, also) = names.split_first().expect("an actor has a name");
        let actor = Self {
            name: name.clone(),
            also: also.to_vec(),
            offices,
            contacts: ledger.page(&filter, None, size)?.rows,
            positions: ledger.page(&filter, None, size)?.rows,
            statements: ledger.page(&filter, None, size)?.rows,
        };
        let is_empty = actor.offices.is_empty()
            && actor.contacts.is_empty()
            && actor.positions.is_empty()
            && actor.statements.is_empty();
        Ok((!is_empty).then_some(actor))
    }
}

/// When the knowledge has somebody in an office.
fn held(names: &[String], told: &Role) -> Vec<Tenure> {
    let people = Knowledge::get().people.iter().filter(|person| names.iter().any(|name| name == person.name));
    let tenures = people.flat_map(|person| &person.tenures).filter(|tenure| {
        Some(tenure.role) == told.role.as_deref() && tenure.country == told.country.as_deref()
    });
    tenures.map(|tenure| Tenure { from: tenure.from, to: tenure.to }).collect()
}
