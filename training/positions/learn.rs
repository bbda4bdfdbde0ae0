//! How stands are learned.

use diplomacy_watch::read::linear::key;
use diplomacy_watch::read::position::learned::model::{ACTS, CLASSES};

use super::linear::{self, Lesson, Settings};
use super::samples::Sample;

/// Chosen on folds.
const SETTINGS: Settings = Settings { rounds: 25, rate: 0.3, decay: 1e-3, at_least: 2 };

/// The features that are worth a weight, with their weights.
pub fn weights(samples: &[&Sample]) -> Vec<(u32, [f32; CLASSES])> {
    let lesson = |sample: &&Sample| Lesson {
        features: sample.features.iter().map(|one| key(one)).collect(),
        due: due(sample),
        weight: 1.0,
        thinned: 0,
    };
    linear::weights(&samples.iter().map(lesson).collect::<Vec<_>>(), &SETTINGS)
}

/// The classes that would be right.
fn due(sample: &Sample) -> [bool; CLASSES] {
    std::array::from_fn(|class| match class.checked_sub(1) {
        None => sample.acts.is_empty(),
        Some(act) => sample.acts.contains(&ACTS[act]),
    })
}
