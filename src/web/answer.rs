//! What a page answers.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::fault::Fault;
use crate::publish::visible;

/// Answers smaller than this are not packed.
const SMALL: usize = 1 << 10;

/// An answer, ready for the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// Nothing but our own style sheet and script, no frame, no form elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

impl Answer {
    fn of(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: vec![("content-type", kind.to_owned())], body: body.into() }
    }

    /// A page for people, marks that turn writing round made visible.
    pub fn html(page: &str) -> Self {
        Self::of("text/html; charset=utf-8", visible(page).into_owned())
    }

    /// A few words.
    pub fn plain(status: u16, words: &str) -> Self {
        Self { status, ..Self::of("text/plain; charset=utf-8", words) }.guarded()
    }

    /// JSON.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, Fault> {
        let mut body = serde_json::to_vec(value)?;
        body.push(b'\n');
        Ok(Self::of("application/json", body))
    }

    /// A file to be kept under a name.
    pub fn file(kind: &str, name: &str, body: String) -> Self {
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
        Self::of(kind, body).with("content-disposition", format!("attachment; filename=\"{name}\""))
    }

    /// Another kind of text.
    pub fn text(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::of(kind, body)
    }

    /// Sends the reader on to another of our pages.
    pub fn see(place: &str) -> Self {
        Self { status: 303, ..Self::of("text/plain; charset=utf-8", "") }.with("location", place.to_owned())
    }

    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With what every answer carries.
    pub fn guarded(self) -> Self {
        self.with("content-security-policy", POLICY.to_owned())
            .with("x-content-type-options", "nosniff".to_owned())
            .with("referrer-policy", "no-referrer".to_owned())
            .with("cross-origin-opener-policy", "same-origin".to_owned())
            .with("cross-origin-resource-policy", "same-origin".to_owned())
    }

    /// Packed by gzip, where that is worth it.
    pub fn packed(self) -> Self {
        if self.body.len() < SMALL {
            return self;
        }
        let mut packer = GzEncoder::new(Vec::with_capacity(self.body.len() / 3), Compression::fast());
        // Writing to memory does not fail.
        match packer.write_all(&self.body).and_then(|()| packer.finish()) {
            Ok(body) => Self { body, ..self }
                .with("content-encoding", "gzip".to_owned())
                .with("vary", "accept-encoding".to_owned()),
            Err(_) => self,
        }
    }

    /// With a tag of its content; empty where the reader has it already.
    pub fn tagged(mut self, known: Option<&str>) -> Self {
        let tag = format!("\"{}\"", &blake3::hash(&self.body).to_hex()[..24]);
        if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
            self.status = 304;
            self.body.clear();
        }
        self.with("etag", tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_who_has_it_gets_nothing_anew() {
        let answer = Answer::text("text/plain", "words").tagged(None);
        let tag = answer.headers.iter().find(|(name, _)| *name == "etag").unwrap().1.clone();
        let again = Answer::text("text/plain", "words").tagged(Some(&format!("\"x\", W/{tag}")));
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(Answer::text("text/plain", "other").tagged(Some(&tag)).status, 200);
    }
}
