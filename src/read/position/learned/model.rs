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
const MAGIC: &[u8; 8] = b"dwstnd01";

/// Learned weights.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m>(Linear<'m, CLASSES>);

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
        Linear::read(MAGIC, bytes).map(Self)
    }

    /// The bytes of a model of features with their weights.
    pub fn write(threshold: f32, features: Vec<(u32, [f32; CLASSES])>) -> Vec<u8> {
        Linear::write(MAGIC, threshold, features)
    }

    /// How likely a stand must be to count.
    pub fn threshold(&self) -> f32 {
        self.0.threshold
    }

    /// What the features speak for; `None` where the model knows none of them.
    pub fn opinion(&self, features: &[String]) -> Option<Opinion> {
        let likelihoods = self.0.likelihoods(features)?;
        let best = (1..CLASSES).max_by(|&a, &b| likelihoods[a].total_cmp(&likelihoods[b]))?;
        Some(Opinion { act: ACTS[best - 1], likelihood: 1.0 - likelihoods[0] })
    }

    /// Why it takes a predicate for an act.
    pub fn weighed(&self, features: &[String], act: Act) -> Option<Weighed> {
        let class = ACTS.iter().position(|one| *one == act)?;
        let likelihood = self.opinion(features)?.likelihood;
        Some(Weighed { likelihood, ..self.0.weighed(features, class + 1)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::linear::key;

    #[test]
    fn a_model_tells_an_act() {
        let weights = |of: usize| std::array::from_fn(|i| if i == of { 4.0 } else { 0.0 });
        let bytes = Model::write(0.5, vec![(key("will"), weights(2)), (key("may"), weights(0))]);
        let model = Model::read(&bytes).unwrap();
        let opinion = model.opinion(&["will".to_owned()]).unwrap();
        assert_eq!((opinion.act, model.threshold()), (Act::Demand, 0.5));
        assert!(opinion.likelihood > 0.8);
        assert!(model.opinion(&["may".to_owned()]).unwrap().likelihood < 0.2);
        assert!(model.opinion(&["shall".to_owned()]).is_none());
        let seen = ["may".to_owned(), "will".to_owned()];
        assert_eq!(model.weighed(&seen, Act::Demand).unwrap().reasons.len(), 2);
    }

    #[test]
    fn the_embedded_model_is_of_this_make() {
        let model = Model::embedded();
        assert!(0.0 < model.threshold() && model.threshold() < 1.0);
    }
}
