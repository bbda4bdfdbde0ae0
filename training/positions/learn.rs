//! Multinomial logistic regression, one predicate at a time.

use std::collections::BTreeMap;

use diplomacy_watch::read::position::learned::model::{ACTS, CLASSES, key};

use super::random::Random;
use super::samples::Sample;

/// Settings chosen on folds.
const ROUNDS: usize = 25;
const RATE: f32 = 0.3;
const DECAY: f32 = 1e-3;
/// At how many predicates a feature must stand.
const AT_LEAST: usize = 2;

/// The features that are worth a weight, with their weights.
pub fn weights(samples: &[&Sample]) -> Vec<(u32, [f32; CLASSES])> {
    let keys_of = |sample: &Sample| -> Vec<u32> { sample.features.iter().map(|one| key(one)).collect() };
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in samples.iter().flat_map(|sample| keys_of(sample)) {
        *counts.entry(feature).or_default() += 1;
    }
    let keys: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= AT_LEAST).map(|(key, _)| key).collect();
    let mut lessons: Vec<(Vec<usize>, [bool; CLASSES])> = samples
        .iter()
        .map(|sample| {
            let known = keys_of(sample).iter().filter_map(|key| keys.binary_search(key).ok()).collect();
            (known, due(sample))
        })
        .collect();
    let mut weights = vec![[0.0_f32; CLASSES]; keys.len()];
    // AdaGrad, with one sum per feature.
    let mut squares = vec![1e-2_f32; keys.len()];
    let mut random = Random::new(7);
    for _ in 0..ROUNDS {
        random.shuffle(&mut lessons);
        for (features, due) in &lessons {
            let value = 1.0 / (features.len().max(1) as f32).sqrt();
            let told = likelihoods(features.iter().map(|&i| &weights[i]), value);
            // Any of the acts that a label takes will do.
            let hit: f32 = (0..CLASSES).filter(|&class| due[class]).map(|class| told[class]).sum();
            let faults: [f32; CLASSES] = std::array::from_fn(|class| {
                told[class] - if due[class] { told[class] / hit.max(f32::MIN_POSITIVE) } else { 0.0 }
            });
            for &i in features {
                let step: [f32; CLASSES] =
                    std::array::from_fn(|class| value * faults[class] + DECAY * weights[i][class]);
                squares[i] += step.iter().map(|part| part * part).sum::<f32>();
                let rate = RATE / squares[i].sqrt();
                weights[i].iter_mut().zip(step).for_each(|(weight, step)| *weight -= rate * step);
            }
        }
    }
    keys.into_iter().zip(weights).collect()
}

/// The classes that would be right.
fn due(sample: &Sample) -> [bool; CLASSES] {
    std::array::from_fn(|class| match class.checked_sub(1) {
        None => sample.acts.is_empty(),
        Some(act) => sample.acts.contains(&ACTS[act]),
    })
}

/// How likely each class is.
fn likelihoods<'w>(weights: impl Iterator<Item = &'w [f32; CLASSES]>, value: f32) -> [f32; CLASSES] {
    let mut scores = [0.0; CLASSES];
    for weights in weights {
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += value * weight);
    }
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let all: f32 = scores.iter().sum();
    scores.map(|score| score / all)
}
