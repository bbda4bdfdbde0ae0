//! Addresses of the web that may be asked.

use std::fmt;
use std::str::FromStr;

use url::{Position, Url};

/// An address with `http` or `https`, a host, and no name or password in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Url);

/// Why words are no such address. The words themselves are not in it where they hold
/// a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("\"{0}\" is no address; write it in full, such as https://example.org/news")]
    NoAddress(String),
    #[error("\"{0}\" is fetched by neither http nor https; only these two are used")]
    Scheme(String),
    #[error(
        "the address on {0} holds a user name or password, which would end up in the ledger; leave them out"
    )]
    Credentials(String),
}

/// Names in queries that lead to no other page.
const TRACKING: [&str; 8] =
    ["fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "at_medium", "at_campaign", "guccounter"];

impl FromStr for Address {
    type Err = AddressError;

    /// # Errors
    /// Where it is no address of the web or holds credentials.
    fn from_str(words: &str) -> Result<Self, AddressError> {
        let url = Url::parse(words.trim()).map_err(|_| AddressError::NoAddress(without_user(words)))?;
        Self::of(url)
    }
}

/// What stands before an `@` in the part of the host, gone.
fn without_user(words: &str) -> String {
    let start = words.find("//").map_or(0, |at| at + 2);
    let end = words[start..].find(['/', '?', '#']).map_or(words.len(), |at| start + at);
    match words[start..end].rfind('@') {
        Some(at) => format!("{}…{}", &words[..start], &words[start + at..]),
        None => words.to_owned(),
    }
}

impl Address {
    fn of(mut url: Url) -> Result<Self, AddressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme(without_user(url.as_str())));
        }
        let Some(host) = url.host_str() else {
            return Err(AddressError::NoAddress(without_user(url.as_str())));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::Credentials(host.to_owned()));
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The address that `link` means on a page at this one.
    ///
    /// # Errors
    /// Where it means no address of the web.
    pub fn join(&self, link: &str) -> Result<Self, AddressError> {
        let url = self.0.join(link.trim()).map_err(|_| AddressError::NoAddress(without_user(link)))?;
        Self::of(url)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address without what only tells who led here.
    pub fn without_tracking(&self) -> String {
        let is_tracking = |name: &str| name.starts_with("utm_") || TRACKING.contains(&name);
        if !self.0.query_pairs().any(|(name, _)| is_tracking(&name)) {
            return self.as_str().to_owned();
        }
        let mut url = self.0.clone();
        let kept: Vec<&str> = self.0.query().unwrap_or_default().split('&').collect();
        let kept = kept.into_iter().filter(|pair| !is_tracking(pair.split('=').next().unwrap_or_default()));
        let query = kept.collect::<Vec<_>>().join("&");
        url.set_query((!query.is_empty()).then_some(&query));
        url.into()
    }

    /// The host's name in small letters, or its IP address.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// What robots.txt, pace and back-off hold for: scheme, host and port.
    pub fn site(&self) -> &str {
        &self.0[..Position::BeforePath]
    }

    /// Path and query.
    pub fn path(&self) -> &str {
        &self.0[Position::BeforePath..]
    }

    /// Where the site keeps its robots.txt.
    pub fn robots(&self) -> Self {
        let mut url = self.0.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Self(url)
    }

    /// Whether the connection is encrypted.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let got = words.parse::<Address>().map(|address| address.as_str().to_owned());
        assert_eq!(got.unwrap_or_else(|error| error.to_string()), expected);
    }

    #[test]
    fn addresses_are_made_plain() {
        check(" HTTPS://Example.ORG:443/a b#c", "https://example.org/a%20b");
        check("http://пример.укр", "http://xn--e1afmkfd.xn--j1amh/");
        check("http://0x7f.1/", "http://127.0.0.1/");
    }

    #[test]
    fn what_may_not_be_asked_is_refused() {
        let refused = |words: &str| words.parse::<Address>().unwrap_err().to_string();
        assert!(refused("example.org").contains("is no address"));
        assert!(refused("file:///etc/passwd").contains("neither http nor https"));
        assert!(refused("ftp://ann:secret@example.org/").contains("neither http nor https"));
        assert!(refused("https://ann:secret@example.org/a").contains("on example.org holds"));
        for words in
            ["ftp://ann:secret@h/", "https://ann:secret@h/", "https://ann:secret@h:99999/", "//ann:secret@h"]
        {
            assert!(!refused(words).contains("secret"), "{words}");
        }
    }

    #[test]
    fn tracking_is_left_out() {
        let check = |words: &str, expected: &str| {
            assert_eq!(words.parse::<Address>().unwrap().without_tracking(), expected);
        };
        check("https://example.org/a?utm_source=rss&id=7%20x&fbclid=1", "https://example.org/a?id=7%20x");
        check("https://example.org/a?utm_medium=x", "https://example.org/a");
        check("https://example.org/a?id=7&b", "https://example.org/a?id=7&b");
    }

    #[test]
    fn links_are_joined_and_checked() {
        let page: Address = "https://example.org/a/b?c".parse().unwrap();
        assert_eq!(page.join("../d").unwrap().as_str(), "https://example.org/d");
        assert!(page.join("gopher://example.org").is_err() && page.join("javascript:alert(1)").is_err());
        assert_eq!((page.site(), page.path()), ("https://example.org", "/a/b?c"));
        assert_eq!(page.robots().as_str(), "https://example.org/robots.txt");
    }
}
