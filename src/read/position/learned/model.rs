//! What was learned: `models/positions.bin`, a weight for each feature and act.

use crate::read::language::bytes::Bytes;
use crate::read::language::key::of_chars;
use crate::record::Act;

/// The acts that the model tells apart, after "no stand".
pub const ACTS: [Act; 8] = [
    Act::Offer,
    Act::Demand,
    Act::Condition,
    Act::Acceptance,
    Act::Refusal,
    Act::Threat,
    Act::Support,
    Act::Proposal,
];

/// What the model tells apart: no stand, or one of the acts.
pub const CLASSES: usize = 1 + ACTS.len();

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"dwstnd01";

/// Learned weights: keys in order, then for each a byte per class.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    /// How likely an act must be to count.
    pub threshold: f32,
    scale: f32,
    keys: &'m [[u8; 4]],
    weights: &'m [[u8; CLASSES]],
}

/// What a model says of a predicate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    pub act: Act,
    /// How likely that is.
    pub likelihood: f32,
}

/// The key of a feature.
pub fn key(feature: &str) -> u32 {
    (of_chars(feature.chars()) >> 32) as u32
}

impl Model<'static> {
    /// The model that is part of the binary.
    ///
    /// # Panics
    /// If the embedded file is of another make, which the tests rule out.
    pub fn embedded() -> Self {
        Self::read(include_bytes!("../../../../models/positions.bin"))
            .expect("models/positions.bin is tested")
    }
}

impl<'m> Model<'m> {
    /// Reads a model; `None` where the bytes are not one.
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        bytes.take(MAGIC.len()).filter(|magic| magic == MAGIC)?;
        let threshold = f32::from_bits(bytes.u32()?);
        let scale = f32::from_bits(bytes.u32()?);
        let count = bytes.u32()? as usize;
        let keys = bytes.take(count.checked_mul(4)?)?.as_chunks().0;
        let weights = bytes.take(count.checked_mul(CLASSES)?)?.as_chunks().0;
        bytes.is_empty().then_some(Self { threshold, scale, keys, weights })
    }

    /// The bytes of a model of features with their weights.
    pub fn write(threshold: f32, mut features: Vec<(u32, [f32; CLASSES])>) -> Vec<u8> {
        features.sort_unstable_by_key(|(key, _)| *key);
        let most =
            features.iter().flat_map(|(_, weights)| weights).fold(f32::MIN_POSITIVE, |m, w| m.max(w.abs()));
        let mut bytes = MAGIC.to_vec();
        bytes.extend(threshold.to_bits().to_le_bytes());
        bytes.extend((most / 127.0).to_bits().to_le_bytes());
        bytes.extend((features.len() as u32).to_le_bytes());
        bytes.extend(features.iter().flat_map(|(key, _)| key.to_le_bytes()));
        let byte = |weight: &f32| (weight / most * 127.0).round() as i8 as u8;
        bytes.extend(features.iter().flat_map(|(_, weights)| weights.iter().map(byte)));
        bytes
    }

    /// What the features speak for; `None` where the model knows none of them.
    pub fn opinion(&self, features: &[String]) -> Option<Opinion> {
        let known: Vec<[f32; CLASSES]> = features.iter().filter_map(|one| self.weights(one)).collect();
        let share = 1.0 / (known.len() as f32).sqrt();
        let mut scores = [0.0_f32; CLASSES];
        for weights in &known {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * share);
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let parts = scores.map(|score| (score - most).exp());
        let best = (1..CLASSES).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
        let likelihood = parts[best] / parts.iter().sum::<f32>();
        (!known.is_empty()).then_some(Opinion { act: ACTS[best - 1], likelihood })
    }

    /// How much each feature speaks for an act against there being none, the strongest first.
    pub fn reasons<'f>(&self, features: &'f [String], act: Act) -> Vec<(&'f str, f32)> {
        let Some(class) = ACTS.iter().position(|one| *one == act) else { return Vec::new() };
        let weigh = |one: &'f String| self.weights(one).map(|w| (one.as_str(), w[class + 1] - w[0]));
        let mut reasons: Vec<(&str, f32)> = features.iter().filter_map(weigh).collect();
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons
    }

    fn weights(&self, feature: &str) -> Option<[f32; CLASSES]> {
        let key = key(feature);
        let at = self.keys.binary_search_by_key(&key, |key| u32::from_le_bytes(*key)).ok()?;
        Some(self.weights[at].map(|weight| f32::from(weight as i8) * self.scale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(of: usize, weight: f32) -> [f32; CLASSES] {
        std::array::from_fn(|i| if i == of { weight } else { 0.0 })
    }

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let features = vec![(key("will"), weights(2, 4.0)), (key("may"), weights(0, 2.0))];
        let bytes = Model::write(0.5, features);
        let model = Model::read(&bytes).unwrap();
        let opinion = model.opinion(&["will".to_owned()]).unwrap();
        assert_eq!((opinion.act, model.threshold), (Act::Demand, 0.5));
        assert!(opinion.likelihood > 0.8);
        assert!(model.opinion(&["may".to_owned()]).unwrap().likelihood < 0.1);
        assert!(model.opinion(&["shall".to_owned()]).is_none());
        let seen = ["may".to_owned(), "will".to_owned()];
        assert_eq!(model.reasons(&seen, Act::Demand)[0].0, "will");
        assert!(Model::read(&bytes[1..]).is_none());
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn the_embedded_model_is_of_this_make() {
        let model = Model::embedded();
        assert!(0.0 < model.threshold && model.threshold < 1.0);
    }
}
