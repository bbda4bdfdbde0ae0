//! Keys of features: hashes that are the same on every machine.

/// A key being built from a template's number and its values.
#[derive(Debug, Clone, Copy)]
pub struct Key(u64);

impl Key {
    /// The key of a template.
    pub fn new(template: u64) -> Self {
        Self(0xcbf2_9ce4_8422_2325).with(template)
    }

    /// The key with one more value.
    pub fn with(self, value: u64) -> Self {
        Self((self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The finished key.
    pub fn finish(self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
