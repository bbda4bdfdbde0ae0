//! Finds the events that a document tells of, by the rules of `knowledge/rules/events.toml`
//! and among its contacts and positions.

use jiff::ToSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::Plover;
use crate::read::Reading;
use crate::read::contact::Contacts;
use crate::read::contact::line::Line;
use crate::read::contact::moment;
use crate::read::contact::party::Parties;
use crate::read::contact::place;
use crate::read::contact::voice::Voice;
use crate::read::contact::words::Words as Dealers;
use crate::read::position::Positions;
use crate::read::position::side::Sides;
use crate::read::position::stand::clause;
use crate::read::position::words::Words as Stands;
use crate::read::rules::{Lists, Match, Rule, RuleBook, RuleError};
use crate::read::syntax::{Rel, Upos};
use crate::read::time::{Calendar, Phrase, Tense};
use crate::record::{
    Attribution, Contact, Event, EventStatus, EventType, Participant, Position, Stance, When,
};

use super::deed::Deed;
use super::gives::Gives;
use super::register::Register;
use super::taken;
use super::told::{Told, told};
use super::verbs;
use super::who::{One, Who};
use super::words::Words;

/// Finds events.
pub struct Events {
    book: RuleBook,
    /// The users' own, of which each goes before those that stand before it.
    own: Vec<RuleBook>,
    gives: FxHashMap<String, Gives>,
    words: Words,
    dealers: Dealers,
    stands: Stands,
    calendar: Calendar,
}

/// One document while events are looked for in it.
struct Scene<'a> {
    reading: &'a Reading<'a>,
    voice: &'a Voice<'a>,
    who: Who<'a>,
}

impl Events {
    /// With the rules that are part of the binary. Who can act is who can deal and hold a
    /// position, and the troops, people and cities of a state.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read the same files.
    pub fn new(contacts: &Contacts, positions: &Positions) -> Self {
        let text = include_str!("../../../knowledge/rules/events.toml");
        Self::parse("knowledge/rules/events.toml", text, contacts, positions)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads the rules of a file.
    ///
    /// # Errors
    /// Where a rule or a list cannot be used; the error names file, rule and remedy.
    pub fn parse(
        file: &str,
        text: &str,
        contacts: &Contacts,
        positions: &Positions,
    ) -> Result<Self, RuleError> {
        let mut lists = Lists::default();
        lists.insert("dealer".to_owned(), contacts.book().list("dealer")?);
        let book = RuleBook::parse_with(file, text, lists)?;
        let words = Words::new(&book)?;
        let gives = given(&book)?;
        let (dealers, stands) = (contacts.words().clone(), positions.words().clone());
        Ok(Self { book, own: Vec::new(), gives, words, dealers, stands, calendar: Calendar::new() })
    }

    /// Adds a user's own verbs and rules, which go before those known; `file` is how errors
    /// call it.
    ///
    /// # Errors
    /// Where a rule cannot be used, or is named like one that is known.
    pub(in crate::read) fn add(&mut self, file: &str, text: &str) -> Result<(), RuleError> {
        let book = verbs::parse(file, text, self.book.lists().clone())?;
        if let Some(rule) = book.rules().iter().find(|rule| self.gives.contains_key(&rule.id)) {
            return Err(book.wrong(rule, "a rule has this name already; choose another"));
        }
        self.gives.extend(given(&book)?);
        self.own.insert(0, book);
        Ok(())
    }

    /// The rules, the users' own first.
    pub fn books(&self) -> impl Iterator<Item = &RuleBook> {
        self.own.iter().chain([&self.book])
    }

    /// The rules that users added.
    pub(in crate::read) fn own(&self) -> impl Iterator<Item = &Rule> {
        self.own.iter().flat_map(RuleBook::rules)
    }

    /// The events of a document, in the order of the text. `title` is the reading of its
    /// title, which only helps to understand the text; `contacts` and `positions` are those
    /// told in it, which are not found twice.
    pub fn find(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
        contacts: &[Contact],
        positions: &[Position],
    ) -> Vec<Event> {
        let mut found = Register::default();
        let dealings = contacts.iter().filter_map(|contact| taken::of_contact(reading, contact));
        dealings.filter(is_between).for_each(|event| found.add(event));
        for event in self.ruled(reading, title, attributions, contacts) {
            if !found.beside(&event).any(|known| is_told(known, &event)) {
                found.add(event);
            }
        }
        let stands = positions.iter().filter_map(|position| taken::of_position(reading, position));
        for event in stands.filter(is_between) {
            if !found.beside(&event).any(|known| share_actor(known, &event)) {
                found.add(event);
            }
        }
        found.finish()
    }

    /// The events by rules of their own.
    fn ruled(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
        contacts: &[Contact],
    ) -> Vec<Event> {
        let voice = Voice::new(reading, title, attributions, &self.dealers);
        let sides = Sides {
            reading,
            parties: Parties { words: &self.dealers, voice: &voice },
            voice: &voice,
            words: &self.stands,
            contacts,
        };
        let scene = Scene { reading, voice: &voice, who: Who { sides: &sides, words: &self.words } };
        let mut kept: Vec<Deed> = Vec::new();
        let mut told: FxHashSet<(EventType, &str)> = FxHashSet::default();
        for sentence in reading.unasked() {
            let matches: Vec<Match> = self.books().flat_map(|book| book.matches(reading, sentence)).collect();
            if matches.is_empty() {
                continue;
            }
            let line = Line { reading, index: sentence };
            let words: Vec<&str> = (0..line.len()).map(|i| reading.word(sentence, i)).collect();
            let phrases = self.calendar.phrases(&words);
            let first = kept.len();
            for found in &matches {
                let Some(deed) = self.deed(&scene, line, found, &phrases) else { continue };
                let known = kept[first..].iter().any(|other| other.is_same(&deed));
                // What a later sentence only repeats word by word is told once.
                if !known && told.insert((deed.kind, line.words(deed.evidence.clone()))) {
                    kept.push(deed);
                }
            }
        }
        kept.into_iter().filter_map(|deed| deed.into_event(reading)).collect()
    }

    /// The event that a match tells of; `None` where it tells of none after all.
    fn deed<'b>(
        &'b self,
        scene: &Scene,
        line: Line,
        found: &Match<'b>,
        phrases: &[Phrase],
    ) -> Option<Deed<'b>> {
        let gives = &self.gives[&found.rule.id];
        let anchor = found.anchor;
        let Told { mut status, refused } = told(line, anchor, &self.words)?;
        let mut actors = scene.who.at(line, found.slot("A"));
        actors.retain(|one| is_somebody(&one.who));
        let first = actors.first()?;
        // Of whom "they" and "their" are is seldom sure: no harm is laid at anybody's door by them.
        let harms = gives.kind.quad() == 4;
        let points = |i: &usize| {
            matches!(line.word(*i).as_str(), "they" | "their" | "them" | "both" | "its" | "his" | "her")
        };
        if harms && found.slot("A").iter().chain(found.slot("R")).any(points) {
            return None;
        }
        let mut recipients = scene.who.at(line, found.slot("R"));
        let is_actor = |one: &One| {
            actors.iter().any(|actor| {
                actor.who.name == one.who.name
                    || !gives.at_home && actor.who.country.is_some() && actor.who.country == one.who.country
            })
        };
        let at_home = !recipients.is_empty() && recipients.iter().all(is_actor);
        recipients.retain(|one| !is_actor(one) && is_somebody(&one.who));
        let unnamed = found.slot("R").is_empty() || at_home;
        let alone = gives.alone && unnamed || gives.mutual && unnamed && are_several(&actors);
        if recipients.is_empty() && !alone {
            return None;
        }
        let attribution = scene.voice.attribution(line, anchor);
        let under = attribution.map(|i| scene.voice.get(i));
        if status == EventStatus::Happened && under.is_some_and(|under| under.stance == Stance::Denies) {
            status = EventStatus::Negated;
        }
        let plover = Plover::get();
        let own = is_own(first, under, line);
        let mut kind = gives.kind;
        if refused && kind.quad() > 2 {
            status = EventStatus::Negated;
        } else if refused {
            (kind, status) = (EventType::Reject, EventStatus::Happened);
        } else if status == EventStatus::Planned {
            // A threat is the actor's own word to somebody; what others foresee of him is none.
            let planned = plover.planned(kind);
            let threat = planned == EventType::Threaten;
            kind = if !threat || own && !recipients.is_empty() { planned } else { kind };
        } else if status == EventStatus::Negated
            && let Some(negated) = gives.negated
        {
            (kind, status) = (negated, EventStatus::Happened);
        }
        let when = self.when(line, anchor, phrases, status);
        if status == EventStatus::Happened && is_long_ago(scene.reading, when.as_ref()) {
            status = EventStatus::Historical;
        }
        let takes_part = |i: usize| actors.iter().chain(&recipients).any(|one| one.tokens.contains(&i));
        let parts = found.slots.iter().flat_map(|(_, tokens)| tokens);
        let inner: Vec<usize> = line.children(anchor, &[Rel::Obj]).collect();
        let mut evidence = clause(line, anchor);
        for tokens in actors.iter().chain(&recipients).map(|one| one.tokens.clone()) {
            evidence = evidence.start.min(tokens.start)..evidence.end.max(tokens.end);
        }
        for &i in parts {
            evidence = evidence.start.min(i)..evidence.end.max(i + 1);
        }
        while evidence.end > evidence.start + 1 && line.token(evidence.end - 1).upos == Upos::Punct {
            evidence.end -= 1;
        }
        Some(Deed {
            rule: &found.rule.id,
            kind,
            mode: gives.mode.clone().filter(|mode| plover.has_mode(kind, mode)),
            cameo: gives.cameo(kind),
            status,
            sentence: line.index,
            anchor,
            place: place::find(line, anchor, &inner, takes_part),
            actors,
            recipients,
            evidence,
            when,
            attribution,
        })
    }

    fn when(&self, line: Line, anchor: usize, phrases: &[Phrase], status: EventStatus) -> Option<When> {
        let inner: Vec<usize> = line.children(anchor, &[Rel::Obj]).collect();
        let tense = match status {
            EventStatus::Planned | EventStatus::Hypothetical => Tense::Future,
            _ => Tense::Past,
        };
        moment::resolve(line, moment::choose(line, phrases, anchor, &inner)?, tense, None)
    }
}

/// What each rule of a book gives.
fn given(book: &RuleBook) -> Result<FxHashMap<String, Gives>, RuleError> {
    book.rules().iter().map(|rule| Ok((rule.id.clone(), Gives::of(book, rule)?))).collect()
}

/// Whether an event says what a known one of overlapping words says already.
fn is_told(known: &Event, event: &Event) -> bool {
    let whole = known.evidence.contains(event.evidence) || event.evidence.contains(known.evidence);
    share_actor(known, event) && (known.kind == event.kind || whole && is_dealing(known, event))
}

/// Whether somebody of one state, or the same body, acts in both.
fn share_actor(known: &Event, event: &Event) -> bool {
    let side = |one: &Participant| one.country.clone().unwrap_or_else(|| one.name.clone());
    known.actors.iter().any(|one| event.actors.iter().any(|other| side(one) == side(other)))
}

/// Whether it is known for whom its sides act.
fn is_between(event: &Event) -> bool {
    let known = |all: &[Participant]| all.iter().any(is_somebody);
    known(&event.actors) && (event.recipients.is_empty() || known(&event.recipients))
}

/// Whether it is known for whom somebody acts: a state, a body of several, a movement.
fn is_somebody(who: &Participant) -> bool {
    const APART: [&str; 4] = ["international organisation", "rebel", "religious", "civil society"];
    who.country.is_some() || who.sector.as_deref().is_some_and(|sector| APART.contains(&sector))
}

/// Whether a contact tells it: what is agreed or turned down is the meeting itself.
fn is_dealing(known: &Event, event: &Event) -> bool {
    known.rule.starts_with("contact.")
        && matches!(
            event.kind,
            EventType::Agree | EventType::Reject | EventType::Request | EventType::Consult
        )
}

/// Whether they are of two sides or more.
fn are_several(actors: &[One]) -> bool {
    let side = |one: &One| one.who.country.clone().unwrap_or_else(|| one.who.name.clone());
    actors.iter().any(|one| side(one) != side(&actors[0]))
}

/// Whether the actor says it himself, or somebody of his state does.
fn is_own(actor: &One, under: Option<&Attribution>, line: Line) -> bool {
    let spoken = matches!(line.word(actor.tokens.start).as_str(), "i" | "we");
    let source = under.and_then(|under| under.source.as_ref());
    spoken
        || source.is_some_and(|source| {
            source.name == actor.who.name || source.country.is_some() && source.country == actor.who.country
        })
}

/// Whether a time lies more than a year before the day of publication.
fn is_long_ago(reading: &Reading, when: Option<&When>) -> bool {
    let published = reading.article.published.as_ref().map(|published| published.date());
    let (Some(published), Some(when)) = (published, when) else { return false };
    when.last() < published.saturating_sub(1.year())
}
