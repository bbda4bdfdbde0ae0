//! The decisions that were made.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::ledger::{Ledger, LedgerError};

use super::Act;

/// A decision that was made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Decision {
    pub key: i64,
    #[serde(flatten)]
    pub act: Act,
    /// What a correction replaced.
    pub before: Option<Value>,
    /// The ids of the records that it is about.
    pub records: Vec<String>,
    pub who: String,
    /// UTC.
    pub at: String,
    pub note: Option<String>,
    /// UTC, when it was taken back.
    pub undone: Option<String>,
    pub undone_by: Option<String>,
    /// How many of its records are no longer there, or no longer say what was corrected,
    /// since their document was read anew: for these it has no effect.
    pub unmet: usize,
}

const COLUMNS: &str = "decision.key, act, field, before, value, who, at, note, undone, undone_by, \
     (SELECT json_group_array(record ORDER BY ordinal) FROM decided WHERE decision = decision.key), \
     (SELECT count(*) FROM decided WHERE decided.decision = decision.key AND NOT EXISTS \
        (SELECT 1 FROM record JOIN revision ON revision.key = record.revision \
         WHERE record.id = decided.record AND revision.current \
         AND (act != 'correct' OR undone IS NOT NULL OR record.was IS NOT NULL)))";

impl Ledger {
    /// The decisions about a record, the first first, with those that were taken back.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn decisions_about(&self, record: &str) -> Result<Vec<Decision>, LedgerError> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM decision WHERE key IN (SELECT decision FROM decided WHERE record = ?1) ORDER BY key"
        ))?;
        let rows = statement.query_map([record], |row| Ok(decision(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The latest decisions, the last first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn decisions(&self, limit: usize) -> Result<Vec<Decision>, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM decision ORDER BY key DESC LIMIT ?1"))?;
        let rows = statement.query_map(params![limit], |row| Ok(decision(row)))?;
        rows.map(|row| row?).collect()
    }
}

impl Ledger {
    /// The ids of the records of a document's current revision that do not stand, as
    /// people decided.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn dropped(&self, document: &str) -> Result<BTreeSet<String>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT record.id FROM record JOIN revision ON revision.key = record.revision \
             WHERE revision.document = ?1 AND revision.current AND record.dropped",
        )?;
        Ok(statement.query_map([document], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

fn decision(row: &Row<'_>) -> Result<Decision, LedgerError> {
    let json = |column| -> Result<Option<Value>, LedgerError> {
        let text: Option<String> = row.get(column)?;
        Ok(text.as_deref().map(serde_json::from_str).transpose()?)
    };
    let act = match row.get::<_, String>(1)?.as_str() {
        "drop" => Act::Drop,
        "join" => Act::Join,
        "split" => Act::Split,
        _ => Act::Correct {
            field: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            value: json(4)?.unwrap_or(Value::Null),
        },
    };
    Ok(Decision {
        key: row.get(0)?,
        act,
        before: json(3)?,
        records: serde_json::from_str(&row.get::<_, String>(10)?)?,
        who: row.get(5)?,
        at: row.get(6)?,
        note: row.get(7)?,
        undone: row.get(8)?,
        undone_by: row.get(9)?,
        unmet: row.get(11)?,
    })
}

/// "status corrected from "held" to "denied" by Ann on 2022-03-09 (not in the readout)".
impl std::fmt::Display for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let others = || self.records[1..].join(", ");
        match &self.act {
            Act::Drop => f.write_str("dropped")?,
            Act::Correct { field, value } => {
                let before = self.before.as_ref().unwrap_or(&Value::Null);
                write!(f, "{field} corrected from {before} to {value}")?;
            }
            Act::Join => write!(f, "joined: {}", self.records.join(", "))?,
            Act::Split => write!(f, "{} split off {}", self.records[0], others())?,
        }
        write!(f, " by {} on {}", self.who, self.at.get(..10).unwrap_or(&self.at))?;
        if let Some(note) = &self.note {
            write!(f, " ({note})")?;
        }
        if let Some(undone) = &self.undone {
            let by = self.undone_by.as_deref().unwrap_or_default();
            write!(f, ", taken back by {by} on {}", undone.get(..10).unwrap_or(undone))?;
        } else if self.unmet > 0 {
            f.write_str(", without effect: the document was read anew and says otherwise")?;
        }
        Ok(())
    }
}
