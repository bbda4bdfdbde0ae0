//! What is expected of a channel, and when.

use std::path::PathBuf;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use serde::Deserialize;

/// Something that a channel does on certain days: a press briefing, a readout.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// What is expected, as a digest calls it: "press briefing".
    pub expects: String,
    pub days: Days,
    /// From when on it may come, in the channel's own time.
    #[serde(default)]
    pub from: Clock,
    /// By when it must have come; the end of the day where it is not said.
    #[serde(default = "Clock::end")]
    pub until: Clock,
    pub zone: Zone,
    /// Words of which one stands in the title of what counts; without them everything
    /// that the channel publishes counts.
    #[serde(default)]
    pub words: Vec<String>,
    /// A file of days on which nothing is expected.
    pub holidays: Option<PathBuf>,
}

/// Days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Days(Vec<Weekday>);

impl Days {
    /// One day.
    pub(super) fn one(day: Weekday) -> Self {
        Self(vec![day])
    }

    /// Whether the day is one of them.
    pub fn contains(&self, day: Weekday) -> bool {
        self.0.contains(&day)
    }
}

const WEEK: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl TryFrom<Vec<String>> for Days {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Self, String> {
        let day = |name: &String| {
            let found = WEEK.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            found
                .map(|(_, day)| *day)
                .ok_or_else(|| format!("\"{name}\" is no day; write monday, tuesday … sunday"))
        };
        if names.is_empty() {
            return Err("days is empty; write the days on which something is expected".to_owned());
        }
        names.iter().map(day).collect::<Result<_, _>>().map(Self)
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Clock(pub Time);

impl Clock {
    fn end() -> Self {
        Self(Time::MAX)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self(Time::midnight())
    }
}

impl TryFrom<String> for Clock {
    type Error = String;

    fn try_from(words: String) -> Result<Self, String> {
        let parsed = words
            .split_once(':')
            .and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok());
        parsed.map(Self).ok_or_else(|| format!("\"{words}\" is no time of day; write 14:30"))
    }
}

/// A time zone by its name in the IANA database.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Zone(pub TimeZone);

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        TimeZone::get(&name)
            .map(Self)
            .map_err(|_| format!("\"{name}\" is no time zone; write one such as Europe/Kyiv"))
    }
}

/// Days on which nothing is expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    days: Vec<Date>,
    /// Month and day, every year.
    yearly: Vec<(i8, i8)>,
}

impl Holidays {
    /// Reads a file: a day on each line, `2026-12-25` or `12-25` for every year; what
    /// follows `#` is for people.
    ///
    /// # Errors
    /// The line, counted from 1, that is no day, and what stands there.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut holidays = Self::default();
        for (i, line) in text.lines().enumerate() {
            let words = line.split('#').next().unwrap_or_default().trim();
            if words.is_empty() {
                continue;
            }
            if let Ok(day) = words.parse::<Date>() {
                holidays.days.push(day);
            } else if let Ok(day) = format!("2024-{words}").parse::<Date>() {
                holidays.yearly.push((day.month(), day.day()));
            } else {
                return Err((i + 1, words.to_owned()));
            }
        }
        Ok(holidays)
    }

    /// Whether the day is one of them.
    pub fn contains(&self, day: Date) -> bool {
        self.days.contains(&day) || self.yearly.contains(&(day.month(), day.day()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn holidays_are_days_of_one_year_or_of_all() {
        let got = Holidays::parse("# Free days\n2026-04-13 # Easter\n\n12-25\n02-29\n").unwrap();
        assert!(
            got.contains(date(2026, 4, 13))
                && got.contains(date(2031, 12, 25))
                && got.contains(date(2028, 2, 29))
        );
        assert!(!got.contains(date(2027, 4, 13)));
        assert_eq!(Holidays::parse("12-25\nEaster\n"), Err((2, "Easter".to_owned())));
    }
}
