//! The lemmatizer: learned edits, looked up by tag and the longest known ending.

use compact_str::CompactString;

use super::bytes::{Bytes, put_section, put_string};
use super::form::plain;
use super::key::{self, Key};
use super::table::Table;
use super::tagger::Tag;

/// Longest ending that an edit is looked up by.
pub const LONGEST_ENDING: usize = 6;

/// What makes a lemma of a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// Whether capitals stay.
    pub keeps_case: bool,
    /// How many characters go from the end; `None` for all of them.
    pub strip: Option<u8>,
    /// What takes their place.
    pub append: CompactString,
}

impl Edit {
    /// The edit that makes the lemma of the word.
    pub fn between(word: &str, lemma: &str) -> Self {
        let keeps_case = lemma.chars().any(char::is_uppercase);
        let word: Vec<char> = letters(word, keeps_case).collect();
        let common = word.iter().zip(lemma.chars()).take_while(|(a, b)| **a == *b).count();
        let append: CompactString = lemma.chars().skip(common).collect();
        match u8::try_from(word.len() - common) {
            Ok(strip) if common > 0 => Self { keeps_case, strip: Some(strip), append },
            _ => Self { keeps_case, strip: None, append: lemma.into() },
        }
    }

    /// The lemma; `None` where the word is too short for the edit.
    pub fn apply(&self, word: &str) -> Option<CompactString> {
        let Some(strip) = self.strip else { return Some(self.append.clone()) };
        let kept = word.chars().count().checked_sub(usize::from(strip)).filter(|&kept| kept > 0)?;
        Some(letters(word, self.keeps_case).take(kept).chain(self.append.chars()).collect())
    }
}

/// A word's characters with one kind of apostrophe.
fn letters(word: &str, keeps_case: bool) -> impl Iterator<Item = char> + '_ {
    word.chars().map(move |c| match plain(c) {
        '\'' => '\'',
        _ if keeps_case || c.is_ascii_lowercase() => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    })
}

/// The keys that a word's edit is looked up by, the surest first: the word, then
/// ever shorter endings.
pub fn keys(word: &str, tag: &Tag) -> impl Iterator<Item = u64> {
    let tag = key::of_chars(tag.upos.as_str().chars().chain(tag.xpos.chars()));
    let lower: Vec<char> = letters(word, false).map(plain).collect();
    let whole = Key::new(0).with(tag).with(key::of_chars(lower.iter().copied())).finish();
    let longest = LONGEST_ENDING.min(lower.len());
    let ending = move |length: usize| {
        let ending = key::of_chars(lower[lower.len() - length..].iter().copied());
        Key::new(1).with(tag).with(ending).finish()
    };
    std::iter::once(whole).chain((0..=longest).rev().map(ending))
}

/// The lemmatizer with its learned edits.
#[derive(Debug, Clone)]
pub struct Lemmatizer<'a> {
    edits: Vec<Edit>,
    table: Table<'a>,
}

impl<'a> Lemmatizer<'a> {
    /// Reads what [`write()`] wrote.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.u8()?;
        let mut edits = Vec::new();
        for _ in 0..count {
            let keeps_case = bytes.u8()? == 1;
            let strip = Some(bytes.u8()?).filter(|&strip| strip != u8::MAX);
            edits.push(Edit { keeps_case, strip, append: bytes.string()?.into() });
        }
        Some(Self { edits, table: Table::read(bytes.section()?)? })
    }

    /// The lemma of a tagged word.
    pub fn lemma(&self, word: &str, tag: &Tag) -> CompactString {
        let edit = keys(word, tag).find_map(|key| self.table.first(key));
        let edit = edit.and_then(|edit| self.edits.get(usize::from(edit)));
        edit.and_then(|edit| edit.apply(word)).unwrap_or_else(|| letters(word, false).collect())
    }
}

/// Writes a lemmatizer; `table` is a written table from keys to indices of `edits`.
pub fn write(edits: &[Edit], table: &[u8]) -> Vec<u8> {
    let mut out = vec![u8::try_from(edits.len()).expect("under 256 edits")];
    for edit in edits {
        out.push(u8::from(edit.keeps_case));
        out.push(edit.strip.unwrap_or(u8::MAX));
        put_string(&mut out, &edit.append);
    }
    put_section(&mut out, table);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, lemma: &str, other: &str, expected: &str) {
        let edit = Edit::between(word, lemma);
        assert_eq!(edit.apply(word).as_deref(), Some(lemma), "{edit:?}");
        assert_eq!(edit.apply(other).as_deref(), Some(expected), "{edit:?}");
    }

    #[test]
    fn edits_carry_over_to_other_words() {
        check("Agreed", "agree", "FREED", "free");
        check("talks", "talk", "grains", "grain");
        check("denies", "deny", "Carries", "carry");
        check("was", "be", "were", "be");
        check("Kyiv", "Kyiv", "Ankara", "Ankara");
        check("n’t", "not", "n't", "not");
    }

    #[test]
    fn a_word_too_short_for_an_edit_has_none() {
        assert_eq!(Edit::between("parties", "party").apply("a"), None);
    }
}
