//! Atom feeds (RFC 4287): of digests, and of what else is told in entries.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::digest::Digest;

use super::html::fragment;
use super::xml::printable;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    pub subtitle: String,
    /// An IRI that stays the same.
    pub id: String,
    /// Its own address, where it has one.
    pub own: Option<String>,
    /// The latest first.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub title: String,
    /// An IRI that stays the same.
    pub id: String,
    /// Where it is shown, where it has an address.
    pub link: Option<String>,
    pub updated: Timestamp,
    pub author: String,
    pub body: Body,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A few words.
    Summary(String),
    /// All of it, as HTML.
    Html(String),
}

/// By whom entries are where no outlet is.
const AUTHOR: &str = "Diplomacy Watch";

/// A feed as XML.
pub fn atom(feed: &Feed) -> String {
    let updated = feed.entries.iter().map(|entry| entry.updated).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{}</id>\n",
        escaped(&feed.title),
        escaped(&feed.subtitle),
        escaped(&feed.id),
    );
    if let Some(own) = &feed.own {
        let _ = writeln!(out, "<link rel=\"self\" href=\"{}\"/>", escaped(own));
    }
    let _ = writeln!(out, "<updated>{updated}</updated>\n<author><name>{AUTHOR}</name></author>");
    for entry in &feed.entries {
        let _ = writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<author><name>{}</name></author>",
            escaped(&entry.title),
            escaped(&entry.id),
            entry.updated,
            escaped(&entry.author),
        );
        if let Some(link) = &entry.link {
            let _ = writeln!(out, "<link href=\"{}\"/>", escaped(link));
        }
        let _ = match &entry.body {
            Body::Summary(words) => writeln!(out, "<summary>{}</summary>", escaped(words)),
            Body::Html(html) => writeln!(out, "<content type=\"html\">{}</content>", escaped(html)),
        };
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// A feed of digests, the latest week first. `scope` says what is watched, so that the feeds
/// of two watches are told apart; `address` is where it and its digests are to be had.
///
/// # Errors
/// Where the template cannot be filled, which no digest brings about.
pub fn digests(digests: &[Digest], scope: &str, address: Option<&str>) -> Result<Feed, askama::Error> {
    let mut entries = digests
        .iter()
        .map(|digest| {
            Ok(Entry {
                title: digest.title.clone(),
                id: urn(&["digest", scope, &digest.week]),
                link: None,
                updated: changed(digest),
                author: AUTHOR.to_owned(),
                body: Body::Html(fragment(digest)?),
            })
        })
        .collect::<Result<Vec<_>, askama::Error>>()?;
    entries.sort_by(|a, b| (b.updated, &b.id).cmp(&(a.updated, &a.id)));
    Ok(Feed {
        title: AUTHOR.to_owned(),
        subtitle: "The weekly watch, every sentence cited".to_owned(),
        id: urn(&["digests", scope]),
        own: address.map(str::to_owned),
        entries,
    })
}

/// When a digest last changed: by the latest of its sources, and what was changed in it.
fn changed(digest: &Digest) -> Timestamp {
    let parts = digest.parts();
    let cited = parts.iter().flat_map(|part| &part.sentence.citations);
    let published = cited.filter_map(|citation| moment(citation.date.as_deref()?));
    let edited = digest.edits.iter().filter_map(|edit| moment(&edit.at));
    let withdrawn = digest.withdrawn.iter().filter_map(|one| moment(&one.changed));
    let quiet = || {
        let week = digest.week.parse::<crate::weave::Week>().ok()?;
        TimeZone::UTC.to_timestamp(week.first().at(0, 0, 0, 0)).ok()
    };
    let latest = published.chain(edited).chain(withdrawn).max();
    latest.or_else(quiet).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An IRI made of words, the same for the same words: a UUID of version 8.
fn urn(words: &[&str]) -> String {
    let hex = blake3::hash(words.join("\n").as_bytes()).to_hex();
    let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32]);
    format!("urn:uuid:{a}-{b}-8{c}-8{d}-{e}")
}

/// A stated time as a moment; one without a zone counts as UTC, a day as its beginning.
pub fn moment(stated: &str) -> Option<Timestamp> {
    let day = || stated.get(..10)?.parse::<Date>().ok().map(|day| day.at(0, 0, 0, 0));
    stated.parse().ok().or_else(|| {
        let local = stated.parse::<DateTime>().ok().or_else(day)?;
        TimeZone::UTC.to_timestamp(local).ok()
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
        assert_eq!(escaped("a<b>&\"c\"\u{1}"), "a&lt;b&gt;&amp;&quot;c&quot;⟨U+0001⟩");
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

    #[test]
    fn names_of_entries_are_uuids_that_stay() {
        let one = urn(&["digest", "RUS", "2022-W10"]);
        assert_eq!(one, urn(&["digest", "RUS", "2022-W10"]));
        assert_ne!(one, urn(&["digest", "RUS", "2022-W11"]));
        assert_eq!((one.len(), &one[..9], &one[23..24]), (45, "urn:uuid:", "8"));
    }
}
