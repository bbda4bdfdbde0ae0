//! Units: a title with its name is one word to the parser, and a small tree of its
//! own under the unit's last token.

use std::ops::Range;

use crate::read::syntax::{Rel, Token, Upos};

/// What the parser sees of a sentence: for every word the token that stands for it.
pub fn heads(tokens: usize, units: &[Range<usize>]) -> Vec<usize> {
    let mut heads = Vec::with_capacity(tokens);
    let mut at = 0;
    for unit in sound(tokens, units) {
        heads.extend(at..unit.start);
        heads.push(unit.end - 1);
        at = unit.end;
    }
    heads.extend(at..tokens);
    heads
}

/// The units that can be taken as one: within the sentence, in order, apart.
pub fn sound(tokens: usize, units: &[Range<usize>]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    units
        .iter()
        .filter(move |unit| {
            let sound = unit.start >= at && unit.len() > 1 && unit.end <= tokens;
            if sound {
                at = unit.end;
            }
            sound
        })
        .cloned()
}

/// Attaches the inner tokens of a unit: a preposition to its noun, that noun to the
/// noun before it, names flat, titles as descriptions of the last token.
pub fn attach(tokens: &mut [Token], unit: Range<usize>) {
    let last = unit.end - 1;
    // The first token of the closing run of proper nouns without a preposition.
    let name = |token: &Token| token.upos == Upos::Propn;
    for at in unit.start..last {
        let (head, rel) = match tokens[at].upos {
            Upos::Adp => (next_noun(tokens, at, last), Rel::Case),
            Upos::Det => (next_noun(tokens, at, last), Rel::Det),
            Upos::Punct => (last, Rel::Punct),
            Upos::Cconj => (next_noun(tokens, at, last), Rel::Cc),
            Upos::Part => {
                (at.checked_sub(1).filter(|&before| before >= unit.start).unwrap_or(last), Rel::Case)
            }
            _ if name(&tokens[at]) && tokens[at..last].iter().all(name) => (last, Rel::Flat),
            _ => (last, Rel::NmodDesc),
        };
        tokens[at].head = Some(head);
        tokens[at].rel = rel;
    }
}

/// The first token after `at` that is no preposition or article, `last` at most.
fn next_noun(tokens: &[Token], at: usize, last: usize) -> usize {
    let bare = |i: &usize| !matches!(tokens[*i].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Punct);
    (at + 1..last).find(bare).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_its_last_token() {
        assert_eq!(heads(8, &[1..4, 6..8]), [0, 3, 4, 5, 7]);
        assert_eq!(heads(3, &[]), [0, 1, 2]);
        assert_eq!(heads(4, &[0..2, 2..4]), [1, 3]);
    }

    #[test]
    fn unsound_units_are_left_out() {
        assert_eq!(heads(4, &[2..9, 9..12]), [0, 1, 2, 3]);
        assert_eq!(heads(4, &[0..3, 2..4]), [2, 3]);
        assert_eq!(heads(4, &[1..2, 3..3]), [0, 1, 2, 3]);
    }
}
