//! What was labelled by hand in a document.

use anyhow::{Context, Result};
use diplomacy_watch::record::{Act, Span};
use serde_json::Value;

use super::texts::labelled;

/// A stand that was labelled.
#[derive(Clone)]
pub struct Label {
    pub span: Span,
    /// By any of these acts.
    pub acts: Vec<Act>,
    /// Held by any of these states, `None` for a body of no state; an empty list takes any holder.
    pub countries: Vec<Option<String>>,
}

impl Label {
    /// As `positions.jsonl` has it.
    ///
    /// # Errors
    /// Where it lacks a part.
    pub fn of_document(value: &Value) -> Result<Self> {
        let ill = || format!("a label is ill-formed: {value}");
        Ok(Self {
            span: serde_json::from_value(value.clone()).with_context(ill)?,
            acts: acts(&value["act"]),
            countries: serde_json::from_value(value["holders"].clone()).with_context(ill)?,
        })
    }

    /// As an article of `columns` has it, once for each of its stretches; `find` tells where
    /// words stand.
    pub fn of_article(value: &Value, find: impl Fn(&str) -> Option<Span>) -> Vec<Self> {
        let acts = acts(&value["act"]);
        let countries: Vec<Option<String>> = labelled(&value["countries"]).into_iter().map(Some).collect();
        let spans = labelled(&value["content"]).into_iter().filter_map(|words| find(&words));
        spans.map(|span| Self { span, acts: acts.clone(), countries: countries.clone() }).collect()
    }

    /// Whether it takes one of these as its holder.
    pub fn takes(&self, countries: &[Option<String>]) -> bool {
        self.countries.is_empty() || countries.iter().any(|one| self.countries.contains(one))
    }
}

fn acts(value: &Value) -> Vec<Act> {
    labelled(value).iter().filter_map(|name| act(name)).collect()
}

/// The act of a name.
pub fn act(name: &str) -> Option<Act> {
    serde_json::from_value(Value::from(name)).ok()
}
