//! Weights while they are learned: AdaGrad steps, averaged over the run.

use diplomacy_watch::read::attribution::learned::decode::{LABELS, Weights};
use diplomacy_watch::read::attribution::learned::model::{
    CUE_SLOTS, HEAD, LABEL_SLOTS, MAGIC, STEP_SLOTS, STEPS, slot,
};

/// A table of weights.
pub struct Table {
    weights: Vec<f32>,
    /// Sum of squared steps.
    squares: Vec<f32>,
    /// Weighted sum of changes, for the average.
    changes: Vec<f32>,
    pub rate: f32,
}

impl Table {
    fn new(length: usize, rate: f32) -> Self {
        Self { weights: vec![0.0; length], squares: vec![0.0; length], changes: vec![0.0; length], rate }
    }

    /// Moves a weight; `now` counts the examples seen.
    pub fn step(&mut self, at: usize, gradient: f32, now: f32) {
        self.squares[at] += gradient * gradient;
        let change = self.rate * gradient / (self.squares[at].sqrt() + 1e-3);
        self.weights[at] += change;
        self.changes[at] += now * change;
    }

    /// The average of the weights over the examples seen.
    fn averaged(&self, seen: f32) -> Vec<f32> {
        self.weights.iter().zip(&self.changes).map(|(weight, change)| weight - change / seen).collect()
    }
}

/// All tables.
pub struct Learner {
    pub cues: Table,
    pub labels: Table,
    pub steps: Table,
}

impl Learner {
    pub fn new(rate: f32) -> Self {
        Self {
            cues: Table::new(CUE_SLOTS, rate),
            labels: Table::new(LABEL_SLOTS * LABELS, rate),
            steps: Table::new(STEP_SLOTS * STEPS, rate),
        }
    }

    pub fn cue(&self, keys: &[u64]) -> f32 {
        keys.iter().map(|&key| self.cues.weights[slot(key, CUE_SLOTS)]).sum()
    }
}

impl Weights for Learner {
    fn add_labels(&self, key: u64, scores: &mut [f32; LABELS]) {
        let at = slot(key, LABEL_SLOTS) * LABELS;
        scores
            .iter_mut()
            .zip(&self.labels.weights[at..at + LABELS])
            .for_each(|(score, weight)| *score += weight);
    }

    fn add_steps(&self, key: u64, scores: &mut [f32; STEPS]) {
        let at = slot(key, STEP_SLOTS) * STEPS;
        scores
            .iter_mut()
            .zip(&self.steps.weights[at..at + STEPS])
            .for_each(|(score, weight)| *score += weight);
    }
}

/// The bytes of the model file: averaged weights, a byte each.
pub fn pack(learner: &Learner, cues_seen: f32, scenes_seen: f32, threshold: f32) -> Vec<u8> {
    let tables = [
        learner.cues.averaged(cues_seen),
        learner.labels.averaged(scenes_seen),
        learner.steps.averaged(scenes_seen),
    ];
    let scales = tables.each_ref().map(|table| scale(table));
    let mut bytes = Vec::with_capacity(HEAD + tables.iter().map(Vec::len).sum::<usize>());
    bytes.extend(MAGIC);
    for number in [threshold, scales[0], scales[1], scales[2]] {
        bytes.extend(number.to_le_bytes());
    }
    for (table, scale) in tables.iter().zip(scales) {
        bytes.extend(table.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8));
    }
    bytes
}

/// What one unit of a byte is worth: all but the few largest weights fit.
fn scale(table: &[f32]) -> f32 {
    let mut sizes: Vec<f32> =
        table.iter().map(|weight| weight.abs()).filter(|&weight| weight > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
    top.max(1e-6) / 127.0
}
