//! `run`: the rounds on schedule, and all that follows from them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::config::Source;
use crate::ledger::Ledger;
use crate::rounds::{Desk, Lock, Report};
use crate::web::Listen;

use super::args::LedgerArgs;
use super::collecting::{self, Into};
use super::configured::Configured;
use super::failure::Failure;
use super::following::Following;
use super::interrupt;
use super::output::Output;
use super::reader::ReaderArgs;
use super::sending::Outbox;
use super::serve::{self, DoorArgs};
use super::writing::Writer;

/// How often a wait looks whether it is to end.
const GLANCE: Duration = Duration::from_millis(200);

/// How long rounds that bring nothing are without consequence: only then are digests written
/// anew for what did not come, and what could not be sent is tried again.
const QUIET: SignedDuration = SignedDuration::from_mins(10);

/// Collect on schedule until Ctrl-C; write digests, send alerts and mail, and serve
///
/// Each source is asked as often as watch.toml says; after a stop or a crash the times go
/// on where they were. After each round that brings something, else every ten minutes, the
/// alerts of watch.toml are sent, each once; on the day that [mail] says the digest is
/// mailed. A line for each round goes to standard output, what could not be sent to standard
/// error; it is tried again.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The sources, and how they are asked; watch.toml where it is there.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// A folder in which the digests of this week and the last are kept, as Markdown,
    /// HTML and Word documents; without it none is written.
    #[arg(long, value_name = "FOLDER")]
    digests: Option<PathBuf>,

    /// A host that may have an address of a private network; may be given several times.
    #[arg(long, value_name = "HOST")]
    private_host: Vec<String>,

    #[command(flatten)]
    reader: ReaderArgs,

    /// Serve the web page, too, at this address and port, such as 127.0.0.1:8437.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<Listen>,

    #[command(flatten)]
    door: DoorArgs,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let configured = Arc::new(Configured::load(args.config.as_deref())?);
    let sources = collecting::sources(&configured, &[])?;
    let settings = collecting::settings(&configured, &args.private_host)?;
    let outbox = Outbox::open(&configured, &args.private_host)?;
    let writer = Writer::open(&configured, &args.private_host)?;
    let _lock = Lock::take(&args.ledger.at.file()?, Timestamp::now())?;
    let reader = args.reader.load()?;
    interrupt::catch()?;
    let desk = Desk::open(&args.ledger.at, settings, &reader, &interrupt::is_asked)?;
    let mut times = Times::begin(&sources, &args.ledger.open()?)?;
    let into = Into { ledger: &args.ledger, reader: &args.reader };
    let web = match args.listen {
        None => None,
        Some(at) => {
            args.door.check(at, &args.ledger.open()?)?;
            let (door, ledger, configured) = (args.door.clone(), args.ledger.at.clone(), configured.clone());
            Some(std::thread::spawn(move || serve::serve(at, door, ledger, configured)))
        }
    };
    let following =
        Following { outbox, writer, configured: configured.clone(), digests: args.digests.clone() };
    let (ledger, (round, rounds)) = (args.ledger.clone(), sync_channel(1));
    let following = std::thread::spawn(move || following.follow(&rounds, &ledger));
    let mut followed: Option<Timestamp> = None;
    while !interrupt::is_asked() {
        // Where it cannot serve, write or send, it does not go on as if it did.
        if web.as_ref().is_some_and(JoinHandle::is_finished) || following.is_finished() {
            break;
        }
        let now = Timestamp::now();
        let mut due: Vec<Source> =
            sources.iter().filter(|source| times.is_due(source, now)).cloned().collect();
        if !due.is_empty() {
            times.heed(&mut due, &desk, now)?;
        }
        if due.is_empty() {
            std::thread::sleep(GLANCE);
            continue;
        }
        let reports = collecting::round(&desk, &configured, &due, &into)?;
        due.iter().for_each(|source| times.went(source, now));
        tell(&reports, now)?;
        desk.ledger().settle()?;
        let brought = reports.iter().any(|report| report.tally.new + report.tally.revised > 0);
        if brought || followed.is_none_or(|last| now.duration_since(last).abs() >= QUIET) {
            followed = Some(now);
            // Where what follows from earlier rounds is still being done, this one is not
            // lost: one word waits.
            let _ = round.try_send(());
        }
    }
    drop(round);
    following.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    match web.map(JoinHandle::join) {
        None => Ok(()),
        Some(Ok(ended)) => ended,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
    }
}

/// When each source is to be asked next.
#[derive(Default)]
struct Times(HashMap<String, Timestamp>);

impl Times {
    /// From when each was last asked.
    fn begin(sources: &[Source], ledger: &Ledger) -> Result<Self, Failure> {
        let mut times = Self::default();
        for source in sources {
            let asked = ledger.health(&source.name)?.asked.and_then(|asked| asked.parse().ok());
            if let Some(asked) = asked {
                times.went(source, asked);
            }
        }
        Ok(times)
    }

    /// Leaves those out that another collector, who shares the ledger, has asked meanwhile.
    fn heed(&mut self, due: &mut Vec<Source>, desk: &Desk, now: Timestamp) -> Result<(), Failure> {
        let ledger = desk.ledger();
        if !ledger.is_shared() {
            return Ok(());
        }
        ledger.refresh()?;
        let theirs = Self::begin(due, &ledger)?;
        due.retain(|source| theirs.is_due(source, now));
        for (name, next) in theirs.0 {
            self.0.insert(name, next);
        }
        Ok(())
    }

    /// Whether it is time. Where it is further off than the source's pace, the clock was set
    /// back since, and the source is asked.
    fn is_due(&self, source: &Source, now: Timestamp) -> bool {
        let Some(next) = self.0.get(&source.name) else { return true };
        let left = next.duration_since(now);
        left <= SignedDuration::ZERO || left > every(source)
    }

    fn went(&mut self, source: &Source, at: Timestamp) {
        self.0.insert(source.name.clone(), at.checked_add(every(source)).unwrap_or(Timestamp::MAX));
    }
}

fn every(source: &Source) -> SignedDuration {
    SignedDuration::try_from(source.every).unwrap_or(SignedDuration::MAX)
}

/// A line for a round: what it brought, and who could not be had.
fn tell(reports: &[Report], at: Timestamp) -> Result<(), Failure> {
    let sum = |field: fn(&Report) -> u64| reports.iter().map(field).sum::<u64>();
    let dead: Vec<&str> =
        reports.iter().filter(|report| report.is_dead).map(|report| report.source.as_str()).collect();
    let mut line = format!(
        "{} {} sources: {} new, {} revised, {} unchanged, {} failed, {} waiting",
        at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        reports.len(),
        sum(|report| report.tally.new),
        sum(|report| report.tally.revised),
        sum(|report| report.tally.unchanged),
        sum(|report| report.tally.failed),
        sum(|report| report.tally.waiting),
    );
    if !dead.is_empty() {
        line.push_str(&format!("; not had: {}", dead.join(", ")));
    }
    let mut out = Output::new();
    out.text(&(line + "\n"))?;
    out.flush()
}
