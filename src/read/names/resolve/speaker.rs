//! Who speaks in a transcript or address: the label before a colon, or the one whom
//! the title names.

use crate::read::names::{Level, Mentioned, Names};
use crate::record::MentionKind;

use super::Context;

/// Most tokens of a note in brackets after a label.
const LONGEST_NOTE: usize = 6;

impl Context<'_> {
    /// For each sentence the actor who speaks in it, where the document is a
    /// transcript with labels: "Vladimir Putin:", "MS. PSAKI:".
    pub(super) fn speakers(&self, names: &Names) -> Vec<Option<usize>> {
        let mut speakers = vec![None; self.sentences.len()];
        let mut labels = 0;
        let mut now = None;
        let mut mentions = names.mentions.iter().peekable();
        for (i, speaker) in speakers.iter_mut().enumerate() {
            while mentions.peek().is_some_and(|m| m.sentence < i) {
                mentions.next();
            }
            let first = mentions.peek().filter(|m| m.sentence == i && m.tokens.start == 0);
            if let Some(label) = first.filter(|m| self.is_label(m) && m.level != Level::Pronoun) {
                let person = names.actors[label.actor].kind == MentionKind::Person;
                now = person.then_some(label.actor);
                labels += 1;
            } else if self.is_other_label(i) {
                now = None;
            }
            *speaker = now;
        }
        if labels < 2 {
            speakers.fill(None);
        }
        speakers
    }

    /// Whether a colon follows a mention, "(as interpreted)" left out.
    fn is_label(&self, mention: &Mentioned) -> bool {
        let (sentence, end) = (mention.sentence, mention.tokens.end);
        if self.word(sentence, end) != "(" {
            return self.word(sentence, end) == ":";
        }
        let closes = (end..end + LONGEST_NOTE).find(|&at| self.word(sentence, at) == ")");
        closes.is_some_and(|at| self.word(sentence, at + 1) == ":")
    }

    /// A label of someone without a name: "Q", "Question:", "JOURNALIST:".
    fn is_other_label(&self, sentence: usize) -> bool {
        let (first, second) = (self.word(sentence, 0), self.word(sentence, 1));
        first == "Q" || second == ":" && first.chars().next().is_some_and(char::is_uppercase)
    }
}
