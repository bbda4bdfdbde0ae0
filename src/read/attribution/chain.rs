//! By whose account: the way from the first speaker to this page.

use std::ops::Range;

use super::draft::{self, Draft};
use super::knowledge::{Speakers, has};
use super::row::Row;
use crate::read::syntax::{Rel, Upos};

/// Per draft, the draft whose content holds its cue most closely: who passes it on.
/// `drafts` are in the order of their anchors.
pub fn passed_on_by(drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut opening: Vec<(usize, usize, usize)> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        opening.extend(draft.content.iter().map(|part| (part.start, part.end, i)));
    }
    opening.sort_unstable();
    let mut next = 0;
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let mut found = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.iter().enumerate() {
        while next < opening.len() && opening[next].0 <= draft.anchor {
            open.push(opening[next]);
            next += 1;
        }
        open.retain(|&(_, end, _)| end > draft.anchor);
        let holds = open.iter().filter(|&&(_, _, j)| j != i && !draft.says(drafts[j].anchor));
        found.push(holds.min_by_key(|&&(start, end, _)| end - start).map(|&(_, _, j)| j));
    }
    found
}

/// Whom a source itself names as its own: "citing two officials", "which cites people
/// briefed on the talks".
pub fn cited(row: &Row, speakers: &Speakers, draft: &Draft) -> Option<Range<usize>> {
    let sentence = row.sentence(draft.anchor);
    let cites = |&at: &usize| row.lemma(at) == "cite" && at != draft.anchor;
    let cue = sentence.clone().filter(cites).find(|&at| belongs(row, draft, at))?;
    let object = sentence
        .clone()
        .find(|&at| row.cells[at].head as usize == cue && matches!(row.cells[at].rel, Rel::Obj));
    let object = object.map(|object| without_marks(row, draft::phrase(row, object)));
    let object = object.filter(|places| !places.is_empty());
    let unnamed = unnamed_after(row, speakers, cue + 1..sentence.end);
    match (object, unnamed) {
        // "People **briefed on the talks**", of which a parser may leave out what describes them.
        (Some(object), Some(unnamed)) if unnamed.start == object.start && unnamed.end > object.end => {
            Some(unnamed)
        }
        (object, unnamed) => object.or(unnamed),
    }
}

/// Places without the marks that they end with: "people briefed on the talks**,”**".
fn without_marks(row: &Row, places: Range<usize>) -> Range<usize> {
    let end =
        places.clone().rev().find(|&at| row.cells[at].upos != Upos::Punct).map_or(places.start, |at| at + 1);
    places.start..end
}

/// The people without names whom words begin with, up to the next mark: "people briefed on the
/// talks", of which a parser may make a clause.
fn unnamed_after(row: &Row, speakers: &Speakers, words: Range<usize>) -> Option<Range<usize>> {
    let is_mark = |&at: &usize| row.cells[at].upos == Upos::Punct;
    let start = words.clone().find(|at| !is_mark(at))?;
    let end = (start..words.end).find(is_mark).unwrap_or(words.end);
    let noun = (start..end).find(|&at| row.cells[at].upos == Upos::Noun)?;
    let describes = |at: usize| matches!(row.cells[at].upos, Upos::Num | Upos::Adj | Upos::Det);
    ((start..noun).all(describes) && has(&speakers.anonymous, row.lemma(noun))).then_some(start..end)
}

/// Farthest that such words stand from the saying word, and that a word of theirs stands from
/// its head, in tokens.
const FAR: usize = 40;
const BESIDE: usize = 12;

/// By whose telling the speaker says so, in the same sentence: "by the Kremlin's account", "in
/// a letter seen by Der Spiegel".
pub fn relayed(row: &Row, speakers: &Speakers, draft: &Draft) -> Option<Range<usize>> {
    let whole = row.sentence(draft.anchor);
    let near = whole.start.max(draft.anchor.saturating_sub(FAR))..whole.end.min(draft.anchor + FAR);
    let under = |head: usize, rel: Rel| {
        let beside = whole.start.max(head.saturating_sub(BESIDE))..whole.end.min(head + BESIDE);
        beside
            .into_iter()
            .find(|&at| row.cells[at].head as usize == head && at != head && row.cells[at].rel == rel)
    };
    let is_name = |at: &usize| row.cells[*at].mention.is_some();
    let by = |word: &str| word.eq_ignore_ascii_case("by") || word.eq_ignore_ascii_case("in");
    let account = |at: usize| {
        let by = under(at, Rel::Case).is_some_and(|case| by(row.word(case)));
        let owner = under(at, Rel::NmodPoss).filter(is_name);
        owner.filter(|_| by && has(&speakers.tellings, row.lemma(at)))
    };
    let seen = |at: usize| {
        let agent = (at + 1..whole.end.min(at + BESIDE)).find(|&noun| {
            let cell = row.cells[noun];
            cell.head as usize == at
                && noun > at
                && matches!(cell.upos, Upos::Noun | Upos::Propn)
                && under(noun, Rel::Case).is_some_and(|case| row.word(case) == "by")
        });
        let is_seen = has(&speakers.seen, row.word(at))
            && matches!(row.cells[at].rel, Rel::Acl | Rel::AclRelcl | Rel::Advcl);
        agent.filter(|noun| is_seen && (is_name(noun) || has(&speakers.published, row.lemma(*noun))))
    };
    let outside = near.filter(|&at| !draft.says(at) && at != draft.anchor);
    let teller = outside.into_iter().find_map(|at| account(at).or_else(|| seen(at)))?;
    let is_source = draft.source.as_ref().is_some_and(|source| draft::head_of(row, source.clone()) == teller);
    let phrase = draft::phrase(row, teller);
    let first = phrase.clone().find(|&at| row.cells[at].rel != Rel::Case)?;
    (!is_source).then_some(first..phrase.end)
}

/// Whether a word describes the source, or stands under the cue outside the content.
fn belongs(row: &Row, draft: &Draft, at: usize) -> bool {
    let mut here = at;
    for _ in 0..8 {
        if draft.source.as_ref().is_some_and(|source| source.contains(&here)) {
            return true;
        }
        if here == draft.anchor {
            return !draft.says(at);
        }
        let head = row.cells[here].head as usize;
        if head == here {
            return false;
        }
        here = head;
    }
    false
}
