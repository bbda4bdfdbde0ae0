//! Keeps an answer's bytes as they come off the wire, and notes how they ended.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// What came in since the tape was last cleared. One request is under way at a time.
#[derive(Debug, Default)]
pub(super) struct Tape(Mutex<Taped>);

#[derive(Debug, Default)]
struct Taped {
    bytes: Vec<u8>,
    /// The most bytes; above it reading fails.
    limit: usize,
    is_full: bool,
    broke_off: bool,
}

/// What a tape holds in the end.
pub(super) struct Recording {
    pub(super) bytes: Vec<u8>,
    /// More came than the limit allows.
    pub(super) is_full: bool,
    /// The connection ended without a proper end.
    pub(super) broke_off: bool,
}

impl Tape {
    pub(super) fn begin(&self, limit: usize) {
        *self.lock() = Taped { limit, ..Taped::default() };
    }

    pub(super) fn take(&self) -> Recording {
        let taped = std::mem::take(&mut *self.lock());
        Recording { bytes: taped.bytes, is_full: taped.is_full, broke_off: taped.broke_off }
    }

    fn add(&self, bytes: &[u8]) -> Result<(), Error> {
        let mut taped = self.lock();
        if taped.bytes.len() + bytes.len() > taped.limit {
            taped.is_full = true;
            return Err(Error::Io(io::Error::other("the answer is too large")));
        }
        taped.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn note(&self, error: &Error) {
        use io::ErrorKind::{ConnectionAborted, ConnectionReset, UnexpectedEof};
        if let Error::Io(error) = error
            && matches!(error.kind(), UnexpectedEof | ConnectionAborted | ConnectionReset)
        {
            self.lock().broke_off = true;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Taped> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts a tape around every connection, on the near side of TLS.
#[derive(Debug)]
pub(super) struct Taping(pub(super) Arc<Tape>);

impl<In: Transport> Connector<In> for Taping {
    type Out = TapedTransport<In>;

    fn connect(&self, _: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|inner| TapedTransport { inner, tape: Arc::clone(&self.0) }))
    }
}

/// A connection whose input is taped.
#[derive(Debug)]
pub(super) struct TapedTransport<T> {
    inner: T,
    tape: Arc<Tape>,
}

impl<T: Transport> Transport for TapedTransport<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let before = self.inner.buffers().input().len();
        let progress = self.inner.await_input(timeout).inspect_err(|error| self.tape.note(error))?;
        let input = self.inner.buffers().input();
        self.tape.add(&input[before.min(input.len())..])?;
        Ok(progress)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
