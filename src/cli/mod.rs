//! The command line: a file per verb.

mod args;
mod failure;
mod inputs;
mod output;
mod pool;
mod read;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads what the press and official channels publish and writes a weekly watch of
/// the diplomacy around a conflict, every sentence cited.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Read(read::Args),
}

/// Runs the program with the arguments it was called with: 0 done, 1 failed, 2 wrong
/// usage.
pub fn run() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Read(args) => read::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
