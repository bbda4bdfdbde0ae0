//! Telling what is wrong with inputs, without drowning the reader in it.

use crate::intake::BadInput;

use super::failure::Failure;

/// How many bad lines of one file are told one by one.
const TOLD: u64 = 20;

/// What was wrong with the inputs so far.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    any: bool,
    /// The file that the last complaints were about, and how many they are.
    file: Option<String>,
    count: u64,
}

impl Complaints {
    /// Tells what is wrong on standard error; of one file's lines only the first.
    pub(super) fn tell(&mut self, error: &BadInput) {
        self.any = true;
        let file = error.line_of();
        if file.is_none() || file != self.file.as_deref() {
            self.sum_up();
            self.file = file.map(str::to_owned);
        }
        self.count += 1;
        if self.file.is_none() || self.count <= TOLD {
            eprintln!("error: {error}");
        }
    }

    /// Tells how many lines of the last file were not told.
    fn sum_up(&mut self) {
        if let Some(file) = self.file.take()
            && self.count > TOLD
        {
            eprintln!("error: {file}: {} more lines are wrong", self.count - TOLD);
        }
        self.count = 0;
    }

    /// Fails where there was anything to tell.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        self.sum_up();
        if self.any { Err(Failure::Told) } else { Ok(()) }
    }
}
