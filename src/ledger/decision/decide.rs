//! Keeping a decision and taking it back.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};

use super::settle::settle;
use super::{Act, DecisionError, field};

/// A decision on its way into the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    pub act: Act,
    /// The ids of the records that it is about: one, or several contacts.
    pub records: Vec<String>,
    pub who: String,
    pub note: Option<String>,
}

/// A record of a current document.
struct Target {
    id: String,
    kind: String,
    document: String,
    revision: i64,
    json: String,
    words: String,
}

impl Ledger {
    /// Keeps a decision and carries it out. Its number, by which it can be taken back.
    ///
    /// # Errors
    /// Where a record is not there, the decision makes no sense for it, or the ledger
    /// cannot be written; then nothing is changed.
    pub fn decide(&mut self, verdict: &Verdict, now: Timestamp) -> Result<i64, LedgerError> {
        self.carry_out(&Deed::Decide { verdict: Cow::Borrowed(verdict), now })
    }

    /// Takes a decision back: what was read stands again.
    ///
    /// # Errors
    /// Where there is no such decision, it was taken back before, or the ledger cannot
    /// be written.
    pub fn undo(&mut self, key: i64, who: &str, now: Timestamp) -> Result<(), LedgerError> {
        self.carry_out(&Deed::Undo { key, who: who.into(), now })
    }
}

/// As [`Ledger::decide`].
pub(in crate::ledger) fn decide(
    step: &Transaction<'_>,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<i64, LedgerError> {
    if verdict.who.trim().is_empty() {
        return Err(DecisionError::Nameless.into());
    }
    let mut seen = BTreeSet::new();
    let ids = verdict.records.iter().filter(|id| seen.insert(id.as_str()));
    let targets = ids.map(|id| target(step, id)).collect::<Result<Vec<_>, _>>()?;
    let (field, before, value) = proposed(verdict, &targets)?;
    step.execute(
        "INSERT INTO decision (at, who, note, act, field, before, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            now.to_string(),
            verdict.who.trim(),
            verdict.note.as_deref().map(str::trim).filter(|note| !note.is_empty()),
            verdict.act.name(),
            field,
            before,
            value,
        ],
    )?;
    let key = step.last_insert_rowid();
    for (ordinal, target) in targets.iter().enumerate() {
        step.execute(
                "INSERT INTO decided (decision, ordinal, record, kind, document, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![key, ordinal, target.id, target.kind, target.document, target.words],
            )?;
    }
    settle_all(step, targets.iter().map(|target| target.revision))?;
    Ok(key)
}

/// As [`Ledger::undo`].
pub(in crate::ledger) fn undo(
    step: &Transaction<'_>,
    key: i64,
    who: &str,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let undone = step.execute(
        "UPDATE decision SET undone = ?2, undone_by = ?3 WHERE key = ?1 AND undone IS NULL",
        params![key, now.to_string(), who],
    )?;
    if undone == 0 {
        return Err(DecisionError::NoDecision { key }.into());
    }
    let revisions: Vec<i64> = {
        let mut statement = step.prepare(
            "SELECT DISTINCT revision.key FROM decided JOIN revision ON revision.document = decided.document \
                 WHERE decided.decision = ?1",
        )?;
        statement.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?
    };
    settle_all(step, revisions.into_iter())
}

fn settle_all(step: &Transaction<'_>, revisions: impl Iterator<Item = i64>) -> Result<(), LedgerError> {
    let revisions: BTreeSet<i64> = revisions.collect();
    for revision in revisions {
        settle(step, revision)?;
        step.execute(
            "INSERT INTO change (day, number) SELECT ifnull(day, ''), 1 FROM revision WHERE key = ?1 \
             ON CONFLICT DO UPDATE SET number = number + 1",
            [revision],
        )?;
    }
    Ok(())
}

fn target(step: &Transaction<'_>, id: &str) -> Result<Target, LedgerError> {
    let found = step
        .query_row(
            "SELECT record.kind, revision.document, revision.key, record.json, \
               ifnull((SELECT words FROM evidence WHERE evidence.record = record.key ORDER BY \
                       field NOT IN ('evidence', 'content'), ordinal LIMIT 1), '') \
             FROM record JOIN revision ON revision.key = record.revision \
             WHERE record.id = ?1 AND revision.current",
            [id],
            |row| {
                Ok(Target {
                    id: id.to_owned(),
                    kind: row.get(0)?,
                    document: row.get(1)?,
                    revision: row.get(2)?,
                    json: row.get(3)?,
                    words: row.get(4)?,
                })
            },
        )
        .optional()?;
    found.ok_or_else(|| DecisionError::Unknown { id: id.to_owned() }.into())
}

type Correction = (Option<String>, Option<String>, Option<String>);

/// The field, what stands in it and what is to stand there, of a correction; nothing of
/// other decisions. Refuses what makes no sense.
fn proposed(verdict: &Verdict, targets: &[Target]) -> Result<Correction, LedgerError> {
    match &verdict.act {
        Act::Drop if targets.is_empty() => return Err(DecisionError::NotOne.into()),
        Act::Drop => {}
        Act::Join | Act::Split => {
            if let Some(other) = targets.iter().find(|target| target.kind != "contact") {
                let (id, kind) = (other.id.clone(), other.kind.clone());
                return Err(DecisionError::NotAContact { id, kind }.into());
            }
            if targets.len() < 2 {
                return Err(DecisionError::Alone.into());
            }
        }
        Act::Correct { field, value } => {
            let [target] = targets else { return Err(DecisionError::NotOne.into()) };
            let record: Value = serde_json::from_str(&target.json)?;
            field::with(&target.kind, &record, field, value)?;
            let before = field::get(&record, field).unwrap_or(&Value::Null);
            if before == value {
                let (id, field, value) = (target.id.clone(), field.clone(), value.to_string());
                return Err(DecisionError::Same { id, field, value }.into());
            }
            return Ok((Some(field.clone()), Some(before.to_string()), Some(value.to_string())));
        }
    }
    Ok((None, None, None))
}
