//! What the parties to the conflict say of one subject, side by side.

use crate::digest::draft::capitalised;
use crate::digest::model::{Item, Sentence};
use crate::digest::weights::Weights;
use crate::digest::write::{self, Candidate};
use crate::weave::{outlet_called, subjects_of};

use super::Editor;

/// One party's word on a subject.
enum Word<'a> {
    Statement(Candidate<'a>),
    /// What its own source says of one of its contacts: the contact's place and the words.
    Readout(usize, String),
}

/// The documents that items cite.
fn cited(items: &[Item]) -> Vec<String> {
    let sentences = items.iter().flat_map(|item| &item.sentences);
    sentences.flat_map(|sentence| &sentence.citations).map(|citation| citation.document.clone()).collect()
}

impl<'a> Editor<'_, 'a> {
    /// The weightiest subjects on which two or more parties have a word that is not told yet,
    /// an item each. No document speaks twice: of two subjects of one statement one is told.
    pub(super) fn subjects(&mut self, most: usize) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for subject in self.weighty_subjects() {
            if items.len() == most {
                break;
            }
            let heard = cited(&items);
            items.extend(self.on_subject(subject, &heard));
        }
        items
    }

    /// The subjects of what is said this week that weigh something, the weightiest first.
    fn weighty_subjects(&self) -> Vec<&'static str> {
        let mut weights: Vec<(&'static str, i32)> = Vec::new();
        for candidate in self.candidates.iter().filter(|candidate| candidate.is_weighty()) {
            for subject in subjects_of(self.desk.papers[candidate.paper].words(candidate.words)) {
                match weights.iter_mut().find(|(known, _)| *known == subject) {
                    Some((_, weight)) => *weight += candidate.weight,
                    None => weights.push((subject, candidate.weight)),
                }
            }
        }
        weights.sort_by_key(|(subject, weight)| (-weight, *subject));
        weights.into_iter().map(|(subject, _)| subject).collect()
    }

    fn on_subject(&mut self, subject: &'static str, heard_before: &[String]) -> Option<Item> {
        let parties: Vec<String> = self.desk.concern.scope.parties().map(str::to_owned).collect();
        let before = self.mark();
        let mut sentences = Vec::new();
        let mut heard = 0;
        for party in parties {
            let mut words = self.words_on(subject, &party);
            words.retain(|word| !heard_before.contains(&self.document_of(word)));
            let said = words.into_iter().find_map(|word| {
                self.last = None;
                let said = self.word(word, subject);
                (!said.is_empty()).then_some(said)
            });
            heard += usize::from(said.is_some());
            sentences.extend(said.into_iter().flatten());
        }
        if heard < 2 {
            self.back_to(before);
            return None;
        }
        Some(Item { label: Some(capitalised(subject)), sentences, ..Item::default() })
    }

    /// What a party has to say on a subject: statements first, then its readouts.
    fn words_on(&self, subject: &'static str, party: &str) -> Vec<Word<'a>> {
        let is_on = |words: &str| subjects_of(words).contains(&subject);
        let statements = self.candidates.iter().filter(|candidate| {
            let source = candidate.attribution.source.as_ref();
            // An outlet does not speak for its country.
            let speaks_for =
                |country: Option<&str>, name: &str| country == Some(party) && outlet_called(name).is_none();
            source.is_some_and(|source| speaks_for(source.country.as_deref(), &source.name))
                && candidate.is_weighty()
                && is_on(self.desk.papers[candidate.paper].words(candidate.words))
        });
        let mut words: Vec<Word> = statements.cloned().map(Word::Statement).collect();
        for (i, dealing) in self.dealings.iter().enumerate() {
            let paper = &self.desk.papers[dealing.lead().paper];
            if !paper.is_official() || paper.document.article.country.as_deref() != Some(party) {
                continue;
            }
            let quotes = write::details(self.desk, dealing.lead()).into_iter().map(|detail| detail.quote);
            let least = Weights::get().statement.detail_at_least;
            let weighs = |quote: &String| Weights::get().topics(quote).any(|topic| topic.weight >= least);
            words.extend(
                quotes.filter(|quote| is_on(quote) && weighs(quote)).map(|quote| Word::Readout(i, quote)),
            );
        }
        words
    }

    fn document_of(&self, word: &Word<'a>) -> String {
        let paper = match word {
            Word::Statement(candidate) => candidate.paper,
            Word::Readout(i, _) => self.dealings[*i].lead().paper,
        };
        self.desk.papers[paper].document.article.id.clone()
    }

    fn word(&mut self, word: Word<'a>, subject: &'static str) -> Vec<Sentence> {
        match word {
            Word::Statement(candidate) => self.statement(&candidate).into_iter().collect(),
            Word::Readout(i, _) if self.told[i] => Vec::new(),
            Word::Readout(i, quote) => {
                let before = self.mark();
                let Some((first, dealing, _)) = self.tell(i) else { return Vec::new() };
                let details = write::details(self.desk, dealing.lead());
                let detail = details
                    .into_iter()
                    .find(|detail| detail.quote == quote && subjects_of(&detail.quote).contains(&subject));
                let draft = detail.and_then(|detail| write::told_detail(self.desk, &dealing, &detail));
                match draft.and_then(|draft| self.desk.say(&draft)) {
                    Some(sentence) => {
                        self.desk.quote_once(&quote);
                        vec![first, sentence]
                    }
                    None => {
                        self.back_to(before);
                        Vec::new()
                    }
                }
            }
        }
    }
}
