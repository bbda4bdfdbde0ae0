//! Learning to parse.

use diplomacy_watch::read::language::features::{self, Word};
use diplomacy_watch::read::language::parser::{self, Actions};
use diplomacy_watch::read::language::table;
use diplomacy_watch::read::language::transition::{Action, State};
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
    /// Weights that are kept.
    pub most: usize,
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

/// Learns a parser and writes it.
pub fn learn(examples: &[Example], plan: Plan) -> Vec<u8> {
    let actions = Actions::new(rels(examples));
    let counts = counts(examples, &actions);
    let sum = std::thread::scope(|scope| {
        let (actions, counts) = (&actions, &counts);
        let seeds: Vec<_> = (0..plan.seeds)
            .map(|seed| scope.spawn(move || one(examples, actions, counts, plan.epochs, seed)))
            .collect();
        let mut sum = Weights::default();
        for seed in seeds {
            seed.join().expect("learning does not panic").add_average_to(&mut sum);
        }
        sum
    });
    parser::write(&actions, &table::write(quantise(&sum, plan.most)))
}

/// The relations of the examples, in the order of [`Rel`].
fn rels(examples: &[Example]) -> Vec<Rel> {
    let mut counts: FxHashMap<Rel, usize> = FxHashMap::default();
    examples.iter().flat_map(|e| &e.tree.rels).for_each(|&rel| *counts.entry(rel).or_default() += 1);
    Rel::ALL.iter().copied().filter(|rel| counts.get(rel).is_some_and(|&count| count >= 5)).collect()
}

/// One perceptron.
fn one(examples: &[Example], actions: &Actions, counts: &Counts, epochs: usize, seed: u64) -> Perceptron {
    let mut random = Random::new(seed);
    let mut perceptron = Perceptron::default();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        for &i in &order {
            learn_tree(&mut perceptron, &examples[i], actions, counts, epoch >= WARM, &mut random);
        }
    }
    perceptron
}

fn learn_tree(
    perceptron: &mut Perceptron,
    example: &Example,
    actions: &Actions,
    counts: &Counts,
    explore: bool,
    random: &mut Random,
) {
    let Example { words, tree } = example;
    let mut state = State::new(words.len());
    let mut keys = Vec::with_capacity(160);
    let mut scores = vec![0.0; actions.all().len()];
    while !state.is_final() {
        keys.clear();
        features::of(&state, words, &mut keys);
        counts.keep(&mut keys, SEEN);
        perceptron.scores(&keys, &mut scores);
        perceptron.step();
        let found = actions.best(&state, &scores);
        let right = right_actions(actions, tree, &state);
        let action = actions.all()[found];
        if right[found] {
            state.apply(action);
            continue;
        }
        let good = actions.best_where(&scores, |i| right[i]);
        perceptron.update(&keys, good, found, 1.0);
        let own = explore && random.below(100) < OWN_STEPS;
        state.apply(actions.all()[if own { found } else { good }]);
    }
}

/// For each action whether it is allowed, costs as little as any, and is labelled
/// as the tree is.
fn right_actions(actions: &Actions, tree: &Tree, state: &State) -> Vec<bool> {
    let costs = tree.costs(state);
    let cost = |action: Action| match action {
        Action::Shift => costs[0],
        Action::Left(_) => costs[1],
        Action::Right(_) => costs[2],
    };
    let allowed = actions.all().iter().filter(|&&action| state.allows(action));
    let least = allowed.map(|&action| cost(action)).min().unwrap_or(0);
    let right = |action| state.allows(action) && cost(action) == least && tree.labels(state, action);
    actions.all().iter().map(|&action| right(action)).collect()
}

/// How often each feature is seen along the true trees.
fn counts(examples: &[Example], actions: &Actions) -> Counts {
    let mut counts = Counts::new();
    let mut keys = Vec::new();
    for Example { words, tree } in examples {
        let mut state = State::new(words.len());
        while !state.is_final() {
            keys.clear();
            features::of(&state, words, &mut keys);
            counts.add(&keys);
            let right = right_actions(actions, tree, &state);
            state.apply(actions.all()[right.iter().position(|&right| right).unwrap_or(0)]);
        }
    }
    counts
}
