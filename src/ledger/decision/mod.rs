//! What people decided about records: kept apart from them, carried out on them.

mod bond;
mod decide;
mod error;
mod field;
mod history;
mod settle;

pub use decide::Verdict;
pub(super) use decide::{decide, undo};
pub use error::DecisionError;
pub use field::fields_of;
pub use history::Decision;
pub(super) use settle::settle;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a person decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "lowercase")]
pub enum Act {
    /// The record is wrong; it and what stands under it count no more.
    Drop,
    /// One field of the record is another: `status`, or `parties.0.name`. The value
    /// `null` of a party takes the party out.
    Correct { field: String, value: Value },
    /// These contacts are one.
    Join,
    /// The first contact is another one than the others.
    Split,
}

impl Act {
    /// As the ledger calls it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Correct { .. } => "correct",
            Self::Join => "join",
            Self::Split => "split",
        }
    }
}
