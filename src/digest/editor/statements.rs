//! Which statements are told, each once.

use crate::digest::desk::Untold;
use crate::digest::model::{Kind, Sentence};
use crate::digest::write::{self, Candidate};
use crate::record::Span;

use super::Editor;

/// Statements of one person in the whole digest.
const EACH: usize = 3;

impl<'a> Editor<'_, 'a> {
    /// Tells a statement; `None` where its speaker has had their say, its words are told
    /// already or it cannot be proved.
    pub(super) fn statement(&mut self, candidate: &Candidate<'a>) -> Option<Sentence> {
        let speaker = self.speaker(candidate);
        let words = self.desk.papers[candidate.paper].words(candidate.words).to_owned();
        if self.has_spoken(&speaker, candidate.topic)
            || self.desk.is_quoted(&words)
            || !self.desk.papers[candidate.paper].is_official()
                && self.tells_a_contact(candidate.paper, candidate.words)
        {
            return None;
        }
        let turn = (speaker.clone(), candidate.paper);
        let again = self.last.as_ref() == Some(&turn);
        let draft = write::spoken(self.desk, candidate, again)?;
        let sentence = match self.desk.put(&draft) {
            Ok(sentence) => sentence,
            Err(Untold::Struck) => {
                self.desk.strike(&words);
                return None;
            }
            Err(Untold::Left) => return None,
        };
        self.desk.quote_once(&words);
        self.spoken.entry(speaker).or_default().push(candidate.topic);
        // After an editor's words nobody knows whom "he" would stand for.
        self.last = (sentence.kind != Kind::Editor).then_some(turn);
        Some(sentence)
    }

    /// Whether a paper has been cited for a contact with some of these words.
    pub(super) fn tells_a_contact(&self, paper: usize, words: Span) -> bool {
        let told = self.dealings.iter().zip(&self.told).filter(|(_, told)| **told);
        let mut accounts = told.flat_map(|(dealing, _)| &dealing.accounts);
        accounts.any(|one| one.paper == paper && one.contact.evidence.overlaps(words))
    }

    /// Tells the first of some statements that can be told, up to `most`.
    pub(super) fn first_of(&mut self, candidates: &[Candidate<'a>], most: usize) -> Vec<Sentence> {
        let mut told = Vec::new();
        for candidate in candidates {
            if told.len() == most {
                break;
            }
            told.extend(self.statement(candidate));
        }
        told
    }

    /// By what name statements of one person are counted together.
    pub(super) fn speaker(&self, candidate: &Candidate) -> String {
        let person = candidate.person.map(|person| self.desk.cast.person(person).full().to_owned());
        person.unwrap_or_else(|| candidate.speaker.clone())
    }

    /// Whether a speaker has had their say, on this topic or altogether.
    fn has_spoken(&self, speaker: &str, topic: Option<&'static str>) -> bool {
        self.spoken.get(speaker).is_some_and(|topics| topics.len() >= EACH || topics.contains(&topic))
    }
}
