//! The words around a position that say what it is worth: the lists of
//! `knowledge/rules/positions.toml`.

use crate::read::contact::words::WordList;
use crate::read::rules::{RuleBook, RuleError};

/// The lists that the reader of positions asks for by name.
#[derive(Debug, Clone)]
pub(in crate::read) struct Words {
    pub negations: WordList,
    pub possible: WordList,
    pub supposing: WordList,
    pub carrying: WordList,
    pub doubting: WordList,
    /// Verbs after which "not" belongs to what follows: "does not appear ready".
    pub raising: WordList,
    /// Verbs of telling: what they are used for is told, not only meant.
    pub telling: WordList,
    /// Verbs that tell of no refusal after "will not".
    pub untelling: WordList,
    /// What one wants others to do for themselves: "know", "feel".
    pub perceiving: WordList,
    /// What others are asked to bring about: "the response".
    pub outcomes: WordList,
    /// What a state's own channel means by its own: "the government".
    pub own_bodies: WordList,
    /// Whom a demand may be put to without a name.
    pub addressees: WordList,
    /// Those of them who are never of one's own state: "ally".
    pub abroad: WordList,
    /// Nouns for a stand: "commitment".
    pub stands: WordList,
    /// What one may not be, as a stand: "will not be a member".
    pub belonging: WordList,
    /// Words that point at what was said before.
    pub pointing: WordList,
    /// Who speaks where two have dealt with each other: "both leaders".
    pub pairs: WordList,
    /// Nouns that stand for a state beside an owner: "his government".
    pub houses: WordList,
    /// People and firms who take no part in diplomacy.
    pub citizens: WordList,
    /// Kinds of organisations that take part in diplomacy.
    pub bodies: WordList,
    /// Openings of a condition, each word by word; longer ones first.
    pub conditions: Vec<Vec<String>>,
    /// As `conditions`, for what is refused only.
    pub barriers: Vec<Vec<String>>,
    /// As `conditions`, for what is still to come.
    pub moments: Vec<Vec<String>>,
    /// Words for days long gone, each word by word.
    pub bygone: Vec<Vec<String>>,
    /// Words after "if" that make no condition: "if necessary".
    pub asides: WordList,
}

impl Words {
    /// Takes the lists from a rule file.
    ///
    /// # Errors
    /// Where one is missing.
    pub fn new(book: &RuleBook) -> Result<Self, RuleError> {
        let list = |name: &str| book.list(name).map(WordList::new);
        let phrases = |name: &str| -> Result<Vec<Vec<String>>, RuleError> {
            let split = |phrase: String| phrase.split(' ').map(str::to_owned).collect::<Vec<_>>();
            let mut phrases: Vec<_> = book.list(name)?.into_iter().map(split).collect();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            Ok(phrases)
        };
        Ok(Self {
            negations: list("negations")?,
            possible: list("possible")?,
            supposing: list("supposing")?,
            carrying: list("carrying")?,
            doubting: list("doubting")?,
            raising: list("raising")?,
            telling: list("telling")?,
            untelling: list("untelling")?,
            perceiving: list("perceiving")?,
            outcomes: list("outcomes")?,
            own_bodies: list("own_bodies")?,
            addressees: list("addressees")?,
            abroad: list("abroad")?,
            bygone: phrases("bygone")?,
            stands: list("stands")?,
            belonging: list("belonging")?,
            pointing: list("pointing")?,
            pairs: list("pairs")?,
            houses: list("houses")?,
            citizens: list("citizens")?,
            bodies: list("bodies")?,
            conditions: phrases("conditions")?,
            barriers: phrases("barriers")?,
            moments: phrases("moments")?,
            asides: list("asides")?,
        })
    }
}
