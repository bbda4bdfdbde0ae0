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

/// Learns from examples, going over them `rounds` times in an order that `seed`
/// sets, with `1 << bits` rows of weights.
pub fn train(examples: &[Example], common: &Common, rounds: usize, bits: u32, seed: u64) -> Model {
    let mut learner = Learner {
        mask: (1 << bits) - 1,
        rows: vec![[0.0; LABELS]; 1 << bits],
        row_sums: vec![[0.0; LABELS]; 1 << bits],
        steps: [[[0.0; LABELS]; LABELS]; 2],
        step_sums: [[[0.0; LABELS]; LABELS]; 2],
        clock: 1.0,
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = seed | 1;
    for _ in 0..rounds {
        shuffle(&mut order, &mut state);
        order.iter().for_each(|&i| learner.learn(&examples[i]));
    }
    learner.average(bits, common.clone())
}

impl Learner {
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

    fn average(&self, bits: u32, common: Common) -> Model {
        let mean =
            |now: f32, sum: f32| ((now - sum / self.clock) * 64.0).round().clamp(-32768.0, 32767.0) as i16;
        let mut rows = vec![[0; LABELS]; 1 << bits];
        for (row, (now, sum)) in rows.iter_mut().zip(self.rows.iter().zip(&self.row_sums)) {
            *row = std::array::from_fn(|label| mean(now[label], sum[label]));
        }
        let steps = std::array::from_fn(|c| {
            std::array::from_fn(|b| {
                std::array::from_fn(|l| mean(self.steps[c][b][l], self.step_sums[c][b][l]).into())
            })
        });
        Model::new(bits, rows, steps, common)
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
