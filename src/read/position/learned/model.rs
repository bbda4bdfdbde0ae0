//! What was learned: `models/positions.bin`, a weight for each feature and act.

use crate::read::encoder::{Encoder, Mixed};
use crate::read::linear::{Linear, Weighed, likelihoods_of};
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

/// What the encoder says of a predicate: logarithms of how likely each class is.
pub type Sight = [f32; CLASSES];

/// What its opinion is called where the reasons are told.
const BY_ENCODER: &str = "by the encoder, as it reads the whole passage";

/// How likely each class is by both, each opinion counting as much as it should.
fn both(words: &[f32; CLASSES], seen: &Sight, mixed: &Mixed) -> [f32; CLASSES] {
    let score =
        |class: usize| mixed.network * seen[class] + mixed.words * words[class].max(f32::MIN_POSITIVE).ln();
    likelihoods_of(std::array::from_fn(score))
}

/// What a model says of a predicate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    pub act: Act,
    /// How likely it is that it is a stand at all.
    pub likelihood: f32,
    /// How likely it is that it is a stand by this act.
    pub by_act: f32,
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

    /// How likely a stand must be to count, on an official channel or in the press, by the
    /// features or by them and the encoder.
    pub fn threshold(&self, on_channel: bool, seen: Option<&Sight>) -> f32 {
        match (seen.map(|_| Encoder::known().mixed_stands()), on_channel) {
            (Some(mixed), true) => mixed.on_channel,
            (Some(mixed), false) => mixed.in_press,
            (None, true) => self.on_channel,
            (None, false) => self.weights.threshold,
        }
    }

    /// What the features, and the encoder where it saw the predicate, speak for; `None` where
    /// the model knows none of the features.
    pub fn opinion(&self, features: &[String], seen: Option<&Sight>) -> Option<Opinion> {
        let words = self.weights.likelihoods(features)?;
        let likelihoods = seen.map_or(words, |seen| both(&words, seen, Encoder::known().mixed_stands()));
        let best = (1..CLASSES).max_by(|&a, &b| likelihoods[a].total_cmp(&likelihoods[b]))?;
        Some(Opinion { act: ACTS[best - 1], likelihood: 1.0 - likelihoods[0], by_act: likelihoods[best] })
    }

    /// How likely no stand and each act is; `None` where the model knows none of the features.
    pub fn likelihoods(&self, features: &[String]) -> Option<[f32; CLASSES]> {
        self.weights.likelihoods(features)
    }

    /// Why it takes a predicate for an act, which counts from a likelihood on.
    pub fn weighed(
        &self,
        features: &[String],
        seen: Option<&Sight>,
        act: Act,
        threshold: f32,
    ) -> Option<Weighed> {
        let class = 1 + ACTS.iter().position(|one| *one == act)?;
        let likelihood = self.opinion(features, seen)?.likelihood;
        let mut weighed = self.weights.weighed(features, class)?;
        if let Some(seen) = seen {
            let mixed = Encoder::known().mixed_stands();
            weighed.reasons.iter_mut().for_each(|(_, weight)| *weight *= mixed.words);
            let weight = mixed.network * (seen[class] - seen[0]);
            weighed.reasons.insert(0, (BY_ENCODER.to_owned(), weight));
        }
        Some(Weighed { likelihood, threshold, ..weighed })
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
        let opinion = model.opinion(&["will".to_owned()], None).unwrap();
        assert_eq!(opinion.act, Act::Demand);
        assert_eq!((model.threshold(true, None), model.threshold(false, None)), (0.5, 0.75));
        assert!(opinion.likelihood > 0.8);
        assert!(model.opinion(&["may".to_owned()], None).unwrap().likelihood < 0.2);
        assert!(model.opinion(&["shall".to_owned()], None).is_none());
        let seen = ["may".to_owned(), "will".to_owned()];
        assert_eq!(model.weighed(&seen, None, Act::Demand, 0.5).unwrap().reasons.len(), 2);
    }

    /// Where the encoder takes each class for as likely as any.
    const EVEN: Sight = [-2.197; CLASSES];

    #[test]
    fn both_opinions_count() {
        let mixed = Encoder::known().mixed_stands();
        let words = |of: usize| std::array::from_fn(|i| if i == of { 0.92 } else { 0.01 });
        let sight = |of: usize| words(of).map(f32::ln);
        let likeliest = |told: [f32; CLASSES]| {
            assert!((told.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            (0..CLASSES).max_by(|&a, &b| told[a].total_cmp(&told[b])).unwrap()
        };
        assert_eq!(likeliest(both(&words(2), &EVEN, mixed)), 2);
        assert_eq!(likeliest(both(&words(2), &sight(0), mixed)), 0);
        assert!(both(&words(2), &sight(2), mixed)[2] > both(&words(2), &EVEN, mixed)[2]);
    }

    #[test]
    fn the_embedded_model_is_of_this_make() {
        let model = Model::embedded();
        for (on_channel, seen) in [(true, None), (false, None), (true, Some(&EVEN)), (false, Some(&EVEN))] {
            let threshold = model.threshold(on_channel, seen);
            assert!(0.0 < threshold && threshold < 1.0);
        }
    }
}
