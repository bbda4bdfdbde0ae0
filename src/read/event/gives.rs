//! What a rule for events gives.

use serde::Deserialize;

use crate::knowledge::Plover;
use crate::read::rules::{Rule, RuleBook, RuleError};
use crate::record::EventType;

/// The keys of a rule's `gives`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gives {
    #[serde(rename = "type")]
    pub kind: EventType,
    pub mode: Option<String>,
    /// Where the words tell more than type and mode do.
    pub cameo: Option<String>,
    /// What it is with "not"; without it, it is an event that did not happen.
    pub negated: Option<EventType>,
    /// Whether it is an event without a recipient, too.
    #[serde(default)]
    pub alone: bool,
    /// Whether it is one among the actors themselves, where they are of two sides or more.
    #[serde(default)]
    pub mutual: bool,
    /// Whether it is one also within one state.
    #[serde(default)]
    pub at_home: bool,
}

/// Slots that a rule may fill: who acts, on whom.
const SLOTS: [&str; 2] = ["A", "R"];

impl Gives {
    /// Reads and checks a rule's `gives`.
    ///
    /// # Errors
    /// Where a key, a value, a mode or a slot is not known, or nobody acts; the error
    /// names file and rule.
    pub fn of(book: &RuleBook, rule: &Rule) -> Result<Self, RuleError> {
        let gives: Self = book.gives(rule, &SLOTS)?;
        if !rule.pattern.slots().any(|slot| slot == "A") {
            return Err(book.wrong(rule, "nobody acts; give the pattern a slot A"));
        }
        if let Some(mode) = gives.mode.as_deref().filter(|mode| !Plover::get().has_mode(gives.kind, mode)) {
            let problem = format!("{} has no mode \"{mode}\"; see knowledge/plover.toml", gives.kind);
            return Err(book.wrong(rule, problem));
        }
        Ok(gives)
    }

    /// The CAMEO code of an event of a type that this rule found.
    pub fn cameo(&self, kind: EventType) -> String {
        let own = self.cameo.as_deref().filter(|_| kind == self.kind);
        own.unwrap_or_else(|| Plover::get().cameo(kind, self.mode.as_deref())).to_owned()
    }
}
