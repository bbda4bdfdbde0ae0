//! What was done to a ledger, in its order, on the server.

use postgres::{GenericClient, Transaction};
use rusqlite::Connection;
use serde_json::Value;

use crate::ledger::LedgerError;
use crate::ledger::content::{Hash, deflate, inflate};
use crate::ledger::deed::Deed;
use crate::ledger::store::Stored;

/// How many entries are taken from the server at a time.
const AT_ONCE: i64 = 200;

/// How far in the log somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Position {
    pub(super) number: i64,
    /// Of all that was done up to there.
    pub(super) chain: Hash,
}

impl Position {
    fn next(&self, body: &[u8], outcome: &str) -> Self {
        let number = self.number + 1;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.chain);
        hasher.update(&number.to_le_bytes());
        hasher.update(&(body.len() as u64).to_le_bytes());
        hasher.update(body);
        hasher.update(outcome.as_bytes());
        Self { number, chain: hasher.finalize().into() }
    }
}

/// Something that was done.
pub(super) struct Entry {
    pub(super) at: Position,
    body: Vec<u8>,
    outcome: String,
}

/// What somebody at a position has not done yet.
pub(super) enum After {
    Entries(Vec<Entry>),
    /// The log does not have what they have done.
    Elsewhere,
    /// An entry is not what was written.
    Altered(i64),
}

/// What makes a number for a lock of the server's out of what is locked.
pub(super) fn lock_of(what: &str) -> i64 {
    let hash = blake3::hash(format!("diplomacy-watch {what}").as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}

/// Waits until nobody else is adding to the log, and holds that until the end of the
/// transaction.
pub(super) fn take_turn(step: &mut Transaction<'_>) -> Result<(), postgres::Error> {
    step.execute("SELECT pg_advisory_xact_lock($1)", &[&lock_of("turn")])?;
    Ok(())
}

/// The last entry's number, 0 where there is none.
pub(super) fn last(client: &mut impl GenericClient) -> Result<Position, postgres::Error> {
    let row = client
        .query_opt("SELECT number, chain FROM diplomacy_watch.entry ORDER BY number DESC LIMIT 1", &[])?;
    Ok(row.map_or_else(Position::default, |row| Position { number: row.get(0), chain: hash(row.get(1)) }))
}

/// The next entries after a position; none where there are no more.
pub(super) fn after(client: &mut impl GenericClient, from: Position) -> Result<After, postgres::Error> {
    let rows = client.query(
        "SELECT number, CASE WHEN number > $1 THEN body ELSE '' END, outcome, chain FROM diplomacy_watch.entry \
         WHERE number >= $1 ORDER BY number LIMIT $2",
        &[&from.number, &(AT_ONCE + 1)],
    )?;
    let mut rows = rows.into_iter();
    if from.number > 0 {
        let same = rows.next().filter(|row| row.get::<_, i64>(0) == from.number);
        if same.is_none_or(|row| hash(row.get(3)) != from.chain) {
            return Ok(After::Elsewhere);
        }
    }
    let (mut at, mut entries) = (from, Vec::new());
    for row in rows {
        let (body, outcome): (Vec<u8>, String) = (row.get(1), row.get(2));
        at = at.next(&body, &outcome);
        if at != (Position { number: row.get(0), chain: hash(row.get(3)) }) {
            return Ok(After::Altered(row.get(0)));
        }
        entries.push(Entry { at, body, outcome });
    }
    Ok(After::Entries(entries))
}

/// A hash as the server gives it; one of another length is none.
fn hash(bytes: &[u8]) -> Hash {
    bytes.try_into().unwrap_or_default()
}

impl Entry {
    /// What was done.
    pub(super) fn deed(&self) -> Result<Deed<'static>, LedgerError> {
        Ok(serde_json::from_slice(&inflate(&self.body)?)?)
    }

    /// The outcome, parsed.
    pub(super) fn outcome(&self) -> Result<Value, LedgerError> {
        Ok(serde_json::from_str(&self.outcome)?)
    }
}

/// The bytes of these hashes, deflated, those that the server has.
pub(super) fn originals(
    client: &mut impl GenericClient,
    hashes: &[Hash],
) -> Result<Vec<(Hash, Vec<u8>)>, postgres::Error> {
    let wanted: Vec<&[u8]> = hashes.iter().map(|hash| hash.as_slice()).collect();
    let sql = "SELECT hash, deflated FROM diplomacy_watch.original WHERE hash = ANY($1)";
    let rows = client.query(sql, &[&wanted])?;
    Ok(rows.iter().map(|row| (hash(row.get(0)), row.get(1))).collect())
}

/// An answer as the collector kept it.
pub(super) struct Answer {
    pub(super) archive: String,
    pub(super) offset: u64,
    pub(super) hash: Hash,
    pub(super) member: Vec<u8>,
}

/// What is to be added to the log.
#[derive(Default)]
pub(super) struct Addition {
    kinds: Vec<String>,
    bodies: Vec<Vec<u8>>,
    outcomes: Vec<String>,
    hashes: Vec<Hash>,
    answers: Vec<Answer>,
}

impl Addition {
    /// Adds what was done and what came of it.
    pub(super) fn add(&mut self, deed: &Deed<'_>, outcome: &Value) -> Result<(), LedgerError> {
        let body = serde_json::to_vec(deed)?;
        // The name of the deed is the only one at the top of its JSON.
        let kind = body.split(|byte| *byte == b'"').nth(1).unwrap_or_default();
        self.kinds.push(String::from_utf8_lossy(kind).into_owned());
        self.bodies.push(deflate(&body));
        self.outcomes.push(outcome.to_string());
        self.hashes.extend(originals_of(deed, outcome)?);
        Ok(())
    }

    pub(super) fn answer(&mut self, answer: Answer) {
        self.answers.push(answer);
    }

    /// Appends all of it after a position, with the bytes of the documents, which `mirror`
    /// has. Where it ends.
    pub(super) fn append(
        &self,
        step: &mut Transaction<'_>,
        mirror: &Connection,
        from: Position,
    ) -> Result<Result<Position, postgres::Error>, LedgerError> {
        let (mut at, mut numbers, mut chains) = (from, Vec::new(), Vec::new());
        for (body, outcome) in self.bodies.iter().zip(&self.outcomes) {
            at = at.next(body, outcome);
            numbers.push(at.number);
            chains.push(at.chain.to_vec());
        }
        let mut deflated = Vec::with_capacity(self.hashes.len());
        let mut kept = mirror.prepare_cached("SELECT deflated FROM original WHERE hash = ?1")?;
        for hash in &self.hashes {
            deflated.push(kept.query_row([hash], |row| row.get::<_, Vec<u8>>(0))?);
        }
        Ok(self.send(step, &numbers, &chains, &deflated).map(|()| at))
    }

    fn send(
        &self,
        step: &mut Transaction<'_>,
        numbers: &[i64],
        chains: &[Vec<u8>],
        deflated: &[Vec<u8>],
    ) -> Result<(), postgres::Error> {
        if !self.hashes.is_empty() {
            let hashes: Vec<&[u8]> = self.hashes.iter().map(|hash| hash.as_slice()).collect();
            step.execute(
                "INSERT INTO diplomacy_watch.original (hash, deflated) \
                 SELECT * FROM unnest($1::bytea[], $2::bytea[]) ON CONFLICT DO NOTHING",
                &[&hashes, &deflated],
            )?;
        }
        for Answer { archive, offset, hash, member } in &self.answers {
            step.execute(
                "INSERT INTO diplomacy_watch.answer (archive, \"offset\", hash, member) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT DO NOTHING",
                &[archive, &(*offset as i64), &hash.as_slice(), member],
            )?;
        }
        step.execute(
            "INSERT INTO diplomacy_watch.entry (number, deed, body, outcome, chain) \
             SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::text[], $5::bytea[])",
            &[&numbers, &self.kinds, &self.bodies, &self.outcomes, &chains],
        )?;
        Ok(())
    }
}

/// The hashes of the bytes that a deed brought into the ledger: of texts that are new to it.
pub(super) fn originals_of(deed: &Deed<'_>, outcome: &Value) -> Result<Vec<Hash>, LedgerError> {
    if let Deed::CopyRevision(whole) = deed {
        return Ok(vec![whole.original]);
    }
    let stored: Vec<Stored> = match deed {
        Deed::Store { .. } => vec![serde_json::from_value(outcome.clone())?],
        Deed::StoreFetched { .. } => serde_json::from_value(outcome.clone())?,
        _ => return Ok(Vec::new()),
    };
    let is_new = |stored: &Stored| matches!(stored, Stored::New | Stored::Revised(_));
    let pairs = deed.documents().iter().zip(&stored);
    Ok(pairs.filter(|(_, stored)| is_new(stored)).map(|(read, _)| read.original).collect())
}

/// A member of an archive, where the server has it.
pub(super) fn answer(
    client: &mut impl GenericClient,
    (archive, offset, hash): (&str, u64, &Hash),
) -> Result<Option<Vec<u8>>, postgres::Error> {
    let sql =
        "SELECT member FROM diplomacy_watch.answer WHERE archive = $1 AND \"offset\" = $2 AND hash = $3";
    let row = client.query_opt(sql, &[&archive, &(offset as i64), &hash.as_slice()])?;
    Ok(row.map(|row| row.get(0)))
}
