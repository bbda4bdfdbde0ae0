//! Feature keys: what the learned tables are looked up by. A model file depends on
//! these hashes, so they are spelt out here and must not change under a model.

const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;

/// A key under construction: a template's number, then the values that fill it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The key of a template without values.
    pub const fn new(template: u64) -> Self {
        Self(template.wrapping_add(1).wrapping_mul(MULTIPLIER))
    }

    /// The key with one more value.
    #[inline]
    pub const fn with(self, value: u64) -> Self {
        Self((self.0.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER))
    }

    /// The finished key: every bit depends on every value.
    #[inline]
    pub const fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(MULTIPLIER);
        mixed ^ (mixed >> 29)
    }
}

/// Hash of a run of characters.
pub fn of_chars(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(Key::new(u64::MAX), |key, c| key.with(u64::from(u32::from(c)))).finish()
}
