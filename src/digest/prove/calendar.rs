//! The weekdays and dates of a sentence, against the cited words and their date lines.

use jiff::civil::{Date, Weekday};

use super::words::Word;

const MONTHS: [&str; 12] = [
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

/// The weekday that a word names.
pub fn weekday(folded: &str) -> Option<Weekday> {
    Some(match folded {
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

/// The month that a word names, 1 to 12. "May" and "March" count with a capital only.
pub fn month(word: &Word) -> Option<i8> {
    let full = word.folded.trim_end_matches('.');
    let at = MONTHS
        .iter()
        .position(|m| *m == full || (full.len() >= 3 && m.starts_with(full) && is_short(full)))?;
    word.is_capital().then_some(at as i8 + 1)
}

fn is_short(month: &str) -> bool {
    matches!(
        month,
        "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec"
    )
}

/// A month with its day, where the words give one beside it: "March 7", "7 March".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    pub month: i8,
    pub day: Option<i8>,
}

/// Every month that words name, with its day, and the index of the month's word.
pub fn months(words: &[Word]) -> Vec<(usize, MonthDay)> {
    let day_at = |i: usize| words.get(i).and_then(day_of_month);
    let found = words.iter().enumerate().filter_map(|(i, word)| {
        let month = month(word)?;
        let before = i.checked_sub(1).and_then(day_at);
        Some((i, MonthDay { month, day: day_at(i + 1).or(before) }))
    });
    found.collect()
}

/// The day that a word states: "7", "7th".
pub fn day_of_month(word: &Word) -> Option<i8> {
    let digits = word.folded.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = &word.folded[digits.len()..];
    let day = digits.parse::<i8>().ok()?;
    (matches!(ending, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
}

/// Whether the weekday at `i` is the day of the telling, not of what is told: "the
/// Kremlin said on Tuesday".
pub fn is_day_of_telling(own: &[Word], i: usize) -> bool {
    let on = i.checked_sub(1).filter(|&j| own[j].folded == "on");
    let before = on.and_then(|j| j.checked_sub(1)).map(|j| own[j].folded.as_str());
    matches!(before, Some("said" | "reported" | "wrote" | "published" | "told"))
}

/// Whether the weekday at `i` is one on which something was: not a day that owns something
/// ("Monday's visits"), nor one up to or from which time is counted.
pub fn is_day_of_event(words: &[Word], i: usize) -> bool {
    let before = i.checked_sub(1).map(|j| words[j].folded.as_str());
    let counted =
        matches!(before, Some("since" | "until" | "till" | "before" | "after" | "from" | "by" | "to"));
    weekday(&words[i].folded).is_some() && !words[i].owns && !counted
}

/// Whether words tell that something was on this weekday, or "today" on such a day.
pub fn tells_weekday(words: &[Word], published: Option<Date>, day: Weekday) -> bool {
    let named = (0..words.len()).any(|i| is_day_of_event(words, i) && weekday(&words[i].folded) == Some(day));
    let names_none = words.iter().all(|word| weekday(&word.folded).is_none());
    named || (names_none && weekdays_told(words, published).is_some_and(|told| told.contains(&day)))
}

/// The weekdays that cited words come to, seen from their day of publication; `None`
/// where they speak of no time, so that the date line may stand for it.
pub fn weekdays_told(words: &[Word], published: Option<Date>) -> Option<Vec<Weekday>> {
    let mut told: Vec<Weekday> = words.iter().filter_map(|w| weekday(&w.folded)).collect();
    let mut speaks_of_time = !told.is_empty();
    for word in words {
        let shift = match word.folded.as_str() {
            "today" | "tonight" | "this-morning" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => continue,
        };
        speaks_of_time = true;
        told.extend(
            published.and_then(|day| day.checked_add(jiff::Span::new().days(shift)).ok()).map(Date::weekday),
        );
    }
    for (_, MonthDay { month, day }) in months(words) {
        speaks_of_time = true;
        let date = published.zip(day).and_then(|(near, day)| nearest(near, month, day));
        told.extend(date.map(Date::weekday));
    }
    for pair in words.windows(2) {
        let last = matches!(pair[0].folded.as_str(), "last" | "this" | "next");
        speaks_of_time |= last && matches!(pair[1].folded.as_str(), "week" | "month" | "year" | "weekend");
        if matches!(pair[0].folded.as_str(), "this")
            && matches!(pair[1].folded.as_str(), "morning" | "afternoon" | "evening")
        {
            speaks_of_time = true;
            told.extend(published.map(Date::weekday));
        }
    }
    speaks_of_time.then_some(told)
}

/// The day and month in the year that brings it nearest to a day.
fn nearest(near: Date, month: i8, day: i8) -> Option<Date> {
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let dates = years.iter().filter_map(|&year| Date::new(year, month, day).ok());
    dates.min_by_key(|date| (near - *date).get_days().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[track_caller]
    fn check(quote: &str, published: &str, expected: Option<&[Weekday]>) {
        let got = weekdays_told(&words(quote), published.parse().ok());
        assert_eq!(got.as_deref(), expected, "{quote}");
    }

    #[test]
    fn cited_words_tell_their_weekdays() {
        use Weekday::*;
        check("The two spoke.", "2022-03-08", None);
        check("They met on Monday.", "2022-03-08", Some(&[Monday]));
        check("They spoke today.", "2022-03-08", Some(&[Tuesday]));
        check("They met yesterday.", "2022-03-08", Some(&[Monday]));
        check("talks held on March 7 in Belarus", "2022-03-08", Some(&[Monday]));
        check("talks held in April", "2023-07-08", Some(&[]));
        check("They may meet last month", "2023-07-08", Some(&[]));
        check("On 31 December they met", "2024-01-02", Some(&[Sunday]));
    }
}
