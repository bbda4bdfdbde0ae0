//! Times in a text: the words for them, and the days they come to when one knows
//! on which day they were published.

mod calendar;
mod meaning;
mod phrase;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, CalendarError};
pub use meaning::{Frame, Meaning, Tense, Turn, YearRef};
pub use phrase::Phrase;
