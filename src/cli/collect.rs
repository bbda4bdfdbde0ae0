//! `collect`: what the sources have, into the ledger.

use std::cell::RefCell;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::collect::fetch::Address;
use crate::rounds::{self, Desk, Lock, Report};

use super::args::{LedgerArgs, ListFormat};
use super::collecting::{self, Into};
use super::configured::Configured;
use super::failure::Failure;
use super::interrupt;
use super::listing::write;
use super::progress::Progress;
use super::reader::ReaderArgs;

/// Fetch what is new from the sources of watch.toml, or the addresses given
///
/// Sites are asked as a guest does: with the program's name, by their robots.txt, one
/// request at a time and not in a hurry; what is unchanged is not sent again. Each answer
/// is kept byte for byte in a WARC file beside the ledger. Addresses of private networks
/// are never reached, except hosts that are named as private. A source that cannot be had
/// costs a line in the summary.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Addresses to fetch, beginning with https:// or http://; the default is what is due
    /// of all sources.
    #[arg(value_name = "URL")]
    addresses: Vec<String>,

    /// Only this source; may be given several times.
    #[arg(long, value_name = "NAME", conflicts_with = "addresses")]
    source: Vec<String>,

    /// The sources, and how they are asked; watch.toml where it is there.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// A host that may have an address of a private network; may be given several times.
    #[arg(long, value_name = "HOST")]
    private_host: Vec<String>,

    #[command(flatten)]
    reader: ReaderArgs,

    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let configured = Configured::load(args.config.as_deref())?;
    let addresses = args.addresses.iter().map(|words| words.parse()).collect::<Result<Vec<Address>, _>>();
    let addresses = addresses.map_err(|error| Failure::Usage(error.to_string()))?;
    let sources = match addresses.as_slice() {
        [] => collecting::sources(&configured, &args.source)?,
        _ => Vec::new(),
    };
    let settings = collecting::settings(&configured, &args.private_host)?;
    let _lock = Lock::take(&args.ledger.at.file()?, Timestamp::now())?;
    let reader = args.reader.load()?;
    interrupt::catch()?;
    let desk = Desk::open(&args.ledger.at, settings, &reader, &interrupt::is_asked)?;
    let reports = if addresses.is_empty() {
        let into = Into { ledger: &args.ledger, reader: &args.reader };
        collecting::round(&desk, &configured, &sources, &into)?
    } else {
        let progress = RefCell::new(Progress::new("pages", false));
        rounds::by_hand(&desk, &addresses, &|| progress.borrow_mut().step())?
    };
    write(args.format, &collecting::columns(), &reports)?;
    interrupt::check()?;
    ended(&reports, !addresses.is_empty())
}

/// An address that was asked for and cannot be had is a failure; of sources only when
/// there is none that can.
fn ended(reports: &[Report], by_hand: bool) -> Result<(), Failure> {
    let dead = reports.iter().filter(|report| report.is_dead).count();
    let is_failure = if by_hand { dead > 0 } else { dead > 0 && dead == reports.len() };
    if is_failure { Err(Failure::Told) } else { Ok(()) }
}
