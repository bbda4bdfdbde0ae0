//! The records of a document as JSON, the one form that all kinds share.

use serde::Deserialize;
use serde_json::Value;

use crate::record::{Document, Span};

/// The kinds of records, as the ledger calls them.
pub const KINDS: [&str; 6] = ["mention", "attribution", "contact", "position", "event", "silence"];

/// The records of a kind.
pub fn records(document: &Document, kind: &str) -> Vec<Value> {
    let list = match kind {
        "mention" => serde_json::to_value(&document.mentions),
        "attribution" => serde_json::to_value(&document.attributions),
        "contact" => serde_json::to_value(&document.contacts),
        "position" => serde_json::to_value(&document.positions),
        "event" => serde_json::to_value(&document.events),
        "silence" => serde_json::to_value(&document.silences),
        _ => return Vec::new(),
    };
    match list {
        Ok(Value::Array(records)) => records,
        _ => Vec::new(),
    }
}

/// All spans of a record.
pub fn spans(record: &Value) -> Vec<Span> {
    match record {
        Value::Array(items) => items.iter().flat_map(spans).collect(),
        Value::Object(object) => {
            Span::deserialize(record).ok().into_iter().chain(object.values().flat_map(spans)).collect()
        }
        _ => Vec::new(),
    }
}
