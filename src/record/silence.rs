//! Something expected of a channel that did not come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// A silence that a document itself reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Silence {
    pub id: String,
    pub channel: String,
    /// What was expected: "briefing".
    pub expected: String,
    /// The time it is told of: "this week".
    pub period: Option<String>,
    pub evidence: Span,
    /// The rule that found it.
    pub rule: String,
}
