//! A name where it stands in a text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A human being: "Antony Blinken", "the Secretary" where it is known who.
    Person,
    /// An office without its holder's name: "the Russian foreign minister".
    Office,
    /// A ministry, company, alliance, outlet: "NATO", "the Kremlin".
    Organisation,
    /// A state: "Türkiye".
    Country,
    /// A place that stands for itself: "Vilnius", "Meseberg".
    Place,
    /// Several people without names: "Russian negotiators".
    Group,
}

/// One mention of an actor or a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    pub id: String,
    #[serde(flatten)]
    pub span: Span,
    /// Whom it stands for, in the fullest form that the document gives.
    pub name: String,
    #[serde(rename = "type")]
    pub kind: MentionKind,
    /// ISO 3166-1 alpha-3 of the state it belongs to or is.
    pub country: Option<String>,
    /// The office, as the document or the knowledge states it.
    pub role: Option<String>,
}
