//! A party to a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// One party: the words that name it at the evidence and whom they stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    #[serde(flatten)]
    pub span: Span,
    /// The words at the span ("his counterpart").
    pub text: String,
    /// Whom they stand for; the words themselves where no name is known.
    pub name: String,
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}
