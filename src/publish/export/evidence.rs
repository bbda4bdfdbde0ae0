//! What a row rests on: the columns at the end of every schema.

use super::{Cell, Column, Kind, Told, count, maybe, words};
use crate::publish::label;

pub(super) const COLUMNS: &[Column] = &[
    ("dw_id", Kind::Words),
    ("dw_status", Kind::Words),
    ("dw_rule", Kind::Words),
    ("dw_said_by", Kind::Words),
    ("dw_hedged", Kind::Words),
    ("dw_documents", Kind::Whole),
    ("dw_sources", Kind::Whole),
    ("dw_origins", Kind::Whole),
    ("dw_document", Kind::Words),
    ("dw_url", Kind::Words),
    ("dw_start", Kind::Whole),
    ("dw_end", Kind::Whole),
    ("dw_quote", Kind::Words),
];

pub(super) fn cells(told: &Told) -> Vec<Cell> {
    let lead = told.lead();
    let event = &lead.record;
    let speaker = lead.under.as_ref().and_then(|under| under.source.as_ref());
    let hedged = lead.under.as_ref().map(|under| under.hedged.to_string());
    vec![
        words(event.id.as_str()),
        words(label(&event.status)),
        words(event.rule.as_str()),
        maybe(speaker.map(|speaker| &speaker.name)),
        maybe(hedged.as_ref()),
        count(told.tellings.len()),
        count(told.sources()),
        count(told.origins),
        words(lead.document.id.as_str()),
        maybe(lead.document.url.as_ref()),
        count(event.evidence.start),
        count(event.evidence.end),
        words(lead.words("evidence")),
    ]
}
