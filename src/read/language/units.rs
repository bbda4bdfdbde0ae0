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

/// Lets a unit's last token stand for it in a tree: it takes the place of the unit's
/// token nearest the root, and what depended on the others depends on it.
pub fn gather(tokens: &mut [Token], unit: Range<usize>) {
    let last = unit.end - 1;
    let depth = |at: usize| {
        let mut here = at;
        (0..tokens.len()).find(|_| match tokens[here].head {
            Some(head) => {
                here = head;
                false
            }
            None => true,
        })
    };
    let Some(top) = unit.clone().min_by_key(|&at| depth(at).unwrap_or(usize::MAX)) else { return };
    (tokens[last].head, tokens[last].rel) = (tokens[top].head, tokens[top].rel);
    for (at, token) in tokens.iter_mut().enumerate() {
        if !unit.contains(&at) && token.head.is_some_and(|head| unit.contains(&head)) {
            token.head = Some(last);
        }
    }
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

    /// Heads by place in the sentence, the root its own.
    fn gathered(heads: &[usize], unit: Range<usize>) -> Vec<usize> {
        let token = |(at, &head): (usize, &usize)| Token {
            start: at,
            end: at + 1,
            lemma: "".into(),
            upos: Upos::Propn,
            xpos: "NNP".into(),
            head: Some(head).filter(|&head| head != at),
            rel: Rel::Nmod,
        };
        let mut tokens: Vec<Token> = heads.iter().enumerate().map(token).collect();
        gather(&mut tokens, unit.clone());
        attach(&mut tokens, unit);
        tokens.iter().enumerate().map(|(at, token)| token.head.unwrap_or(at)).collect()
    }

    #[test]
    fn a_unit_in_a_tree_is_its_last_token() {
        // The first of the name is its head, as in treebanks.
        assert_eq!(gathered(&[1, 3, 1, 3, 1], 1..3), [2, 2, 3, 3, 2]);
        // The root is in the unit.
        assert_eq!(gathered(&[0, 0, 0], 0..2), [1, 1, 1]);
        // Words of the unit hang at different places, one below the other.
        assert_eq!(gathered(&[3, 2, 0, 3], 0..2), [1, 3, 1, 3]);
    }

    #[test]
    fn unsound_units_are_left_out() {
        assert_eq!(heads(4, &[2..9, 9..12]), [0, 1, 2, 3]);
        assert_eq!(heads(4, &[0..3, 2..4]), [2, 3]);
        assert_eq!(heads(4, &[1..2, 3..3]), [0, 1, 2, 3]);
    }
}
