//! Who acts in an event and on whom: states, offices, people, and those that belong to a
//! state: its troops, its people, its cities.

use std::ops::Range;

use crate::knowledge::{Knowledge, Plover, Sector};
use crate::read::contact::found::{Found, Naming, without_titles};
use crate::read::contact::line::Line;
use crate::read::contact::phrase::{adjective, phrase, without_article};
use crate::read::names::Actor;
use crate::read::position::side::Sides;
use crate::read::syntax::Rel;
use crate::record::{Holder, MentionKind, Participant, Party};

use super::words::Words;

/// One who takes part in an event, with the words for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct One {
    pub who: Participant,
    pub tokens: Range<usize>,
}

/// Finds who takes part in the events of one document.
pub(super) struct Who<'a> {
    pub sides: &'a Sides<'a>,
    pub words: &'a Words,
}

impl Who<'_> {
    /// Everyone that a slot's words stand for, each once.
    pub fn at(&self, line: Line, slot: &[usize]) -> Vec<One> {
        let mut all: Vec<One> = Vec::new();
        let mut found: Vec<Found> = Vec::new();
        for &token in slot {
            if let Some(holder) = self.sides.reported(line, token) {
                all.extend(self.held(line, holder, token));
                continue;
            }
            let here = self.sides.parties.at(line, token);
            if here.iter().any(|one| one.naming == Naming::Pair) {
                all.extend(
                    self.sides.pair(line).into_iter().filter_map(|holder| self.held(line, holder, token)),
                );
                continue;
            }
            let mut known: Vec<Found> = here.into_iter().filter(is_named).collect();
            if known.iter().all(|one| one.party.country.is_none()) {
                let told = self.told_apart(line, token);
                known = if told.is_empty() { known } else { told };
            }
            if known.is_empty() {
                all.extend(self.belonging(line, token));
            }
            found.extend(known);
        }
        all.extend(
            without_titles(found)
                .into_iter()
                .map(|one| One { who: participant(one.party, one.kind), tokens: one.tokens }),
        );
        all.sort_by_key(|one| one.tokens.start);
        let mut each: Vec<One> = Vec::new();
        for one in all {
            if !each
                .iter()
                .any(|other| other.who.name == one.who.name && other.who.country == one.who.country)
            {
                each.push(one);
            }
        }
        each
    }

    /// Those whom a noun without a country only gathers: "its partners **Germany and France**".
    fn told_apart(&self, line: Line, token: usize) -> Vec<Found> {
        let named = line.children(token, &[Rel::Appos, Rel::NmodDesc, Rel::Flat]).filter(|&i| i > token);
        let each = named.flat_map(|i| {
            let joined = line.children(i, &[Rel::Conj, Rel::Appos]).collect::<Vec<_>>();
            std::iter::once(i).chain(joined)
        });
        let found = each.flat_map(|i| self.sides.parties.at(line, i));
        found.filter(|one| is_named(one) && one.party.country.is_some()).collect()
    }

    /// A holder whom a pronoun stands for.
    fn held(&self, line: Line, holder: Holder, token: usize) -> Option<One> {
        let actor = self.sides.reading.names.actors.iter().find(|actor| actor.name == holder.name);
        let span = line.span(token..token + 1)?;
        let role = actor.and_then(|actor| actor.role.clone());
        let kind = actor.map_or(MentionKind::Group, |actor| actor.kind);
        let sector = sector(kind, &holder.name, role.as_deref(), "", holder.country.is_some());
        let Holder { name, country } = holder;
        let who = Participant { name, country, sector, role, start: Some(span.start), end: Some(span.end) };
        Some(One { who, tokens: token..token + 1 })
    }

    /// Troops, people, cities of a state: "Russian troops", "our cities", "a hospital in
    /// Mariupol".
    fn belonging(&self, line: Line, token: usize) -> Option<One> {
        let names = &line.reading.names;
        let mention = names.at(line.index, token);
        let actor = mention.map(|mention| &names.actors[mention.actor]);
        if actor.is_some_and(|actor| actor.kind == MentionKind::Person) {
            return None;
        }
        let owned = |word: &str| self.words.owned.has(word);
        if actor.is_none() && !owned(&line.lemma(token)) && !owned(&line.word(token)) {
            return adjective(line, token, self.sides.parties.words)
                .and_then(|code| state(line, token, &code));
        }
        let country = actor.and_then(|actor| actor.country.clone()).or_else(|| self.owner(line, token))?;
        let tokens = match mention {
            Some(mention) => mention.tokens.clone(),
            None => phrase(line, token, self.sides.parties.words),
        };
        let text = line.words(tokens.clone());
        let name = match actor {
            Some(Actor { name, .. }) => name.clone(),
            None => without_article(text).to_owned(),
        };
        let span = line.span(tokens.clone())?;
        let sector = Plover::get().sector_of(text).map(|sector| sector.name.clone());
        let (start, end) = (Some(span.start), Some(span.end));
        Some(One {
            who: Participant { name, country: Some(country), sector, role: None, start, end },
            tokens,
        })
    }

    /// Whose something is: by an adjective, an owner, the place where it lies, "our".
    fn owner(&self, line: Line, noun: usize) -> Option<String> {
        let words = self.sides.parties.words;
        let of =
            |i: usize| line.reading.names.actor_at(line.index, i).and_then(|actor| actor.country.clone());
        let before = line.children(noun, &[Rel::Amod, Rel::Compound, Rel::NmodPoss, Rel::NmodDesc]);
        let own = before.clone().find_map(|i| adjective(line, i, words).or_else(|| of(i)));
        let ours = || {
            let mut owners = line.children(noun, &[Rel::NmodPoss]);
            let our = owners.find(|&i| matches!(line.word(i).as_str(), "our" | "my"))?;
            self.sides.voice.at(line, our).into_iter().find_map(|speaker| speaker.country)
        };
        let place = || {
            let mut after = line.children(noun, &[Rel::Nmod, Rel::Obl]);
            after.find_map(|i| {
                let at = line.case(i).is_some_and(|case| {
                    matches!(case.as_str(), "of" | "in" | "from" | "at" | "near" | "across" | "throughout")
                });
                if at { of(i) } else { None }
            })
        };
        own.or_else(ours).or_else(place)
    }
}

/// "Russian" in "Russian aggression": the state.
fn state(line: Line, token: usize, code: &str) -> Option<One> {
    let name = Knowledge::get().country(code)?.name.to_owned();
    let span = line.span(token..token + 1)?;
    let who = Participant {
        name,
        country: Some(code.to_owned()),
        sector: Some(GOVERNMENT.to_owned()),
        role: None,
        start: Some(span.start),
        end: Some(span.end),
    };
    Some(One { who, tokens: token..token + 1 })
}

/// Whether it is somebody: named, or of a state.
fn is_named(one: &Found) -> bool {
    let somebody = one.party.country.is_some()
        || matches!(one.kind, MentionKind::Organisation | MentionKind::Country)
        || one.bloc.is_some()
        || one.kind == MentionKind::Person && one.party.role.is_some();
    !one.points() && somebody && one.party.name.chars().any(char::is_alphabetic)
}

/// A party as one who takes part in an event.
pub(super) fn participant(party: Party, kind: MentionKind) -> Participant {
    let sector = sector(kind, &party.name, party.role.as_deref(), &party.text, party.country.is_some());
    let Party { span, name, role, country, .. } = party;
    Participant { name, country, sector, role, start: Some(span.start), end: Some(span.end) }
}

/// What a body of several states is.
const SEVERAL: &str = "international organisation";

/// What a state's own name stands for.
const GOVERNMENT: &str = "government";

/// In which capacity somebody acts: by what it is, by its role, by the words for it.
pub(super) fn sector(
    kind: MentionKind,
    name: &str,
    role: Option<&str>,
    text: &str,
    of_state: bool,
) -> Option<String> {
    let plover = Plover::get();
    if matches!(kind, MentionKind::Country | MentionKind::Place) {
        return Some(GOVERNMENT.to_owned());
    }
    let known = Knowledge::get().organisations.iter().find(|one| one.name == name);
    // A bank or body of one state is none of several.
    let several = |sector: &&Sector| !of_state || sector.name != SEVERAL;
    let by_kind = known.and_then(|known| plover.sector_of_kind(known.kind)).filter(several);
    let by_words = || {
        let found = role.and_then(|role| plover.sector_of(role));
        found.or_else(|| plover.sector_of(text)).or_else(|| plover.sector_of(name))
    };
    let found = by_kind.or_else(by_words).map(|sector| sector.name.clone());
    // Whoever holds a state's office acts for its government, where nothing tells more.
    let office = matches!(kind, MentionKind::Person | MentionKind::Office);
    let official = of_state && (office || known.is_some());
    let holds = || {
        known.is_some() || role.is_some() || Knowledge::get().people.iter().any(|person| person.name == name)
    };
    found.or_else(|| (official && holds()).then(|| GOVERNMENT.to_owned()))
}
