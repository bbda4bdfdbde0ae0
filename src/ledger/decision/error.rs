//! Why a decision cannot be kept.

/// Why a decision cannot be kept. Each message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    #[error("no record of a current document has the id {id}")]
    Unknown { id: String },
    #[error("{id} is no contact but a record of the kind {kind}; only contacts are joined or split")]
    NotAContact { id: String, kind: String },
    #[error("name the record that is decided about; a correction is of one")]
    NotOne,
    #[error("only one contact was named; name the contacts that belong together, or apart")]
    Alone,
    #[error("a {kind} has no field \"{field}\" that can be corrected; those that can are: {known}")]
    Field { kind: String, field: String, known: String },
    #[error("{value} cannot stand in \"{field}\": {why}")]
    Value { field: String, value: String, why: String },
    #[error("\"{field}\" of {id} is {value} already")]
    Same { id: String, field: String, value: String },
    #[error("say who decides: the name is empty")]
    Nameless,
    #[error("there is no decision {key} that could be taken back")]
    NoDecision { key: i64 },
    #[error("these words cannot stand in the digest: {why}")]
    Words { why: &'static str },
    #[error("there is no change {key} of a digest that could be taken back")]
    NoEdit { key: i64 },
}
