//! `read`: documents in, a JSON line per document out.

use super::args::InputArgs;
use super::failure::Failure;
use super::inputs;
use super::output::Output;
use super::progress::Progress;

/// Read documents and print a JSON line for each, with all its records.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let reader = args.inputs.how.reader.load()?;
    let mut out = Output::new();
    let progress = Progress::new("documents", true);
    let read = |article, _: &[u8]| reader.read(article);
    let done = inputs::each(&args.inputs, progress, read, |document| out.json_line(&document));
    out.flush()?;
    done
}
