//! `import`: documents into the ledger.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::ledger::{Incoming, Known, Ledger, LedgerError, Stored};

use super::args::{InputArgs, LedgerArgs};
use super::failure::Failure;
use super::output::Output;
use super::progress::Progress;
use super::{inputs, interrupt};

/// Read documents into the ledger; importing twice changes nothing
///
/// Documents are stored whole, some hundred at a time. A document whose text has
/// changed is kept as a new revision beside the old one. One that another version of
/// the reader has read is read again.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    ledger: LedgerArgs,
}

/// What the reading threads hand on: `None` where the ledger has the document.
type Made = Result<Option<Incoming>, LedgerError>;

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let mut import = Import::new(Ledger::open_or_create(&args.ledger.path)?);
    let known = Known::open(&args.ledger.path)?;
    let reader = args.inputs.how.reader.load();
    import.reader = reader.version();
    interrupt::catch()?;
    let make = |article, bytes: &[u8]| -> Made {
        if known.has(&article, reader.version())? {
            return Ok(None);
        }
        Ok(Some(Incoming { document: reader.read(article), original: bytes.to_vec() }))
    };
    let done = inputs::each(&args.inputs, Progress::new("documents", false), make, |made| {
        import.take(made)?;
        interrupt::check()
    });
    // Bad inputs and Ctrl-C cost no document that was read; a ledger that cannot be
    // written does.
    if !matches!(done, Err(Failure::Error(_))) {
        import.store()?;
    }
    let mut out = Output::new();
    out.text(&import.tally.to_string())?;
    out.flush()?;
    done
}

/// The most documents, bytes and time between two transactions.
const BATCH: usize = 500;
const BATCH_BYTES: usize = 32 << 20;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// Documents on their way into the ledger.
struct Import {
    ledger: Ledger,
    reader: &'static str,
    waiting: Vec<Incoming>,
    bytes: usize,
    since: Instant,
    tally: Tally,
}

impl Import {
    fn new(ledger: Ledger) -> Self {
        let (waiting, tally) = (Vec::new(), Tally::default());
        Self { ledger, reader: "", waiting, bytes: 0, since: Instant::now(), tally }
    }

    fn take(&mut self, made: Made) -> Result<(), Failure> {
        match made? {
            None => self.tally.unchanged += 1,
            Some(incoming) => {
                self.bytes += incoming.original.len();
                self.waiting.push(incoming);
            }
        }
        let is_full = self.waiting.len() >= BATCH || self.bytes >= BATCH_BYTES;
        if is_full || self.since.elapsed() >= BATCH_TIME { self.store() } else { Ok(()) }
    }

    /// Stores what waits, in one transaction.
    fn store(&mut self) -> Result<(), Failure> {
        self.since = Instant::now();
        self.bytes = 0;
        if self.waiting.is_empty() {
            return Ok(());
        }
        for stored in self.ledger.store(&self.waiting, self.reader, Timestamp::now())? {
            self.tally.add(stored);
        }
        self.waiting.clear();
        Ok(())
    }
}

/// What became of the documents.
#[derive(Debug, Default)]
struct Tally {
    new: u64,
    revised: u64,
    reread: u64,
    unchanged: u64,
}

impl Tally {
    fn add(&mut self, stored: Stored) {
        match stored {
            Stored::New => self.new += 1,
            Stored::Revised(_) => self.revised += 1,
            Stored::Reread => self.reread += 1,
            Stored::Unchanged => self.unchanged += 1,
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { new, revised, reread, unchanged } = self;
        writeln!(f, "documents: {new} new, {revised} revised, {reread} read again, {unchanged} unchanged")
    }
}
