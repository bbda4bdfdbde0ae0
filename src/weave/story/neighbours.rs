//! Which vectors are worth a comparison: those that share heavy terms.

use rustc_hash::FxHashMap;

use super::vector::Vector;

/// By how many of its heaviest terms a vector is looked up.
pub(super) const TERMS: usize = 32;

/// How many of those with the same term are looked at before and after it. They stand in
/// the order of days, so these are the closest in time; it bounds the work on terms that
/// everyone uses.
pub(super) const BESIDE: usize = 32;

/// How many of them are compared in full.
pub(super) const COMPARED: usize = 24;

/// Pairs of vectors to compare, of which at least one is not among the first `known`.
pub fn neighbours(vectors: &[&Vector], known: usize) -> Vec<(usize, usize)> {
    let heavy: Vec<Vec<(u32, f32)>> = vectors.iter().map(|vector| heaviest(vector)).collect();
    let mut holders: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    for (i, terms) in heavy.iter().enumerate() {
        for &(term, weight) in terms {
            holders.entry(term).or_default().push((i as u32, weight));
        }
    }
    (known..vectors.len()).flat_map(|i| likeliest(i as u32, &heavy[i], &holders)).collect()
}

fn heaviest(vector: &Vector) -> Vec<(u32, f32)> {
    let mut terms: Vec<(u32, f32)> = vector.iter().collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    terms
}

/// The pairs of a vector with those that share most with it.
fn likeliest(
    i: u32,
    terms: &[(u32, f32)],
    holders: &FxHashMap<u32, Vec<(u32, f32)>>,
) -> impl Iterator<Item = (usize, usize)> + use<> {
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for (term, weight) in terms {
        let list = &holders[term];
        let at = list.partition_point(|(other, _)| *other < i);
        for (other, theirs) in &list[at.saturating_sub(BESIDE)..(at + 1 + BESIDE).min(list.len())] {
            *shared.entry(*other).or_default() += weight * theirs;
        }
    }
    shared.remove(&i);
    let mut shared: Vec<(u32, f32)> = shared.into_iter().collect();
    shared.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    shared.truncate(COMPARED);
    shared.into_iter().map(move |(other, _)| (i.min(other) as usize, i.max(other) as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_vectors_that_share_a_term_are_paired() {
        let vector = |terms: &[u32]| Vector::unit(terms.iter().map(|&term| (term, 1.0)).collect());
        let vectors = [vector(&[1, 2]), vector(&[1, 9]), vector(&[2, 3]), vector(&[7])];
        let vectors: Vec<&Vector> = vectors.iter().collect();
        assert_eq!(neighbours(&vectors, 0), [(0, 1), (0, 2), (0, 1), (0, 2)]);
        assert_eq!(neighbours(&vectors, 2), [(0, 2)]);
    }
}
