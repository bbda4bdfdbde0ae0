//! `init`: a configuration to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use anyhow::{Context, anyhow};

use crate::config::TEMPLATE;

use super::failure::Failure;

/// Write a commented watch.toml
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to write it; a file that is there is not touched.
    #[arg(long, value_name = "PATH", default_value = "watch.toml")]
    config: PathBuf,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let path = args.config.display();
    let file = OpenOptions::new().write(true).create_new(true).open(&args.config);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(
                anyhow!("{path} is there already; move it away, or name another file with --config").into()
            );
        }
        file => file.with_context(|| format!("cannot write {path}"))?,
    };
    file.write_all(TEMPLATE.as_bytes()).with_context(|| format!("cannot write {path}"))?;
    eprintln!("wrote {path}");
    Ok(())
}
