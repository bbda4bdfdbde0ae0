//! What an editor changed in a digest.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Document;

/// Where in a digest a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    Title,
    /// Under the title.
    Deck,
    /// In a paragraph or after a dash.
    Text,
    /// As a row of a table.
    Row,
}

/// Words of a document that a sentence rests on: by them it is known again when it is
/// written otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    /// Id of the document.
    pub document: String,
    pub words: String,
}

/// A sentence of a week's digest, by which a change of it finds it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// ISO week, such as `2022-W10`.
    pub week: String,
    pub place: Place,
    /// The heading under which it stood.
    pub section: Option<String>,
    /// As it was written.
    pub sentence: String,
    pub anchors: Vec<Anchor>,
}

/// An editor's change of one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// By which it can be taken back.
    pub key: i64,
    #[serde(flatten)]
    pub target: Target,
    /// The editor's own words that stand in its place; `None` where it was taken out.
    pub text: Option<String>,
    pub who: String,
    /// UTC.
    pub at: String,
    pub note: Option<String>,
    /// UTC, when it was taken back.
    pub undone: Option<String>,
    pub undone_by: Option<String>,
}

/// A document as it first read, where its text was changed since.
#[derive(Debug, Clone, PartialEq)]
pub struct Reworded {
    pub first: Document,
    /// UTC, when the text that counts now was collected.
    pub changed: String,
}

/// "Ann rewrote a sentence of "Global crises" on 2022-03-09 (a wrong name)".
impl std::fmt::Display for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let did = if self.text.is_some() { "rewrote" } else { "took out" };
        write!(f, "{} {did} ", self.who)?;
        match (self.target.place, &self.target.section) {
            (Place::Title, _) => f.write_str("the title")?,
            (Place::Deck, _) => f.write_str("the sentence under the title")?,
            (Place::Row, _) => f.write_str("a row of the table")?,
            (Place::Text, None) => f.write_str("a sentence")?,
            (Place::Text, Some(heading)) => write!(f, "a sentence of “{heading}”")?,
        }
        write!(f, " on {}", day(&self.at))?;
        if let Some(note) = &self.note {
            write!(f, " ({note})")?;
        }
        if let Some(undone) = &self.undone {
            let by = self.undone_by.as_deref().unwrap_or_default();
            write!(f, ", taken back by {by} on {}", day(undone))?;
        }
        Ok(())
    }
}

fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}
