//! Reading numbers, strings and sections off the model file.

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next `count` bytes; `None` where there are fewer.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.take(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }

    /// A section: its length, then that many bytes.
    pub fn section(&mut self) -> Option<&'a [u8]> {
        let length = self.u32()?;
        self.take(length as usize)
    }

    /// A string of at most 255 bytes.
    pub fn string(&mut self) -> Option<&'a str> {
        let length = self.u8()?;
        std::str::from_utf8(self.take(usize::from(length))?).ok()
    }

    /// All that is left.
    pub fn rest(self) -> &'a [u8] {
        self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Appends a section.
pub fn put_section(out: &mut Vec<u8>, section: &[u8]) {
    out.extend(u32::try_from(section.len()).expect("a section is under 4 GiB").to_le_bytes());
    out.extend(section);
}

/// Appends a string.
pub fn put_string(out: &mut Vec<u8>, string: &str) {
    out.push(u8::try_from(string.len()).expect("a label is under 256 bytes"));
    out.extend(string.as_bytes());
}
