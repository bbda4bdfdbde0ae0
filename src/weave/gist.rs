//! What words come to: their stems without those that any text has.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::read::language::stem::{stem, words};

/// Words that say nothing of what a text is about: `knowledge/gist.toml`.
static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        common: String,
    }
    let file: File = toml::from_str(include_str!("../../knowledge/gist.toml")).expect("a test parses it");
    file.common.split_whitespace().map(stem).collect()
});

/// The stems of the words that carry what is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gist(BTreeSet<String>);

impl Gist {
    /// The gist of words.
    pub fn of(text: &str) -> Self {
        Self(words(text).map(|(_, word)| stem(word)).filter(|stem| !COMMON.contains(stem)).collect())
    }

    /// Its stems, in order.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The words that another gist does not have.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self(self.0.difference(&other.0).cloned().collect())
    }

    /// How many words both have.
    pub fn shared(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// The share of all their words that both have, 0 to 1.
    pub fn sameness(&self, other: &Self) -> f64 {
        match self.0.union(&other.0).count() {
            0 => 0.0,
            all => self.shared(other) as f64 / all as f64,
        }
    }

    /// The share of the shorter one's words that both have, 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        match self.0.len().min(other.0.len()) {
            0 => 0.0,
            least => self.shared(other) as f64 / least as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_alike_is_like() {
        let gist = Gist::of("Kyiv will not give up Crimea.");
        assert!(gist.likeness(&Gist::of("He said that Crimea would not be given up by Kyiv")) > 0.6);
        assert!(gist.likeness(&Gist::of("The grain deal will not be prolonged")) < 0.1);
        let longer = Gist::of("Kyiv will not give up Crimea, Donetsk, Luhansk or the ports of the coast.");
        assert!(gist.likeness(&longer) > 0.9 && gist.sameness(&longer) < 0.5);
        assert_eq!(Gist::of("it is what they said").likeness(&gist), 0.0);
    }
}
