//! A dealing as a rule found it, before it is a record.

use std::ops::Range;

use crate::record::{Bonds, Contact, MentionKind, Mode, Span, Status, When, record_id};

use super::found::{Found, Naming};
use super::gives::Gives;
use super::line::Line;
use super::{moment, track};

/// What one place in the text tells of a dealing.
#[derive(Debug, Clone)]
pub(super) struct Dealing<'b> {
    /// Its rule's name, or the model's.
    pub rule: &'b str,
    pub gives: &'b Gives,
    /// Index of the sentence.
    pub sentence: usize,
    pub anchor: usize,
    /// The anchor in the document's text, and its word.
    pub at: (Span, String),
    pub parties: Vec<Found>,
    /// Whether parties told before dealt here with others, so that it is not their own
    /// dealing: "**the two leaders** reviewed their talks **with Xi**".
    pub apart: bool,
    pub initiator: Option<String>,
    pub host: Option<String>,
    pub mediator: Option<String>,
    /// Tokens that tell of it.
    pub evidence: Range<usize>,
    pub mode: Mode,
    pub status: Status,
    pub secret: bool,
    pub when: Option<When>,
    pub place: Option<String>,
    pub topics: Vec<String>,
    pub attribution: Option<usize>,
}

impl Dealing<'_> {
    /// Whether it can stand as a record.
    pub fn is_whole(&self) -> bool {
        let told = self.when.is_some() || self.status == Status::Planned && self.place.is_some();
        let gathering = self.parties.iter().any(|party| party.bloc.is_some());
        !self.parties.iter().any(Found::points)
            && (self.parties.len() >= 2 || gathering || self.gives.alone && told)
    }

    /// Whether all parties are of one country.
    pub fn is_domestic(&self) -> bool {
        let mut states =
            self.parties.iter().filter(|p| p.naming != Naming::Domestic).map(|p| p.party.country.as_deref());
        let Some(Some(first)) = states.next() else { return false };
        self.parties.len() >= 2 && states.all(|state| state == Some(first))
    }

    /// The states of the parties, each once, in order.
    pub fn states(&self) -> Vec<Option<&str>> {
        let mut all: Vec<_> = self.parties.iter().map(|party| party.party.country.as_deref()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How much it tells.
    pub fn weight(&self) -> usize {
        4 * self.parties.len()
            + 2 * usize::from(!self.gives.weak)
            + usize::from(self.mode != Mode::Talks)
            + usize::from(self.place.is_some())
            + usize::from(self.when.is_some())
    }

    /// Whether both tell of one happening: the same parties, and nothing that speaks
    /// against it.
    pub fn is_same(&self, other: &Self) -> bool {
        if (self.apart || other.apart) && self.parties.len() != other.parties.len() {
            return false;
        }
        // Talks that are offered are not the round that is planned.
        let rounds = [self, other].map(|one| one.mode == Mode::NegotiationRound);
        if rounds[0] != rounds[1]
            && self.status != other.status
            && stage(self.status) == stage(Status::Planned)
        {
            return false;
        }
        (self.shares_parties(other) || self.is_alone_like(other))
            && modes_agree(self.mode, other.mode)
            && stage(self.status) == stage(other.status)
            && moment::agree(self.when.as_ref(), other.when.as_ref())
    }

    /// Whether words that only name the two states are a heading of these talks of their
    /// people: "Beginning of **Armenian-Turkish talks**".
    pub fn is_headed_by(&self, other: &Self) -> bool {
        let people = self.parties.iter().all(|one| one.kind == MentionKind::Person);
        other.gives.by_nations
            && people
            && matches!(self.mode, Mode::Talks | Mode::Meeting)
            && (other.when.is_none() && other.place.is_none())
            && stage(self.status) == stage(other.status)
            && self.states() == other.states()
    }

    /// Whether one of them names no party, as "the summit", and both are gatherings of a kind.
    fn is_alone_like(&self, other: &Self) -> bool {
        let places = (self.place.as_deref(), other.place.as_deref());
        let near = matches!(places, (None, _) | (_, None)) || places.0 == places.1;
        let alone = |one: &Self| one.gives.alone && one.parties.is_empty();
        self.mode == other.mode && near && (alone(self) || alone(other))
    }

    /// Whether the parties of the one are all among those of the other.
    pub fn shares_parties(&self, other: &Self) -> bool {
        let (few, many) =
            if self.parties.len() <= other.parties.len() { (self, other) } else { (other, self) };
        let among = |party: &Found| many.parties.iter().any(|one| one.is_same(party));
        !few.parties.is_empty() && few.parties.iter().all(among)
    }

    /// Takes over what `other` tells and this does not.
    pub fn learn(&mut self, other: &Self) {
        if self.mode == Mode::Talks && !matches!(other.mode, Mode::Visit | Mode::Letter | Mode::Message) {
            self.mode = other.mode;
        }
        self.when = self.when.take().or_else(|| other.when.clone());
        self.place = self.place.take().or_else(|| other.place.clone());
        self.initiator = self.initiator.take().or_else(|| other.initiator.clone());
        self.host = self.host.take().or_else(|| other.host.clone());
        self.mediator = self.mediator.take().or_else(|| other.mediator.clone());
        self.secret |= other.secret;
        for topic in &other.topics {
            if !self.topics.contains(topic) {
                self.topics.push(topic.clone());
            }
        }
    }

    /// The record.
    pub fn into_contact(self, line: Line) -> Option<Contact> {
        let evidence = line.span(self.evidence.clone())?;
        let domestic = self.is_domestic();
        let track = track::of(&self.parties);
        let names: Vec<&str> = self.parties.iter().map(|party| party.party.name.as_str()).collect();
        let rest: Vec<&str> = [self.rule].into_iter().chain(names).collect();
        Some(Contact {
            id: record_id("c", &line.reading.article.id, evidence, &rest),
            evidence,
            track,
            domestic,
            mode: self.mode,
            status: self.status,
            secret: self.secret,
            initiator: self.initiator,
            host: self.host,
            mediator: self.mediator,
            when: self.when,
            place: self.place,
            topics: self.topics,
            attribution: self.attribution,
            rule: self.rule.to_owned(),
            bonds: Bonds::default(),
            parties: self.parties.into_iter().map(|found| found.party).collect(),
        })
    }
}

/// Whether two words for a form can be of one happening.
fn modes_agree(a: Mode, b: Mode) -> bool {
    a == b
        || a == Mode::Talks
        || b == Mode::Talks
        || matches!((a, b), (Mode::Letter, Mode::Message) | (Mode::Message, Mode::Letter))
        || in_person(a) && in_person(b)
}

fn in_person(mode: Mode) -> bool {
    matches!(mode, Mode::Meeting | Mode::Visit | Mode::Summit)
}

/// Told as having been, as to come, or as not to be.
fn stage(status: Status) -> u8 {
    match status {
        Status::Held | Status::Confirmed | Status::Reported => 0,
        Status::Planned | Status::Proposed => 1,
        Status::Denied => 2,
        Status::Refused => 3,
        Status::Cancelled | Status::Postponed => 4,
    }
}
