//! Words in lower case, without a copy where they are.

use std::borrow::Cow;

/// The word in lower case. Rules ask this of every word of a text, and most words are
/// written so.
pub(in crate::read) fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_lower_is_written_anew() {
        assert!(matches!(lower("ceasefire"), Cow::Borrowed("ceasefire")));
        assert_eq!(lower("Kyiv"), "kyiv");
        assert_eq!(lower("Élysée"), "élysée");
        assert_eq!(lower("İ"), "İ".to_lowercase());
    }
}
