//! People and bodies: offices over time, contacts, statements.

use askama::Template;

use crate::ledger::{Filter, Named};
use crate::publish::actor::{Actor, Office, Tenure};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::words::{actor_at, country, day, part, words_at};

use super::rows::{ContactRow, PositionRow, StatementRow};
use super::{Frame, html};

/// How many names a list of them has.
const NAMES: usize = 60;

/// How many names like somebody's are shown.
const ALIKE: usize = 8;

/// How many records of each kind are shown.
const SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "web/actors.html")]
struct ActorsPage {
    frame: Frame,
    words: String,
    names: Vec<NameView>,
}

struct NameView {
    name: String,
    href: String,
    country: String,
    records: u64,
}

/// Who is called so.
pub(in crate::web) fn list(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let words = ask.one("name").unwrap_or_default();
    let names = match words {
        "" => Vec::new(),
        words => house.ledger.with(|ledger| ledger.actors_called(words, NAMES))?,
    };
    html(&ActorsPage {
        frame: Frame::new(ask, "/actors", "Actors"),
        words: words.to_owned(),
        names: names.into_iter().map(view).collect(),
    })
}

#[derive(Template)]
#[template(path = "web/actor.html")]
struct ActorPage {
    frame: Frame,
    name: String,
    more: String,
    /// Others whose names end alike, who may be the same under another form of the name.
    like: Vec<NameView>,
    roles: Vec<RoleView>,
    contacts: Vec<ContactRow>,
    positions: Vec<PositionRow>,
    statements: Vec<StatementRow>,
}

struct RoleView {
    role: String,
    country: String,
    days: String,
    documents: u64,
    /// When it is held, as the program knows; empty where it does not.
    held: String,
    /// The words that give it, and where they stand; empty where no document does.
    words: String,
    words_at: String,
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let name = &ask.path[0];
    let filter = Filter { limit: Some(SHOWN), ..Filter::default() };
    house.ledger.with(|ledger| {
        let actor = Actor::of(ledger, std::slice::from_ref(name), &filter)?.ok_or(Fault::NotFound)?;
        let surname = name.rsplit(' ').next().unwrap_or(name);
        let like = ledger.actors_called(surname, ALIKE)?;
        html(&ActorPage {
            frame: Frame::new(ask, "/actors", name.clone()),
            name: name.clone(),
            more: part(name),
            like: like.into_iter().filter(|one| one.name != *name).map(view).collect(),
            roles: actor.offices.iter().map(role).collect(),
            contacts: actor.contacts.iter().map(ContactRow::of).collect(),
            positions: actor.positions.iter().map(PositionRow::of).collect(),
            statements: actor.statements.iter().map(StatementRow::of).collect(),
        })
    })
}

fn view(named: Named) -> NameView {
    NameView {
        href: actor_at(&named.name),
        country: named.country.as_deref().map(country).unwrap_or_default(),
        name: named.name,
        records: named.records,
    }
}

fn role(office: &Office) -> RoleView {
    let told = &office.told;
    let days = match (told.first, told.last) {
        (Some(first), Some(last)) if first == last => day(&first),
        (Some(first), Some(last)) => format!("{} to {}", day(&first), day(&last)),
        _ => "in documents without a date".to_owned(),
    };
    let held = |tenure: &Tenure| match tenure.to {
        Some(to) => format!("{} to {}", day(&tenure.from), day(&to)),
        None => format!("since {}", day(&tenure.from)),
    };
    RoleView {
        role: told.role.clone().unwrap_or_else(|| "no office told".to_owned()),
        country: told.country.as_deref().map(country).unwrap_or_default(),
        days,
        documents: told.documents,
        held: office.held.iter().map(held).collect::<Vec<_>>().join(", "),
        words: office.rests_on.as_ref().map(|giving| giving.words.clone()).unwrap_or_default(),
        words_at: office
            .rests_on
            .as_ref()
            .map(|giving| words_at(&giving.document.id, giving.span))
            .unwrap_or_default(),
    }
}
