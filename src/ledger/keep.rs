//! What was made from the ledger and is kept until the ledger says something else.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};

use super::list::parse_day;
use super::{Ledger, LedgerError};

impl Ledger {
    /// A stamp of all that the ledger says of some days, of what lists of sources were
    /// had, and of documents without a day: another one as soon as any of it changes.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn stamp(&self, first: Date, last: Date) -> Result<String, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT (SELECT ifnull(sum(number), 0) FROM change WHERE day BETWEEN ?1 AND ?2 OR day = '') \
               || '.' || ifnull((SELECT max(key) FROM listing), 0)",
        )?;
        Ok(statement.query_row(params![first.to_string(), last.to_string()], |row| row.get(0))?)
    }

    /// What is kept under a name, and the stamp at which it was made.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn kept(&self, name: &str) -> Result<Option<(String, String)>, LedgerError> {
        let mut statement = self.db.prepare_cached("SELECT stamp, content FROM kept WHERE name = ?1")?;
        Ok(statement.query_row(params![name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Keeps something under a name, in the place of what was there.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn keep(&self, name: &str, stamp: &str, content: &str) -> Result<(), LedgerError> {
        let mut statement = self.db.prepare_cached(
            "INSERT INTO kept (name, stamp, content) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO UPDATE SET stamp = ?2, content = ?3",
        )?;
        statement.execute(params![name, stamp, content])?;
        Ok(())
    }

    /// The last day before some days, and the first after them, on which documents were
    /// published.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn days_beside(&self, (first, last): (Date, Date)) -> Result<[Option<Date>; 2], LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT (SELECT max(day) FROM change WHERE day != '' AND day < ?1), \
               (SELECT min(day) FROM change WHERE day > ?2)",
        )?;
        let days: [Option<String>; 2] = statement
            .query_row(params![first.to_string(), last.to_string()], |row| Ok([row.get(0)?, row.get(1)?]))?;
        let [before, after] = days.map(|day| day.as_deref().map(parse_day).transpose());
        Ok([before?, after?])
    }

    /// The ISO weeks in which documents were published, the latest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn weeks(&self) -> Result<Vec<String>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT strftime('%G-W%V', day) FROM change WHERE day != '' ORDER BY 1 DESC",
        )?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}
