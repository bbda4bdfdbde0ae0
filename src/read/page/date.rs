//! When a page was first published; when it was changed only where it says nothing else.

use jiff::civil::Date;
use serde_json::Value;
use trafilatura::dom::{Document as Dom, NodeId};

use crate::record::Published;

use super::dateline;
use super::day::{Order, first_in};

/// Elements that are marked as holding the date, the surest first.
const MARKED: [&str; 3] =
    ["[itemprop=datePublished]", "time[pubdate]", "time.published, time.entry-date, time.post-date"];
/// Elements that show a date to readers.
const SHOWN: [&str; 2] =
    ["article header time, .entry-header time, .post-header time", "article time, main time"];

/// What is known of a page when its date is looked for.
pub(super) struct Page<'a> {
    pub(super) dom: &'a Dom,
    /// The works in its structured data, articles first.
    pub(super) works: &'a [Value],
    pub(super) url: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    /// All its words, a line per block.
    pub(super) words: &'a str,
}

/// A date, and whether it is only that of the last change.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) published: Published,
    pub(super) is_change: bool,
}

/// The date: from structured data, the head, the address, marked elements, then what
/// readers see. A page that shows an earlier day alone in a line near its title was moved
/// from one system to another, and its data are of the move.
pub(super) fn find(page: &Page) -> Option<Found> {
    let order = Order::of(page.language);
    let shown = page.title.map(|title| dateline::find(page.words, title, order)).unwrap_or_default();
    let stated = page
        .structured("datePublished", order)
        .or_else(|| page.meta(&PUBLISHED, order))
        .or_else(|| page.url.and_then(in_address));
    let earlier = shown.alone.filter(|day| stated.as_ref().is_some_and(|stated| *day < stated.date()));
    let first = earlier
        .and_then(of_day)
        .or(stated)
        .or_else(|| page.element(&MARKED, order))
        .or_else(|| shown.published.and_then(of_day))
        .or_else(|| page.element(&SHOWN, order));
    let changed = || {
        let shown = shown.changed.and_then(of_day);
        shown.or_else(|| page.structured("dateModified", order)).or_else(|| page.meta(&CHANGED, order))
    };
    match first {
        Some(published) => Some(Found { published, is_change: false }),
        None => changed().map(|published| Found { published, is_change: true }),
    }
}

/// Parts of the names under which the head gives the date, the surest first. A name is
/// compared by its letters alone.
const PUBLISHED: [&str; 6] =
    ["articlepublishedtime", "publish", "pubdate", "publicationdate", "issued", "created"];
/// Parts of names for the date of a change.
const CHANGED: [&str; 2] = ["modified", "updated"];

impl Page<'_> {
    fn structured(&self, field: &str, order: Order) -> Option<Published> {
        self.works.iter().find_map(|work| parse(work.get(field)?.as_str()?, order))
    }

    /// The date under the first of these names.
    fn meta(&self, names: &[&str], order: Order) -> Option<Published> {
        let stated: Vec<(String, Published)> = self
            .dom
            .get_elements_by_tag_name(self.dom.root(), "meta")
            .into_iter()
            .filter_map(|node| {
                let attribute = |name| self.dom.get_attribute(node, name);
                let name =
                    attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"))?;
                Some((name.to_lowercase(), parse(&attribute("content")?, order)?))
            })
            .collect();
        let letters = |name: &str| name.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let is_of_change = |name: &str| CHANGED.iter().any(|part| name.contains(part));
        let named = names.iter().find_map(|part| {
            let mut stated = stated.iter().map(|(name, date)| (letters(name), date));
            stated.find(|(name, _)| name.contains(part) && (names == CHANGED || !is_of_change(name)))
        });
        let plain = || stated.iter().find(|(name, _)| names == PUBLISHED && is_date(name));
        named.map(|(_, date)| date.clone()).or_else(|| plain().map(|(_, date)| date.clone()))
    }

    /// The date in the first of these elements that gives one and speaks of no change.
    fn element(&self, selectors: &[&str], order: Order) -> Option<Published> {
        let found =
            selectors.iter().flat_map(|selector| self.dom.query_selector_all(self.dom.root(), selector));
        found.take(ELEMENTS).filter(|&node| !self.is_of_change(node)).find_map(|node| {
            let stated = ["datetime", "content"].iter().find_map(|key| self.dom.get_attribute(node, key));
            stated.and_then(|stated| parse(&stated, order)).or_else(|| {
                let words = self.dom.text_content(node);
                (words.len() < LONGEST).then(|| first_in(&words, order)).flatten().and_then(of_day)
            })
        })
    }

    fn is_of_change(&self, node: NodeId) -> bool {
        let class = self.dom.class_name(node).to_lowercase();
        let around = self.dom.parent(node).map(|parent| self.dom.text_content(parent)).unwrap_or_default();
        CHANGED.iter().any(|part| class.contains(part))
            || around.len() < LONGEST && dateline::is_of_change(around.trim())
    }
}

/// How many elements are looked at.
const ELEMENTS: usize = 50;
/// The longest words that show a date, in bytes.
const LONGEST: usize = 200;

/// `date`, also behind another word as in `dc.date`.
fn is_date(name: &str) -> bool {
    name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next() == Some("date")
}

/// A date in one of the forms that pages use; with its time where it is of ISO 8601.
fn parse(stated: &str, order: Order) -> Option<Published> {
    let stated = stated.trim();
    let is_likely = |published: &Published| (1980..2100).contains(&published.date().year());
    stated
        .parse()
        .ok()
        .filter(is_likely)
        .or_else(|| first_in(stated.get(..LONGEST).unwrap_or(stated), order).and_then(of_day))
}

fn of_day(day: Date) -> Option<Published> {
    day.to_string().parse().ok()
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
        parse(&day.to_string(), Order::Unknown)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, url: Option<&str>, expected: Option<(&str, bool)>) {
        let words = crate::read::page::plain(html);
        let dom = Dom::parse(html);
        let page = Page { dom: &dom, works: &[], url, title: Some("Talks"), language: None, words: &words };
        let got = find(&page).map(|found| (found.published.date().to_string(), found.is_change));
        assert_eq!(got.as_ref().map(|(day, change)| (day.as_str(), *change)), expected, "{html}");
    }

    const FIRST: Option<(&str, bool)> = Some(("2023-07-05", false));
    const CHANGE: &str = "<meta property='article:modified_time' content='2023-07-09'>";

    #[test]
    fn the_first_publication_counts() {
        check(
            &format!("{CHANGE}<meta property='article:published_time' content='2023-07-05T09:30:00+02:00'>"),
            None,
            FIRST,
        );
        check(
            &format!("{CHANGE}<time class=entry-date datetime='2023-07-05T10:00'>5 July</time>"),
            None,
            FIRST,
        );
        check(&format!("{CHANGE}<h1>Talks</h1><p>Updated 9 July 2023<p>Published 5 July 2023"), None, FIRST);
        check(CHANGE, Some("https://example.org/2023/07/05/talks"), FIRST);
        let shown = "<article><p>Updated <time datetime='2023-07-09'>9 July</time></p><p><time datetime='2023-07-05'>x</time></p></article>";
        check(shown, None, FIRST);
    }

    #[test]
    fn names_in_the_head_are_many() {
        for name in
            ["DC.date.issued", "parsely-pub-date", "w-published-date", "cludo:date", "date", "publish_date"]
        {
            check(&format!("<meta name='{name}' content='2023-07-05'>{CHANGE}"), None, FIRST);
        }
        check(
            "<meta name='update' content='2023-07-05'><meta name='expires' content='2023-07-05'>",
            None,
            None,
        );
    }

    #[test]
    fn a_page_that_was_moved_keeps_its_first_day() {
        let moved = "<meta name=pubdate content='2023-07-09'><h1>Talks</h1>";
        check(&format!("{moved}<p>July 5, 2023</p>"), None, FIRST);
        let other = Some(("2023-07-09", false));
        check(&format!("{moved}<p>Talks on the bridge as of July 5, 2023</p>"), None, other);
        check(&format!("{moved}<p>Updated July 5, 2023</p>"), None, other);
    }

    #[test]
    fn a_change_is_told_apart() {
        check(CHANGE, None, Some(("2023-07-09", true)));
        check("<h1>Talks</h1><p>Last updated: July 9, 2023</p>", None, Some(("2023-07-09", true)));
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
    fn times_stay_where_they_are_stated_in_full() {
        let read = |stated| parse(stated, Order::Unknown).map(|date| date.as_str().to_owned());
        assert_eq!(read("2023-07-05T23:30:00-04:00").as_deref(), Some("2023-07-05T23:30:00-04:00"));
        assert_eq!(read("Wed, 05 Jul 2023 12:00:00 GMT").as_deref(), Some("2023-07-05"));
        assert_eq!(read("0001-01-01"), None);
    }
}
