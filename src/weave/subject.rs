//! What words speak of, by the words of `knowledge/topics.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::read::language::stem::{stem, words};

/// A phrase, as stems, and the subject that it is a word for.
type Phrase = (Vec<String>, &'static str);

/// The phrases of each subject by their first stem.
static SUBJECTS: LazyLock<HashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        topics: BTreeMap<String, Vec<String>>,
    }
    let file: File =
        toml::from_str(include_str!("../../knowledge/topics.toml")).expect("the reader's tests parse it");
    let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (subject, phrases) in file.topics {
        let subject: &'static str = Box::leak(subject.into_boxed_str());
        for phrase in phrases {
            let stems: Vec<String> = words(&phrase).map(|(_, word)| stem(word)).collect();
            if let Some(first) = stems.first().cloned() {
                by_first.entry(first).or_default().push((stems, subject));
            }
        }
    }
    by_first
});

/// The subjects that words speak of, each once, in the order of the words.
pub fn subjects_of(text: &str) -> Vec<&'static str> {
    let stems: Vec<String> = words(text).map(|(_, word)| stem(word)).collect();
    let mut found = Vec::new();
    for (i, first) in stems.iter().enumerate() {
        for (phrase, subject) in SUBJECTS.get(first).into_iter().flatten() {
            if stems[i..].starts_with(phrase) && !found.contains(subject) {
                found.push(*subject);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_speak_of_subjects_in_their_order() {
        assert_eq!(
            subjects_of("They discussed sanctions and security guarantees."),
            ["sanctions", "security guarantees"]
        );
        assert_eq!(
            subjects_of("an evacuation, a truce; another truce"),
            ["humanitarian corridors", "ceasefire"]
        );
        assert_eq!(subjects_of("They had lunch."), Vec::<&str>::new());
    }
}
