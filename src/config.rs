//! What `watch.toml` says.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// The watch: which conflict it follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub scope: Scope,
}

/// Which conflict is watched.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// The parties to it, ISO 3166-1 alpha-3; where there are none, everything is in.
    pub parties: Vec<Country>,
}

/// A country's code: three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country(String);

impl Country {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Country {
    type Err = NoCountry;

    /// # Errors
    /// Where the code is not three capital letters.
    fn from_str(code: &str) -> Result<Self, NoCountry> {
        let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code { Ok(Self(code.to_owned())) } else { Err(NoCountry(code.to_owned())) }
    }
}

impl<'de> Deserialize<'de> for Country {
    /// Checks the code while the deserializer still knows its line.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Code;
        impl Visitor<'_> for Code {
            type Value = Country;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a country's code in quotes")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Country, E> {
                code.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Code)
    }
}

/// Words that are no country's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no country's code; write the three capital letters of ISO 3166-1, such as UKR")]
pub struct NoCountry(String);

/// Why a configuration cannot be used: the file's name, the line and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{name}:{line}: {problem}")]
pub struct ConfigError {
    pub name: String,
    /// Counted from 1.
    pub line: usize,
    pub problem: String,
}

impl Config {
    /// Reads a configuration; `name` is how its errors call it.
    ///
    /// # Errors
    /// Where the text is not TOML, a key is not known or a value cannot be meant.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = 1 + text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count();
            ConfigError { name: name.to_owned(), line, problem: error.message().to_owned() }
        })
    }
}

/// A commented configuration to start from.
pub const TEMPLATE: &str = include_str!("../knowledge/watch.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_configuration() {
        let config = Config::parse("watch.toml", TEMPLATE).unwrap();
        assert_eq!(config.scope.parties.iter().map(Country::as_str).collect::<Vec<_>>(), ["RUS", "UKR"]);
    }

    #[test]
    fn an_empty_configuration_watches_everything() {
        assert_eq!(Config::parse("watch.toml", "").unwrap(), Config::default());
    }

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        let got = Config::parse("watch.toml", text).unwrap_err().to_string();
        assert!(got.starts_with(expected), "{got}");
    }

    #[test]
    fn what_is_wrong_is_placed() {
        check_error("\n[scope]\nparty = []\n", "watch.toml:3: unknown field `party`");
        check_error(
            "[scope]\nparties = [\n  \"RUS\",\n  \"Ukraine\",\n]\n",
            "watch.toml:4: \"Ukraine\" is no country's code",
        );
        check_error("[scope\n", "watch.toml:1: ");
        check_error("[scope]\nparties = 3\n", "watch.toml:2: invalid type");
        check_error("[sources]\n", "watch.toml:1: unknown field `sources`");
    }
}
