//! Offices and ranks, and the words before a name that are none.

use super::table::{File, Gender, KnowledgeError, Row};

/// What sort of office it is: tells who may hold it and who speaks for a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rank {
    HeadOfState,
    HeadOfGovernment,
    ForeignMinister,
    Minister,
    Spokesperson,
    Envoy,
    Adviser,
    Lawmaker,
    Military,
    /// Of a body: "Secretary General", "Mayor".
    Head,
    Deputy,
    Official,
    Cleric,
    Monarch,
    /// No official: "analyst", "reporter".
    Private,
}

/// In what an office is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    State,
    Body,
    Any,
    Nothing,
}

/// An office or rank.
#[derive(Debug, Clone)]
pub struct Office {
    /// The name that records print.
    pub name: &'static str,
    pub rank: Rank,
    pub scope: Scope,
    pub gender: Option<Gender>,
    /// Every wording, the name among them.
    pub forms: Vec<&'static str>,
}

impl Office {
    /// Whether it goes by a wording, without regard to capitals.
    pub fn is_called(&self, wording: &str) -> bool {
        self.forms.iter().any(|form| form.eq_ignore_ascii_case(wording))
    }
}

pub(super) fn parse(file: File) -> Result<Vec<Office>, KnowledgeError> {
    let rows = file.rows::<5>()?;
    let office = |row: &Row<'static, 5>| {
        Ok(Office {
            name: row.columns[0],
            rank: rank(row)?,
            scope: scope(row)?,
            gender: row.gender(3)?,
            forms: std::iter::once(row.columns[0]).chain(row.list(4)).collect(),
        })
    };
    rows.iter().map(office).collect()
}

fn rank(row: &Row<'static, 5>) -> Result<Rank, KnowledgeError> {
    Ok(match row.columns[1] {
        "head-of-state" => Rank::HeadOfState,
        "head-of-government" => Rank::HeadOfGovernment,
        "foreign-minister" => Rank::ForeignMinister,
        "minister" => Rank::Minister,
        "spokesperson" => Rank::Spokesperson,
        "envoy" => Rank::Envoy,
        "adviser" => Rank::Adviser,
        "lawmaker" => Rank::Lawmaker,
        "military" => Rank::Military,
        "head" => Rank::Head,
        "deputy" => Rank::Deputy,
        "official" => Rank::Official,
        "cleric" => Rank::Cleric,
        "monarch" => Rank::Monarch,
        "private" => Rank::Private,
        other => {
            return Err(row.error(format!("rank \"{other}\" is not in the list at the head of the file")));
        }
    })
}

fn scope(row: &Row<'static, 5>) -> Result<Scope, KnowledgeError> {
    Ok(match row.columns[2] {
        "state" => Scope::State,
        "body" => Scope::Body,
        "any" => Scope::Any,
        "none" => Scope::Nothing,
        other => return Err(row.error(format!("scope \"{other}\"; write state, body, any or none"))),
    })
}

/// A word before a name that is no office: "Mr", "Sheikh".
#[derive(Debug, Clone, Copy)]
pub struct Honorific {
    pub word: &'static str,
    pub gender: Option<Gender>,
}

pub(super) fn parse_honorifics(file: File) -> Result<Vec<Honorific>, KnowledgeError> {
    let rows = file.rows::<2>()?;
    rows.iter().map(|row| Ok(Honorific { word: row.columns[0], gender: row.gender(1)? })).collect()
}
