//! A record taken apart into what the ledger's tables hold of it.

use jiff::civil::Date;
use serde::Serialize;

use crate::record::{
    Attribution, Contact, Document, Event, Holder, Participant, Position, Silence, Span, Text,
};

use super::LedgerError;

/// A record as the tables hold it.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) ordinal: usize,
    pub(super) id: String,
    /// The first and the last day on which it may have been.
    pub(super) days: Option<(Date, Date)>,
    pub(super) state: Option<String>,
    pub(super) form: Option<String>,
    pub(super) domestic: bool,
    pub(super) json: String,
    pub(super) actors: Vec<Actor>,
    /// What the record rests on, with its field's name.
    pub(super) spans: Vec<(&'static str, Span)>,
}

/// Who takes part, and as what.
#[derive(Debug, PartialEq)]
pub(super) struct Actor {
    pub(super) part: &'static str,
    pub(super) name: String,
    pub(super) country: Option<String>,
}

/// All records of a document except mentions and sentences.
pub(super) fn entries(document: &Document) -> Result<Vec<Entry>, LedgerError> {
    let published = document.article.published.as_ref().map(|published| published.date());
    let mut entries = Vec::new();
    for record in &document.attributions {
        entries.push(attribution(record)?);
    }
    for record in &document.contacts {
        entries.push(contact(record)?);
    }
    for record in &document.positions {
        entries.push(position(record)?);
    }
    for record in &document.events {
        entries.push(event(record)?);
    }
    for record in &document.silences {
        entries.push(silence(record)?);
    }
    let mut last = ("", 0);
    for entry in &mut entries {
        last = if last.0 == entry.kind { (entry.kind, last.1 + 1) } else { (entry.kind, 0) };
        entry.ordinal = last.1;
        entry.days = entry.days.or(published.map(|day| (day, day)));
    }
    Ok(entries)
}

/// A record of a kind out of its JSON; its place and, where it tells no day, its days are
/// for the caller to know.
pub(super) fn entry_of(kind: &str, json: &serde_json::Value) -> Result<Entry, LedgerError> {
    use serde::Deserialize;
    match kind {
        "attribution" => attribution(&Attribution::deserialize(json)?),
        "contact" => contact(&Contact::deserialize(json)?),
        "position" => position(&Position::deserialize(json)?),
        "event" => event(&Event::deserialize(json)?),
        "silence" => silence(&Silence::deserialize(json)?),
        other => Err(LedgerError::Corrupt(format!("there are no records of the kind \"{other}\""))),
    }
}

/// The words at a span.
pub(super) fn words(text: &Text, span: Span) -> Result<&str, LedgerError> {
    text.at(span).ok_or_else(|| LedgerError::Corrupt(format!("{span:?} reaches beyond its document")))
}

/// How a plain value is written in JSON, without quotes.
pub(super) fn label(value: &impl Serialize) -> Result<String, LedgerError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(label) => Ok(label),
        other => Ok(other.to_string()),
    }
}

fn entry(kind: &'static str, id: &str, record: &impl Serialize) -> Result<Entry, LedgerError> {
    Ok(Entry {
        kind,
        ordinal: 0,
        id: id.to_owned(),
        days: None,
        state: None,
        form: None,
        domestic: false,
        json: serde_json::to_string(record)?,
        actors: Vec::new(),
        spans: Vec::new(),
    })
}

fn attribution(record: &Attribution) -> Result<Entry, LedgerError> {
    let source = record.source.as_ref();
    let mut spans: Vec<_> = source.map(|source| ("source", source.span)).into_iter().collect();
    spans.extend(record.cue.iter().map(|&span| ("cue", span)));
    spans.extend(record.content.iter().map(|&span| ("content", span)));
    spans.extend(source.and_then(|source| source.reason).map(|span| ("reason", span)));
    Ok(Entry {
        state: Some(label(&record.stance)?),
        form: Some(label(&record.form)?),
        actors: source.map(|s| actor("source", &s.name, s.country.as_ref())).into_iter().collect(),
        spans,
        ..entry("attribution", &record.id, record)?
    })
}

fn contact(record: &Contact) -> Result<Entry, LedgerError> {
    let parties = &record.parties;
    let mut spans = vec![("evidence", record.evidence)];
    spans.extend(parties.iter().map(|party| ("party", party.span)));
    Ok(Entry {
        days: record.when.as_ref().map(|when| (when.date, when.last())),
        state: Some(label(&record.status)?),
        form: Some(label(&record.mode)?),
        domestic: record.domestic,
        actors: parties.iter().map(|party| actor("party", &party.name, party.country.as_ref())).collect(),
        spans,
        ..entry("contact", &record.id, record)?
    })
}

fn position(record: &Position) -> Result<Entry, LedgerError> {
    let mut spans = vec![("evidence", record.evidence), ("content", record.content)];
    spans.extend(record.condition.map(|span| ("condition", span)));
    Ok(Entry {
        state: Some(label(&record.act)?),
        form: Some(label(&record.issue)?),
        actors: holders("holder", &record.holders).chain(holders("toward", &record.toward)).collect(),
        spans,
        ..entry("position", &record.id, record)?
    })
}

fn event(record: &Event) -> Result<Entry, LedgerError> {
    let mut spans = vec![("evidence", record.evidence)];
    let named = record.actors.iter().chain(&record.recipients).filter_map(Participant::span);
    spans.extend(named.map(|span| ("party", span)));
    Ok(Entry {
        days: record.when.as_ref().map(|when| (when.date, when.last())),
        state: Some(label(&record.status)?),
        form: Some(record.kind.name().to_owned()),
        actors: taking("actor", &record.actors).chain(taking("recipient", &record.recipients)).collect(),
        spans,
        ..entry("event", &record.id, record)?
    })
}

fn silence(record: &Silence) -> Result<Entry, LedgerError> {
    Ok(Entry {
        form: Some(record.expected.clone()),
        actors: vec![actor("channel", &record.channel, None)],
        spans: vec![("evidence", record.evidence)],
        ..entry("silence", &record.id, record)?
    })
}

fn holders<'a>(part: &'static str, holders: &'a [Holder]) -> impl Iterator<Item = Actor> + 'a {
    holders.iter().map(move |holder| actor(part, &holder.name, holder.country.as_ref()))
}

fn taking<'a>(part: &'static str, parties: &'a [Participant]) -> impl Iterator<Item = Actor> + 'a {
    parties.iter().map(move |party| actor(part, &party.name, party.country.as_ref()))
}

fn actor(part: &'static str, name: &str, country: Option<&String>) -> Actor {
    Actor { part, name: name.to_owned(), country: country.cloned() }
}
