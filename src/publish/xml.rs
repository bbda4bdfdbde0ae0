//! Characters that XML can hold.

use super::visible;

/// Words without the characters that XML 1.0 does not allow (section 2.2); those that would
/// steer a reader's screen are shown by their numbers.
pub fn printable(words: &str) -> String {
    let is_allowed =
        |c: &char| (!c.is_control() || matches!(c, '\t' | '\n')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    visible(words).chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_does_not_allow_go() {
        assert_eq!(
            printable("a\u{0}b\u{b}\u{1f}\u{ffff}c\td\ne — ї"),
            "a⟨U+0000⟩b⟨U+000B⟩⟨U+001F⟩c\td\ne — ї"
        );
    }
}
