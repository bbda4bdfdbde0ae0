//! How well stands are told in documents that a model did not learn from: by the model
//! alone, predicate by predicate, and by rules and model together.

use std::collections::BTreeSet;

use diplomacy_watch::read::position::learned::model::{Model, Thresholds};

use super::learn;
use super::random::Random;
use super::samples::{Sample, Samples, Sort};
use super::whole::Tally as Together;

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

/// Documents, and a model that did not learn from them.
pub type Fold<'t> = (BTreeSet<&'t str>, Vec<u8>);

/// Every document once among those that a model did not learn from.
pub fn of(texts: &[Samples]) -> Vec<Fold<'_>> {
    let documents: BTreeSet<&str> = texts.iter().map(|one| one.origin.document.as_str()).collect();
    let mut order: Vec<&str> = documents.into_iter().collect();
    Random::new(3).shuffle(&mut order);
    (0..FOLDS)
        .map(|fold| {
            let held: BTreeSet<&str> = order.iter().copied().skip(fold).step_by(FOLDS).collect();
            let train = texts.iter().filter(|one| !held.contains(one.origin.document.as_str()));
            let thresholds = Thresholds { in_press: 0.0, on_channel: 0.0 };
            let bytes = Model::write(thresholds, learn::weights(train));
            (held, bytes)
        })
        .collect()
}

/// States, by reader and sort of text, how well models tell predicates of documents that
/// they did not learn from, where an act counts from some likelihoods on.
pub fn state(texts: &[Samples], folds: &[Fold], thresholds: &[f32]) {
    for reader in ["fast", "careful"] {
        for sort in [Sort::Official, Sort::Press, Sort::Sentence] {
            for &threshold in thresholds {
                let (mut tally, mut together) = (Tally::default(), Together::default());
                for (held, bytes) in folds {
                    let model = Model::read(bytes).expect("just written");
                    let is_tested = |one: &&Samples| {
                        held.contains(one.origin.document.as_str())
                            && one.origin.reader == reader
                            && one.origin.sort == sort
                    };
                    for text in texts.iter().filter(is_tested) {
                        tally.add(text, &model, threshold);
                        together.add(text.whole.tally(&model, threshold));
                    }
                }
                println!("{reader} {sort:?} from {threshold:.2} on: {}", tally.row());
                if sort != Sort::Sentence {
                    println!("    rules and model together: {}", together.row());
                }
            }
        }
    }
}

impl Tally {
    fn add(&mut self, text: &Samples, model: &Model, threshold: f32) {
        self.due += text.due;
        self.seen += text.due - text.lost;
        for Sample { features, acts, .. } in text.all.iter().filter(|one| !one.is_idle) {
            let opinion = model.opinion(features, None).filter(|opinion| opinion.likelihood >= threshold);
            if let Some(opinion) = opinion {
                self.told += 1;
                self.right += usize::from(acts.contains(&opinion.act));
            }
        }
    }

    fn row(&self) -> String {
        let Self { right, told, seen, due } = *self;
        format!(
            "P {:.1} ({right} of {told}), R {:.1} ({right} of {due}, of which {seen} have a predicate)",
            percent(right, told),
            percent(right, due),
        )
    }
}

impl Together {
    fn row(self) -> String {
        let Self { right, told, due } = self;
        format!(
            "P {:.1} ({right} of {told}), R {:.1} ({right} of {due})",
            percent(right, told),
            percent(right, due)
        )
    }
}

fn percent(part: usize, of: usize) -> f32 {
    100.0 * part as f32 / of.max(1) as f32
}
