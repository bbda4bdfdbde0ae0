//! What a round came to, source by source.

use serde::Serialize;

use crate::ledger::Stored;

/// What became of the pages of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Documents that the ledger did not have.
    pub new: u64,
    /// Documents whose text was changed.
    pub revised: u64,
    /// Documents that another version of the reader had read.
    pub reread: u64,
    /// Pages that are as they were.
    pub unchanged: u64,
    /// Pages that could not be had.
    pub failed: u64,
    /// Pages that wait for another round.
    pub waiting: u64,
}

impl Tally {
    pub(super) fn add(&mut self, stored: Stored) {
        match stored {
            Stored::New => self.new += 1,
            Stored::Revised(_) => self.revised += 1,
            Stored::Reread => self.reread += 1,
            Stored::Unchanged => self.unchanged += 1,
        }
    }
}

/// What a round came to for one source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// Empty for addresses given by hand.
    pub source: String,
    #[serde(flatten)]
    pub tally: Tally,
    /// Why its list could not be had, else what went wrong first with one of its pages.
    pub problem: Option<String>,
    /// Whether nothing at all could be had.
    pub is_dead: bool,
}

impl Report {
    pub(super) fn new(source: &str) -> Self {
        Self { source: source.to_owned(), ..Self::default() }
    }

    /// A page could not be had.
    pub(super) fn fail(&mut self, url: &str, why: &str) {
        self.tally.failed += 1;
        self.problem.get_or_insert_with(|| format!("{url}: {why}"));
    }
}
