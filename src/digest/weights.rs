//! What makes an item worth telling: `knowledge/digest/weights.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The weights of choosing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    pub contact: ContactWeights,
    pub statement: StatementWeights,
    topic: Vec<Topic>,
    rank: Vec<RankWords>,
    pub length: Length,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWeights {
    pub across: i32,
    pub first: i32,
    pub round: i32,
    pub summit: i32,
    pub talks: i32,
    pub meeting: i32,
    pub visit: i32,
    pub call: i32,
    pub letter: i32,
    pub message: i32,
    pub secret: i32,
    pub reported: i32,
    pub denied: i32,
    pub planned: i32,
    pub proposed: i32,
    pub undated: i32,
    /// Nothing more can be told of it than that it was.
    pub bare: i32,
    /// The leading paper is about it.
    pub about: i32,
    pub account: i32,
    pub first_report: i32,
    pub both_sides: i32,
    pub principal: i32,
    pub minister: i32,
    pub topics_at_most: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementWeights {
    pub direct: i32,
    pub principal: i32,
    pub minister: i32,
    pub spokesperson: i32,
    pub local: i32,
    pub words_at_least: usize,
    pub scope: i32,
    pub topics_at_least: i32,
    pub detail_at_least: i32,
    pub weighty: i32,
    pub aside: i32,
    pub strong: i32,
    pub at_least: i32,
    pub quiet_at_least: i32,
}

/// What the watch is about, by words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub name: String,
    /// Each as [`spaced`] writes it.
    #[serde(deserialize_with = "all_spaced")]
    words: Vec<String>,
    pub weight: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RankWords {
    rank: Rank,
    /// Each as [`spaced`] writes it.
    #[serde(deserialize_with = "all_spaced")]
    words: Vec<String>,
}

/// How high an office stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// Who makes laws or runs a town or a province: speaks for no state.
    Local,
    Other,
    Spokesperson,
    Minister,
    Principal,
}

/// How much a digest holds: items of each section, words of a quotation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// Words of all sentences, where nothing else is asked for.
    pub words: usize,
    /// Up to how many of a hundred words of the digest each of these sections takes.
    pub lead_share: usize,
    pub readouts_share: usize,
    pub other_share: usize,
    pub changes_share: usize,
    pub readouts: usize,
    pub other: usize,
    pub quiet: usize,
    pub changes: usize,
    pub table: usize,
    pub pairs: usize,
    pub quote_at_least: usize,
    pub quote_at_most: usize,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    toml::from_str(include_str!("../../knowledge/digest/weights.toml")).expect("a test parses it")
});

impl Weights {
    /// The weights that are part of the binary.
    pub fn get() -> &'static Self {
        &WEIGHTS
    }

    /// The topics that words speak of.
    pub fn topics<'w>(&'w self, words: &str) -> impl Iterator<Item = &'w Topic> + use<'w> {
        let words = spaced(words);
        self.topic.iter().filter(move |topic| topic.words.iter().any(|word| words.contains(word)))
    }

    /// The rank that the words of an office give.
    pub fn rank(&self, office: &str) -> Rank {
        let office = spaced(office);
        let fits = |rank: &&RankWords| rank.words.iter().any(|word| office.contains(word));
        self.rank.iter().find(fits).map_or(Rank::Other, |rank| rank.rank)
    }
}

fn all_spaced<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    Ok(words.iter().map(|words| spaced(words)).collect())
}

/// Words in small letters, one space around each, other marks than hyphens left out.
pub fn spaced(words: &str) -> String {
    let mut spaced = String::from(" ");
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '-' {
            spaced.push(c);
        } else if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
    }
    if !spaced.ends_with(' ') {
        spaced.push(' ');
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let topics: Vec<&str> = Weights::get().topics(words).map(|topic| topic.name.as_str()).collect();
        assert_eq!(topics, expected);
    }

    #[test]
    fn topics_go_by_whole_words() {
        check("They spoke of a cease-fire.", &["ceasefire"]);
        check("Security guarantees, he said", &["security guarantees"]);
        check("She granted an interview", &[]);
    }

    #[test]
    fn offices_give_a_rank() {
        assert_eq!(Weights::get().rank("President of Ukraine"), Rank::Principal);
        assert_eq!(Weights::get().rank("Deputy Prime Minister"), Rank::Other);
        assert_eq!(Weights::get().rank("Kremlin spokesman"), Rank::Spokesperson);
        assert_eq!(Weights::get().rank("former President"), Rank::Other);
        assert_eq!(Weights::get().rank("Ohio Senator"), Rank::Local);
    }
}
