//! What keeps a predicate from being a record, however likely a stand is.

use crate::read::encoder::{Encoder, Mixed};
use crate::record::Act;

use super::model::{Model, Sight};

/// What keeps a predicate from being a record, however likely a stand is.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Bar {
    /// Whether it falls to the holder himself or to citizens, or is said in passing: no demand.
    pub(super) at_home: bool,
    /// Whether only the predicate's own word, or nothing in its clause, names what it is about,
    /// or nobody else is named beside an affair of one's own.
    pub(super) is_vague: bool,
    /// Whether no other state and no body that deals is named in the sentences around.
    pub(super) is_alone: bool,
    /// Whether it is only supposed or thought of, by what words say.
    pub(super) is_idle: bool,
}

impl Bar {
    /// Whether a record by an act may be made where only words speak for it.
    pub fn admits(self, act: Act) -> bool {
        !(self.is_vague || self.is_idle || self.bars_demand(act))
    }

    /// Whether words say that it is only supposed or thought of.
    pub fn is_idle(self) -> bool {
        self.is_idle
    }

    /// How likely a stand by an act must be to count by a model's opinion, and the encoder's where it saw
    /// it; `None` where it never does.
    pub fn asked(self, act: Act, model: &Model, on_channel: bool, seen: Option<&Sight>) -> Option<f32> {
        let mixed = seen.map(|_| Encoder::known().mixed_stands());
        self.raised(act, model.threshold(on_channel, seen), mixed)
    }

    /// The likelihood `plain`, from which on a stand by an act counts if nothing keeps it, raised by what
    /// does; `None` where it never counts. The encoder sees enough of the passage to be believed where
    /// it is sure.
    pub(super) fn raised(self, act: Act, plain: f32, mixed: Option<&Mixed>) -> Option<f32> {
        let of = |holds: bool, likelihood: f32| if holds { likelihood } else { plain };
        match mixed {
            None => self.admits(act).then_some(plain),
            Some(_) if self.is_vague && self.is_alone => None,
            Some(mixed) => {
                let asked = [
                    of(self.is_vague, mixed.vague),
                    of(self.is_idle, mixed.idle),
                    of(self.bars_demand(act), mixed.at_home),
                ];
                Some(asked.into_iter().fold(plain, f32::max))
            }
        }
    }

    fn bars_demand(self, act: Act) -> bool {
        self.at_home && act == Act::Demand
    }
}
