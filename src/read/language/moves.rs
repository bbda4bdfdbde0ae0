//! A learned table: for each known key how it leans towards each move, read in
//! place from the bytes of the model file.

use std::hint::select_unpredictable;

use super::bytes::Bytes;
use super::table::weight;
use super::transition::Move;

/// One score for every move.
pub type Scores = [i32; Move::ALL.len()];

/// A slot: a check on the key, then a weight for each move.
const SLOT: usize = 1 + Move::ALL.len();

/// A hash table with one slot for a key. A key that is not known may pass the check
/// of another once in 256 times; a key that falls on the slot of a weightier one is
/// left out. Looking up touches one line of memory and branches nowhere, which is
/// why it is not a [`Table`](super::table::Table).
#[derive(Debug, Clone, Copy)]
pub struct Moves<'a> {
    bits: u32,
    slots: &'a [[u8; SLOT]],
}

impl<'a> Moves<'a> {
    /// Reads what [`write()`] wrote; `None` where the bytes are not one.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let bits = bytes.u32().filter(|bits| (1..30).contains(bits))?;
        let (slots, rest) = bytes.rest().as_chunks();
        (rest.is_empty() && slots.len() == 1 << bits).then_some(Self { bits, slots })
    }

    /// The scores of some keys together.
    pub fn scores(&self, keys: &[u64]) -> Scores {
        let mut scores = Scores::default();
        for &key in keys {
            let (slot, check) = place(key, self.bits);
            let [found, weights @ ..] = self.slots[slot];
            let weights = select_unpredictable(found == check, weights, [0; Move::ALL.len()]);
            for (score, byte) in scores.iter_mut().zip(weights) {
                *score += weight(byte);
            }
        }
        scores
    }
}

/// The slot and the check of a key.
#[inline]
fn place(key: u64, bits: u32) -> (usize, u8) {
    ((key >> (64 - bits)) as usize, key as u8)
}

/// Writes a table of 2^`bits` slots. `entries` are keys with moves, by their place
/// in [`Move::ALL`], and weights.
///
/// # Panics
/// Where `bits` is not from 1 to 29, or a move is none.
pub fn write(entries: &[(u64, Vec<(u8, i8)>)], bits: u32) -> Vec<u8> {
    assert!((1..30).contains(&bits), "2^{bits} slots");
    let mut slots = vec![[0u8; SLOT]; 1 << bits];
    let mut weight_of = vec![0u32; slots.len()];
    for (key, pairs) in entries {
        let (slot, check) = place(*key, bits);
        let weight = pairs.iter().map(|(_, weight)| u32::from(weight.unsigned_abs())).sum();
        if weight > weight_of[slot] {
            weight_of[slot] = weight;
            slots[slot] = [check, 0, 0, 0];
            pairs.iter().for_each(|&(step, weight)| slots[slot][1 + usize::from(step)] = weight as u8);
        }
    }
    [bits.to_le_bytes().as_slice(), slots.as_flattened()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::language::key::Key;

    fn key(i: u64) -> u64 {
        Key::new(i).finish()
    }

    #[test]
    fn a_table_gives_back_what_was_written() {
        let entries: Vec<_> =
            (0..1000).map(|i| (key(i), vec![(0, (i % 100) as i8 - 50), (2, 101)])).collect();
        let bytes = write(&entries, 16);
        let table = Moves::read(&bytes).unwrap();
        let known = entries
            .iter()
            .filter(|(key, pairs)| table.scores(&[*key]) == [weight(pairs[0].1 as u8), 0, 101 * 101]);
        assert!(known.count() > 980, "most keys have a slot of their own");
        let noise = (5000..9000).filter(|&i| table.scores(&[key(i)]) != [0; 3]).count();
        assert!(noise < 4, "{noise} unknown keys were found");
    }

    #[test]
    fn of_two_keys_on_a_slot_the_weightier_stays() {
        let (light, heavy) = (0x1000_0000_0000_0001, 0x1000_0000_0000_0002);
        for order in [[light, heavy], [heavy, light]] {
            let weight = |key| if key == heavy { 90 } else { 5 };
            let table = write(&order.map(|key| (key, vec![(1, weight(key))])), 8);
            let table = Moves::read(&table).unwrap();
            assert_eq!(table.scores(&[light, heavy]), [0, 90 * 90, 0]);
        }
    }

    #[test]
    fn other_bytes_are_no_table() {
        assert!(Moves::read(&[]).is_none());
        assert!(Moves::read(&[255; 64]).is_none());
        assert!(Moves::read(&[3, 0, 0, 0, 1, 2, 3]).is_none());
    }
}
