//! Accounts of one contact, side by side.

use crate::digest::model::{Item, Sentence};
use crate::digest::weights::Weights;
use crate::digest::write;
use crate::weave::{Readouts, Told};

use super::Editor;

/// Subjects of one contact that are set side by side.
const SUBJECTS: usize = 2;

impl Editor<'_, '_> {
    /// The contacts that two or more of their sides tell, an item each; then subjects on which
    /// several parties have a word.
    pub(super) fn readouts(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        for i in 0..self.dealings.len() {
            if items.len() == Weights::get().length.readouts {
                break;
            }
            items.extend(self.side_by_side(i));
        }
        let left = Weights::get().length.readouts - items.len();
        items.extend(self.subjects(left));
        items
    }

    fn side_by_side(&mut self, i: usize) -> Option<Item> {
        let readouts = Readouts::of(&self.dealings[i], &self.desk.papers)?;
        let mut sentences = Vec::new();
        let first = self.tell(i);
        let lead = first.as_ref().map_or_else(|| self.dealings[i].clone(), |(_, dealing, _)| dealing.clone());
        sentences.extend(first.map(|(sentence, ..)| sentence));
        let before = sentences.len();
        let mut subjects = readouts.subjects.clone();
        // What both tell first; then by weight.
        let weight = |told: &Told| -> i32 {
            let words = told
                .by
                .iter()
                .flatten()
                .zip(&readouts.sides)
                .map(|(span, side)| self.desk.papers[side.paper].words(*span));
            words.flat_map(|words| Weights::get().topics(words)).map(|topic| topic.weight).sum()
        };
        subjects.sort_by_cached_key(|told| (told.silent().count(), -weight(told)));
        for told in subjects.iter().take(SUBJECTS) {
            sentences.extend(self.subject(&readouts, told));
        }
        if sentences.len() == before {
            sentences.extend(self.details(&lead, SUBJECTS));
        }
        // A side alone is no comparison.
        (sentences.len() > 1).then(|| {
            let label = write::label(self.desk, &lead);
            Item { label: Some(label), sentences, ..Item::default() }
        })
    }

    /// What each side says of a subject, and which account does not speak of it.
    fn subject(&mut self, readouts: &Readouts, told: &Told) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (side, spans) in readouts.sides.iter().zip(&told.by) {
            let drafts: Vec<_> =
                spans.iter().filter_map(|&span| write::account_says(self.desk, *side, span)).collect();
            sentences.extend(drafts.into_iter().find_map(|(draft, quote)| {
                if self.desk.is_quoted(&quote) {
                    return None;
                }
                let sentence = self.desk.say(&draft)?;
                self.desk.quote_once(&quote);
                Some(sentence)
            }));
        }
        if sentences.is_empty() {
            return sentences;
        }
        for side in told.silent() {
            let absence = write::silent_account(self.desk, readouts.sides[side], told.subject);
            sentences.extend(absence.and_then(|sentence| self.desk.say_absence(sentence)));
        }
        sentences
    }
}
