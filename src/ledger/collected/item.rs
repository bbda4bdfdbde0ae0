//! The pages that sources announce.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Transaction, params};

use crate::ledger::deed::Deed;
use crate::ledger::{Ledger, LedgerError};
use crate::record::{Announced, Published};

/// How often a page that cannot be had is tried, a time in each round.
const TRIES: u32 = 5;

/// A page that is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub url: String,
    /// As the source states it.
    pub published: Option<Published>,
    /// Whether it was fetched before, and is only looked at for a change.
    pub again: bool,
}

impl Ledger {
    /// Notes what a source announces. A page that is new, or was changed since by the
    /// source's word, waits to be fetched. How many are new, and whether any was known.
    ///
    /// # Errors
    /// Where the ledger cannot be written; then none is noted.
    pub fn announce(
        &mut self,
        source: &str,
        announced: &[Announced],
        now: Timestamp,
    ) -> Result<(usize, bool), LedgerError> {
        self.carry_out(&Deed::Announce { source: source.into(), announced: Cow::Borrowed(announced), now })
    }

    /// The pages of a source that are to be fetched: those that wait, the latest first,
    /// and those of the last `recheck` that were not asked for within a day; what seems to
    /// have been asked for after `now` was so by a clock that was set back since.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn due(
        &self,
        source: &str,
        recheck: SignedDuration,
        now: Timestamp,
    ) -> Result<Vec<Due>, LedgerError> {
        let back = |time: SignedDuration| now.checked_sub(time).unwrap_or(Timestamp::MIN).to_string();
        let mut statement = self.db.prepare_cached(
            "SELECT url, published, state = 'done' FROM item WHERE source = ?1 AND (state = 'waiting' \
             OR (state = 'done' AND found > ?2 AND (checked < ?3 OR checked > ?4))) ORDER BY state DESC, found DESC, published DESC, url",
        )?;
        let mut rows = statement.query(params![
            source,
            back(recheck),
            back(SignedDuration::from_hours(24)),
            now.to_string()
        ])?;
        let mut due = Vec::new();
        while let Some(row) = rows.next()? {
            let published: Option<String> = row.get(1)?;
            due.push(Due {
                url: row.get(0)?,
                published: published.and_then(|stated| stated.parse().ok()),
                again: row.get(2)?,
            });
        }
        Ok(due)
    }

    /// Notes that a page could not be had. Where it `may_pass`, it is tried again in
    /// later rounds.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn note_failure(
        &self,
        source: &str,
        url: &str,
        problem: &str,
        may_pass: bool,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (source, url, problem) = (source.into(), url.into(), problem.into());
        self.carry_out(&Deed::NoteFailure { source, url, problem, may_pass, now })
    }

    /// Notes that a page is as it was.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn note_unchanged(&self, source: &str, url: &str, now: Timestamp) -> Result<(), LedgerError> {
        self.carry_out(&Deed::NoteUnchanged { source: source.into(), url: url.into(), now })
    }

    /// What a source announced that was published, or else first seen, in a time.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn announced(&self, source: &str) -> Result<Vec<(Announced, Timestamp)>, LedgerError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT url, title, published, updated, found FROM item WHERE source = ?1")?;
        let mut rows = statement.query([source])?;
        let mut announced = Vec::new();
        while let Some(row) = rows.next()? {
            let stated = |column| -> Result<Option<Published>, LedgerError> {
                Ok(row.get::<_, Option<String>>(column)?.and_then(|stated| stated.parse().ok()))
            };
            let one = Announced {
                url: row.get(0)?,
                title: row.get(1)?,
                published: stated(2)?,
                updated: stated(3)?,
            };
            announced.push((one, super::fetched::parse_time(&row.get::<_, String>(4)?)?));
        }
        Ok(announced)
    }
}

/// As [`Ledger::announce`].
pub(in crate::ledger) fn announce(
    step: &Transaction<'_>,
    source: &str,
    announced: &[Announced],
    now: Timestamp,
) -> Result<(usize, bool), LedgerError> {
    let mut new = 0;
    let mut overlaps = false;
    {
        let mut add = step.prepare_cached(
            "INSERT INTO item (source, url, title, published, updated, found, state, tries) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', 0) ON CONFLICT DO NOTHING",
        )?;
        let mut change = step.prepare_cached(
            "UPDATE item SET title = ?3, published = ifnull(?4, published), updated = ?5, \
                 state = iif(updated IS NOT ?5 AND ?5 IS NOT NULL, 'waiting', state), \
                 tries = iif(updated IS NOT ?5 AND ?5 IS NOT NULL, 0, tries) \
                 WHERE source = ?1 AND url = ?2",
        )?;
        for one in announced {
            let published = one.published.as_ref().map(Published::as_str);
            let updated = one.updated.as_ref().map(Published::as_str);
            let is_new =
                add.execute(params![source, one.url, one.title, published, updated, now.to_string()])? == 1;
            if is_new {
                new += 1;
            } else {
                overlaps = true;
                change.execute(params![source, one.url, one.title, published, updated])?;
            }
        }
    }
    Ok((new, overlaps))
}

/// As [`Ledger::note_failure`].
pub(in crate::ledger) fn note_failure(
    step: &Transaction<'_>,
    source: &str,
    url: &str,
    problem: &str,
    may_pass: bool,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let mut statement = step.prepare_cached(
            "UPDATE item SET tries = tries + 1, checked = ?3, problem = ?4, \
             state = CASE WHEN state = 'done' THEN 'done' WHEN ?5 AND tries + 1 < ?6 THEN 'waiting' ELSE 'failed' END \
             WHERE source = ?1 AND url = ?2",
        )?;
    statement.execute(params![source, url, now.to_string(), problem, may_pass, TRIES])?;
    Ok(())
}

/// As [`Ledger::note_unchanged`].
pub(in crate::ledger) fn note_unchanged(
    step: &Transaction<'_>,
    source: &str,
    url: &str,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let mut statement = step.prepare_cached(
            "UPDATE item SET state = 'done', tries = 0, problem = NULL, checked = ?3 WHERE source = ?1 AND url = ?2",
        )?;
    statement.execute(params![source, url, now.to_string()])?;
    Ok(())
}
