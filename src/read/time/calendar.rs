//! The words that speak of times: `knowledge/times.toml`.

use std::sync::LazyLock;

use jiff::civil::Weekday;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Turn;

/// A stretch of days that a text counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

/// The words for times. Looked up in lower case.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub(super) days: FxHashMap<String, i32>,
    pub(super) weekdays: FxHashMap<String, Weekday>,
    /// From 1 for January.
    pub(super) months: FxHashMap<String, i8>,
    /// Months whose name is also another word.
    pub(super) doubtful: FxHashSet<i8>,
    /// What makes a doubtful month sure.
    pub(super) before: FxHashSet<String>,
    pub(super) units: FxHashMap<String, Unit>,
    pub(super) turns: FxHashMap<String, Turn>,
    pub(super) parts: FxHashSet<String>,
    pub(super) numbers: FxHashMap<String, i32>,
}

/// Why the words for times cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// It is no TOML of the expected shape.
    #[error("{file}: {error}")]
    File { file: String, error: Box<toml::de::Error> },
    /// A heading that stands for nothing.
    #[error("{file}: [{table}] does not know \"{name}\"; use the English name in lower case")]
    Name { file: String, table: &'static str, name: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesFile {
    days: FxHashMap<String, i32>,
    weekdays: FxHashMap<String, Vec<String>>,
    months: FxHashMap<String, Vec<String>>,
    doubtful: Doubtful,
    units: FxHashMap<String, Vec<String>>,
    turns: FxHashMap<String, Vec<String>>,
    parts: Parts,
    numbers: FxHashMap<String, i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubtful {
    months: Vec<String>,
    before: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    words: FxHashSet<String>,
}

static KNOWN: LazyLock<Calendar> = LazyLock::new(Calendar::new);

impl Calendar {
    /// Those of the binary, read once.
    pub fn known() -> &'static Self {
        &KNOWN
    }

    /// Whether a word in lower case names a day of the week or a month and nothing else.
    pub fn is_day(&self, folded: &str) -> bool {
        let month = || self.months.get(folded).is_some_and(|month| !self.doubtful.contains(month));
        self.weekdays.contains_key(folded) || month()
    }

    /// The words that are part of the binary.
    ///
    /// # Panics
    /// Never in a build whose tests pass: one of them reads the same file.
    pub fn new() -> Self {
        Self::parse("knowledge/times.toml", include_str!("../../../knowledge/times.toml"))
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads the words for times.
    ///
    /// # Errors
    /// Where the file is not of the expected shape; the error names file and remedy.
    pub fn parse(file: &str, text: &str) -> Result<Self, CalendarError> {
        let stated: TimesFile = toml::from_str(text)
            .map_err(|error| CalendarError::File { file: file.to_owned(), error: Box::new(error) })?;
        let months = by_word(file, "months", stated.months, month)?;
        let doubtful = stated.doubtful.months.iter().filter_map(|word| months.get(word).copied()).collect();
        Ok(Self {
            days: stated.days,
            weekdays: by_word(file, "weekdays", stated.weekdays, weekday)?,
            months,
            doubtful,
            before: stated.doubtful.before,
            units: by_word(file, "units", stated.units, unit)?,
            turns: by_word(file, "turns", stated.turns, turn)?,
            parts: stated.parts.words,
            numbers: stated.numbers,
        })
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new()
    }
}

/// Turns `name = [words]` round: every word with what its name stands for.
fn by_word<T: Copy>(
    file: &str,
    table: &'static str,
    named: FxHashMap<String, Vec<String>>,
    meaning: fn(&str) -> Option<T>,
) -> Result<FxHashMap<String, T>, CalendarError> {
    let mut words = FxHashMap::default();
    for (name, forms) in named {
        let Some(value) = meaning(&name) else {
            return Err(CalendarError::Name { file: file.to_owned(), table, name });
        };
        words.extend(forms.into_iter().map(|form| (form, value)));
    }
    Ok(words)
}

fn month(name: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = NAMES.iter().position(|month| *month == name)?;
    i8::try_from(index + 1).ok()
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    })
}

fn turn(name: &str) -> Option<Turn> {
    Some(match name {
        "last" => Turn::Last,
        "this" => Turn::This,
        "next" => Turn::Next,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_binary_are_complete() {
        let calendar = Calendar::new();
        assert_eq!(calendar.months["december"], 12);
        assert_eq!(calendar.weekdays["thurs"], Weekday::Thursday);
        assert_eq!(calendar.doubtful.len(), 2);
        assert_eq!(calendar.turns["past"], Turn::Last);
    }

    #[test]
    fn a_wrong_name_is_told_with_its_remedy() {
        let wrong = include_str!("../../../knowledge/times.toml").replace("march =", "marz =");
        let error = Calendar::parse("times.toml", &wrong).unwrap_err().to_string();
        assert!(
            error.contains("times.toml") && error.contains("marz") && error.contains("English"),
            "{error}"
        );
    }
}
