//! What a server answered.

use super::{Address, FetchError, decode, unchunk};

/// The head of an answer, names in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Parses the lines of a head, without the status line.
    pub fn parse(lines: &str) -> Self {
        let field = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        };
        Self(lines.lines().filter_map(field).collect())
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    /// The media type, without parameters, in small letters.
    pub fn media_type(&self) -> Option<String> {
        let value = self.get("content-type")?;
        Some(value.split(';').next()?.trim().to_ascii_lowercase())
    }

    /// Whether the answer says of itself that it is HTML.
    pub fn says_html(&self) -> bool {
        matches!(self.media_type().as_deref(), Some("text/html" | "application/xhtml+xml"))
    }
}

/// What a server gives to ask again with: it answers in full only if there is a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    pub etag: Option<String>,
    pub modified: Option<String>,
}

/// An answer that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where it was found in the end, after redirects.
    pub address: Address,
    pub headers: Headers,
    /// The body, unpacked.
    pub body: Vec<u8>,
    /// Status line, head and body as they came off the wire.
    pub raw: Vec<u8>,
}

impl Answer {
    /// What to ask again with.
    pub fn validators(&self) -> Validators {
        let field = |name| self.headers.get(name).map(str::to_owned);
        Validators { etag: field("etag"), modified: field("last-modified") }
    }
}

/// Status, head and body of an answer as it came off the wire, or as an archive keeps it.
/// Interim answers before it are dropped.
pub struct Parsed<'a> {
    pub status: u16,
    pub headers: Headers,
    /// From the status line on.
    pub raw: &'a [u8],
    body: &'a [u8],
}

impl<'a> Parsed<'a> {
    /// `None` where the bytes are no answer.
    pub fn new(raw: &'a [u8]) -> Option<Self> {
        let end = raw.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&raw[..end]);
        let (line, fields) = head.split_once("\r\n").unwrap_or((&head, ""));
        let status: u16 = line.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()?;
        let body = &raw[end + 4..];
        if (100..200).contains(&status) {
            return Self::new(body);
        }
        Some(Self { status, headers: Headers::parse(fields), raw, body })
    }

    /// The body, its chunks joined and unpacked.
    ///
    /// # Errors
    /// Where it is broken, or larger than `limit`.
    pub fn body(&self, limit: u64) -> Result<Vec<u8>, FetchError> {
        let is_chunked = self
            .headers
            .get("transfer-encoding")
            .is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
        // Archives often keep the head's word and not the chunks.
        let whole = if is_chunked { unchunk(self.body) } else { None };
        decode(whole.unwrap_or_else(|| self.body.to_vec()), self.headers.get("content-encoding"), limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_parsed() {
        let raw = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=\"windows-1251\"\r\nETag: W/\"a\"\r\n\r\nbody";
        let got = Parsed::new(raw).unwrap();
        assert_eq!((got.status, got.body(100).unwrap()), (200, b"body".to_vec()));
        assert_eq!(got.headers.media_type().as_deref(), Some("text/html"));
        assert!(got.headers.says_html());
        assert_eq!(got.headers.get("etag"), Some("W/\"a\""));
        assert!(got.raw.starts_with(b"HTTP/1.1 200"));
        assert!(Parsed::new(b"no answer").is_none());
    }
}
