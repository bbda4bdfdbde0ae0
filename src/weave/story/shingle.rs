//! Shingles: runs of words by which copied text is known.

use super::terms::key;
use crate::read::language::stem::words;

/// How many words a shingle has.
const WORDS: usize = 4;

/// One in how many shingles is kept. Which ones depends on their words alone, so a passage
/// that two documents share gives both the same.
const ONE_IN: u32 = 3;

/// A sample of the shingles of a text, in order, each once.
pub fn sample(text: &str) -> Vec<u32> {
    let keys: Vec<u64> = words(text).map(|(_, word)| key(&word.to_lowercase())).collect();
    let mut shingles: Vec<u32> = keys.windows(WORDS).map(digest).filter(|s| s % ONE_IN == 0).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles.shrink_to_fit();
    shingles
}

/// The share of the shorter sample that the other holds, and how many shingles that is.
pub fn shared(a: &[u32], b: &[u32]) -> (f64, usize) {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        both += usize::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    (both as f64 / a.len().min(b.len()).max(1) as f64, both)
}

fn digest(keys: &[u64]) -> u32 {
    let mixed =
        keys.iter().fold(0_u64, |hash, key| (hash.rotate_left(21) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(range: std::ops::Range<u32>) -> String {
        range.map(|i| format!("w{} ", i * 7919 % 1009)).collect()
    }

    #[test]
    fn a_passage_is_known_wherever_it_stands() {
        let (whole, part) = (sample(&text(0..300)), sample(&text(100..200)));
        assert!(shared(&whole, &part).0 > 0.99);
        assert_eq!(shared(&sample(&text(0..150)), &sample(&text(400..550))).1, 0);
        assert_eq!(shared(&[], &whole), (0.0, 0));
    }
}
