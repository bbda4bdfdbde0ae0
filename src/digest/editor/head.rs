//! The title and the deck.

use crate::digest::forms::Forms;
use crate::digest::model::{Kind, Sentence};
use crate::digest::write;
use crate::record::Place;
use crate::weave::Dealing;

use super::Editor;

impl Editor<'_, '_> {
    /// The week's finding, and one sentence under it.
    pub fn head(&mut self) -> (Sentence, Option<Sentence>) {
        let title = &Forms::get().title;
        let findings: Vec<_> = self
            .leading
            .iter()
            .chain(&self.dealings)
            .filter_map(|dealing| write::headline(self.desk, dealing))
            .collect();
        let finding = findings.iter().find_map(|draft| {
            let mut sentence = draft.claim();
            sentence.text.truncate(sentence.text.trim_end_matches('.').len());
            self.desk.try_sentence(Place::Title, sentence)
        });
        let quiet = || {
            let (citations, basis, edit) = (Vec::new(), None, None);
            let text = if self.dealings.is_empty() { &title.quiet } else { &title.untold };
            Sentence { text: text.clone(), kind: Kind::Absence, citations, basis, edit, rephrased: None }
        };
        let mut finding =
            finding.unwrap_or_else(|| self.desk.revised(Place::Title, quiet()).ok().unwrap_or_else(quiet));
        // An editor may have written it with the prefix.
        let bare = finding.text.strip_prefix(&title.prefix).unwrap_or(&finding.text);
        finding.text = format!("{}{bare}", title.prefix);
        let all: Vec<&Dealing> = self.dealings.iter().collect();
        let deck = write::tally(self.desk, &all)
            .and_then(|draft| self.desk.try_sentence(Place::Deck, draft.claim()));
        (finding, deck)
    }
}
