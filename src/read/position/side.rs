//! Who holds a position, and toward whom: states, offices, people in office, bodies.

use std::ops::Range;

use crate::knowledge::{Knowledge, Rank};
use crate::read::Reading;
use crate::read::contact::found::{Found, Naming, Standing, without_titles};
use crate::read::contact::line::Line;
use crate::read::contact::party::Parties;
use crate::read::contact::phrase::adjective;
use crate::read::contact::voice::{Speaker, Voice};
use crate::read::syntax::Rel;
use crate::record::{Contact, Form, Holder, MentionKind, Mode, Party, Source, SourceKind, Status};

use super::words::Words;

/// One who takes part in diplomacy, where the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Side {
    pub holder: Holder,
    /// The words for it in the sentence; `None` where it speaks without being named there.
    pub tokens: Option<Range<usize>>,
}

/// Finds sides in one document.
pub(in crate::read) struct Sides<'a> {
    pub reading: &'a Reading<'a>,
    pub parties: Parties<'a>,
    pub voice: &'a Voice<'a>,
    pub words: &'a Words,
    /// The contacts that the document tells of, in the order of the text.
    pub contacts: &'a [Contact],
}

impl Sides<'_> {
    /// Everyone that a slot's words stand for who takes part in diplomacy.
    pub fn at(&self, line: Line, slot: &[usize]) -> Vec<Side> {
        let mut sides: Vec<Side> = Vec::new();
        let mut found: Vec<Found> = Vec::new();
        for &token in slot {
            if let Some(holder) = self.reported(line, token) {
                sides.push(Side { holder, tokens: Some(token..token + 1) });
                continue;
            }
            if let Some(holder) = self.people(line, token) {
                sides.push(Side { holder, tokens: Some(token..token + 1) });
                continue;
            }
            // "The Russian proposal": the state's.
            if line.rel(token) == Rel::Amod {
                sides.extend(self.nation(line, token));
                continue;
            }
            let mut here = self.parties.at(line, token);
            if here.is_empty() {
                here = above(line, token).map_or_else(Vec::new, |subject| self.parties.at(line, subject));
            }
            if here.is_empty()
                && let Some(holder) = self.state_before(line, token)
            {
                sides.push(Side { holder, tokens: Some(token..token + 1) });
                continue;
            }
            if let Some(owner) = owner_before(line, token) {
                sides.extend(self.at(line, &[owner]));
                continue;
            }
            if here.iter().any(|one| one.naming == Naming::Pair) {
                let pair = self.pair(line).into_iter();
                sides.extend(pair.map(|holder| Side { holder, tokens: Some(token..token + 1) }));
                continue;
            }
            found.extend(here.into_iter().filter(|one| self.acts(line, token, one)));
        }
        for one in without_titles(found) {
            let holder = self.holder(one.party);
            if !sides.iter().any(|side| side.holder == holder) {
                sides.push(Side { holder, tokens: Some(one.tokens) });
            }
        }
        sides
    }

    /// The state or body that "it" stands for as the subject of a sentence: that of the sentence
    /// before. "**Rwanda** denied it. It demands …".
    fn state_before(&self, line: Line, token: usize) -> Option<Holder> {
        let is_subject = |line: Line, i: usize| {
            line.rel(i) == Rel::Nsubj && line.head(i).is_some_and(|verb| line.head(verb).is_none())
        };
        let before = Line { index: line.index.checked_sub(1)?, ..line };
        if line.word(token) != "it"
            || !is_subject(line, token)
            || before.tree().paragraph != line.tree().paragraph
        {
            return None;
        }
        let subject = (0..before.len()).find(|&i| is_subject(before, i))?;
        let mut found = self.parties.at(before, subject);
        found.retain(|one| {
            let kinds = [MentionKind::Country, MentionKind::Place, MentionKind::Organisation];
            kinds.contains(&one.kind) && self.acts(before, subject, one)
        });
        let one = found.pop().filter(|_| found.is_empty())?;
        let is_known = |holder: &Holder| holder.country.is_some() || self.is_body(&holder.name, false);
        Some(self.holder(one.party)).filter(is_known)
    }

    /// The state that a people stands for as a whole: "**the Norwegians** are ready to talk".
    fn people(&self, line: Line, token: usize) -> Option<Holder> {
        let actor = line.reading.names.actor_at(line.index, token)?;
        let whole = line.children(token, &[Rel::Det]).any(|i| line.word(i) == "the");
        let alone = line.children(token, &[Rel::Amod, Rel::Nmod, Rel::Acl, Rel::AclRelcl]).next().is_none();
        of_people(&actor.name, actor.country.as_deref()).filter(|_| whole && alone)
    }

    /// The state that an adjective names.
    fn nation(&self, line: Line, token: usize) -> Option<Side> {
        let state = Knowledge::get().country(&adjective(line, token, self.parties.words)?)?;
        let holder = Holder { name: state.name.to_owned(), country: Some(state.code.to_owned()) };
        Some(Side { holder, tokens: Some(token..token + 1) })
    }

    /// Whom a position is toward: also the state of a people ("the people of Cyprus").
    pub fn toward(&self, line: Line, slot: &[usize]) -> Vec<Side> {
        let mut sides = self.at(line, slot);
        let you = slot.iter().find(|&&token| line.word(token) == "you");
        if let (true, Some(&you), Some(state)) = (sides.is_empty(), you, self.voice.audience()) {
            let state = Knowledge::get().country(state);
            sides.extend(state.map(|state| Side {
                holder: Holder { name: state.name.to_owned(), country: Some(state.code.to_owned()) },
                tokens: Some(you..you + 1),
            }));
        }
        if sides.is_empty() {
            let names = &line.reading.names;
            let people = slot.iter().filter_map(|&token| names.at(line.index, token));
            sides.extend(people.filter_map(|mention| {
                let state = Knowledge::get().country(names.actors[mention.actor].country.as_deref()?)?;
                let holder = Holder { name: state.name.to_owned(), country: Some(state.code.to_owned()) };
                Some(Side { holder, tokens: Some(mention.tokens.clone()) })
            }));
        }
        sides
    }

    /// A party as a holder: of a house of a state ("his government") the state.
    fn holder(&self, party: Party) -> Holder {
        let state = party.country.as_deref().filter(|_| !party.name.contains(char::is_uppercase));
        let state = state.and_then(|code| Knowledge::get().country(code));
        Holder { name: state.map_or(party.name, |state| state.name.to_owned()), country: party.country }
    }

    /// Whom "the two leaders" stand for: the parties of the last contact that was held, else
    /// those who give a joint statement.
    pub fn pair(&self, line: Line) -> Vec<Holder> {
        let Some(here) = self.reading.text.span(line.tree().bytes()) else { return Vec::new() };
        let held = |contact: &&Contact| {
            contact.evidence.start <= here.start
                && !contact.domestic
                && contact.parties.len() >= 2
                && contact.parties.iter().all(|party| is_name(&party.name))
                && contact.mode != Mode::Visit
                && matches!(contact.status, Status::Held | Status::Confirmed | Status::Reported)
        };
        let parties = self.contacts.iter().rev().find(held).map(|contact| contact.parties.as_slice());
        let holder = |party: &Party| Holder { name: party.name.clone(), country: party.country.clone() };
        let author = |one: &Speaker| Holder { name: one.name.clone(), country: one.country.clone() };
        match parties {
            Some(parties) => parties.iter().map(holder).collect(),
            None => self.voice.joint().iter().map(author).collect(),
        }
    }

    /// Whoever says what stands at a token: its source, or the authors, or the channel.
    pub fn speakers(&self, line: Line, token: usize) -> Vec<Side> {
        let side = |holder: Holder| Side { holder, tokens: None };
        let told = self.voice.attribution(line, token);
        // "We believe that …" in a speech: whoever gives it.
        let spoken = |source: &Source| matches!(source.name.to_lowercase().as_str(), "we" | "i");
        if let Some(told) = told.filter(|&told| !self.voice.source(told).is_some_and(spoken)) {
            let source = self.voice.source(told);
            if source.is_some_and(|source| self.words.pairs.has(&source.name.to_lowercase())) {
                return self.pair(line).into_iter().map(side).collect();
            }
            let of_turn = |source: &Source| {
                let country = self.voice.state_of_turn(told)?;
                Some(Holder { name: source.name.clone(), country: Some(country) })
            };
            let holder = source.and_then(|source| self.source(source).or_else(|| of_turn(source)));
            return holder.map(side).into_iter().collect();
        }
        let on_channel = self.reading.article.kind == Some(SourceKind::Official);
        let authors = self.voice.at(line, token).into_iter().filter(|author| {
            let role = author.role.as_deref();
            !author.is_person || on_channel || self.is_official(MentionKind::Person, &author.name, role)
        });
        authors.map(|author| side(Holder { name: author.name, country: author.country })).collect()
    }

    /// An attribution's source as a holder, where it is one who can hold a position.
    pub fn source(&self, source: &Source) -> Option<Holder> {
        let opening = || self.reading.text.at(source.span).and_then(|words| words.get(..4));
        let is_whole = || opening().is_some_and(|words| words.eq_ignore_ascii_case("the "));
        if let Some(state) = of_people(&source.name, source.country.as_deref()) {
            return Some(state).filter(|_| is_whole());
        }
        let actor = self.reading.names.actors.iter().find(|actor| actor.name == source.name);
        let kind = actor.map_or(MentionKind::Group, |actor| actor.kind);
        if kind == MentionKind::Place {
            let state = Knowledge::get().country(source.country.as_deref()?)?;
            return Some(Holder { name: state.name.to_owned(), country: Some(state.code.to_owned()) });
        }
        let known = kind != MentionKind::Organisation || self.is_body(&source.name, source.country.is_some());
        let bound = source.country.is_some()
            || kind == MentionKind::Organisation
            || self.parties.words.holders.contains(source.name.as_str());
        let own = if bound { None } else { self.own_state(kind, source) };
        let official =
            known && (bound || own.is_some()) && self.is_official(kind, &source.name, source.role.as_deref());
        official.then(|| Holder { name: source.name.clone(), country: source.country.clone().or(own) })
    }

    /// The state of an official channel, for an office of it that is named without one:
    /// "the Adviser to the Head of the Office". Guests have higher offices.
    fn own_state(&self, kind: MentionKind, source: &Source) -> Option<String> {
        let article = self.reading.article;
        let on_channel = article.kind == Some(SourceKind::Official) && !source.anonymous;
        let role = source.role.as_deref()?;
        let rank = Knowledge::get().offices.iter().find(|office| role.starts_with(office.name))?.rank;
        let own =
            matches!(rank, Rank::Adviser | Rank::Spokesperson | Rank::Deputy | Rank::Official | Rank::Head);
        let definite = source.name.starts_with(char::is_uppercase);
        (on_channel && own && definite && kind == MentionKind::Office).then(|| article.country.clone())?
    }

    /// Whom "he", "she" or "it" stands for where it opens what somebody is said to have
    /// said: its speaker; so "they", where a people as a whole says it.
    pub fn reported(&self, line: Line, token: usize) -> Option<Holder> {
        let word = line.word(token);
        let personal = matches!(word.as_str(), "he" | "she");
        if !personal && !matches!(word.as_str(), "it" | "they") {
            return None;
        }
        let attribution = self.voice.get(self.voice.attribution(line, token)?);
        let at = line.span(token..token + 1)?;
        // The cue stands before it in its own sentence; in a speech, "he" is another.
        let sentence = self.reading.text.span(line.tree().bytes())?;
        let said = attribution.cue.iter().any(|cue| sentence.contains(*cue) && cue.end <= at.start);
        let opens =
            attribution.content.iter().any(|span| span.start <= at.start && at.start < span.start + OPENING);
        let source = attribution.source.as_ref()?;
        if attribution.form == Form::Direct || !opens || !said {
            return None;
        }
        let kind = self.reading.names.actors.iter().find(|actor| actor.name == source.name)?.kind;
        if (word == "they") != of_people(&source.name, source.country.as_deref()).is_some() {
            return None;
        }
        let is_person = matches!(kind, MentionKind::Person | MentionKind::Office);
        (is_person == personal).then(|| self.source(source))?
    }

    /// Whom "he" or "she" stands for, where it is one in office.
    pub fn person(&self, line: Line, token: usize) -> Option<Side> {
        if !matches!(line.word(token).as_str(), "he" | "she") {
            return None;
        }
        let actor = line.reading.names.actor_at(line.index, token)?;
        let official = matches!(actor.kind, MentionKind::Person | MentionKind::Office)
            && actor.country.is_some()
            && self.is_official(actor.kind, &actor.name, actor.role.as_deref());
        let holder = Holder { name: actor.name.clone(), country: actor.country.clone() };
        official.then(|| Side { holder, tokens: Some(token..token + 1) })
    }

    /// Whether a party takes part in diplomacy, and is named well enough to be held to it.
    fn acts(&self, line: Line, token: usize, one: &Found) -> bool {
        let (name, country) = (&one.party.name, &one.party.country);
        // "Leader", "official": nobody in particular; "his government" is a state's.
        if !name.contains(char::is_uppercase) {
            return country.is_some() && self.words.houses.has(&line.lemma(token));
        }
        match one.naming {
            Naming::Named => {}
            Naming::Spoken => {
                return one.tokens.clone().next().is_some_and(|token| !self.speakers(line, token).is_empty());
            }
            _ => return false,
        }
        match one.kind {
            MentionKind::Organisation => self.is_body(name, country.is_some()),
            // A person without role and country is official only where the knowledge says so.
            MentionKind::Person => one.standing == Standing::Official,
            _ => {
                let rules = one.standing == Standing::Official || self.words.houses.has(&line.lemma(token));
                rules && country.is_some()
            }
        }
    }

    fn is_official(&self, kind: MentionKind, name: &str, role: Option<&str>) -> bool {
        self.parties.standing(kind, name, role, name) == Standing::Official
    }

    /// Whether an organisation deals with states: by its sort; an unknown one where it is
    /// a state's.
    pub fn is_body(&self, name: &str, of_state: bool) -> bool {
        match Knowledge::get().organisations.iter().find(|one| one.name == name) {
            Some(known) => self.words.bodies.has(known.kind),
            None => of_state,
        }
    }
}

/// The subject of a clause above that "it" may stand for: "**Moscow** indicated on Tuesday
/// that it was open …".
fn above(line: Line, token: usize) -> Option<usize> {
    if line.word(token) != "it" {
        return None;
    }
    let named = |&i: &usize| i < token && line.reading.names.at(line.index, i).is_some();
    let mut at = line.head(token)?;
    for _ in 0..CLIMB {
        at = line.head(at)?;
        if let Some(subject) = line.children(at, &[Rel::Nsubj]).find(named) {
            return Some(subject);
        }
    }
    None
}

/// The owner of what "their" is joined to: "**Georgia's** shelling and their refusal".
fn owner_before(line: Line, token: usize) -> Option<usize> {
    let owned =
        line.head(token).filter(|&noun| line.word(token) == "their" && line.rel(noun) == Rel::Conj)?;
    line.children(line.head(owned)?, &[Rel::NmodPoss]).find(|&owner| line.word(owner) != "their")
}

/// The state whose people a name is of: "Norwegians".
fn of_people(name: &str, country: Option<&str>) -> Option<Holder> {
    let state = Knowledge::get().country(country?)?;
    let of = state.people.iter().any(|people| people.eq_ignore_ascii_case(name));
    of.then(|| Holder { name: state.name.to_owned(), country: Some(state.code.to_owned()) })
}

/// Whether it is a proper name throughout: "United States", not "Polish delegation".
fn is_name(name: &str) -> bool {
    let small = |word: &str| matches!(word, "of" | "the" | "and" | "von" | "der" | "de" | "bin" | "al");
    name.split(' ').all(|word| small(word) || !word.starts_with(char::is_lowercase))
}

/// How far up the clause may be that names whom "it" stands for.
const CLIMB: usize = 3;

/// Within how many characters of its start a subject opens what is said ("that **he**").
const OPENING: usize = 12;
