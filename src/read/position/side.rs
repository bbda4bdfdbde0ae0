//! Who holds a position, and toward whom: states, offices, people in office, bodies.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::read::Reading;
use crate::read::contact::found::{Found, Naming, Standing, without_titles};
use crate::read::contact::line::Line;
use crate::read::contact::party::Parties;
use crate::read::contact::voice::Voice;
use crate::read::syntax::Rel;
use crate::record::{Form, Holder, MentionKind, Source, SourceKind};

use super::words::Words;

/// One who takes part in diplomacy, where the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    pub holder: Holder,
    /// The words for it in the sentence; `None` where it speaks without being named there.
    pub tokens: Option<Range<usize>>,
}

/// Finds sides in one document.
pub(super) struct Sides<'a> {
    pub reading: &'a Reading<'a>,
    pub parties: Parties<'a>,
    pub voice: &'a Voice<'a>,
    pub words: &'a Words,
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
            let mut here = self.parties.at(line, token);
            if here.is_empty() {
                here = above(line, token).map_or_else(Vec::new, |subject| self.parties.at(line, subject));
            }
            found.extend(here.into_iter().filter(|one| self.acts(line, one)));
        }
        for one in without_titles(found) {
            let holder = Holder { name: one.party.name, country: one.party.country };
            if !sides.iter().any(|side| side.holder == holder) {
                sides.push(Side { holder, tokens: Some(one.tokens) });
            }
        }
        sides
    }

    /// Whoever says what stands at a token.
    pub fn speaker(&self, line: Line, token: usize) -> Option<Side> {
        let Some(i) = self.voice.attribution(line, token) else {
            let author = self.voice.at(line, token)?;
            let official = self.reading.article.kind == Some(SourceKind::Official)
                || self.is_official(MentionKind::Person, &author.name, author.role.as_deref());
            let holder = Holder { name: author.name, country: author.country };
            return official.then_some(Side { holder, tokens: None });
        };
        let holder = self.source(self.voice.get(i).source.as_ref()?)?;
        Some(Side { holder, tokens: None })
    }

    /// An attribution's source as a holder, where it is one who can hold a position.
    pub fn source(&self, source: &Source) -> Option<Holder> {
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
        let official = known && bound && self.is_official(kind, &source.name, source.role.as_deref());
        official.then(|| Holder { name: source.name.clone(), country: source.country.clone() })
    }

    /// Whom "he", "she" or "it" stands for where it opens what somebody is said to have
    /// said: its speaker.
    fn reported(&self, line: Line, token: usize) -> Option<Holder> {
        let word = line.word(token);
        let personal = matches!(word.as_str(), "he" | "she");
        if !personal && word != "it" {
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
        let is_person = matches!(kind, MentionKind::Person | MentionKind::Office);
        (is_person == personal).then(|| self.source(source))?
    }

    /// Whether a party takes part in diplomacy, and is named well enough to be held to it.
    fn acts(&self, line: Line, one: &Found) -> bool {
        let (name, country) = (&one.party.name, &one.party.country);
        // "Leader", "official": nobody in particular.
        if !name.contains(char::is_uppercase) {
            return false;
        }
        match one.naming {
            Naming::Named => {}
            Naming::Spoken => {
                return one.tokens.clone().next().is_some_and(|token| self.speaker(line, token).is_some());
            }
            _ => return false,
        }
        match one.kind {
            MentionKind::Organisation => self.is_body(name, country.is_some()),
            // A person without role and country is official only where the knowledge says so.
            MentionKind::Person => one.standing == Standing::Official,
            _ => one.standing == Standing::Official && country.is_some(),
        }
    }

    fn is_official(&self, kind: MentionKind, name: &str, role: Option<&str>) -> bool {
        self.parties.standing(kind, name, role, name) == Standing::Official
    }

    /// Whether an organisation deals with states: by its sort; an unknown one where it is
    /// a state's.
    fn is_body(&self, name: &str, of_state: bool) -> bool {
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

/// How far up the clause may be that names whom "it" stands for.
const CLIMB: usize = 3;

/// Within how many characters of its start a subject opens what is said ("that **he**").
const OPENING: usize = 12;
