//! Why bytes are not the feed, sitemap, index or list that they were taken for.

/// What is wrong, with the remedy. Which source it is, the caller knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    #[error("is no feed that can be read ({0}); give the address of an RSS, Atom or JSON feed")]
    NotAFeed(String),
    #[error("is XML that cannot be read from line {line} on ({message})")]
    BrokenXml {
        /// Counted from 1.
        line: u64,
        message: String,
    },
    #[error("has <{found}> at its root, not <{expected}>")]
    OtherRoot { found: String, expected: &'static str },
    #[error("has nothing at its root, not even <{expected}>")]
    NoRoot { expected: &'static str },
    #[error("\"{selector}\" is no selector ({message}); write one of CSS, such as \"main h3 a\"")]
    Selector { selector: String, message: String },
    #[error("\"{0}\" is no address; write one that begins with https:// or http://")]
    Base(String),
    #[error("is a page that {0}; no links are taken from it")]
    Page(String),
}
