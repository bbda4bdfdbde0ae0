//! Which reader takes the records, and what it knows besides.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use crate::read::Reader;

/// Which reader, with whose verbs.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReaderArgs {
    /// Which reader takes the records; the default is the careful one.
    #[arg(long, value_enum)]
    reader: Option<ReaderArg>,

    /// Verbs of your own that tell of events (docs/events.md); may be given several times.
    #[arg(long, value_name = "FILE.toml")]
    verbs: Vec<PathBuf>,
}

/// The readers that there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReaderArg {
    /// The one that reads with an encoder: fewer wrong attributions.
    #[default]
    Careful,
    /// The one without an encoder, for archives: more than ten times faster.
    Fast,
}

impl ReaderArgs {
    /// The reader, ready to read.
    ///
    /// # Errors
    /// Where a file of verbs cannot be read or used.
    pub(super) fn load(&self) -> Result<Reader, Failure> {
        self.load_as(self.reader.unwrap_or_default())
    }

    /// As [`Self::load`]; where no reader was asked for, the one that read what is of this
    /// version.
    ///
    /// # Errors
    /// As of [`Self::load`].
    pub(super) fn load_for(&self, version: &str) -> Result<Reader, Failure> {
        let name = version.split(' ').next().unwrap_or_default();
        let own = || ReaderArg::from_str(name, false).unwrap_or_default();
        self.load_as(self.reader.unwrap_or_else(own))
    }

    fn load_as(&self, which: ReaderArg) -> Result<Reader, Failure> {
        let reader = match which {
            ReaderArg::Careful => Reader::careful(),
            ReaderArg::Fast => Reader::fast(),
        };
        self.verbs.iter().try_fold(reader, |reader, path| {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
            Ok(reader.with_verbs(&name, &text).map_err(anyhow::Error::from)?)
        })
    }
}
