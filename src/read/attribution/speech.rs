//! Quotations and who speaks them: "…," she said. "…"

use std::ops::Range;

use super::cues::{Cues, Frame};
use super::draft::{self, Draft};
use super::quotes::Quote;
use super::row::Row;
use crate::read::syntax::{Rel, Upos};

/// The rule's name in records.
pub const RULE: &str = "attribution.quote";

/// Farthest that a saying word stands from its quotation, in tokens.
const FAR: usize = 25;
/// Fewest words of a quotation that stands for itself; shorter ones are names and
/// single words held at arm's length.
const FEW: usize = 3;

/// Joins quotations to what is said already, and drafts those that nobody has taken.
pub fn add(row: &Row, cues: &Cues, drafts: &mut Vec<Draft>) {
    for draft in drafts.iter_mut() {
        widen(row, draft, |_, _| true);
    }
    let whole: Vec<(&Quote, Range<usize>)> = row
        .quotes
        .iter()
        .filter(|quote| quote.depth == 0)
        .map(|quote| (quote, row.places(&quote.bytes)))
        .filter(|(_, places)| !places.is_empty())
        .collect();
    for (i, (_, places)) in whole.iter().enumerate() {
        let near = near(drafts, places.start);
        if drafts[near.clone()].iter().any(|draft| overlaps(&draft.content, places)) {
            continue;
        }
        let before = i.checked_sub(1).map(|before| &whole[before]);
        let before = before.filter(|(quote, before)| !quote.closed && runs_on(row, before, places));
        let begun = before.and_then(|(_, before)| {
            drafts[near].iter_mut().rev().find(|draft| overlaps(&draft.content, before))
        });
        if let Some(draft) = begun {
            draft.content.push(places.clone());
        } else if let Some(draft) = goes_on(row, drafts, places) {
            draft.content.push(places.clone());
        } else if let Some(draft) = said(row, cues, places) {
            let at = drafts.partition_point(|one| one.anchor <= draft.anchor);
            drafts.insert(at, draft);
        }
    }
}

/// How many drafts before and after a quotation may hold it.
const NEAR: usize = 64;

/// The drafts near a place, which are in the order of their anchors.
fn near(drafts: &[Draft], place: usize) -> Range<usize> {
    let at = drafts.partition_point(|draft| draft.anchor < place);
    at.saturating_sub(NEAR)..(at + NEAR).min(drafts.len())
}

/// Whether a quotation without a closing mark ends its paragraph and another opens the next:
/// one speaker goes on.
fn runs_on(row: &Row, before: &Range<usize>, next: &Range<usize>) -> bool {
    row.paragraph(before.start).end == before.end
        && row.paragraph(next.start).start == next.start
        && before.end == next.start
}

fn overlaps(parts: &[Range<usize>], places: &Range<usize>) -> bool {
    parts.iter().any(|part| part.start < places.end && places.start < part.end)
}

/// Widens what takes up most of a closed quotation over the whole of it, where nobody else
/// says a part of it: nobody says half of a quotation.
pub fn complete(row: &Row, drafts: &mut [Draft]) {
    let said: Vec<(usize, Vec<Range<usize>>)> =
        drafts.iter().map(|draft| (draft.anchor, draft.content.clone())).collect();
    for (i, draft) in drafts.iter_mut().enumerate() {
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(said.len());
        widen(row, draft, |quote, part| {
            let places = row.places(&quote.bytes);
            let within = places.start <= part.start && part.end <= places.end;
            let own = said[i]
                .1
                .iter()
                .map(|part| part.end.min(places.end).saturating_sub(part.start.max(places.start)));
            let mut others = near.clone().filter(|&other| other != i && !places.contains(&said[other].0));
            quote.closed
                && within
                && 2 * own.sum::<usize>() >= places.len()
                && !others.any(|other| overlaps(&said[other].1, &places))
        });
    }
}

/// Widens the content over the quotations that it reaches into, as far as they hold
/// neither cue nor source, and are `fit` for a part of it.
fn widen(row: &Row, draft: &mut Draft, fit: impl Fn(&Quote, &Range<usize>) -> bool) {
    let outside = |places: &Range<usize>| {
        !places.contains(&draft.anchor)
            && draft
                .source
                .as_ref()
                .is_none_or(|source| source.end <= places.start || places.end <= source.start)
    };
    for part in &mut draft.content {
        for edge in [part.start, part.end - 1] {
            let Some(quote) = row.cells[edge].quote else { continue };
            let quote = &row.quotes[quote as usize];
            let places = row.places(&quote.bytes);
            if outside(&places) && fit(quote, part) {
                part.start = part.start.min(places.start);
                part.end = part.end.max(places.end);
            }
        }
    }
    draft.content.dedup_by(|next, part| {
        let goes_on = next.start < part.end;
        part.end = if goes_on { part.end.max(next.end) } else { part.end };
        goes_on
    });
}

/// The draft that a quotation goes on: its cue stands right before and after another
/// part of the content, or the cue's sentence ends there.
fn goes_on<'d>(row: &Row, drafts: &'d mut [Draft], places: &Range<usize>) -> Option<&'d mut Draft> {
    let paragraph = row.paragraph(places.start);
    let last = drafts.iter_mut().rfind(|draft| draft.anchor < places.start)?;
    let said_before = last.reach().start < last.anchor && row.cells[last.reach().start].quote.is_some();
    let near = paragraph.contains(&last.anchor) && places.start - last.anchor <= FAR;
    let sentence_starts = row.starts.binary_search(&places.start).is_ok();
    (said_before && near && sentence_starts).then_some(last)
}

/// A quotation with the saying word nearest to it and that word's subject.
fn said(row: &Row, cues: &Cues, places: &Range<usize>) -> Option<Draft> {
    let words = places.clone().filter(|&at| row.cells[at].upos != Upos::Punct).count();
    if words < FEW {
        return None;
    }
    let paragraph = row.paragraph(places.start);
    let open = |at: &usize| row.cells[*at].quote.is_none();
    let says = |at: &usize| {
        let cue = cues.at(row, *at);
        cue.is_some_and(|cue| cue.takes(Frame::Quote)) && row.cells[*at].upos == Upos::Verb
    };
    let after = (places.end..paragraph.end.min(places.end + FAR))
        .take_while(open)
        .take_while(|&at| row.word(at) != ".");
    let before = (paragraph.start.max(places.start.saturating_sub(FAR))..places.start).rev();
    let before = before.take_while(open).take_while(|&at| row.word(at) != "." || at + 1 == places.start);
    let after = after.clone().find(says);
    let before = before.clone().find(says);
    // Words that come first close with a comma before their speaker, or stand alone.
    let ended = row.word(places.end - 1 - usize::from(places.len() > 1));
    let anchor = match (before, after) {
        (Some(before), Some(after)) if after - places.end < places.start - before && ended == "," => after,
        (Some(before), _) => before,
        (None, after) => after?,
    };
    let source = subject(row, anchor)?;
    Some(Draft {
        anchor,
        cue: draft::verb_group(row, anchor),
        source: Some(source),
        content: vec![places.clone()],
        hearer: None,
        relay: None,
        rule: RULE.to_owned(),
        stance: None,
        hedged: false,
        sure: false,
    })
}

/// The noun phrase that is a verb's subject, also one that it shares.
pub fn subject(row: &Row, verb: usize) -> Option<Range<usize>> {
    let sentence = row.sentence(verb);
    let mut at = verb;
    for _ in 0..4 {
        let is_subject = |&i: &usize| {
            row.cells[i].head as usize == at
                && i != at
                && matches!(row.cells[i].rel, Rel::Nsubj | Rel::NsubjOuter)
        };
        if let Some(found) = sentence.clone().find(is_subject) {
            return Some(draft::phrase(row, found)).filter(|places| !places.is_empty());
        }
        match row.cells[at].rel {
            Rel::Conj | Rel::Xcomp | Rel::Advcl => at = row.cells[at].head as usize,
            _ => return None,
        }
    }
    None
}
