//! What a sentence is: tokens, tags and a dependency tree. Whichever reader made
//! it, the rest of the program sees these types.

mod label;
mod mend;
mod rel;
mod sentence;
mod token;
mod upos;

pub(crate) use label::{label, set_apart};
pub(crate) use mend::mend;
pub use rel::Rel;
pub use sentence::Sentence;
pub use token::Token;
pub use upos::Upos;
