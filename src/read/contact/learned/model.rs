//! What was learned: `models/contacts.bin`, a weight for each feature.

use crate::read::encoder::Encoder;
use crate::read::linear::{Linear, Weighed};

/// What the model tells apart: no contact of the two, or one.
pub const CLASSES: usize = 2;

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"dwcntc01";

/// What the encoder's opinion is called where the reasons are told.
const BY_ENCODER: &str = "by the encoder, as it reads the word in its passage";

/// Learned weights.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m>(Linear<'m, CLASSES>);

impl Model<'static> {
    /// The model that is part of the binary.
    ///
    /// # Panics
    /// If the embedded file is of another make, which the tests rule out.
    pub fn embedded() -> Self {
        Self::read(include_bytes!("../../../../models/contacts.bin")).expect("models/contacts.bin is tested")
    }
}

impl<'m> Model<'m> {
    /// Reads a model; `None` where the bytes are not one.
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        Linear::read(MAGIC, bytes).map(Self)
    }

    /// The bytes of a model of features with their weights.
    pub fn write(threshold: f32, features: Vec<(u32, [f32; CLASSES])>) -> Vec<u8> {
        Linear::write(MAGIC, threshold, features)
    }

    /// How likely a contact must be to count, by words alone or with the encoder's `sight` of the word.
    pub fn threshold(&self, sight: Option<f32>) -> f32 {
        sight.map_or(self.0.threshold, |_| Encoder::known().mixed_dealings().threshold)
    }

    /// How likely the two deal with one another by the word. `sight`: the encoder's log-odds that
    /// it is a word of dealing, where it read.
    pub fn likelihood(&self, features: &[String], sight: Option<f32>) -> f32 {
        let by_words = self.0.likelihoods(features).map_or(0.0, |likelihoods| likelihoods[1]);
        let Some(sight) = sight else { return by_words };
        let mixed = Encoder::known().mixed_dealings();
        let odds = mixed.network * sight + mixed.words * log_odds(by_words) + mixed.bias;
        1.0 / (1.0 + (-odds).exp())
    }

    /// Why it takes them to do so.
    pub fn weighed(&self, features: &[String], sight: Option<f32>) -> Option<Weighed> {
        let mut weighed = self.0.weighed(features, 1)?;
        if let Some(sight) = sight {
            let mixed = Encoder::known().mixed_dealings();
            weighed.reasons.iter_mut().for_each(|(_, weight)| *weight *= mixed.words);
            weighed.reasons.insert(0, (BY_ENCODER.to_owned(), mixed.network * sight));
        }
        let (likelihood, threshold) = (self.likelihood(features, sight), self.threshold(sight));
        Some(Weighed { likelihood, threshold, ..weighed })
    }
}

/// The logarithm of how much likelier something is than not, within what can be told.
pub(super) fn log_odds(likelihood: f32) -> f32 {
    let inside = likelihood.clamp(1e-4, 1.0 - 1e-4);
    (inside / (1.0 - inside)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::linear::key;

    #[test]
    fn a_model_tells_how_likely_a_contact_is() {
        let bytes = Model::write(0.7, vec![(key("meet"), [-2.0, 2.0]), (key("needs"), [2.0, -2.0])]);
        let model = Model::read(&bytes).unwrap();
        assert_eq!(model.threshold(None), 0.7);
        assert!(model.likelihood(&["meet".to_owned()], None) > 0.9);
        assert!(model.likelihood(&["needs".to_owned()], None) < 0.1);
        assert_eq!(model.likelihood(&["else".to_owned()], None), 0.0);
    }

    #[test]
    fn the_embedded_model_is_of_this_make() {
        let model = Model::embedded();
        assert!((0.5..1.0).contains(&model.threshold(None)));
    }
}
