//! What a sentence is: tokens, tags and a dependency tree. Whichever reader made
//! it, the rest of the program sees these types.

mod mend;
mod rel;
mod sentence;
mod token;
mod upos;

pub(crate) use mend::mend;
pub use rel::Rel;
pub use sentence::Sentence;
pub use token::Token;
pub use upos::Upos;
