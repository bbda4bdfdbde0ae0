//! The words that hint at a type of event: `knowledge/events.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::scene::{Scene, Seen};
use crate::read::language::stem::{stem, words};
use crate::record::EventType;

/// What the model tells apart: the types, with those that yield as one.
pub const ROOTS: usize = 15;

/// The number of a root.
pub type Root = u8;

/// Hints at roots, by words and by pairs of words.
pub struct Hints {
    by_word: HashMap<String, Vec<Root>>,
    by_pair: HashMap<(String, String), Vec<Root>>,
    pub modals: HashSet<String>,
    negations: HashSet<String>,
    pub links: HashSet<String>,
    declared: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    modals: Vec<String>,
    negations: Vec<String>,
    links: Vec<String>,
    declared: Vec<String>,
    words: BTreeMap<String, Vec<String>>,
}

/// The root of a type.
pub fn root(kind: EventType) -> Root {
    let kind = if kind == EventType::Concede { EventType::Retreat } else { kind };
    let roots = EventType::ALL.iter().filter(|kind| **kind != EventType::Concede);
    roots.take_while(|other| **other != kind).count() as Root
}

impl Hints {
    /// The hints that are part of the binary.
    ///
    /// # Panics
    /// If the embedded file is ill-formed, which the tests rule out.
    pub fn known() -> Self {
        Self::parse(include_str!("../../../knowledge/events.toml")).expect("knowledge/events.toml is tested")
    }

    fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let set = |words: Vec<String>| words.into_iter().collect();
        let mut hints = Self {
            by_word: HashMap::new(),
            by_pair: HashMap::new(),
            modals: set(written.modals),
            negations: set(written.negations),
            links: set(written.links),
            declared: written.declared.iter().map(|word| stem(word)).collect(),
        };
        for (name, phrases) in written.words {
            let kind = EventType::named(&name).ok_or_else(|| format!("{name} is no type of PLOVER"))?;
            for phrase in phrases {
                hints.add(&phrase, root(kind))?;
            }
        }
        Ok(hints)
    }

    fn add(&mut self, phrase: &str, root: Root) -> Result<(), String> {
        let stems: Vec<String> = words(phrase).map(|(_, word)| stem(word)).collect();
        let roots = match stems.as_slice() {
            [word] => self.by_word.entry(word.clone()).or_default(),
            [word, next] => self.by_pair.entry((word.clone(), next.clone())).or_default(),
            _ => return Err(format!("\"{phrase}\": write one word or two")),
        };
        if !roots.contains(&root) {
            roots.push(root);
        }
        Ok(())
    }

    /// What a word hints at alone.
    pub fn of_word(&self, word: &str) -> &[Root] {
        self.by_word.get(&stem(word)).map_or(&[], Vec::as_slice)
    }

    /// What the word at a place hints at, alone or with the next.
    pub fn at(&self, scene: &Scene, i: usize) -> Vec<Root> {
        let word = scene.words[i].stem();
        let next = scene.words.get(i + 1).map_or("", Seen::stem);
        let alone = self.by_word.get(word).into_iter().flatten();
        let pair = self.by_pair.get(&(word.to_owned(), next.to_owned())).into_iter().flatten();
        let mut roots: Vec<Root> = alone.chain(pair).copied().collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// Whether a word denies.
    pub fn denies(&self, word: &Seen) -> bool {
        self.negations.contains(word.small())
            || word.small().ends_with("n't")
            || word.small().ends_with("n’t")
    }

    /// Whether a word between the parties tells that yielding is only said.
    pub fn is_declared(&self, scene: &Scene) -> bool {
        scene.words[scene.between()].iter().any(|word| self.declared.contains(word.stem()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        let hints = Hints::parse(include_str!("../../../knowledge/events.toml")).unwrap();
        let all: HashSet<Root> = hints.by_word.values().flatten().copied().collect();
        assert_eq!(all.len(), ROOTS);
        assert!(Hints::parse("modals=[]\nnegations=[]\nlinks=[]\ndeclared=[]\n[words]\nMEET=[]").is_err());
    }

    #[test]
    fn a_phrase_hints_where_both_its_words_stand() {
        let hints = Hints::known();
        let scene = Scene::new("Oslo would turn down what Riga turned", "Oslo", "Riga");
        assert!(hints.at(&scene, 2).contains(&root(EventType::Reject)));
        assert!(hints.at(&scene, 6).is_empty());
    }

    #[test]
    fn roots_are_the_types_with_yielding_as_one() {
        let roots: HashSet<Root> = EventType::ALL.iter().map(|&kind| root(kind)).collect();
        assert_eq!(roots, (0..ROOTS as Root).collect());
        assert_eq!(root(EventType::Concede), root(EventType::Retreat));
    }
}
