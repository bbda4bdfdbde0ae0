//! What was expected of a channel, and what was seen of it.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Published;

/// A page that a source announced.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Announced {
    pub url: String,
    pub title: Option<String>,
    pub published: Option<Published>,
    /// When the source says that it was last changed.
    pub updated: Option<Published>,
}

/// How a source's list was had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Fetched,
    Unchanged,
    /// With the reason.
    Failed(String),
}

/// A time that a source's list was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub at: Timestamp,
    pub outcome: Outcome,
    /// What the source published from then on was on the list or is known from an
    /// earlier one.
    pub since: Option<Timestamp>,
}

/// A time in which something was expected of a channel, and whether it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// The source's name.
    pub channel: String,
    /// Its country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// What was expected: "press briefing".
    pub expected: String,
    /// The day, in the channel's own time.
    #[schemars(with = "String")]
    pub day: Date,
    #[schemars(with = "String")]
    pub opens: Timestamp,
    #[schemars(with = "String")]
    pub closes: Timestamp,
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// Whether what was expected came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    Came {
        url: String,
        title: Option<String>,
    },
    DidNotCome {
        /// The list on which it is not, had after the time was over and reaching back to
        /// before it began.
        #[schemars(with = "String")]
        listed: Timestamp,
        /// What the channel published in that time and does not count.
        others: usize,
    },
    NotObserved {
        /// Why nothing can be said.
        why: String,
    },
}
