//! Codes what one party of a sentence does to another.

use super::features::features;
use super::hints::{Hints, ROOTS, root};
use super::model::{Model, most};
use super::scene::Scene;
use crate::read::encoder::Encoder;
use crate::record::EventType;

/// Codes events between two given parties; there is always a best type.
pub struct Coder {
    hints: Hints,
    model: Model<'static>,
    encoder: Option<&'static Encoder>,
}

impl Coder {
    /// The coder with the hints and the words' model that are part of the binary.
    pub fn fast() -> Self {
        Self { hints: Hints::known(), model: Model::embedded(), encoder: None }
    }

    /// The coder that also asks the encoder.
    pub fn careful() -> Self {
        Self { encoder: Some(Encoder::known()), ..Self::fast() }
    }

    /// The type of what `source` does to `target` by a sentence.
    pub fn code(&self, sentence: &str, source: &str, target: &str) -> EventType {
        let scene = Scene::new(sentence, source, target);
        let mut scores = self.model.opinion(&features(&scene, &self.hints));
        if let Some(encoder) = self.encoder {
            let seen: [f32; ROOTS] = encoder.pair(sentence, &scene.parties);
            scores = std::array::from_fn(|root| seen[root] + encoder.weight_of_words() * scores[root]);
        }
        let best = most(&scores);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, source: &str, target: &str, expected: &str) {
        for (name, coder) in [("fast", Coder::fast()), ("careful", Coder::careful())] {
            assert_eq!(coder.code(sentence, source, target).name(), expected, "{name}: {sentence}");
        }
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
