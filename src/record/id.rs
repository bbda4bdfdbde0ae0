//! Names for documents and records that stay the same when a document is read again.

use super::Span;

/// The id of a document that came without one: from its address where it has
/// one, else from its outlet, date, title and text.
pub fn document_id(url: Option<&str>, rest: &[&str]) -> String {
    match url {
        Some(url) => digest("d", &[url]),
        None => digest("d", rest),
    }
}

/// The id of a story: from the id of its first document.
pub fn story_id(first: &str) -> String {
    digest("s", &[first])
}

/// The id of a record: its kind's letter and a digest of its document, its
/// evidence and what else tells it apart from a record on the same words.
pub fn record_id(kind: &str, document: &str, evidence: Span, rest: &[&str]) -> String {
    let place = format!("{}-{}", evidence.start, evidence.end);
    let parts: Vec<&str> = [document, &place].into_iter().chain(rest.iter().copied()).collect();
    digest(kind, &parts)
}

/// `prefix-` and 64 bits of a BLAKE3 digest over length-marked parts, as hex.
fn digest(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("{prefix}-{}", &hasher.finalize().to_hex()[..16])
}
