//! The words of a document as stories count them.

use rustc_hash::FxHashMap;

/// A word that a document uses, whatever its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// A digest of its stem.
    pub key: u64,
    /// How often it stands there.
    pub count: u16,
    /// How often it is written as a name: with a capital inside a sentence.
    pub named: u16,
    /// How often it begins with a small letter.
    pub plain: u16,
}

/// The terms of a text, each once, in the order of their keys.
pub fn terms(text: &str) -> Vec<Term> {
    let mut found: FxHashMap<u64, Term> = FxHashMap::default();
    for (start, word) in words(text) {
        if word.len() < 2 {
            continue;
        }
        let key = key(&stem(word));
        let term = found.entry(key).or_insert(Term { key, count: 0, named: 0, plain: 0 });
        term.count = term.count.saturating_add(1);
        let first = word.chars().next().unwrap_or_default();
        if first.is_lowercase() {
            term.plain = term.plain.saturating_add(1);
        } else if first.is_uppercase() && !opens_sentence(&text[..start]) {
            term.named = term.named.saturating_add(1);
        }
    }
    let mut terms: Vec<Term> = found.into_values().collect();
    terms.sort_unstable_by_key(|term| term.key);
    terms
}

/// Words and numbers with where they start: runs of letters and digits, with points and
/// apostrophes inside ("U.S", "3.5", "O'Brien").
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let joins = |c: char| matches!(c, '.' | '\'' | '’' | '&');
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(char::is_alphanumeric)?;
        let start = at;
        let mut chars = text[start..].char_indices().peekable();
        let mut end = text.len();
        while let Some((i, c)) = chars.next() {
            let goes_on = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !(c.is_alphanumeric() || joins(c) && goes_on) {
                end = start + i;
                break;
            }
        }
        at = end;
        Some((start, &text[start..end]))
    })
}

/// What stays of a word when the endings of number, tense and owner are taken off, in
/// small letters. It need not be a word: both of two forms must only come to the same.
pub fn stem(word: &str) -> String {
    let mut stem = word.to_lowercase().replace('’', "'");
    if let Some(short) = stem.strip_suffix("'s") {
        stem.truncate(short.len());
    }
    let letters = |stem: &str| stem.chars().count();
    if stem.ends_with("ies") && letters(&stem) >= 6 {
        stem.truncate(stem.len() - 3);
        stem.push('y');
    } else if stem.ends_with("sses") {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with('s') && !stem.ends_with("ss") && letters(&stem) >= 4 {
        stem.pop();
    }
    if let Some(ending) = ["ing", "ed", "ly"].into_iter().find(|ending| stem.ends_with(ending))
        && letters(&stem) >= ending.len() + 4
    {
        stem.truncate(stem.len() - ending.len());
        undouble(&mut stem);
    }
    if stem.ends_with('e') && letters(&stem) > 4 {
        stem.pop();
    }
    stem
}

/// "plann" to "plan"; "sell", "pass" and "buzz" stay.
fn undouble(stem: &mut String) {
    let mut back = stem.chars().rev();
    if let (Some(last), Some(other)) = (back.next(), back.next())
        && last == other
        && !matches!(last, 'l' | 's' | 'z')
    {
        stem.pop();
    }
}

/// Whether what comes next has a capital for its place alone.
fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '\u{a0}']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '"', '“', '\'', '‘'])
}

/// FNV-1a, so that the same words give the same keys wherever the program runs.
pub(super) fn key(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_points_and_apostrophes_inside() {
        let got: Vec<&str> =
            words("U.S. envoy O’Brien's 3.5-hour call, at 9.").map(|(_, word)| word).collect();
        assert_eq!(got, ["U.S", "envoy", "O’Brien's", "3.5", "hour", "call", "at", "9"]);
    }

    #[track_caller]
    fn check_same(words: &[&str]) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
    }

    #[test]
    fn forms_of_one_word_come_to_one_stem() {
        check_same(&["plan", "plans", "planned", "planning"]);
        check_same(&["Ukraine", "Ukraine's", "Ukraine’s"]);
        check_same(&["agree", "agrees", "agreed", "agreeing"]);
        check_same(&["country", "countries"]);
        check_same(&["pass", "passes", "passed", "passing"]);
        assert_ne!(stem("glass"), stem("glad"));
    }

    #[test]
    fn names_are_told_from_words() {
        let terms = terms("Talks began. Talks of talks with Orban. orban");
        let of = |word: &str| terms.iter().find(|term| term.key == key(&stem(word))).copied().unwrap();
        assert_eq!((of("talks").count, of("talks").named, of("talks").plain), (3, 0, 1));
        assert_eq!((of("Orban").count, of("Orban").named, of("Orban").plain), (2, 1, 1));
    }
}
