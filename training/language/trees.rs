//! Learning to parse.

use diplomacy_watch::read::language::parser::{self, best, best_move};
use diplomacy_watch::read::language::transition::{Arc, Move, State};
use diplomacy_watch::read::language::view::Word;
use diplomacy_watch::read::language::{features, moves, relation, table};
use diplomacy_watch::read::syntax::Rel;
use rustc_hash::FxHashMap;

use crate::oracle::Tree;
use crate::perceptron::{Counts, Perceptron, Weights, quantise};
use crate::random::Random;

/// How a parser is learned.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub epochs: usize,
    pub seeds: u64,
    /// Perceptrons that are learned at a time.
    pub threads: usize,
}

/// How much of what was learned is kept.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Slots for the features of moves, as a power of two.
    pub bits: u32,
    /// Weights of relations.
    pub relations: usize,
}

/// What was learned.
pub struct Learned {
    rels: Vec<Rel>,
    moves: Weights,
    relations: Weights,
}

impl Learned {
    /// Writes a parser.
    pub fn write(&self, size: Size) -> Vec<u8> {
        let moves = moves::write(&quantise(&self.moves, usize::MAX), size.bits);
        parser::write(&self.rels, &moves, &table::write(quantise(&self.relations, size.relations)))
    }
}

/// Times that a feature must be seen along the true trees before it is learned.
const SEEN: u8 = 2;
/// Epochs before the parser learns from its own mistakes.
const WARM: usize = 1;
/// Steps in a hundred that then follow the parser and not the tree.
const OWN_STEPS: u64 = 90;

/// A sentence to learn: what the parser will see, and the tree.
pub struct Example {
    pub words: Vec<Word>,
    pub tree: Tree,
}

/// Learns a parser.
pub fn learn(examples: &[Example], plan: Plan) -> Learned {
    let rels = rels(examples);
    let counts = Counts::along(examples);
    let (mut moves, mut relations) = (Weights::default(), Weights::default());
    let seeds: Vec<u64> = (0..plan.seeds).collect();
    for together in seeds.chunks(plan.threads.max(1)) {
        std::thread::scope(|scope| {
            let (rels, counts) = (&rels, &counts);
            let learn =
                |&seed| scope.spawn(move || Learner::new(rels, counts, seed).learn(examples, plan.epochs));
            let learning: Vec<_> = together.iter().map(learn).collect();
            for learner in learning {
                let learner = learner.join().expect("learning does not panic");
                learner.moves.add_average_to(&mut moves);
                learner.relations.add_average_to(&mut relations);
            }
        });
    }
    Learned { rels, moves, relations }
}

/// The relations of the examples, in the order of [`Rel`]. The root's is no choice.
fn rels(examples: &[Example]) -> Vec<Rel> {
    let mut counts: FxHashMap<Rel, usize> = FxHashMap::default();
    examples.iter().flat_map(|e| &e.tree.rels).for_each(|&rel| *counts.entry(rel).or_default() += 1);
    let common = |rel: &Rel| *rel != Rel::Root && counts.get(rel).is_some_and(|&count| count >= 5);
    Rel::ALL.iter().copied().filter(common).collect()
}

impl Counts {
    /// How often each feature is seen along the true trees.
    fn along(examples: &[Example]) -> Self {
        let (mut counts, mut keys) = (Self::new(), Vec::new());
        for Example { words, tree } in examples {
            let mut state = State::new(words.len());
            while !state.is_final() {
                keys.clear();
                features::of(&state, words, &mut keys);
                counts.add(&keys);
                let arc = Move::ALL
                    .into_iter()
                    .find(|&step| is_right(tree, &state, step))
                    .and_then(|step| state.arc(step));
                let Some(arc) = arc else {
                    state.shift();
                    continue;
                };
                keys.clear();
                relation::of(&state, words, arc, &mut keys);
                counts.add(&keys);
                state.hang(arc, tree.label(arc));
            }
        }
        counts
    }
}

/// Whether a move is allowed and costs as little as any.
fn is_right(tree: &Tree, state: &State, step: Move) -> bool {
    let costs = tree.costs(state);
    let cost = |step: Move| state.allows(step).then(|| costs[step as usize]);
    let least = Move::ALL.into_iter().filter_map(cost).min();
    cost(step).is_some() && cost(step) == least
}

/// A pair of perceptrons while it learns: one chooses moves, one tells relations.
struct Learner<'a> {
    moves: Perceptron,
    relations: Perceptron,
    rels: &'a [Rel],
    counts: &'a Counts,
    random: Random,
    keys: Vec<u64>,
    scores: Vec<f32>,
}

impl<'a> Learner<'a> {
    fn new(rels: &'a [Rel], counts: &'a Counts, seed: u64) -> Self {
        let (moves, relations) = (Perceptron::default(), Perceptron::default());
        let (random, keys, scores) = (Random::new(seed), Vec::new(), vec![0.0; rels.len()]);
        Self { moves, relations, rels, counts, random, keys, scores }
    }

    fn learn(mut self, examples: &[Example], epochs: usize) -> Self {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for epoch in 0..epochs {
            self.random.shuffle(&mut order);
            order.iter().for_each(|&i| self.learn_tree(&examples[i], epoch >= WARM));
        }
        self
    }

    fn learn_tree(&mut self, example: &Example, explore: bool) {
        let Example { words, tree } = example;
        let mut state = State::new(words.len());
        while !state.is_final() {
            let step = self.learn_move(&state, words, tree, explore);
            match state.arc(step) {
                None => state.shift(),
                Some(arc) => {
                    let rel = self.learn_relation(&state, words, arc, tree);
                    state.hang(arc, rel);
                }
            }
        }
    }

    /// The move to go on with.
    fn learn_move(&mut self, state: &State, words: &[Word], tree: &Tree, explore: bool) -> Move {
        self.keys.clear();
        features::of(state, words, &mut self.keys);
        self.counts.keep(&mut self.keys, SEEN);
        let mut scores = [0.0; 3];
        self.moves.scores(&self.keys, &mut scores);
        self.moves.step();
        let found = best_move(state, &scores);
        if is_right(tree, state, found) {
            return found;
        }
        let right = Move::ALL.into_iter().filter(|&step| is_right(tree, state, step));
        let good = right.max_by(|&a, &b| scores[a as usize].total_cmp(&scores[b as usize])).unwrap_or(found);
        self.moves.update(&self.keys, good as usize, found as usize, 1.0);
        let own = explore && self.random.below(100) < OWN_STEPS;
        if own { found } else { good }
    }

    /// The relation to go on with; learned where the arc is one of the tree's.
    fn learn_relation(&mut self, state: &State, words: &[Word], arc: Arc, tree: &Tree) -> Rel {
        if state.is_root(arc) {
            return Rel::Root;
        }
        self.keys.clear();
        relation::of(state, words, arc, &mut self.keys);
        self.counts.keep(&mut self.keys, SEEN);
        self.relations.scores(&self.keys, &mut self.scores);
        self.relations.step();
        let found = best(&self.scores);
        let good = self.rels.iter().position(|&rel| rel == tree.label(arc));
        if let Some(good) = good.filter(|&good| good != found && tree.heads[arc.dependent] == arc.head) {
            self.relations.update(&self.keys, good, found, 1.0);
        }
        self.rels[found]
    }
}
