//! What `knowledge/speakers.toml` knows: speakers without a name, hedges, and where
//! things are said.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The words of `knowledge/speakers.toml`; the file says what each list is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Speakers {
    pub anonymous: Vec<String>,
    pub spokespeople: Vec<String>,
    pub standards: Vec<String>,
    pub withheld: Vec<String>,
    pub kept_back: Vec<String>,
    pub not_allowed: Vec<String>,
    pub reasons: Vec<String>,
    pub published: Vec<String>,
    pub tellings: Vec<String>,
    pub seen: Vec<String>,
    pub hearers: Vec<String>,
    pub speaking: Vec<String>,
    pub interpreters: Vec<String>,
    pub hedges: Vec<String>,
    pub doubts: Vec<String>,
    pub raised: Vec<String>,
    pub negations: Vec<String>,
    pub refusals: Vec<String>,
    pub depriving: Vec<String>,
    pub first_person: Vec<String>,
    pub third_person: Vec<String>,
    pub retelling: Vec<String>,
    pub succeeding: Vec<String>,
    pub unreal: Vec<String>,
    medium: BTreeMap<String, Vec<String>>,
    medium_verb: BTreeMap<String, Vec<String>>,
}

impl Speakers {
    /// The words that are part of the binary.
    ///
    /// # Panics
    /// Never in a tested build: a test reads the file.
    pub fn known() -> Self {
        toml::from_str(include_str!("../../../knowledge/speakers.toml"))
            .expect("knowledge/speakers.toml is tested")
    }

    /// The medium that a noun stands for.
    pub fn medium(&self, noun: &str) -> Option<&str> {
        by_word(&self.medium, noun)
    }

    /// The medium that a saying word tells.
    pub fn medium_of_verb(&self, verb: &str) -> Option<&str> {
        by_word(&self.medium_verb, verb)
    }
}

fn by_word<'k>(media: &'k BTreeMap<String, Vec<String>>, word: &str) -> Option<&'k str> {
    media.iter().find(|(_, words)| has(words, word)).map(|(medium, _)| medium.as_str())
}

/// Whether a list holds a word, capitals aside.
pub fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|one| one.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let speakers = Speakers::known();
        assert_eq!(speakers.medium("Briefing"), Some("briefing"));
        assert_eq!(speakers.medium_of_verb("tweet"), Some("post"));
        assert!(has(&speakers.anonymous, "Official"));
    }
}
