//! When a page was first published, never when it was changed.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime};
use serde_json::Value;
use trafilatura::dom::Document as Dom;

use crate::record::Published;

use super::about::{attribute, meta};

/// Names under which pages give the date, the surest first.
const NAMES: [&str; 16] = [
    "article:published_time",
    "datePublished",
    "og:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "publication_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "cXenseParse:recs:publishtime",
    "date",
];

/// Elements that show the date to readers, the surest first.
const SHOWN: [&str; 5] = [
    "time[itemprop=datePublished]",
    "time[pubdate]",
    "article header time, .entry-header time, .post-header time",
    "time.published, time.entry-date, time.post-date",
    "article time, main time",
];

/// The date, from structured data, then the head, then the address, then what
/// readers see.
pub(super) fn find(dom: &Dom, works: &[Value], url: Option<&str>) -> Option<Published> {
    let structured = works.iter().find_map(|work| parse(work.get("datePublished")?.as_str()?));
    structured
        .or_else(|| NAMES.iter().find_map(|name| parse(&meta(dom, &[name])?)))
        .or_else(|| url.and_then(in_address))
        .or_else(|| SHOWN.iter().find_map(|selector| parse(&attribute(dom, selector, "datetime")?)))
}

/// A date in one of the forms that pages use.
pub(super) fn parse(stated: &str) -> Option<Published> {
    let stated = stated.trim();
    let is_likely = |published: &Published| (1900..2200).contains(&published.date().year());
    iso(stated).or_else(|| in_mail_form(stated)).or_else(|| in_words(stated)).filter(is_likely)
}

/// ISO 8601, also with a zone that lacks its colon or parts of a second.
fn iso(stated: &str) -> Option<Published> {
    if let Ok(published) = stated.parse() {
        return Some(published);
    }
    // What follows the day may be in any form; the day alone is sure.
    let day = stated.get(..10)?;
    let ends = !stated[10..].starts_with(|c: char| c.is_ascii_digit());
    ends.then(|| day.parse::<Date>().ok()).flatten().and_then(|day| day.to_string().parse().ok())
}

/// As mails and feeds write it.
fn in_mail_form(stated: &str) -> Option<Published> {
    let zoned = rfc2822::DateTimeParser::new().parse_zoned_datetime(stated).ok()?;
    zoned.date().to_string().parse().ok()
}

/// "5 July 2023", "July 5, 2023", "Jul 5, 2023", with or without a weekday or a time.
fn in_words(stated: &str) -> Option<Published> {
    let words: Vec<&str> = stated.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    words.windows(3).find_map(|three| {
        let joined = three.join(" ").replace('.', "");
        ["%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y"].iter().find_map(|form| {
            let day = strtime::parse(form, &joined).ok()?.to_date().ok()?;
            day.to_string().parse().ok()
        })
    })
}

/// A day in the path: `/2023/07/05/` or `2023-07-05`.
fn in_address(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    parts.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let widths = (year.len(), month.len(), day.len());
        if !matches!(widths, (4, 1..=2, 1..=2)) {
            return None;
        }
        let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        parse(&day.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &str, expected: Option<&str>) {
        assert_eq!(
            parse(stated).map(|published| published.date().to_string()).as_deref(),
            expected,
            "{stated}"
        );
    }

    #[test]
    fn dates_are_read_as_pages_write_them() {
        check("2023-07-05", Some("2023-07-05"));
        check("2023-07-05T23:30:00-04:00", Some("2023-07-05"));
        check("2023-07-05T23:30:00.000+0000", Some("2023-07-05"));
        check("2023-07-05 10:00:00 UTC", Some("2023-07-05"));
        check("Wed, 05 Jul 2023 12:00:00 GMT", Some("2023-07-05"));
        check("July 5, 2023", Some("2023-07-05"));
        check("Wednesday, 5 July 2023 at 9:30", Some("2023-07-05"));
        check("Jul. 5, 2023", Some("2023-07-05"));
        check("05/07/2023", None);
        check("0001-01-01", None);
        check("soon", None);
        check("2023-07-0ñ", None);
    }

    #[test]
    fn addresses_hold_days() {
        let day = |url| in_address(url).map(|published| published.date().to_string());
        assert_eq!(day("https://example.org/2023/07/05/talks").as_deref(), Some("2023-07-05"));
        assert_eq!(day("https://example.org/talks-2023-7-5.html").as_deref(), Some("2023-07-05"));
        assert_eq!(day("https://example.org/2023/13/05/talks"), None);
        assert_eq!(day("https://example.org/a?d=2023-07-05"), None);
    }

    #[test]
    fn the_first_publication_counts() {
        let page = "<meta property='article:modified_time' content='2023-07-09'>\
                    <article><time datetime='2023-07-05T10:00'>5 July</time></article>";
        let got = find(&Dom::parse(page), &[], None).unwrap();
        assert_eq!(got.date().to_string(), "2023-07-05");
    }
}
