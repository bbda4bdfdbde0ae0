//! What a rule for contacts gives.

use serde::Deserialize;

use crate::read::rules::{Rule, RuleBook, RuleError};
use crate::record::{Mode, Status};

/// The keys of a rule's `gives`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gives {
    pub mode: Mode,
    /// Where the words themselves decide it.
    pub status: Option<Status>,
    /// Whether the words themselves say that it was secret.
    #[serde(default)]
    pub secret: bool,
    /// Whether it is a record with fewer than two parties, where it has a place or a time.
    #[serde(default)]
    pub alone: bool,
    /// Whether the parties that it does not name are those of the dealing told before.
    #[serde(default)]
    pub inherits: bool,
    /// Whether it only counts where the parties are known to be of two states.
    #[serde(default)]
    pub two_states: bool,
    /// Whether whoever speaks is a party, where the words name one side only.
    #[serde(default)]
    pub by_speaker: bool,
    /// Whether the channel's own state is a party, whoever the words speak of.
    #[serde(default)]
    pub at_home: bool,
    /// Whether the parties are the states whose adjectives stand before the noun.
    #[serde(default)]
    pub by_nations: bool,
    /// Whether it only counts where the title names the parties of a dealing.
    #[serde(default)]
    pub at_title: bool,
    /// Whether it only counts where the words name a time: another dealing than that of which
    /// the title tells.
    #[serde(default)]
    pub dated: bool,
    /// Whether it is one that the parties of the title's meeting had before it.
    #[serde(default)]
    pub earlier: bool,
    /// Whether it goes on with the dealing told before, in a sentence of its own without a
    /// verb, and has its form, time and status.
    #[serde(default)]
    pub follows: bool,
    /// Whether it only counts where nothing better tells of the same parties.
    #[serde(default)]
    pub weak: bool,
    /// The slot of the party that sought it.
    pub initiator: Option<String>,
}

/// Slots that a rule may fill.
const SLOTS: [&str; 7] = ["A", "B", "C", "H", "M", "P", "V"];

impl Gives {
    /// What a word tells that no rule is of: a dealing of some form.
    pub fn plain(mode: Mode) -> Self {
        Self {
            mode,
            status: None,
            secret: false,
            alone: false,
            inherits: false,
            two_states: false,
            by_speaker: false,
            at_home: false,
            by_nations: false,
            at_title: false,
            dated: false,
            earlier: false,
            follows: false,
            weak: false,
            initiator: None,
        }
    }

    /// Reads and checks a rule's `gives`.
    ///
    /// # Errors
    /// Where a key, a value or a slot is not known; the error names file and rule.
    pub fn of(book: &RuleBook, rule: &Rule) -> Result<Self, RuleError> {
        let gives: Self = book.gives(rule, &SLOTS)?;
        if let Some(slot) =
            gives.initiator.iter().find(|slot| rule.pattern.slots().all(|one| one != slot.as_str()))
        {
            return Err(book.wrong(rule, format!("the initiator \"{slot}\" is no slot of the pattern")));
        }
        Ok(gives)
    }
}
