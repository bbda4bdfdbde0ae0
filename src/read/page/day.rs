//! A day as pages write it.

use jiff::civil::Date;

use super::words::PageWords;

/// Which of two numbers before a year is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    MonthFirst,
    DayFirst,
    /// Only what can be read in one way is read.
    Unknown,
}

impl Order {
    /// The order that readers of a language expect. Pages whose language is stated as
    /// `en` alone are of both kinds.
    pub(super) fn of(language: Option<&str>) -> Self {
        match language.map(str::to_ascii_lowercase).as_deref() {
            None | Some("en" | "") => Self::Unknown,
            Some("en-us" | "en_us") => Self::MonthFirst,
            Some(_) => Self::DayFirst,
        }
    }
}

/// The first day in a line of words.
pub(super) fn first_in(line: &str, order: Order) -> Option<Date> {
    days_in(line, order).next().map(|(_, day)| day)
}

/// The days in a line of words, each with the byte at which it begins.
pub(super) fn days_in(line: &str, order: Order) -> impl Iterator<Item = (usize, Date)> {
    let tokens = tokens(line);
    let mut from = 0;
    std::iter::from_fn(move || {
        let (at, day) = (from..tokens.len()).find_map(|at| Some((at, day_at(&tokens[at..], order)?)))?;
        from = at + 3;
        Some((tokens[at].0, day))
    })
}

fn is_likely(day: Date) -> bool {
    (1980..2100).contains(&day.year())
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_likely(day).then_some(day)
}

/// Runs of letters or of digits, each with the byte at which it begins; a run of digits
/// is cut from letters after it, so that `5th` and `07T10` come apart.
fn tokens(line: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let same =
            |c: char| c.is_alphabetic() == first.is_alphabetic() && c.is_numeric() == first.is_numeric();
        let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        if first.is_alphanumeric() {
            tokens.push((line.len() - rest.len(), token));
        }
        rest = after;
    }
    tokens
}

/// The day that the first tokens make: three, small words between them aside, or one of
/// eight digits.
fn day_at(tokens: &[(usize, &str)], order: Order) -> Option<Date> {
    let between = ["st", "nd", "rd", "th", "de", "of", "the", "г", "р"];
    let mut tokens = tokens.iter().map(|(_, token)| *token).filter(|token| !between.contains(token)).take(3);
    let a = tokens.next()?;
    if a.len() == 8 && is_number(a) {
        return date(&a[..4], &a[4..6], &a[6..]);
    }
    let (b, c) = (tokens.next()?, tokens.next()?);
    let is_year = |token: &str| token.len() == 4 && is_number(token);
    let is_small = |token: &str| token.len() <= 2 && is_number(token);
    match (month(a), month(b)) {
        (Some(month), _) if is_small(b) && is_year(c) => date(c, &month, b),
        (_, Some(month)) if is_small(a) && is_year(c) => date(c, &month, a),
        (_, Some(month)) if is_year(a) && is_small(c) => date(a, &month, c),
        (None, None) if is_year(a) && is_small(b) && is_small(c) => date(a, b, c),
        (None, None) if is_small(a) && is_small(b) && is_year(c) => in_numbers(a, b, c, order),
        _ => None,
    }
}

/// A day in numbers alone.
fn in_numbers(a: &str, b: &str, year: &str, order: Order) -> Option<Date> {
    match (date(year, a, b), date(year, b, a)) {
        (Some(only), None) | (None, Some(only)) => Some(only),
        (Some(one), Some(other)) if one == other => Some(one),
        (Some(month_first), Some(_)) if order == Order::MonthFirst => Some(month_first),
        (Some(_), Some(day_first)) if order == Order::DayFirst => Some(day_first),
        _ => None,
    }
}

fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of a month that is named.
fn month(name: &str) -> Option<String> {
    let is_word = name.chars().all(char::is_alphabetic);
    is_word.then(|| PageWords::get().month(&name.to_lowercase())).flatten().map(|number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(first_in(line, Order::Unknown).map(|day| day.to_string()).as_deref(), expected, "{line}");
    }

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for line in [
            "2023-07-25",
            "2023-07-25T23:30:00-04:00",
            "Tue, 25 Jul 2023 12:00:00 GMT",
            "July 25, 2023",
            "Tuesday, 25 July 2023 at 9:30",
            "Published on Jul. 25th, 2023 by us",
            "Tue, 07/25/2023 - 11:38",
            "25.07.2023",
            "2023 July 25",
            "20230725",
            "Jul 25, 2023T10:00:00",
            "25 июля 2023 г.",
            "25 de julio de 2023",
            "le 25 juillet 2023",
        ] {
            check(line, Some("2023-07-25"));
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_read_as_its_readers_do() {
        check("05/07/2023", None);
        check("07/07/2023", Some("2023-07-07"));
        let read = |language| first_in("05/07/2023", Order::of(language)).map(|day| day.to_string());
        assert_eq!(read(Some("en-US")).as_deref(), Some("2023-05-07"));
        assert_eq!(read(Some("en-GB")).as_deref(), Some("2023-07-05"));
        assert_eq!(read(Some("uk")).as_deref(), Some("2023-07-05"));
        assert_eq!((read(Some("en")), read(None)), (None, None));
    }

    #[test]
    fn all_days_of_a_line_are_found_where_they_stand() {
        let line = "Published 5 July 2023, updated 2023-07-09";
        let days: Vec<_> = days_in(line, Order::Unknown).map(|(at, day)| (at, day.day())).collect();
        assert_eq!(days, [(10, 5), (31, 9)]);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for line in [
            "",
            "soon",
            "0001-01-01",
            "2023-07-0ñ",
            "32 July 2023",
            "call 12 34 5678",
            "20231399",
            "1 2 3",
            "July 2023",
        ] {
            check(line, None);
        }
    }
}
