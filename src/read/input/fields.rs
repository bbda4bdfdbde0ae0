//! Values that a field of an input may have.

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use crate::record::{Published, SourceKind};

use super::Problem;

/// The kind of a source.
pub(super) fn kind(value: &str) -> Result<SourceKind, Problem> {
    SourceKind::deserialize(StrDeserializer::<Error>::new(value)).map_err(|_| Problem::WrongValue {
        field: "kind",
        found: value.to_owned(),
        expected: "press, wire, official, think-tank or social",
    })
}

/// A country, by the form of its code: which codes are given out is not checked, so
/// that an input's own (`XKX`) are kept.
pub(super) fn country(value: &str) -> Result<String, Problem> {
    if value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(value.to_owned());
    }
    Err(Problem::WrongValue {
        field: "country",
        found: value.to_owned(),
        expected: "the three capital letters of ISO 3166-1, such as UKR",
    })
}

/// When it was published.
pub(super) fn published(value: &str) -> Result<Published, Problem> {
    value.parse().map_err(Problem::WrongDate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked() {
        assert_eq!(kind("think-tank"), Ok(SourceKind::ThinkTank));
        assert!(kind("Press").is_err());
        assert_eq!(country("UKR"), Ok("UKR".to_owned()));
        assert!(country("Ukr").is_err() && country("UA").is_err() && country("ЖЖЖ").is_err());
        assert!(published("2022-03-07T14:20:00").is_ok() && published("7.3.2022").is_err());
    }
}
