//! The words of a condition: "only if …", "in exchange for …", "so long as …".

use std::ops::Range;

use crate::read::contact::line::Line;
use crate::read::syntax::Upos;
use crate::record::Act;

use super::words::Words;

/// A condition in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub tokens: Range<usize>,
    /// Whether it bars only what is refused: "until …".
    pub bars: bool,
}

impl Condition {
    /// Whether it can be the condition of such an act.
    pub fn fits(&self, act: Act) -> bool {
        !self.bars || act == Act::Refusal
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
        let (length, bars) = match (opening(&words.conditions), opening(&words.barriers)) {
            (Some(length), _) => (length, false),
            (None, Some(length)) => (length, true),
            (None, None) => continue,
        };
        let is_aside = words.asides.has(&line.word(start + length))
            || start > 0 && words.asides.has(&line.word(start - 1));
        if let Some(end) = end(line, start, start + length).filter(|_| !is_aside) {
            found.push(Condition { tokens: start..end, bars });
        }
    }
    found
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
