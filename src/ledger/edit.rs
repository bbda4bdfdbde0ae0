//! What editors changed in digests: kept apart from them, carried out on them.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Row, Transaction, params};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::{Deserialize, Serialize};

use crate::record::{Edit, Place, Reworded, Target};

use super::deed::Deed;
use super::{DecisionError, Ledger, LedgerError};

/// The most characters of an editor's sentence.
const LONGEST: usize = 2_000;

/// A change on its way into the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub target: Target,
    /// What stands in its place; `None` takes it out.
    pub text: Option<String>,
    pub who: String,
    pub note: Option<String>,
}

const COLUMNS: &str =
    "key, week, place, section, sentence, anchors, \"text\", who, at, note, undone, undone_by";

impl Ledger {
    /// Keeps a change of a digest's sentence. Its number, by which it can be taken back.
    ///
    /// # Errors
    /// Where nobody is named, the words cannot stand there, or the ledger cannot be
    /// written.
    pub fn edit(&mut self, change: &Change, now: Timestamp) -> Result<i64, LedgerError> {
        self.carry_out(&Deed::Edit { change: Cow::Borrowed(change), now })
    }

    /// Takes a change back: what was written stands again.
    ///
    /// # Errors
    /// Where there is no such change, it was taken back before, or the ledger cannot be
    /// written.
    pub fn undo_edit(&mut self, key: i64, who: &str, now: Timestamp) -> Result<(), LedgerError> {
        self.carry_out(&Deed::UndoEdit { key, who: who.into(), now })
    }

    /// The changes of a week's digest, the first first, with those that were taken back.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn edits(&self, week: &str) -> Result<Vec<Edit>, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM edit WHERE week = ?1 ORDER BY key"))?;
        statement.query_map([week], |row| Ok(edit_of(row)))?.map(|row| row?).collect()
    }

    /// The documents published from `since` to `until` whose text was changed since they
    /// were first collected, as they first read.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn reworded(&self, since: Date, until: Date) -> Result<Vec<Reworded>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT first.key, latest.collected FROM revision AS latest \
             JOIN revision AS first ON first.document = latest.document AND first.number = 1 \
             WHERE latest.current AND latest.number > 1 AND latest.day BETWEEN ?1 AND ?2 \
             ORDER BY latest.document",
        )?;
        let mut rows = statement.query(params![since.to_string(), until.to_string()])?;
        let mut reworded = Vec::new();
        while let Some(row) = rows.next()? {
            reworded.push(Reworded { first: self.revision(row.get(0)?)?, changed: row.get(1)? });
        }
        Ok(reworded)
    }
}

/// As [`Ledger::edit`].
pub(super) fn edit(step: &Transaction<'_>, change: &Change, now: Timestamp) -> Result<i64, LedgerError> {
    if change.who.trim().is_empty() {
        return Err(DecisionError::Nameless.into());
    }
    let text = change.text.as_deref().map(str::trim);
    if let Some(why) = text.and_then(|text| unfit(change.target.place, text)) {
        return Err(DecisionError::Words { why }.into());
    }
    let Target { week, place, section, sentence, anchors } = &change.target;
    step.execute(
        "INSERT INTO edit (week, place, section, sentence, anchors, \"text\", who, at, note) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            week,
            place_name(*place),
            section,
            sentence,
            serde_json::to_string(anchors)?,
            text,
            change.who.trim(),
            now.to_string(),
            change.note.as_deref().map(str::trim).filter(|note| !note.is_empty()),
        ],
    )?;
    let key = step.last_insert_rowid();
    stir(step, key)?;
    Ok(key)
}

/// As [`Ledger::undo_edit`].
pub(super) fn undo(step: &Transaction<'_>, key: i64, who: &str, now: Timestamp) -> Result<(), LedgerError> {
    let undone = step.execute(
        "UPDATE edit SET undone = ?2, undone_by = ?3 WHERE key = ?1 AND undone IS NULL",
        params![key, now.to_string(), who],
    )?;
    if undone == 0 {
        return Err(DecisionError::NoEdit { key }.into());
    }
    stir(step, key)
}

/// Why words cannot stand in the place of a sentence.
fn unfit(place: Place, text: &str) -> Option<&'static str> {
    if place == Place::Row {
        return Some("a row of the table is made of records; take it out, or correct the record");
    }
    if text.is_empty() {
        return Some("they are empty; take the sentence out instead");
    }
    if text.chars().count() > LONGEST {
        return Some("they are longer than 2000 characters");
    }
    text.contains(char::is_control).then_some("they have a line break or a control character")
}

/// The week's digest is another one now.
fn stir(db: &rusqlite::Connection, key: i64) -> Result<(), LedgerError> {
    let week: String = db.query_row("SELECT week FROM edit WHERE key = ?1", [key], |row| row.get(0))?;
    let days = db.execute(
        "UPDATE change SET number = number + 1 WHERE day = \
           (SELECT max(day) FROM change WHERE day != '' AND strftime('%G-W%V', day) = ?1)",
        [&week],
    )?;
    if days == 0 {
        db.execute(
            "INSERT INTO change (day, number) VALUES ('', 1) ON CONFLICT DO UPDATE SET number = number + 1",
            [],
        )?;
    }
    Ok(())
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Title => "title",
        Place::Deck => "deck",
        Place::Text => "text",
        Place::Row => "row",
    }
}

fn edit_of(row: &Row<'_>) -> Result<Edit, LedgerError> {
    let place: String = row.get(2)?;
    let place = Place::deserialize(StrDeserializer::<ValueError>::new(&place))
        .map_err(|error| LedgerError::Corrupt(error.to_string()))?;
    Ok(Edit {
        key: row.get(0)?,
        target: Target {
            week: row.get(1)?,
            place,
            section: row.get(3)?,
            sentence: row.get(4)?,
            anchors: serde_json::from_str(&row.get::<_, String>(5)?)?,
        },
        text: row.get(6)?,
        who: row.get(7)?,
        at: row.get(8)?,
        note: row.get(9)?,
        undone: row.get(10)?,
        undone_by: row.get(11)?,
    })
}
