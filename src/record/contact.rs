//! A dealing between parties of two or more countries or organisations.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Party, Span};

/// The form of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    Day,
    Week,
    Month,
    Year,
}

/// When something was: the words for it and the day they come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The words of the document ("last month"); `None` where the day is taken
    /// from the date of publication.
    pub text: Option<String>,
    /// The day, or the first day of the week, month or year.
    pub date: Date,
    pub precision: Precision,
}

/// One document's account of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}
