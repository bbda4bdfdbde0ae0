//! What makes two documents the same: hashes of bytes and of content.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::record::Article;

use super::LedgerError;
use super::entry::label;

/// A BLAKE3 hash.
pub(super) type Hash = [u8; 32];

/// The hash of bytes as they came in.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    blake3::hash(bytes).into()
}

/// The hash of what a publisher published: not of where the file lay, nor of the
/// warnings. Its fields are listed here so that a new one changes no old hash.
pub(super) fn content(article: &Article) -> Result<Hash, LedgerError> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |field: &str, value: Option<&str>| {
        if let Some(value) = value {
            for part in [field, value] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
    };
    add("url", article.url.as_deref());
    add("outlet", article.outlet.as_deref());
    add("kind", article.kind.map(|kind| label(&kind)).transpose()?.as_deref());
    add("country", article.country.as_deref());
    add("title", article.title.as_deref());
    add("deck", article.deck.as_deref());
    add("section", article.section.as_deref());
    article.authors.iter().for_each(|author| add("author", Some(author)));
    add("published", article.published.as_ref().map(|published| published.as_str()));
    add("language", article.language.as_deref());
    add("part", Some(&label(&article.part)?));
    add("text", Some(&article.text));
    Ok(hasher.finalize().into())
}

/// Makes bytes small.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    // Writing to memory does not fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// The bytes that were made small.
pub(super) fn inflate(bytes: &[u8]) -> Result<Vec<u8>, LedgerError> {
    let mut out = Vec::new();
    let done = ZlibDecoder::new(bytes).read_to_end(&mut out);
    done.map_err(|error| LedgerError::Corrupt(format!("an original cannot be unpacked ({error})")))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_what_was_published() {
        let article = Article { text: "They met.".to_owned(), ..Article::default() };
        let hash = |article: &Article| content(article).unwrap();
        let moved =
            Article { path: Some("b.txt".to_owned()), warnings: vec!["x".to_owned()], ..article.clone() };
        assert_eq!(hash(&article), hash(&moved));
        let titled = Article { title: Some("Talks".to_owned()), ..article.clone() };
        let decked = Article { deck: Some("Talks".to_owned()), ..article.clone() };
        assert_ne!(hash(&article), hash(&titled));
        assert_ne!(hash(&titled), hash(&decked));
    }

    #[test]
    fn bytes_come_back() {
        let bytes = "again and again ".repeat(100).into_bytes();
        assert_eq!(inflate(&deflate(&bytes)).unwrap(), bytes);
        assert!(inflate(b"nonsense").is_err());
    }
}
