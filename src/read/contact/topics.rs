//! What a contact is about: the words of `knowledge/topics.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::line::Line;

/// The words for topics, found by their first.
#[derive(Debug, Clone)]
pub(in crate::read) struct Topics {
    by_first: FxHashMap<String, Vec<(Vec<String>, String)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    #[serde(alias = "issues")]
    topics: BTreeMap<String, Vec<String>>,
}

impl Topics {
    /// Reads the words for topics.
    ///
    /// # Errors
    /// Where the file is not of the expected shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let stated: TopicsFile = toml::from_str(text)?;
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, String)>> = FxHashMap::default();
        for (topic, phrases) in stated.topics {
            for phrase in phrases {
                // A hyphen may be a token of its own.
                let parted = phrase.replace('-', " - ");
                let forms = [Some(&phrase), Some(&parted).filter(|parted| **parted != phrase)];
                for form in forms.into_iter().flatten() {
                    let words: Vec<String> = form.split(' ').map(str::to_owned).collect();
                    by_first.entry(words[0].clone()).or_default().push((words, topic.clone()));
                }
            }
        }
        Ok(Self { by_first })
    }

    /// The names of the topics, some more than once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_first.values().flatten().map(|(_, topic)| topic.as_str())
    }

    /// Whether words for a topic start at a token and end before another.
    pub fn start(&self, line: Line, at: usize, end: usize) -> bool {
        self.at(line, at, end).next().is_some()
    }

    /// The topics whose words start at a token and end before another.
    fn at<'t>(&'t self, line: Line<'t>, at: usize, end: usize) -> impl Iterator<Item = &'t String> {
        let (word, lemma) = (line.word(at), line.lemma(at));
        let known = |first: &str| self.by_first.get(first).map_or(&[][..], Vec::as_slice);
        let by_word = if word == lemma { &[][..] } else { known(&word) };
        let same = move |i: usize, one: &str| line.word(i) == one || line.lemma(i) == one;
        let starts = known(&lemma).iter().chain(by_word);
        starts.filter(move |(words, _)| stand(words, at, end, &same)).map(|(_, topic)| topic)
    }

    /// Adds the topics of some tokens to `found`, each once, in the order of the text.
    pub fn add(&self, line: Line, tokens: Range<usize>, found: &mut Vec<String>) {
        for topic in tokens.clone().flat_map(|i| self.at(line, i, tokens.end)) {
            if !found.contains(topic) {
                found.push(topic.clone());
            }
        }
    }
}

/// Most tokens that a gap in a phrase passes over.
const GAP: usize = 5;

/// Whether words stand from a token on; ".." among them passes over some tokens.
fn stand(words: &[String], from: usize, end: usize, same: &impl Fn(usize, &str) -> bool) -> bool {
    let Some((first, rest)) = words.split_first() else { return true };
    if first == ".." {
        return (from..=(from + GAP).min(end)).any(|at| stand(rest, at, end, same));
    }
    from < end && same(from, first) && stand(rest, from + 1, end, same)
}
