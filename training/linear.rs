//! Multinomial logistic regression, one lesson at a time.

use std::collections::BTreeMap;

use super::random::Random;

/// What is learned from: features and the classes any of which would be right.
#[derive(Clone)]
pub struct Lesson<const CLASSES: usize> {
    pub features: Vec<u32>,
    pub due: [bool; CLASSES],
    /// How much it counts.
    pub weight: f32,
    /// How many of a hundred of its features are left out each time, so that none is leant on.
    pub thinned: u64,
}

/// How it is learned; chosen on folds.
pub struct Settings {
    pub rounds: usize,
    pub rate: f32,
    pub decay: f32,
    /// In how many lessons a feature must stand.
    pub at_least: usize,
}

/// The features that are worth a weight, with their weights.
pub fn weights<const CLASSES: usize>(
    lessons: &[Lesson<CLASSES>],
    settings: &Settings,
) -> Vec<(u32, [f32; CLASSES])> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in lessons.iter().flat_map(|lesson| &lesson.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let keys: Vec<u32> =
        counts.into_iter().filter(|(_, n)| *n >= settings.at_least).map(|(key, _)| key).collect();
    let known = |lesson: &Lesson<CLASSES>| -> Vec<usize> {
        lesson.features.iter().filter_map(|key| keys.binary_search(key).ok()).collect()
    };
    let mut lessons: Vec<(Vec<usize>, &Lesson<CLASSES>)> =
        lessons.iter().map(|lesson| (known(lesson), lesson)).collect();
    let mut weights = vec![[0.0_f32; CLASSES]; keys.len()];
    // AdaGrad, with one sum per feature.
    let mut squares = vec![1e-2_f32; keys.len()];
    let mut random = Random::new(7);
    for _ in 0..settings.rounds {
        random.shuffle(&mut lessons);
        for (known, lesson) in &lessons {
            let mut features = known.clone();
            if lesson.thinned > 0 {
                features.retain(|_| random.below(100) >= lesson.thinned);
            }
            let value = 1.0 / (features.len().max(1) as f32).sqrt();
            let told = likelihoods(features.iter().map(|&i| &weights[i]), value);
            // Any of the classes that are due will do.
            let hit: f32 = (0..CLASSES).filter(|&class| lesson.due[class]).map(|class| told[class]).sum();
            let faults: [f32; CLASSES] = std::array::from_fn(|class| {
                let due = if lesson.due[class] { told[class] / hit.max(f32::MIN_POSITIVE) } else { 0.0 };
                lesson.weight * (told[class] - due)
            });
            for i in features {
                let step: [f32; CLASSES] =
                    std::array::from_fn(|class| value * faults[class] + settings.decay * weights[i][class]);
                squares[i] += step.iter().map(|part| part * part).sum::<f32>();
                let rate = settings.rate / squares[i].sqrt();
                weights[i].iter_mut().zip(step).for_each(|(weight, step)| *weight -= rate * step);
            }
        }
    }
    keys.into_iter().zip(weights).collect()
}

/// How likely each class is.
fn likelihoods<'w, const CLASSES: usize>(
    weights: impl Iterator<Item = &'w [f32; CLASSES]>,
    value: f32,
) -> [f32; CLASSES] {
    let mut scores = [0.0; CLASSES];
    for weights in weights {
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += value * weight);
    }
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let all: f32 = scores.iter().sum();
    scores.map(|score| score / all)
}
