//! What a rule for positions gives.

use serde::Deserialize;

use crate::read::rules::{Rule, RuleBook, RuleError};
use crate::record::{Act, Issue};

/// The keys of a rule's `gives`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gives {
    pub act: Act,
    /// What it is with "not"; none where that takes no position.
    pub negated: Option<Act>,
    /// Where the words themselves decide it.
    pub issue: Option<Issue>,
    /// Whether whoever says it holds it; else the slot H does.
    #[serde(default)]
    pub speaker: bool,
    /// Whether it counts only in the holder's own mouth, or in his state's.
    #[serde(default)]
    pub own: bool,
    /// Whether "must", "should" and their like belong to it.
    #[serde(default)]
    pub modal: bool,
    /// Whether it is asked of others: nothing that the speaker's own side must do.
    #[serde(default)]
    pub others: bool,
    /// Whether it counts only where the words name a condition.
    #[serde(default)]
    pub conditional: bool,
    /// Whether an issue that its words only point at is that of the sentences before.
    #[serde(default)]
    pub back: bool,
    /// As `back`, only where its words point at it: "ready to do it".
    #[serde(default)]
    pub points: bool,
    /// Whether it counts only in the verb's bare form: "close".
    #[serde(default)]
    pub bare: bool,
    /// Whether it counts only with a "not".
    #[serde(default)]
    pub negative: bool,
    /// Whether it counts on what diplomacy is about beyond the list of issues: "talks".
    #[serde(default)]
    pub wide: bool,
    /// Whether it counts on an issue of no list, where it is between two states.
    #[serde(default)]
    pub any: bool,
}

/// Slots that a rule may fill: who holds it, toward whom.
const SLOTS: [&str; 2] = ["H", "T"];

impl Gives {
    /// Reads and checks a rule's `gives`.
    ///
    /// # Errors
    /// Where a key, a value or a slot is not known, or nobody can hold it; the error
    /// names file and rule.
    pub fn of(book: &RuleBook, rule: &Rule) -> Result<Self, RuleError> {
        let gives: Self = book.gives(rule, &SLOTS)?;
        if !gives.speaker && !rule.pattern.slots().any(|slot| slot == "H") {
            return Err(book.wrong(rule, "nobody holds it; give the pattern a slot H or set speaker = true"));
        }
        Ok(gives)
    }
}
