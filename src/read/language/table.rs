//! A learned table: for each known key a few labels with their weights, read in
//! place from the bytes of the model file.

use std::hint::black_box;

use super::bytes::Bytes;

/// Most labels that a table may tell apart.
pub const MOST_LABELS: usize = 128;

/// One score for every label.
pub type Scores = [i32; MOST_LABELS];

/// Keys that are looked up at a time.
const TOGETHER: usize = 64;

/// Buckets that share one full offset; the others are told from it.
const BLOCK: usize = 64;

/// A hash table from keys to weighted labels. A key is found by its bucket and a
/// 16-bit check; a record is the check, a count, and as many pairs of label and weight.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    bits: u32,
    blocks: &'a [u8],
    buckets: &'a [u8],
    records: &'a [u8],
}

impl<'a> Table<'a> {
    /// Reads a table that [`write()`] wrote; `None` where the bytes are not one.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let bits = bytes.u32()?;
        let buckets = 1usize.checked_shl(bits).filter(|_| bits < 30)?;
        let blocks = bytes.take((buckets / BLOCK + 1) * 4)?;
        let buckets = bytes.take(buckets * 2)?;
        Some(Self { bits, blocks, buckets, records: bytes.rest() })
    }

    /// The scores of some keys together.
    pub fn scores(&self, keys: &[u64]) -> Scores {
        let mut scores: Scores = [0; MOST_LABELS];
        for keys in keys.chunks(TOGETHER) {
            // First all places, then all records: no step waits for the one before, so
            // that the memory is asked for many at a time.
            let mut places = [(0, 0, 0); TOGETHER];
            for (place, &key) in places.iter_mut().zip(keys) {
                let (bucket, check) = locate(key, self.bits);
                *place = (self.offset(bucket), self.offset(bucket + 1), check);
            }
            let places = &places[..keys.len()];
            black_box(places.iter().fold(0, |all, place| all ^ self.records.get(place.0).unwrap_or(&0)));
            for &(start, end, check) in places {
                for pair in self.find(start, end, check).as_chunks::<2>().0 {
                    scores[usize::from(pair[0]) % MOST_LABELS] += weight(pair[1]);
                }
            }
        }
        scores
    }

    /// The first label of a key.
    pub fn first(&self, key: u64) -> Option<u8> {
        self.record(key).first().copied()
    }

    fn record(&self, key: u64) -> &'a [u8] {
        let (bucket, check) = locate(key, self.bits);
        self.find(self.offset(bucket), self.offset(bucket + 1), check)
    }

    /// The pairs of the record with this check among those from `at` to `end`.
    #[inline]
    fn find(&self, mut at: usize, end: usize, check: u16) -> &'a [u8] {
        let end = end.min(self.records.len());
        while at + 3 <= end {
            let here = u16::from_le_bytes([self.records[at], self.records[at + 1]]);
            let pairs = at + 3;
            at = pairs + 2 * usize::from(self.records[at + 2]);
            if here == check {
                return self.records.get(pairs..at).unwrap_or_default();
            }
        }
        &[]
    }

    #[inline]
    fn offset(&self, bucket: usize) -> usize {
        let block = bucket / BLOCK * 4;
        let base = u32::from_le_bytes([
            self.blocks[block],
            self.blocks[block + 1],
            self.blocks[block + 2],
            self.blocks[block + 3],
        ]);
        let near = self.buckets.get(2 * bucket..2 * bucket + 2);
        base as usize + near.map_or(0, |near| usize::from(u16::from_le_bytes([near[0], near[1]])))
    }
}

/// The bucket and the check of a key.
#[inline]
fn locate(key: u64, bits: u32) -> (usize, u16) {
    ((key >> (63 - bits) >> 1) as usize, key as u16)
}

/// What a byte of a record or a slot weighs: its square, with its sign. Bytes in a
/// row would cut off the largest weights or round away the smallest.
#[inline]
pub(super) fn weight(byte: u8) -> i32 {
    let root = i32::from(byte as i8);
    root * root.abs()
}

/// Writes a table. `entries` are keys with their labels and weights; two keys that
/// fall on one bucket and check become one record.
pub fn write(mut entries: Vec<(u64, Vec<(u8, i8)>)>) -> Vec<u8> {
    let bits = entries.len().next_power_of_two().trailing_zeros().max(BLOCK.trailing_zeros());
    let bucket_count = 1usize << bits;
    entries.sort_by_key(|(key, pairs)| (locate(*key, bits), std::cmp::Reverse(pairs.len())));
    entries.dedup_by_key(|(key, _)| locate(*key, bits));
    let (mut blocks, mut buckets, mut records) = (Vec::new(), Vec::new(), Vec::new());
    let mut entries = entries.into_iter().peekable();
    let mut base = 0;
    for bucket in 0..bucket_count {
        if bucket % BLOCK == 0 {
            base = records.len();
            blocks.extend((base as u32).to_le_bytes());
        }
        let near = u16::try_from(records.len() - base).expect("a block of records is under 64 KiB");
        buckets.extend(near.to_le_bytes());
        while let Some((key, pairs)) = entries.next_if(|(key, _)| locate(*key, bits).0 == bucket) {
            records.extend(locate(key, bits).1.to_le_bytes());
            records.push(u8::try_from(pairs.len()).expect("labels fit a byte"));
            records.extend(pairs.iter().flat_map(|&(label, weight)| [label, weight as u8]));
        }
    }
    blocks.extend((records.len() as u32).to_le_bytes());
    [bits.to_le_bytes().to_vec(), blocks, buckets, records].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_back_what_was_written() {
        let key = |i: u64| super::super::key::Key::new(i).finish();
        let entries: Vec<_> =
            (0..1000).map(|i| (key(i), vec![((i % 100) as u8, (i % 50) as i8 - 25)])).collect();
        let bytes = write(entries.clone());
        let table = Table::read(&bytes).unwrap();
        for (key, pairs) in entries {
            let scores = table.scores(&[key]);
            assert_eq!(scores[usize::from(pairs[0].0)], weight(pairs[0].1 as u8));
            assert_eq!(table.first(key), Some(pairs[0].0));
        }
        let unknown: Vec<u64> = (5000..9000).map(key).collect();
        let noise = table.scores(&unknown).iter().filter(|&&score| score != 0).count();
        assert!(noise < 3, "unknown keys found {noise} labels");
    }

    #[test]
    fn other_bytes_are_no_table() {
        assert!(Table::read(&[]).is_none());
        assert!(Table::read(&[255; 64]).is_none());
        assert!(Table::read(&[20, 0, 0, 0, 1, 2, 3]).is_none());
    }
}
