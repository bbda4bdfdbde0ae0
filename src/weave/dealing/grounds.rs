//! Why two accounts are taken for tellings of one contact.

use jiff::civil::Date;

use crate::record::{Contact, Mode, When};
use crate::weave::Paper;

/// What makes two tellings one, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// A person decided so.
    Decided,
    /// Both name the day.
    Day,
    /// Both are of one sitting of a negotiation.
    Sitting,
    /// Their days follow each other, and one is only the day of publication.
    NextDay,
    /// One document tells both.
    Text,
    /// Two documents have the same sentence.
    Words,
    /// Neither has a day, and they came out within a day of each other.
    Hour,
    /// One has no day and came out so many days after that of the other.
    After(i32),
    /// Both go back to the report of this outlet.
    Report(&'static str),
    /// Both name the day, and one has the states for the people or sums them up; no other
    /// contact of these parties is told near it.
    DayAlone,
    /// One has no day and came out so many days after that of the other, or neither has one;
    /// no other contact of these parties is told near it.
    Only(u32),
    /// Both are visits, whose days lie so many days apart.
    Journey(u32),
    /// One announces it, without the day, so many days before; no other contact of these parties
    /// is told near it.
    Ahead(u32),
    /// What one says of the time holds what the other says.
    Within,
    /// One tells of a visit, the other of the meeting on it; no other contact of these parties is
    /// told near it.
    Stay,
}

impl Ground {
    /// Whether it only holds where no other contact is as likely meant.
    pub fn is_alone(self) -> bool {
        use Ground::{Ahead, DayAlone, Journey, Only, Stay, Within};
        matches!(self, Only(_) | Within | DayAlone | Journey(_) | Stay | Ahead(_))
    }

    /// Whether it speaks against another that only holds alone, though it is weaker.
    pub fn is_rival(self) -> bool {
        self.is_alone() && self != Self::Stay
    }
}

/// Why an account is one with another.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The telling that is joined; another one of the same document may be shown.
    pub own: &'a Contact,
    /// Index of the paper with which it is joined.
    pub paper: usize,
    /// What is told there.
    pub contact: &'a Contact,
    pub(super) ground: Ground,
}

impl Grounds<'_> {
    /// In plain words, with the outlet and the day of the other account: "one with the account of
    /// White House, 2022-03-08: the same parties, a call in both; both put it on 2022-03-08".
    pub fn says(&self, papers: &[Paper]) -> String {
        let paper = &papers[self.paper];
        let outlet = paper.outlet().unwrap_or(&paper.document.article.id);
        let published = paper.date().map(|date| format!(", {date}")).unwrap_or_default();
        let head = format!("one with the account of {outlet}{published}");
        match self.ground {
            Ground::Decided => format!("{head}: a person decided so"),
            Ground::Sitting => {
                format!("{head}: both tell of one sitting of a negotiation, by its number, day or place")
            }
            Ground::Report(origin) => {
                format!(
                    "{head}: both go back to the report of {origin}, and the countries are the same; {}",
                    self.form()
                )
            }
            Ground::Words => format!("{head}: both documents have the same sentence"),
            Ground::Stay => format!(
                "{head}: one tells of a visit, the other of a meeting on it, and no other contact of these parties \
                 is told near it; {}",
                self.day()
            ),
            _ => format!("{head}: {}; {}; {}", self.parties(), self.form(), self.day()),
        }
    }

    fn parties(&self) -> &'static str {
        match self.own.parties.len() == self.contact.parties.len() {
            true if matches!(self.ground, Ground::Only(_) | Ground::DayAlone) => {
                "the same parties, or their states for them"
            }
            true => "the same parties",
            false => "the same parties, of whom one account names more",
        }
    }

    fn form(&self) -> String {
        match (form(self.own.mode), form(self.contact.mode)) {
            (own, other) if own == other => format!("{own} in both"),
            (own, other) => format!("{own} here and {other} there, which may be one"),
        }
    }

    fn day(&self) -> String {
        let own = self.own.when.as_ref();
        let other = self.contact.when.as_ref();
        let (Some(own), Some(other)) = (own, other) else { return self.undated(own.or(other)) };
        match self.ground {
            Ground::Day | Ground::Stay => {
                format!("both put it on {own} ({} here, {} there)", by(own), by(other))
            }
            Ground::DayAlone => format!(
                "both put it on {own} ({} here, {} there), and no other contact of these parties is told near it",
                by(own),
                by(other)
            ),
            Ground::Journey(_) => format!("{own} here and {other} there, which may be days of one visit"),
            Ground::NextDay => format!(
                "{own} here and {other} there, one of which is only the day of publication and may be a day late"
            ),
            Ground::Within => format!("{own} here ({}), {other} there ({})", by(own), by(other)),
            _ => self.undated(Some(own).filter(|own| own.text.is_some()).or(Some(other))),
        }
    }

    /// Where at most one of both has a day that counts.
    fn undated(&self, dated: Option<&When>) -> String {
        let day = dated.map(|when| when.date);
        match (self.ground, day) {
            (Ground::After(days), Some(day)) => {
                format!("one puts it on {day}, the other names no day and came out {}", after(days, day))
            }
            (Ground::Only(days), Some(day)) => format!(
                "one puts it on {day}, the other names no day, came out {}, and no other contact of these parties \
                 is told near it",
                after(days.cast_signed(), day)
            ),
            (Ground::Ahead(days), Some(day)) => format!(
                "one puts it on {day}, the other announced it {} without a day, and no other contact of these \
                 parties is told near it",
                before(days)
            ),
            (Ground::Only(_), None) => {
                "neither names a day, they came out on one day, and no other contact of these parties is told near it"
                    .to_owned()
            }
            (Ground::Journey(_), _) => "their days may be of one visit".to_owned(),
            (Ground::Hour, _) => {
                "neither names a day, and they came out within a day of each other".to_owned()
            }
            _ => "nothing speaks for another day".to_owned(),
        }
    }
}

fn after(days: i32, day: Date) -> String {
    match days {
        0 => "that day".to_owned(),
        1 => "the day after".to_owned(),
        -1 => "the day before".to_owned(),
        _ => format!("{days} days after {day}"),
    }
}

fn before(days: u32) -> String {
    match days {
        0 => "that day".to_owned(),
        1 => "the day before".to_owned(),
        _ => format!("{days} days before"),
    }
}

/// By what a day is known.
fn by(when: &When) -> String {
    match &when.text {
        Some(text) => format!("“{text}”"),
        None => "by the date of publication".to_owned(),
    }
}

fn form(mode: Mode) -> &'static str {
    match mode {
        Mode::Meeting => "a meeting",
        Mode::Call => "a call",
        Mode::Visit => "a visit",
        Mode::Talks => "talks",
        Mode::Summit => "a summit",
        Mode::Letter => "a letter",
        Mode::Message => "a message",
        Mode::NegotiationRound => "a sitting of a negotiation",
    }
}
