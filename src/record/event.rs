//! A PLOVER event.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Holder, Span, When};

/// Whether an event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EventStatus {
    Happened,
    Planned,
    Hypothetical,
    Negated,
    Historical,
}

/// One event, coded after the PLOVER codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    pub id: String,
    /// PLOVER type, such as `CONSULT`.
    #[serde(rename = "type")]
    pub kind: String,
    pub mode: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    pub actors: Vec<Holder>,
    pub recipients: Vec<Holder>,
    pub status: EventStatus,
    pub evidence: Span,
    pub when: Option<When>,
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Index into the document's attributions.
    pub attribution: Option<usize>,
    pub rule: String,
}
