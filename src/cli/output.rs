//! Results on standard output.

use std::io::{self, BufWriter, Stdout, Write};

use serde::Serialize;

use super::failure::Failure;
use crate::publish::{visible, visible_json};

/// Standard output, buffered. A reader that goes away ends the program quietly. It is
/// not locked between writes: with `RTEN_TIMING` set, the encoder's library prints there
/// from a thread of its own, and would wait for a lock held here for ever.
pub(super) struct Output {
    out: BufWriter<Stdout>,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, io::stdout()) }
    }

    /// A value as one line of JSON.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let line = serde_json::to_string(value).map_err(|error| failure(error.into()))?;
        self.data(&visible_json(&line))?;
        self.data("\n")
    }

    /// Words for people: what would steer their terminal is shown instead.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(visible(text).as_bytes())
    }

    /// Data for other programs, as they are.
    pub(super) fn data(&mut self, data: &str) -> Result<(), Failure> {
        self.bytes(data.as_bytes())
    }

    /// Bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(failure)
    }

    /// Hands on what is buffered: after it, what was written has arrived.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(failure)
    }
}

fn failure(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::OutputClosed,
        _ => Failure::Error(anyhow::Error::new(error).context("cannot write to standard output")),
    }
}
