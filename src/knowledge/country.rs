//! States and territories.

use super::table::{File, KnowledgeError};

/// A state or territory.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// The name that records print.
    pub name: &'static str,
    /// Other names: formal, older, informal.
    pub others: Vec<&'static str>,
    /// "Polish"; the first is the one that records print.
    pub adjectives: Vec<&'static str>,
    /// "Poles".
    pub people: Vec<&'static str>,
    /// Its seat of government in each spelling; a second seat after it.
    pub capitals: Vec<&'static str>,
}

impl Country {
    /// The adjective that records print; the name where there is none.
    pub fn adjective(&self) -> &'static str {
        self.adjectives.first().copied().unwrap_or(self.name)
    }
}

pub(super) fn parse(file: File) -> Result<Vec<Country>, KnowledgeError> {
    let rows = file.rows::<7>()?;
    let country = |row: &super::table::Row<'static, 7>| {
        let code = row.code(0)?.ok_or_else(|| row.error("a country without a code"))?;
        Ok(Country {
            code,
            name: row.columns[1],
            others: row.list(2).chain(row.list(3)).collect(),
            adjectives: row.list(4).collect(),
            people: row.list(5).collect(),
            capitals: row.list(6).collect(),
        })
    };
    rows.iter().map(country).collect()
}
