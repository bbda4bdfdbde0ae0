//! A web page as an article: its charset, its text and what it says of itself.

mod about;
mod byline;
mod charset;
mod date;
mod dateline;
mod day;
mod dump;
pub(super) mod guard;
mod line;
mod strip;
mod tidy;
mod words;

pub(super) use charset::decode;
pub(super) use strip::text as plain;

use trafilatura::dom::Document as Dom;
use trafilatura::{Options, extract_document};

use crate::record::{Article, Published};

/// The documents on a page: its article and, where the bytes are the text dump of a
/// page, the teasers of other articles after it. `content_type` is a server's word on
/// the charset.
pub fn articles(bytes: &[u8], content_type: Option<&str>) -> Vec<Article> {
    let (text, warning) = decode(bytes, content_type);
    if is_markup(&text) {
        return vec![article_as(bytes, content_type)];
    }
    let mut articles = dump::articles(&text);
    articles[0].warnings.extend(warning);
    articles
}

/// Elements of which every page has some.
const TAGS: [&str; 6] = ["html", "head", "body", "div", "p", "br"];
/// How many tags and texts are looked at to tell a page from its dump.
const LOOKED_AT: usize = 1000;

fn is_markup(text: &str) -> bool {
    let is_tag = |name: &str| TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    strip::pieces(text)
        .take(LOOKED_AT)
        .any(|piece| matches!(piece, strip::Piece::Open(tag) if is_tag(tag.name)))
}

/// The article on a page. A page on which nothing can be found gives an article
/// without text; one that no extractor can be trusted with gives all its words.
pub fn article(bytes: &[u8]) -> Article {
    article_as(bytes, None)
}

/// The article on a page that a server calls by this content type, with its charset.
pub fn article_as(bytes: &[u8], content_type: Option<&str>) -> Article {
    let (html, charset_warning) = decode(bytes, content_type);
    let mut article = match guard::check(&html) {
        Ok(()) => extract(&html),
        Err(danger) => {
            let warning = format!("The page {danger}; all its words were taken, with menus and notices.");
            Article { text: strip::text(&html), warnings: vec![warning], ..Article::default() }
        }
    };
    article.warnings.extend(charset_warning);
    article
}

fn extract(html: &str) -> Article {
    let dom = Dom::parse(html);
    let about = about::read(&dom, &strip::text(html));
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    let mut article = Article {
        url: about.url,
        outlet: about.outlet,
        deck: about.deck,
        language: about.language,
        ..Article::default()
    };
    if let Some(found) = about.date {
        article.published = Some(found.published);
        article.warnings.extend(found.is_change.then(|| ONLY_CHANGE.to_owned()));
    }
    match extract_document(dom, &options) {
        Ok(found) => {
            article.title = about.title.or_else(|| filled(found.metadata.title));
            article.authors = match about.authors {
                authors if authors.is_empty() => split_authors(&found.metadata.author),
                authors => authors,
            };
            article.text = tidy::tidied(&strip::text(&found.content_html));
            drop_title(&mut article);
        }
        Err(error) => {
            article.title = about.title;
            article.authors = about.authors;
            article.warnings.push(format!("No article was found on the page ({error})."));
        }
    }
    article
}

const ONLY_CHANGE: &str =
    "The page does not say when it was published; the day of its last change was taken.";

/// The day that stands alone near the head of a document.
pub(super) fn dated(lines: &[&str]) -> Option<Published> {
    dateline::among(lines)?.to_string().parse().ok()
}

/// Takes the title off the head of the text, where extractors often leave it.
fn drop_title(article: &mut Article) {
    let Some(title) = &article.title else { return };
    if let Some((first, rest)) = article.text.split_once("\n\n")
        && first.trim() == title.trim()
    {
        article.text = rest.to_owned();
    }
}

fn split_authors(authors: &str) -> Vec<String> {
    authors.split(';').filter_map(|name| filled(name.trim().to_owned())).collect()
}

/// The words, where there are any.
fn filled(words: String) -> Option<String> {
    (!words.trim().is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
        <title>Envoys meet | Example Post</title>
        <meta property="og:title" content="Envoys meet">
        <meta property="og:site_name" content="Example Post">
        <meta property="article:published_time" content="2023-07-05T09:30:00+02:00">
        <meta property="article:modified_time" content="2023-07-09T09:30:00+02:00">
        <link rel="canonical" href="https://example.org/envoys"></head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <article><h1>Envoys meet</h1>
        <p>Envoys of two neighbouring states met on Wednesday to talk about the closed border crossing, an
        official said after the meeting had ended in the evening.</p>
        <p>A second meeting is planned for the coming week, according to the same official, who would not say
        what had been agreed about the crossing or the goods that wait on both sides of it.</p></article>
        <footer>All rights reserved by Example Post</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_article_and_what_it_says_of_itself() {
        let got = article(PAGE.as_bytes());
        assert_eq!(got.title.as_deref(), Some("Envoys meet"));
        assert_eq!(got.outlet.as_deref(), Some("Example Post"));
        assert_eq!(got.url.as_deref(), Some("https://example.org/envoys"));
        assert_eq!(got.language.as_deref(), Some("en-GB"));
        assert_eq!(got.published.unwrap().as_str(), "2023-07-05T09:30:00+02:00");
        assert!(got.text.starts_with("Envoys of two"), "{}", got.text);
        assert!(got.text.contains("met on Wednesday") && got.text.contains("both sides of it"));
        assert!(!got.text.contains("Home") && !got.text.contains("rights reserved"));
        assert_eq!(got.warnings, Vec::<String>::new());
    }

    #[test]
    fn paragraphs_stay_apart() {
        let got = article(PAGE.as_bytes());
        let paragraphs: Vec<_> = got.text.lines().filter(|line| line.contains("official")).collect();
        assert_eq!(paragraphs.len(), 2, "{:?}", got.text);
    }

    #[test]
    fn a_page_that_would_hang_an_extractor_gives_its_words() {
        let page = format!("{}<p>They met.{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        let got = article(page.as_bytes());
        assert_eq!(got.text, "They met.");
        assert!(got.warnings[0].contains("nested"), "{:?}", got.warnings);
    }

    #[test]
    fn markup_tells_a_page_from_its_dump() {
        let dump = "Envoys meet at the bridge\n\nThey met on Monday, said <b>both</b> sides. 3 < 4.\n";
        assert_eq!(articles(dump.as_bytes(), None)[0].title.as_deref(), Some("Envoys meet at the bridge"));
        assert_eq!(articles(PAGE.as_bytes(), None).len(), 1);
        assert_eq!(articles(b"They met.<BR>They left.", None)[0].title, None);
        assert_eq!(articles(b"", None)[0].text, "");
    }

    #[test]
    fn an_empty_page_is_an_article_without_text() {
        assert_eq!(article(b"").text, "");
        assert_eq!(article(b"<html></html>").text, "");
    }
}
