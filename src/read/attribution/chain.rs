//! By whose account: the way from the first speaker to this page.

use std::ops::Range;

use super::draft::{self, Draft};
use super::row::Row;

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
pub fn cited(row: &Row, draft: &Draft) -> Option<Range<usize>> {
    let sentence = row.sentence(draft.anchor);
    let cites = |&at: &usize| row.lemma(at) == "cite" && at != draft.anchor;
    let cue = sentence.clone().filter(cites).find(|&at| belongs(row, draft, at))?;
    let object = sentence.clone().find(|&at| {
        row.cells[at].head as usize == cue && matches!(row.cells[at].rel, crate::read::syntax::Rel::Obj)
    })?;
    Some(draft::phrase(row, object)).filter(|places| !places.is_empty())
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
