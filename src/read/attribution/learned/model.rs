//! The weights that were learned: `models/attribution.bin`.

use super::decode::{LABELS, Weights};

/// Slots for the features of cues.
pub const CUE_SLOTS: usize = 1 << 18;
/// Slots for the features of tokens, each with a weight per label.
pub const LABEL_SLOTS: usize = 1 << 18;
/// Slots for the features of steps, each with a weight per pair of labels.
pub const STEP_SLOTS: usize = 1 << 15;
/// Weights per slot of a step.
pub const STEPS: usize = LABELS * LABELS;
/// First bytes of the file.
pub const MAGIC: &[u8; 8] = b"dwattr01";
/// Bytes before the weights: the magic, the threshold and three scales.
pub const HEAD: usize = 8 + 4 * 4;

/// The slot of a key.
pub fn slot(key: u64, slots: usize) -> usize {
    (key >> 20) as usize & (slots - 1)
}

/// Learned weights, as they lie in the file: a byte each.
pub struct Model<'m> {
    /// The score from which a token is taken for a cue.
    pub threshold: f32,
    scales: [f32; 3],
    weights: &'m [u8],
}

impl Model<'static> {
    /// The model that is part of the binary; `None` where it is of another make.
    pub fn embedded() -> Option<Self> {
        Self::parse(include_bytes!("../../../../models/attribution.bin"))
    }
}

impl<'m> Model<'m> {
    /// Reads a model's bytes; `None` where they are of another make.
    pub fn parse(bytes: &'m [u8]) -> Option<Self> {
        let all = HEAD + CUE_SLOTS + LABEL_SLOTS * LABELS + STEP_SLOTS * STEPS;
        if bytes.len() != all || !bytes.starts_with(MAGIC) {
            return None;
        }
        let number = |i: usize| {
            let at = 8 + 4 * i;
            f32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let scales = [number(1), number(2), number(3)];
        Some(Self { threshold: number(0), scales, weights: &bytes[HEAD..] })
    }

    /// The score of a token as a cue.
    pub fn cue(&self, keys: &[u64]) -> f32 {
        let sum: i32 = keys.iter().map(|&key| i32::from(self.weights[slot(key, CUE_SLOTS)] as i8)).sum();
        sum as f32 * self.scales[0]
    }
}

impl Weights for Model<'_> {
    fn add_labels(&self, key: u64, scores: &mut [f32; LABELS]) {
        let at = CUE_SLOTS + slot(key, LABEL_SLOTS) * LABELS;
        for (score, &weight) in scores.iter_mut().zip(&self.weights[at..at + LABELS]) {
            *score += f32::from(weight as i8) * self.scales[1];
        }
    }

    fn add_steps(&self, key: u64, scores: &mut [f32; STEPS]) {
        let at = CUE_SLOTS + LABEL_SLOTS * LABELS + slot(key, STEP_SLOTS) * STEPS;
        for (score, &weight) in scores.iter_mut().zip(&self.weights[at..at + STEPS]) {
            *score += f32::from(weight as i8) * self.scales[2];
        }
    }
}
