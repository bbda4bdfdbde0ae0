//! The present stand of each country on each issue.

use jiff::civil::Date;
use rusqlite::params_from_iter;
use schemars::JsonSchema;
use serde::Serialize;

use super::list::parse_day;
use super::{Filter, Ledger, LedgerError};

/// What a country last said on an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stand {
    pub issue: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Of the latest position: `offer`, `demand` …
    pub act: String,
    /// The latest position's id.
    pub record: String,
    #[schemars(with = "Option<String>")]
    pub day: Option<Date>,
    /// Who took it, by name.
    pub holder: String,
    /// Its words.
    pub words: String,
    /// How many positions the country took on the issue in the time that was asked.
    pub positions: u64,
    /// What it did last that was another act, and when.
    #[schemars(with = "Option<(String, Option<String>)>")]
    pub before: Option<(String, Option<Date>)>,
}

impl Ledger {
    /// The present stand of each country on each issue among the positions that meet a
    /// filter: the latest position, and the last act before it that was another.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn stands(&self, filter: &Filter) -> Result<Vec<Stand>, LedgerError> {
        let conditions = filter.conditions();
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT DISTINCT record.form, actor.country, record.state, record.id, record.day, actor.name, \
               ifnull((SELECT group_concat(words, ' … ' ORDER BY ordinal) FROM evidence \
                       WHERE evidence.record = record.key AND field = 'content'), '') \
             FROM record INDEXED BY record_day CROSS JOIN revision ON revision.key = record.revision \
             CROSS JOIN actor ON actor.record = record.key AND actor.part = 'holder' \
             WHERE revision.current AND NOT record.dropped AND record.kind = 'position' \
             AND +actor.country IS NOT NULL {} \
             ORDER BY record.form, actor.country, record.day DESC, revision.published DESC, record.key DESC",
            conditions.sql
        ))?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        let mut stands: Vec<Stand> = Vec::new();
        while let Some(row) = rows.next()? {
            let day: Option<String> = row.get(4)?;
            let stand = Stand {
                issue: row.get(0)?,
                country: row.get(1)?,
                act: row.get(2)?,
                record: row.get(3)?,
                day: day.as_deref().map(parse_day).transpose()?,
                holder: row.get(5)?,
                words: row.get(6)?,
                positions: 1,
                before: None,
            };
            match stands.last_mut() {
                Some(last) if last.issue == stand.issue && last.country == stand.country => {
                    last.positions += 1;
                    if last.before.is_none() && last.act != stand.act {
                        last.before = Some((stand.act, stand.day));
                    }
                }
                _ => stands.push(stand),
            }
        }
        Ok(stands)
    }
}
