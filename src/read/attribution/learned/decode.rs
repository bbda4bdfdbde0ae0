//! The best labelling of the tokens around a saying word.

use std::ops::Range;

use super::cue_features::Beside;
use super::scene::Scene;
use super::span_features;

/// What a token is to a saying word.
pub const LABELS: usize = 4;
/// None of the others.
pub const OUTSIDE: usize = 0;
/// Part of the cue.
pub const CUE: usize = 1;
/// Part of the source.
pub const SOURCE: usize = 2;
/// Part of what is said.
pub const CONTENT: usize = 3;

/// Weights of features, whether they are being learned or read from the model.
pub trait Weights {
    /// Adds the weights of a key for each label.
    fn add_labels(&self, key: u64, scores: &mut [f32; LABELS]);
    /// Adds the weights of a key for each pair of the label before and this one.
    fn add_steps(&self, key: u64, scores: &mut [f32; LABELS * LABELS]);
}

/// Labels for the places of a scene's window. `wrong` is added to the score of every
/// label but the right one when learning with a margin.
pub fn labels(
    scene: &Scene,
    known: u32,
    beside: &Beside,
    weights: &impl Weights,
    right: Option<(&[u8], f32)>,
) -> Vec<u8> {
    let common = span_features::common(scene, known, beside.bits());
    let mut keys = Vec::with_capacity(64);
    let mut best = [0.0; LABELS];
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scene.window.len());
    for (i, at) in scene.window.clone().enumerate() {
        let mut own = [0.0; LABELS];
        keys.clear();
        span_features::put(scene, &common, at, &mut keys);
        for &key in &keys {
            weights.add_labels(key, &mut own);
        }
        if let Some((right, margin)) = right {
            for (label, score) in own.iter_mut().enumerate() {
                *score += if label == usize::from(right[i]) { 0.0 } else { margin };
            }
        }
        if at == scene.anchor {
            own = [f32::NEG_INFINITY; LABELS];
            own[CUE] = 0.0;
        }
        if i == 0 {
            best = own;
            back.push([0; LABELS]);
            continue;
        }
        let mut steps = [0.0; LABELS * LABELS];
        keys.clear();
        span_features::put_step(scene, &common, at, &mut keys);
        for &key in &keys {
            weights.add_steps(key, &mut steps);
        }
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut from = [0; LABELS];
        for label in 0..LABELS {
            for before in 0..LABELS {
                let score = best[before] + steps[before * LABELS + label] + own[label];
                if score > next[label] {
                    next[label] = score;
                    from[label] = before as u8;
                }
            }
        }
        best = next;
        back.push(from);
    }
    trace(&best, &back)
}

fn trace(best: &[f32; LABELS], back: &[[u8; LABELS]]) -> Vec<u8> {
    let mut label = (0..LABELS).fold(0, |top, label| if best[label] > best[top] { label } else { top });
    let mut labels = vec![0; back.len()];
    for i in (0..back.len()).rev() {
        labels[i] = label as u8;
        label = usize::from(back[i][label]);
    }
    labels
}

/// The stretches of a label, as places.
pub fn stretches(window: &Range<usize>, labels: &[u8], label: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &one) in labels.iter().enumerate() {
        let at = window.start + i;
        if usize::from(one) != label {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}
