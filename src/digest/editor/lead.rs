//! The lead story: what is new and consequential, in order.

use crate::digest::choose::forerunners;
use crate::digest::model::{Item, Sentence};
use crate::digest::write::{self, Candidate};
use crate::record::{SourceKind, Stance, Status};
use crate::weave::{Dealing, Readouts, dealings_of, denials_of, outlet_called};

use super::{Editor, paragraph};

/// How many details follow a contact.
const DETAILS: usize = 2;

/// What others say of a contact that is told on someone's word.
const REACTIONS: usize = 3;

/// What an account itself says is not known.
const UNKNOWN: usize = 2;

/// Statements of each side, and of those who comment.
const STATEMENTS: usize = 2;

impl<'a> Editor<'_, 'a> {
    /// The most consequential contact with all that belongs to it, then what each of the
    /// parties said, then another contact, by another source.
    pub(super) fn lead(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        let first = (0..self.dealings.len()).find_map(|i| Some((i, self.story(i, true)?)));
        let source = first.as_ref().and_then(|(i, _)| self.source(*i));
        items.extend(first.into_iter().flat_map(|(_, story)| story));
        items.extend(self.sides());
        let next = (0..self.dealings.len()).filter(|&i| self.source(i) != source && !self.has_sides(i));
        let next: Vec<usize> = next.collect();
        items.extend(next.into_iter().find_map(|i| self.story(i, false)).into_iter().flatten());
        items
    }

    fn source(&self, i: usize) -> Option<&'a str> {
        self.desk.papers[self.dealings[i].lead().paper].outlet()
    }

    /// Whether its accounts stand side by side elsewhere.
    fn has_sides(&self, i: usize) -> bool {
        Readouts::of(&self.dealings[i], &self.desk.papers).is_some()
    }

    /// A contact in paragraphs: what happened and who was there; what others say of it; what
    /// is not known, for the first of them, and what it follows; what those who comment say.
    fn story(&mut self, i: usize, is_first: bool) -> Option<Vec<Item>> {
        let (first, dealing, tellings) = self.tell(i)?;
        self.leading.push(dealing.clone());
        let mut told = vec![first];
        let named = write::participants(self.desk, &dealing, &tellings);
        told.extend(named.and_then(|draft| self.desk.say(&draft)));
        told.extend(self.details(&dealing, DETAILS));
        told.extend(self.beside(&dealing));
        let came_about = matches!(dealing.status(), Status::Held | Status::Confirmed);
        let on_word = dealing.status() == Status::Reported
            || came_about && write::told_by(self.desk, &dealing).is_some();
        let mut received = Vec::new();
        if on_word && !self.is_readout(&dealing) {
            self.last = None;
            received.extend(self.denials(&dealing));
            received.extend(self.other_telling(&dealing, &tellings));
            received.extend(self.reactions(&dealing, &tellings));
            let origins = write::origins(self.desk, &dealing, &tellings);
            received.extend(origins.and_then(|draft| self.desk.say(&draft)));
        }
        let mut open = if is_first { self.unknown(&dealing) } else { Vec::new() };
        let missing = write::missing_account(self.desk, &dealing);
        open.extend(missing.and_then(|sentence| self.desk.say_absence(sentence)));
        open.extend(self.before(&dealing));
        let comments = if on_word { self.comments(&dealing) } else { Vec::new() };
        Some([told, received, open, comments].into_iter().filter_map(paragraph).collect())
    }

    /// What is said in a paper that tells little else than the contact.
    fn beside(&mut self, dealing: &Dealing<'a>) -> Vec<Sentence> {
        let beside: Vec<Candidate> =
            write::beside(self.desk, &self.candidates, dealing).into_iter().cloned().collect();
        self.first_of(&beside, STATEMENTS)
    }

    /// How another speaker tells a contact that is told on someone's word, where it is not
    /// the same report told again.
    fn other_telling(&mut self, dealing: &Dealing<'a>, tellings: &[Dealing<'a>]) -> Option<Sentence> {
        let speaker = write::told_by(self.desk, dealing);
        let own = write::first_teller(self.desk, dealing);
        let differs = |other: &&Dealing| {
            let (by, first) = (write::told_by(self.desk, other), write::first_teller(self.desk, other));
            by.is_some() && by != speaker && first != own
        };
        let drafts: Vec<_> =
            tellings.iter().filter(differs).filter_map(|dealing| write::told(self.desk, dealing)).collect();
        drafts.iter().find_map(|draft| self.desk.say(draft))
    }

    /// Who says that a contact was not.
    fn denials(&mut self, dealing: &Dealing<'a>) -> Option<Sentence> {
        let accounts = denials_of(dealing, &self.dealings);
        let drafts: Vec<_> = accounts
            .into_iter()
            .filter_map(|account| {
                let denied = Dealing { accounts: vec![account], when: dealing.when };
                write::told(self.desk, &denied)
            })
            .collect();
        drafts.iter().find_map(|draft| self.desk.say(draft))
    }

    /// What others say of a contact: who denies it first, then by standing.
    fn reactions(&mut self, dealing: &Dealing<'a>, others: &[Dealing<'a>]) -> Vec<Sentence> {
        let mut speaking: Vec<Candidate> = self
            .candidates
            .iter()
            .filter(|candidate| write::speaks_of(self.desk, candidate, dealing, others))
            // What an outlet reports is another telling.
            .filter(|candidate| outlet_called(&candidate.speaker).is_none())
            .cloned()
            .collect();
        speaking.sort_by_key(|candidate| {
            let denies = candidate.attribution.stance == Stance::Denies;
            (!denies, write::passed_on(self.desk, candidate), -candidate.weight)
        });
        self.first_of(&speaking, REACTIONS)
    }

    /// What the accounts say is not known.
    fn unknown(&mut self, dealing: &Dealing<'a>) -> Vec<Sentence> {
        let drafts = write::unknown(self.desk, dealing);
        drafts.iter().filter_map(|draft| self.desk.say(draft)).take(UNKNOWN).collect()
    }

    /// The contact between the same countries that was told last before the week.
    fn before(&mut self, dealing: &Dealing<'a>) -> Option<Sentence> {
        let of_week = self.desk.of_week().len();
        let mut earlier = dealings_of(&self.desk.papers[of_week..]);
        earlier.iter_mut().for_each(|dealing| dealing.shift(of_week));
        let before = forerunners(self.desk, dealing, &earlier);
        let drafts: Vec<_> =
            before.into_iter().filter_map(|before| write::told_before(self.desk, before)).collect();
        drafts.iter().find_map(|draft| self.desk.say(draft))
    }

    /// What research institutes say in what they publish on the same story.
    fn comments(&mut self, dealing: &Dealing<'a>) -> Vec<Sentence> {
        let story = self.desk.story(dealing.lead().paper).to_owned();
        let is_comment = |candidate: &&Candidate| {
            let paper = &self.desk.papers[candidate.paper];
            paper.document.article.kind == Some(SourceKind::ThinkTank)
                && self.desk.story(candidate.paper) == story
        };
        let comments: Vec<Candidate> = self.candidates.iter().filter(is_comment).cloned().collect();
        self.last = None;
        self.first_of(&comments, STATEMENTS)
    }

    /// What each party to the conflict said that weighs most, a paragraph for each; what
    /// stands in accounts that are set side by side comes there.
    fn sides(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        let compared: Vec<usize> = (0..self.dealings.len())
            .filter_map(|i| Readouts::of(&self.dealings[i], &self.desk.papers))
            .flat_map(|readouts| readouts.sides.into_iter().map(|side| side.paper))
            .collect();
        for party in self.desk.concern.scope.parties().map(str::to_owned).collect::<Vec<_>>() {
            let is_party = |candidate: &&Candidate| {
                let source = candidate.attribution.source.as_ref();
                source.is_some_and(|source| source.country.as_deref() == Some(party.as_str()))
                    && candidate.is_weighty()
                    && !compared.contains(&candidate.paper)
            };
            let said: Vec<Candidate> = self.candidates.iter().filter(is_party).cloned().collect();
            let Some(first) = said.first().map(|candidate| self.speaker(candidate)) else { continue };
            let of_one: Vec<Candidate> =
                said.into_iter().filter(|candidate| self.speaker(candidate) == first).collect();
            self.last = None;
            items.extend(paragraph(self.first_of(&of_one, STATEMENTS)));
        }
        items
    }
}
