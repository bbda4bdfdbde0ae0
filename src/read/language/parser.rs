//! The parser: arc-hybrid transitions, greedily, one pass from left to right.

use super::bytes::{Bytes, put_section, put_string};
use super::features::{self, Word};
use super::table::{MOST_LABELS, Scores, Table};
use super::transition::{Action, State};
use crate::read::syntax::Rel;

/// The parser with its learned table.
#[derive(Debug, Clone)]
pub struct Parser<'a> {
    actions: Actions,
    weights: Table<'a>,
}

/// The actions that a parser chooses from, in the order of its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actions {
    rels: Vec<Rel>,
    all: Vec<Action>,
}

impl Actions {
    /// Shift, then left and right by each relation.
    pub fn new(rels: Vec<Rel>) -> Self {
        let arcs = rels.iter().flat_map(|&rel| [Action::Left(rel), Action::Right(rel)]);
        let all = std::iter::once(Action::Shift).chain(arcs).collect();
        Self { rels, all }
    }

    /// All of them; an action's index is its label in the table.
    pub fn all(&self) -> &[Action] {
        &self.all
    }

    /// The index of the best action that the state allows.
    pub fn best<T: PartialOrd + Copy>(&self, state: &State, scores: &[T]) -> usize {
        self.best_where(scores, |i| state.allows(self.all[i]))
    }

    /// The index of the best action of some.
    pub fn best_where<T: PartialOrd + Copy>(&self, scores: &[T], wanted: impl Fn(usize) -> bool) -> usize {
        let mut best = None;
        for i in 0..self.all.len() {
            if best.is_none_or(|best: usize| scores[i] > scores[best]) && wanted(i) {
                best = Some(i);
            }
        }
        best.unwrap_or(0)
    }
}

impl<'a> Parser<'a> {
    /// Reads what [`write()`] wrote.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.u8()?;
        let rels = (0..count).map(|_| Rel::parse(bytes.string()?)).collect::<Option<Vec<_>>>()?;
        let weights = Table::read(bytes.section()?)?;
        let whole = rels.contains(&Rel::Root) && 2 * rels.len() < MOST_LABELS;
        whole.then(|| Self { actions: Actions::new(rels), weights })
    }

    /// The head and the relation of each word; the root's head is `None`.
    pub fn parse(&self, words: &[Word]) -> Vec<(Option<usize>, Rel)> {
        let mut state = State::new(words.len());
        let mut keys = Vec::with_capacity(128);
        while !state.is_final() {
            keys.clear();
            features::of(&state, words, &mut keys);
            let mut scores: Scores = [0; MOST_LABELS];
            keys.iter().for_each(|&key| self.weights.add(key, &mut scores));
            state.apply(self.actions.all[self.actions.best(&state, &scores)]);
        }
        state.arcs()
    }
}

/// Writes a parser; `weights` is a written table.
pub fn write(actions: &Actions, weights: &[u8]) -> Vec<u8> {
    let mut out = vec![u8::try_from(actions.rels.len()).expect("under 64 relations")];
    actions.rels.iter().for_each(|rel| put_string(&mut out, rel.as_str()));
    put_section(&mut out, weights);
    out
}
