//! How it is said: the speaker's stance, the writer's hedge, the form of the words.

use super::cues::Cues;
use super::draft::Draft;
use super::knowledge::{Speakers, has};
use super::row::Row;
use crate::read::syntax::{Rel, Upos};
use crate::record::{Form, Stance};

/// What the speaker does. A saying word that is negated or refused ("did not
/// confirm", "refused to comment") says nothing: the speaker declines, or denies where
/// `knowledge/cues.tsv` tells so ("does not believe"); who says "I don't think" of himself
/// gives an opinion.
pub fn stance(row: &Row, cues: &Cues, speakers: &Speakers, draft: &Draft) -> Stance {
    let cue = cues.at(row, draft.anchor);
    let plain = draft.stance.or(cue.map(|cue| cue.stance)).unwrap_or(Stance::Says);
    if is_refused(row, speakers, draft.anchor) {
        Stance::Declines
    } else if is_negated(row, speakers, draft) {
        match cue.map_or(Stance::Declines, |cue| cue.negated) {
            Stance::Denies if is_own_voice(row, draft) => plain,
            negated => negated,
        }
    } else {
        plain
    }
}

/// Whether the speaker speaks of himself: "I don't think".
fn is_own_voice(row: &Row, draft: &Draft) -> bool {
    let source = draft.source.clone().filter(|source| source.len() == 1);
    source.is_some_and(|source| matches!(row.word(source.start), "I" | "We" | "we"))
}

/// Whether the saying word stands under "decline to" or "refuse to".
fn is_refused(row: &Row, speakers: &Speakers, anchor: usize) -> bool {
    let cell = row.cells[anchor];
    matches!(cell.rel, Rel::Xcomp | Rel::Ccomp) && has(&speakers.refusals, row.lemma(cell.head as usize))
}

/// Whether the saying word is negated: "did not say", "nobody confirmed".
fn is_negated(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    let sentence = row.sentence(draft.anchor);
    let beside = sentence.clone().any(|at| {
        let cell = row.cells[at];
        cell.head as usize == draft.anchor
            && at != draft.anchor
            && matches!(cell.rel, Rel::Advmod | Rel::Det | Rel::Nsubj | Rel::Aux | Rel::Cc | Rel::CcPreconj)
            && has(&speakers.negations, row.word(at))
    });
    let in_cue = draft.cue.clone().any(|at| at < draft.anchor && has(&speakers.negations, row.word(at)));
    let source = draft.source.clone().unwrap_or(0..0);
    let nobody = source.start < source.end && has(&speakers.negations, row.word(source.start));
    beside || in_cue || nobody
}

/// Whether the writer keeps a distance: by the rule, by a hedge or doubt beside the
/// saying word, or because the saying itself is passed on ("is believed to have said").
/// Hedges inside the content are the speaker's and do not count.
pub fn is_hedged(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    if draft.hedged {
        return true;
    }
    let sentence = row.sentence(draft.anchor);
    let hedged = |at: usize| {
        let cell = row.cells[at];
        let under = cell.head as usize == draft.anchor && at != draft.anchor && !draft.says(at);
        let own = draft.cue.contains(&at) || under;
        own && (has(&speakers.hedges, row.word(at))
            || matches!(cell.rel, Rel::Aux | Rel::AuxPass) && has(&speakers.doubts, row.word(at)))
    };
    sentence.clone().any(hedged)
        || is_raised(row, speakers, draft.anchor)
        || is_passed_on(row, speakers, draft)
        || hedges_host(row, speakers, draft)
}

/// Whether the saying word stands under one like "is believed to".
fn is_raised(row: &Row, speakers: &Speakers, anchor: usize) -> bool {
    let cell = row.cells[anchor];
    let head = cell.head as usize;
    let passive = row
        .sentence(anchor)
        .any(|at| row.cells[at].head as usize == head && row.cells[at].rel == Rel::AuxPass);
    let seems = matches!(row.lemma(head), "appear" | "seem");
    cell.rel == Rel::Xcomp && head != anchor && (passive || seems) && has(&speakers.raised, row.lemma(head))
}

/// Whether nobody is named with a verb like "is thought to".
fn is_passed_on(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    let passive =
        |at: usize| row.cells[at].rel == Rel::AuxPass && row.cells[at].head as usize == draft.anchor;
    draft.source.is_none()
        && has(&speakers.raised, row.lemma(draft.anchor))
        && row.sentence(draft.anchor).any(passive)
}

/// Whether a clause that "according to" is set into has a hedge of the writer's own.
fn hedges_host(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    let cell = row.cells[draft.anchor];
    cell.upos != Upos::Verb
        && draft.cue.clone().any(|at| row.word(at).eq_ignore_ascii_case("according"))
        && draft.content.iter().flat_map(Clone::clone).any(|at| {
            row.cells[at].quote.is_none()
                && has(&speakers.hedges, row.word(at))
                && row.cells[at].rel == Rel::Advmod
        })
}

/// Whether all, some or none of the content stands inside quotation marks.
pub fn form(row: &Row, draft: &Draft) -> Form {
    if draft.rule == super::turns::RULE {
        return Form::Direct;
    }
    let words = draft.content.iter().flat_map(Clone::clone).filter(|&at| row.cells[at].upos != Upos::Punct);
    let (quoted, bare): (Vec<usize>, Vec<usize>) = words.partition(|&at| row.cells[at].quote.is_some());
    match (quoted.is_empty(), bare.is_empty()) {
        (true, _) => Form::Indirect,
        (false, true) => Form::Direct,
        (false, false) => Form::Mixed,
    }
}
