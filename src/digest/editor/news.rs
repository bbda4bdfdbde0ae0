//! "In other diplomatic news": an item for each development.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::digest::choose::is_across;
use crate::digest::model::{Item, Sentence};
use crate::digest::weights::Weights;
use crate::digest::write::{self, Candidate};
use crate::record::{Act, Issue};
use crate::weave::{Contested, Stand, contested};

use super::{Editor, paragraph};

/// How many details follow a contact.
const DETAILS: usize = 1;

/// How many statements an item without a contact has; one with a contact has as many, its
/// details counted.
const STATEMENTS: usize = 2;

/// So many items in a hundred are contacts, where there are as many.
const CONTACTS: usize = 65;

/// How many stands that the press tells of.
const STANDS: usize = 3;

/// What an item is about.
#[derive(Clone)]
enum News<'a> {
    Dispute(Contested<'a>),
    /// A contact, by its place.
    Contact(usize),
    Stand(Stand<'a>),
    Statement(Candidate<'a>),
}

impl<'a> Editor<'_, 'a> {
    /// The next contacts, what is contested, where a side stands by the word of the press, and
    /// the next statements, in a quiet week lighter ones too, by day. They are chosen by weight
    /// and then written in the order of the page, in which people are introduced.
    pub(super) fn news(&mut self) -> Vec<Item> {
        let before = self.mark();
        let mut chosen = self.chosen();
        self.back_to(before);
        chosen.sort_by_key(|(day, _)| (day.is_none(), *day));
        chosen.iter().filter_map(|(_, news)| self.write(news)).collect()
    }

    fn chosen(&mut self) -> Vec<(Option<Date>, News<'a>)> {
        let most = Weights::get().length.other;
        let disputes = contested(self.desk.of_week()).into_iter().map(News::Dispute);
        let contacts = self.by_what_is_told().into_iter().map(News::Contact);
        let statements = self.candidates.clone().into_iter().map(News::Statement).collect::<Vec<_>>();
        let mut chosen = Vec::new();
        for news in disputes.chain(contacts) {
            if chosen.len() < most * CONTACTS / 100 && self.write(&news).is_some() {
                chosen.push((self.day(&news), news));
            }
        }
        let mut stands = 0;
        for stand in self.stands() {
            let news = News::Stand(stand);
            if chosen.len() < most && stands < STANDS && self.write(&news).is_some() {
                chosen.push((self.day(&news), news));
                stands += 1;
            }
        }
        let weights = &Weights::get().statement;
        for (least, most) in [(weights.at_least, most), (weights.quiet_at_least, Weights::get().length.quiet)]
        {
            for news in statements.clone() {
                let News::Statement(candidate) = &news else { continue };
                let speaker = self.speaker(candidate);
                let is_new = candidate.weighs(least) && !self.spoken.contains_key(&speaker);
                if chosen.len() < most && is_new && self.write(&news).is_some() {
                    chosen.push((self.day(&news), news));
                }
            }
        }
        chosen
    }

    /// The contacts, the weightiest first; one of which no more can be told than that it was
    /// weighs less, unless parties to the conflict deal with each other, which is news by itself.
    fn by_what_is_told(&mut self) -> Vec<usize> {
        let mut contacts: Vec<(i32, usize)> = Vec::new();
        for i in 0..self.dealings.len() {
            let before = self.mark();
            let item = self.contact(i);
            self.back_to(before);
            let Some(item) = item else { continue };
            let is_bare = item.sentences.len() == 1 && !is_across(self.desk, &self.dealings[i]);
            let bare = if is_bare { Weights::get().contact.bare } else { 0 };
            contacts.push((self.weights[i] + bare, i));
        }
        contacts.sort_by_key(|(weight, i)| (Reverse(*weight), *i));
        contacts.into_iter().map(|(_, i)| i).collect()
    }

    /// Where parties stand as the press tells it, on the issues of the conflict: with a
    /// condition before without, what moves the matter before what is asked or backed.
    fn stands(&self) -> Vec<Stand<'a>> {
        let mut stands: Vec<Stand> = Vec::new();
        for (paper, sheet) in self.desk.of_week().iter().enumerate().filter(|(_, paper)| !paper.is_official())
        {
            let positions = sheet.document.positions.iter().filter(|position| {
                let country = position.holders.iter().find_map(|holder| holder.country.as_deref());
                position.issue != Issue::Other
                    && country.is_some()
                    && self.desk.concern.has_words(position.evidence, country, sheet)
            });
            stands.extend(positions.map(|position| Stand { paper, position }));
        }
        stands.sort_by_key(|Stand { paper, position }| {
            let moves = matches!(
                position.act,
                Act::Offer | Act::Acceptance | Act::Refusal | Act::Threat | Act::Condition
            );
            (position.condition.is_none(), !moves, *paper, position.evidence.start)
        });
        stands
    }

    fn day(&self, news: &News) -> Option<Date> {
        match news {
            News::Dispute(pair) => self.desk.papers[pair.denial.paper].date(),
            News::Contact(i) => self.dealings[*i].day(),
            News::Stand(stand) => self.desk.papers[stand.paper].date(),
            News::Statement(candidate) => self.desk.papers[candidate.paper].date(),
        }
    }

    fn write(&mut self, news: &News<'a>) -> Option<Item> {
        match news {
            News::Dispute(pair) => self.dispute(*pair),
            News::Contact(i) => self.contact(*i),
            News::Stand(stand) => self.stand(stand),
            News::Statement(candidate) => self.development(candidate),
        }
    }

    /// A contact and what its account says more.
    fn contact(&mut self, i: usize) -> Option<Item> {
        let Some((first, dealing, _)) = self.tell(i) else { return self.in_words(i) };
        let mut sentences = vec![first];
        sentences.extend(self.details(&dealing, DETAILS));
        let is_of = |candidate: &&Candidate| {
            dealing.accounts.iter().any(|account| {
                account.paper == candidate.paper && self.desk.papers[account.paper].is_about(account.contact)
            }) && candidate.is_weighty()
        };
        let said: Vec<Candidate> = self.candidates.iter().filter(is_of).cloned().collect();
        sentences.extend(self.first_of(&said, STATEMENTS + DETAILS - sentences.len()));
        paragraph(sentences)
    }

    /// A contact in the words of the press, where they tell it in no form that we have.
    fn in_words(&mut self, i: usize) -> Option<Item> {
        let lead = self.dealings[i].lead();
        let words = self.desk.papers[lead.paper].words(lead.contact.evidence).to_owned();
        if self.told[i] || self.is_aside(i) || self.desk.is_quoted(&words) || self.is_told_otherwise(i) {
            return None;
        }
        self.last = None;
        let draft = write::in_words(self.desk, lead)?;
        let sentence = self.desk.say(&draft)?;
        self.desk.quote_once(&words);
        self.told[i] = true;
        paragraph(vec![sentence])
    }

    /// Where a party stands, in the words that tell it, which are told once.
    fn stand(&mut self, stand: &Stand<'a>) -> Option<Item> {
        let paper = &self.desk.papers[stand.paper];
        let words = paper.words(stand.position.evidence).to_owned();
        let sentence = paper.sentences_around(stand.position.evidence);
        if self.desk.is_quoted(&words) || self.tells_a_contact(stand.paper, sentence) {
            return None;
        }
        self.last = None;
        let draft = write::stand(self.desk, stand)?;
        let sentence = self.desk.say(&draft)?;
        self.desk.quote_once(&words);
        paragraph(vec![sentence])
    }

    /// A claim and its denial, both or neither.
    fn dispute(&mut self, pair: Contested<'a>) -> Option<Item> {
        let claim = write::candidate(self.desk, pair.claim.paper, pair.claim.attribution)?;
        let denial = write::candidate(self.desk, pair.denial.paper, pair.denial.attribution)?;
        self.last = None;
        let before = self.mark();
        let both: Vec<Sentence> =
            [claim, denial].iter().map_while(|candidate| self.statement(candidate)).collect();
        if both.len() < 2 {
            self.back_to(before);
            return None;
        }
        paragraph(both)
    }

    /// Whether a statement stands in an account of a contact that is told, which had its turn:
    /// anywhere in a readout, near the telling in the press.
    fn is_in_contact(&self, candidate: &Candidate) -> bool {
        let told = self.dealings.iter().zip(&self.told).filter(|(_, told)| **told);
        let accounts = told.flat_map(|(dealing, _)| &dealing.accounts);
        let paper = &self.desk.papers[candidate.paper];
        accounts.into_iter().any(|account| {
            let near = paper.account_sentences(account.contact);
            account.paper == candidate.paper
                && paper.is_about(account.contact)
                && (paper.is_official() || near.iter().any(|sentence| sentence.overlaps(candidate.words)))
        })
    }

    /// A weighty statement and what another says in the same story.
    fn development(&mut self, candidate: &Candidate<'a>) -> Option<Item> {
        if self.is_in_contact(candidate) {
            return None;
        }
        self.last = None;
        let mut sentences = vec![self.statement(candidate)?];
        let story = self.desk.story(candidate.paper).to_owned();
        let speaker = self.speaker(candidate);
        let more: Vec<Candidate> = self
            .candidates
            .iter()
            .filter(|other| self.desk.story(other.paper) == story && other.is_weighty())
            .filter(|other| other.paper == candidate.paper || self.speaker(other) != speaker)
            .filter(|other| self.speaker(other) == speaker || !self.spoken.contains_key(&self.speaker(other)))
            .cloned()
            .collect();
        sentences.extend(self.first_of(&more, STATEMENTS - 1));
        paragraph(sentences)
    }
}
