//! Multinomial logistic regression, one sentence at a time.

use std::collections::BTreeMap;

use diplomacy_watch::read::event::ROOTS;

use super::Example;
use super::random::Random;

/// Settings chosen on folds.
const ROUNDS: usize = 40;
const RATE: f32 = 0.3;
const DECAY: f32 = 1e-3;
/// In how many sentences a feature must stand.
const AT_LEAST: usize = 2;

/// The features that are worth a weight, with their weights.
pub fn weights(examples: &[Example]) -> Vec<(u32, [f32; ROOTS])> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let keys: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= AT_LEAST).map(|(key, _)| key).collect();
    let known = |example: &Example| -> Vec<usize> {
        example.features.iter().filter_map(|feature| keys.binary_search(feature).ok()).collect()
    };
    let mut lessons: Vec<(Vec<usize>, usize)> =
        examples.iter().map(|example| (known(example), usize::from(example.root))).collect();
    let mut weights = vec![[0.0_f32; ROOTS]; keys.len()];
    // AdaGrad, with one sum per feature.
    let mut squares = vec![1e-2_f32; keys.len()];
    let mut random = Random::new(7);
    for _ in 0..ROUNDS {
        random.shuffle(&mut lessons);
        for (features, root) in &lessons {
            let value = 1.0 / (features.len().max(1) as f32).sqrt();
            let mut faults = likelihoods(features.iter().map(|&i| &weights[i]), value);
            faults[*root] -= 1.0;
            for &i in features {
                let step: [f32; ROOTS] =
                    std::array::from_fn(|root| value * faults[root] + DECAY * weights[i][root]);
                squares[i] += step.iter().map(|part| part * part).sum::<f32>();
                let rate = RATE / squares[i].sqrt();
                weights[i].iter_mut().zip(step).for_each(|(weight, step)| *weight -= rate * step);
            }
        }
    }
    keys.into_iter().zip(weights).collect()
}

/// How likely each root is.
fn likelihoods<'w>(weights: impl Iterator<Item = &'w [f32; ROOTS]>, value: f32) -> [f32; ROOTS] {
    let mut scores = [0.0; ROOTS];
    for weights in weights {
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += value * weight);
    }
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let all: f32 = scores.iter().sum();
    scores.map(|score| score / all)
}
