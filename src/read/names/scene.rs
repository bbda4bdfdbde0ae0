//! A sentence with its names, as the patterns of titles and groups see it.

use crate::knowledge::{Knowledge, Part};
use crate::record::MentionKind;

use super::entity::{Entity, entities};
use super::lexicon::Sense;
use super::tagger::Tagged;
use super::words::{Hit, Words};

/// A sentence with its names.
pub struct Scene<'a> {
    pub knowledge: &'static Knowledge,
    pub words: &'a Words<'a>,
    pub entities: Vec<Entity>,
    /// Index of the entity at each token.
    at: Vec<Option<u16>>,
}

impl<'a> Scene<'a> {
    pub fn new(knowledge: &'static Knowledge, words: &'a Words<'a>, tagged: &[Tagged]) -> Self {
        let entities = entities(knowledge, words, tagged);
        let mut at = vec![None; words.len()];
        for (i, entity) in entities.iter().enumerate() {
            at[entity.tokens.clone()].fill(Some(i as u16));
        }
        Self { knowledge, words, entities, at }
    }

    /// The name that covers a token.
    pub fn entity(&self, token: usize) -> Option<&Entity> {
        self.at.get(token).copied().flatten().map(|i| &self.entities[i as usize])
    }

    /// The name that begins at a token.
    pub fn entity_from(&self, token: usize) -> Option<&Entity> {
        self.entity(token).filter(|entity| entity.tokens.start == token)
    }

    /// The name that ends before a token, which it borders.
    pub fn entity_to(&self, token: usize) -> Option<&Entity> {
        self.entity(token.checked_sub(1)?).filter(|entity| entity.tokens.end == token)
    }

    /// The person whose name begins at a token.
    pub fn person_from(&self, token: usize) -> Option<&Entity> {
        self.entity_from(token).filter(|entity| entity.kind == MentionKind::Person)
    }

    /// The state that a sense belongs to.
    pub fn country_of(&self, sense: Sense) -> Option<&'static str> {
        let knowledge = self.knowledge;
        match sense {
            Sense::Country(i) | Sense::Adjective(i) | Sense::People(i) | Sense::Capital(i) => {
                Some(knowledge.countries[i as usize].code)
            }
            Sense::Organisation(i) | Sense::WeakOrganisation(i) => {
                knowledge.organisations[i as usize].country
            }
            Sense::Place(i) | Sense::WeakPlace(i) => knowledge.places[i as usize].country,
            Sense::Person(i) | Sense::Surname(i) | Sense::WeakSurname(i) => {
                knowledge.people[i as usize].country()
            }
            _ => None,
        }
    }

    /// The name that records print for what a sense stands for.
    pub fn name_of(&self, sense: Sense) -> Option<&'static str> {
        let knowledge = self.knowledge;
        match sense {
            Sense::Country(i) | Sense::Adjective(i) | Sense::People(i) => {
                Some(knowledge.countries[i as usize].name)
            }
            Sense::Capital(i) => knowledge.countries[i as usize].capitals.first().copied(),
            Sense::Organisation(i) | Sense::WeakOrganisation(i) => {
                Some(knowledge.organisations[i as usize].name)
            }
            Sense::Place(i) | Sense::WeakPlace(i) => Some(knowledge.places[i as usize].name),
            Sense::Person(i) | Sense::Surname(i) | Sense::WeakSurname(i) => {
                Some(knowledge.people[i as usize].name)
            }
            Sense::Body(i) => Some(knowledge.bodies[i as usize].name),
            Sense::Office(i) | Sense::Offices(i) => Some(knowledge.offices[i as usize].name),
            _ => None,
        }
    }

    /// The name that records print for an entity.
    pub fn entity_name(&self, entity: &Entity) -> String {
        match entity.known.and_then(|sense| self.name_of(sense)) {
            Some(name) => name.to_owned(),
            None => self.words.phrase(entity.tokens.clone()),
        }
    }

    /// The state of an entity.
    pub fn entity_country(&self, entity: &Entity) -> Option<&'static str> {
        match entity.known {
            Some(sense) => self.country_of(sense),
            // "Iranian Students Union": a body that the lexicon lacks tells its state.
            None if entity.kind == MentionKind::Organisation => {
                let adjective = self.words.longest(entity.tokens.start, |s| matches!(s, Sense::Adjective(_)));
                let of = self.words.ending_at(entity.tokens.end, |s| matches!(s, Sense::Country(_)));
                self.country_of(adjective.or(of)?.sense)
            }
            None => None,
        }
    }

    /// The longest hit of a small word's kind that ends before a token.
    pub fn part_before(&self, end: usize, parts: &[Part]) -> Option<Hit> {
        self.words.ending_at(end, |sense| matches!(sense, Sense::Phrase(part) if parts.contains(&part)))
    }

    /// The longest hit of a small word's kind that begins at a token.
    pub fn part_at(&self, start: usize, parts: &[Part]) -> Option<Hit> {
        self.words.longest(start, |sense| matches!(sense, Sense::Phrase(part) if parts.contains(&part)))
    }

    /// The adjective of a state that ends before a token, unless it is inside a name that
    /// the lexicon knows.
    pub fn adjective_before(&self, end: usize) -> Option<Hit> {
        let nation = |sense| matches!(sense, Sense::Adjective(_) | Sense::StatelessAdjective);
        let hit = self.words.ending_at(end, nation)?;
        let inside = self.entity(hit.start).is_some_and(|e| e.known.is_some() && e.tokens != hit.range());
        (!inside).then_some(hit)
    }
}
