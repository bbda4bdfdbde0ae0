//! A dealing between parties of two or more countries or organisations.

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Party, Span};

/// The form of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// In person.
    Meeting,
    /// By telephone or video.
    Call,
    /// One party travels to the other.
    Visit,
    /// An exchange of views whose form is not told, or that runs over several sittings.
    Talks,
    /// A gathering of heads of state or government.
    Summit,
    /// In writing, from one party to another.
    Letter,
    /// By word carried, or in writing whose form is not told.
    Message,
    /// A sitting of a negotiation that has several.
    #[serde(rename = "negotiation round")]
    NegotiationRound,
}

/// Who deals: officials or private people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Track {
    /// Officials on both sides.
    #[serde(rename = "1")]
    One,
    /// Officials on one side, private people on the other.
    #[serde(rename = "1.5")]
    OneAndAHalf,
    /// Private people on both.
    #[serde(rename = "2")]
    Two,
    /// The document does not let one tell.
    #[serde(rename = "unknown")]
    Unknown,
}

/// How far a contact is told to have come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Told as a fact in the document's own voice.
    Held,
    /// Expressly confirmed by a party or an authority.
    Confirmed,
    /// Told on someone else's word, or hedged.
    Reported,
    /// Agreed or announced for later.
    Planned,
    /// Suggested by someone.
    Proposed,
    /// Said not to have been.
    Denied,
    /// Turned down by a party.
    Refused,
    /// Called off.
    Cancelled,
    /// Put off.
    Postponed,
}

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    Day,
    Week,
    Month,
    Year,
}

/// When something was: the words for it and the day they come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// The words of the document ("last month"); `None` where the day is taken
    /// from the date of publication.
    pub text: Option<String>,
    /// The day, or the first day of the week, month or year.
    #[schemars(with = "String")]
    pub date: Date,
    pub precision: Precision,
}

impl When {
    /// The last day that it may have been: the day itself, or the end of the week,
    /// month or year.
    pub fn last(&self) -> Date {
        match self.precision {
            Precision::Day => self.date,
            Precision::Week => self.date.saturating_add(6.days()),
            Precision::Month => self.date.last_of_month(),
            Precision::Year => self.date.last_of_year(),
        }
    }
}

/// As exactly as it is known: "2023-07-06", "week of 2023-07-03", "2023-07", "2023".
impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.precision {
            Precision::Day => write!(f, "{}", self.date),
            Precision::Week => write!(f, "week of {}", self.date),
            Precision::Month => write!(f, "{}", self.date.strftime("%Y-%m")),
            Precision::Year => write!(f, "{}", self.date.strftime("%Y")),
        }
    }
}

/// One document's account of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    pub id: String,
    /// The words it rests on.
    pub evidence: Span,
    pub parties: Vec<Party>,
    pub mode: Mode,
    pub track: Track,
    pub status: Status,
    /// Whether the document calls it secret.
    pub secret: bool,
    /// Whether all parties are of one country.
    pub domestic: bool,
    /// The name of the party that sought it, where the document says so.
    pub initiator: Option<String>,
    /// The name of the party that received the others.
    pub host: Option<String>,
    /// The name of whoever brought the parties together without being one.
    pub mediator: Option<String>,
    pub when: Option<When>,
    #[serde(rename = "where")]
    pub place: Option<String>,
    pub topics: Vec<String>,
    /// Index into the document's attributions of the one it stands under.
    pub attribution: Option<usize>,
    /// The rule that found it.
    pub rule: String,
    /// What people decided of it, where it comes from a ledger.
    #[serde(default, skip_serializing_if = "Bonds::is_empty")]
    pub bonds: Bonds,
}

/// With which contacts a contact is one and from which it is apart, as people decided: the
/// ids of their records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Bonds {
    pub joined: Vec<String>,
    pub apart: Vec<String>,
}

impl Bonds {
    /// Whether nobody decided anything.
    pub fn is_empty(&self) -> bool {
        self.joined.is_empty() && self.apart.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(precision: Precision, shown: &str, last: &str) {
        let when = When { text: None, date: "2024-02-01".parse().unwrap(), precision };
        assert_eq!((when.to_string().as_str(), when.last().to_string().as_str()), (shown, last));
    }

    #[test]
    fn a_time_is_shown_as_exactly_as_it_is_known() {
        check(Precision::Day, "2024-02-01", "2024-02-01");
        check(Precision::Week, "week of 2024-02-01", "2024-02-07");
        check(Precision::Month, "2024-02", "2024-02-29");
        check(Precision::Year, "2024", "2024-12-31");
    }
}
