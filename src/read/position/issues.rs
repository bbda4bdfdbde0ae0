//! What a position is about: the words of `knowledge/issues.toml`.

use std::ops::Range;

use crate::read::contact::line::Line;
use crate::read::contact::topics::Topics;
use crate::read::rules::RuleError;
use crate::record::{Issue, MentionKind};

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

    /// The issue that some words name first: of the list, by words that are no name of
    /// who acts ("NATO"), else by any, else, where `wide`, one outside the list.
    pub fn of(&self, line: Line, parts: &[Range<usize>], wide: bool) -> Option<Issue> {
        let found = |parts: &[Range<usize>]| {
            let mut found = Vec::new();
            parts.iter().for_each(|part| self.0.add(line, part.clone(), &mut found));
            found.iter().filter_map(|name| issue(name).ok()).collect::<Vec<_>>()
        };
        let listed = |found: &[Issue]| found.iter().copied().find(|issue| *issue != Issue::Other);
        let all = found(parts);
        let any = if wide { all.first().copied() } else { None };
        listed(&found(&unnamed(line, parts))).or_else(|| listed(&all)).or(any)
    }

    /// The issue that was spoken of last before the `anchor`, within the paragraph.
    pub fn before(&self, line: Line, anchor: usize, wide: bool) -> Option<Issue> {
        let paragraph = line.tree().paragraph;
        (0..=REACH).find_map(|back| {
            let before = Line { index: line.index.checked_sub(back)?, ..line };
            let end = if back == 0 { anchor } else { before.len() };
            let last = |from: usize| self.of(before, std::slice::from_ref(&(from..end)), wide);
            let starts = |from: &usize| self.0.start(before, *from, end);
            (before.tree().paragraph == paragraph).then(|| (0..end).rev().filter(starts).find_map(last))?
        })
    }

    /// Whether a sentence, or one before it that it may point at, has a word for an issue.
    pub fn are_near(&self, line: Line) -> bool {
        let paragraph = line.tree().paragraph;
        (0..=REACH).filter_map(|back| line.index.checked_sub(back)).any(|index| {
            let one = Line { index, ..line };
            one.tree().paragraph == paragraph && (0..one.len()).any(|i| self.0.start(one, i, one.len()))
        })
    }
}

/// The parts without the names of organisations in them.
fn unnamed(line: Line, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let named = |i: usize| {
        let actor = line.reading.names.actor_at(line.index, i);
        actor.is_some_and(|actor| actor.kind == MentionKind::Organisation)
    };
    without(parts, named)
}

/// The parts that are left where some tokens are taken out.
pub(super) fn without(parts: &[Range<usize>], taken: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut left: Vec<Range<usize>> = Vec::new();
    for i in parts.iter().cloned().flatten().filter(|&i| !taken(i)) {
        match left.last_mut() {
            Some(part) if part.end == i => part.end = i + 1,
            _ => left.push(i..i + 1),
        }
    }
    left
}

fn issue(name: &str) -> Result<Issue, toml::de::Error> {
    toml::Value::String(name.to_owned()).try_into()
}
