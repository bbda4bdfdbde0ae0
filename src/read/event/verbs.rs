//! Users' own verbs that tell of events, as a rule file.

use serde::Deserialize;

use crate::read::rules::{Lists, RuleBook, RuleError};

/// A user's file: verbs in short, and rules in full, as `knowledge/rules/events.toml` has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    lists: toml::Table,
    #[serde(default)]
    verb: Vec<Verb>,
    #[serde(default)]
    rule: Vec<toml::Table>,
}

/// A verb that tells what its subject does to its object.
#[derive(Deserialize)]
struct Verb {
    /// Dictionary forms.
    words: Vec<String>,
    /// The prepositions before whom it is done to; without them it is the object.
    #[serde(default)]
    to: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    /// All else: the keys of a rule's `gives`, which are checked there.
    #[serde(flatten)]
    gives: toml::Table,
}

/// Reads a user's verbs and rules, which may name the lists of words that `lists` holds.
///
/// # Errors
/// Where the file is not of this shape, a verb is no word, or a rule cannot be used.
pub(super) fn parse(file: &str, text: &str, lists: Lists) -> Result<RuleBook, RuleError> {
    let bad = |error| RuleError::File { file: file.to_owned(), error: Box::new(error) };
    let written: Written = toml::from_str(text).map_err(bad)?;
    let mut rules = Vec::with_capacity(written.verb.len() + written.rule.len());
    for verb in written.verb {
        rules.push(toml::Value::Table(verb.into_rule(file)?));
    }
    rules.extend(written.rule.into_iter().map(toml::Value::Table));
    let mut whole = toml::Table::new();
    whole.insert("lists".to_owned(), toml::Value::Table(written.lists));
    whole.insert("rule".to_owned(), toml::Value::Array(rules));
    RuleBook::parse_with(file, &whole.to_string(), lists)
}

impl Verb {
    /// The rule that it stands for.
    fn into_rule(self, file: &str) -> Result<toml::Table, RuleError> {
        let id = format!("verb.{}", self.words.first().map_or("", String::as_str));
        let is_word = |word: &String| {
            !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c == '-' || c == '\'')
        };
        let odd = self.words.iter().chain(&self.to).find(|word| !is_word(word));
        if let Some(odd) = odd.cloned().or_else(|| self.words.is_empty().then(String::new)) {
            let problem = format!("\"{odd}\" is no verb or preposition; write one word in small letters");
            return Err(RuleError::Gives { file: file.to_owned(), id, problem });
        }
        let whom = match self.to.as_slice() {
            [] => "object|passive".to_owned(),
            to => to.iter().map(|to| format!("{to}|object.{to}|passive.{to}")).collect::<Vec<_>>().join("|"),
        };
        let words = self.words.join("|");
        let mut rule = toml::Table::new();
        let mut put = |key: &str, value: toml::Value| rule.insert(key.to_owned(), value);
        put("says", format!("By your own file: {}.", self.words.join(", ")).into());
        put("when", format!("verb {words} <subject|agent A = $actor> <{whom} R>").into());
        put("gives", self.gives.into());
        put("yes", self.yes.into());
        put("no", self.no.into());
        put("id", id.into());
        Ok(rule)
    }
}
