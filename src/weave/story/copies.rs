//! Copies: documents that carry the text of another, cut, edited or in another order.

use rustc_hash::FxHashMap;

use super::shingle::shared;

/// The share of the shorter text that makes two documents copies of one.
const SHARE: f64 = 0.5;

/// How many sampled shingles must be shared besides: fewer are a set phrase or a quote.
const AT_LEAST: usize = 6;

/// With how many of those that share a shingle a document is compared: the first ones, and
/// the ones before it. It bounds the time however often a text was copied.
const BESIDE: usize = 4;

/// The first carrier of each text. Samples of shingles come in the order of documents;
/// those of the first are `known` already.
pub fn carriers(samples: &[&[u32]], known: &[usize]) -> Vec<usize> {
    let start = known.len();
    let mut roots: Vec<usize> = known.iter().copied().chain(start..samples.len()).collect();
    let holders = holders(samples);
    for (i, sample) in samples.iter().enumerate().skip(start) {
        for other in partners(i as u32, sample, &holders) {
            let (share, both) = shared(sample, samples[other]);
            if share >= SHARE && both >= AT_LEAST || is_whole(sample, samples[other]) {
                join(&mut roots, start, i, other);
            }
        }
    }
    (0..roots.len()).map(|i| root(&roots, i)).collect()
}

/// A shingle and a document that holds it.
type Holder = (u32, u32);

/// All holders, those of a shingle together.
fn holders(samples: &[&[u32]]) -> Vec<Holder> {
    let of_sample = |(i, sample): (usize, &&[u32])| {
        sample.iter().map(move |&shingle| (shingle, i as u32)).collect::<Vec<_>>()
    };
    let mut holders: Vec<Holder> = samples.iter().enumerate().flat_map(of_sample).collect();
    holders.sort_unstable();
    holders
}

/// Whether two samples are the same and say anything at all.
fn is_whole(a: &[u32], b: &[u32]) -> bool {
    !a.is_empty() && a == b
}

/// The earlier documents that share enough shingles to be worth a comparison.
fn partners(i: u32, sample: &[u32], holders: &[Holder]) -> Vec<usize> {
    let mut hits: FxHashMap<u32, usize> = FxHashMap::default();
    for &shingle in sample {
        let place = |document: u32| holders.partition_point(|holder| *holder < (shingle, document));
        let earlier = &holders[place(0)..place(i)];
        let (first, later) = earlier.split_at(BESIDE.min(earlier.len()));
        for (_, other) in first.iter().chain(&later[later.len().saturating_sub(BESIDE)..]) {
            *hits.entry(*other).or_default() += 1;
        }
    }
    let enough = AT_LEAST.min(sample.len());
    let mut partners: Vec<usize> =
        hits.into_iter().filter(|(_, hits)| *hits >= enough).map(|(other, _)| other as usize).collect();
    partners.sort_unstable();
    partners
}

fn root(roots: &[usize], mut i: usize) -> usize {
    while roots[i] != i {
        i = roots[i];
    }
    i
}

/// Gives two documents one carrier, the earlier. What an earlier week held apart stays so.
fn join(roots: &mut [usize], start: usize, a: usize, b: usize) {
    let (a, b) = (root(roots, a), root(roots, b));
    let (first, later) = (a.min(b), a.max(b));
    if later >= start {
        roots[later] = first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_go_back_to_the_first_carrier() {
        let text = |from: u32, to: u32| (from..to).collect::<Vec<u32>>();
        let samples = [text(0, 40), text(100, 140), text(0, 20), text(20, 60), text(135, 175), text(40, 61)];
        let samples: Vec<&[u32]> = samples.iter().map(Vec::as_slice).collect();
        assert_eq!(carriers(&samples, &[]), [0, 1, 0, 0, 4, 0]);
        // The last two are of a later week, which parted texts do not join any more.
        assert_eq!(carriers(&samples, &[0, 1, 2, 3]), [0, 1, 2, 3, 4, 3]);
    }

    #[test]
    fn the_shortest_texts_are_copies_only_as_a_whole() {
        let samples: [&[u32]; 4] = [&[1, 2], &[1, 2], &[1], &[]];
        assert_eq!(carriers(&samples, &[]), [0, 0, 2, 3]);
    }
}
