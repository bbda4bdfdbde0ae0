//! Drafts from what the encoder finds.

use std::ops::Range;

use super::draft::{self, Draft};
use super::row::Row;
use super::speech;
use crate::read::encoder::Finding;
use crate::read::syntax::{Rel, Upos};

/// The name in records.
pub const RULE: &str = "model.encoder";

/// A draft for each finding that stands on tokens of the row; of two with one main
/// word the surer. In the order of the text.
pub fn drafts(row: &Row, found: &[Finding]) -> Vec<Draft> {
    let mut drafts: Vec<(f32, Draft)> =
        found.iter().filter_map(|finding| Some((finding.score, draft_of(row, finding)?))).collect();
    drafts.sort_by(|(a, one), (b, other)| one.anchor.cmp(&other.anchor).then(b.total_cmp(a)));
    drafts.dedup_by_key(|(_, draft)| draft.anchor);
    drafts.into_iter().map(|(_, draft)| draft).collect()
}

fn draft_of(row: &Row, finding: &Finding) -> Option<Draft> {
    let cue = row.places(&finding.cue);
    let source = finding.source.as_ref().map(|source| row.places(source));
    let content = finding.content.iter().flat_map(|part| draft::without(row, row.places(part), &[]));
    let anchor = draft::head_of(row, cue.clone());
    let content: Vec<_> = content.filter_map(|part| of_its_noun(row, anchor, part)).collect();
    let source = source.filter(|places| !places.is_empty());
    let content: Vec<_> = content.into_iter().map(|part| after_clause(row, source.as_ref(), part)).collect();
    (!cue.is_empty() && !content.is_empty()).then(|| Draft {
        anchor,
        source: source.or_else(|| doer(row, anchor, &content)),
        cue,
        content,
        hearer: None,
        relay: None,
        rule: RULE.to_owned(),
        stance: None,
        hedged: false,
        sure: false,
    })
}

/// A part of a content before a relative clause that says it, as far as the clause is told of
/// it: of "they made no progress towards the truce that allies have demanded" the truce.
fn of_its_noun(row: &Row, verb: usize, part: Range<usize>) -> Option<Range<usize>> {
    let cell = row.cells[verb];
    let noun = cell.head as usize;
    let clause = cell.first as usize;
    if cell.rel != Rel::AclRelcl || noun >= clause || part.end > verb {
        return Some(part);
    }
    let first = (row.cells[noun].first as usize..noun).find(|&at| row.cells[at].rel != Rel::Case);
    let told_of = first.unwrap_or(noun)..clause;
    let kept = draft::trim(row, part.start.max(told_of.start)..part.end.min(told_of.end));
    (kept.start < kept.end).then_some(kept)
}

/// A part of a content without the relative clause that it begins with where that describes
/// the source: of "according to the story, **which cites two people**, they met" only the rest.
fn after_clause(row: &Row, source: Option<&Range<usize>>, part: Range<usize>) -> Range<usize> {
    let opens = matches!(row.xpos(part.start), "WP" | "WDT" | "WP$");
    let Some(source) = source.filter(|source| opens && source.end <= part.start) else { return part };
    let beside = (source.end..part.start).all(|at| row.word(at) == ",");
    let told_of = |&at: &usize| {
        let cell = row.cells[at];
        cell.rel == Rel::AclRelcl && source.contains(&(cell.head as usize)) && at >= part.start
    };
    let clause = part.clone().find(told_of).filter(|_| beside).map(|verb| row.cells[verb].last as usize);
    let rest = clause.map(|end| draft::trim(row, end.max(part.start)..part.end));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(part)
}

/// A longer subject is rarely who speaks and nothing else.
const LONG: usize = 10;

/// Who does what a verb in the active voice says, where the encoder saw no source: its subject
/// or the one that it shares, or the noun that a participle is told of.
fn doer(row: &Row, verb: usize, content: &[Range<usize>]) -> Option<Range<usize>> {
    let under = |rel: Rel| {
        row.sentence(verb).any(|at| row.cells[at].head as usize == verb && row.cells[at].rel == rel)
    };
    // "Asked whether …, she said": a past participle without "be" is passive, too.
    let bare = row.cells[verb].rel == Rel::Advcl && row.xpos(verb) != "VBG";
    let is_passive = under(Rel::AuxPass)
        || under(Rel::NsubjPass)
        || (row.xpos(verb) == "VBN" || bare) && !under(Rel::Aux) && !under(Rel::Nsubj);
    if row.cells[verb].upos != Upos::Verb || is_passive {
        return None;
    }
    let told_of = row.cells[verb].head as usize;
    let places = match row.cells[verb].rel {
        Rel::Acl if told_of < verb => {
            let phrase = draft::phrase(row, told_of);
            draft::trim(row, phrase.start..phrase.end.min(verb))
        }
        _ => speech::subject(row, verb)?,
    };
    let head = draft::head_of(row, places.clone());
    let plain = places.len() <= LONG
        && matches!(
            row.cells[places.start].upos,
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron
        );
    let someone = matches!(row.cells[head].upos, Upos::Noun | Upos::Propn)
        || matches!(row.lemma(head), "he" | "she" | "they" | "we" | "i" | "you");
    let apart = content.iter().all(|part| part.end <= places.start || places.end <= part.start);
    (plain && someone && apart && !places.is_empty() && !places.contains(&verb)).then_some(places)
}
