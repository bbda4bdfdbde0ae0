//! How a plain value of a record is written for people.

use serde::Serialize;

/// How a plain value is written in JSON, without quotes.
pub fn label(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(label)) => label,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
