//! A party's stand on an issue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// What a party does about an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Offer,
    Demand,
    Condition,
    Acceptance,
    Refusal,
    Threat,
    Support,
    Proposal,
}

/// What a position is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Issue {
    Territory,
    Ceasefire,
    #[serde(rename = "security guarantees")]
    SecurityGuarantees,
    Alliance,
    Arms,
    Sanctions,
    Prisoners,
    Humanitarian,
    Nuclear,
    Grain,
    Energy,
    Justice,
    Other,
}

/// Who takes a position, or toward whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Holder {
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// One statement of a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    pub id: String,
    pub holders: Vec<Holder>,
    pub toward: Vec<Holder>,
    pub act: Act,
    pub issue: Issue,
    pub content: Span,
    /// The words of the condition that it depends on.
    pub condition: Option<Span>,
    pub evidence: Span,
    /// Index into the document's attributions.
    pub attribution: Option<usize>,
    pub rule: String,
}
