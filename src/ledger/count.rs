//! Records counted: by week, and by pair of countries.

use rusqlite::params_from_iter;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Filter, Ledger, LedgerError};

/// The contacts of a week, by how far they came about. Each account counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct WeekCount {
    /// ISO week, such as `2022-W10`.
    pub week: String,
    /// Held, confirmed or reported.
    pub held: u64,
    /// Planned or proposed.
    pub planned: u64,
    /// Denied, refused, cancelled or postponed.
    pub denied: u64,
}

/// How many contacts two countries have with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PairCount {
    /// ISO 3166-1 alpha-3; the two in the order of the alphabet.
    pub countries: [String; 2],
    pub contacts: u64,
}

impl Ledger {
    /// The size of the ledger's file, in bytes.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn bytes(&self) -> Result<u64, LedgerError> {
        let sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many accounts of contacts that meet a filter each week has; weeks without any
    /// are left out. Contacts that are known only by the month or year count in none.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn contacts_per_week(&self, filter: &Filter) -> Result<Vec<WeekCount>, LedgerError> {
        let conditions = filter.conditions();
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT strftime('%G-W%V', record.day) AS week, \
               count(*) FILTER (WHERE state IN ('held', 'confirmed', 'reported')), \
               count(*) FILTER (WHERE state IN ('planned', 'proposed')), \
               count(*) FILTER (WHERE state IN ('denied', 'refused', 'cancelled', 'postponed')) \
             FROM record INDEXED BY record_day CROSS JOIN revision ON revision.key = record.revision \
             WHERE revision.current AND NOT record.dropped AND record.kind = 'contact' \
             AND NOT record.domestic AND julianday(record.last) - julianday(record.day) < 7 {} GROUP BY week ORDER BY week",
            conditions.sql
        ))?;
        let rows = statement.query_map(params_from_iter(conditions.values), |row| {
            Ok(WeekCount { week: row.get(0)?, held: row.get(1)?, planned: row.get(2)?, denied: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The pairs of countries between which accounts tell of contacts that meet a filter,
    /// the most first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn pairs(&self, filter: &Filter, limit: usize) -> Result<Vec<PairCount>, LedgerError> {
        let conditions = filter.conditions();
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT a.country, b.country, count(DISTINCT record.key) AS contacts \
             FROM record INDEXED BY record_day CROSS JOIN revision ON revision.key = record.revision \
             CROSS JOIN actor AS a ON a.record = record.key CROSS JOIN actor AS b ON b.record = record.key \
             WHERE a.country < b.country AND revision.current AND NOT record.dropped \
             AND record.kind = 'contact' {} GROUP BY 1, 2 ORDER BY contacts DESC, 1, 2 LIMIT {limit}",
            conditions.sql
        ))?;
        let rows = statement.query_map(params_from_iter(conditions.values), |row| {
            Ok(PairCount { countries: [row.get(0)?, row.get(1)?], contacts: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
