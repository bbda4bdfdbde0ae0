//! The words around an event that say what it is worth: the lists of
//! `knowledge/rules/events.toml`.

use crate::read::contact::words::WordList;
use crate::read::rules::{RuleBook, RuleError};

/// The lists that the reader of events asks for by name.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub negations: WordList,
    /// Three words in a row that deny as "not" does.
    pub no_ways: WordList,
    pub possible: WordList,
    pub due: WordList,
    pub future: WordList,
    pub supposing: WordList,
    pub carrying: WordList,
    pub planning: WordList,
    pub refusing: WordList,
    pub doubting: WordList,
    /// Whoever does these to somebody's doing does not tell of it as done.
    pub weighing: WordList,
    pub denying: WordList,
    /// Words for people, forces and things that a state's name or adjective makes somebody.
    pub owned: WordList,
}

impl Words {
    /// Takes the lists from a rule file.
    ///
    /// # Errors
    /// Where one is missing.
    pub fn new(book: &RuleBook) -> Result<Self, RuleError> {
        let list = |name: &str| book.list(name).map(WordList::new);
        Ok(Self {
            negations: list("negations")?,
            no_ways: list("no_ways")?,
            possible: list("possible")?,
            due: list("due")?,
            future: list("future")?,
            supposing: list("supposing")?,
            carrying: list("carrying")?,
            planning: list("planning")?,
            refusing: list("refusing")?,
            doubting: list("doubting")?,
            weighing: list("weighing")?,
            denying: list("denying")?,
            owned: list("owned")?,
        })
    }
}
