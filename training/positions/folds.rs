//! How well stands are told in documents that a model did not learn from.

use std::collections::BTreeSet;

use diplomacy_watch::read::position::learned::model::Model;

use super::learn;
use super::random::Random;
use super::samples::{Sample, Samples, Sort};

const FOLDS: usize = 6;

/// Of the predicates of some texts: the stands told rightly, all that are told, those that a
/// predicate stands for, and all that there are.
#[derive(Default)]
struct Tally {
    right: usize,
    told: usize,
    seen: usize,
    due: usize,
}

/// States, by reader and sort of text, how well models tell predicates of documents that
/// they did not learn from, where an act counts from some likelihoods on.
pub fn state(texts: &[Samples], thresholds: &[f32]) {
    let documents: BTreeSet<&str> = texts.iter().map(|one| one.origin.document.as_str()).collect();
    let mut order: Vec<&str> = documents.into_iter().collect();
    Random::new(3).shuffle(&mut order);
    let folds: Vec<(BTreeSet<&str>, Vec<u8>)> = (0..FOLDS)
        .map(|fold| {
            let held: BTreeSet<&str> = order.iter().copied().skip(fold).step_by(FOLDS).collect();
            let train = texts.iter().filter(|one| !held.contains(one.origin.document.as_str()));
            let bytes = Model::write(0.0, learn::weights(train));
            (held, bytes)
        })
        .collect();
    for reader in ["fast", "careful"] {
        for sort in [Sort::Official, Sort::Press, Sort::Sentence] {
            for &threshold in thresholds {
                let mut tally = Tally::default();
                for (held, bytes) in &folds {
                    let model = Model::read(bytes).expect("just written");
                    let is_tested = |one: &&Samples| {
                        held.contains(one.origin.document.as_str())
                            && one.origin.reader == reader
                            && one.origin.sort == sort
                    };
                    texts.iter().filter(is_tested).for_each(|one| tally.add(one, &model, threshold));
                }
                println!("{reader} {sort:?} from {threshold:.2} on: {}", tally.row());
            }
        }
    }
}

impl Tally {
    fn add(&mut self, text: &Samples, model: &Model, threshold: f32) {
        self.due += text.due;
        self.seen += text.due - text.lost;
        for Sample { features, acts } in &text.all {
            let opinion = model.opinion(features).filter(|opinion| opinion.likelihood >= threshold);
            if let Some(opinion) = opinion {
                self.told += 1;
                self.right += usize::from(acts.contains(&opinion.act));
            }
        }
    }

    fn row(&self) -> String {
        let Self { right, told, seen, due } = *self;
        let share = |part: usize, of: usize| 100.0 * part as f32 / of.max(1) as f32;
        format!(
            "P {:.1} ({right} of {told}), R {:.1} ({right} of {due}, of which {seen} have a predicate)",
            share(right, told),
            share(right, due),
        )
    }
}
