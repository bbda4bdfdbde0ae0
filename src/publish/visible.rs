//! What a text does not show, it must not do: characters that steer a terminal or turn the
//! direction of writing round are shown by their numbers, and so are letters of other scripts
//! in words that seem to be Latin.

use std::borrow::Cow;

use crate::record::{disguised, looks_latin};

/// Whether a character changes how what stands around it is shown: controls of C0 and C1
/// but tab and line end, and the marks of direction of Unicode's Annex 9.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || c.is_control() && !matches!(c, '\n' | '\t')
}

/// Words with such characters as `⟨U+202E⟩`.
pub fn visible(words: &str) -> Cow<'_, str> {
    match undisguised(words) {
        Some(words) => Cow::Owned(replaced(&words, numbered).into_owned()),
        None => replaced(words, numbered),
    }
}

fn numbered(c: char) -> String {
    format!("⟨U+{:04X}⟩", c as u32)
}

/// Words in which letters that only look Latin stand among Latin ones, with those shown by
/// their numbers; `None` where there is no such word. A word that is wholly of another script
/// stays, since it may be one of that script.
fn undisguised(words: &str) -> Option<String> {
    let is_mixed = |word: &&str| word.contains(|c: char| c.is_ascii_alphabetic());
    let mut rest = words;
    let mut out = String::new();
    for word in disguised(words).filter(is_mixed) {
        // Words come in the order of the text, and each is a part of it.
        let at = word.as_ptr() as usize - rest.as_ptr() as usize;
        out.push_str(&rest[..at]);
        word.chars().for_each(|c| if looks_latin(c) { out.push_str(&numbered(c)) } else { out.push(c) });
        rest = &rest[at + word.len()..];
    }
    (!out.is_empty()).then(|| out + rest)
}

/// JSON with such characters as `\u202e`: the same values.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // Within strings, JSON has only those that it need not escape; between them, line ends.
    replaced(json, |c| if c == '\r' { c.to_string() } else { format!("\\u{:04x}", c as u32) })
}

fn replaced(words: &str, by: impl Fn(char) -> String) -> Cow<'_, str> {
    if !words.contains(is_odd) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len() + 64);
    for c in words.chars() {
        if is_odd(c) { out.push_str(&by(c)) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// A cell of a table that spreadsheets open: words that they would take for a formula have
/// an apostrophe before them.
pub fn harmless_cell(words: &str) -> Cow<'_, str> {
    let is_formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']) && words.parse::<f64>().is_err();
    if is_formula { Cow::Owned(format!("'{words}")) } else { Cow::Borrowed(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_writing_round_is_shown_instead() {
        assert_eq!(visible("a\u{202E}b\u{7}\u{1b}[31m\nc\td"), "a⟨U+202E⟩b⟨U+0007⟩⟨U+001B⟩[31m\nc\td");
        assert_eq!(visible("plain — їжак"), "plain — їжак");
        assert_eq!(
            visible("Sergey L\u{430}vrov, S\u{435}rgey \u{202E}x"),
            "Sergey L⟨U+0430⟩vrov, S⟨U+0435⟩rgey ⟨U+202E⟩x"
        );
        assert_eq!(visible("\u{41E}\u{41E}\u{41D} and Wałęsa"), "\u{41E}\u{41E}\u{41D} and Wałęsa");
    }

    #[test]
    fn json_keeps_its_values() {
        let words = "a\u{202E}b\u{9b}31m\u{7}\n\u{2028}";
        let json = serde_json::to_string(words).unwrap();
        let shown = visible_json(&json);
        assert!(!shown.contains(is_odd));
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), words);
    }

    #[test]
    fn a_formula_is_no_formula_in_a_cell() {
        assert_eq!(harmless_cell("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(
            (harmless_cell("@sum"), harmless_cell("-2+3"), harmless_cell("\t=1")),
            ("'@sum".into(), "'-2+3".into(), "'\t=1".into())
        );
        assert_eq!(
            (harmless_cell("-2.5"), harmless_cell("a=b"), harmless_cell("")),
            ("-2.5".into(), "a=b".into(), "".into())
        );
    }
}
