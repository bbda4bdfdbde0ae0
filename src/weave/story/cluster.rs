//! Puts vectors together that belong together, the closest first.
//!
//! Two groups are as close as their members on average, measured against how close the
//! members of each are among themselves: a loose story takes in what a tight one would
//! not. The averages are exact; they follow from the groups' sums.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::neighbours::neighbours;
use super::vector::Vector;

/// How close two groups must be, in proportion to how close they are within.
pub(super) const CLOSE: f64 = 0.65;

/// How close they must be at the least.
pub(super) const LEAST: f64 = 0.08;

/// How close the members of a story are as a rule, and for how many pairs of them that
/// counts beside the real ones.
pub(super) const USUAL: f64 = 0.3;
pub(super) const USUAL_PAIRS: f64 = 3.0;

/// The groups of vectors, each by the place of its first. The first vectors have `begun`
/// groups already, which grow but are not joined with each other.
pub fn grouped(vectors: &[&Vector], begun: &[usize]) -> Vec<usize> {
    let mut table = Table::new(vectors, begun);
    for (a, b) in neighbours(vectors, begun.len()) {
        table.meet(a, b);
    }
    while let Some((a, b)) = table.closest() {
        table.join(a, b);
    }
    table.heads()
}

/// A group of vectors.
struct Group {
    sum: Vector,
    size: f64,
    /// The sum of the products of its pairs.
    within: f64,
    is_begun: bool,
    /// The groups that it may be joined with, and the sum of products across.
    near: FxHashMap<usize, f64>,
    /// Changes when the group does.
    version: u32,
}

impl Group {
    fn alone(vector: &Vector, is_begun: bool) -> Self {
        let near = FxHashMap::default();
        Self { sum: vector.clone(), size: 1.0, within: 0.0, is_begun, near, version: 0 }
    }

    fn take(&mut self, sum: &Vector, size: f64, within: f64, across: f64) {
        self.sum.add(sum);
        self.size += size;
        self.within += within + across;
    }

    /// How close its members are on average.
    fn tightness(&self) -> f64 {
        let pairs = self.size * (self.size - 1.0) / 2.0;
        (self.within + USUAL_PAIRS * USUAL) / (pairs + USUAL_PAIRS)
    }
}

/// How close two groups are, and which versions of them; closeness is compared by its
/// bits, which for positive numbers go in the same order.
type Pair = (u64, Reverse<(usize, usize)>, (u32, u32));

/// All groups by the place of their first vector.
struct Table {
    heads: Vec<usize>,
    groups: Vec<Option<Group>>,
    pairs: BinaryHeap<Pair>,
}

impl Table {
    fn new(vectors: &[&Vector], begun: &[usize]) -> Self {
        let mut groups: Vec<Option<Group>> = Vec::with_capacity(vectors.len());
        for (i, vector) in vectors.iter().enumerate() {
            match begun.get(i) {
                Some(&head) if head != i => {
                    let group = groups[head].as_mut().expect("a group's first vector has it");
                    let across = group.sum.dot(vector);
                    group.take(vector, 1.0, 0.0, across);
                    groups.push(None);
                }
                known => groups.push(Some(Group::alone(vector, known.is_some()))),
            }
        }
        let heads = begun.iter().copied().chain(begun.len()..vectors.len()).collect();
        Self { heads, groups, pairs: BinaryHeap::new() }
    }

    /// The head of each vector's group. A head stands before those under it.
    fn heads(mut self) -> Vec<usize> {
        for i in 0..self.heads.len() {
            self.heads[i] = self.heads[self.heads[i]];
        }
        self.heads
    }

    fn group(&self, head: usize) -> &Group {
        self.groups[head].as_ref().expect("a head has its group")
    }

    fn group_mut(&mut self, head: usize) -> &mut Group {
        self.groups[head].as_mut().expect("a head has its group")
    }

    /// Weighs whether the groups of two vectors belong together; nothing is joined yet.
    fn meet(&mut self, a: usize, b: usize) {
        let (a, b) = (self.heads[a], self.heads[b]);
        let is_new = a != b && !self.group(a).near.contains_key(&b);
        if is_new && !(self.group(a).is_begun && self.group(b).is_begun) {
            let across = self.group(a).sum.dot(&self.group(b).sum);
            self.link(a, b, across);
        }
    }

    /// Keeps two groups as neighbours where they are close enough to be.
    fn link(&mut self, a: usize, b: usize, across: f64) {
        let (one, other) = (self.group(a), self.group(b));
        let close = across / (one.size * other.size);
        if close < LEAST {
            return;
        }
        let ratio = close / (one.tightness() * other.tightness()).sqrt();
        let versions = (one.version, other.version);
        self.group_mut(a).near.insert(b, across);
        self.group_mut(b).near.insert(a, across);
        if ratio >= CLOSE {
            self.pairs.push((ratio.to_bits(), Reverse((a, b)), versions));
        }
    }

    /// The two groups that are closest of those that are close enough.
    fn closest(&mut self) -> Option<(usize, usize)> {
        while let Some((_, Reverse((a, b)), versions)) = self.pairs.pop() {
            let version = |head: usize| self.groups[head].as_ref().map(|group| group.version);
            if (version(a), version(b)) == (Some(versions.0), Some(versions.1)) {
                return Some((a, b));
            }
        }
        None
    }

    /// Joins two groups under the earlier head and weighs it against their neighbours.
    fn join(&mut self, a: usize, b: usize) {
        let (head, tail) = (a.min(b), a.max(b));
        let gone = self.groups[tail].take().expect("a head has its group");
        let kept = self.group(head);
        let mut around: Vec<usize> = kept.near.keys().chain(gone.near.keys()).copied().collect();
        around.retain(|other| *other != head && *other != tail);
        around.sort_unstable();
        around.dedup();
        let across = |other: usize| {
            let sum = &self.group(other).sum;
            let known = |group: &Group| group.near.get(&other).copied();
            known(kept).unwrap_or_else(|| kept.sum.dot(sum))
                + known(&gone).unwrap_or_else(|| gone.sum.dot(sum))
        };
        let around: Vec<(usize, f64)> = around.into_iter().map(|other| (other, across(other))).collect();
        let between = gone.near[&head];
        self.heads[tail] = head;
        let kept = self.group_mut(head);
        kept.take(&gone.sum, gone.size, gone.within, between);
        kept.is_begun |= gone.is_begun;
        kept.version += 1;
        kept.near.clear();
        for (other, across) in around {
            let neighbour = self.group_mut(other);
            neighbour.near.remove(&tail);
            neighbour.near.remove(&head);
            if !(self.group(other).is_begun && self.group(head).is_begun) {
                self.link(head, other, across);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors of topics: those of one topic share most terms.
    fn vectors(topics: &[u32]) -> Vec<Vector> {
        let own = |i: usize| (1000 + i as u32, 0.6);
        let vector = |(i, topic): (usize, &u32)| {
            Vector::unit((0..8).map(|term| (topic * 10 + term, 0.3)).chain([own(i)]).collect())
        };
        topics.iter().enumerate().map(vector).collect()
    }

    #[track_caller]
    fn check(topics: &[u32], begun: &[usize], expected: &[usize]) {
        let vectors = vectors(topics);
        assert_eq!(grouped(&vectors.iter().collect::<Vec<_>>(), begun), expected);
    }

    #[test]
    fn vectors_of_a_topic_come_together() {
        check(&[1, 2, 1, 3, 2, 1], &[], &[0, 1, 0, 3, 1, 0]);
        check(&[], &[], &[]);
    }

    #[test]
    fn what_was_apart_before_stays_apart_and_grows() {
        check(&[1, 1, 1, 2], &[0, 1], &[0, 1, 0, 3]);
        check(&[1, 1, 2, 1, 2], &[0, 0, 2], &[0, 0, 2, 0, 2]);
    }
}
