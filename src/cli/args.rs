//! Arguments that several verbs share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::read::input::{Fill, Format};
use crate::record::Published;

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

    /// Which reader takes the records.
    #[arg(long, value_enum, default_value_t = ReaderArg::Fast)]
    pub(super) reader: ReaderArg,

    /// How many documents are read at a time; the default is the number of cores.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl HowArgs {
    pub(super) fn format(&self) -> Option<Format> {
        self.format.map(FormatArg::format)
    }

    pub(super) fn fill(&self) -> Fill {
        Fill { published: self.date.clone(), outlet: self.outlet.clone() }
    }

    pub(super) fn threads(&self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(cores)
    }
}

/// What an input is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    /// A web page.
    Page,
    /// Text, kept byte for byte.
    Text,
    /// A JSON object per line: text, and if known id, url, outlet, kind, country, published, title.
    Jsonl,
}

impl FormatArg {
    fn format(self) -> Format {
        match self {
            Self::Page => Format::Page,
            Self::Text => Format::Text,
            Self::Jsonl => Format::Jsonl,
        }
    }
}

/// Which reader takes the records.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ReaderArg {
    /// The one for archives, without an encoder.
    Fast,
}

impl ReaderArg {
    pub(super) fn load(self) -> crate::read::Reader {
        match self {
            Self::Fast => crate::read::Reader::fast(),
        }
    }
}
