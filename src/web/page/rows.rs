//! Records as rows of lists.

use crate::ledger::Listed;
use crate::publish::label;
use crate::record::{Attribution, Contact, Position, Status};
use crate::web::show::words::{actor_at, country, day, document_at, outlet, part, source_at};

/// A name that leads to its page.
pub(super) struct Who {
    pub name: String,
    pub href: String,
    /// The country's name; empty where it is not known, or is the name.
    pub country: String,
    pub role: String,
}

impl Who {
    pub fn new(name: &str, code: Option<&str>, role: Option<&str>) -> Self {
        let country = code.map(country).filter(|country| country != name).unwrap_or_default();
        Self {
            name: name.to_owned(),
            href: actor_at(name),
            country,
            role: role.unwrap_or_default().to_owned(),
        }
    }
}

/// Where a record comes from.
pub(super) struct From {
    pub outlet: String,
    pub outlet_at: String,
    /// The stored text with the record's words marked.
    pub text_at: String,
    pub speaker: String,
}

impl From {
    fn of<R>(row: &Listed<R>, id: &str) -> Self {
        let speaker = row.under.as_ref().and_then(|under| under.source.as_ref());
        Self {
            outlet: outlet(&row.document).to_owned(),
            outlet_at: source_at(outlet(&row.document)),
            text_at: format!("{}?record={}#words", document_at(&row.document.id), part(id)),
            speaker: speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        }
    }
}

/// An account of a contact.
pub(super) struct ContactRow {
    pub href: String,
    pub when: String,
    pub parties: Vec<Who>,
    pub mode: String,
    pub status: String,
    /// `held`, `planned` or `denied`: how it looks.
    pub look: &'static str,
    pub track: String,
    pub place: String,
    pub is_secret: bool,
    pub is_domestic: bool,
    pub topics: String,
    pub words: String,
    pub from: From,
}

impl ContactRow {
    pub fn of(row: &Listed<Contact>) -> Self {
        let contact = &row.record;
        let when = match &contact.when {
            Some(when) if when.to_string() == when.date.to_string() => day(&when.date),
            Some(when) => when.to_string(),
            None => row.day.as_ref().map(|day| format!("published {}", self::day(day))).unwrap_or_default(),
        };
        Self {
            href: format!("/contacts/{}", part(&contact.id)),
            when,
            parties: contact
                .parties
                .iter()
                .map(|party| Who::new(&party.name, party.country.as_deref(), party.role.as_deref()))
                .collect(),
            mode: label(&contact.mode),
            status: label(&contact.status),
            look: look(contact.status),
            track: label(&contact.track),
            place: contact.place.clone().unwrap_or_default(),
            is_secret: contact.secret,
            is_domestic: contact.domestic,
            topics: contact.topics.join(", "),
            words: row.words("evidence"),
            from: From::of(row, &contact.id),
        }
    }
}

/// How a status looks: as held, as yet to come, or as not so.
pub(super) fn look(status: Status) -> &'static str {
    match status {
        Status::Held | Status::Confirmed | Status::Reported => "held",
        Status::Planned | Status::Proposed => "planned",
        Status::Denied | Status::Refused | Status::Cancelled | Status::Postponed => "denied",
    }
}

/// A statement.
pub(super) struct StatementRow {
    pub when: String,
    /// `None` where nobody is named.
    pub source: Option<Who>,
    pub is_anonymous: bool,
    pub stance: String,
    pub is_hedged: bool,
    pub form: String,
    pub words: String,
    pub chain: String,
    pub from: From,
}

impl StatementRow {
    pub fn of(row: &Listed<Attribution>) -> Self {
        let said = &row.record;
        let source = said.source.as_ref();
        Self {
            when: row.day.as_ref().map(day).unwrap_or_default(),
            source: source.map(|s| Who::new(&s.name, s.country.as_deref(), s.role.as_deref())),
            is_anonymous: source.is_some_and(|source| source.anonymous),
            stance: label(&said.stance),
            is_hedged: said.hedged,
            form: label(&said.form),
            words: row.words("content"),
            chain: said.chain.join(" → "),
            from: From::of(row, &said.id),
        }
    }
}

/// A position.
pub(super) struct PositionRow {
    pub when: String,
    pub holders: Vec<Who>,
    pub toward: Vec<Who>,
    pub act: String,
    pub issue: String,
    pub words: String,
    pub condition: String,
    pub from: From,
}

impl PositionRow {
    pub fn of(row: &Listed<Position>) -> Self {
        let position = &row.record;
        let who = |holders: &[crate::record::Holder]| {
            holders.iter().map(|holder| Who::new(&holder.name, holder.country.as_deref(), None)).collect()
        };
        Self {
            when: row.day.as_ref().map(day).unwrap_or_default(),
            holders: who(&position.holders),
            toward: who(&position.toward),
            act: label(&position.act),
            issue: label(&position.issue),
            words: row.words("content"),
            condition: row.words("condition"),
            from: From::of(row, &position.id),
        }
    }
}
