//! Links that open a page at the words cited.

use std::fmt::Write;

/// Quotes of more words than this are marked by their first and last words.
const WHOLE: usize = 12;

/// How many words mark the start and the end of a longer quote.
const MARK: usize = 5;

/// The link to a page at the cited words, as a text fragment (`#:~:text=start,end`);
/// `None` where the address is not one that a reader should follow.
pub fn to_words(url: &str, quote: &str) -> Option<String> {
    let url = safe(url)?;
    let Some(text) = fragment(quote) else { return Some(url.to_owned()) };
    let joint = if url.contains('#') { "" } else { "#" };
    Some(format!("{url}{joint}:~:text={text}"))
}

/// An address that may become a link: `http` or `https`, a host, no white space, quotes,
/// angle brackets, backslashes or control characters.
pub fn safe(url: &str) -> Option<&str> {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let head = url.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    })?;
    let odd = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`' | '(' | ')')
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (!host.is_empty() && !url.contains(odd)).then_some(url)
}

/// The value of a text directive. A quote that runs over several lines, or a long one, is
/// given by its first and last words: a browser matches a text only within one block.
fn fragment(quote: &str) -> Option<String> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let one_block = !quote.trim().contains('\n');
    if words.is_empty() {
        return None;
    }
    if one_block && words.len() <= WHOLE {
        return Some(encoded(&words.join(" ")));
    }
    let lines: Vec<&str> = quote.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let first: Vec<&str> = lines[0].split_whitespace().take(MARK).collect();
    let last: Vec<&str> = lines[lines.len() - 1].split_whitespace().collect();
    let last = &last[last.len().saturating_sub(MARK)..];
    Some(format!("{},{}", encoded(&first.join(" ")), encoded(&last.join(" "))))
}

/// Percent-encoded, the marks with a meaning in a text directive (`-`, `,`, `&`) too.
fn encoded(words: &str) -> String {
    let mut encoded = String::with_capacity(words.len() * 2);
    for byte in words.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            byte => write!(encoded, "%{byte:02X}").expect("a string takes every write"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, quote: &str, expected: Option<&str>) {
        assert_eq!(to_words(url, quote).as_deref(), expected);
    }

    #[test]
    fn links_open_at_the_words() {
        check("https://a.org/x", "no results yet", Some("https://a.org/x#:~:text=no%20results%20yet"));
        check("https://a.org/x#top", "a-b, c & d", Some("https://a.org/x#top:~:text=a%2Db%2C%20c%20%26%20d"));
        check("https://a.org", "“Так”", Some("https://a.org#:~:text=%E2%80%9C%D0%A2%D0%B0%D0%BA%E2%80%9D"));
        check(
            "https://a.org",
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            Some(
                "https://a.org#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen",
            ),
        );
        check(
            "https://a.org",
            "first line\n\nlast line",
            Some("https://a.org#:~:text=first%20line,last%20line"),
        );
        check("https://a.org", " ", Some("https://a.org"));
    }

    #[test]
    fn only_web_addresses_become_links() {
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "//a.org",
            "https://a.org/\"><script>",
            "https://a.org/ x",
            "ftp://a.org",
            "https://a.org/)(",
            "",
            "ä://",
        ] {
            check(url, "words", None);
        }
        assert_eq!(safe("HTTPS://a.org"), Some("HTTPS://a.org"));
    }
}
