//! The parser: arc-hybrid moves, greedily, one pass from left to right. A move is
//! chosen first, then the relation of the arc that it makes.

use super::bytes::{Bytes, put_section, put_string};
use super::moves::Moves;
use super::table::{MOST_LABELS, Table};
use super::transition::{Arc, Move, State};
use super::view::Word;
use super::{features, relation};
use crate::read::syntax::Rel;

/// The parser with its learned tables.
#[derive(Debug, Clone)]
pub struct Parser<'a> {
    moves: Moves<'a>,
    /// The relations that are told apart, in the order of their labels.
    rels: Vec<Rel>,
    relations: Table<'a>,
}

impl<'a> Parser<'a> {
    /// Reads what [`write()`] wrote.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.u8()?;
        let rels = (0..count).map(|_| Rel::parse(bytes.string()?)).collect::<Option<Vec<_>>>()?;
        let moves = Moves::read(bytes.section()?)?;
        let relations = Table::read(bytes.section()?)?;
        (1..=MOST_LABELS).contains(&rels.len()).then_some(Self { moves, rels, relations })
    }

    /// The head and the relation of each word; the root's head is `None`.
    pub fn parse(&self, words: &[Word]) -> Vec<(Option<usize>, Rel)> {
        let mut state = State::new(words.len());
        let mut keys = Vec::with_capacity(128);
        while !state.is_final() {
            keys.clear();
            features::of(&state, words, &mut keys);
            match state.arc(best_move(&state, &self.moves.scores(&keys))) {
                None => state.shift(),
                Some(arc) => {
                    let rel = self.relation(&state, words, arc, &mut keys);
                    state.hang(arc, rel);
                }
            }
        }
        state.arcs()
    }

    fn relation(&self, state: &State, words: &[Word], arc: Arc, keys: &mut Vec<u64>) -> Rel {
        if state.is_root(arc) {
            return Rel::Root;
        }
        keys.clear();
        relation::of(state, words, arc, keys);
        self.rels[best(&self.relations.scores(keys)[..self.rels.len()])]
    }
}

/// The best move that the state allows.
pub fn best_move<T: PartialOrd + Copy>(state: &State, scores: &[T; 3]) -> Move {
    let allowed = |&i: &usize| state.allows(Move::ALL[i]);
    let better = |best: usize, i: usize| if scores[i] > scores[best] { i } else { best };
    Move::ALL[(0..3).filter(allowed).reduce(better).unwrap_or(0)]
}

/// The first label of the highest score.
pub fn best<T: PartialOrd + Copy>(scores: &[T]) -> usize {
    (0..scores.len()).reduce(|best, i| if scores[i] > scores[best] { i } else { best }).unwrap_or(0)
}

/// Writes a parser; `moves` and `relations` are written tables, `rels` the labels of
/// the second.
pub fn write(rels: &[Rel], moves: &[u8], relations: &[u8]) -> Vec<u8> {
    let mut out = vec![u8::try_from(rels.len()).expect("under 128 relations")];
    rels.iter().for_each(|rel| put_string(&mut out, rel.as_str()));
    put_section(&mut out, moves);
    put_section(&mut out, relations);
    out
}
