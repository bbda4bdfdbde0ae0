//! The rules of one kind of record, ready to be matched.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;

use super::pattern::{Lists, Pattern, Piece};
use super::rule::{self, Rule, RuleError};
use super::{surface, tree};
use crate::read::Reading;
use crate::read::lower::lower;

/// The rules of one file, found by the words that they start from.
#[derive(Debug, Clone)]
pub struct RuleBook {
    file: String,
    rules: Vec<Rule>,
    lists: Lists,
    by_word: FxHashMap<CompactString, Vec<usize>>,
}

/// A rule that holds at some place.
#[derive(Debug, Clone)]
pub struct Match<'b> {
    pub rule: &'b Rule,
    /// Index of the sentence.
    pub sentence: usize,
    /// The token the pattern starts from.
    pub anchor: usize,
    /// Filled slots by name: the tokens at their heads, in the order of the text.
    pub slots: Vec<(CompactString, Vec<usize>)>,
}

impl Match<'_> {
    /// The tokens at the heads of what fills a slot; empty where it is not filled.
    pub fn slot(&self, name: &str) -> &[usize] {
        self.slots.iter().find(|(slot, _)| slot == name).map_or(&[], |(_, tokens)| tokens)
    }
}

impl RuleBook {
    /// Reads the rules of a file.
    ///
    /// # Errors
    /// Where the file cannot be used; the error names file, rule and remedy.
    pub fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        Self::parse_with(file, text, Lists::default())
    }

    /// Reads the rules of a file that also uses lists of words kept elsewhere.
    ///
    /// # Errors
    /// Where the file cannot be used; the error names file, rule and remedy.
    pub fn parse_with(file: &str, text: &str, lists: Lists) -> Result<Self, RuleError> {
        let (rules, lists) = rule::parse(file, text, lists)?;
        let mut by_word: FxHashMap<CompactString, Vec<usize>> = FxHashMap::default();
        for (i, rule) in rules.iter().enumerate() {
            for word in opening_words(&rule.pattern) {
                by_word.entry(word.clone()).or_default().push(i);
            }
        }
        Ok(Self { file: file.to_owned(), rules, lists, by_word })
    }

    /// The lists of words that the rules may name.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// All rules, in the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of that name.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The words of one of the file's lists, those of lists named in it included.
    ///
    /// # Errors
    /// Where the file has no such list.
    pub fn list(&self, name: &str) -> Result<Vec<String>, RuleError> {
        let missing = || RuleError::List { file: self.file.clone(), name: name.to_owned() };
        let words = self.lists.get(name).ok_or_else(missing)?;
        let inner = words.iter().filter_map(|word| word.strip_prefix('$'));
        let mut all: Vec<String> = words.iter().filter(|word| !word.starts_with('$')).cloned().collect();
        for inner in inner.filter(|inner| *inner != name) {
            all.extend(self.list(inner)?);
        }
        Ok(all)
    }

    /// What a rule gives, read as its kind of record has it, where its pattern fills only
    /// these slots.
    ///
    /// # Errors
    /// Where a key, a value or a slot is not known; the error names file and rule.
    pub fn gives<T: DeserializeOwned>(&self, rule: &Rule, slots: &[&str]) -> Result<T, RuleError> {
        if let Some(slot) = rule.pattern.slots().find(|slot| !slots.contains(slot)) {
            return Err(
                self.wrong(rule, format!("there is no slot \"{slot}\"; use one of {}", slots.join(", ")))
            );
        }
        let gives = rule.gives.clone().try_into();
        gives.map_err(|error: toml::de::Error| self.wrong(rule, error.to_string()))
    }

    /// The error for a rule whose `gives` cannot be used.
    pub fn wrong(&self, rule: &Rule, problem: impl Into<String>) -> RuleError {
        RuleError::Gives { file: self.file.clone(), id: rule.id.clone(), problem: problem.into() }
    }

    /// Every place in a sentence where a rule holds, in the order of the text and,
    /// at one place, of the file.
    pub fn matches<'b>(&'b self, reading: &Reading, sentence: usize) -> Vec<Match<'b>> {
        let mut found = Vec::new();
        for token in 0..reading.sentences[sentence].tokens.len() {
            for rule in self.candidates(reading, sentence, token) {
                let rule = &self.rules[rule];
                let slots = match &rule.pattern {
                    Pattern::Tree(pattern) => tree::matches(pattern, reading, sentence, token),
                    Pattern::Surface(pieces) => surface::matches(pieces, reading, sentence, token),
                };
                if let Some(slots) = slots {
                    found.push(Match { rule, sentence, anchor: token, slots });
                }
            }
        }
        found
    }

    /// Rules that may start from a token, each once, in the order of the file.
    fn candidates(&self, reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
        let lemma = lower(&reading.sentences[sentence].tokens[token].lemma);
        let word = lower(reading.word(sentence, token));
        let mut rules: Vec<usize> = self.by_word.get(&*lemma).cloned().unwrap_or_default();
        if word != lemma {
            rules.extend(self.by_word.get(&*word).into_iter().flatten());
            rules.sort_unstable();
            rules.dedup();
        }
        rules
    }
}

fn opening_words(pattern: &Pattern) -> &[CompactString] {
    match pattern {
        Pattern::Tree(tree) => &tree.words,
        Pattern::Surface(pieces) => pieces
            .iter()
            .find_map(|piece| match piece {
                Piece::Words(words) => Some(words.as_slice()),
                _ => None,
            })
            .unwrap_or_default(),
    }
}
