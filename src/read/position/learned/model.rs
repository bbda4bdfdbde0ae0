//! What was learned: `models/positions.bin`, a weight for each feature and act.

use crate::read::linear::{Linear, Weighed};
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
const MAGIC: &[u8; 8] = b"dwstnd02";

/// Learned weights.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    weights: Linear<'m, CLASSES>,
    /// How likely a stand must be to count where an official channel publishes it.
    on_channel: f32,
}

/// How likely a stand must be to count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    pub in_press: f32,
    pub on_channel: f32,
}

/// What a model says of a predicate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    pub act: Act,
    /// How likely it is that it is a stand at all.
    pub likelihood: f32,
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
        let (weights, on_channel) = bytes.split_last_chunk()?;
        Some(Self { weights: Linear::read(MAGIC, weights)?, on_channel: f32::from_le_bytes(*on_channel) })
    }

    /// The bytes of a model of features with their weights.
    pub fn write(thresholds: Thresholds, features: Vec<(u32, [f32; CLASSES])>) -> Vec<u8> {
        let mut bytes = Linear::write(MAGIC, thresholds.in_press, features);
        bytes.extend(thresholds.on_channel.to_le_bytes());
        bytes
    }

    /// How likely a stand must be to count, on an official channel or in the press.
    pub fn threshold(&self, on_channel: bool) -> f32 {
        if on_channel { self.on_channel } else { self.weights.threshold }
    }

    /// What the features speak for; `None` where the model knows none of them.
    pub fn opinion(&self, features: &[String]) -> Option<Opinion> {
        let likelihoods = self.weights.likelihoods(features)?;
        let best = (1..CLASSES).max_by(|&a, &b| likelihoods[a].total_cmp(&likelihoods[b]))?;
        Some(Opinion { act: ACTS[best - 1], likelihood: 1.0 - likelihoods[0] })
    }

    /// Why it takes a predicate for an act.
    pub fn weighed(&self, features: &[String], act: Act, on_channel: bool) -> Option<Weighed> {
        let class = ACTS.iter().position(|one| *one == act)?;
        let likelihood = self.opinion(features)?.likelihood;
        let threshold = self.threshold(on_channel);
        Some(Weighed { likelihood, threshold, ..self.weights.weighed(features, class + 1)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::linear::key;

    #[test]
    fn a_model_tells_an_act() {
        let weights = |of: usize| std::array::from_fn(|i| if i == of { 4.0 } else { 0.0 });
        let thresholds = Thresholds { in_press: 0.75, on_channel: 0.5 };
        let bytes = Model::write(thresholds, vec![(key("will"), weights(2)), (key("may"), weights(0))]);
        let model = Model::read(&bytes).unwrap();
        let opinion = model.opinion(&["will".to_owned()]).unwrap();
        assert_eq!(opinion.act, Act::Demand);
        assert_eq!((model.threshold(true), model.threshold(false)), (0.5, 0.75));
        assert!(opinion.likelihood > 0.8);
        assert!(model.opinion(&["may".to_owned()]).unwrap().likelihood < 0.2);
        assert!(model.opinion(&["shall".to_owned()]).is_none());
        let seen = ["may".to_owned(), "will".to_owned()];
        assert_eq!(model.weighed(&seen, Act::Demand, true).unwrap().reasons.len(), 2);
    }

    #[test]
    fn the_embedded_model_is_of_this_make() {
        let model = Model::embedded();
        for on_channel in [true, false] {
            assert!(0.0 < model.threshold(on_channel) && model.threshold(on_channel) < 1.0);
        }
    }
}
