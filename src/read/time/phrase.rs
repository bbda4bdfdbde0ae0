//! Finding the words for times in a sentence.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::calendar::Unit;
use super::{Calendar, Meaning, Turn, YearRef};

/// Words for a time and what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Tokens of the sentence, without the preposition.
    pub tokens: Range<usize>,
    pub meaning: Meaning,
}

/// What was read from some token on: how many tokens it takes and what it means.
type Found = Option<(usize, Meaning)>;

impl Calendar {
    /// The times that a sentence speaks of, in the order of the text; none overlap.
    /// `words` are its tokens as written.
    pub fn phrases(&self, words: &[&str]) -> Vec<Phrase> {
        let lower: Vec<String> = words.iter().map(|word| word.trim_end_matches('.').to_lowercase()).collect();
        let scan = Scan { calendar: self, words, lower: &lower };
        let mut phrases = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match scan.at(at) {
                Some((length, meaning)) => {
                    phrases.push(Phrase { tokens: at..at + length, meaning });
                    at += length;
                }
                None => at += 1,
            }
        }
        phrases
    }
}

/// One sentence while it is searched.
struct Scan<'a> {
    calendar: &'a Calendar,
    words: &'a [&'a str],
    lower: &'a [String],
}

impl Scan<'_> {
    fn at(&self, i: usize) -> Found {
        self.iso(i)
            .or_else(|| self.day(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.date(i))
            .or_else(|| self.month(i))
            .or_else(|| self.ago(i))
            .or_else(|| self.turn(i))
            .or_else(|| self.after_named(i))
            .or_else(|| self.ordinal(i))
            .or_else(|| self.year_alone(i))
    }

    fn word(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    fn is(&self, i: usize, word: &str) -> bool {
        self.word(i) == word
    }

    /// How many tokens from `i` on name a part of the day: "evening", "in the evening".
    fn part(&self, i: usize) -> usize {
        let is_part = |i: usize| self.calendar.parts.contains(self.word(i));
        if is_part(i) {
            1
        } else if (self.is(i, "in") && self.is(i + 1, "the")) && is_part(i + 2) {
            3
        } else {
            0
        }
    }

    fn iso(&self, i: usize) -> Found {
        let date: Date = (self.word(i).len() == 10).then(|| self.word(i).parse().ok())??;
        Some((1, Meaning::Date { month: date.month(), day: date.day(), year: YearRef::Stated(date.year()) }))
    }

    /// "today", "yesterday evening", "this morning", "the day before yesterday".
    fn day(&self, i: usize) -> Found {
        if let Some(&days) = self.calendar.days.get(self.word(i)) {
            return Some((1 + self.part(i + 1), Meaning::Days(days)));
        }
        if self.calendar.parts.contains(self.word(i + 1)) {
            match self.word(i) {
                "this" => return Some((2, Meaning::Days(0))),
                "last" => return Some((2, Meaning::Days(-1))),
                _ => {}
            }
        }
        let (skip, rest) = if self.is(i, "the") { (1, i + 1) } else { (0, i) };
        match (self.word(rest), self.word(rest + 1), self.word(rest + 2)) {
            ("day", "before", "yesterday") => Some((skip + 3, Meaning::Days(-2))),
            ("day", "after", "tomorrow") => Some((skip + 3, Meaning::Days(2))),
            _ => None,
        }
    }

    /// "Thursday", "next Monday morning", "Monday, March 7".
    fn weekday(&self, i: usize) -> Found {
        let turn = self.calendar.turns.get(self.word(i)).copied();
        let coming = usize::from(turn == Some(Turn::This) && self.is(i + 1, "coming"));
        let at = i + usize::from(turn.is_some()) + coming;
        let day = self.weekday_at(at)?;
        let comma = usize::from(self.is(at + 1, ","));
        if let Some((length, meaning)) = self.date(at + 1 + comma) {
            return Some((at + 1 + comma + length - i, meaning));
        }
        let turn = if coming > 0 { Some(Turn::Next) } else { turn };
        Some((at + 1 + self.part(at + 1) - i, Meaning::Weekday { day, turn }))
    }

    fn weekday_at(&self, i: usize) -> Option<Weekday> {
        let capital = self.words.get(i)?.starts_with(char::is_uppercase);
        self.calendar.weekdays.get(self.word(i)).copied().filter(|_| capital)
    }

    fn month_at(&self, i: usize) -> Option<i8> {
        let capital = self.words.get(i)?.starts_with(char::is_uppercase);
        self.calendar.months.get(self.word(i)).copied().filter(|_| capital)
    }

    /// "March 7", "July 6, 2023", "7 March", "the 7th of March", "7-8 March" (its first day).
    fn date(&self, i: usize) -> Found {
        if let (Some(month), Some(day)) = (self.month_at(i), day_number(self.word(i + 1))) {
            let range = self.second_day(i + 2);
            let (years, year) = self.year_after(i + 2 + range);
            return Some((2 + range + years, Meaning::Date { month, day, year }));
        }
        let the = usize::from(self.is(i, "the"));
        let day = day_number(self.word(i + the))?;
        let range = self.second_day(i + the + 1);
        let of = usize::from(self.is(i + the + 1 + range, "of"));
        let at = i + the + 1 + range + of;
        let month = self.month_at(at)?;
        let (years, year) = self.year_after(at + 1);
        Some((at + 1 + years - i, Meaning::Date { month, day, year }))
    }

    /// How many tokens name the end of a stretch of days: "- 8", "to 8", "and 8".
    fn second_day(&self, i: usize) -> usize {
        let joins = matches!(self.word(i), "-" | "–" | "—" | "to" | "and");
        if joins && day_number(self.word(i + 1)).is_some() { 2 } else { 0 }
    }

    /// How many tokens name the year, and which: ", 2022", "of last year".
    fn year_after(&self, i: usize) -> (usize, YearRef) {
        let comma = usize::from(self.is(i, ","));
        if let Some(year) = year_number(self.word(i + comma)) {
            return (comma + 1, YearRef::Stated(year));
        }
        let of = usize::from(self.is(i, "of"));
        if let (Some(turn), "year") = (self.calendar.turns.get(self.word(i + of)), self.word(i + of + 1)) {
            return (of + 2, YearRef::Offset(offset(*turn)));
        }
        (0, YearRef::Unsaid)
    }

    /// "April", "last March", "April 2022".
    fn month(&self, i: usize) -> Found {
        let turn = self.calendar.turns.get(self.word(i)).copied();
        let at = i + usize::from(turn.is_some());
        let month = self.month_at(at)?;
        let (years, year) = self.year_after(at + 1);
        let before = i.checked_sub(1).map_or("", |last| self.word(last));
        let sure = turn.is_some() || years > 0 || self.calendar.before.contains(before);
        if self.calendar.doubtful.contains(&month) && !sure {
            return None;
        }
        Some((at + 1 + years - i, Meaning::Month { month, turn, year }))
    }

    /// "three days ago", "a week ago".
    fn ago(&self, i: usize) -> Found {
        if !self.is(i + 2, "ago") {
            return None;
        }
        let number = match self.calendar.numbers.get(self.word(i)) {
            Some(&number) => number,
            None => self.word(i).parse().ok().filter(|number| *number < 1000)?,
        };
        let meaning = match self.calendar.units.get(self.word(i + 1))? {
            Unit::Day => Meaning::Days(-number),
            Unit::Week => Meaning::Weeks(-number),
            Unit::Month => Meaning::Months(-number),
            Unit::Year => Meaning::Years(i16::try_from(-number).ok()?),
            Unit::Weekend => return None,
        };
        Some((3, meaning))
    }

    /// "last week", "this month", "the past year", "the weekend".
    fn turn(&self, i: usize) -> Found {
        if self.is(i, "the") && self.is(i + 1, "weekend") {
            return Some((2, Meaning::Weekend(None)));
        }
        let turn = *self.calendar.turns.get(self.word(i))?;
        let word = self.word(i + 1).trim_end_matches("'s").trim_end_matches("’s");
        let one = i32::from(offset(turn));
        let meaning = match self.calendar.units.get(word)? {
            Unit::Week => Meaning::Weeks(one),
            Unit::Weekend => Meaning::Weekend(Some(turn)),
            Unit::Month => Meaning::Months(one),
            Unit::Year => Meaning::Years(offset(turn)),
            // "the next day", "last days": not counted from publication.
            Unit::Day => return None,
        };
        // "the past weeks", "next years" name a stretch that has no one date.
        if word.ends_with('s') {
            return None;
        }
        Some((2, meaning))
    }

    /// "the same day", "that evening", "the next day", "a day earlier".
    fn after_named(&self, i: usize) -> Found {
        let is_day = |i: usize| self.is(i, "day") || self.calendar.parts.contains(self.word(i));
        match (self.word(i), self.word(i + 1), self.word(i + 2)) {
            ("that", _, _) if is_day(i + 1) => Some((2, Meaning::AfterNamed(0))),
            ("the", "same", "day") => Some((3, Meaning::AfterNamed(0))),
            ("the", "next" | "following", "day") => Some((3, Meaning::AfterNamed(1))),
            ("the", "previous", "day") => Some((3, Meaning::AfterNamed(-1))),
            ("the", "day", "before") if self.ends(i + 3) => Some((3, Meaning::DayBefore)),
            ("a", "day", "earlier" | "before") => Some((3, Meaning::AfterNamed(-1))),
            ("a", "day", "later") => Some((3, Meaning::AfterNamed(1))),
            _ => None,
        }
    }

    /// Whether no word follows with which a time goes on.
    fn ends(&self, i: usize) -> bool {
        self.words.get(i).is_none_or(|word| word.chars().all(|c| c.is_ascii_punctuation()))
    }

    /// "the 24th".
    fn ordinal(&self, i: usize) -> Found {
        let word = self.word(i + 1);
        let is_ordinal = word.ends_with(|c: char| c.is_ascii_lowercase());
        let before = i.checked_sub(1).map_or("", |last| self.word(last));
        if !self.is(i, "the") || !is_ordinal || before != "on" || self.is_counted(i + 2) {
            return None;
        }
        Some((2, Meaning::DayOfMonth(day_number(word)?)))
    }

    /// Whether a word is what an ordinal counts: "the 30th **anniversary**".
    fn is_counted(&self, i: usize) -> bool {
        const PARTING: [&str; 16] = [
            "after", "and", "at", "because", "before", "but", "by", "for", "from", "in", "that", "the", "to",
            "when", "where", "with",
        ];
        let small = self.words.get(i).is_some_and(|word| word.starts_with(char::is_lowercase));
        small && !PARTING.contains(&self.word(i))
    }

    /// "2019" after "in".
    fn year_alone(&self, i: usize) -> Found {
        let before = i.checked_sub(1).map_or("", |last| self.word(last));
        if !matches!(before, "in" | "since" | "of" | "during") {
            return None;
        }
        Some((1, Meaning::Year(year_number(self.word(i))?)))
    }
}

fn offset(turn: Turn) -> i16 {
    match turn {
        Turn::Last => -1,
        Turn::This => 0,
        Turn::Next => 1,
    }
}

/// The day that "7", "7th" or the start of "7-8" names.
fn day_number(word: &str) -> Option<i8> {
    let first = word.split(['-', '–']).next().unwrap_or(word);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| first.strip_suffix(end)).unwrap_or(first);
    let short = !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    short.then(|| digits.parse().ok())?.filter(|day| (1..=31).contains(day))
}

fn year_number(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| word.parse().ok())?.filter(|year| (1900..2100).contains(year))
}
