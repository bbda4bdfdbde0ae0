//! The measures that stories are made by, for those who put them together elsewhere.

use serde::Serialize;

use super::{cluster, neighbours, vocabulary};

/// What a document's words weigh and when stories are joined, as the modules have it that
/// use them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Settings {
    /// How many articles the knowledge counts.
    pub articles: f32,
    /// How much more a name tells than a word that is as rare.
    pub name: f32,
    /// By how many of its heaviest terms a document is looked up.
    pub terms: usize,
    /// How many of those with the same term are looked at.
    pub beside: usize,
    /// How many of them are compared in full.
    pub compared: usize,
    /// How close two stories must be, in proportion to how close they are within.
    pub close: f64,
    /// How close they must be at the least.
    pub least: f64,
    /// How close the members of a story are as a rule.
    pub usual: f64,
    /// For how many pairs of them that counts.
    pub usual_pairs: f64,
}

/// The settings of this program.
pub fn settings() -> Settings {
    Settings {
        articles: vocabulary::articles(),
        name: vocabulary::NAME,
        terms: neighbours::TERMS,
        beside: neighbours::BESIDE,
        compared: neighbours::COMPARED,
        close: cluster::CLOSE,
        least: cluster::LEAST,
        usual: cluster::USUAL,
        usual_pairs: cluster::USUAL_PAIRS,
    }
}
