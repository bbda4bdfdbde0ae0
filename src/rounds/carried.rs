//! The texts that a source's list carries itself, for pages that cannot be had.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::collect::archive::Kept;
use crate::collect::fetch::{Address, Answer};
use crate::read::feed::Entry;

use super::{Desk, RoundError};

/// Fewer words than this are a summary and not an article.
const ARTICLE: usize = 60;

/// What a list carries, and the answer that it stood in.
#[derive(Default)]
pub(super) struct Carried {
    entries: HashMap<String, Entry>,
    answers: Vec<(Address, Answer)>,
}

impl Carried {
    pub(super) fn new(entries: &[Entry], answers: Vec<(Address, Answer)>) -> Self {
        let is_article = |entry: &&Entry| {
            entry.content.as_ref().is_some_and(|text| text.split_whitespace().count() >= ARTICLE)
        };
        let carried = entries.iter().filter(is_article);
        let entries = carried.filter_map(|entry| Some((entry.url.clone()?, entry.clone()))).collect();
        Self { entries, answers }
    }

    pub(super) fn entry(&self, url: &str) -> Option<&Entry> {
        self.entries.get(url)
    }

    /// The answers that the list came in.
    pub(super) fn answers(&self) -> &[(Address, Answer)] {
        &self.answers
    }

    /// Keeps the list as the proof of a text that was taken from it.
    pub(super) fn keep(&self, desk: &Desk, now: Timestamp) -> Result<Option<Kept>, RoundError> {
        let Some((asked, answer)) = self.answers.first() else { return Ok(None) };
        let kept = desk.archive().keep(asked, answer, now).map_err(|error| desk.archive_failed(error))?;
        Ok(Some(kept))
    }
}
