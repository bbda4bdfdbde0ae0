//! The command line: a file per verb.

mod args;
mod check;
mod complaints;
mod contacts;
mod digest;
mod explain;
mod failure;
mod import;
mod init;
mod inputs;
mod interrupt;
mod listing;
mod output;
mod pool;
mod progress;
mod read;
mod search;
mod statements;
mod table;

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
    Init(init::Args),
    Read(read::Args),
    Import(import::Args),
    Digest(digest::Args),
    Contacts(contacts::Args),
    Statements(statements::Args),
    Search(search::Args),
    Explain(explain::Args),
    Check(check::Args),
}

/// Runs the program with the arguments it was called with: 0 done, 1 failed, 2 wrong
/// usage.
pub fn run() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Init(args) => init::run(args),
        Verb::Read(args) => read::run(args),
        Verb::Import(args) => import::run(args),
        Verb::Digest(args) => digest::run(args),
        Verb::Contacts(args) => contacts::run(args),
        Verb::Statements(args) => statements::run(args),
        Verb::Search(args) => search::run(args),
        Verb::Explain(args) => explain::run(args),
        Verb::Check(args) => check::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
