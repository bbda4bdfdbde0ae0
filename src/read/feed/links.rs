//! Index pages: the links that a selector picks.

use scraper::{ElementRef, Html, Selector};

use crate::read::page::{decode, guard};

use super::entry::{base, web, words};
use super::{Entry, FeedError, moment};

/// A checked CSS selector for the links of an index page, or for what holds each.
#[derive(Debug, Clone)]
pub struct LinkSelector(Selector);

impl std::str::FromStr for LinkSelector {
    type Err = FeedError;

    /// # Errors
    /// Where it is not CSS.
    fn from_str(selector: &str) -> Result<Self, FeedError> {
        Selector::parse(selector).map(Self).map_err(|error| FeedError::Selector {
            selector: selector.to_owned(),
            message: error.to_string(),
        })
    }
}

/// The articles that an index page lists, each once, in its order. A picked element is
/// a link or holds one; the first date in what holds it is taken. `base_url` is the
/// page's own address.
///
/// # Errors
/// Where the page is too large or nested too deep, or the address is none of the web.
pub fn find(
    bytes: &[u8],
    content_type: Option<&str>,
    selector: &LinkSelector,
    base_url: &str,
) -> Result<Vec<Entry>, FeedError> {
    let address = base(base_url)?;
    let (html, _) = decode(bytes, content_type);
    guard::check(&html).map_err(|danger| FeedError::Page(danger.to_string()))?;
    let page = Html::parse_document(&html);
    let stated_base = first(page.root_element(), "base[href]").and_then(|tag| tag.attr("href"));
    let base = stated_base.and_then(|href| address.join(href).ok()).unwrap_or(address);
    let mut entries: Vec<Entry> = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    for picked in page.select(&selector.0) {
        let Some((link, href)) = link(picked) else { continue };
        let Some(url) = web(href, &base) else { continue };
        if known.insert(url.clone()) {
            entries.push(Entry {
                id: url.clone(),
                title: words(&link.text().collect::<String>()).or_else(|| words(link.attr("title")?)),
                published: date(picked),
                url: Some(url),
                ..Entry::default()
            });
        }
    }
    Ok(entries)
}

/// The picked element where it is a link, else the first link in it that has words,
/// else the first.
fn link(picked: ElementRef<'_>) -> Option<(ElementRef<'_>, &str)> {
    if let Some(href) = picked.attr("href") {
        return Some((picked, href));
    }
    let selector = Selector::parse("a[href]").ok()?;
    let mut links = picked.select(&selector);
    let first = links.next()?;
    let has_words = |link: &ElementRef<'_>| link.text().any(|words| !words.trim().is_empty());
    let link = std::iter::once(first).chain(links).find(has_words).unwrap_or(first);
    Some((link, link.attr("href")?))
}

fn date(picked: ElementRef<'_>) -> Option<crate::record::Published> {
    let time = first(picked, "time[datetime]")?;
    moment::parse(time.attr("datetime")?).map(|moment| moment.stated)
}

fn first<'a>(within: ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    within.select(&Selector::parse(selector).ok()?).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><base href='/news/'></head><body><nav><a href='/about'>About</a></nav><ul>\
        <li class=item><a href='pic'><img src=x></a><h3><a href='talks#top'>Talks &amp;\n tea</a></h3><time datetime='2023-07-05'>5 July</time></li>\
        <li class=item><a href='https://example.net/b' title='B'></a></li>\
        <li class=item><a href='talks'>Again</a></li><li class=item><a href='mailto:x@example.org'>Mail</a></li>\
        <li class=item>None</li></ul></body></html>";

    #[track_caller]
    fn check(selector: &str, expected: &[(&str, Option<&str>)]) {
        let got = find(PAGE.as_bytes(), None, &selector.parse().unwrap(), "https://example.org/").unwrap();
        let got: Vec<_> =
            got.iter().map(|entry| (entry.url.as_deref().unwrap(), entry.title.as_deref())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn links_are_picked() {
        let talks = ("https://example.org/news/talks", Some("Talks & tea"));
        let b = ("https://example.net/b", Some("B"));
        check("li.item", &[talks, b]);
        check("li.item h3 a", &[talks]);
        check("nav a", &[("https://example.org/about", Some("About"))]);
        check("table a", &[]);
    }

    #[test]
    fn a_date_in_the_item_is_taken() {
        let got = find(PAGE.as_bytes(), None, &"li".parse().unwrap(), "https://example.org/").unwrap();
        assert_eq!(got[0].published.as_ref().unwrap().as_str(), "2023-07-05");
    }

    #[test]
    fn a_selector_is_checked() {
        let error = "li >> ]".parse::<LinkSelector>().unwrap_err().to_string();
        assert!(error.contains("li >> ]"), "{error}");
    }

    #[test]
    fn a_page_nested_too_deep_is_refused() {
        let page = "<div>".repeat(20_000);
        let got = find(page.as_bytes(), None, &"a".parse().unwrap(), "https://example.org/");
        assert!(matches!(got, Err(FeedError::Page(_))));
    }
}
