//! Carrying out the decisions on what was read in a revision.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde_json::Value;

use crate::ledger::LedgerError;
use crate::ledger::entry::entry_of;
use crate::ledger::store::{name_lines, write_parts, write_voices};
use crate::record::Text;

use super::field;

/// A record's row as the decisions are to leave it.
struct Row {
    key: i64,
    kind: String,
    ordinal: usize,
    id: String,
    json: String,
    was: Option<String>,
    dropped: bool,
}

/// What is decided about one record.
struct Ruling {
    act: String,
    field: Option<String>,
    before: Option<String>,
    value: Option<String>,
}

/// Makes the rows of a revision's records what was read and all decisions that stand say.
pub(in crate::ledger) fn settle(db: &Connection, revision: i64) -> Result<(), LedgerError> {
    let (document, is_current): (String, bool) = db
        .prepare_cached("SELECT document, current FROM revision WHERE key = ?1")?
        .query_row([revision], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let touched: bool = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM decided WHERE document = ?1) \
             OR EXISTS (SELECT 1 FROM record WHERE revision = ?2 AND (dropped OR was IS NOT NULL))",
        )?
        .query_row(params![document, revision], |row| row.get(0))?;
    if !touched {
        return Ok(());
    }
    if is_current {
        find_again(db, revision, &document)?;
    }
    let rows = rows(db, revision)?;
    let mut dropped_sources = BTreeSet::new();
    let mut changed = false;
    for row in &rows {
        let read = row.was.as_deref().unwrap_or(&row.json);
        let mut record: Value = serde_json::from_str(read)?;
        let mut dropped = false;
        for ruling in rulings(db, &row.id)? {
            match ruling.act.as_str() {
                "drop" => dropped = true,
                "correct" => {
                    if let Some(corrected) = corrected(&row.kind, &record, &ruling)? {
                        record = corrected;
                    }
                }
                _ => {}
            }
        }
        // Attributions come first: what stands under one that is wrong is no better.
        let source = record.get("attribution").and_then(Value::as_u64);
        dropped |= source.is_some_and(|source| dropped_sources.contains(&source));
        if dropped && row.kind == "attribution" {
            dropped_sources.insert(row.ordinal as u64);
        }
        changed |= write(db, row, &record, read, dropped)?;
    }
    if changed {
        names(db, revision)?;
        write_voices(db, revision, None)?;
    }
    Ok(())
}

/// The record with a correction, where what it replaces stands there.
fn corrected(kind: &str, record: &Value, ruling: &Ruling) -> Result<Option<Value>, LedgerError> {
    let (Some(field), Some(before), Some(value)) = (&ruling.field, &ruling.before, &ruling.value) else {
        return Ok(None);
    };
    let before: Value = serde_json::from_str(before)?;
    let value: Value = serde_json::from_str(value)?;
    if field::get(record, field) != Some(&before) {
        return Ok(None);
    }
    Ok(field::with(kind, record, field, &value).ok())
}

/// Gives decisions whose record has another id since it was read anew that id: where one
/// record of the kind, and only one, rests on the same words.
fn find_again(db: &Connection, revision: i64, document: &str) -> Result<(), LedgerError> {
    let lost: Vec<(i64, i64, String, String)> = {
        let mut statement = db.prepare_cached(
            "SELECT decision, ordinal, kind, words FROM decided WHERE document = ?1 AND NOT EXISTS \
               (SELECT 1 FROM record WHERE record.id = decided.record AND record.revision = ?2)",
        )?;
        statement
            .query_map(params![document, revision], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<Result<_, _>>()?
    };
    for (decision, ordinal, kind, words) in lost {
        let mut statement = db.prepare_cached(
            "SELECT DISTINCT record.id FROM record JOIN evidence ON evidence.record = record.key \
             WHERE record.revision = ?1 AND record.kind = ?2 AND evidence.words = ?3 \
             AND evidence.field IN ('evidence', 'content')",
        )?;
        let ids: Vec<String> = statement
            .query_map(params![revision, kind, words], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if let [id] = ids.as_slice() {
            db.execute(
                "UPDATE decided SET record = ?3 WHERE decision = ?1 AND ordinal = ?2",
                params![decision, ordinal, id],
            )?;
        }
    }
    Ok(())
}

fn rows(db: &Connection, revision: i64) -> Result<Vec<Row>, LedgerError> {
    let mut statement = db.prepare_cached(
        "SELECT key, kind, ordinal, id, json, was, dropped FROM record WHERE revision = ?1 \
         ORDER BY kind != 'attribution', kind, ordinal",
    )?;
    let rows = statement.query_map([revision], |row| {
        Ok(Row {
            key: row.get(0)?,
            kind: row.get(1)?,
            ordinal: row.get(2)?,
            id: row.get(3)?,
            json: row.get(4)?,
            was: row.get(5)?,
            dropped: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The decisions about a record that stand, in the order in which they were made.
fn rulings(db: &Connection, id: &str) -> Result<Vec<Ruling>, LedgerError> {
    let mut statement = db.prepare_cached(
        "SELECT act, field, before, value FROM decided JOIN decision ON decision.key = decided.decision \
         WHERE decided.record = ?1 AND decision.undone IS NULL ORDER BY decision.key",
    )?;
    let rulings = statement.query_map([id], |row| {
        Ok(Ruling { act: row.get(0)?, field: row.get(1)?, before: row.get(2)?, value: row.get(3)? })
    })?;
    Ok(rulings.collect::<Result<_, _>>()?)
}

/// Writes a row anew where it differs; whether it did.
fn write(db: &Connection, row: &Row, record: &Value, read: &str, dropped: bool) -> Result<bool, LedgerError> {
    let is_read = serde_json::from_str::<Value>(read)? == *record;
    let (json, was) = if is_read { (read.to_owned(), None) } else { (record.to_string(), Some(read)) };
    if json == row.json && was == row.was.as_deref() && dropped == row.dropped {
        return Ok(false);
    }
    let entry = entry_of(&row.kind, record)?;
    let published: Option<String> = db.query_row(
        "SELECT revision.day FROM revision JOIN record ON record.revision = revision.key WHERE record.key = ?1",
        [row.key],
        |row| row.get(0),
    )?;
    let days = entry.days.map(|(first, last)| (first.to_string(), last.to_string()));
    let (first, last) = match days {
        Some((first, last)) => (Some(first), Some(last)),
        None => (published.clone(), published),
    };
    db.execute(
        "UPDATE record SET json = ?2, was = ?3, dropped = ?4, day = ?5, last = ?6, state = ?7, form = ?8, \
         domestic = ?9 WHERE key = ?1",
        params![row.key, json, was, dropped, &first, last, entry.state, entry.form, entry.domestic],
    )?;
    let text: String = db.query_row(
        "SELECT revision.text FROM revision JOIN record ON record.revision = revision.key WHERE record.key = ?1",
        [row.key],
        |row| row.get(0),
    )?;
    // A party that was taken out takes its words along.
    db.execute("DELETE FROM actor WHERE record = ?1", [row.key])?;
    db.execute("DELETE FROM evidence WHERE record = ?1", [row.key])?;
    write_parts(db, row.key, &entry, first.as_deref(), &Text::new(text))?;
    Ok(true)
}

/// Whom the revision's records name now, for the search: those found in reading stay.
fn names(db: &Connection, revision: i64) -> Result<(), LedgerError> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut statement = db.prepare_cached(
        "SELECT name FROM mention WHERE revision = ?1 UNION SELECT actor.name FROM actor \
         JOIN record ON record.key = actor.record WHERE record.revision = ?1",
    )?;
    let mut rows = statement.query([revision])?;
    while let Some(row) = rows.next()? {
        names.insert(row.get(0)?);
    }
    let names = name_lines(names.iter().map(String::as_str));
    db.execute("UPDATE revision SET names = ?2 WHERE key = ?1", params![revision, names])?;
    Ok(())
}
