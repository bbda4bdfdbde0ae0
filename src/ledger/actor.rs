//! People and bodies over time.

use jiff::civil::Date;
use rusqlite::{params, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::marks;
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
    /// The offices of somebody by one of these names, as current documents tell, the
    /// latest first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn roles(&self, names: &[String]) -> Result<Vec<Role>, LedgerError> {
        // Under one name a document gives an office once.
        let documents = if names.len() == 1 { "count(*)" } else { "count(DISTINCT revision)" };
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT nullif(role, ''), nullif(country, ''), min(nullif(day, '')), max(nullif(day, '')), {documents} \
             FROM office WHERE name IN ({}) GROUP BY role, country ORDER BY max(day) DESC, count(*) DESC LIMIT 40",
            marks(names.len())
        ))?;
        let mut rows = statement.query(params_from_iter(names))?;
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
            "SELECT name, country, records FROM named WHERE folded LIKE ?1 ORDER BY records DESC, name LIMIT ?2",
        )?;
        let rows = statement.query_map(params![format!("%{}%", fold(words)), limit], |row| {
            Ok(Named { name: row.get(0)?, country: row.get(1)?, records: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
