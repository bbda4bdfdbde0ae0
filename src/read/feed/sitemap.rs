//! Sitemaps, those of news with titles and dates.

use url::Url;

use crate::read::page::decode;
use crate::record::Published;

use super::entry::{base, web, words};
use super::xml::{Piece, pieces};
use super::{Entry, FeedError, moment};

/// What a sitemap lists.
#[derive(Debug, Clone, PartialEq)]
pub enum Sitemap {
    /// Pages; only a news sitemap says more of them than address and last change.
    Pages(Vec<Entry>),
    /// Other sitemaps.
    Maps(Vec<Map>),
}

/// Another sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    pub url: String,
    /// When it was last changed.
    pub updated: Option<Published>,
}

/// Reads a sitemap or a list of sitemaps. Its address makes relative links whole.
///
/// # Errors
/// Where the XML is broken or no sitemap, or the address is none of the web.
pub fn parse(bytes: &[u8], content_type: Option<&str>, base_url: &str) -> Result<Sitemap, FeedError> {
    let base = base(base_url)?;
    let (text, _) = decode(bytes, content_type);
    let mut pieces = pieces(&text);
    let expected = "urlset";
    let root = match pieces.next().transpose()? {
        Some(Piece::Open(tag)) => tag.name,
        _ => return Err(FeedError::NoRoot { expected }),
    };
    match root.as_str() {
        "urlset" => {
            let (mut pages, mut page) = (Vec::new(), Entry::default());
            for piece in pieces {
                if let Piece::Close { name, parent, words } = piece? {
                    match (parent.as_str(), name.as_str()) {
                        ("urlset", "url") => pages.extend(finished(std::mem::take(&mut page))),
                        (parent, name) => set(&mut page, parent, name, &words, &base),
                    }
                }
            }
            Ok(Sitemap::Pages(pages))
        }
        "sitemapindex" => maps(pieces, &base).map(Sitemap::Maps),
        _ => Err(FeedError::OtherRoot { found: root, expected }),
    }
}

fn set(page: &mut Entry, parent: &str, name: &str, text: &str, base: &Url) {
    match (parent, name) {
        ("url", "loc") => page.url = web(text, base),
        ("url", "lastmod") => page.updated = stated(text),
        ("news", "title") => page.title = words(text),
        ("news", "publication_date") => page.published = stated(text),
        ("publication", "name") => page.outlet = words(text),
        ("publication", "language") => page.language = words(text),
        _ => {}
    }
}

/// A page without an address leads nowhere.
fn finished(page: Entry) -> Option<Entry> {
    Some(Entry { id: page.url.clone()?, ..page })
}

fn maps(pieces: impl Iterator<Item = Result<Piece, FeedError>>, base: &Url) -> Result<Vec<Map>, FeedError> {
    let (mut found, mut url, mut updated) = (Vec::new(), None, None);
    for piece in pieces {
        if let Piece::Close { name, parent, words } = piece? {
            match (parent.as_str(), name.as_str()) {
                ("sitemap", "loc") => url = web(&words, base),
                ("sitemap", "lastmod") => updated = stated(&words),
                (_, "sitemap") => {
                    let updated = updated.take();
                    found.extend(url.take().map(|url| Map { url, updated }));
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

fn stated(text: &str) -> Option<Published> {
    moment::parse(text).map(|moment| moment.stated)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.org/sitemap.xml";

    #[test]
    fn a_news_sitemap_tells_title_and_date() {
        let map = "<?xml version='1.0' encoding='UTF-8'?>
            <urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'
              xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>
            <url><loc> https://example.org/talks?a=1&amp;b=2 </loc><lastmod>2023-07-09</lastmod>
              <news:news><news:publication><news:name>Example Post</news:name><news:language>en</news:language></news:publication>
              <news:publication_date>2023-07-05T23:30:00-04:00</news:publication_date><news:title>Talks &amp; tea</news:title></news:news>
              <image:image><image:loc>https://example.org/p.jpg</image:loc><image:title>A table</image:title></image:image></url>
            <url><loc>ftp://example.org/x</loc></url><url><loc>/plain</loc></url></urlset>";
        let Ok(Sitemap::Pages(pages)) = parse(map.as_bytes(), None, BASE) else { panic!() };
        assert_eq!(pages.len(), 2);
        let talks = &pages[0];
        assert_eq!(talks.url.as_deref(), Some("https://example.org/talks?a=1&b=2"));
        assert_eq!(
            (talks.title.as_deref(), talks.outlet.as_deref()),
            (Some("Talks & tea"), Some("Example Post"))
        );
        assert_eq!(talks.published.as_ref().unwrap().as_str(), "2023-07-05T23:30:00-04:00");
        assert_eq!(talks.updated.as_ref().unwrap().as_str(), "2023-07-09");
        assert_eq!(
            (talks.language.as_deref(), talks.id.as_str()),
            (Some("en"), "https://example.org/talks?a=1&b=2")
        );
        assert_eq!(
            pages[1],
            Entry {
                id: "https://example.org/plain".into(),
                url: Some("https://example.org/plain".into()),
                ..Entry::default()
            }
        );
    }

    #[test]
    fn a_list_of_sitemaps_leads_on() {
        let list = "<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2023-07-05T10:00:00Z</lastmod></sitemap>\
                    <sitemap><loc>/b.xml</loc></sitemap></sitemapindex>";
        let Ok(Sitemap::Maps(maps)) = parse(list.as_bytes(), None, BASE) else { panic!() };
        assert_eq!(maps[0].updated.as_ref().unwrap().as_str(), "2023-07-05T10:00:00+00:00");
        assert_eq!(maps[1], Map { url: "https://example.org/b.xml".to_owned(), updated: None });
    }

    #[test]
    fn what_is_no_sitemap_is_an_error() {
        let error = |text: &str| parse(text.as_bytes(), None, BASE).unwrap_err();
        assert!(matches!(error(""), FeedError::NoRoot { .. }));
        assert!(matches!(error("<html></html>"), FeedError::OtherRoot { .. }));
        assert!(matches!(error("<urlset>\n<url>"), FeedError::BrokenXml { line: 2, .. }));
    }
}
