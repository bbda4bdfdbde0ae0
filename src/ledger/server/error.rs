//! What can go wrong between a ledger and its server.

use postgres::error::SqlState;

/// Why a ledger on a server could not do what was asked. Each message names the remedy.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("this is no address of a database: {why}; write it as postgres://USER@HOST/DATABASE")]
    Address { why: String },
    #[error(
        "sslmode={mode} may go on without encryption where the server has none; write sslmode=require, \
         or sslmode=disable for a network on which nobody listens"
    )]
    HalfHearted { mode: String },
    #[error(
        "the authorities in {path} cannot be read: {why}; name a file of certificates in PEM under sslrootcert"
    )]
    Authorities { path: String, why: String },
    #[error("{server} cannot be reached: {why}; is the server running, and does it listen there?")]
    Unreachable { server: String, why: String },
    #[error(
        "{server} did not let this user in: {why}; see whether the name is right, and put the password into PGPASSWORD"
    )]
    Refused { server: String, why: String },
    #[error("{server}: {why}; make the database with: createdb NAME")]
    NoDatabase { server: String, why: String },
    #[error("{server} holds no ledger yet; make one with: diplomacy-watch import PATH…")]
    Missing { server: String },
    #[error(
        "{server} is the database of something else ({what}); make one for the ledger alone with: createdb NAME"
    )]
    Foreign { server: String, what: String },
    #[error(
        "{server} was written by a newer version of this program (its schema is {found}, this version knows {known}); \
         update the program"
    )]
    Newer { server: String, found: u32, known: u32 },
    #[error("{server}: {why}; let its owner grant it, as docs/operations.md says")]
    Forbidden { server: String, why: String },
    #[error("{server}: other programs have been writing for a minute without a pause; try again")]
    Busy { server: String },
    #[error("the disk of {server} is full; nothing of the last documents was stored")]
    Full { server: String },
    #[error(
        "the connection to {server} broke ({why}); what was stored stays, the same command goes on from there"
    )]
    Lost { server: String, why: String },
    #[error(
        "the connection to {server} broke in the moment of storing ({why}): it may be stored or not; \
         look before you do it again"
    )]
    Unknown { server: String, why: String },
    #[error(
        "{path} mirrors what {server} does not have any more: was it set back to a backup? Remove {path}, \
         and it is made anew"
    )]
    Diverged { server: String, path: String },
    #[error(
        "entry {number} of {server} gives something else here than where it was made; do all machines have the \
         same version of the program?"
    )]
    Unlike { server: String, number: i64 },
    #[error("entry {number} of {server} is not what was written: {why}")]
    Altered { server: String, number: i64, why: String },
    #[error("the answers that were fetched are not on {server}: {archive} has nothing at byte {offset}")]
    NoAnswer { server: String, archive: String, offset: u64 },
    #[error("there is no folder for the mirror of the ledger; name one in XDG_CACHE_HOME")]
    Homeless,
    #[error("the mirror {path} cannot be made: {error}")]
    Mirror { path: String, error: std::io::Error },
    #[error("the ledger on {server} has {entries} entries already; copy into an empty database")]
    Taken { server: String, entries: i64 },
    #[error(
        "this is stored on {server}; its mirror on this machine could not be written ({error}), and is brought \
         up to date by the next call that can"
    )]
    Behind { server: String, error: rusqlite::Error },
    #[error("{server} failed: {why}")]
    Failed { server: String, why: String },
}

impl ServerError {
    /// What an error of the client means, of the server that is called so.
    pub(super) fn of(server: &str, error: &postgres::Error) -> Self {
        let server = server.to_owned();
        let why = words(error);
        let Some(code) = error.code() else {
            return match error.is_closed() || is_broken(error) {
                true => Self::Lost { server, why },
                false => Self::Failed { server, why },
            };
        };
        match code {
            &SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
                Self::Refused { server, why }
            }
            &SqlState::INVALID_CATALOG_NAME => Self::NoDatabase { server, why },
            &SqlState::INSUFFICIENT_PRIVILEGE => Self::Forbidden { server, why },
            &SqlState::LOCK_NOT_AVAILABLE => Self::Busy { server },
            &SqlState::DISK_FULL => Self::Full { server },
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Self::Lost { server, why },
            _ => Self::Failed { server, why },
        }
    }

    /// What an error of connecting means.
    pub(super) fn of_connecting(server: &str, error: &postgres::Error) -> Self {
        match Self::of(server, error) {
            Self::Lost { server, why } => Self::Unreachable { server, why },
            Self::Failed { server, why } if error.code().is_none() => match why.contains("password") {
                true => Self::Refused { server, why },
                false => Self::Unreachable { server, why },
            },
            other => other,
        }
    }
}

fn is_broken(error: &postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}

/// What the server or the system says of an error, without the client's own preface.
fn words(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(told) => told.message().to_owned(),
        None => std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string),
    }
}
