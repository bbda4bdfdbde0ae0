//! One rule as its file states it.

use serde::Deserialize;

use super::pattern::{Lists, Pattern, PatternError};

/// A rule: what it looks for, what it gives, and the sentences that prove it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, such as `contact.meet`; records carry it.
    pub id: String,
    /// What it takes, in a sentence: `explain` prints it.
    pub says: String,
    /// The pattern as written.
    pub when: String,
    pub pattern: Pattern,
    /// What the record gets from it; each kind of record has its own keys.
    pub gives: toml::Table,
    /// Sentences in which it must find a record.
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    pub no: Vec<String>,
}

/// Why a rule file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The file is no TOML of the expected shape.
    #[error("{file}: {error}")]
    File { file: String, error: Box<toml::de::Error> },
    /// A rule's `when` is not a pattern.
    #[error("{file}: rule {id}: {error}")]
    Pattern { file: String, id: String, error: PatternError },
    /// A rule that nothing would test.
    #[error("{file}: rule {id} needs at least one sentence under \"yes\" and one under \"no\"")]
    Untested { file: String, id: String },
    /// Two rules of one name.
    #[error("{file}: rule {id} stands there twice")]
    Twice { file: String, id: String },
    /// A list that the reader needs is not there.
    #[error("{file}: the list \"{name}\" is missing; add it under [lists]")]
    List { file: String, name: String },
    /// A rule gives something that its kind of record does not have.
    #[error("{file}: rule {id}: {problem}")]
    Gives { file: String, id: String, problem: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    /// Words that several rules share.
    #[serde(default)]
    lists: Lists,
    #[serde(default)]
    rule: Vec<Stated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    id: String,
    says: String,
    when: String,
    #[serde(default)]
    gives: toml::Table,
    yes: Vec<String>,
    no: Vec<String>,
}

/// Reads and checks the rules of a file and the lists that they share; the file's own
/// lists go before those from elsewhere.
pub(super) fn parse(file: &str, text: &str, mut lists: Lists) -> Result<(Vec<Rule>, Lists), RuleError> {
    let stated: RuleFile = toml::from_str(text)
        .map_err(|error| RuleError::File { file: file.to_owned(), error: Box::new(error) })?;
    lists.extend(stated.lists);
    let mut rules: Vec<Rule> = Vec::new();
    for one in stated.rule {
        let named = || (file.to_owned(), one.id.clone());
        if one.yes.is_empty() || one.no.is_empty() {
            let (file, id) = named();
            return Err(RuleError::Untested { file, id });
        }
        if rules.iter().any(|rule| rule.id == one.id) {
            let (file, id) = named();
            return Err(RuleError::Twice { file, id });
        }
        let pattern = Pattern::parse(&one.when, &lists).map_err(|error| {
            let (file, id) = named();
            RuleError::Pattern { file, id, error }
        })?;
        let Stated { id, says, when, gives, yes, no } = one;
        rules.push(Rule { id, says, when, pattern, gives, yes, no });
    }
    Ok((rules, lists))
}
