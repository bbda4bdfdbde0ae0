//! What was learned: a weight for each feature and root. `models/events.bin`.

use super::hints::{ROOTS, Root};
use crate::read::language::bytes::Bytes;

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"dwevnt01";

/// Learned weights: keys in order, then for each a byte per root.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    keys: &'m [[u8; 4]],
    weights: &'m [[u8; ROOTS]],
}

impl Model<'static> {
    /// The model that is part of the binary.
    ///
    /// # Panics
    /// If the embedded file is of another make, which the tests rule out.
    pub fn embedded() -> Self {
        Self::read(include_bytes!("../../../models/events.bin")).expect("models/events.bin is tested")
    }
}

impl<'m> Model<'m> {
    /// Reads a model; `None` where the bytes are not one.
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        bytes.take(MAGIC.len()).filter(|magic| magic == MAGIC)?;
        let count = bytes.u32()? as usize;
        let keys = bytes.take(count.checked_mul(4)?)?.as_chunks().0;
        let weights = bytes.take(count.checked_mul(ROOTS)?)?.as_chunks().0;
        bytes.is_empty().then_some(Self { keys, weights })
    }

    /// The bytes of a model of features with their weights, whose scale is lost: only
    /// which root has most is kept.
    pub fn write(mut features: Vec<(u32, [f32; ROOTS])>) -> Vec<u8> {
        features.sort_unstable_by_key(|(key, _)| *key);
        let most =
            features.iter().flat_map(|(_, weights)| weights).fold(f32::MIN_POSITIVE, |m, w| m.max(w.abs()));
        let mut bytes = MAGIC.to_vec();
        bytes.extend((features.len() as u32).to_le_bytes());
        bytes.extend(features.iter().flat_map(|(key, _)| key.to_le_bytes()));
        let byte = |weight: &f32| (weight / most * 127.0).round() as i8 as u8;
        bytes.extend(features.iter().flat_map(|(_, weights)| weights.iter().map(byte)));
        bytes
    }

    /// The root that the features speak for most.
    pub fn root(&self, features: &[u32]) -> Root {
        most(&self.opinion(features))
    }

    /// How much the features speak for each root. The scale is the model's own: the sum of
    /// their weights, the greatest of which is one, over the root of their number.
    pub fn opinion(&self, features: &[u32]) -> [f32; ROOTS] {
        let scale = 127.0 * (features.len().max(1) as f32).sqrt();
        self.scores(features).map(|score| score as f32 / scale)
    }

    fn scores(&self, features: &[u32]) -> [i32; ROOTS] {
        let mut scores = [0; ROOTS];
        for feature in features {
            let found = self.keys.binary_search_by_key(feature, |key| u32::from_le_bytes(*key));
            if let Ok(at) = found {
                for (score, &weight) in scores.iter_mut().zip(&self.weights[at]) {
                    *score += i32::from(weight as i8);
                }
            }
        }
        scores
    }
}

/// The root with the highest score, the first of several.
pub fn most(scores: &[f32; ROOTS]) -> Root {
    let highest = (0..ROOTS).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    highest.unwrap_or_default() as Root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let weights = |of: usize, weight: f32| std::array::from_fn(|i| if i == of { weight } else { 0.0 });
        let bytes = Model::write(vec![(9, weights(3, 2.0)), (4, weights(5, -1.0))]);
        let model = Model::read(&bytes).unwrap();
        let scores = model.scores(&[4, 5, 9]);
        assert_eq!((scores[3], scores[5], scores[0]), (127, -64, 0));
        assert!(Model::read(&bytes[1..]).is_none());
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
    }
}
