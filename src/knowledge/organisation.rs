//! Organisations, outlets, seats of government and the bodies that every state has.

use super::form::Form;
use super::table::{File, KnowledgeError};

/// An organisation, an outlet, or a house that stands for a government.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// The name that records print.
    pub name: &'static str,
    pub sort: Sort,
    /// The type that its file states, such as `alliance` or `newspaper`; of a seat
    /// the body that it stands for.
    pub kind: &'static str,
    /// ISO 3166-1 alpha-3; `None` for what belongs to no one state.
    pub country: Option<&'static str>,
    /// Every spelling, the name among them.
    pub forms: Vec<Form>,
}

/// Which file an organisation is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// `organisations.tsv`
    Body,
    /// `outlets.tsv`
    Outlet,
    /// `seats.tsv`: "the Kremlin", "Downing Street".
    Seat,
}

/// A people or faith that is no one state's.
#[derive(Debug, Clone)]
pub struct People {
    /// "Kurdish".
    pub adjectives: Vec<&'static str>,
    /// "Kurds".
    pub plural: Vec<&'static str>,
}

pub(super) fn parse_peoples(file: File) -> Result<Vec<People>, KnowledgeError> {
    let rows = file.rows::<2>()?;
    Ok(rows
        .iter()
        .map(|row| People { adjectives: row.list(0).collect(), plural: row.list(1).collect() })
        .collect())
}

/// A body that every state has: "Foreign Ministry".
#[derive(Debug, Clone)]
pub struct StateBody {
    pub name: &'static str,
    pub kind: &'static str,
    pub forms: Vec<&'static str>,
}

pub(super) fn parse(file: File, sort: Sort) -> Result<Vec<Organisation>, KnowledgeError> {
    let (country, kind) = if sort == Sort::Seat { (1, 2) } else { (2, 1) };
    let rows = file.rows::<4>()?;
    let organisation = |row: &super::table::Row<'static, 4>| {
        Ok(Organisation {
            name: row.columns[0],
            sort,
            kind: row.columns[kind],
            country: row.code(country)?,
            forms: Form::with_name(row.columns[0], row.list(3)),
        })
    };
    rows.iter().map(organisation).collect()
}

pub(super) fn parse_bodies(file: File) -> Result<Vec<StateBody>, KnowledgeError> {
    let rows = file.rows::<3>()?;
    Ok(rows
        .iter()
        .map(|row| StateBody {
            name: row.columns[0],
            kind: row.columns[1],
            forms: std::iter::once(row.columns[0]).chain(row.list(2)).collect(),
        })
        .collect())
}
