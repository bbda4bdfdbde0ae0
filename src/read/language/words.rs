//! What the splitter knows of English writing: `knowledge/language.toml`.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The lists of the knowledge file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    titles: FxHashSet<String>,
    numbered: FxHashSet<String>,
    abbreviations: FxHashSet<String>,
    prefixes: FxHashSet<String>,
    units: FxHashSet<String>,
    speech: FxHashSet<String>,
    starters: FxHashSet<String>,
}

impl Words {
    /// The lists that are part of the binary.
    ///
    /// # Panics
    /// Where the file was broken before the build; a test reads it.
    pub fn known() -> Self {
        toml::from_str(include_str!("../../../knowledge/language.toml"))
            .expect("knowledge/language.toml is sound")
    }

    /// Whether the word, given without its full stop, stands before a name or number; also
    /// all in capitals, as transcripts write it.
    pub fn is_title(&self, word: &str) -> bool {
        has(&self.titles, word) || has(&self.titles, &capitalised(word))
    }

    /// Whether a full stop after the word may be part of it.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.is_title(word) || has(&self.abbreviations, word)
    }

    /// Whether a full stop after the word is part of it where a number follows.
    pub fn is_numbered(&self, word: &str) -> bool {
        self.numbered.contains(word)
    }

    /// Whether the word begins a new sentence after an abbreviation.
    pub fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether the word stays joined to what follows its hyphen.
    pub fn is_prefix(&self, word: &str) -> bool {
        holds(&self.prefixes, word)
    }

    /// Whether the letters after a number are a unit.
    pub fn is_unit(&self, letters: &str) -> bool {
        holds(&self.units, letters)
    }

    /// Whether the word carries on the sentence of the question before it.
    pub fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }
}

/// Longest word that any list has.
const LONGEST: usize = 12;

/// A word of capitals with all but the first small, any other word as it is.
fn capitalised(word: &str) -> String {
    let is_capitals = word.len() > 1 && word.chars().all(char::is_uppercase);
    let small = |(i, c): (usize, char)| if i == 0 { c } else { c.to_ascii_lowercase() };
    if is_capitals { word.chars().enumerate().map(small).collect() } else { word.to_owned() }
}

fn has(list: &FxHashSet<String>, word: &str) -> bool {
    word.len() <= LONGEST && (list.contains(word) || holds(list, word))
}

fn holds(list: &FxHashSet<String>, word: &str) -> bool {
    word.len() <= LONGEST && list.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_count_where_the_list_has_them() {
        let words = Words::known();
        assert!(words.is_title("Gen") && !words.is_title("gen"));
        assert!(words.is_title("MS") && words.is_title("GEN") && !words.is_title("KYIV"));
        assert!(words.is_abbreviation("a.m") && words.is_abbreviation("A.M"));
        assert!(!words.is_abbreviation("No") && words.is_numbered("No"));
        assert!(words.is_prefix("Non") && !words.is_prefix("cease"));
    }
}
