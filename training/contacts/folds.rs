//! How well contacts are told in documents that a model did not learn from.

use std::collections::{BTreeMap, BTreeSet};

use diplomacy_watch::read::contact::learned::Told;

use super::random::Random;
use super::samples::{Sample, Sort};

const FOLDS: usize = 6;

/// States, by reader and sort of document, what a model adds to the rules from some
/// likelihoods on: how much of that is right, and how many of the labels are then told.
pub fn state(samples: &[Sample], likelihoods: &[f32], thresholds: &[f32]) {
    for reader in ["fast", "careful"] {
        for sort in [Sort::Official, Sort::Press, Sort::Sentence] {
            let part: Vec<(&Sample, f32)> = samples
                .iter()
                .zip(likelihoods)
                .filter(|(one, _)| one.reader == reader && one.sort == sort)
                .map(|(one, likelihood)| (one, *likelihood))
                .collect();
            let all = labels(&part, |_| true).len();
            let by_rules = labels(&part, |one| matches!(one.told, Told::This | Told::Elsewhere));
            println!("{reader} {sort:?}: {all} labels at words of dealing, {} by rules", by_rules.len());
            for &threshold in thresholds {
                let (right, wrong, open, more) = added(&part, threshold);
                let found = by_rules.union(&more).count();
                println!(
                    "  from {threshold:.2} on: {right} right, {wrong} wrong, {open} open; {found} labels told"
                );
            }
        }
    }
}

/// The labels of which some pair is as is asked.
fn labels<'s>(part: &[(&'s Sample, f32)], by: impl Fn(&Sample) -> bool) -> BTreeSet<(&'s str, usize)> {
    let asked = part.iter().filter(|(one, _)| by(one));
    asked.filter_map(|(one, _)| Some((one.document.as_str(), one.label?))).collect()
}

/// What is added where rules tell nothing: how many words of dealing rightly, wrongly and
/// openly, and the labels that they are of.
fn added<'s>(
    part: &[(&'s Sample, f32)],
    threshold: f32,
) -> (usize, usize, usize, BTreeSet<(&'s str, usize)>) {
    let mut best: BTreeMap<(&str, usize), (&Sample, f32)> = BTreeMap::new();
    for &(one, likelihood) in part {
        if one.is_weighed && one.told == Told::Nothing && likelihood >= threshold {
            let here = best.entry((one.document.as_str(), one.anchor.start)).or_insert((one, likelihood));
            if likelihood > here.1 {
                *here = (one, likelihood);
            }
        }
    }
    let count = |due: Option<bool>| best.values().filter(|(one, _)| one.due == due).count();
    let labels = best.values().filter_map(|(one, _)| Some((one.document.as_str(), one.label?))).collect();
    (count(Some(true)), count(Some(false)), count(None), labels)
}

/// Each sample as a model has it that did not learn from its document.
pub fn held_out(samples: &[Sample]) -> Vec<f32> {
    let is_tested = |one: &Sample| !matches!(one.sort, Sort::Silver | Sort::Ruled | Sort::Plain);
    let documents: BTreeSet<&str> =
        samples.iter().filter(|one| is_tested(one)).map(|one| one.document.as_str()).collect();
    let mut order: Vec<&str> = documents.into_iter().collect();
    Random::new(3).shuffle(&mut order);
    let mut likelihoods = vec![0.0; samples.len()];
    for fold in 0..FOLDS {
        let held: BTreeSet<&str> = order.iter().copied().skip(fold).step_by(FOLDS).collect();
        let train: Vec<&Sample> =
            samples.iter().filter(|one| !held.contains(one.document.as_str())).collect();
        let weights: BTreeMap<u32, [f32; 2]> = super::weights(&train).into_iter().collect();
        for (one, likelihood) in samples.iter().zip(&mut likelihoods) {
            if held.contains(one.document.as_str()) {
                let known: Vec<&[f32; 2]> = one.features.iter().filter_map(|key| weights.get(key)).collect();
                let leans: f32 = known.iter().map(|weights| weights[1] - weights[0]).sum();
                *likelihood = 1.0 / (1.0 + (-leans / (known.len().max(1) as f32).sqrt()).exp());
            }
        }
    }
    likelihoods
}
