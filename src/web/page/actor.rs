//! People and bodies: offices over time, contacts, statements.

use askama::Template;

use crate::ledger::{Filter, Named, Role};
use crate::record::{Attribution, Contact, Position};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::words::{actor_at, country, day, part};

use super::rows::{ContactRow, PositionRow, StatementRow};
use super::{Frame, html};

/// How many names a list of them has.
const NAMES: usize = 60;

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
    let view = |named: Named| NameView {
        href: actor_at(&named.name),
        country: named.country.as_deref().map(country).unwrap_or_default(),
        name: named.name,
        records: named.records,
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
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let name = &ask.path[0];
    let filter = Filter { names: vec![name.clone()], ..Filter::default() };
    house.ledger.with(|ledger| {
        let roles = ledger.roles(std::slice::from_ref(name))?;
        let contacts = ledger.page::<Contact>(&filter, None, SHOWN)?;
        let positions = ledger.page::<Position>(&filter, None, SHOWN)?;
        let statements = ledger.page::<Attribution>(&filter, None, SHOWN)?;
        let is_known = !(roles.is_empty()
            && contacts.rows.is_empty()
            && positions.rows.is_empty()
            && statements.rows.is_empty());
        if !is_known {
            return Err(Fault::NotFound);
        }
        html(&ActorPage {
            frame: Frame::new(ask, "/actors", name.clone()),
            name: name.clone(),
            more: part(name),
            roles: roles.into_iter().map(role).collect(),
            contacts: contacts.rows.iter().map(ContactRow::of).collect(),
            positions: positions.rows.iter().map(PositionRow::of).collect(),
            statements: statements.rows.iter().map(StatementRow::of).collect(),
        })
    })
}

fn role(role: Role) -> RoleView {
    let days = match (role.first, role.last) {
        (Some(first), Some(last)) if first == last => day(&first),
        (Some(first), Some(last)) => format!("{} to {}", day(&first), day(&last)),
        _ => "in documents without a date".to_owned(),
    };
    RoleView {
        role: role.role.unwrap_or_else(|| "no office told".to_owned()),
        country: role.country.as_deref().map(country).unwrap_or_default(),
        days,
        documents: role.documents,
    }
}
