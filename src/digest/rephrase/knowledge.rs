//! What may be exchanged: `knowledge/digest/writer.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The file, parsed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Knowledge {
    instructions: String,
    pub(super) tells: Vec<String>,
    same: Vec<Vec<String>>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for people and for tests"))]
    pub(super) example: Vec<Example>,
    /// Each phrase in words, longest first, with the line that it stands in.
    #[serde(skip)]
    phrases: Vec<(Vec<String>, usize)>,
}

/// A sentence of ours with what may stand in its place and what may not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are for people and for tests"))]
pub(super) struct Example {
    pub(super) ours: String,
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let mut file: Knowledge =
        toml::from_str(include_str!("../../../knowledge/digest/writer.toml")).expect("a test parses it");
    let words = |phrase: &String| phrase.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let numbered = file.same.iter().enumerate();
    file.phrases = numbered.flat_map(|(line, same)| same.iter().map(move |one| (words(one), line))).collect();
    file.phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    file
});

impl Knowledge {
    pub(super) fn get() -> &'static Self {
        &KNOWLEDGE
    }

    /// The longest phrase with which words begin: how many of them it has, and the first
    /// phrase of its line, which stands for all of them.
    pub(super) fn phrase<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<(usize, &str)> {
        let fits = |phrase: &[String]| {
            let mut words = words.clone();
            phrase.iter().all(|word| words.next() == Some(word))
        };
        let (phrase, line) = self.phrases.iter().find(|(phrase, _)| fits(phrase))?;
        Some((phrase.len(), &self.same[*line][0]))
    }
}

static INSTRUCTIONS: LazyLock<String> = LazyLock::new(|| {
    let known = Knowledge::get();
    let same = known.same.iter().map(|line| line.join(" = ")).collect::<Vec<_>>().join("\n");
    format!("{}\n\n{same}", known.instructions.trim())
});

/// What a language model is told before it is given a sentence: what it may do, and the
/// phrases that it may exchange.
pub fn instructions() -> &'static str {
    &INSTRUCTIONS
}
