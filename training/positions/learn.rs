//! How stands are learned.

use diplomacy_watch::read::linear::key;
use diplomacy_watch::read::position::learned::model::{ACTS, CLASSES};

use super::linear::{self, Lesson, Settings};
use super::samples::{Sample, Samples, Sort};

/// Chosen on folds.
const SETTINGS: Settings = Settings { rounds: 25, rate: 0.3, decay: 1e-3, at_least: 3 };

/// The features that are worth a weight, with their weights.
pub fn weights<'s>(texts: impl Iterator<Item = &'s Samples>) -> Vec<(u32, [f32; CLASSES])> {
    let lesson = |sort: Sort, sample: &Sample| Lesson {
        features: sample.features.iter().map(|one| key(one)).collect(),
        due: due(sample),
        weight: sort.weight(),
        thinned: 10,
    };
    let known = |text: &'s Samples| text.all.iter().filter(|one| !one.is_idle);
    let lessons: Vec<Lesson<CLASSES>> =
        texts.flat_map(|text| known(text).map(move |one| lesson(text.origin.sort, one))).collect();
    linear::weights(&lessons, &SETTINGS)
}

/// The classes that would be right.
fn due(sample: &Sample) -> [bool; CLASSES] {
    std::array::from_fn(|class| match class.checked_sub(1) {
        None => sample.acts.is_empty(),
        Some(act) => sample.acts.contains(&ACTS[act]),
    })
}
