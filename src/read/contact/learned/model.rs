//! What was learned: `models/contacts.bin`, a weight for each feature.

use crate::read::linear::{Linear, Weighed};

/// What the model tells apart: no contact of the two, or one.
pub const CLASSES: usize = 2;

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"dwcntc01";

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

    /// How likely a contact must be to count.
    pub fn threshold(&self) -> f32 {
        self.0.threshold
    }

    /// How likely the two deal with one another by the word.
    pub fn likelihood(&self, features: &[String]) -> f32 {
        self.0.likelihoods(features).map_or(0.0, |likelihoods| likelihoods[1])
    }

    /// Why it takes them to do so.
    pub fn weighed(&self, features: &[String]) -> Option<Weighed> {
        self.0.weighed(features, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::linear::key;

    #[test]
    fn a_model_tells_how_likely_a_contact_is() {
        let bytes = Model::write(0.7, vec![(key("meet"), [-2.0, 2.0]), (key("needs"), [2.0, -2.0])]);
        let model = Model::read(&bytes).unwrap();
        assert_eq!(model.threshold(), 0.7);
        assert!(model.likelihood(&["meet".to_owned()]) > 0.9);
        assert!(model.likelihood(&["needs".to_owned()]) < 0.1);
        assert_eq!(model.likelihood(&["else".to_owned()]), 0.0);
    }

    #[test]
    fn the_embedded_model_is_of_this_make() {
        let model = Model::embedded();
        assert!(0.5 <= model.threshold() && model.threshold() < 1.0);
    }
}
