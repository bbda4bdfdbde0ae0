//! How far a dealing is told to have come about: tense, mood, negation and the words
//! that govern it.

mod noun;
mod verb;

use crate::read::syntax::Rel;
use crate::record::Status;

use super::line::Line;
use super::words::Words;

/// How many clauses up the words are looked at.
const DEPTH: usize = 5;

/// The clause that tells of a dealing, and what is known of its time.
pub(super) struct Telling<'a> {
    pub line: Line<'a>,
    pub words: &'a Words,
    /// Whether its time lies after the day of publication.
    pub ahead: bool,
    /// Whether a time is named at all.
    pub timed: bool,
}

impl Telling<'_> {
    /// The status of the dealing that `anchor` names; `None` where the words only
    /// imagine it, ask for it or speak of what is done as a rule.
    pub fn status(&self, anchor: usize) -> Option<Status> {
        if self.is_question() || self.meets_a_thing(anchor) {
            return None;
        }
        let status =
            if self.line.is_verb(anchor) { self.verb(anchor, DEPTH) } else { self.noun(anchor, DEPTH) };
        match status? {
            Status::Held if self.ahead => Some(Status::Planned),
            Status::Held if self.is_hedged(anchor) => Some(Status::Reported),
            status => Some(status),
        }
    }

    fn is_question(&self) -> bool {
        (0..self.line.len()).rev().take(3).any(|i| self.line.word(i) == "?")
    }

    /// "The terms, which they did not meet"; "that they met those is new".
    fn meets_a_thing(&self, anchor: usize) -> bool {
        let line = self.line;
        // "Which they did not meet then and did not meet later".
        let clause = line.head(anchor).filter(|_| line.rel(anchor) == Rel::Conj).unwrap_or(anchor);
        let first = line.children(clause, &[Rel::Nsubj]).next().unwrap_or(anchor);
        let which = first.checked_sub(1).is_some_and(|before| line.word(before) == "which");
        let those = matches!(line.word(anchor + 1).as_str(), "those" | "these" | "them")
            && anchor + 2 < line.len()
            && line.is_verb(anchor + 2);
        line.lemma(anchor) == "meet" && (which || those)
    }

    fn is_hedged(&self, anchor: usize) -> bool {
        let clause = if self.line.is_verb(anchor) { anchor } else { self.line.clause_of(anchor) };
        let hedge = |i: usize| self.words.hedges.has(&self.line.word(i));
        self.line.tree().children(clause).chain(self.line.tree().children(anchor)).any(hedge)
    }

    /// Whether "not", "never" or "no" stands by a verb, its subject or its object; "not only"
    /// and "not before" take nothing back.
    fn is_negated(&self, verb: usize) -> bool {
        let roles = &[Rel::Nsubj, Rel::NsubjPass, Rel::Obj];
        self.is_negated_itself(verb) || self.line.children(verb, roles).any(|i| self.lacks(i))
    }

    /// Whether only what a verb acts on is none: "brought no result".
    fn brings_nothing(&self, verb: usize) -> bool {
        let line = self.line;
        let subject = line.children(verb, &[Rel::Nsubj, Rel::NsubjPass]).any(|i| self.lacks(i));
        !self.is_negated_itself(verb) && !subject && line.children(verb, &[Rel::Obj]).any(|i| self.lacks(i))
    }

    /// Whether a negation stands by a verb: "did not meet".
    fn is_negated_itself(&self, verb: usize) -> bool {
        let line = self.line;
        let mut by =
            line.children(verb, &[Rel::Advmod, Rel::Aux, Rel::Det, Rel::CcPreconj]).chain(line.before(verb));
        by.any(|i| self.is_no(i))
    }

    /// Whether a noun is told to be none: "no result", "nobody".
    fn lacks(&self, noun: usize) -> bool {
        let line = self.line;
        line.children(noun, &[Rel::Det]).any(|i| self.is_no(i))
            || matches!(line.word(noun).as_str(), "nobody" | "none" | "nothing")
    }

    fn is_no(&self, i: usize) -> bool {
        let line = self.line;
        matches!(line.word(i).as_str(), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor")
            && !matches!(
                line.word(i + 1).as_str(),
                "only" | "just" | "merely" | "simply" | "before" | "until"
            )
    }
}
