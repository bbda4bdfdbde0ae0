//! The accounts of one contact by two or more sides, side by side.

use std::collections::BTreeSet;

use super::figures::{Differing, differing};
use super::subject::subjects_of;
use super::wording::resumes;
use super::{Account, Dealing, Paper};
use crate::record::{Contact, Span};

/// A document up to this many sentences is one account from end to end.
const READOUT: usize = 25;

/// In a longer one, this many sentences after the telling one belong to the account.
const NEAR: usize = 4;

/// What the sides say of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub subject: &'static str,
    /// For each side, the sentences after the telling one in which its account speaks of it.
    pub by: Vec<Vec<Span>>,
}

impl Told {
    /// The sides whose accounts do not speak of it.
    pub fn silent(&self) -> impl Iterator<Item = usize> {
        self.by.iter().enumerate().filter(|(_, sentences)| sentences.is_empty()).map(|(side, _)| side)
    }
}

/// The accounts of a contact by its sides.
#[derive(Debug, Clone)]
pub struct Readouts<'a> {
    /// One account of each country that tells it.
    pub sides: Vec<Account<'a>>,
    /// What any of them speaks of, in the order of the accounts.
    pub subjects: Vec<Told>,
    /// Where they come to other numbers.
    pub differing: Vec<Differing>,
}

impl<'a> Readouts<'a> {
    /// Of a contact that official sources of two or more of its countries tell, each in a
    /// document that is about it.
    pub fn of(dealing: &Dealing<'a>, papers: &[Paper<'a>]) -> Option<Self> {
        let country = |account: &Account| papers[account.paper].document.article.country.as_deref();
        let mut sides: Vec<Account<'a>> = Vec::new();
        for account in &dealing.accounts {
            let is_side = papers[account.paper].is_official()
                && papers[account.paper].is_about(account.contact)
                && country(account).is_some_and(|code| dealing.countries().contains(&code));
            if is_side && sides.iter().all(|side| country(side) != country(account)) {
                sides.push(*account);
            }
        }
        (sides.len() >= 2).then(|| Self {
            subjects: subjects(&sides, papers),
            differing: differing(&sides, papers),
            sides,
        })
    }
}

/// The subjects of some accounts, each with where each side speaks of it.
fn subjects(sides: &[Account], papers: &[Paper]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for (side, account) in sides.iter().enumerate() {
        let paper = &papers[account.paper];
        for sentence in paper.account_sentences(account.contact).iter().skip(1) {
            for subject in subjects_of(paper.words(*sentence)) {
                let at = told.iter().position(|one| one.subject == subject).unwrap_or_else(|| {
                    told.push(Told { subject, by: vec![Vec::new(); sides.len()] });
                    told.len() - 1
                });
                told[at].by[side].push(*sentence);
            }
        }
    }
    told
}

impl Paper<'_> {
    /// The sentences that belong to a document's account of a contact, the telling one
    /// first: all that follow in a short document, the next few in a long one. A press page of
    /// several dealings comes to something else with the next paragraph, unless it goes on with
    /// "the talks".
    pub fn account_sentences(&self, contact: &Contact) -> &[Span] {
        let sentences = &self.document.sentences;
        let Some(at) = self.sentence_at(contact.evidence.start) else { return &[] };
        let end =
            if sentences.len() <= READOUT { sentences.len() } else { (at + 1 + NEAR).min(sentences.len()) };
        if self.is_official() || !self.tells_others(contact) {
            return &sentences[at..end];
        }
        let next = (at + 1..end).find(|&i| self.opens_paragraph(i) && !self.goes_on(i));
        &sentences[at..next.unwrap_or(end)]
    }

    /// Whether the document tells a contact of other countries, too.
    fn tells_others(&self, contact: &Contact) -> bool {
        let countries = |contact: &Contact| -> BTreeSet<String> {
            contact.parties.iter().filter_map(|party| party.country.clone()).collect()
        };
        let own = countries(contact);
        self.document.contacts.iter().any(|other| !countries(other).is_subset(&own))
    }

    /// Whether a sentence takes up the dealing told before it, and tells none itself.
    fn goes_on(&self, i: usize) -> bool {
        let sentence = self.document.sentences[i];
        let tells = |contact: &Contact| sentence.contains(contact.evidence);
        resumes(self.words(sentence)) && !self.document.contacts.iter().any(tells)
    }

    /// Whether a sentence begins a paragraph.
    fn opens_paragraph(&self, i: usize) -> bool {
        let [before, here] = [self.document.sentences[i - 1], self.document.sentences[i]];
        let gap = Span { start: before.end.min(here.start), end: here.start };
        self.words(gap).contains('\n') || self.words(before).ends_with('\n')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sample;
    use crate::record::{Document, Mode, Status};
    use crate::weave::dealings_of;

    fn readout(outlet: &str, country: &str, text: &str) -> Document {
        Sample::official(outlet, country, "2022-03-08", text)
            .person("Ann Alder", "Ann Alder", "USA")
            .person("Boris Birk", "Boris Birk", "UKR")
            .contact(
                "Ann Alder spoke with Boris Birk.",
                &[("Ann Alder", "USA"), ("Boris Birk", "UKR")],
                Mode::Call,
                Status::Held,
            )
            .done()
    }

    #[test]
    fn subjects_stand_side_by_side() {
        let documents = [
            readout(
                "White House",
                "USA",
                "Ann Alder spoke with Boris Birk. They discussed a truce. Alder raised grain.",
            ),
            readout("Office", "UKR", "Ann Alder spoke with Boris Birk. A ceasefire was the first subject."),
        ];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let dealings = dealings_of(&papers);
        let readouts = Readouts::of(&dealings[0], &papers).unwrap();
        let got: Vec<(&str, Vec<usize>)> = readouts
            .subjects
            .iter()
            .map(|told| (told.subject, told.by.iter().map(Vec::len).collect()))
            .collect();
        assert_eq!(got, [("ceasefire", vec![1, 1]), ("grain", vec![1, 0])]);
        assert_eq!(readouts.subjects[1].silent().collect::<Vec<_>>(), [1]);
        assert!(Readouts::of(&dealings_of(&papers[..1])[0], &papers).is_none(), "one side is no pair");
    }

    #[test]
    fn other_numbers_of_one_thing_stand_against_each_other() {
        let ours = "Ann Alder spoke with Boris Birk. The call took 60 minutes. Alder offered 10 tanks.";
        let theirs = "Ann Alder spoke with Boris Birk. They talked for an hour. Alder offered 30 tanks.";
        let documents = [readout("White House", "USA", ours), readout("Office", "UKR", theirs)];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let readouts = Readouts::of(&dealings_of(&papers)[0], &papers).unwrap();
        let [differing] = &readouts.differing[..] else { panic!("{:?}", readouts.differing) };
        let words: Vec<&str> = differing
            .by
            .iter()
            .zip(&readouts.sides)
            .map(|(at, side)| papers[side.paper].words(at.unwrap()))
            .collect();
        assert_eq!(words, ["Alder offered 10 tanks.", "Alder offered 30 tanks."]);
    }
}
