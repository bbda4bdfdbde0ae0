//! What words for a time mean, and the day they come to.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::record::Precision;

/// Which one of several is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Last,
    This,
    Next,
}

/// Which year a month or a day of a month belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearRef {
    Stated(i16),
    /// Years from the year of publication: "March of last year" is -1.
    Offset(i16),
    /// Not said: the nearest that the tense allows.
    Unsaid,
}

/// What words for a time mean, before one knows when they were published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// "March 7", "7 March 2022".
    Date { month: i8, day: i8, year: YearRef },
    /// "the 24th".
    DayOfMonth(i8),
    /// "in April", "last March".
    Month { month: i8, turn: Option<Turn>, year: YearRef },
    /// "in 2019".
    Year(i16),
    /// "Thursday", "next Monday".
    Weekday { day: Weekday, turn: Option<Turn> },
    /// Days from publication: "yesterday" is -1.
    Days(i32),
    /// Weeks from the week of publication: "next week" is 1.
    Weeks(i32),
    /// "the weekend", "last weekend".
    Weekend(Option<Turn>),
    /// Months from the month of publication.
    Months(i32),
    /// Years from the year of publication.
    Years(i16),
    /// Days from the day that the text named last: "the same day", "the next day".
    AfterNamed(i32),
    /// The day before the one that the text named last, else before publication.
    DayBefore,
}

/// Whether what happens at the time is told as past or as to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

/// What one needs to know to say which day words mean.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The day on which the words were published.
    pub published: Date,
    pub tense: Tense,
    /// The day that the text named last.
    pub named: Option<Date>,
}

/// How far behind publication's day a day told as past may lie: clocks differ
/// around the world, and some speak of tonight.
const SLACK_DAYS: i32 = 1;

impl Meaning {
    /// The day, or the first day of the week, month or year, with how exactly it is
    /// known; `None` where no such day exists or too little is known.
    pub fn resolve(self, frame: Frame) -> Option<(Date, Precision)> {
        let published = frame.published;
        Some(match self {
            Self::Date { month, day, year } => (date(month, day, year, frame)?, Precision::Day),
            Self::DayOfMonth(day) => (day_of_month(day, frame)?, Precision::Day),
            Self::Month { month, turn, year } => (month_of(month, turn, year, frame)?, Precision::Month),
            Self::Year(year) => (Date::new(year, 1, 1).ok()?, Precision::Year),
            Self::Weekday { day, turn } => (weekday(day, turn, frame)?, Precision::Day),
            Self::Days(days) => (plus_days(published, days)?, Precision::Day),
            Self::Weeks(weeks) => (plus_days(monday(published)?, 7 * weeks)?, Precision::Week),
            Self::Weekend(turn) => (weekend(turn, frame)?, Precision::Week),
            Self::Months(months) => {
                (published.first_of_month().checked_add(months.months()).ok()?, Precision::Month)
            }
            Self::Years(years) => {
                (Date::new(published.year().checked_add(years)?, 1, 1).ok()?, Precision::Year)
            }
            Self::AfterNamed(days) => (plus_days(frame.named?, days)?, Precision::Day),
            Self::DayBefore => (plus_days(frame.named.unwrap_or(published), -1)?, Precision::Day),
        })
    }
}

fn plus_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

fn monday(date: Date) -> Option<Date> {
    plus_days(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

fn date(month: i8, day: i8, year: YearRef, frame: Frame) -> Option<Date> {
    let this = frame.published.year();
    match year {
        YearRef::Stated(year) => Date::new(year, month, day).ok(),
        YearRef::Offset(years) => Date::new(this.checked_add(years)?, month, day).ok(),
        YearRef::Unsaid => {
            let mut years =
                [this - 1, this, this + 1].into_iter().filter_map(|y| Date::new(y, month, day).ok());
            nearest(&mut years, frame)
        }
    }
}

fn day_of_month(day: i8, frame: Frame) -> Option<Date> {
    let first = frame.published.first_of_month();
    let mut months = (-1..=1).filter_map(|i: i32| {
        let month = first.checked_add(i.months()).ok()?;
        Date::new(month.year(), month.month(), day).ok()
    });
    nearest(&mut months, frame)
}

/// The day nearest to publication among those that the tense allows.
fn nearest(days: &mut dyn Iterator<Item = Date>, frame: Frame) -> Option<Date> {
    let allowed = |day: &Date| match frame.tense {
        Tense::Past => days_after(*day, frame.published) <= SLACK_DAYS,
        Tense::Future => days_after(*day, frame.published) >= -SLACK_DAYS,
    };
    days.filter(allowed).min_by_key(|day| days_after(*day, frame.published).abs())
}

/// Days from `from` to `day`.
fn days_after(day: Date, from: Date) -> i32 {
    (day - from).get_days()
}

fn month_of(month: i8, turn: Option<Turn>, year: YearRef, frame: Frame) -> Option<Date> {
    let this = frame.published.year();
    let has_come = month <= frame.published.month();
    let year = match (year, turn) {
        (YearRef::Stated(year), _) => year,
        (YearRef::Offset(years), _) => this.checked_add(years)?,
        (_, Some(Turn::This)) => this,
        (_, Some(Turn::Last)) => this - i16::from(month >= frame.published.month()),
        (_, Some(Turn::Next)) => this + i16::from(has_come),
        (_, None) => match frame.tense {
            Tense::Past => this - i16::from(!has_come),
            Tense::Future => this + i16::from(month < frame.published.month()),
        },
    };
    Date::new(year, month, 1).ok()
}

/// A weekday without more is the last one where the past is told, and that may be
/// the day of publication itself, as agencies write; else the next one.
fn weekday(day: Weekday, turn: Option<Turn>, frame: Frame) -> Option<Date> {
    let published = frame.published;
    let back = i32::from(day.until(published.weekday()));
    let ahead = i32::from(published.weekday().until(day));
    let days = match (turn, frame.tense) {
        (Some(Turn::Last), _) if back == 0 => -7,
        (Some(Turn::Last), _) => -back,
        (Some(Turn::Next), _) if ahead == 0 => 7,
        (Some(Turn::Next), _) | (_, Tense::Future) => ahead,
        (_, Tense::Past) => -back,
    };
    plus_days(published, days)
}

/// A weekend is known by its week.
fn weekend(turn: Option<Turn>, frame: Frame) -> Option<Date> {
    let week = monday(frame.published)?;
    let is_weekend = frame.published.weekday().to_monday_zero_offset() >= 5;
    let weeks = match (turn, frame.tense) {
        (Some(Turn::Last), _) => -1,
        (Some(Turn::Next), _) => i32::from(is_weekend),
        (_, Tense::Future) => 0,
        (_, Tense::Past) => -i32::from(!is_weekend),
    };
    plus_days(week, 7 * weeks)
}
