//! What the model looks at.

use super::hints::{Hints, Root};
use super::scene::{Scene, Seen};
use crate::read::language::key::{Key, of_chars};

/// Small words that say nothing by standing between two others.
const EMPTY: [&str; 6] = ["the", "a", "an", "of", "and", "in"];

/// How many words between the parties are paired with those after them.
const PAIRED: usize = 6;

/// How far before a hint its modal and negation may stand.
const BEFORE: usize = 3;

/// The features of a scene, each once, in the order of their keys.
pub fn features(scene: &Scene, hints: &Hints) -> Vec<u32> {
    let mut found = Features { scene, hints, keys: Vec::new() };
    found.add(0, &[]);
    found.words();
    found.pairs();
    found.links();
    found.hints();
    found.keys.sort_unstable();
    found.keys.dedup();
    found.keys
}

struct Features<'a> {
    scene: &'a Scene,
    hints: &'a Hints,
    keys: Vec<u32>,
}

impl Features<'_> {
    fn add(&mut self, template: u64, values: &[u64]) {
        let key = values.iter().fold(Key::new(template), |key, value| key.with(*value));
        self.keys.push((key.finish() >> 32) as u32);
    }

    /// Whether who acts stands first.
    fn direction(&self) -> u64 {
        u64::from(self.scene.source <= self.scene.target)
    }

    /// Before both parties, between them or after them.
    fn zone(&self, i: usize) -> u64 {
        let between = self.scene.between();
        u64::from(i >= between.start) + u64::from(i >= between.end)
    }

    fn words(&mut self) {
        self.add(1, &[self.direction()]);
        let scene = self.scene;
        for (i, seen) in scene.words.iter().enumerate() {
            if let Seen::Word { stem, .. } = seen {
                self.add(2, &[word(stem)]);
                self.add(3, &[self.direction(), self.zone(i), word(stem)]);
            }
        }
    }

    /// Neighbours, and words between the parties with the next that say something.
    fn pairs(&mut self) {
        let stems: Vec<&str> = self.scene.words.iter().map(Seen::stem).collect();
        for pair in stems.windows(2) {
            self.add(4, &[word(pair[0]), word(pair[1])]);
        }
        let between = self.scene.between();
        let inner = stems.get(between.start + 1..between.end).unwrap_or_default();
        let full: Vec<&str> =
            inner.iter().copied().filter(|stem| !EMPTY.contains(stem)).take(PAIRED).collect();
        for (i, stem) in full.iter().enumerate() {
            for next in full.iter().skip(i + 1).take(2) {
                self.add(5, &[word(stem), word(next)]);
            }
        }
    }

    fn links(&mut self) {
        let scene = self.scene;
        let between = scene.between();
        for seen in scene.words.iter().take(between.end + 1).skip(between.start) {
            if self.hints.links.contains(seen.small()) {
                self.add(6, &[word(seen.small())]);
            }
        }
        if let Some(before) = scene.source.checked_sub(1).and_then(|i| scene.words.get(i))
            && self.hints.links.contains(before.small())
        {
            self.add(7, &[word(before.small())]);
        }
    }

    /// Hints by their zone; of the first in each zone also its modal and negation.
    fn hints(&mut self) {
        let mut is_first = [true; 3];
        for i in 0..self.scene.words.len() {
            let roots = self.hints.at(self.scene, i);
            let zone = self.zone(i);
            for &root in &roots {
                self.add(8, &[u64::from(root)]);
                self.add(9, &[self.direction(), zone, u64::from(root)]);
            }
            if !roots.is_empty() && std::mem::take(&mut is_first[zone as usize]) {
                roots.iter().for_each(|&root| self.first_hint(i, zone, root));
            }
        }
    }

    fn first_hint(&mut self, i: usize, zone: u64, root: Root) {
        let (scene, hints) = (self.scene, self.hints);
        let before = &scene.words[i.saturating_sub(BEFORE)..i];
        let modal = before.iter().rev().find(|seen| hints.modals.contains(seen.small()));
        let root = u64::from(root);
        self.add(10, &[self.direction(), zone, root]);
        self.add(11, &[zone, root, modal.map_or(0, |seen| word(seen.small()))]);
        if before.iter().any(|seen| hints.denies(seen)) {
            self.add(12, &[zone, root]);
        }
    }
}

fn word(word: &str) -> u64 {
    of_chars(word.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentence: &str, source: &str, target: &str) -> Vec<u32> {
        features(&Scene::new(sentence, source, target), &Hints::known())
    }

    #[test]
    fn who_acts_makes_a_difference() {
        let sentence = "Oslo will not thank Riga.";
        assert_ne!(of(sentence, "Oslo", "Riga"), of(sentence, "Riga", "Oslo"));
        assert_ne!(of(sentence, "Oslo", "Riga"), of("Oslo will thank Riga.", "Oslo", "Riga"));
        assert_eq!(of(sentence, "Oslo", "Riga"), of("Bonn will not thank Bern.", "Bonn", "Bern"));
    }

    #[test]
    fn there_are_features_of_nothing() {
        assert_eq!(of("", "", "").len(), 2);
        assert!(of("Oslo", "Oslo", "Oslo").len() >= 2);
    }
}
