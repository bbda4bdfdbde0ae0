//! Times as feeds write them, with the zone that they state.

use jiff::fmt::{rfc2822, temporal};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};

use crate::record::Published;

/// A stated time and the instant that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    /// Midnight or the time in UTC where no zone is stated.
    pub(super) instant: Timestamp,
    /// As precise as it is stated.
    pub(super) stated: Published,
}

/// A time in one of the forms that feeds and sitemaps use.
pub(super) fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    iso(text).or_else(|| in_mail_form(text))
}

/// ISO 8601: a day, a local time or a time with its zone.
fn iso(text: &str) -> Option<Moment> {
    let pieces = temporal::Pieces::parse(text).ok()?;
    let Some(time) = pieces.time() else {
        return moment(pieces.date().into(), None, &pieces.date().to_string());
    };
    let at = pieces.date().to_datetime(time);
    match pieces.to_numeric_offset() {
        Some(offset) => zoned(at, offset),
        None => moment(at, None, &at.to_string()),
    }
}

/// As mails write it, also with a wrong or foreign weekday, the month before the day or
/// written out, or UTC by its name.
fn in_mail_form(text: &str) -> Option<Moment> {
    let after_weekday = match text.split_once(',') {
        Some((weekday, rest)) if weekday.trim().chars().all(char::is_alphabetic) => rest,
        _ => text,
    };
    let mut words: Vec<&str> = after_weekday.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if let [first, second, ..] = words[..]
        && first.starts_with(|c: char| c.is_ascii_alphabetic())
        && second.starts_with(|c: char| c.is_ascii_digit())
    {
        words.swap(0, 1);
    }
    let month = words.get_mut(1)?;
    *month = month.get(..3).filter(|short| short.is_ascii())?;
    if words.len() == 3 {
        words.push("00:00");
    }
    if words.len() == 4 {
        words.push("+0000");
    }
    let zone = words.get_mut(4)?;
    if matches!(*zone, "UTC" | "Z" | "-0000") {
        *zone = "+0000";
    }
    let hour;
    if let Some(digit) = words[3].get(..2).filter(|start| start.ends_with(':')) {
        hour = format!("0{digit}{}", &words[3][2..]);
        words[3] = &hour;
    }
    let found = rfc2822::DateTimeParser::new().parse_zoned_datetime(words[..5].join(" ")).ok()?;
    zoned(found.datetime(), found.offset())
}

fn zoned(at: civil::DateTime, offset: Offset) -> Option<Moment> {
    let zoned = offset.to_timestamp(at).ok()?.to_zoned_datetime(TimeZone::fixed(offset));
    moment(at, Some(offset), &zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn moment(at: civil::DateTime, offset: Option<Offset>, stated: &str) -> Option<Moment> {
    let instant = offset.unwrap_or(Offset::UTC).to_timestamp(at).ok()?;
    Some(Moment { instant, stated: stated.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, stated: &str, instant: &str) {
        let got = parse(text).unwrap_or_else(|| panic!("{text} was not read"));
        assert_eq!((got.stated.as_str(), got.instant.to_string().as_str()), (stated, instant), "{text}");
    }

    #[test]
    fn the_stated_zone_stays() {
        check("2023-07-05", "2023-07-05", "2023-07-05T00:00:00Z");
        check("2023-07-05T23:30:00", "2023-07-05T23:30:00", "2023-07-05T23:30:00Z");
        check("2023-07-05T23:30:00-04:00", "2023-07-05T23:30:00-04:00", "2023-07-06T03:30:00Z");
        check("2023-07-05T23:30:00.250+0200", "2023-07-05T23:30:00+02:00", "2023-07-05T21:30:00.25Z");
        check("2023-07-05T23:30:00Z", "2023-07-05T23:30:00+00:00", "2023-07-05T23:30:00Z");
        check("Wed, 05 Jul 2023 23:30:00 EDT", "2023-07-05T23:30:00-04:00", "2023-07-06T03:30:00Z");
    }

    #[test]
    fn small_faults_are_forgiven() {
        let instant = "2023-07-05T09:30:00Z";
        for text in [
            "Mon, 05 Jul 2023 09:30:00 GMT",
            "Mittwoch, 5 July 2023 9:30 +0000",
            "Wed, July 5, 2023 09:30:00 UTC",
            "5 Jul 2023 09:30:00 Z",
        ] {
            check(text, "2023-07-05T09:30:00+00:00", instant);
        }
        check("5 Jul 2023", "2023-07-05T00:00:00+00:00", "2023-07-05T00:00:00Z");
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "soon", "05/07/2023", "32 Jul 2023", "5 Жов 2023 1:00 +0000", "1 2", "a, b, c d e f"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
