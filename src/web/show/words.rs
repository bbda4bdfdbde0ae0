//! Names, days and addresses as the pages write them.

use std::fmt::Write;

use jiff::civil::Date;

use crate::knowledge::Knowledge;
use crate::ledger::Head;
use crate::record::{NAMELESS, Span};

/// A country by its name; a code that nobody knows as it is.
pub fn country(code: &str) -> String {
    Knowledge::get().country(code).map_or(code, |country| country.name).to_owned()
}

/// "7 March 2022".
pub fn day(day: &Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The day of a time as it is stated: "7 March 2022"; other words as they are.
pub fn stated_day(stated: &str) -> String {
    let date = stated.get(..10).and_then(|date| date.parse::<Date>().ok());
    date.map_or_else(|| stated.to_owned(), |date| day(&date))
}

/// Who publishes a document.
pub fn outlet(head: &Head) -> &str {
    head.outlet.as_deref().or(head.path.as_deref()).unwrap_or(NAMELESS)
}

/// A part of an address.
pub fn part(words: &str) -> String {
    let mut part = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' => part.push(byte as char),
            b'.' if words != "." && words != ".." => part.push('.'),
            byte => {
                // A string takes every write.
                let _ = write!(part, "%{byte:02X}");
            }
        }
    }
    part
}

/// The words of a part of an address; `None` where it is no text.
pub fn unpart(part: &str) -> Option<String> {
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            let code = part.get(i + 1..i + 3)?;
            out.push(u8::from_str_radix(code, 16).ok()?);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).ok()
}

/// Where a document is shown.
pub fn document_at(id: &str) -> String {
    format!("/documents/{}", part(id))
}

/// Where somebody is shown.
pub fn actor_at(name: &str) -> String {
    format!("/actors/{}", part(name))
}

/// Where the words at a span of a document are shown.
pub fn words_at(id: &str, span: Span) -> String {
    format!("{}?start={}&end={}#words", document_at(id), span.start, span.end)
}

/// Where an outlet is shown.
pub fn source_at(name: &str) -> String {
    format!("/sources/{}", part(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_any_words() {
        for words in ["d-1", "a/b?c#d", "Łukasz „x“ %41", "..", "<script>"] {
            let part = part(words);
            assert!(!part.contains(['/', '?', '#', '<', '"']), "{part}");
            assert_eq!(unpart(&part).as_deref(), Some(words));
        }
        assert_eq!(unpart("%zz"), None);
        assert_eq!(unpart("%ff"), None);
    }

    #[test]
    fn days_are_written_out() {
        assert_eq!(stated_day("2022-03-07T14:20:00"), "7 March 2022");
        assert_eq!(stated_day("soon"), "soon");
    }
}
