//! A position as a rule found it, before it is a record.

use std::ops::Range;

use crate::read::Reading;
use crate::read::contact::line::Line;
use crate::read::syntax::{Rel, Upos};
use crate::record::{Act, Attribution, Holder, Issue, Position, record_id};

use super::side::Side;
use super::{is_aside, issues};

/// What one place in the text tells of a position.
#[derive(Debug, Clone)]
pub(super) struct Stand<'b> {
    /// The name of what found it.
    pub rule: &'b str,
    /// Index of the sentence.
    pub sentence: usize,
    pub anchor: usize,
    pub holders: Vec<Holder>,
    pub toward: Vec<Holder>,
    pub act: Act,
    pub issue: Issue,
    pub content: Range<usize>,
    pub condition: Option<Range<usize>>,
    pub evidence: Range<usize>,
    pub attribution: Option<usize>,
}

impl Stand<'_> {
    /// Whether both tell of one stand, in one sentence.
    pub fn is_same(&self, other: &Self) -> bool {
        self.anchor == other.anchor
            || self.overlaps(other) && (self.holders == other.holders || self.act == other.act)
    }

    /// Whether both share words, in one sentence.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.shares(&other.content)
    }

    /// Whether some words of its sentence are among its own.
    pub fn shares(&self, words: &Range<usize>) -> bool {
        self.content.start < words.end && words.start < self.content.end
    }

    /// Whether `other`, in a later sentence, only repeats this word by word.
    pub fn repeats(&self, other: &Self, line: Line) -> bool {
        let before = Line { index: self.sentence, ..line };
        self.act == other.act
            && self.holders == other.holders
            && before.words(self.content.clone()) == line.words(other.content.clone())
    }

    /// The record.
    pub fn into_position(self, reading: &Reading) -> Option<Position> {
        let line = Line { reading, index: self.sentence };
        let evidence = line.span(self.evidence)?;
        let names = self.holders.iter().map(|holder| holder.name.as_str());
        let rest: Vec<&str> = [self.rule].into_iter().chain(names).collect();
        Some(Position {
            id: record_id("p", &reading.article.id, evidence, &rest),
            content: line.span(self.content)?,
            condition: self.condition.and_then(|tokens| line.span(tokens)),
            evidence,
            holders: self.holders,
            toward: self.toward,
            act: self.act,
            issue: self.issue,
            attribution: self.attribution,
            rule: self.rule.to_owned(),
        })
    }
}

/// The clause or phrase of an anchor: all under it but other clauses that "and" joins to
/// it, and what speaks of it from outside.
pub(in crate::read) fn clause(line: Line, anchor: usize) -> Range<usize> {
    let tree = line.tree();
    let (mut start, mut end) = (anchor, anchor + 1);
    for child in tree.children(anchor) {
        let outside = matches!(
            tree.tokens[child].rel,
            Rel::Parataxis | Rel::Cc | Rel::Punct | Rel::List | Rel::Discourse | Rel::Mark
        ) || tree.tokens[child].rel == Rel::Conj
            && (line.is_verb(child) || is_owned_apart(line, anchor, child))
            || tree.tokens[child].rel == Rel::Case;
        if !outside {
            let range = tree.subtree(child);
            (start, end) = (start.min(range.start), end.max(range.end));
        }
    }
    tidy(line, start..end, anchor)
}

/// Whether both of two joined nouns have owners: "our support for it and **our readiness** …".
fn is_owned_apart(line: Line, one: usize, other: usize) -> bool {
    let is_owned = |i: usize| line.children(i, &[Rel::NmodPoss]).next().is_some();
    line.token(one).upos == Upos::Noun && is_owned(one) && is_owned(other)
}

/// Where the words of a stand are.
pub(super) struct Laid {
    pub evidence: Range<usize>,
    /// What is said, without the condition.
    pub content: Range<usize>,
    pub condition: Option<Range<usize>>,
    /// The content without the words for the holders and asides: what tells the issue.
    pub own: Vec<Range<usize>>,
}

/// The words of a stand at an anchor, as far as they lie in what is `told`.
pub(super) fn laid(
    line: Line,
    anchor: usize,
    told: Option<&Attribution>,
    holders: &[Side],
    condition: Option<Range<usize>>,
) -> Laid {
    let clause = clause(line, anchor);
    let evidence = evidence(line, &clause, holders, condition.as_ref());
    let clause = within(line, clause, anchor, told);
    let condition = condition.map(|tokens| within(line, tokens, anchor, told));
    let content = without(line, clause, anchor, condition.as_ref());
    let of_holder =
        |i: usize| holders.iter().filter_map(|side| side.tokens.as_ref()).any(|tokens| tokens.contains(&i));
    let own = issues::without(std::slice::from_ref(&content), |i| of_holder(i) || is_aside(line, i, anchor));
    Laid { evidence, content, condition, own }
}

/// The clause with the words for the holders and the condition.
fn evidence(
    line: Line,
    clause: &Range<usize>,
    holders: &[Side],
    condition: Option<&Range<usize>>,
) -> Range<usize> {
    let parts = holders.iter().filter_map(|side| side.tokens.as_ref()).chain(condition);
    let all = parts.fold(clause.clone(), |all, part| all.start.min(part.start)..all.end.max(part.end));
    tidy(line, all, clause.start)
}

/// The part of a clause that lies in what is said, where it is somebody's words.
fn within(line: Line, clause: Range<usize>, anchor: usize, told: Option<&Attribution>) -> Range<usize> {
    clipped(line, clause.clone(), anchor, told).unwrap_or(clause)
}

/// The tokens that lie in the part of what is said that holds the anchor.
pub(super) fn clipped(
    line: Line,
    tokens: Range<usize>,
    anchor: usize,
    told: Option<&Attribution>,
) -> Option<Range<usize>> {
    let at = line.span(anchor..anchor + 1)?;
    let Some(part) = told.and_then(|told| told.content.iter().find(|span| span.contains(at))) else {
        return Some(tokens);
    };
    let inside = |&i: &usize| line.span(i..i + 1).is_some_and(|span| part.contains(span));
    let (first, last) = (tokens.clone().find(inside)?, tokens.clone().rfind(inside)?);
    Some(tidy(line, first..last + 1, first))
}

/// A clause without a condition at its start or end.
fn without(
    line: Line,
    clause: Range<usize>,
    anchor: usize,
    condition: Option<&Range<usize>>,
) -> Range<usize> {
    let Some(condition) = condition else { return clause };
    let rest = if condition.start > anchor {
        clause.start..clause.end.min(condition.start)
    } else {
        clause.start.max(condition.end)..clause.end
    };
    if rest.contains(&anchor) { tidy(line, rest, anchor) } else { clause }
}

/// Tokens without marks at their ends; quotation marks that open in them are kept.
fn tidy(line: Line, tokens: Range<usize>, keep: usize) -> Range<usize> {
    let Range { mut start, mut end } = tokens;
    let is_mark = |i: usize| line.token(i).upos == Upos::Punct;
    while end > keep + 1 && is_mark(end - 1) {
        end -= 1;
    }
    while start < keep && (is_mark(start) || line.token(start).upos == Upos::Cconj) {
        start += 1;
    }
    start..end
}
