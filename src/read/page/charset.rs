//! Which characters a page's bytes stand for.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How many bytes are searched for the page's own word on its charset.
const SEARCHED: usize = 4096;

/// The page's characters and, where some were lost, a warning. A byte order mark
/// counts most; bytes that are UTF-8 are UTF-8, whatever the page or the server's
/// `content_type` says; then the server counts before the page.
pub(in crate::read) fn decode<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
) -> (Cow<'a, str>, Option<String>) {
    if Encoding::for_bom(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
        && !stated(bytes, content_type).is_some_and(is_escaped)
    {
        return (Cow::Borrowed(text), None);
    }
    let encoding = stated(bytes, content_type).filter(|&encoding| encoding != UTF_8).unwrap_or(WINDOWS_1252);
    let (text, used, lost) = encoding.decode(bytes);
    let warning = lost.then(|| format!("Some characters are not {} and were replaced.", used.name()));
    (text, warning)
}

/// Whether the charset writes everything in bytes that are ASCII too.
fn is_escaped(encoding: &'static Encoding) -> bool {
    encoding == encoding_rs::ISO_2022_JP
}

/// The charset that the server or else the page states.
fn stated(bytes: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    let opening = || String::from_utf8_lossy(&bytes[..bytes.len().min(SEARCHED)]).to_ascii_lowercase();
    let server = content_type.and_then(|stated| named(&stated.to_ascii_lowercase()));
    // Where it is asked, the bytes are not UTF-8: a server that says so knows nothing.
    server.filter(|&encoding| encoding != UTF_8).or_else(|| named(&opening()))
}

/// The charset that a content type, a `meta` element or an XML declaration names.
fn named(opening: &str) -> Option<&'static Encoding> {
    let after_label = ["charset", "encoding"].iter().find_map(|key| {
        opening
            .match_indices(key)
            .find_map(|(at, _)| opening[at + key.len()..].trim_start().strip_prefix('='))
    })?;
    let label = after_label.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, None).0, expected);
    }

    #[test]
    fn charsets_are_found() {
        check("Київ".as_bytes(), "Київ");
        check("<meta charset=latin1>é".as_bytes(), "<meta charset=latin1>é");
        check(b"<meta charset=\"windows-1251\">\xca\xe8\xbf\xe2", "<meta charset=\"windows-1251\">Київ");
        check(
            b"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>\xb3",
            "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>ł",
        );
        check(b"caf\xe9 \x93said\x94", "café “said”");
        check(b"\xff\xfeh\0i\0", "hi");
        check(b"\xef\xbb\xbfhi", "hi");
    }

    #[test]
    fn the_server_counts_before_the_page() {
        let page = b"<meta charset=latin1>\xca\xe8\xbf\xe2";
        assert_eq!(decode(page, Some("text/html; Charset=Windows-1251")).0, "<meta charset=latin1>Київ");
        assert_eq!(decode(page, Some("text/html")).0, "<meta charset=latin1>Êè¿â");
        assert_eq!(decode(page, Some("text/html; charset=utf-8")).0, "<meta charset=latin1>Êè¿â");
        assert_eq!(decode("Київ".as_bytes(), Some("text/html; charset=latin1")).0, "Київ");
    }

    #[test]
    fn lost_characters_are_told() {
        let (text, warning) = decode(b"<meta charset=euc-kr>\xff\xff", None);
        assert!(text.contains('\u{fffd}') && warning.is_some());
    }
}
