//! `import`: documents into the ledger.

use std::time::{Duration, Instant};

use anyhow::anyhow;
use jiff::Timestamp;

use crate::config::{Place, Source};
use crate::ledger::{Incoming, Known, Ledger, LedgerError, Location, Stored};
use crate::record::Article;
use crate::rounds::{self, Report};

use super::args::{HowArgs, InputArgs, LedgerArgs, opened};
use super::collecting::Into;
use super::configured::Configured;
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
    interrupt::catch()?;
    let (tally, done) = import(&args.inputs, &args.ledger.at, |article| article)?;
    let mut out = Output::new();
    out.text(&tally.to_string())?;
    out.flush()?;
    done
}

/// Reads inputs into a ledger; `dress` says what is known of their articles besides. What
/// became of them, and whether all could be read.
fn import(
    inputs: &InputArgs,
    ledger: &Location,
    dress: impl Fn(Article) -> Article + Sync,
) -> Result<(Tally, Result<(), Failure>), Failure> {
    let mut import = Import::new(opened(ledger, true)?);
    let known = Known::beside(&import.ledger)?;
    let reader = inputs.how.reader.load()?;
    import.reader = reader.version().to_owned();
    let make = |article, bytes: &[u8]| -> Made {
        let article = dress(article);
        if known.has(&article, reader.version())? {
            return Ok(None);
        }
        Ok(Some(Incoming { document: reader.read(article), original: bytes.to_vec() }))
    };
    let done = inputs::each(inputs, Progress::new("documents", false), make, |made| {
        import.take(made)?;
        interrupt::check()
    });
    // Bad inputs and Ctrl-C cost no document that was read; a ledger that cannot be
    // written does.
    if !matches!(done, Err(Failure::Error(_))) {
        import.store()?;
    }
    Ok((import.tally, done))
}

/// Reads what a source has on this machine.
///
/// # Errors
/// Where the ledger cannot be written. What is wrong with an input is told on standard
/// error, as `import` does.
pub(super) fn source(source: &Source, configured: &Configured, into: &Into<'_>) -> Result<Report, Failure> {
    let (Place::Warc(path) | Place::Folder(path)) = &source.place else {
        return Err(anyhow!("{} is no source on this machine", source.name).into());
    };
    let inputs = InputArgs { paths: vec![configured.path(path)], how: HowArgs::usual(into.reader.clone()) };
    let dress = |article| rounds::of_source(article, Some(source));
    let (tally, done) = import(&inputs, &into.ledger.at, dress)?;
    let problem = done.is_err().then(|| "something could not be read; see what was told".to_owned());
    match done {
        Ok(()) | Err(Failure::Told) => {}
        Err(failure) => return Err(failure),
    }
    let Tally { new, revised, reread, unchanged } = tally;
    let tally = rounds::Tally { new, revised, reread, unchanged, ..rounds::Tally::default() };
    let is_dead = problem.is_some() && tally == rounds::Tally::default();
    Ok(Report { source: source.name.clone(), tally, problem, is_dead })
}

/// The most documents, bytes and time between two transactions.
const BATCH: usize = 500;
const BATCH_BYTES: usize = 32 << 20;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// Documents on their way into the ledger.
struct Import {
    ledger: Ledger,
    reader: String,
    waiting: Vec<Incoming>,
    bytes: usize,
    since: Instant,
    tally: Tally,
}

impl Import {
    fn new(ledger: Ledger) -> Self {
        let (waiting, tally) = (Vec::new(), Tally::default());
        Self { ledger, reader: String::new(), waiting, bytes: 0, since: Instant::now(), tally }
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
        for stored in self.ledger.store(&self.waiting, &self.reader, Timestamp::now())? {
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
