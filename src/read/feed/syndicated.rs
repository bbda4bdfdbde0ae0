//! RSS, Atom and JSON Feed.

use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use feed_rs::model;
use feed_rs::parser::Builder;
use rustc_hash::FxHashMap;
use url::Url;

use crate::read::page::{decode, plain};
use crate::record::{Published, document_id};

use super::entry::{base, web, words};
use super::{Enclosure, Entry, FeedError, moment, xml};

/// The entries of a feed: RSS 0.9 to 2, Atom or JSON Feed, in its order. Its address
/// makes relative links whole; `content_type` is the server's word on the charset.
///
/// # Errors
/// Where the bytes are no feed or break off, or the address is none of the web.
pub fn parse(bytes: &[u8], content_type: Option<&str>, base_url: &str) -> Result<Vec<Entry>, FeedError> {
    let base = base(base_url)?;
    let (text, _) = decode(bytes, content_type);
    let stated = Stated::default();
    let known = stated.clone();
    let parser =
        Builder::new().base_uri(Some(base_url)).timestamp_parser(move |text| known.note(text)).build();
    // The text is decoded already: what the XML declaration says of a charset is past.
    let text = of_today(xml::without_declaration(&text));
    if xml::is_too_deep(&text) {
        return Err(FeedError::NotAFeed("its elements are nested too deep".to_owned()));
    }
    let feed = parser.parse(text.as_bytes()).map_err(|error| FeedError::NotAFeed(error.to_string()))?;
    let context =
        Context { base, stated, language: feed.language, outlet: feed.title.as_ref().and_then(line) };
    Ok(feed.entries.into_iter().map(|entry| context.entry(entry)).collect())
}

/// RSS 0.90 differs from 1.0 in its namespace, and only 1.0 is known to the parser.
fn of_today(text: &str) -> Cow<'_, str> {
    const OLD: [&str; 2] =
        ["http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/"];
    let root = text.split_once('>').map_or(text, |(root, _)| root);
    match OLD.iter().find(|old| root.contains(**old)) {
        Some(old) => Cow::Owned(text.replacen(old, "http://purl.org/rss/1.0/", 1)),
        None => Cow::Borrowed(text),
    }
}

/// What the feed as a whole says.
struct Context {
    base: Url,
    stated: Stated,
    language: Option<String>,
    outlet: Option<String>,
}

impl Context {
    fn entry(&self, entry: model::Entry) -> Entry {
        let entry = Entry {
            url: self.address(&entry),
            enclosures: self.enclosures(&entry),
            outlet: self.outlet.clone(),
            title: entry.title.as_ref().and_then(line),
            summary: entry.summary.as_ref().and_then(line),
            content: entry.content.and_then(|content| {
                let text = plain(&content.body?);
                (!text.is_empty()).then_some(text)
            }),
            published: entry.published.and_then(|at| self.stated.of(at)),
            updated: entry.updated.and_then(|at| self.stated.of(at)),
            authors: entry.authors.iter().filter_map(|author| name(author.name.as_deref()?)).collect(),
            language: entry.language.or_else(|| self.language.clone()),
            id: entry.id,
        };
        match entry.id.is_empty() {
            true => Entry { id: made_id(&entry), ..entry },
            false => entry,
        }
    }

    /// The page of the entry; where no link leads to one, an id that is an address.
    fn address(&self, entry: &model::Entry) -> Option<String> {
        let is_page = |link: &&model::Link| {
            link.target.is_none() && link.rel.as_deref().is_none_or(|rel| rel == "alternate")
        };
        let is_html =
            |link: &&model::Link| link.media_type.as_deref().is_none_or(|kind| kind.contains("html"));
        let pages = || entry.links.iter().filter(is_page);
        let link = pages().find(is_html).or_else(|| pages().next());
        let from_link = link.and_then(|link| web(&link.href, &self.base));
        from_link.or_else(|| Url::parse(&entry.id).ok().and_then(|id| web(id.as_str(), &self.base)))
    }

    fn enclosures(&self, entry: &model::Entry) -> Vec<Enclosure> {
        let linked = entry.links.iter().filter(|link| link.rel.as_deref() == Some("enclosure"));
        let linked = linked.map(|link| (link.href.as_str(), link.media_type.clone(), link.length));
        let media = entry.media.iter().flat_map(|media| &media.content).filter_map(|content| {
            let kind = content.content_type.as_ref().map(ToString::to_string);
            Some((content.url.as_ref()?.as_str(), kind, content.size))
        });
        let mut found: Vec<Enclosure> = Vec::new();
        for (link, media_type, length) in linked.chain(media) {
            if let Some(url) = web(link, &self.base)
                && found.iter().all(|known| known.url != url)
            {
                found.push(Enclosure { url, media_type, length });
            }
        }
        found
    }
}

/// The id of an entry that states none.
fn made_id(entry: &Entry) -> String {
    let published = entry.published.as_ref().map(Published::as_str);
    let told = [entry.title.as_deref(), published, entry.summary.as_deref(), entry.content.as_deref()];
    document_id(entry.url.as_deref(), &told.map(Option::unwrap_or_default))
}

/// A name, without the brackets that RSS puts around one after an address.
fn name(stated: &str) -> Option<String> {
    words(stated.trim().trim_start_matches('(').trim_end_matches(')'))
}

/// A short text as one line of plain words.
fn line(text: &model::Text) -> Option<String> {
    words(&plain(&text.content))
}

/// The times of a feed as they are stated: the parser keeps instants only, and with
/// them no publisher's day.
#[derive(Debug, Clone, Default)]
struct Stated(Arc<Mutex<FxHashMap<DateTime<Utc>, Published>>>);

impl Stated {
    fn note(&self, text: &str) -> Option<DateTime<Utc>> {
        let moment = moment::parse(text)?;
        let instant = DateTime::from_timestamp_micros(moment.instant.as_microsecond())?;
        if let Ok(mut known) = self.0.lock() {
            known.entry(instant).or_insert(moment.stated);
        }
        Some(instant)
    }

    fn of(&self, instant: DateTime<Utc>) -> Option<Published> {
        self.0.lock().ok()?.get(&instant).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.org/feed";

    fn only(feed: &str) -> Entry {
        let mut entries = parse(feed.as_bytes(), None, BASE).unwrap();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries.remove(0)
    }

    #[track_caller]
    fn check(feed: &str, url: &str, title: &str, published: Option<&str>) {
        let got = only(feed);
        let stated = got.published.as_ref().map(Published::as_str);
        assert_eq!((got.url.as_deref(), got.title.as_deref(), stated), (Some(url), Some(title), published));
    }

    #[test]
    fn every_family_of_feeds_is_read() {
        check(
            "<rss version='2.0'><channel><item><title>Talks &amp;amp; tea</title><link>/a</link>
             <pubDate>Wed, 05 Jul 2023 23:30:00 -0400</pubDate></item></channel></rss>",
            "https://example.org/a",
            "Talks & tea",
            Some("2023-07-05T23:30:00-04:00"),
        );
        check(
            "<rss version='0.91'><channel><item><title>Talks</title><link>http://example.net/b</link></item></channel></rss>",
            "http://example.net/b",
            "Talks",
            None,
        );
        check(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>
             <channel><title>x</title></channel><item><title>Talks</title><link>https://example.org/c</link></item></rdf:RDF>",
            "https://example.org/c",
            "Talks",
            None,
        );
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>x</id><title type='html'>&lt;b&gt;Talks&lt;/b&gt; end</title>
             <link rel='self' href='/self'/><link rel='alternate' type='application/pdf' href='/d.pdf'/><link href='/d'/>
             <published>2023-07-05T10:00:00+03:00</published><updated>2023-07-09</updated></entry></feed>",
            "https://example.org/d",
            "Talks end",
            Some("2023-07-05T10:00:00+03:00"),
        );
        check(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"https://example.org/e",
               "title":"Talks","content_text":"They met.","date_published":"2023-07-05T10:00:00Z"}]}"#,
            "https://example.org/e",
            "Talks",
            Some("2023-07-05T10:00:00+00:00"),
        );
    }

    #[test]
    fn an_entry_keeps_what_it_says() {
        let got = only(
            "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>
             <channel><title>Example Post</title><language>en-GB</language><item><guid>tag:1</guid><link>/a</link>
             <author>desk@example.org (A. Writer)</author><description>&lt;p&gt;They  met.&lt;/p&gt;</description>
             <content:encoded><![CDATA[<p>They met.</p><p>It was late.</p>]]></content:encoded>
             <enclosure url='/note.pdf' type='application/pdf' length='12'/>
             <enclosure url='javascript:alert(1)' type='text/html' length='1'/></item></channel></rss>",
        );
        assert_eq!(got.id, "tag:1");
        assert_eq!((got.outlet.as_deref(), got.language.as_deref()), (Some("Example Post"), Some("en-gb")));
        assert_eq!(got.authors, ["A. Writer"]);
        assert_eq!(got.summary.as_deref(), Some("They met."));
        assert_eq!(got.content.as_deref(), Some("They met.\n\nIt was late."));
        let pdf = Enclosure {
            url: "https://example.org/note.pdf".to_owned(),
            media_type: Some("application/pdf".to_owned()),
            length: Some(12),
        };
        assert_eq!(got.enclosures, [pdf]);
    }

    #[test]
    fn an_id_that_is_an_address_stands_for_a_link() {
        let item = |inside: &str| {
            only(&format!("<rss version='2.0'><channel><item>{inside}</item></channel></rss>")).url
        };
        assert_eq!(item("<guid>https://example.org/g</guid>").as_deref(), Some("https://example.org/g"));
        assert_eq!(item("<guid>17</guid>"), None);
        assert_eq!(item("<link>javascript:alert(1)</link>"), None);
    }

    #[test]
    fn an_entry_without_an_id_gets_the_same_one_each_time() {
        let item = |inside: &str| {
            only(&format!("<rss version='2.0'><channel><item>{inside}</item></channel></rss>")).id
        };
        assert_eq!(item("<title>a</title>"), item("<title>a</title>"));
        assert_ne!(item("<title>a</title>"), item("<title>b</title>"));
        assert!(!item("<description>a</description>").is_empty());
    }

    #[test]
    fn any_charset_is_read() {
        let feed = |declared: &str, title: &[u8]| {
            let head = format!("<?xml version='1.0'{declared}?><rss version='2.0'><channel><item><title>");
            [head.as_bytes(), title, b"</title></item></channel></rss>"].concat()
        };
        let title =
            |bytes: &[u8], content_type| parse(bytes, content_type, BASE).unwrap()[0].title.clone().unwrap();
        assert_eq!(title(&feed(" encoding='windows-1251'", b"\xca\xe8\xbf\xe2"), None), "Київ");
        assert_eq!(title(&feed(" encoding='windows-1251'", "Київ".as_bytes()), None), "Київ");
        assert_eq!(title(&feed("", b"\xca\xe8\xbf\xe2"), Some("text/xml; charset=\"Windows-1251\"")), "Київ");
    }

    #[test]
    fn what_is_no_feed_is_an_error() {
        for text in ["", "<html><body>", "{\"a\":1}", "<rss version='2.0'>", "plain"] {
            assert!(matches!(parse(text.as_bytes(), None, BASE), Err(FeedError::NotAFeed(_))), "{text}");
        }
        assert!(matches!(parse(b"", None, "feed"), Err(FeedError::Base(_))));
    }

    #[test]
    fn entities_of_a_feeds_own_are_not_expanded() {
        let entities: String =
            (1..9).map(|i| format!("<!ENTITY e{i} \"{}\">", format!("&e{};", i - 1).repeat(10))).collect();
        let feed = format!(
            "<!DOCTYPE rss [<!ENTITY e0 \"aaaaaaaaaa\">{entities}<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
             <rss version='2.0'><channel><item><title>x &e8; &f;</title></item></channel></rss>"
        );
        assert_eq!(only(&feed).title.as_deref(), Some("x &e8; &f;"));
    }

    #[test]
    fn deep_feeds_are_refused_and_long_ones_passed_through_once() {
        // A parser that follows each element down runs out of stack, and the program ends.
        for tag in ["x", "media:content", "media:group"] {
            let deep =
                format!("{}x{}", format!("<{tag}>").repeat(50_000), format!("</{tag}>").repeat(50_000));
            let feed = format!(
                "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>t</title>{deep}</item></channel></rss>"
            );
            let error = parse(feed.as_bytes(), None, BASE).unwrap_err();
            assert!(error.to_string().contains("nested too deep"), "{tag}: {error}");
            // Not closed, it is as deep.
            let open = feed.replace(&format!("</{tag}>"), "");
            assert!(parse(open.as_bytes(), None, BASE).is_err(), "{tag}");
        }
        // A page within JSON is words to its parser.
        let breaks = "<br>".repeat(1000);
        let feed = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"x\",\"items\":[{{\"id\":\"1\",\"title\":\"t\",\"content_html\":\"a{breaks}b\"}}]}}"
        );
        assert_eq!(only(&feed).content.as_deref().map(|text| text.starts_with('a')), Some(true));
        let items = "<item><title>t</title><link>/a</link></item>".repeat(20_000);
        let feed = format!("<rss version='2.0'><channel>{items}</channel></rss>");
        assert_eq!(parse(feed.as_bytes(), None, BASE).unwrap().len(), 20_000);
    }
}
