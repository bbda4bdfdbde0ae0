//! Codes what one party of a sentence does to another.

use super::features::features;
use super::hints::{Hints, root};
use super::model::Model;
use super::scene::Scene;
use crate::record::EventType;

/// Codes events between two given parties; there is always a best type.
pub struct Coder {
    hints: Hints,
    model: Model<'static>,
}

impl Coder {
    /// The coder with the hints and the model that are part of the binary.
    pub fn new() -> Self {
        Self { hints: Hints::known(), model: Model::embedded() }
    }

    /// The type of what `source` does to `target` by a sentence.
    pub fn code(&self, sentence: &str, source: &str, target: &str) -> EventType {
        let scene = Scene::new(sentence, source, target);
        let best = self.model.root(&features(&scene, &self.hints));
        let mut kinds = EventType::ALL.iter().copied().filter(|kind| root(*kind) == best);
        match kinds.next() {
            Some(EventType::Concede | EventType::Retreat) if self.hints.is_declared(&scene) => {
                EventType::Concede
            }
            Some(EventType::Concede | EventType::Retreat) => EventType::Retreat,
            kind => kind.expect("each root has its type"),
        }
    }
}

impl Default for Coder {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, source: &str, target: &str, expected: &str) {
        assert_eq!(Coder::new().code(sentence, source, target).name(), expected, "{sentence}");
    }

    #[test]
    fn plain_events_are_coded() {
        check(
            "The Norwegian premier met the Latvian president in Riga.",
            "The Norwegian premier",
            "the Latvian president",
            "CONSULT",
        );
        check("Norway accused Latvia of spying.", "Norway", "Latvia", "ACCUSE");
        check("Norway imposed sanctions on Latvia.", "Norway", "Latvia", "COERCE");
        check(
            "Norwegian troops attacked a Latvian village.",
            "Norwegian troops",
            "a Latvian village",
            "ASSAULT",
        );
        check("Norway rejected an offer from Latvia.", "Norway", "Latvia", "REJECT");
        check("Norway threatened Latvia with war.", "Norway", "Latvia", "THREATEN");
        check("Norway released two Latvian sailors.", "Norway", "two Latvian sailors", "RETREAT");
        check(
            "Norway announced the release of two Latvian sailors.",
            "Norway",
            "two Latvian sailors",
            "CONCEDE",
        );
    }
}
