//! People and bodies over time.

use jiff::civil::Date;
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;

use super::fold::fold;
use super::list::parse_day;
use super::{Ledger, LedgerError};

/// An office that documents say somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Role {
    /// `None` where documents give only the country.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The first and the last day on which a document says so.
    #[schemars(with = "Option<String>")]
    pub first: Option<Date>,
    #[schemars(with = "Option<String>")]
    pub last: Option<Date>,
    pub documents: u64,
}

/// A name that takes part in records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// In how many records.
    pub records: u64,
}

impl Ledger {
    /// The offices of somebody by this name, as current documents tell, the latest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn roles(&self, name: &str) -> Result<Vec<Role>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT role, mention.country, min(day), max(day), count(DISTINCT revision.key) \
             FROM mention JOIN revision ON revision.key = mention.revision \
             WHERE mention.name = ?1 AND revision.current GROUP BY role, mention.country \
             ORDER BY max(day) DESC, count(*) DESC LIMIT 40",
        )?;
        let mut rows = statement.query([name])?;
        let mut roles = Vec::new();
        while let Some(row) = rows.next()? {
            let day = |column| -> Result<Option<Date>, LedgerError> {
                row.get::<_, Option<String>>(column)?.as_deref().map(parse_day).transpose()
            };
            roles.push(Role {
                role: row.get(0)?,
                country: row.get(1)?,
                first: day(2)?,
                last: day(3)?,
                documents: row.get(4)?,
            });
        }
        Ok(roles)
    }

    /// Who takes part in records under a name that holds these words, the most first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn actors_called(&self, words: &str, limit: usize) -> Result<Vec<Named>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT name, max(country), count(*) FROM actor WHERE folded LIKE ?1 \
             GROUP BY name ORDER BY count(*) DESC, name LIMIT ?2",
        )?;
        let rows = statement.query_map(params![format!("%{}%", fold(words)), limit], |row| {
            Ok(Named { name: row.get(0)?, country: row.get(1)?, records: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
