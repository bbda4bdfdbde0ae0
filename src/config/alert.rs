//! What somebody wants to be told at once.

use serde::Deserialize;
use toml::Spanned;

use crate::record::Issue;

use super::source::check_address;
use super::{Mailbox, Mistake};

/// An `[[alert]]`: of what, and how it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// By which the ledger knows what was told of it.
    pub name: String,
    pub on: Occasion,
    pub mail: Vec<Mailbox>,
    pub webhook: Option<String>,
    /// Of the file, counted from 1.
    pub line: usize,
}

/// What an alert is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// A contact in which each of these takes part: a country's code, or words of a name.
    Contact { between: Vec<String> },
    /// A party's stand that has turned, of anyone where nobody is named.
    Position { actor: Option<String>, issue: Option<Issue> },
    /// Somebody denies something.
    Denial { actor: Option<String> },
    /// Something expected of a channel that did not come, or that an article says did not.
    Silence { actor: Option<String> },
    /// A document that a query finds.
    Search { query: String },
    /// A document that a search finds which somebody keeps on the web page and has given
    /// this alert.
    Kept,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum On {
    Contact,
    Position,
    Denial,
    Silence,
    Search,
    Kept,
}

/// An alert as the file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    name: Spanned<String>,
    on: On,
    #[serde(default)]
    between: Vec<String>,
    actor: Option<String>,
    issue: Option<Issue>,
    query: Option<String>,
    #[serde(default)]
    mail: Vec<Mailbox>,
    webhook: Option<Spanned<String>>,
}

impl Written {
    /// The alert, where it says all that it needs and nothing that it does not take; `line`
    /// gives the line of a byte.
    pub(super) fn checked(self, line: impl Fn(usize) -> usize) -> Result<Alert, Mistake> {
        let at = self.name.span().start;
        let name = self.name.into_inner().trim().to_owned();
        let wrong = |problem: &str| Mistake { at, problem: format!("the alert \"{name}\" {problem}") };
        if name.is_empty() || name.contains(char::is_control) {
            return Err(wrong("has no name of one line"));
        }
        if self.mail.is_empty() && self.webhook.is_none() {
            return Err(wrong(
                "goes nowhere; give it mail = [\"ann@example.org\"] or webhook = \"https://…\"",
            ));
        }
        if let Some(address) = &self.webhook {
            check_address(address)?;
        }
        let said =
            [!self.between.is_empty(), self.actor.is_some(), self.issue.is_some(), self.query.is_some()];
        let takes = match self.on {
            On::Contact => [true, false, false, false],
            On::Position => [false, true, true, false],
            On::Denial | On::Silence => [false, true, false, false],
            On::Search => [false, false, false, true],
            On::Kept => [false; 4],
        };
        let names = ["between", "actor", "issue", "query"];
        if let Some(i) = (0..names.len()).find(|&i| said[i] && !takes[i]) {
            return Err(wrong(&format!("does not take {}", names[i])));
        }
        let on = match self.on {
            On::Contact if self.between.len() < 2 => {
                return Err(wrong(
                    "needs those between whom the contact is, such as between = [\"RUS\", \"USA\"]",
                ));
            }
            On::Contact => Occasion::Contact { between: self.between },
            On::Position => Occasion::Position { actor: self.actor, issue: self.issue },
            On::Denial => Occasion::Denial { actor: self.actor },
            On::Silence => Occasion::Silence { actor: self.actor },
            On::Kept => Occasion::Kept,
            On::Search => Occasion::Search {
                query: self
                    .query
                    .ok_or_else(|| wrong("needs a query, such as query = \"envoy from:Lavrov\""))?,
            },
        };
        let webhook = self.webhook.map(Spanned::into_inner);
        Ok(Alert { name, on, mail: self.mail, webhook, line: line(at) })
    }
}
