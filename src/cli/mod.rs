//! The command line: a file per verb.

mod actor;
mod alerts;
mod args;
mod backup;
mod check;
mod code;
mod collect;
mod collecting;
mod complaints;
mod configured;
mod contacts;
mod digest;
mod document;
mod events;
mod explain;
mod failure;
mod following;
mod import;
mod init;
mod inputs;
mod interrupt;
mod ledger;
mod listing;
mod output;
mod positions;
mod progress;
mod read;
mod reader;
mod run;
mod search;
mod sending;
mod serve;
mod silences;
mod sources;
mod statements;
mod stories;
mod table;
mod windows;
mod writing;

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
    Code(code::Args),
    Stories(stories::Args),
    Import(import::Args),
    Collect(collect::Args),
    Sources(sources::Args),
    Run(run::Args),
    Serve(serve::Args),
    Digest(digest::Args),
    Contacts(contacts::Args),
    Statements(statements::Args),
    Positions(positions::Args),
    Events(events::Args),
    Silences(silences::Args),
    Actor(actor::Args),
    Search(search::Args),
    Alerts(alerts::Args),
    Explain(explain::Args),
    Document(document::Args),
    Check(check::Args),
    Backup(backup::BackupArgs),
    Restore(backup::RestoreArgs),
    Ledger(ledger::Args),
}

/// Runs the program with the arguments it was called with: 0 done, 1 failed, 2 wrong
/// usage.
pub fn run() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Init(args) => init::run(args),
        Verb::Read(args) => read::run(args),
        Verb::Code(args) => code::run(args),
        Verb::Stories(args) => stories::run(args),
        Verb::Import(args) => import::run(args),
        Verb::Collect(args) => collect::run(args),
        Verb::Sources(args) => sources::run(args),
        Verb::Run(args) => run::run(args),
        Verb::Serve(args) => serve::run(args),
        Verb::Digest(args) => digest::run(args),
        Verb::Contacts(args) => contacts::run(args),
        Verb::Statements(args) => statements::run(args),
        Verb::Positions(args) => positions::run(args),
        Verb::Events(args) => events::run(args),
        Verb::Silences(args) => silences::run(args),
        Verb::Actor(args) => actor::run(args),
        Verb::Search(args) => search::run(args),
        Verb::Alerts(args) => alerts::run(args),
        Verb::Explain(args) => explain::run(args),
        Verb::Document(args) => document::run(args),
        Verb::Check(args) => check::run(args),
        Verb::Backup(args) => backup::backup(args),
        Verb::Restore(args) => backup::restore(args),
        Verb::Ledger(args) => ledger::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
