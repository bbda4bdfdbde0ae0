//! Whether two tellings are of one sitting of a negotiation.

use super::{OPEN, SITTING, Telling};
use crate::record::{Mode, Precision};

impl Telling {
    /// The same sitting of a negotiation: its delegations go by many words, so their
    /// countries decide, and its number; without one, its day or its place.
    pub(super) fn is_same_sitting(&self, other: &Self) -> bool {
        let unnamed = self.parties.is_empty() || other.parties.is_empty();
        let days = match (self.when, other.when) {
            (Some(a), Some(b)) => a.precision != b.precision || a.date == b.date || a.implied || b.implied,
            _ => true,
        };
        let one = match (&self.sitting, &other.sitting) {
            (Some(a), Some(b)) => a == b,
            _ => self.is_of_one_day(other) || self.place.is_some() && self.place == other.place,
        };
        one && days && self.apart(other) <= SITTING && (unnamed || self.countries == other.countries)
    }

    /// Whether nothing speaks against the same sitting, and both came out within a day of each
    /// other.
    pub(super) fn is_sitting_near(&self, other: &Self) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        agree(&self.sitting, &other.sitting)
            && agree(&self.place, &other.place)
            && (self.when.is_none() || other.when.is_none())
            && self.may_be_past()
            && other.may_be_past()
            && self.apart(other) <= OPEN
            && self.countries.len() >= 2
            && self.countries == other.countries
    }

    /// Whether this is a meeting of delegations, told by the number of the round that the
    /// other is, or their talks on its day.
    pub(super) fn is_sitting_of(&self, round: &Self) -> bool {
        let told = match self.mode {
            Mode::Meeting => self.sitting.is_some(),
            Mode::Talks => self.sitting.is_some() || self.is_of_one_day(round),
            _ => false,
        };
        told && round.mode == Mode::NegotiationRound
            && self.countries.len() >= 2
            && !self.names_somebody()
            && self.is_same_sitting(round)
    }

    /// Whether both name one day.
    pub(super) fn is_of_one_day(&self, other: &Self) -> bool {
        let day =
            |telling: &Self| telling.when.filter(|when| when.precision == Precision::Day && !when.implied);
        matches!((day(self), day(other)), (Some(a), Some(b)) if a.date == b.date)
    }
}
