//! Verbs that say something of a claim and take something from somebody: "deny".

use super::draft::Draft;
use super::knowledge::{Speakers, has};
use super::row::Row;
use crate::read::syntax::{Rel, Upos};
use crate::record::MentionKind;

/// Whether the saying word says nothing: it tells who does not get what ("deny them the
/// means", "was denied a visa").
pub fn deprives(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    let verb = draft.anchor;
    if row.cells[verb].upos != Upos::Verb || !has(&speakers.depriving, row.lemma(verb)) {
        return false;
    }
    let under = |rels: &'static [Rel]| {
        let of_verb =
            move |at: &usize| row.cells[*at].head as usize == verb && rels.contains(&row.cells[*at].rel);
        row.sentence(verb).filter(of_verb)
    };
    // "Denied that he met her"; behind an object "that …" tells more of the object.
    let is_clause = under(&[Rel::Ccomp, Rel::Xcomp]).next().is_some();
    let is_passive = under(&[Rel::AuxPass]).next().is_some();
    let mut objects = under(&[Rel::Obj, Rel::Iobj]);
    let Some(first) = objects.next().filter(|first| !(is_clause && gerund_of(row, verb, *first))) else {
        return false;
    };
    let gets = |at: usize| {
        let named = row.cells[at].mention.map(|(kind, _)| kind);
        let is_pronoun = matches!(row.word(at), "him" | "her" | "them" | "us" | "me" | "you");
        is_pronoun || matches!(named, Some(MentionKind::Country | MentionKind::Person))
    };
    let to_whom = || {
        under(&[Rel::Obl, Rel::Nmod])
            .any(|at| row.sentence(verb).any(|to| row.cells[to].head as usize == at && row.word(to) == "to"))
    };
    is_passive || objects.next().is_some() || gets(first) || is_two(row, first) || to_whom()
}

/// Whether what is taken for an object stands within a clause that the verb takes: "denied
/// having met **her**".
fn gerund_of(row: &Row, verb: usize, object: usize) -> bool {
    let is_clause = |at: &usize| {
        row.cells[*at].head as usize == verb && matches!(row.cells[*at].rel, Rel::Ccomp | Rel::Xcomp)
    };
    row.sentence(verb).filter(is_clause).any(|clause| (row.cells[clause].first as usize) < object)
}

/// Whether a phrase is two that stand side by side: "these officials **their means**".
fn is_two(row: &Row, head: usize) -> bool {
    let cell = row.cells[head];
    (head + 1..cell.last as usize).any(|at| {
        let is_under = row.cells[at].head as usize == head;
        is_under
            && matches!(
                row.cells[at].rel,
                Rel::NmodUnmarked | Rel::Obj | Rel::Iobj | Rel::Dep | Rel::OblUnmarked
            )
    })
}
