//! What a position is about: the words of `knowledge/issues.toml`.

use std::ops::Range;

use crate::read::contact::line::Line;
use crate::read::contact::topics::Topics;
use crate::read::rules::RuleError;
use crate::record::Issue;

/// The words for issues.
#[derive(Debug, Clone)]
pub(super) struct Issues(Topics);

/// How many sentences back an issue may have been named that is only pointed at.
const REACH: usize = 2;

impl Issues {
    /// With the words that are part of the binary.
    ///
    /// # Errors
    /// Where the file cannot be used, or names an issue that there is not.
    pub fn known() -> Result<Self, RuleError> {
        Self::parse("knowledge/issues.toml", include_str!("../../../knowledge/issues.toml"))
    }

    fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        let wrong =
            |error: toml::de::Error| RuleError::File { file: file.to_owned(), error: Box::new(error) };
        let topics = Topics::parse(text).map_err(wrong)?;
        for name in topics.names() {
            issue(name).map_err(wrong)?;
        }
        Ok(Self(topics))
    }

    /// The first issue that some words name.
    pub fn of(&self, line: Line, tokens: Range<usize>) -> Option<Issue> {
        let mut found = Vec::new();
        self.0.add(line, tokens, &mut found);
        issue(found.first()?).ok()
    }

    /// The issue that the sentences before spoke of last, within the paragraph.
    pub fn before(&self, line: Line) -> Option<Issue> {
        let paragraph = line.tree().paragraph;
        (0..=REACH).find_map(|back| {
            let before = Line { index: line.index.checked_sub(back)?, ..line };
            (before.tree().paragraph == paragraph).then(|| self.of(before, 0..before.len()))?
        })
    }
}

fn issue(name: &str) -> Result<Issue, toml::de::Error> {
    toml::Value::String(name.to_owned()).try_into()
}
