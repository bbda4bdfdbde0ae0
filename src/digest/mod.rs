//! Chooses, writes, cites and proves the weekly watch.

mod cast;
mod choose;
mod compose;
mod desk;
mod draft;
mod forms;
mod introduction;
mod lexicon;
mod model;
pub mod prove;
#[cfg(test)]
mod sample;
#[cfg(test)]
pub use sample::Sample;
#[cfg(test)]
mod tests;
mod weights;
mod write;

pub use compose::{Composed, compose, compose_watched};
pub use desk::Refused;
pub use model::{Basis, Citation, Digest, Item, Kind, Section, SectionForm, Sentence};
