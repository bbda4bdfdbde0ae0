//! When two tellings have it, held against each other.

use jiff::civil::Date;

use super::super::grounds::Ground;
use super::{OPEN, Relation, Telling};
use crate::record::{Mode, Precision, When};

/// When a contact was, as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::weave::dealing) struct Told {
    pub date: Date,
    pub precision: Precision,
    /// Whether the day is taken from the date of publication.
    pub implied: bool,
}

impl Telling {
    /// How many days lie between both: between the days that they name, else those of
    /// publication.
    pub fn apart(&self, other: &Self) -> u32 {
        let day = |telling: &Self| telling.when.map(|when| when.date).or(telling.published);
        match (day(self), day(other)) {
            (Some(a), Some(b)) => (a - b).get_days().unsigned_abs(),
            _ => 0,
        }
    }

    /// How many days after the day of the other this account without a day came out, where
    /// it may speak of that: on the day or the day after, between people by name; or, as the
    /// other side's official word, also of what is yet to come. What is planned is told on
    /// the day or the day before.
    pub(super) fn days_after(&self, dated: &Self) -> Option<i32> {
        let sides = self.side.is_some() && dated.side.is_some() && self.side != dated.side;
        let day = dated.when.filter(|when| when.precision == Precision::Day).map(|when| when.date);
        let after = self.published.zip(day).map(|(published, day)| (published - day).get_days())?;
        let past = (sides || self.may_be_past() && dated.may_be_past()) && (0..=1).contains(&after);
        let before = self.planned && (!self.cancelled || dated.ahead) && (-1..=0).contains(&after);
        (self.is_of_people() && dated.is_of_people() && (past || before)).then_some(after)
    }

    /// Whether two accounts without a day may tell of one contact: between people by name,
    /// published within a day of each other.
    pub(super) fn is_of_the_hour(&self, other: &Self) -> bool {
        self.is_of_people()
            && other.is_of_people()
            && (self.ahead == other.ahead || self.may_be_past() && other.may_be_past())
            && self.published.is_some() == other.published.is_some()
            && self.apart(other) <= 1
    }

    /// What the days of both say.
    pub(super) fn days(&self, other: &Self, same_paper: bool) -> Relation {
        match (self.when, other.when) {
            (Some(a), Some(b)) if a.precision == b.precision => {
                let apart = (a.date - b.date).get_days().unsigned_abs();
                let loose = |when: Told, telling: &Self| when.implied && telling.wire;
                match (apart, a.precision) {
                    (0, Precision::Day) => Relation::One(Ground::Day),
                    (0, _) => Relation::One(Ground::Within),
                    (1, Precision::Day) if loose(a, self) != loose(b, other) => {
                        Relation::One(Ground::NextDay)
                    }
                    (_, Precision::Day) if !same_paper => {
                        self.of_one_journey(other).unwrap_or(Relation::Apart)
                    }
                    _ => Relation::Apart,
                }
            }
            (Some(a), Some(b)) => {
                let (fine, coarse) = if a.precision < b.precision { (a, b) } else { (b, a) };
                let known = self.is_of_people() && other.is_of_people() && fine.precision == Precision::Day;
                match coarse.holds(fine.date) {
                    true if known && coarse.precision != Precision::Year => Relation::One(Ground::Within),
                    true => Relation::Open,
                    false => Relation::Apart,
                }
            }
            (None, None) if same_paper => Relation::One(Ground::Text),
            (None, None) if self.is_of_the_hour(other) => Relation::One(Ground::Hour),
            (None, None) => self.of_one_journey(other).unwrap_or_else(|| self.near(other, 2 * OPEN)),
            (None, Some(_)) => self.undated_with(other, same_paper),
            (Some(_), None) => other.undated_with(self, same_paper),
        }
    }

    /// What this account without a day is to one with a day.
    pub(super) fn undated_with(&self, dated: &Self, same_paper: bool) -> Relation {
        if same_paper {
            return if self.apart(dated) <= NEAR { Relation::One(Ground::Text) } else { Relation::Apart };
        }
        match self.days_after(dated) {
            Some(days) => Relation::One(Ground::After(days)),
            None => self.of_one_journey(dated).unwrap_or_else(|| self.near(dated, OPEN)),
        }
    }

    /// Two visits, which last for days, where their days lie near each other.
    pub(super) fn of_one_journey(&self, other: &Self) -> Option<Relation> {
        let is_journey = |telling: &Self| telling.mode == Mode::Visit && telling.is_of_people();
        let gap = self.gap(other);
        let is_one = is_journey(self) && is_journey(other) && gap <= JOURNEY;
        is_one.then_some(Relation::One(Ground::Journey(gap)))
    }

    /// Open where no more than so many days lie between both, or where one may announce the
    /// other.
    pub(super) fn near(&self, other: &Self, days: u32) -> Relation {
        let announced = || self.announces(other).or_else(|| other.announces(self)).is_some();
        if self.gap(other) <= days || announced() { Relation::Open } else { Relation::Apart }
    }

    /// How many days lie at least between both: a week or a month may mean each of its days.
    pub(super) fn gap(&self, other: &Self) -> u32 {
        let span = |telling: &Self| {
            let told = telling.when.map(|when| (when.date, when.last()));
            told.or(telling.published.map(|day| (day, day)))
        };
        let (Some(one), Some(two)) = (span(self), span(other)) else { return 0 };
        (one.0 - two.1).get_days().max((two.0 - one.1).get_days()).max(0).unsigned_abs()
    }
}

impl Told {
    /// Whether a day lies in it.
    pub(super) fn holds(self, day: Date) -> bool {
        (self.date..=self.last()).contains(&day)
    }

    /// The last day that it may mean.
    pub(super) fn last(self) -> Date {
        When { text: None, date: self.date, precision: self.precision }.last()
    }
}

/// A document that speaks of a contact without a day may mean one of within so many days.
const NEAR: u32 = 7;

/// The days of one visit lie within so many days of each other.
const JOURNEY: u32 = 3;
