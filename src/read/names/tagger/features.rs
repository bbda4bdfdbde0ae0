//! What the tagger looks at, as numbers.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::knowledge::Part;
use crate::read::names::lexicon::Sense;
use crate::read::names::words::Words;

use super::model::Common;

/// The features of each token, as hashes.
pub fn features(words: &Words, common: &Common) -> Vec<Vec<u32>> {
    let seen: Vec<Seen> = see(words, common);
    let all_capitals = is_shouted(words);
    (0..words.len()).map(|i| token_features(words, &seen, i, all_capitals)).collect()
}

/// How many clues a token has: whether each of the tagger's senses begins, goes on and
/// ends there, whether the word is also written in small letters, whether the whole
/// sentence is in capitals.
pub const CLUES: usize = 3 * SENSES as usize + 2;

/// The clues of each token, a bit for each, the lowest first: what the encoder is told of
/// names beside the text.
pub fn clues(words: &Words, common: &Common) -> Vec<u64> {
    let all_capitals = u64::from(is_shouted(words));
    let clues = |seen: &Seen| {
        let senses = [seen.begins, seen.within, seen.ends].into_iter().map(u64::from);
        let senses = senses.zip(0..).fold(0, |all, (senses, part)| all | senses << (part * SENSES));
        senses | u64::from(seen.common) << (3 * SENSES) | all_capitals << (3 * SENSES + 1)
    };
    see(words, common).iter().map(clues).collect()
}

/// Whether all words of a sentence begin with capitals.
fn is_shouted(words: &Words) -> bool {
    words.iter().all(|w| w.capital || !w.text.starts_with(char::is_alphabetic))
}

/// What a token shows of itself.
struct Seen {
    word: u32,
    shape: u32,
    upos: u8,
    /// Whether it is also written in small letters.
    common: bool,
    /// Which senses begin, go on and end here: a bit for each.
    begins: u32,
    within: u32,
    ends: u32,
}

const BORDER: Seen = Seen { word: 1, shape: 1, upos: 255, common: true, begins: 0, within: 0, ends: 0 };

fn see(words: &Words, common: &Common) -> Vec<Seen> {
    let mut seen: Vec<Seen> = words
        .iter()
        .map(|word| Seen {
            word: hash(&word.folded),
            shape: shape(word.text),
            upos: word.upos as u8,
            common: common.holds(&word.folded),
            begins: 0,
            within: 0,
            ends: 0,
        })
        .collect();
    for hit in words.hits() {
        let Some(bit) = bit(hit.sense) else { continue };
        seen[hit.start].begins |= 1 << bit;
        seen[hit.end - 1].ends |= 1 << bit;
        for token in &mut seen[hit.start + 1..hit.end] {
            token.within |= 1 << bit;
        }
    }
    seen
}

/// How many senses the tagger tells apart.
const SENSES: u32 = 19;

/// The number of a sense, below [`SENSES`].
fn bit(sense: Sense) -> Option<u32> {
    Some(match sense {
        Sense::Country(_) => 0,
        Sense::Adjective(_) | Sense::StatelessAdjective => 1,
        Sense::People(_) | Sense::Stateless => 2,
        Sense::Capital(_) => 3,
        Sense::Organisation(_) => 4,
        Sense::WeakOrganisation(_) => 5,
        Sense::Body(_) => 6,
        Sense::Office(_) | Sense::Offices(_) => 7,
        Sense::Honorific(_) => 8,
        Sense::Place(_) => 9,
        Sense::WeakPlace(_) => 10,
        Sense::Person(_) => 11,
        Sense::Surname(_) => 12,
        Sense::WeakSurname(_) => 13,
        Sense::Given(_) => 14,
        Sense::WeakGiven(_) => 15,
        Sense::Phrase(Part::Suffix) => 16,
        Sense::Phrase(Part::Official | Part::Group | Part::Crowd) => 17,
        Sense::Lower(_) => 18,
        Sense::Phrase(_) => return None,
    })
}

fn token_features(words: &Words, seen: &[Seen], i: usize, all_capitals: bool) -> Vec<u32> {
    let at = |offset: isize| seen.get(i.wrapping_add_signed(offset)).unwrap_or(&BORDER);
    let (before2, before, here, after, after2) = (at(-2), at(-1), at(0), at(1), at(2));
    let mut found = Vec::with_capacity(48);
    let mut add = |kind: u32, parts: [u32; 3]| found.push(mix(kind, parts));
    add(0, [0; 3]);
    add(1, [here.word, 0, 0]);
    add(2, [here.shape, 0, 0]);
    add(3, [before.word, here.shape, 0]);
    add(4, [after.word, here.shape, 0]);
    add(5, [before2.word, 0, 0]);
    add(6, [after2.word, 0, 0]);
    add(7, [before.word, here.word, 0]);
    add(8, [here.word, after.word, 0]);
    add(9, [before.shape, here.shape, after.shape]);
    add(10, [here.upos.into(), here.shape, 0]);
    add(11, [before.upos.into(), here.upos.into(), here.shape]);
    add(12, [here.upos.into(), after.upos.into(), here.shape]);
    add(13, [u32::from(i == 0), here.shape, here.upos.into()]);
    add(14, [u32::from(all_capitals), here.shape, 0]);
    add(15, [before.word, 0, 0]);
    add(16, [after.word, 0, 0]);
    add(17, [here.begins, here.within, here.shape]);
    add(18, [before.begins, before.ends, here.begins]);
    add(19, [here.begins, after.begins, after.within]);
    add(20, [here.begins, before.word, 0]);
    add(21, [here.begins, after.word, 0]);
    add(22, [before2.begins, before.begins, here.begins]);
    add(23, [here.ends, after.shape, 0]);
    let common = u32::from(here.common);
    add(30, [common, here.shape, u32::from(i == 0)]);
    add(31, [common, here.upos.into(), here.shape]);
    add(32, [common | u32::from(after.common) << 1 | u32::from(before.common) << 2, here.shape, after.shape]);
    add(33, [common, here.begins, after.begins]);
    for bit in bits(here.begins) {
        add(24, [bit, here.shape, 0]);
    }
    for bit in bits(here.within) {
        add(25, [bit, 0, 0]);
    }
    for bit in bits(before.begins | before.within) {
        add(26, [bit, here.shape, 0]);
    }
    for bit in bits(after.begins) {
        add(27, [bit, here.shape, 0]);
    }
    let folded = words.folded(i);
    for length in 1..=4 {
        if let Some(prefix) = head(folded, length) {
            add(28, [hash(prefix), length as u32, here.shape]);
        }
        if let Some(suffix) = tail(folded, length) {
            add(29, [hash(suffix), length as u32, here.shape]);
        }
    }
    found
}

fn bits(set: u32) -> impl Iterator<Item = u32> {
    (0..32).filter(move |bit| set >> bit & 1 == 1)
}

fn head(word: &str, length: usize) -> Option<&str> {
    word.char_indices().nth(length).map(|(end, _)| &word[..end])
}

fn tail(word: &str, length: usize) -> Option<&str> {
    let (start, _) = word.char_indices().rev().nth(length.checked_sub(1)?)?;
    (start > 0).then(|| &word[start..])
}

/// The outline of a word: "Xx", "XX", "X.X.", "dd", runs shortened.
fn shape(word: &str) -> u32 {
    let mut shape = [0u8; 8];
    let mut used = 0;
    let mut last = 0;
    for c in word.chars() {
        let class = match c {
            _ if c.is_uppercase() => b'X',
            _ if c.is_alphabetic() => b'x',
            _ if c.is_numeric() => b'd',
            '.' | '-' | '\'' => c as u8,
            _ => b'?',
        };
        // A second capital tells an acronym from a word; longer runs are alike.
        let repeats = class == last && !(class == b'X' && used == 1);
        if !repeats && used < shape.len() {
            shape[used] = class;
            used += 1;
        }
        last = class;
    }
    hash(shape)
}

/// The hash by which a folded word is known.
pub(super) fn word_hash(folded: &str) -> u32 {
    hash(folded)
}

fn hash(value: impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}

fn mix(kind: u32, parts: [u32; 3]) -> u32 {
    let mut sum = u64::from(kind).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in parts {
        sum = (sum ^ u64::from(part)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        sum ^= sum >> 29;
    }
    (sum ^ sum >> 32) as u32
}
