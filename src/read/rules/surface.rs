//! Matching words in a row.

use compact_str::CompactString;

use super::pattern::{Allowed, Class, Piece};
use super::tree::is_allowed;
use crate::read::Reading;
use crate::read::lower::lower;
use crate::read::syntax::{Rel, Upos};

/// Most tokens that a gap passes over.
const GAP: usize = 6;

type Slots = Vec<(CompactString, Vec<usize>)>;

/// The filled slots, where the pieces stand in a row with the first word at `token`.
pub(super) fn matches(pieces: &[Piece], reading: &Reading, sentence: usize, token: usize) -> Option<Slots> {
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Words(_)))?;
    let mut before = backward(&pieces[..first], reading, sentence, token)?;
    before.extend(forward(&pieces[first..], reading, sentence, token)?);
    Some(before)
}

/// What stands from `at` on.
fn forward(pieces: &[Piece], reading: &Reading, sentence: usize, at: usize) -> Option<Slots> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(Vec::new()) };
    let length = reading.sentences[sentence].tokens.len();
    match piece {
        Piece::Words(words) => (at < length && is_word(words, reading, sentence, at))
            .then(|| forward(rest, reading, sentence, at + 1))?,
        Piece::Maybe(words) => {
            let with = (at < length && is_word(words, reading, sentence, at))
                .then(|| forward(rest, reading, sentence, at + 1))
                .flatten();
            with.or_else(|| forward(rest, reading, sentence, at))
        }
        Piece::Slot(name, allowed) if allowed.contains(&Allowed::Class(Class::Phrase)) => {
            let head = phrase(reading, sentence, at)?;
            let mut slots = vec![(name.clone(), vec![head])];
            slots.extend(forward(rest, reading, sentence, head + 1)?);
            Some(slots)
        }
        Piece::Slot(name, allowed) => {
            let mention = reading.names.at(sentence, at);
            let last = match mention {
                Some(mention)
                    if mention.tokens.start == at && !owns(reading, sentence, mention.tokens.end) =>
                {
                    mention.tokens.end - 1
                }
                Some(_) => return None,
                None if at < length && is_stated(allowed, reading, sentence, at) => at,
                None => return None,
            };
            if !is_allowed(allowed, reading, sentence, last) {
                return None;
            }
            let mut slots = vec![(name.clone(), vec![last])];
            slots.extend(forward(rest, reading, sentence, last + 1)?);
            Some(slots)
        }
        Piece::Gap => (at..=(at + GAP).min(length)).find_map(|from| forward(rest, reading, sentence, from)),
    }
}

/// What stands right before `at`: slots and words that may be missing.
fn backward(pieces: &[Piece], reading: &Reading, sentence: usize, at: usize) -> Option<Slots> {
    let Some((piece, rest)) = pieces.split_last() else { return Some(Vec::new()) };
    match piece {
        Piece::Slot(name, allowed) => {
            let last = at.checked_sub(1)?;
            let start = match reading.names.at(sentence, last) {
                Some(mention) if mention.tokens.end == at => mention.tokens.start,
                Some(_) => return None,
                None if is_stated(allowed, reading, sentence, last) => last,
                None => return None,
            };
            if !is_allowed(allowed, reading, sentence, last) {
                return None;
            }
            let mut slots = backward(rest, reading, sentence, start)?;
            slots.push((name.clone(), vec![last]));
            Some(slots)
        }
        Piece::Maybe(words) => {
            let there = at.checked_sub(1).filter(|&last| is_word(words, reading, sentence, last));
            let with = there.and_then(|last| backward(rest, reading, sentence, last));
            with.or_else(|| backward(rest, reading, sentence, at))
        }
        Piece::Gap => (0..=GAP.min(at)).find_map(|skip| backward(rest, reading, sentence, at - skip)),
        Piece::Words(_) => None,
    }
}

/// The head of the noun phrase that starts at a token: its last word before anything
/// that describes it from behind.
fn phrase(reading: &Reading, sentence: usize, at: usize) -> Option<usize> {
    let tokens = &reading.sentences[sentence].tokens;
    let mut head = at;
    while let Some(above) = tokens.get(head)?.head.filter(|&above| above > head) {
        let within = matches!(
            tokens[head].rel,
            Rel::Det
                | Rel::DetPredet
                | Rel::Amod
                | Rel::Nummod
                | Rel::Compound
                | Rel::Flat
                | Rel::NmodPoss
                | Rel::NmodDesc
                | Rel::Advmod
        );
        if !within {
            break;
        }
        head = above;
    }
    let nominal = [Upos::Noun, Upos::Propn, Upos::Pron, Upos::Num, Upos::Adj];
    nominal.contains(&tokens.get(head)?.upos).then_some(head)
}

/// Whether a mention that ends there owns what follows: "his", "Macron's".
fn owns(reading: &Reading, sentence: usize, end: usize) -> bool {
    let tokens = &reading.sentences[sentence].tokens;
    tokens[end - 1].xpos == "PRP$" || tokens.get(end).is_some_and(|token| token.xpos == "POS")
}

/// Whether a word without a name is one of those that a slot states: "I".
fn is_stated(allowed: &[Allowed], reading: &Reading, sentence: usize, token: usize) -> bool {
    !allowed.is_empty() && is_allowed(allowed, reading, sentence, token)
}

fn is_word(words: &[CompactString], reading: &Reading, sentence: usize, token: usize) -> bool {
    let lemma = lower(&reading.sentences[sentence].tokens[token].lemma);
    let word = lower(reading.word(sentence, token));
    words.iter().any(|one| *one == word || *one == lemma)
}
