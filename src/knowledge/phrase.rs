//! The small words that offices, groups and bodies are built with.

use super::table::{File, KnowledgeError};

/// What a small word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Stands before an office: "senior".
    Before,
    /// The office is no longer held: "former".
    Former,
    /// It is held for the time being: "acting".
    Acting,
    /// It is not held yet: "elect".
    Elect,
    /// It makes a deputy: "vice".
    Deputy,
    /// A minister's field: "finance".
    Portfolio,
    /// A plural for people: "citizens".
    Group,
    /// A plural for people who deal for their state or body: "negotiators".
    Official,
    /// One word for many: "delegation".
    Crowd,
    /// Those who serve under a person: "administration".
    Household,
    /// The last word of an organisation's name: "Council".
    Suffix,
    /// Beside an office it leaves open who holds it: "any", "a", "third".
    Open,
}

/// A small word and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Phrase {
    pub text: &'static str,
    pub part: Part,
}

pub(super) fn parse(file: File) -> Result<Vec<Phrase>, KnowledgeError> {
    let mut phrases = Vec::new();
    for row in file.rows::<2>()? {
        let part = match row.columns[0] {
            "before" => Part::Before,
            "former" => Part::Former,
            "acting" => Part::Acting,
            "elect" => Part::Elect,
            "deputy" => Part::Deputy,
            "portfolio" => Part::Portfolio,
            "group" => Part::Group,
            "official" => Part::Official,
            "crowd" => Part::Crowd,
            "household" => Part::Household,
            "suffix" => Part::Suffix,
            "open" => Part::Open,
            other => {
                return Err(row.error(format!("kind \"{other}\" is not in the list at the head of the file")));
            }
        };
        phrases.extend(row.list(1).map(|text| Phrase { text, part }));
    }
    Ok(phrases)
}
