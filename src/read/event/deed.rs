//! An event before it is a record.

use std::ops::Range;

use crate::knowledge::Plover;
use crate::read::Reading;
use crate::read::contact::line::Line;
use crate::record::{Event, EventStatus, EventType, Participant, When, record_id};

use super::who::One;

/// What one place in the text tells of an event.
#[derive(Debug, Clone)]
pub(super) struct Deed<'b> {
    pub rule: &'b str,
    pub kind: EventType,
    pub mode: Option<String>,
    pub cameo: String,
    pub status: EventStatus,
    /// Index of the sentence.
    pub sentence: usize,
    pub anchor: usize,
    pub actors: Vec<One>,
    pub recipients: Vec<One>,
    pub evidence: Range<usize>,
    pub when: Option<When>,
    pub place: Option<String>,
    pub attribution: Option<usize>,
}

impl Deed<'_> {
    /// Whether both, of one sentence, tell of one act: by the same word, or by overlapping words of one type.
    pub fn is_same(&self, other: &Self) -> bool {
        let overlap = self.evidence.start < other.evidence.end && other.evidence.start < self.evidence.end;
        self.anchor == other.anchor
            || overlap && self.kind == other.kind && (self.actors == other.actors || self.is_joined(other))
    }

    /// Whether the two share actors and recipients by country: "pounded and shelled".
    fn is_joined(&self, other: &Self) -> bool {
        let of = |all: &[One]| all.iter().map(|one| one.who.country.clone()).collect::<Vec<_>>();
        of(&self.actors) == of(&other.actors) && of(&self.recipients) == of(&other.recipients)
    }

    /// The record.
    pub fn into_event(self, reading: &Reading) -> Option<Event> {
        let line = Line { reading, index: self.sentence };
        let evidence = line.span(self.evidence.clone())?;
        let whom = |all: Vec<One>| all.into_iter().map(|one| one.who).collect::<Vec<_>>();
        let (actors, recipients) = (whom(self.actors), whom(self.recipients));
        Some(Event {
            id: event_id(reading, evidence, self.rule, &actors, &recipients),
            kind: self.kind,
            mode: self.mode,
            quad: self.kind.quad(),
            actors,
            recipients,
            status: self.status,
            evidence,
            when: self.when,
            place: self.place,
            contexts: Plover::get().contexts(line.words(self.evidence)),
            goldstein: Plover::get().goldstein(&self.cameo),
            cameo: self.cameo,
            attribution: self.attribution,
            rule: self.rule.to_owned(),
        })
    }
}

/// The id of an event: by its words, its rule and who takes part.
pub(super) fn event_id(
    reading: &Reading,
    evidence: crate::record::Span,
    rule: &str,
    actors: &[Participant],
    recipients: &[Participant],
) -> String {
    let names = |all: &[Participant]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("|");
    record_id("e", &reading.article.id, evidence, &[rule, &names(actors), &names(recipients)])
}
