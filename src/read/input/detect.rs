//! What an input is, by its name and its first bytes.

use super::Problem;

/// How the bytes of an input are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A web page.
    Page,
    /// Text that is kept byte for byte.
    Text,
    /// Text that may open with a head of `key: value` lines between `---` lines.
    Headed,
    /// A JSON object per line, each a document.
    Jsonl,
    /// A PDF file.
    Pdf,
    /// A web archive: the answers of servers, each of which may be a document.
    Warc,
}

/// Tells what a server's answer is: by its first bytes, then by what the server calls it,
/// since servers are often wrong. `None` where it is no document, such as a style sheet.
///
/// # Errors
/// Where it is something that is not read, or a list of documents instead of one.
pub fn detect_answer(head: &[u8], media_type: Option<&str>) -> Result<Option<Format>, Problem> {
    let says_html = matches!(media_type, Some("text/html" | "application/xhtml+xml"));
    Ok(match detect("", head)? {
        Format::Headed if says_html => Some(Format::Page),
        Format::Headed => match media_type {
            None | Some("text/plain" | "application/octet-stream") => Some(Format::Text),
            Some(_) => None,
        },
        Format::Jsonl | Format::Warc => None,
        format => Some(format),
    })
}

/// Tells an input's format: by the ending of its name, else by its first bytes.
///
/// # Errors
/// Where it is something that is not read: a picture, an archive, a feed.
pub fn detect(name: &str, head: &[u8]) -> Result<Format, Problem> {
    if head.starts_with(b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if let Some(problem) = foreign(head) {
        return Err(problem);
    }
    if head.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    Ok(by_name(name).unwrap_or_else(|| by_content(head)))
}

/// What the first bytes give away as something else than text.
fn foreign(head: &[u8]) -> Option<Problem> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    let found = match () {
        () if starts(b"PK\x03\x04") => Problem::NotText("a ZIP archive or office document"),
        () if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") => {
            Problem::NotText("a picture")
        }
        () if starts(b"SQLite format 3\0") => Problem::NotText("an SQLite database"),
        () if starts(b"\x28\xb5\x2f\xfd") => Problem::NotYet("a Zstandard archive"),
        () if starts(b"\xff\xfe") => Problem::Utf16("UTF-16LE"),
        () if starts(b"\xfe\xff") => Problem::Utf16("UTF-16BE"),
        () if is_feed(head) => Problem::NotYet("a feed"),
        () if head.contains(&0) => Problem::NotText("a binary file"),
        () => return None,
    };
    Some(found)
}

fn is_feed(head: &[u8]) -> bool {
    let opening = opening(head);
    let opening = match opening.strip_prefix("<?xml") {
        Some(after) => after.split_once("?>").map_or("", |(_, rest)| rest.trim_start()),
        None => &opening,
    };
    ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| opening.starts_with(tag))
}

fn by_name(name: &str) -> Option<Format> {
    let lower = name.to_ascii_lowercase();
    let plain = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
    match plain.rsplit_once('.')?.1 {
        "html" | "htm" | "xhtml" => Some(Format::Page),
        "txt" | "md" => Some(Format::Headed),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

fn by_content(head: &[u8]) -> Format {
    let opening = opening(head);
    if opening.starts_with('{') && opening[1..].trim_start().starts_with(['"', '}']) {
        return Format::Jsonl;
    }
    let is_markup = opening.starts_with('<');
    if is_markup && ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| opening.contains(tag)) {
        return Format::Page;
    }
    Format::Headed
}

/// The first characters without a byte order mark and white space, in lower case.
fn opening(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, head: &[u8], expected: Result<Format, Problem>) {
        assert_eq!(detect(name, head), expected);
    }

    #[test]
    fn names_decide_first() {
        check("a.txt", b"<html>", Ok(Format::Headed));
        check("a.HTML.gz", b"plain", Ok(Format::Page));
        check("a.jsonl", b"nonsense", Ok(Format::Jsonl));
        check("a.md", b"", Ok(Format::Headed));
    }

    #[test]
    fn content_decides_where_the_name_does_not() {
        check("standard input", b"\n {\"text\": \"x\"}", Ok(Format::Jsonl));
        check("page", b"<!DOCTYPE html><p>", Ok(Format::Page));
        check("a.txt", b"WARC/1.0\r\n", Ok(Format::Warc));
        check("a.txt", b"%PDF-1.7\0", Ok(Format::Pdf));
        check("page", b"<!-- saved --><html lang=en>", Ok(Format::Page));
        check("page", b"<?xml version='1.0'?><html>", Ok(Format::Page));
        check("notes", b"{braces} open this text", Ok(Format::Headed));
        check("notes", b"The <body> of evidence", Ok(Format::Headed));
        check("empty", b"", Ok(Format::Headed));
    }

    #[test]
    fn answers_are_told_by_their_bytes_first() {
        let check = |head: &[u8], media_type, expected| {
            assert_eq!(detect_answer(head, media_type), Ok(expected), "{media_type:?}");
        };
        check(b"<html><p>", Some("text/plain"), Some(Format::Page));
        check(b"<p>They met", Some("text/html"), Some(Format::Page));
        check(b"They met", Some("text/plain"), Some(Format::Text));
        check(b"They met", None, Some(Format::Text));
        check(b"%PDF-1.7", Some("text/html"), Some(Format::Pdf));
        check(b"body { color: red }", Some("text/css"), None);
        check(b"{\"a\": 1}", Some("application/json"), None);
        assert!(detect_answer(b"\x89PNG", Some("text/html")).is_err());
    }

    #[test]
    fn what_is_not_read_is_named() {
        check("a.txt", b"\x89PNG\r\n", Err(Problem::NotText("a picture")));
        check("a", b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Err(Problem::NotYet("a feed")));
        check("a.txt", b"ab\0cd", Err(Problem::NotText("a binary file")));
        check("a.txt", b"\xff\xfea\0", Err(Problem::Utf16("UTF-16LE")));
    }
}
