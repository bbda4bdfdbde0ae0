//! Whether words take a position or only speak of one: negation, mood, what governs them.

use crate::read::contact::line::Line;
use crate::read::syntax::Rel;

use super::words::Words;

/// How the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// As said.
    Plain,
    /// With "not".
    Negated,
    /// As a question, a supposition, a possibility: no position.
    Idle,
}

/// How far up words are looked for that govern others.
const CLIMB: usize = 6;

/// The mood of a predicate; `modal` where "must" and its like belong to what is looked for.
pub(super) fn mood(line: Line, predicate: usize, modal: bool, words: &Words) -> Mood {
    if is_asked(line) {
        return Mood::Idle;
    }
    if !modal && is_only_possible(line, predicate, words) || is_supposed(line, predicate, modal, words) {
        return Mood::Idle;
    }
    let raised = line
        .head(predicate)
        .filter(|&head| line.rel(predicate) == Rel::Xcomp && words.raising.has(&line.lemma(head)));
    let is_negated = |at: usize| is_negated(line, at, words);
    if is_negated(predicate) || raised.is_some_and(is_negated) { Mood::Negated } else { Mood::Plain }
}

/// Whether the sentence is a question.
pub(super) fn is_asked(line: Line) -> bool {
    let last = line.len() - 1;
    (last.saturating_sub(1)..=last).any(|i| line.word(i) == "?")
}

/// "Could", "may": thought of, where no "not" makes it a refusal.
fn is_only_possible(line: Line, predicate: usize, words: &Words) -> bool {
    let helpers = line.children(predicate, &[Rel::Aux]).chain(line.before(predicate)).map(|i| line.word(i));
    let mut modal = helpers.filter(|word| words.possible.has(word));
    match modal.next() {
        Some(word) => {
            !(matches!(word.as_str(), "can" | "could" | "ca") && is_negated(line, predicate, words))
        }
        None => false,
    }
}

/// "Did not agree", "gave no approval".
fn is_negated(line: Line, predicate: usize, words: &Words) -> bool {
    let own = line.children(predicate, &[Rel::Advmod, Rel::Aux, Rel::Det, Rel::Cc, Rel::CcPreconj]);
    let subjects = line.children(predicate, &[Rel::Obj, Rel::Nsubj, Rel::NsubjPass]);
    let none = subjects.flat_map(|object| line.children(object, &[Rel::Det]));
    own.chain(none)
        .chain(line.before(predicate))
        .any(|i| words.negations.has(&line.word(i)) && line.word(i + 1) != "only")
}

/// Whether it, or what governs it, is only supposed: "if they agree", "asked it to agree",
/// "without agreeing".
fn is_supposed(line: Line, predicate: usize, modal: bool, words: &Words) -> bool {
    let mut at = predicate;
    for _ in 0..CLIMB {
        let marks = line.children(at, &[Rel::Mark, Rel::Case, Rel::Advmod]);
        let mut before = marks.filter(|&i| i < at && (line.rel(i) != Rel::Advmod || line.word(i) == "when"));
        if before.clone().any(|i| words.supposing.has(&line.word(i))) {
            return true;
        }
        let Some(head) = line.head(at) else { return false };
        let to = before.any(|i| line.word(i) == "to" && line.is_verb(at));
        // "Called him **to stress** that …": it was stressed.
        let told = line.rel(at) == Rel::Advcl && words.telling.has(&line.lemma(at)) && is_done(line, head);
        let carried = told || words.carrying.has(&line.lemma(head)) || words.carrying.has(&line.word(head));
        match line.rel(at) {
            Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Ccomp | Rel::Csubj if to && !carried => return true,
            Rel::Xcomp | Rel::Ccomp if !modal && words.doubting.has(&line.lemma(head)) => return true,
            Rel::Xcomp | Rel::Conj | Rel::Ccomp | Rel::Advcl | Rel::Parataxis => at = head,
            _ => return false,
        }
    }
    false
}

/// Whether a verb tells of what was done: "spoke", "has met".
fn is_done(line: Line, verb: usize) -> bool {
    let helpers = line.children(verb, &[Rel::Aux]).map(|i| line.word(i));
    line.xpos(verb) == "VBD" || helpers.into_iter().any(|word| matches!(word.as_str(), "has" | "have"))
}
