//! What PLOVER and CAMEO say of events: `knowledge/plover.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::record::EventType;

/// Codes and scales of events, sectors of those who act, contexts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plover {
    goldstein: BTreeMap<String, f64>,
    types: BTreeMap<EventType, Coded>,
    positions: Positions,
    #[serde(rename = "sector")]
    pub sectors: Vec<Sector>,
    #[serde(rename = "context")]
    contexts: Vec<Words>,
}

/// A type of event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coded {
    cameo: String,
    #[serde(default)]
    modes: BTreeMap<String, String>,
    planned: Option<EventType>,
}

/// What positions are as events.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Positions {
    /// Rules whose positions are none.
    none: Vec<String>,
    /// By rule or by act.
    types: BTreeMap<String, EventType>,
}

/// In which capacity somebody acts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// What records print: `government`.
    pub name: String,
    /// PLOVER's code: `GOV`.
    pub code: String,
    /// The kinds of organisations that are of it.
    #[serde(default)]
    kinds: Vec<String>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    name: String,
    words: Vec<String>,
}

impl Plover {
    /// What is part of the binary, parsed once.
    ///
    /// # Panics
    /// If the embedded file is ill-formed, which the tests rule out.
    pub fn get() -> &'static Self {
        static PLOVER: LazyLock<Plover> = LazyLock::new(|| {
            toml::from_str(include_str!("../../knowledge/plover.toml"))
                .unwrap_or_else(|error| panic!("knowledge/plover.toml: {error}"))
        });
        &PLOVER
    }

    /// The CAMEO code of a type and mode.
    pub fn cameo(&self, kind: EventType, mode: Option<&str>) -> &str {
        let coded = &self.types[&kind];
        mode.and_then(|mode| coded.modes.get(mode)).unwrap_or(&coded.cameo)
    }

    /// Whether a type has a mode.
    pub fn has_mode(&self, kind: EventType, mode: &str) -> bool {
        self.types[&kind].modes.contains_key(mode)
    }

    /// What an event of a type is while it is only to come: promised help is AGREE.
    pub fn planned(&self, kind: EventType) -> EventType {
        self.types[&kind].planned.unwrap_or(kind)
    }

    /// Goldstein's value of a CAMEO code, from -10 to 10.
    pub fn goldstein(&self, cameo: &str) -> f64 {
        let shorter = (2..=cameo.len()).rev().find_map(|end| self.goldstein.get(cameo.get(..end)?));
        shorter.copied().unwrap_or(0.0)
    }

    /// What a position is as an event, by its rule or its act.
    pub fn of_position(&self, rule: &str, act: &str) -> Option<EventType> {
        let Positions { none, types } = &self.positions;
        let known = types.get(rule).or_else(|| types.get(act)).copied();
        known.filter(|_| !none.iter().any(|one| one == rule))
    }

    /// The sector of an organisation of a kind.
    pub fn sector_of_kind(&self, kind: &str) -> Option<&Sector> {
        self.sectors.iter().find(|sector| sector.kinds.iter().any(|one| one == kind))
    }

    /// The first sector that words in any case name.
    pub fn sector_of(&self, words: &str) -> Option<&Sector> {
        let words = padded(words);
        self.sectors.iter().find(|sector| has_any(&words, &sector.words))
    }

    /// The sector of a name, as records print it.
    pub fn sector(&self, name: &str) -> Option<&Sector> {
        self.sectors.iter().find(|sector| sector.name == name)
    }

    /// The contexts that words in any case speak of.
    pub fn contexts(&self, words: &str) -> Vec<String> {
        let words = padded(words);
        let fit = self.contexts.iter().filter(|context| has_any(&words, &context.words));
        fit.map(|context| context.name.clone()).collect()
    }
}

/// Words in lower case with one blank before, between and after them.
fn padded(words: &str) -> String {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|part| !part.is_empty());
    parts.fold(" ".to_owned(), |mut all, part| {
        all.push_str(part);
        all.push(' ');
        all
    })
}

fn has_any(padded: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        padded
            .match_indices(word.as_str())
            .any(|(at, _)| padded[..at].ends_with(' ') && padded[at + word.len()..].starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_codes_of_the_scale() {
        let plover = Plover::get();
        assert_eq!(plover.types.len(), EventType::ALL.len());
        for coded in plover.types.values() {
            for code in coded.modes.values().chain([&coded.cameo]) {
                assert!(plover.goldstein.contains_key(&code[..2]), "{code}");
            }
        }
        assert!(plover.goldstein.values().all(|value| (-10.0..=10.0).contains(value)));
    }

    #[test]
    fn a_code_without_a_value_has_that_of_the_wider_one() {
        let plover = Plover::get();
        let value = |code| plover.goldstein(code);
        assert_eq!((value("042"), value("0871"), value("122")), (1.9, 9.0, -4.0));
        assert_eq!(plover.cameo(EventType::Consult, Some("phone")), "041");
        assert_eq!(plover.cameo(EventType::Consult, None), "040");
    }

    #[test]
    fn sectors_and_contexts_are_told_by_whole_words() {
        let plover = Plover::get();
        let sector = |words| plover.sector_of(words).map(|sector| sector.name.as_str());
        assert_eq!(sector("Foreign Minister of Norway"), Some("government"));
        assert_eq!(sector("opposition leader"), Some("opposition"));
        assert_eq!(sector("administers"), None);
        assert_eq!(plover.contexts("a no-fly zone over the border"), ["military", "territory"]);
        assert!(plover.contexts("warm words").is_empty());
    }
}
