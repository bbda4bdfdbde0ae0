//! The fields of records that a person may correct, and putting a value into one.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::record::{Attribution, Contact, Event, Position, Silence};

use super::DecisionError;

/// The fields of a kind of record that can be corrected; `*` stands for a number from 0.
/// The words that a record rests on are not among them: they stand where they stand.
pub fn fields_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "attribution" => &[
            "source.name",
            "source.role",
            "source.country",
            "source.anonymous",
            "form",
            "stance",
            "hedged",
            "audience",
            "medium",
            "chain",
        ],
        "contact" => &[
            "status",
            "mode",
            "track",
            "secret",
            "domestic",
            "when",
            "where",
            "topics",
            "initiator",
            "host",
            "mediator",
            "parties.*",
            "parties.*.name",
            "parties.*.role",
            "parties.*.country",
        ],
        "position" => &["act", "issue", "holders", "toward"],
        "event" => &[
            "type",
            "mode",
            "quad",
            "actors",
            "recipients",
            "status",
            "when",
            "where",
            "contexts",
            "goldstein",
            "cameo",
        ],
        "silence" => &["channel", "expected", "period"],
        _ => &[],
    }
}

/// What stands in a field of a record.
pub(super) fn get<'r>(record: &'r Value, field: &str) -> Option<&'r Value> {
    record.pointer(&pointer(field))
}

/// The record with another value in a field, where it is one that can stand there.
pub(super) fn with(kind: &str, record: &Value, field: &str, value: &Value) -> Result<Value, DecisionError> {
    let refuse = |why: &str| DecisionError::Value {
        field: field.to_owned(),
        value: value.to_string(),
        why: why.to_owned(),
    };
    if !fields_of(kind).iter().any(|known| fits(known, field)) {
        return Err(DecisionError::Field {
            kind: kind.to_owned(),
            field: field.to_owned(),
            known: fields_of(kind).join(", "),
        });
    }
    let mut changed = record.clone();
    if let Some(place) = changed.pointer_mut(&pointer(field)) {
        *place = value.clone();
    } else {
        return Err(refuse("this record has nothing there"));
    }
    if let Some(party) = field.strip_prefix("parties.").and_then(|at| at.parse::<usize>().ok()) {
        let parties = changed.get_mut("parties").and_then(Value::as_array_mut);
        match parties {
            Some(parties) if value.is_null() && party < parties.len() => drop(parties.remove(party)),
            _ => return Err(refuse("a party can only be taken out, by null")),
        }
    }
    parse(kind, &changed).map_err(|error| refuse(&error.to_string()))?;
    Ok(changed)
}

fn pointer(field: &str) -> String {
    format!("/{}", field.replace('.', "/"))
}

fn fits(known: &str, field: &str) -> bool {
    let (mut a, mut b) = (known.split('.'), field.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some("*"), Some(number)) if number.parse::<usize>().is_ok() => {}
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
    }
}

/// Whether JSON is a record of a kind.
fn parse(kind: &str, record: &Value) -> Result<(), serde_json::Error> {
    fn is<R: DeserializeOwned>(record: &Value) -> Result<(), serde_json::Error> {
        serde_json::from_value::<R>(record.clone()).map(drop)
    }
    match kind {
        "attribution" => is::<Attribution>(record),
        "contact" => is::<Contact>(record),
        "position" => is::<Position>(record),
        "event" => is::<Event>(record),
        _ => is::<Silence>(record),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn silence() -> Value {
        json!({"id": "s-1", "channel": "Office", "expected": "briefing", "period": null,
               "evidence": {"start": 0, "end": 4}, "rule": "test"})
    }

    #[track_caller]
    fn check(field: &str, value: Value, expected: Result<(), &str>) {
        let got = with("silence", &silence(), field, &value).map_err(|error| error.to_string());
        match (got, expected) {
            (Ok(changed), Ok(())) => assert_eq!(get(&changed, field), Some(&value)),
            (Err(error), Err(words)) => assert!(error.contains(words), "{error}"),
            (got, expected) => panic!("{got:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn only_fields_that_are_no_words_of_the_document_are_corrected() {
        check("channel", json!("Ministry"), Ok(()));
        check("period", json!("this week"), Ok(()));
        check("channel", json!(3), Err("cannot stand in \"channel\""));
        check("evidence", json!({"start": 1, "end": 2}), Err("those that can are: channel, expected"));
        check("evidence.start", json!(1), Err("has no field"));
        check("id", json!("s-2"), Err("has no field"));
    }

    #[test]
    fn numbers_stand_for_places_in_lists() {
        assert!(fits("parties.*.name", "parties.12.name"));
        assert!(!fits("parties.*.name", "parties.x.name") && !fits("parties.*", "parties.0.start"));
    }
}
