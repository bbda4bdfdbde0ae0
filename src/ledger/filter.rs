//! Which records a list shows.

use jiff::civil::Date;
use rusqlite::types::Value;

use super::fold::fold;

/// What a record must meet to be listed; what is `None` or empty asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The first day. A record counts by the day it tells of, else by the day its
    /// document was published; without either it is listed only where no day is asked.
    /// One that is known by the week, month or year counts on each of its days.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Each must take part: a country's code or words of a name.
    pub between: Vec<String>,
    /// Must take part: a country's code or words of a name.
    pub actor: Option<String>,
    /// A contact's or event's status, a statement's stance, a position's act: one of these.
    pub states: Vec<String>,
    /// A contact's mode, a statement's form, a position's issue, an event's type: one of these.
    pub forms: Vec<String>,
    /// A contact's track: one of these.
    pub tracks: Vec<String>,
    /// The outlet of the document, whole.
    pub outlet: Option<String>,
    /// Must take part: a name, whole and as it is written.
    pub name: Option<String>,
    /// The id of the document.
    pub document: Option<String>,
    /// The most records.
    pub limit: Option<usize>,
}

/// Conditions in SQL with their values.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition in which each `?` stands for one of the values.
    pub(super) fn and(&mut self, sql: &str, values: impl IntoIterator<Item = String>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values.into_iter().map(Value::Text));
    }

    fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.and(&format!("{column} IN ({marks})"), values.iter().cloned());
        }
    }

    /// Keeps what may have been between two days; its own days stand in two columns.
    pub(super) fn days(&mut self, (first, last): (&str, &str), since: Option<Date>, until: Option<Date>) {
        if let Some(since) = since {
            self.and(&format!("{last} >= ?"), [since.to_string()]);
        }
        if let Some(until) = until {
            self.and(&format!("{first} <= ?"), [until.to_string()]);
        }
    }

    fn takes_part(&mut self, who: &str) {
        let part = "EXISTS (SELECT 1 FROM actor WHERE actor.record = record.key AND ";
        if is_code(who) {
            self.and(&format!("{part} actor.country = ?)"), [who.to_owned()]);
            return;
        }
        let folded = fold(who);
        // Words that nobody's name can hold take part in nothing.
        let pattern = if folded.is_empty() { String::new() } else { format!("%{folded}%") };
        self.and(&format!("{part} actor.folded LIKE ?)"), [pattern]);
    }
}

/// Whether words are a country's code.
pub(super) fn is_code(who: &str) -> bool {
    who.len() == 3 && who.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl Filter {
    /// The filter over the table `record`.
    pub(super) fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.days(("record.day", "record.last"), self.since, self.until);
        self.between.iter().chain(&self.actor).for_each(|who| conditions.takes_part(who));
        conditions.one_of("record.state", &self.states);
        conditions.one_of("record.form", &self.forms);
        conditions.one_of("record.json ->> '$.track'", &self.tracks);
        if let Some(name) = &self.name {
            conditions.and("record.key IN (SELECT record FROM actor WHERE name = ?)", [name.clone()]);
        }
        if let Some(document) = &self.document {
            conditions.and("revision.document = ?", [document.clone()]);
        }
        if let Some(outlet) = &self.outlet {
            conditions.and("revision.outlet = ?", [outlet.clone()]);
        }
        conditions
    }
}
