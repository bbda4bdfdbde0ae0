//! A linear model over features that are short texts: which of some classes they speak for.
//! The learned finders of positions and contacts share it; `explain` shows the features.

use super::language::bytes::Bytes;
use super::language::key::of_chars;

/// Learned weights: keys in order, then for each a byte per class.
#[derive(Debug, Clone, Copy)]
pub struct Linear<'m, const CLASSES: usize> {
    /// How likely a class must be to count.
    pub threshold: f32,
    scale: f32,
    keys: &'m [[u8; 4]],
    weights: &'m [[u8; CLASSES]],
}

/// Why a model takes words for a record.
pub struct Weighed {
    pub likelihood: f32,
    /// From which likelihood it counts.
    pub threshold: f32,
    /// What it saw, with how much that speaks for the record; the strongest first.
    pub reasons: Vec<(String, f32)>,
}

/// How likely each class is by their scores, which are logarithms but for what they share.
pub fn likelihoods_of<const CLASSES: usize>(scores: [f32; CLASSES]) -> [f32; CLASSES] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let parts = scores.map(|score| (score - most).exp());
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}

/// The key of a feature.
pub fn key(feature: &str) -> u32 {
    (of_chars(feature.chars()) >> 32) as u32
}

impl<'m, const CLASSES: usize> Linear<'m, CLASSES> {
    /// Reads a model that begins with `magic`; `None` where the bytes are not one.
    pub fn read(magic: &[u8; 8], bytes: &'m [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        bytes.take(magic.len()).filter(|first| first == magic)?;
        let threshold = f32::from_bits(bytes.u32()?);
        let scale = f32::from_bits(bytes.u32()?);
        let count = bytes.u32()? as usize;
        let keys = bytes.take(count.checked_mul(4)?)?.as_chunks().0;
        let weights = bytes.take(count.checked_mul(CLASSES)?)?.as_chunks().0;
        bytes.is_empty().then_some(Self { threshold, scale, keys, weights })
    }

    /// The bytes of a model of features with their weights.
    pub fn write(magic: &[u8; 8], threshold: f32, mut features: Vec<(u32, [f32; CLASSES])>) -> Vec<u8> {
        features.sort_unstable_by_key(|(key, _)| *key);
        let most =
            features.iter().flat_map(|(_, weights)| weights).fold(f32::MIN_POSITIVE, |m, w| m.max(w.abs()));
        let mut bytes = magic.to_vec();
        bytes.extend(threshold.to_bits().to_le_bytes());
        bytes.extend((most / 127.0).to_bits().to_le_bytes());
        bytes.extend((features.len() as u32).to_le_bytes());
        bytes.extend(features.iter().flat_map(|(key, _)| key.to_le_bytes()));
        let byte = |weight: &f32| (weight / most * 127.0).round() as i8 as u8;
        bytes.extend(features.iter().flat_map(|(_, weights)| weights.iter().map(byte)));
        bytes
    }

    /// How likely each class is; `None` where the model knows none of the features.
    pub fn likelihoods(&self, features: &[String]) -> Option<[f32; CLASSES]> {
        let known: Vec<[f32; CLASSES]> = features.iter().filter_map(|one| self.weights(one)).collect();
        let share = 1.0 / (known.len() as f32).sqrt();
        let mut scores = [0.0_f32; CLASSES];
        for weights in &known {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * share);
        }
        (!known.is_empty()).then(|| likelihoods_of(scores))
    }

    /// How much each feature speaks for a class against the first, in logarithms of likelihoods;
    /// the strongest first.
    pub fn reasons<'f>(&self, features: &'f [String], class: usize) -> Vec<(&'f str, f32)> {
        let weigh = |one: &'f String| self.weights(one).map(|w| (one.as_str(), w[class] - w[0]));
        let mut reasons: Vec<(&str, f32)> = features.iter().filter_map(weigh).collect();
        let share = 1.0 / (reasons.len() as f32).sqrt();
        reasons.iter_mut().for_each(|(_, weight)| *weight *= share);
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons
    }

    /// The same beside how likely the class is, for `explain`.
    pub fn weighed(&self, features: &[String], class: usize) -> Option<Weighed> {
        let likelihood = self.likelihoods(features)?[class];
        let reasons = self.reasons(features, class).into_iter();
        let reasons = reasons.map(|(reason, weight)| (reason.to_owned(), weight)).collect();
        Some(Weighed { likelihood, threshold: self.threshold, reasons })
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

    const MAGIC: &[u8; 8] = b"dwtest01";

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let features = vec![(key("will"), [0.0, 0.0, 4.0]), (key("may"), [2.0, 0.0, 0.0])];
        let bytes = Linear::write(MAGIC, 0.5, features);
        let model = Linear::<3>::read(MAGIC, &bytes).unwrap();
        assert_eq!(model.threshold, 0.5);
        let likelihoods = |word: &str| model.likelihoods(&[word.to_owned()]);
        assert!(likelihoods("will").unwrap()[2] > 0.8);
        assert!(likelihoods("may").unwrap()[2] < 0.2);
        assert!(likelihoods("shall").is_none());
        let seen = ["may".to_owned(), "will".to_owned()];
        assert_eq!(model.reasons(&seen, 2)[0].0, "will");
        let weighed = model.weighed(&seen, 2).unwrap();
        assert_eq!((weighed.threshold, weighed.reasons.len()), (0.5, 2));
        assert!(Linear::<3>::read(MAGIC, &bytes[1..]).is_none());
        assert!(Linear::<3>::read(MAGIC, &bytes[..bytes.len() - 1]).is_none());
        assert!(Linear::<3>::read(b"dwtest02", &bytes).is_none());
    }
}
