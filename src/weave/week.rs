//! An ISO week, Monday to Sunday.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// An ISO 8601 week: what one digest covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i16,
    number: i8,
}

/// Words that name no week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no week; write the year and the number of the ISO week, such as 2022-W10")]
pub struct InvalidWeek(pub String);

impl Week {
    /// The week that holds a day.
    pub fn of(day: Date) -> Self {
        let iso = day.iso_week_date();
        Self { year: iso.year(), number: iso.week() }
    }

    /// Its Monday.
    pub fn first(self) -> Date {
        self.day(Weekday::Monday)
    }

    /// Its Sunday.
    pub fn last(self) -> Date {
        self.day(Weekday::Sunday)
    }

    /// The week that many weeks before.
    pub fn before(self, weeks: i32) -> Self {
        Self::of(self.first().saturating_sub((7 * i64::from(weeks)).days()))
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        Self::of(day) == self
    }

    fn day(self, weekday: Weekday) -> Date {
        ISOWeekDate::new(self.year, self.number, weekday).expect("checked when the week was made").date()
    }
}

impl std::str::FromStr for Week {
    type Err = InvalidWeek;

    /// # Errors
    /// Where the words are not a year and a week that this year has.
    fn from_str(words: &str) -> Result<Self, InvalidWeek> {
        let wrong = || InvalidWeek(words.to_owned());
        let (year, number) = words.split_once("-W").ok_or_else(wrong)?;
        if year.len() != 4
            || number.len() != 2
            || !(year.to_owned() + number).bytes().all(|b| b.is_ascii_digit())
        {
            return Err(wrong());
        }
        let (year, number) = (year.parse().map_err(|_| wrong())?, number.parse().map_err(|_| wrong())?);
        let in_reach = (1..=9998).contains(&year);
        ISOWeekDate::new(year, number, Weekday::Monday).ok().filter(|_| in_reach).ok_or_else(wrong)?;
        Ok(Self { year, number })
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, days: Option<(&str, &str)>) {
        let week = words.parse::<Week>().ok();
        let got = week.map(|week| (week.first().to_string(), week.last().to_string()));
        assert_eq!(got.as_ref().map(|(a, b)| (a.as_str(), b.as_str())), days, "{words}");
        if let Some(week) = week {
            assert_eq!(week.to_string(), words);
            assert!(week.contains(week.first()) && week.contains(week.last()));
            assert!(!week.contains(week.last().tomorrow().unwrap()));
        }
    }

    #[test]
    fn weeks_run_from_monday_to_sunday() {
        check("2022-W10", Some(("2022-03-07", "2022-03-13")));
        check("2020-W53", Some(("2020-12-28", "2021-01-03")));
        check("2021-W53", None);
        check("2022-W00", None);
        check("2022-W1", None);
        check("2022-10", None);
        check("2022-W+1", None);
        check("week ten", None);
    }
}
