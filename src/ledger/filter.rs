//! Which records a list shows.

use jiff::ToSpan;
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
    /// One of these must take part: names, whole and as they are written.
    pub names: Vec<String>,
    /// The id of the document.
    pub document: Option<String>,
    /// The most records.
    pub limit: Option<usize>,
}

/// The most days from the first on which a record may have been to the last.
const LONGEST: i32 = 366;

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
            let marks = marks(values.len());
            self.and(&format!("{column} IN ({marks})"), values.iter().cloned());
        }
    }

    /// Keeps what may have been between two days; its own days stand in two columns.
    pub(super) fn days(&mut self, (first, last): (&str, &str), since: Option<Date>, until: Option<Date>) {
        if let Some(since) = since {
            self.and(&format!("{last} >= ?"), [since.to_string()]);
            self.may_reach(first, since);
        }
        if let Some(until) = until {
            self.and(&format!("{first} <= ?"), [until.to_string()]);
        }
    }

    /// Keeps what begins so late that it may reach a day: an index in the order of first
    /// days need not be gone through to its end.
    pub(super) fn may_reach(&mut self, first: &str, since: Date) {
        self.and(&format!("{first} >= ?"), [since.saturating_sub(LONGEST.days()).to_string()]);
    }

    fn takes_part(&mut self, who: &str) {
        // The plus keeps SQLite from looking through all that somebody takes part in, where it
        // is to look through those who take part in one record.
        let part = "EXISTS (SELECT 1 FROM actor WHERE actor.record = record.key AND ";
        if is_code(who) {
            self.and(&format!("{part} +actor.country = ?)"), [who.to_owned()]);
            return;
        }
        let folded = fold(who);
        // Words that nobody's name can hold take part in nothing.
        let pattern = if folded.is_empty() { String::new() } else { format!("%{folded}%") };
        self.and(&format!("{part} actor.folded LIKE ?)"), [pattern]);
    }
}

/// As many places for values as there are values.
pub(super) fn marks(values: usize) -> String {
    vec!["?"; values].join(", ")
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
        if !self.names.is_empty() {
            let marks = marks(self.names.len());
            let sql = format!(
                "EXISTS (SELECT 1 FROM actor WHERE actor.record = record.key AND +actor.name IN ({marks}))"
            );
            conditions.and(&sql, self.names.iter().cloned());
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
