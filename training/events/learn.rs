//! How the roots of events are learned.

use diplomacy_watch::read::event::ROOTS;

use super::Example;
use super::linear::{self, Lesson, Settings};

/// Chosen on folds.
const SETTINGS: Settings = Settings { rounds: 40, rate: 0.3, decay: 1e-3, at_least: 2 };

/// The features that are worth a weight, with their weights.
pub fn weights(examples: &[Example]) -> Vec<(u32, [f32; ROOTS])> {
    let lesson = |example: &Example| Lesson {
        features: example.features.clone(),
        due: std::array::from_fn(|root| root == usize::from(example.root)),
        weight: 1.0,
        thinned: 0,
    };
    linear::weights(&examples.iter().map(lesson).collect::<Vec<_>>(), &SETTINGS)
}
