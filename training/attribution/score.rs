//! The measure to choose by: relation F1 over the words of our own tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use diplomacy_watch::read::attribution::{Draft, Row};
use diplomacy_watch::read::syntax::Upos;

/// Words of source and content.
pub struct Pair {
    pub source: BTreeSet<usize>,
    pub content: BTreeSet<usize>,
}

/// The words of some places, punctuation left out.
pub fn words(row: &Row, places: impl IntoIterator<Item = Range<usize>>) -> BTreeSet<usize> {
    let all = places.into_iter().flatten();
    all.filter(|&at| row.cells[at].upos != Upos::Punct).collect()
}

pub fn pair(row: &Row, draft: &Draft) -> Pair {
    Pair { source: words(row, draft.source.clone()), content: words(row, draft.content.iter().cloned()) }
}

/// Counts over documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub right: usize,
    pub found: usize,
    pub gold: usize,
}

impl Counts {
    pub fn add(&mut self, found: &[Pair], gold: &[Pair]) {
        self.found += found.len();
        self.gold += gold.len();
        let mut pairs = Vec::new();
        for (i, one) in gold.iter().enumerate() {
            for (j, other) in found.iter().enumerate() {
                let shared = one.content.intersection(&other.content).count();
                if shared > 0 {
                    let all = one.content.union(&other.content).count();
                    pairs.push((shared as f64 / all as f64, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
        for (overlap, i, j) in pairs {
            if overlap < 0.5 {
                break;
            }
            if used_gold.contains(&i) || used_found.contains(&j) {
                continue;
            }
            used_gold.insert(i);
            used_found.insert(j);
            let (a, b) = (&gold[i].source, &found[j].source);
            self.right += usize::from(!a.is_disjoint(b) || (a.is_empty() && b.is_empty()));
        }
    }

    pub fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }

    pub fn say(&self) -> String {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        format!("P {:.1}  R {:.1}  F1 {:.1}", share(self.found), share(self.gold), self.f1())
    }
}
