//! Characters that XML can hold.

/// Words without the characters that XML 1.0 does not allow (section 2.2).
pub fn printable(words: &str) -> String {
    let is_allowed =
        |c: &char| (!c.is_control() || matches!(c, '\t' | '\n')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    words.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_does_not_allow_go() {
        assert_eq!(printable("a\u{0}b\u{b}\u{1f}\u{ffff}c\td\ne — ї"), "abc\td\ne — ї");
    }
}
