//! Saved searches as Atom feeds, under secret addresses: feed readers cannot log in.

use std::fmt::Write;

use jiff::Timestamp;

use crate::ledger::Hit;
use crate::publish::xml::printable;
use crate::record::NAMELESS;

use super::answer::Answer;
use super::ask::Ask;
use super::fault::Fault;
use super::house::House;
use super::show::words::document_at;

/// How many documents a feed has.
const ENTRIES: usize = 50;

/// The feed of a saved search: the latest documents that it finds.
pub(super) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let secret = ask.path[0].strip_suffix(".atom").unwrap_or(&ask.path[0]);
    house.ledger.with(|ledger| {
        let saved = ledger.search_of_feed(secret)?.ok_or(Fault::NotFound)?;
        let mut hits = ledger.search_latest(&saved.query, ENTRIES)?;
        hits.sort_by(|a, b| b.document.published.cmp(&a.document.published));
        let scheme = if ask.is_secure { "https" } else { "http" };
        let base = format!("{scheme}://{}", ask.host.as_deref().unwrap_or_default());
        let feed = atom(&saved.name, &saved.query, &format!("{base}/feeds/{secret}.atom"), &base, &hits);
        Ok(Answer::text("application/atom+xml; charset=utf-8", feed).tagged(ask.etag.as_deref()))
    })
}

fn atom(name: &str, query: &str, own: &str, base: &str, hits: &[Hit]) -> String {
    let latest = hits.iter().filter_map(|hit| moment(hit.document.published.as_deref()?)).max();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{}</id>\n<link rel=\"self\" href=\"{}\"/>\n\
         <updated>{}</updated>\n<author><name>Diplomacy Watch</name></author>\n",
        escaped(name),
        escaped(query),
        escaped(own),
        escaped(own),
        latest.unwrap_or(Timestamp::UNIX_EPOCH),
    );
    for hit in hits {
        let head = &hit.document;
        let link = format!("{base}{}", document_at(&head.id));
        let updated = head.published.as_deref().and_then(moment).unwrap_or(Timestamp::UNIX_EPOCH);
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<updated>{updated}</updated>\n\
             <author><name>{}</name></author>\n<summary>{}</summary>\n</entry>\n",
            escaped(head.title.as_deref().unwrap_or("Without a title")),
            escaped(&link),
            escaped(&link),
            escaped(head.outlet.as_deref().unwrap_or(NAMELESS)),
            escaped(&hit.snippet),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// A stated time as a moment; one without a zone counts as UTC, a day as its beginning.
fn moment(stated: &str) -> Option<Timestamp> {
    let day = || stated.get(..10)?.parse::<jiff::civil::Date>().ok().map(|day| day.at(0, 0, 0, 0));
    stated.parse().ok().or_else(|| {
        let local = stated.parse::<jiff::civil::DateTime>().ok().or_else(day)?;
        jiff::tz::TimeZone::UTC.to_timestamp(local).ok()
    })
}

/// Words for XML, without the characters that it cannot hold.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in printable(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words_in_xml() {
        assert_eq!(escaped("a<b>&\"c\"\u{1}"), "a&lt;b&gt;&amp;&quot;c&quot;");
    }

    #[test]
    fn stated_times_are_moments() {
        let check = |stated: &str, expected: &str| {
            assert_eq!(moment(stated).map(|moment| moment.to_string()).as_deref(), Some(expected));
        };
        check("2022-03-07", "2022-03-07T00:00:00Z");
        check("2022-03-07T14:20:00", "2022-03-07T14:20:00Z");
        check("2022-03-07T14:20:00+02:00", "2022-03-07T12:20:00Z");
        assert_eq!(moment("soon"), None);
    }
}
