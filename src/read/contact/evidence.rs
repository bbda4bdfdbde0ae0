//! The words that a dealing rests on.

use std::ops::Range;

use crate::read::syntax::{Rel, Upos};

use super::found::Found;
use super::line::Line;

/// The words that tell of it: the anchor (or its "there is") with all under it but
/// other clauses that "and" joins to it, and the parties.
pub(super) fn of(line: Line, anchor: usize, parties: &[Found]) -> Range<usize> {
    let tree = line.tree();
    // "There have been contacts": the clause tells it, not the noun.
    let is_there = |head: &usize| line.children(*head, &[Rel::Expl]).next().is_some();
    let top = line.head(anchor).filter(is_there).unwrap_or(anchor);
    let (mut start, mut end) = (top, top + 1);
    for child in tree.children(top) {
        let joined =
            matches!(tree.tokens[child].rel, Rel::Conj | Rel::Parataxis | Rel::Cc | Rel::Punct | Rel::List);
        if !joined {
            let range = tree.subtree(child);
            (start, end) = (start.min(range.start), end.max(range.end));
        }
    }
    for party in parties {
        (start, end) = (start.min(party.tokens.start), end.max(party.tokens.end));
    }
    while end > start + 1 && tree.tokens[end - 1].upos == Upos::Punct {
        end -= 1;
    }
    let opens = |i: usize| {
        matches!(tree.tokens[i].rel, Rel::Case | Rel::Mark | Rel::Cc | Rel::Punct)
            && tree.tokens[i].xpos != "TO"
    };
    while start < top
        && opens(start)
        && (tree.tokens[start].rel == Rel::Punct || tree.tokens[start].head == Some(top))
    {
        start += 1;
    }
    start..end
}
