//! Events that other records are already: a contact that was held is CONSULT, one that is
//! planned AGREE, one that was turned down REJECT; a demand is REQUEST.

use crate::knowledge::Plover;
use crate::read::Reading;
use crate::record::{
    Act, Contact, Event, EventStatus, EventType, Holder, Issue, MentionKind, Mode, Participant, Party,
    Position, Span, Status,
};

use super::deed::event_id;
use super::who::{participant, sector};

/// The event that a contact is; `None` for one within one state. One that is asked for is a
/// request by who asks; one that is only thought of is hypothetical.
pub(super) fn of_contact(reading: &Reading, contact: &Contact) -> Option<Event> {
    let (kind, status) = match contact.status {
        Status::Held | Status::Confirmed | Status::Reported => (EventType::Consult, EventStatus::Happened),
        Status::Planned => (EventType::Agree, EventStatus::Planned),
        Status::Denied => (EventType::Consult, EventStatus::Negated),
        Status::Refused | Status::Cancelled | Status::Postponed => (EventType::Reject, EventStatus::Happened),
        Status::Proposed if contact.initiator.is_some() => (EventType::Request, EventStatus::Happened),
        Status::Proposed => (EventType::Consult, EventStatus::Hypothetical),
    };
    if contact.domestic || contact.parties.len() < 2 {
        return None;
    }
    let states = {
        let mut states: Vec<_> = contact.parties.iter().map(side).collect();
        states.sort_unstable();
        states.dedup();
        states.len()
    };
    let mode = match (kind, contact.mode) {
        (EventType::Agree | EventType::Reject | EventType::Request, _) => Some("meet"),
        _ if contact.mediator.is_some() => Some("third-party"),
        (_, Mode::Call) => Some("phone"),
        (_, Mode::Visit) => Some("visit"),
        _ => (states > 2).then_some("multilateral"),
    };
    let (actors, recipients) = parted(reading, contact);
    if recipients.is_empty() {
        return None;
    }
    let cameo = match (mode, contact.mode) {
        (Some("multilateral") | None, Mode::NegotiationRound) => "046",
        _ => Plover::get().cameo(kind, mode),
    };
    Some(Event {
        id: event_id(reading, contact.evidence, &contact.rule, &actors, &recipients),
        kind,
        mode: mode.map(str::to_owned),
        quad: kind.quad(),
        actors,
        recipients,
        status,
        evidence: contact.evidence,
        when: contact.when.clone(),
        place: contact.place.clone(),
        contexts: contexts(reading, contact.evidence),
        goldstein: Plover::get().goldstein(cameo),
        cameo: cameo.to_owned(),
        attribution: contact.attribution,
        rule: contact.rule.clone(),
    })
}

/// Whom a party acts for: its state, else itself.
fn side(party: &Party) -> &str {
    party.country.as_deref().unwrap_or(&party.name)
}

/// Who sought the contact, else who is named first, with all of that side; and the others.
fn parted(reading: &Reading, contact: &Contact) -> (Vec<Participant>, Vec<Participant>) {
    let named =
        |name: &Option<String>| contact.parties.iter().find(|party| Some(&party.name) == name.as_ref());
    let foremost = contact.parties.iter().min_by_key(|party| party.span.start);
    let first = named(&contact.initiator).or(foremost).unwrap_or(&contact.parties[0]);
    let (actors, recipients): (Vec<&Party>, Vec<&Party>) =
        contact.parties.iter().partition(|party| side(party) == side(first));
    let whom = |all: Vec<&Party>| {
        all.into_iter().map(|party| participant(party.clone(), kind(reading, &party.name))).collect()
    };
    (whom(actors), whom(recipients))
}

/// What a name is in a document; a group where it is not among its actors.
fn kind(reading: &Reading, name: &str) -> MentionKind {
    let actor = reading.names.actors.iter().find(|actor| actor.name == name);
    actor.map_or(MentionKind::Group, |actor| actor.kind)
}

/// The event that a position is: one toward somebody; of offers and threats also one to
/// nobody named, on an issue of the list.
pub(super) fn of_position(reading: &Reading, position: &Position) -> Option<Event> {
    let kind = Plover::get().of_position(&position.rule, act(position.act))?;
    let whom = |all: &[Holder]| {
        all.iter().map(|holder| held(reading, holder, position.evidence)).collect::<Vec<_>>()
    };
    let actors = whom(&position.holders);
    let abroad =
        |one: &Participant| one.country.is_none() || actors.iter().all(|actor| actor.country != one.country);
    let recipients: Vec<Participant> = whom(&position.toward).into_iter().filter(abroad).collect();
    let bare = matches!(position.act, Act::Offer | Act::Threat) && position.issue != Issue::Other;
    if recipients.is_empty() && !(bare && position.toward.is_empty()) {
        return None;
    }
    let cameo = Plover::get().cameo(kind, None);
    Some(Event {
        id: event_id(reading, position.evidence, &position.rule, &actors, &recipients),
        kind,
        mode: None,
        quad: kind.quad(),
        actors,
        recipients,
        status: EventStatus::Happened,
        evidence: position.evidence,
        when: None,
        place: None,
        contexts: contexts(reading, position.evidence),
        goldstein: Plover::get().goldstein(cameo),
        cameo: cameo.to_owned(),
        attribution: position.attribution,
        rule: position.rule.clone(),
    })
}

/// An act as `knowledge/plover.toml` names it.
fn act(act: Act) -> &'static str {
    match act {
        Act::Offer => "offer",
        Act::Demand => "demand",
        Act::Condition => "condition",
        Act::Acceptance => "acceptance",
        Act::Refusal => "refusal",
        Act::Threat => "threat",
        Act::Support => "support",
        Act::Proposal => "proposal",
    }
}

/// A holder as one who takes part, with its mention in the evidence where it has one there.
fn held(reading: &Reading, holder: &Holder, evidence: Span) -> Participant {
    let names = &reading.names;
    let actor = names.actors.iter().find(|actor| actor.name == holder.name);
    let role = actor.and_then(|actor| actor.role.clone());
    let kind = actor.map_or(MentionKind::Country, |actor| actor.kind);
    let here = names.mentions.iter().filter(|mention| names.actors[mention.actor].name == holder.name);
    let mut spans = here.filter_map(|mention| reading.span(mention.sentence, mention.tokens.clone()));
    let span = spans.find(|span| evidence.contains(*span));
    Participant {
        name: holder.name.clone(),
        country: holder.country.clone(),
        sector: sector(kind, &holder.name, role.as_deref(), &holder.name, holder.country.is_some()),
        role,
        start: span.map(|span| span.start),
        end: span.map(|span| span.end),
    }
}

fn contexts(reading: &Reading, evidence: Span) -> Vec<String> {
    reading.text.at(evidence).map(|words| Plover::get().contexts(words)).unwrap_or_default()
}
