//! Events, coded after PLOVER: what documents tell that somebody did ([`Events`]), and what
//! one named party of a sentence does to another ([`Coder`]).

mod coder;
mod deed;
mod features;
mod finder;
mod gives;
mod hints;
mod model;
mod register;
mod rows;
mod scene;
mod taken;
#[cfg(test)]
mod tests;
mod told;
mod verbs;
mod who;
mod words;

pub use coder::Coder;
pub use features::features;
pub use finder::Events;
pub use hints::{Hints, ROOTS, Root, root};
pub use model::{Model, most};
pub use rows::{BadRow, BadTable, Pairs, Row};
pub use scene::Scene;
