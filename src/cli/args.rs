//! Arguments that several verbs share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser, ValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::ledger::{Filter, Ledger, LedgerError, Location};
use crate::read::input::{Fill, Format};
use crate::record::Published;

use super::failure::Failure;
use super::progress::Progress;
use super::reader::ReaderArgs;

/// Which documents, and how they are read.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// Files, folders, or - for standard input.
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) how: HowArgs,
}

/// How documents are read, without saying which.
#[derive(Debug, Args)]
pub(super) struct HowArgs {
    /// What the inputs are; told by name and content where it is not given.
    #[arg(long = "as", value_name = "FORMAT")]
    format: Option<FormatArg>,

    /// The date of publication, for inputs that do not say it (2023-07-07).
    #[arg(long, value_name = "DATE")]
    date: Option<Published>,

    /// The outlet, for inputs that do not say it.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    #[command(flatten)]
    pub(super) reader: ReaderArgs,

    /// How many documents are read at a time; the default is the number of cores.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl HowArgs {
    /// As it goes without a word about it.
    pub(super) fn usual(reader: ReaderArgs) -> Self {
        Self { format: None, date: None, outlet: None, reader, threads: None }
    }

    pub(super) fn format(&self) -> Option<Format> {
        self.format.map(FormatArg::format)
    }

    pub(super) fn fill(&self) -> Fill {
        Fill { published: self.date.clone(), outlet: self.outlet.clone(), ..Fill::default() }
    }

    /// Whether anything but the reader was said.
    pub(super) fn is_about_inputs(&self) -> bool {
        self.format.is_some() || self.date.is_some() || self.outlet.is_some() || self.threads.is_some()
    }

    pub(super) fn threads(&self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(cores)
    }
}

/// What an input is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    /// A web page, or the text dump of one, cut into its article and the teasers of others.
    Page,
    /// Text, kept byte for byte.
    Text,
    /// A JSON object per line: text, and if known id, url, outlet, kind, country, published, title.
    Jsonl,
    /// A web archive; each page in it is a document.
    Warc,
    /// A PDF file.
    Pdf,
}

impl FormatArg {
    fn format(self) -> Format {
        match self {
            Self::Page => Format::Page,
            Self::Text => Format::Text,
            Self::Jsonl => Format::Jsonl,
            Self::Warc => Format::Warc,
            Self::Pdf => Format::Pdf,
        }
    }
}

/// The ledger where none is named.
const LEDGER: &str = "diplomacy-watch.db";

/// The environment variable that names another.
const LEDGER_VARIABLE: &str = "DIPLOMACY_WATCH_LEDGER";

/// Which ledger.
#[derive(Debug, Clone, Args)]
pub(super) struct LedgerArgs {
    /// The ledger: a file, or postgres://USER@HOST/DATABASE for one that a newsroom shares.
    #[arg(
        long = "ledger",
        value_name = "PATH",
        env = LEDGER_VARIABLE,
        hide_env_values = true,
        default_value = LEDGER,
        value_parser = location()
    )]
    pub(super) at: Location,
}

/// Takes a file or a server from the command line.
pub(super) fn location() -> ValueParser {
    OsStringValueParser::new().map(Location::named).into()
}

impl LedgerArgs {
    /// For a verb that may do without a ledger: the one named, else the usual one.
    pub(super) fn named(at: Option<Location>) -> Self {
        let usual = || {
            std::env::var_os(LEDGER_VARIABLE).map_or_else(|| PathBuf::from(LEDGER).into(), Location::named)
        };
        Self { at: at.unwrap_or_else(usual) }
    }

    pub(super) fn open(&self) -> Result<Ledger, LedgerError> {
        opened(&self.at, false)
    }
}

/// Opens a ledger, or where `may_make` says so makes it, and shows how far its mirror is.
pub(super) fn opened(at: &Location, may_make: bool) -> Result<Ledger, LedgerError> {
    let mut progress = None;
    Ledger::open_telling(at, may_make, &mut |done, _| {
        progress.get_or_insert_with(|| Progress::new("entries from the server", false)).reach(done);
    })
}

/// Which days, and how many.
#[derive(Debug, Args)]
pub(super) struct PeriodArgs {
    /// The first day (2022-03-07).
    #[arg(long, value_name = "DAY")]
    pub(super) since: Option<Date>,

    /// The last day.
    #[arg(long, value_name = "DAY")]
    pub(super) until: Option<Date>,

    /// The most that are listed; without it the list is complete.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
}

impl PeriodArgs {
    /// Refuses a period that ends before it begins.
    pub(super) fn check(&self) -> Result<(), Failure> {
        match (self.since, self.until) {
            (Some(since), Some(until)) if until < since => {
                Err(Failure::Usage(format!("--until {until} is before --since {since}")))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn filter(&self) -> Result<Filter, Failure> {
        self.check()?;
        Ok(Filter { since: self.since, until: self.until, limit: self.limit, ..Filter::default() })
    }
}

/// How one thing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people.
    Table,
    /// One JSON list.
    Json,
    /// A JSON object per line.
    Jsonl,
    /// For spreadsheets, with more columns than the table.
    Csv,
}
