//! People and bodies over time.

use jiff::civil::Date;
use rusqlite::{params, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::marks;
use super::fold::fold;
use super::list::parse_day;
use super::{Head, Ledger, LedgerError};
use crate::record::Span;

/// In how many documents the words that give an office are looked for.
const GIVING: usize = 200;

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

/// A name that documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub is_person: bool,
    /// How often it stands in documents and records.
    pub times: u64,
}

/// Where a document gives somebody an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Giving {
    /// The words that do, in the text of the document.
    #[serde(flatten)]
    pub span: Span,
    pub words: String,
    /// The sentence that they stand in.
    pub sentence: String,
    pub document: Head,
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

    /// The words by which the earliest of the current documents that tell an office of these
    /// names gives it: a mention that says more than the name. `None` where none of the
    /// first 200 under each name does and the office is only known.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn giving(&self, names: &[String], role: &Role) -> Result<Option<Giving>, LedgerError> {
        let mut givings = Vec::new();
        for name in names {
            givings.extend(self.giving_of(name, role)?);
        }
        // Documents without a day come last.
        Ok(givings
            .into_iter()
            .min_by(|(a, _), (b, _)| (a.is_none(), a).cmp(&(b.is_none(), b)))
            .map(|one| one.1))
    }

    /// The same for one name, with the day of the document.
    fn giving_of(&self, name: &str, role: &Role) -> Result<Option<(Option<String>, Giving)>, LedgerError> {
        let mut statement = self.db.prepare_cached(&format!(
            "WITH first AS MATERIALIZED ( \
               SELECT revision FROM office WHERE name = ?1 AND role = ?2 AND country = ?3 \
               ORDER BY day = '', day, revision LIMIT {GIVING}) \
             SELECT {}, mention.\"start\", mention.\"end\", words, \
               (SELECT substr(revision.text, 1 + (value ->> 0), (value ->> 1) - (value ->> 0)) \
                FROM json_each(revision.sentences) \
                WHERE value ->> 0 <= mention.\"start\" AND mention.\"end\" <= value ->> 1), day \
             FROM first CROSS JOIN revision ON revision.key = first.revision \
             CROSS JOIN mention ON mention.revision = revision.key \
             WHERE mention.name = ?1 AND ifnull(role, '') = ?2 AND ifnull(mention.country, '') = ?3 \
               AND (role IS NULL OR instr(lower(words), lower(role)) > 0) \
             ORDER BY day IS NULL, day, published, document, ordinal LIMIT 1",
            Head::COLUMNS,
        ))?;
        let role = [role.role.as_deref(), role.country.as_deref()].map(Option::unwrap_or_default);
        let mut rows = statement.query(params![name, role[0], role[1]])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let giving = Giving {
            document: Head::of(row)?,
            span: Span { start: row.get(9)?, end: row.get(10)? },
            words: row.get(11)?,
            sentence: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
        };
        Ok(Some((row.get(13)?, giving)))
    }

    /// Whom current documents of some days say to hold an office of a state, by their
    /// names, the most often named first.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn holders(
        &self,
        role: &str,
        country: &str,
        (since, until): (Date, Date),
    ) -> Result<Vec<String>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT name FROM mention JOIN revision ON revision.key = mention.revision \
             WHERE current AND mention.kind = 'person' AND role = ?1 AND mention.country = ?2 \
               AND day BETWEEN ?3 AND ?4 \
             GROUP BY name ORDER BY count(*) DESC, name",
        )?;
        let days = (since.to_string(), until.to_string());
        let rows = statement.query_map(params![role, country, days.0, days.1], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every name that current documents have or that takes part in their records.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn bearers(&self) -> Result<Vec<Bearer>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT name, max(country), max(person), count(*) FROM ( \
               SELECT name, mention.country AS country, mention.kind = 'person' AS person \
               FROM mention JOIN revision ON revision.key = mention.revision WHERE current AND mention.kind <> 'place' \
               UNION ALL \
               SELECT name, actor.country, 0 FROM actor JOIN record ON record.key = actor.record \
               JOIN revision ON revision.key = record.revision WHERE current AND NOT dropped) \
             GROUP BY name ORDER BY count(*) DESC, name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Bearer { name: row.get(0)?, country: row.get(1)?, is_person: row.get(2)?, times: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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
