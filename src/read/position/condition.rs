//! The words of a condition: "only if …", "in exchange for …", "so long as …".

use std::ops::Range;

use crate::read::contact::line::Line;
use crate::read::syntax::{Rel, Upos};
use crate::record::Act;

use super::words::Words;

/// A condition in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub tokens: Range<usize>,
    /// What it may be the condition of.
    pub kind: Kind,
}

/// What a condition may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// "Only if …": to anything.
    Any,
    /// "Until …": to what is refused till then.
    Barrier,
    /// "When …": to what is still to come.
    Moment,
}

impl Condition {
    /// Whether it can be the condition of such an act: a moment is one of what will then be
    /// given, agreed to or done to another, and only tells when something is asked or refused.
    pub fn fits(&self, act: Act) -> bool {
        match self.kind {
            Kind::Any => true,
            Kind::Barrier => act == Act::Refusal,
            Kind::Moment => !matches!(act, Act::Refusal | Act::Demand),
        }
    }

    /// Whether it can be that of a predicate.
    pub fn suits(&self, line: Line, predicate: usize) -> bool {
        self.kind != Kind::Moment || is_to_come(line, predicate)
    }
}

/// Every condition of a sentence, in the order of the text.
pub(super) fn conditions(line: Line, words: &Words) -> Vec<Condition> {
    let mut found: Vec<Condition> = Vec::new();
    for start in 0..line.len() {
        if found.last().is_some_and(|before| start < before.tokens.end) {
            continue;
        }
        let opening = |phrases: &[Vec<String>]| phrases.iter().find(|p| stands(line, start, p)).map(Vec::len);
        let opened = opening(&words.conditions).map(|length| (length, Kind::Any));
        let opened = opened.or_else(|| opening(&words.barriers).map(|length| (length, Kind::Barrier)));
        let opened = opened.or_else(|| is_inverted(line, start).then_some((1, Kind::Any)));
        let moment = || opening(&words.moments).filter(|_| opens_clause(line, start));
        let Some((length, kind)) = opened.or_else(|| Some((moment()?, Kind::Moment))) else { continue };
        let is_aside = words.asides.has(&line.word(start + length))
            || start > 0 && words.asides.has(&line.word(start - 1));
        if let Some(end) = end(line, start, start + length).filter(|_| !is_aside) {
            found.push(Condition { tokens: start..end, kind });
        }
    }
    found
}

/// Whether a helper before its subject stands for "if": "**should** they leave …".
fn is_inverted(line: Line, at: usize) -> bool {
    let follows =
        |verb: usize| line.children(verb, &[Rel::Nsubj, Rel::NsubjPass]).any(|i| at < i && i < verb);
    line.word(at) == "should"
        && line.rel(at) == Rel::Aux
        && line.head(at).is_some_and(|verb| verb > at && line.rel(verb) != Rel::Root && follows(verb))
}

/// Whether a word opens a clause: "once **they leave**", not "once more".
fn opens_clause(line: Line, at: usize) -> bool {
    let head = line.head(at).filter(|&head| head > at);
    matches!(line.rel(at), Rel::Mark | Rel::Advmod)
        && head
            .is_some_and(|head| line.children(head, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl]).any(|i| i > at))
}

/// Whether a predicate is of what is still to come: "will sign", "is ready", "would".
fn is_to_come(line: Line, predicate: usize) -> bool {
    let is_past = |i: usize| matches!(line.word(i).as_str(), "have" | "has" | "had" | "did");
    let helpers: Vec<usize> = line.children(predicate, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).collect();
    !helpers.iter().any(|&i| is_past(i)) && (!helpers.is_empty() || line.xpos(predicate) == "VB")
}

fn stands(line: Line, start: usize, phrase: &[String]) -> bool {
    phrase.iter().zip(start..).all(|(word, i)| line.word(i) == *word)
}

/// Where a condition ends whose opening reaches to `after`: with its clause, or, where
/// the tree does not join the two, at the next mark.
fn end(line: Line, start: usize, after: usize) -> Option<usize> {
    let tree = line.tree();
    let above = (start..after).filter_map(|i| line.head(i)).find(|&head| head >= after);
    let below =
        || (after..line.len()).find(|&i| line.head(i).is_some_and(|head| (start..after).contains(&head)));
    let mark = || {
        let next = (after..line.len()).find(|&i| line.token(i).upos == Upos::Punct);
        next.unwrap_or(line.len())
    };
    let mut end = match above.or_else(below) {
        Some(head) => tree.subtree(head).end,
        None => mark(),
    };
    // "In exchange for Russia | accepting …", "… for membership | in the union": the tree
    // may hang the rest elsewhere.
    if end < line.len() && line.xpos(end) == "VBG" {
        end = tree.subtree(end).end;
    }
    let rest = end..mark().max(end);
    if !rest.clone().any(|i| line.is_verb(i) || line.token(i).upos == Upos::Cconj) {
        end = rest.end;
    }
    while end > after && line.token(end - 1).upos == Upos::Punct {
        end -= 1;
    }
    (end > after).then_some(end)
}
