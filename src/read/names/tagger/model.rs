//! The weights: kept small, loaded from the binary.

use rustc_hash::FxHashSet;

use super::features::word_hash;
use super::{LABELS, Label, may_follow};

/// The first bytes of a model file, with the version of the format.
const MAGIC: &[u8; 8] = b"DWNAMES2";

/// Rows of weights by hashed feature, and weights of transitions.
#[derive(Debug, Clone)]
pub struct Model {
    /// Power of two of the number of rows.
    bits: u32,
    /// `LABELS` weights a row.
    rows: Vec<[i16; LABELS]>,
    /// By whether the token has a capital, the label before, the label.
    steps: [[[i32; LABELS]; LABELS]; 2],
    /// What the features ask of words.
    pub common: Common,
}

/// Words that texts also write in small letters, by their hashes: a capital on one of
/// them may be the sentence's or the headline's.
#[derive(Debug, Clone, Default)]
pub struct Common(FxHashSet<u32>);

impl Common {
    /// The words, each in small letters.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().map(word_hash).collect())
    }

    /// Whether a folded word is one of them.
    pub fn holds(&self, folded: &str) -> bool {
        self.0.contains(&word_hash(folded))
    }
}

/// Why a model cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("models/names.bin is not a model of names of this version; train it anew with `just train`")]
pub struct ModelError;

impl Model {
    /// A model of averaged weights.
    pub(super) fn new(
        bits: u32,
        rows: Vec<[i16; LABELS]>,
        steps: [[[i32; LABELS]; LABELS]; 2],
        common: Common,
    ) -> Self {
        Self { bits, rows, steps, common }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where the bytes are no model of this version.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError)?;
        let (bits, rest) = number(rest)?;
        let (count, rest) = number(rest)?;
        let (hashes, packed) = rest.split_at_checked(4 * count as usize).ok_or(ModelError)?;
        let hashes = hashes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let common = Common(hashes.collect());
        if bits > 24 {
            return Err(ModelError);
        }
        let mut plain = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::DeflateDecoder::new(packed), &mut plain)
            .map_err(|_| ModelError)?;
        let mut numbers = plain.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]));
        let mut next = || numbers.next().ok_or(ModelError);
        let mut steps = [[[0; LABELS]; LABELS]; 2];
        for weight in steps.iter_mut().flatten().flatten() {
            *weight = next()?.into();
        }
        let mut rows = vec![[0; LABELS]; 1 << bits];
        // Weights of one label lie together: they are packed tighter so.
        for label in 0..LABELS {
            for row in &mut rows {
                row[label] = next()?;
            }
        }
        Ok(Self { bits, rows, steps, common })
    }

    /// The bytes of a model file.
    pub fn write(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        let mut put = |weight: i16| plain.extend(weight.to_le_bytes());
        self.steps.iter().flatten().flatten().for_each(|&weight| put(weight as i16));
        for label in 0..LABELS {
            self.rows.iter().for_each(|row| put(row[label]));
        }
        let mut packed = Vec::new();
        let mut encoder = flate2::read::DeflateEncoder::new(plain.as_slice(), flate2::Compression::best());
        // Reading from memory and writing to memory does not fail.
        let _ = std::io::Read::read_to_end(&mut encoder, &mut packed);
        let mut hashes: Vec<u32> = self.common.0.iter().copied().collect();
        hashes.sort_unstable();
        let count = hashes.len() as u32;
        let hashes: Vec<u8> = hashes.into_iter().flat_map(u32::to_le_bytes).collect();
        [MAGIC.as_slice(), &self.bits.to_le_bytes(), &count.to_le_bytes(), &hashes, &packed].concat()
    }

    /// The scores of each label at a token with these features.
    fn scores(&self, features: &[u32]) -> [i32; LABELS] {
        let mut scores = [0; LABELS];
        let mask = (1 << self.bits) - 1;
        for feature in features {
            let row = &self.rows[(feature & mask) as usize];
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score += i32::from(weight);
            }
        }
        scores
    }

    /// The best row of labels.
    pub fn decode(&self, features: &[Vec<u32>], capitals: &[bool]) -> Vec<Label> {
        let scores: Vec<[i32; LABELS]> = features.iter().map(|token| self.scores(token)).collect();
        viterbi(&scores, |capital, before, label| self.steps[capital][before][label], capitals)
    }
}

/// A number and the bytes after it.
fn number(bytes: &[u8]) -> Result<(u32, &[u8]), ModelError> {
    let (head, rest) = bytes.split_first_chunk::<4>().ok_or(ModelError)?;
    Ok((u32::from_le_bytes(*head), rest))
}

/// The best path through the scores, by labels that may follow one another.
pub(super) fn viterbi<T>(
    scores: &[[T; LABELS]],
    step: impl Fn(usize, usize, usize) -> T,
    capitals: &[bool],
) -> Vec<Label>
where
    T: Copy + PartialOrd + std::ops::Add<Output = T> + Default,
{
    let Some(first) = scores.first() else { return Vec::new() };
    let mut best: [Option<T>; LABELS] = [None; LABELS];
    for (label, slot) in best.iter_mut().enumerate() {
        if may_follow(0, label as Label) {
            *slot = Some(first[label] + step(usize::from(capitals[0]), 0, label));
        }
    }
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for (token, capital) in scores[1..].iter().zip(&capitals[1..]) {
        let mut next = [None; LABELS];
        let mut from = [0; LABELS];
        for label in 0..LABELS {
            for (before, held) in best.iter().enumerate() {
                let Some(sum) = *held else { continue };
                if !may_follow(before as Label, label as Label) {
                    continue;
                }
                let sum = sum + step(usize::from(*capital), before, label) + token[label];
                if next[label].is_none_or(|top| sum > top) {
                    next[label] = Some(sum);
                    from[label] = before as u8;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut label = (0..LABELS).fold(0, |top, l| if best[l] > best[top] { l } else { top });
    let mut labels = vec![label as Label];
    for from in back.iter().rev() {
        label = from[label] as usize;
        labels.push(label as Label);
    }
    labels.reverse();
    labels
}
