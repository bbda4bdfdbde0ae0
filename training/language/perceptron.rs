//! An averaged perceptron over hashed features.

use rustc_hash::FxHashMap;

/// Learned weights: for each feature some labels with their weight.
pub type Weights = FxHashMap<u64, Vec<(u8, f32)>>;

/// How often each feature is seen, up to a few times: features share counters by
/// hash, which now and then lets a rare one through.
pub struct Counts(Vec<u8>);

impl Counts {
    pub fn new() -> Self {
        Self(vec![0; 1 << Self::BITS])
    }

    const BITS: u32 = 25;

    pub fn add(&mut self, keys: &[u64]) {
        for key in keys {
            let count = &mut self.0[(key >> (64 - Self::BITS)) as usize];
            *count = count.saturating_add(1);
        }
    }

    /// Drops the keys that were seen less often.
    pub fn keep(&self, keys: &mut Vec<u64>, least: u8) {
        keys.retain(|key| self.0[(key >> (64 - Self::BITS)) as usize] >= least);
    }
}

/// A perceptron while it learns. A feature's weights lie together in `weights`;
/// what their average needs lies in `history` at the same place.
#[derive(Default)]
pub struct Perceptron {
    rows: FxHashMap<u64, u32>,
    weights: Vec<Vec<(u8, f32)>>,
    history: Vec<Vec<(f64, u32)>>,
    now: u32,
}

impl Perceptron {
    /// The scores of all labels.
    pub fn scores(&self, keys: &[u64], scores: &mut [f32]) {
        scores.fill(0.0);
        for key in keys {
            if let Some(&row) = self.rows.get(key) {
                for &(label, weight) in &self.weights[row as usize] {
                    scores[usize::from(label)] += weight;
                }
            }
        }
    }

    /// Counts a step.
    pub fn step(&mut self) {
        self.now += 1;
    }

    /// Moves the weights of the features towards one label and away from another.
    pub fn update(&mut self, keys: &[u64], good: usize, bad: usize, amount: f32) {
        for &key in keys {
            let next = self.weights.len() as u32;
            let row = *self.rows.entry(key).or_insert(next) as usize;
            if row == next as usize {
                self.weights.push(Vec::new());
                self.history.push(Vec::new());
            }
            self.add(row, good as u8, amount);
            self.add(row, bad as u8, -amount);
        }
    }

    fn add(&mut self, row: usize, label: u8, amount: f32) {
        let (weights, history) = (&mut self.weights[row], &mut self.history[row]);
        match weights.iter().position(|(known, _)| *known == label) {
            Some(at) => {
                let (total, since) = &mut history[at];
                *total += f64::from(weights[at].1) * f64::from(self.now - *since);
                *since = self.now;
                weights[at].1 += amount;
            }
            None => {
                weights.push((label, amount));
                history.push((0.0, self.now));
            }
        }
    }

    /// The mean of the weights over all steps, added to `sum`.
    pub fn add_average_to(&self, sum: &mut Weights) {
        for (&key, &row) in &self.rows {
            let into = sum.entry(key).or_default();
            let cells = self.weights[row as usize].iter().zip(&self.history[row as usize]);
            for (&(label, weight), &(total, since)) in cells {
                let total = total + f64::from(weight) * f64::from(self.now - since);
                let mean = (total / f64::from(self.now.max(1))) as f32;
                match into.iter_mut().find(|(known, _)| *known == label) {
                    Some((_, weight)) => *weight += mean,
                    None => into.push((label, mean)),
                }
            }
        }
    }
}

/// The `most` largest weights as bytes. A byte stands for its square: what moves a
/// decision ranges over three powers of ten, and a cut at the top costs most.
pub fn quantise(weights: &Weights, most: usize) -> Vec<(u64, Vec<(u8, i8)>)> {
    let mut sizes: Vec<f32> = weights.values().flatten().map(|(_, weight)| weight.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let largest = sizes.first().copied().unwrap_or(1.0);
    let floor = sizes.get(most).copied().unwrap_or(0.0);
    let byte = |weight: f32| ((weight.abs() / largest).sqrt() * 127.0).round().copysign(weight) as i8;
    let kept = |(_, weight): &&(u8, f32)| weight.abs() > floor && byte(*weight) != 0;
    let mut rows: Vec<_> = weights
        .iter()
        .map(|(&key, row)| {
            let mut row: Vec<_> =
                row.iter().filter(kept).map(|&(label, weight)| (label, byte(weight))).collect();
            row.sort_unstable();
            (key, row)
        })
        .filter(|(_, row)| !row.is_empty())
        .collect();
    rows.sort_unstable_by_key(|(key, _)| *key);
    rows
}
