//! The documents that may tell of one contact.

use rusqlite::params;

use crate::record::Document;

use super::{Ledger, LedgerError};

impl Ledger {
    /// The current documents that may tell of the contact with this id: its own, those
    /// that tell of a contact of its countries within a week of it (of one that is known by
    /// the month or year: by the same one, or within a week of its publication), those of
    /// a sitting of a negotiation, and those of contacts that people joined with it. In the
    /// order of publication; empty where no contact has the id. Each has its names and the
    /// contacts that stand, and nothing else that was read in it, not even under whose word
    /// a contact is told: [`Ledger::current`] has the whole.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn around(&self, contact: &str) -> Result<Vec<Document>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "WITH this AS MATERIALIZED ( \
               SELECT record.key, record.revision, record.day, record.last, \
                 CASE WHEN record.last < date(record.day, '+8 days') THEN record.day ELSE revision.day END AS first_near, \
                 CASE WHEN record.last < date(record.day, '+8 days') THEN record.last ELSE revision.day END AS last_near \
               FROM record JOIN revision ON revision.key = record.revision \
               WHERE record.id = ?1 AND record.kind = 'contact' AND revision.current LIMIT 1), \
             country AS MATERIALIZED ( \
               SELECT DISTINCT actor.country FROM this CROSS JOIN actor ON actor.record = this.key \
               WHERE +country IS NOT NULL), \
             near AS ( \
               SELECT other.revision FROM ( \
                 SELECT other.key, other.revision, other.form FROM this CROSS JOIN record AS other \
                 WHERE other.kind = 'contact' AND NOT other.dropped \
                 AND other.day BETWEEN date(this.first_near, '-7 days') AND date(this.last_near, '+7 days') \
                 UNION SELECT other.key, other.revision, other.form FROM this CROSS JOIN record AS other \
                 WHERE other.kind = 'contact' AND NOT other.dropped \
                 AND other.day = this.day AND other.last = this.last) AS other \
               WHERE (other.form = 'negotiation round' OR (SELECT count(DISTINCT actor.country) FROM actor \
                    WHERE actor.record = other.key AND +actor.country IN (SELECT country FROM country)) \
                    >= min(2, (SELECT count(*) FROM country))) \
               UNION SELECT revision FROM this \
               UNION SELECT record.revision FROM decided AS one JOIN decided AS two ON two.decision = one.decision \
                 JOIN record ON record.id = two.record WHERE one.record = ?1) \
             SELECT key FROM revision WHERE current AND key IN (SELECT revision FROM near) \
             ORDER BY day IS NULL, published, document",
        )?;
        let keys: Vec<i64> =
            statement.query_map(params![contact], |row| row.get(0))?.collect::<Result<_, _>>()?;
        keys.into_iter().map(|key| self.telling(key)).collect()
    }
}
