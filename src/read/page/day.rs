//! A day as pages write it.

use jiff::civil::Date;

use super::words::PageWords;

/// The first day in a line of words.
pub(super) fn first_in(line: &str) -> Option<Date> {
    let tokens = tokens(line);
    (0..tokens.len()).find_map(|at| day_at(&tokens[at..]))
}

fn is_likely(day: Date) -> bool {
    (1980..2100).contains(&day.year())
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_likely(day).then_some(day)
}

/// Runs of letters or of digits; a run of digits is cut from letters after it, so that
/// `5th` and `07T10` come apart.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let same =
            |c: char| c.is_alphabetic() == first.is_alphabetic() && c.is_numeric() == first.is_numeric();
        let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        if first.is_alphanumeric() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

/// The day that the first three tokens make, small words between them aside.
fn day_at(tokens: &[&str]) -> Option<Date> {
    let between = ["st", "nd", "rd", "th", "de", "of", "the", "г", "р"];
    let mut three = tokens.iter().copied().filter(|token| !between.contains(token)).take(3);
    let (a, b, c) = (three.next()?, three.next()?, three.next()?);
    let is_year = |token: &str| token.len() == 4 && is_number(token);
    let is_small = |token: &str| token.len() <= 2 && is_number(token);
    match (month(a), month(b)) {
        (Some(month), _) if is_small(b) && is_year(c) => date(c, &month, b),
        (_, Some(month)) if is_small(a) && is_year(c) => date(c, &month, a),
        (_, Some(month)) if is_year(a) && is_small(c) => date(a, &month, c),
        (None, None) if is_year(a) && is_small(b) && is_small(c) => date(a, b, c),
        (None, None) if is_small(a) && is_small(b) && is_year(c) => in_numbers(a, b, c),
        _ => None,
    }
}

/// A day in numbers alone, where it can be read in one way only.
fn in_numbers(a: &str, b: &str, year: &str) -> Option<Date> {
    match (date(year, a, b), date(year, b, a)) {
        (Some(only), None) | (None, Some(only)) => Some(only),
        (Some(one), Some(other)) if one == other => Some(one),
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
        assert_eq!(first_in(line).map(|day| day.to_string()).as_deref(), expected, "{line}");
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
            "25 июля 2023 г.",
            "25 de julio de 2023",
            "le 25 juillet 2023",
        ] {
            check(line, Some("2023-07-25"));
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_read() {
        check("05/07/2023", None);
        check("07/07/2023", Some("2023-07-07"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for line in
            ["", "soon", "0001-01-01", "2023-07-0ñ", "32 July 2023", "call 12 34 5678", "1 2 3", "July 2023"]
        {
            check(line, None);
        }
    }
}
