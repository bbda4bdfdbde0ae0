//! Who says what, by whose account: source, cue, content.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// How the words of the content stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// All of it inside quotation marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words with quoted parts.
    Mixed,
}

/// What the speaker does in saying it. The hedge is the writer's and is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// States it.
    Says,
    /// Bears out what another has said.
    Confirms,
    /// Says that it is not so.
    Denies,
    /// Will not speak of it.
    Declines,
    /// Asks for it as due.
    Demands,
    /// Holds it out.
    Offers,
    /// Says that harm may come.
    Warns,
    /// Says that it will be.
    Predicts,
    /// Binds the speaker to it.
    Promises,
}

/// Who speaks: the words that name the speaker at the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    #[serde(flatten)]
    pub span: Span,
    /// Whom the words stand for; the words themselves where no name is known.
    pub name: String,
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Whether the writer keeps the name back ("people briefed on the talks").
    pub anonymous: bool,
    /// The words that say why ("because he was not authorised to speak").
    #[serde(default)]
    pub reason: Option<Span>,
}

/// One attribution, in PARC's and PolNeAR's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    pub id: String,
    /// `None` where nobody is named ("it was reported that").
    pub source: Option<Source>,
    /// The saying words.
    pub cue: Vec<Span>,
    /// What is said; several parts where the cue interrupts it. Never empty.
    pub content: Vec<Span>,
    pub form: Form,
    pub stance: Stance,
    /// Whether the writer keeps a distance: "reportedly", "is believed to".
    pub hedged: bool,
    /// From the first speaker to this document's outlet.
    pub chain: Vec<String>,
    /// To whom it was said.
    pub audience: Option<String>,
    /// Where it was said: "interview", "statement", "briefing".
    pub medium: Option<String>,
    /// Whether the words came through an interpreter, where the text says so.
    #[serde(default)]
    pub interpreted: bool,
    /// The rule or model that found it.
    pub rule: String,
}
