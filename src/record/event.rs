//! A PLOVER event.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventType, Span, When};

/// Whether an event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EventStatus {
    /// Told as having taken place, or as taking place.
    Happened,
    /// To come: announced, promised, threatened.
    Planned,
    /// Only thought of: "may", "if".
    Hypothetical,
    /// Said not to have taken place.
    Negated,
    /// Long past: more than a year before the document.
    Historical,
}

/// Who acts or is acted upon, where the evidence names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// In which capacity, as `knowledge/plover.toml` has it: `government`, `military`, `rebel`.
    pub sector: Option<String>,
    pub role: Option<String>,
    /// Where its mention begins, in code points; `None` for whoever speaks without being named.
    pub start: Option<usize>,
    /// The code point after the last of the mention.
    pub end: Option<usize>,
}

impl Participant {
    /// The words that name it at the evidence.
    pub fn span(&self) -> Option<Span> {
        Span::new(self.start?, self.end?)
    }
}

/// One event, coded after the PLOVER codebook: an act with all who take part in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    pub id: String,
    /// PLOVER type, such as `CONSULT`.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode, such as `phone`.
    pub mode: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    pub status: EventStatus,
    pub evidence: Span,
    pub when: Option<When>,
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// PLOVER contexts, such as `military`.
    pub contexts: Vec<String>,
    /// From -10 (conflict) to 10 (cooperation), after Goldstein.
    pub goldstein: f64,
    /// The CAMEO code that comes nearest.
    pub cameo: String,
    /// Index into the document's attributions.
    pub attribution: Option<usize>,
    /// The rule that found it: its own, or that of the contact or position that it is.
    pub rule: String,
}
