//! A ledger that a newsroom shares: a log of all that was done to it, on a PostgreSQL server,
//! and on each machine a mirror, an ordinary ledger that does the same in the same order.
//!
//! Whatever changes the ledger takes its turn on the server, brings the mirror up to date,
//! does it there, writes it down, and is stored on the server before the mirror. So a mirror
//! is never ahead, and every mirror that is as far as another one holds the same.

mod address;
mod connect;
mod copy;
mod error;
mod log;
mod mirror;
mod schema;

pub(super) use address::Address;
pub use error::ServerError;
pub(super) use mirror::{end as end_mirror, is_mirror};

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use postgres::{Client, GenericClient};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::Value;

use crate::collect::archive::{Kept, member};

use super::LedgerError;
use super::deed::{Deed, is_idle};
use log::{Addition, After, Answer, Position};

/// How long a server may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(10);

/// The server's side of an open ledger.
pub(super) struct Server {
    address: Address,
    name: String,
    client: Client,
    mirror: PathBuf,
    /// What this connection holds against others.
    claims: BTreeSet<String>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({}, {})", self.name, self.mirror.display())
    }
}

impl Server {
    /// Connects to the ledger at an address; where there is none and `may_make` says so, one is made.
    pub(super) fn open(address: Address, may_make: bool) -> Result<Self, ServerError> {
        let name = address.to_string();
        let mut client = connect::connect(&address)?;
        let id = schema::open(&mut client, &name, may_make)?;
        let mirror = mirror::file(&id)?;
        Ok(Self { address, name, client, mirror, claims: BTreeSet::new() })
    }

    /// The file of the mirror.
    pub(super) fn mirror(&self) -> &Path {
        &self.mirror
    }

    /// Makes the file at hand the mirror, and brings it up to date.
    pub(super) fn begin(
        &mut self,
        db: &Connection,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<(), LedgerError> {
        db.busy_timeout(mirror::PATIENCE)?;
        mirror::begin(db)?;
        self.catch_up_telling(db, told)
    }

    /// Does in the mirror what others did since.
    pub(super) fn catch_up(&mut self, db: &Connection) -> Result<(), LedgerError> {
        self.catch_up_telling(db, &mut |_, _| ())
    }

    /// `told` hears how many entries are done, and of how many.
    fn catch_up_telling(
        &mut self,
        db: &Connection,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<(), LedgerError> {
        self.stand_up()?;
        let begun = mirror::position(db)?.number;
        let last = log::last(&mut self.client).map_err(|error| self.failed(&error))?;
        let all = last.number.abs_diff(begun);
        while mirror::position(db)? != last {
            let step = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
            let from = mirror::position(&step)?;
            let till = replay(&mut self.client, &step, from, (&self.name, &self.mirror))?;
            step.commit()?;
            if till == from {
                break;
            }
            told(till.number.abs_diff(begun), all);
        }
        Ok(())
    }

    /// Does something to the ledger: everywhere, or nowhere.
    pub(super) fn carry_out(
        &mut self,
        db: &Connection,
        deeds: &[Deed<'_>],
    ) -> Result<Vec<Value>, LedgerError> {
        // What takes long is done before it is our turn.
        self.catch_up(db)?;
        let (name, file) = (self.name.clone(), self.mirror.clone());
        let failed = |error: postgres::Error| ServerError::of(&name, &error);
        let step = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
        let mut turn = self.client.transaction().map_err(failed)?;
        log::take_turn(&mut turn).map_err(failed)?;
        let mut from = mirror::position(&step)?;
        loop {
            let till = replay(&mut turn, &step, from, (&name, &file))?;
            if till == from {
                break;
            }
            from = till;
        }
        let (mut outcomes, mut addition, mut is_done) =
            (Vec::with_capacity(deeds.len()), Addition::default(), false);
        for deed in deeds {
            let outcome = deed.carry_out(&step)?;
            if !is_idle(deed, &outcome) {
                addition.add(deed, &outcome)?;
                if let Some(answer) = answer_of(deed, &outcome, &file)? {
                    addition.answer(answer);
                }
                is_done = true;
            }
            outcomes.push(outcome);
        }
        let till = match is_done {
            true => addition.append(&mut turn, &step, from)?.map_err(failed)?,
            false => from,
        };
        mirror::note(&step, till)?;
        turn.commit().map_err(|error| match failed(error) {
            ServerError::Lost { server, why } => ServerError::Unknown { server, why },
            other => other,
        })?;
        // The mirror does it again from the log, where it cannot now.
        step.commit().map_err(|error| ServerError::Behind { server: self.name.clone(), error })?;
        Ok(outcomes)
    }

    /// Holds something against all others until it is released or the connection ends;
    /// `false` where somebody else holds it.
    pub(super) fn claim(&mut self, what: &str) -> Result<bool, ServerError> {
        self.stand_up()?;
        let sql = "SELECT pg_try_advisory_lock($1)";
        let row = self.client.query_one(sql, &[&log::lock_of(what)]).map_err(|error| self.failed(&error))?;
        let is_ours = row.get(0);
        if is_ours {
            self.claims.insert(what.to_owned());
        }
        Ok(is_ours)
    }

    /// Lets go of what was claimed.
    pub(super) fn release(&mut self, what: &str) -> Result<(), ServerError> {
        self.claims.remove(what);
        let sql = "SELECT pg_advisory_unlock($1)";
        self.client.execute(sql, &[&log::lock_of(what)]).map_err(|error| self.failed(&error))?;
        Ok(())
    }

    /// The answer that was kept, a member of a WARC file.
    pub(super) fn answer(&mut self, kept: &Kept) -> Result<Vec<u8>, ServerError> {
        self.stand_up()?;
        let place = (kept.archive.as_str(), kept.offset, &kept.hash);
        let found = log::answer(&mut self.client, place).map_err(|error| self.failed(&error))?;
        found.ok_or_else(|| ServerError::NoAnswer {
            server: self.name.clone(),
            archive: kept.archive.clone(),
            offset: kept.offset,
        })
    }

    /// Connects again where the server was away; not where something was held that others may
    /// hold by now.
    fn stand_up(&mut self) -> Result<(), ServerError> {
        if self.client.is_valid(PATIENCE).is_ok() {
            return Ok(());
        }
        if !self.claims.is_empty() {
            let why = "it ended while this program was collecting".to_owned();
            return Err(ServerError::Lost { server: self.name.clone(), why });
        }
        self.client = connect::connect(&self.address)?;
        Ok(())
    }

    fn failed(&self, error: &postgres::Error) -> ServerError {
        ServerError::of(&self.name, error)
    }
}

/// Does in the mirror what the log says next after a position. How far it came.
fn replay(
    client: &mut impl GenericClient,
    mirror: &Transaction<'_>,
    from: Position,
    (name, file): (&str, &Path),
) -> Result<Position, LedgerError> {
    let failed = |error: postgres::Error| ServerError::of(name, &error);
    let server = || name.to_owned();
    let entries = match log::after(client, from).map_err(failed)? {
        After::Entries(entries) => entries,
        After::Elsewhere => {
            return Err(ServerError::Diverged { server: server(), path: file.display().to_string() }.into());
        }
        After::Altered(number) => {
            let why = "its chain of hashes does not hold".to_owned();
            return Err(ServerError::Altered { server: server(), number, why }.into());
        }
    };
    let unread = |number: i64, error: LedgerError| ServerError::Altered {
        server: server(),
        number,
        why: error.to_string(),
    };
    let mut deeds = Vec::with_capacity(entries.len());
    let mut wanted = Vec::new();
    for entry in &entries {
        let read = entry.deed().and_then(|deed| {
            wanted.extend(log::originals_of(&deed, &entry.outcome()?)?);
            Ok(deed)
        });
        deeds.push(read.map_err(|error| unread(entry.at.number, error))?);
    }
    let mut keep = mirror
        .prepare_cached("INSERT INTO original (hash, deflated) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    for (hash, deflated) in log::originals(client, &wanted).map_err(failed)? {
        keep.execute(rusqlite::params![hash, deflated])?;
    }
    for (entry, deed) in entries.iter().zip(&deeds) {
        let outcome = deed.carry_out(mirror).map_err(|error| match error {
            LedgerError::Busy | LedgerError::Full => error,
            error => unread(entry.at.number, error).into(),
        })?;
        if outcome != entry.outcome()? {
            return Err(ServerError::Unlike { server: server(), number: entry.at.number }.into());
        }
    }
    let till = entries.last().map_or(from, |last| last.at);
    mirror::note(mirror, till)?;
    Ok(till)
}

/// The answer that the documents of a deed rest on, out of the collector's archive.
fn answer_of(deed: &Deed<'_>, outcome: &Value, mirror: &Path) -> Result<Option<Answer>, LedgerError> {
    let Deed::StoreFetched { kept, .. } = deed else { return Ok(None) };
    if log::originals_of(deed, outcome)?.is_empty() {
        return Ok(None);
    }
    let member =
        member(mirror, kept).map_err(|error| ServerError::Mirror { path: kept.archive.clone(), error })?;
    Ok(Some(Answer { archive: kept.archive.clone(), offset: kept.offset, hash: kept.hash, member }))
}
