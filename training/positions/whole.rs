//! How well rules and model tell the stands of a text together, as `score.py` counts it.

use diplomacy_watch::read::position::learned::model::Model;
use diplomacy_watch::read::position::learned::{Seen, Stands};
use diplomacy_watch::record::{Act, Position, Span};

use super::labels::Label;

/// A labelled text, with what rules tell in it and what the model weighs.
#[derive(Default)]
pub struct Whole {
    pub labels: Vec<Label>,
    pub optional: Vec<Span>,
    pub by_rules: Vec<Told>,
    pub predicates: Vec<Seen>,
}

/// A stand that is told.
#[derive(Clone)]
pub struct Told {
    pub content: Span,
    pub act: Act,
    pub countries: Vec<Option<String>>,
}

/// How many stands are told rightly, how many are told at all, how many are labelled.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub right: usize,
    pub told: usize,
    pub due: usize,
}

impl Whole {
    /// What stands in a stretch of a document.
    pub fn of(stands: &Stands, stretch: Span, labels: Vec<Label>, optional: Vec<Span>) -> Self {
        let here = |evidence: Span| (stretch.start..stretch.end).contains(&evidence.start);
        let by_rules = stands.by_rules.iter().filter(|one| here(one.evidence)).map(Told::of);
        let predicates = stands.predicates.iter().filter(|one| here(one.evidence)).cloned();
        Self { labels, optional, by_rules: by_rules.collect(), predicates: predicates.collect() }
    }

    /// How well all is told where the model's stands count from a likelihood on.
    pub fn tally(&self, model: &Model, threshold: f32) -> Tally {
        let mut told = self.told(model, threshold);
        let due = self.labels.len();
        let mut right = 0;
        for label in &self.labels {
            if let Some(at) = told.iter().position(|one| one.fits(label)) {
                told.remove(at);
                right += 1;
            }
        }
        told.retain(|one| !self.optional.iter().any(|span| span.overlaps(one.content)));
        Tally { right, told: right + told.len(), due }
    }

    /// What rules tell, then what the model is sure of, the likeliest first, where nothing
    /// else is told.
    fn told(&self, model: &Model, threshold: f32) -> Vec<Told> {
        let mut told = self.by_rules.clone();
        let opinions =
            self.predicates.iter().filter_map(|one| Some((model.opinion(&one.features, None)?, one)));
        let mut sure: Vec<_> = opinions
            .filter(|(opinion, one)| opinion.likelihood >= threshold && one.bar.admits(opinion.act))
            .collect();
        sure.sort_by(|a, b| b.0.likelihood.total_cmp(&a.0.likelihood));
        for (opinion, one) in sure {
            if !told.iter().any(|other| other.content.overlaps(one.content)) {
                told.push(Told { content: one.content, act: opinion.act, countries: one.countries.clone() });
            }
        }
        told.sort_by_key(|one| one.content.start);
        told
    }
}

impl Told {
    fn of(position: &Position) -> Self {
        let countries = position.holders.iter().map(|holder| holder.country.clone()).collect();
        Self { content: position.content, act: position.act, countries }
    }

    fn fits(&self, label: &Label) -> bool {
        label.span.overlaps(self.content) && label.acts.contains(&self.act) && label.takes(&self.countries)
    }
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.told += other.told;
        self.due += other.due;
    }
}
