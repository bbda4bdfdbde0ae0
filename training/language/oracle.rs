//! The dynamic oracle of arc-hybrid parsing (Goldberg and Nivre 2013): what each
//! action would cost, whatever tree there is so far.

use diplomacy_watch::read::language::transition::{Arc, State};
use diplomacy_watch::read::syntax::Rel;

/// A projective tree to learn; the root's head is the number of words.
pub struct Tree {
    pub heads: Vec<usize>,
    pub rels: Vec<Rel>,
    dependents: Vec<Vec<usize>>,
}

impl Tree {
    /// The tree with crossing arcs lifted until none cross.
    pub fn new(heads: &[Option<usize>], rels: &[Rel]) -> Self {
        let words = heads.len();
        let mut heads: Vec<usize> = heads.iter().map(|head| head.unwrap_or(words)).collect();
        while let Some(word) = crossing(&heads) {
            heads[word] = heads[heads[word]];
        }
        let mut dependents = vec![Vec::new(); words + 1];
        heads.iter().enumerate().for_each(|(word, &head)| dependents[head].push(word));
        Self { heads, rels: rels.to_vec(), dependents }
    }

    /// How many arcs of the tree can no longer be made after a move, label aside:
    /// for shift, left and right.
    pub fn costs(&self, state: &State) -> [usize; 3] {
        let words = self.heads.len();
        let next = state.buffer(0).unwrap_or(words);
        let stack = state.whole_stack();
        let ahead = |word: usize, from: usize| word < words && word >= from;
        let top = state.stack(0).filter(|&top| top != words);
        let mut costs = [0; 3];
        if next < words {
            let deeper = &stack[..stack.len() - 1];
            costs[0] += usize::from(deeper.contains(&self.heads[next]));
            costs[0] += self.dependents[next].iter().filter(|dependent| stack.contains(dependent)).count();
        }
        if let Some(top) = top {
            let late = self.dependents[top].iter().filter(|&&dependent| ahead(dependent, next)).count();
            let head = self.heads[top];
            let below = state.stack(1);
            costs[1] = late + usize::from(below == Some(head) || ahead(head, next + 1));
            costs[2] = late + usize::from(ahead(head, next));
        }
        costs
    }

    /// The label to learn for an arc's dependent; the root's is `root`, and no other's is.
    pub fn label(&self, arc: Arc) -> Rel {
        match self.rels[arc.dependent] {
            _ if arc.head == self.heads.len() => Rel::Root,
            Rel::Root => Rel::Parataxis,
            rel => rel,
        }
    }
}

/// The dependent of the shortest arc that another crosses.
fn crossing(heads: &[usize]) -> Option<usize> {
    let words = heads.len();
    // The root lies before all words.
    let place = |node: usize| if node == words { 0 } else { node + 1 };
    let span = |word: usize| {
        let (a, b) = (place(word), place(heads[word]));
        (a.min(b), a.max(b))
    };
    let crosses = |word: usize| {
        let (from, to) = span(word);
        (from.max(1)..to.saturating_sub(1)).any(|inner| {
            let (a, b) = span(inner);
            a < from || b > to
        })
    };
    let within = |word: &usize| heads[*word] != words && crosses(*word);
    (0..words).filter(within).min_by_key(|&word| span(word).1 - span(word).0)
}
