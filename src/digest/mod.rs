//! Chooses, writes, cites and proves the weekly watch.

mod cast;
mod choose;
mod compose;
mod desk;
mod draft;
mod editor;
mod forms;
mod introduction;
mod lexicon;
mod model;
pub mod prove;
pub mod rephrase;
mod revise;
#[cfg(test)]
mod sample;
#[cfg(test)]
pub use sample::Sample;
#[cfg(test)]
mod tests;
mod weights;
mod write;

pub use compose::{Commission, Composed, compose};
pub use desk::{Refused, days_of};
pub use model::{
    Basis, Chart, ChartRow, Citation, Digest, Item, Kind, Part, Section, SectionForm, Sentence, Withdrawn,
    Writing,
};
