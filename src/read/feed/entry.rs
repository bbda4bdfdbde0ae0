//! What a source says of one article before it is fetched.

use url::Url;

use crate::record::Published;

/// One article as a feed, sitemap or index lists it; what is not said is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The source's own id, else one made of address and title; the same when the
    /// source is read again.
    pub id: String,
    /// Where the article stands: `http` or `https`, never relative.
    pub url: Option<String>,
    /// Who publishes it: the title of the feed, or the name that a sitemap gives.
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// A few plain sentences.
    pub summary: Option<String>,
    /// The whole article as plain text, where the source carries it.
    pub content: Option<String>,
    /// When it was first published, with the publisher's own clock.
    pub published: Option<Published>,
    /// When it was last changed.
    pub updated: Option<Published>,
    pub authors: Vec<String>,
    /// BCP 47, such as `en`.
    pub language: Option<String>,
    /// Files that belong to it.
    pub enclosures: Vec<Enclosure>,
}

/// A file that belongs to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// `http` or `https`, never relative.
    pub url: String,
    /// Such as `application/pdf`.
    pub media_type: Option<String>,
    /// In bytes.
    pub length: Option<u64>,
}

/// The address of a source, against which its links are read.
///
/// # Errors
/// Where it is no address of the web.
pub(super) fn base(address: &str) -> Result<Url, super::FeedError> {
    let url = Url::parse(address).ok().filter(is_web);
    url.ok_or_else(|| super::FeedError::Base(address.to_owned()))
}

/// A link of the web without its fragment; `None` for mail, scripts and the like.
pub(super) fn web(link: &str, base: &Url) -> Option<String> {
    let mut url = base.join(link.trim()).ok().filter(is_web)?;
    url.set_fragment(None);
    Some(url.into())
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// The words without white space around and between them, where there are any.
pub(super) fn words(text: &str) -> Option<String> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, expected: Option<&str>) {
        let base = base("https://example.org/news/feed.xml").unwrap();
        assert_eq!(web(link, &base).as_deref(), expected);
    }

    #[test]
    fn links_are_made_whole() {
        check(" /a?b=1#top ", Some("https://example.org/a?b=1"));
        check("a/b", Some("https://example.org/news/a/b"));
        check("//other.example/x", Some("https://other.example/x"));
        check("http://example.net", Some("http://example.net/"));
        check("mailto:a@example.org", None);
        check("javascript:alert(1)", None);
        check("https://", None);
    }

    #[test]
    fn a_base_is_of_the_web() {
        assert!(base("example.org/feed").is_err() && base("file:///etc/passwd").is_err());
    }
}
