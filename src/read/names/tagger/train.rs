//! Training: a structured perceptron, averaged.

use super::model::{Common, viterbi};
use super::{LABELS, Label, Model};

/// A sentence with its labels.
#[derive(Debug, Clone)]
pub struct Example {
    pub features: Vec<Vec<u32>>,
    pub capitals: Vec<bool>,
    pub labels: Vec<Label>,
}

/// Weights while they are learned, with their sums over time for the average.
struct Learner {
    mask: u32,
    rows: Vec<[f32; LABELS]>,
    row_sums: Vec<[f32; LABELS]>,
    steps: [[[f32; LABELS]; LABELS]; 2],
    step_sums: [[[f32; LABELS]; LABELS]; 2],
    clock: f32,
}

/// How a tagger is learned.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Times that each perceptron goes over the examples.
    pub rounds: usize,
    /// Power of two of the rows of weights.
    pub bits: u32,
    /// Perceptrons that are averaged; each has an order of its own.
    pub seeds: u64,
}

/// Learns from examples.
pub fn train(examples: &[Example], common: &Common, plan: Plan) -> Model {
    let mut mean = Mean::default();
    for seed in 0..plan.seeds {
        let mut learner = Learner::new(plan.bits);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut state = 2 * seed + 1;
        for _ in 0..plan.rounds {
            shuffle(&mut order, &mut state);
            order.iter().for_each(|&i| learner.learn(&examples[i]));
        }
        mean.add(&learner, plan.seeds as f32);
    }
    mean.model(plan.bits, common.clone())
}

/// The mean of several learners over all their time.
#[derive(Default)]
struct Mean {
    rows: Vec<[f32; LABELS]>,
    steps: [[[f32; LABELS]; LABELS]; 2],
}

impl Mean {
    /// Adds one learner of `of`.
    fn add(&mut self, learner: &Learner, of: f32) {
        self.rows.resize(learner.rows.len(), [0.0; LABELS]);
        let mean = |now: f32, sum: f32| (now - sum / learner.clock) / of;
        for (row, (now, sum)) in self.rows.iter_mut().zip(learner.rows.iter().zip(&learner.row_sums)) {
            (0..LABELS).for_each(|label| row[label] += mean(now[label], sum[label]));
        }
        let cells = self.steps.as_flattened_mut().as_flattened_mut().iter_mut();
        let now = learner.steps.as_flattened().as_flattened().iter();
        let sums = learner.step_sums.as_flattened().as_flattened().iter();
        cells.zip(now.zip(sums)).for_each(|(cell, (&now, &sum))| *cell += mean(now, sum));
    }

    fn model(&self, bits: u32, common: Common) -> Model {
        let whole = |weight: f32| (weight * 64.0).round().clamp(-32768.0, 32767.0) as i16;
        let rows = self.rows.iter().map(|row| row.map(whole)).collect();
        let steps = self.steps.map(|before| before.map(|row| row.map(|weight| whole(weight).into())));
        Model::new(bits, rows, steps, common)
    }
}

impl Learner {
    fn new(bits: u32) -> Self {
        Self {
            mask: (1 << bits) - 1,
            rows: vec![[0.0; LABELS]; 1 << bits],
            row_sums: vec![[0.0; LABELS]; 1 << bits],
            steps: [[[0.0; LABELS]; LABELS]; 2],
            step_sums: [[[0.0; LABELS]; LABELS]; 2],
            clock: 1.0,
        }
    }

    fn learn(&mut self, example: &Example) {
        let scores: Vec<[f32; LABELS]> = example.features.iter().map(|f| self.scores(f)).collect();
        let steps = &self.steps;
        let guess =
            viterbi(&scores, |capital, before, label| steps[capital][before][label], &example.capitals);
        if guess != example.labels {
            self.update(example, &example.labels, 1.0);
            self.update(example, &guess, -1.0);
        }
        self.clock += 1.0;
    }

    fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut scores = [0.0; LABELS];
        for feature in features {
            for (score, weight) in scores.iter_mut().zip(self.rows[(feature & self.mask) as usize]) {
                *score += weight;
            }
        }
        scores
    }

    fn update(&mut self, example: &Example, labels: &[Label], by: f32) {
        let mut before = 0;
        for (i, &label) in labels.iter().enumerate() {
            let label = label as usize;
            for feature in &example.features[i] {
                let row = (feature & self.mask) as usize;
                self.rows[row][label] += by;
                self.row_sums[row][label] += by * self.clock;
            }
            let capital = usize::from(example.capitals[i]);
            self.steps[capital][before][label] += by;
            self.step_sums[capital][before][label] += by * self.clock;
            before = label;
        }
    }
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(i, (*state % (i as u64 + 1)) as usize);
    }
}
