//! Macro F1, as shared/score/events.py has it.

use std::fmt;

use diplomacy_watch::read::event::{ROOTS, Root, root};
use diplomacy_watch::record::EventType;

/// How often each root was due and coded.
#[derive(Default)]
pub struct Score {
    pairs: Vec<(Root, Root)>,
}

impl Score {
    pub fn count(&mut self, due: Root, coded: Root) {
        self.pairs.push((due, coded));
    }

    /// The mean over classes of their F1, in percent.
    fn macro_f1(&self, classes: usize, class: impl Fn(Root) -> usize) -> f64 {
        let f1 = |one: usize| {
            let count = |due: bool, coded: bool| {
                let fits = |(d, c): &&(Root, Root)| (class(*d) == one) == due && (class(*c) == one) == coded;
                self.pairs.iter().filter(fits).count() as f64
            };
            let (both, sum) = (count(true, true), count(true, false) + count(false, true));
            if both > 0.0 { 2.0 * both / (2.0 * both + sum) } else { 0.0 }
        };
        100.0 * (0..classes).map(f1).sum::<f64>() / classes as f64
    }
}

/// The quad class of a root, from 0. Here yielding is material cooperation throughout.
pub fn quad(of: Root) -> usize {
    let kind = EventType::ALL.iter().rev().find(|kind| root(**kind) == of);
    usize::from(kind.expect("each root has its type").quad()) - 1
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = self.macro_f1(ROOTS, usize::from);
        let (quads, binary) = (self.macro_f1(4, quad), self.macro_f1(2, |root| quad(root) / 2));
        write!(f, "macro F1 root {root:.1}, quad {quads:.1}, binary {binary:.1}")
    }
}
