//! What changed in positions, with the words of before and of now.

use crate::digest::model::{Item, Sentence};
use crate::digest::weights::Weights;
use crate::digest::write;
use crate::weave::changes;

use super::Editor;

impl Editor<'_, '_> {
    /// An item for each party and issue.
    pub(super) fn changes(&mut self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for change in changes(&self.desk.papers, self.desk.of_week().len()) {
            if items.len() == Weights::get().length.changes {
                break;
            }
            let Some(label) = write::stand_label(&change.now) else { continue };
            if items.iter().any(|item| item.label.as_ref() == Some(&label)) {
                continue;
            }
            let before = self.mark();
            let stands = [change.before, change.now];
            let both: Vec<Sentence> = stands
                .iter()
                .map_while(|stand| write::stand(self.desk, stand).and_then(|draft| self.desk.say(&draft)))
                .collect();
            if both.len() == 2 {
                items.push(Item { label: Some(label), sentences: both, ..Item::default() });
            } else {
                self.back_to(before);
            }
        }
        items
    }
}
