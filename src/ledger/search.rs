//! Full text and fields.

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Serialize;

use super::filter::Conditions;
use super::{Head, Ledger, LedgerError};

/// A document that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    #[serde(flatten)]
    pub document: Head,
    /// The words around the first place that was found.
    pub snippet: String,
}

/// Why a query cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    #[error("the query has no word that can be searched")]
    Empty,
    #[error("the query only says what must not be there; add a word that must")]
    OnlyNegative,
    #[error("the query has a quotation mark (\") without its other half")]
    OpenQuote,
}

/// Fields of a document that a query can name; the others are searched as text.
const FIELDS: [&str; 4] = ["outlet", "country", "kind", "url"];

/// A query taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Query {
    /// For the full text: `None` where only fields are asked for.
    matching: Option<String>,
    /// Fields with the words that they must hold.
    fields: Vec<(&'static str, String)>,
}

impl Ledger {
    /// The current documents that hold all words of a query, the best first. Words in
    /// quotation marks stand in a row, `-word` must not be there, `word*` is a
    /// beginning, `one OR two` either; `title:word`, `names:word`, `outlet:word`,
    /// `country:UKR`, `kind:official` and `url:word` ask one field.
    ///
    /// # Errors
    /// Where the query has nothing to search, or the ledger cannot be read.
    pub fn search(
        &self,
        query: &str,
        since: Option<Date>,
        until: Option<Date>,
        limit: Option<usize>,
    ) -> Result<Vec<Hit>, LedgerError> {
        let query = parse(query)?;
        let mut conditions = Conditions::default();
        conditions.days(("revision.day", "revision.day"), since, until);
        for (field, words) in &query.fields {
            let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            conditions.and(&format!("revision.{field} LIKE ? ESCAPE '\\'"), [format!("%{escaped}%")]);
        }
        let (table, snippet, matched, order) = match &query.matching {
            Some(_) => (
                "search JOIN revision ON revision.key = search.rowid",
                "snippet(search, 1, '', '', '…', 24)",
                "search MATCH ?",
                "bm25(search, 8.0, 1.0, 2.0)",
            ),
            None => ("revision", "substr(revision.text, 1, 160)", "?", "revision.published"),
        };
        let sql = format!(
            "SELECT {}, {snippet} FROM {table} WHERE {matched} AND revision.current {} \
             ORDER BY {order}, revision.document LIMIT {}",
            Head::COLUMNS,
            conditions.sql,
            limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)),
        );
        let first = query.matching.map_or(Value::Integer(1), Value::Text);
        let mut statement = self.db.prepare(&sql)?;
        let rows = statement
            .query_map(params_from_iter(std::iter::once(first).chain(conditions.values)), |row| {
                Ok(Hit { document: Head::of(row)?, snippet: row.get(9)? })
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// One word or phrase of a query.
struct Term {
    negative: bool,
    field: Option<String>,
    words: String,
    beginning: bool,
}

/// Takes a query apart. Everything for the full text is quoted, so that no word is
/// taken for an operator of the search engine.
fn parse(query: &str) -> Result<Query, QueryError> {
    let (mut required, mut excluded) = (Vec::<String>::new(), Vec::new());
    let mut fields = Vec::new();
    let mut is_choice = false;
    for term in terms(query)? {
        let Some(term) = term else {
            is_choice = !required.is_empty();
            continue;
        };
        let known = FIELDS.iter().find(|field| term.field.as_deref() == Some(**field));
        if let Some(field) = known {
            fields.push((*field, term.words));
            continue;
        }
        if !term.words.chars().any(char::is_alphanumeric) {
            continue;
        }
        let quoted = matching(&term);
        match required.last_mut() {
            _ if term.negative => excluded.push(quoted),
            Some(last) if std::mem::take(&mut is_choice) => *last = format!("{last} OR {quoted}"),
            _ => required.push(quoted),
        }
    }
    if required.is_empty() {
        return match (fields.is_empty(), excluded.is_empty()) {
            (true, true) => Err(QueryError::Empty),
            (_, false) => Err(QueryError::OnlyNegative),
            (false, true) => Ok(Query { matching: None, fields }),
        };
    }
    let mut matching = required.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" AND ");
    for part in excluded {
        matching = format!("({matching}) NOT {part}");
    }
    Ok(Query { matching: Some(matching), fields })
}

fn matching(term: &Term) -> String {
    let quoted = format!("\"{}\"{}", term.words.replace('"', "\"\""), if term.beginning { "*" } else { "" });
    match term.field.as_deref() {
        Some(field @ ("title" | "names" | "text")) => format!("{field} : {quoted}"),
        _ => quoted,
    }
}

/// The terms of a query; `None` stands for `OR`.
fn terms(query: &str) -> Result<Vec<Option<Term>>, QueryError> {
    let mut terms = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let (negative, after) = match rest.strip_prefix('-') {
            Some(after) => (true, after),
            None => (false, rest),
        };
        let (field, after) = field(after);
        let (words, after, is_phrase) = match after.strip_prefix('"') {
            Some(inside) => {
                let (words, after) = inside.split_once('"').ok_or(QueryError::OpenQuote)?;
                (words, after, true)
            }
            None => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                (&after[..end], &after[end..], false)
            }
        };
        let beginning =
            (if is_phrase { None } else { words.strip_suffix('*') }).filter(|word| !word.is_empty());
        terms.push(match words {
            "OR" if !is_phrase && !negative && field.is_none() => None,
            _ => Some(Term {
                negative,
                field: field.map(str::to_owned),
                words: beginning.unwrap_or(words).to_owned(),
                beginning: beginning.is_some(),
            }),
        });
        rest = after.trim_start();
    }
    Ok(terms)
}

/// The field that a term names, and what follows.
fn field(term: &str) -> (Option<&str>, &str) {
    let searched = ["title", "names", "text"];
    match term.split_once(':') {
        Some((field, after)) if FIELDS.contains(&field) || searched.contains(&field) => (Some(field), after),
        _ => (None, term),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, matching: &str, fields: &[(&'static str, &str)]) {
        let got = parse(query).unwrap();
        assert_eq!(got.matching.unwrap_or_default(), matching);
        let fields: Vec<_> = fields.iter().map(|(field, words)| (*field, (*words).to_owned())).collect();
        assert_eq!(got.fields, fields);
    }

    #[test]
    fn queries_are_taken_apart() {
        check("grain deal", "(\"grain\") AND (\"deal\")", &[]);
        check("\"grain deal\" -bread", "((\"grain deal\")) NOT \"bread\"", &[]);
        check("ceasef* OR truce talks", "(\"ceasef\"* OR \"truce\") AND (\"talks\")", &[]);
        check("title:grain outlet:Reuters", "(title : \"grain\")", &[("outlet", "Reuters")]);
        check("country:UKR", "", &[("country", "UKR")]);
        check("outlet:\"The Post\" talks", "(\"talks\")", &[("outlet", "The Post")]);
        check("NEAR(a AND) NOT ^x", "(\"NEAR(a\") AND (\"AND)\") AND (\"NOT\") AND (\"^x\")", &[]);
        check("at 14:20", "(\"at\") AND (\"14:20\")", &[]);
    }

    #[test]
    fn a_query_without_words_is_refused() {
        assert_eq!(parse(" * ** ").unwrap_err(), QueryError::Empty);
        assert_eq!(parse("-war").unwrap_err(), QueryError::OnlyNegative);
        assert_eq!(parse("\"open").unwrap_err(), QueryError::OpenQuote);
    }
}
