//! Full text and fields.

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::Span;

use super::filter::{Conditions, is_code};
use super::fold::fold;
use super::{Head, Ledger, LedgerError};

/// A document that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Hit {
    #[serde(flatten)]
    pub document: Head,
    /// The words around the first place that was found.
    pub snippet: String,
    /// Where the words that were found stand in the snippet, in its code points.
    pub found: Vec<Span>,
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
    #[error("\"{0}\" after before: or after: is no day; write 2022-03-07")]
    Day(String),
}

/// Fields of a document that a query can name; the others are searched as text.
const FIELDS: [&str; 4] = ["outlet", "country", "kind", "url"];

/// Fields of the records in a document, and its days.
const RECORD_FIELDS: [&str; 5] = ["from", "to", "issue", "before", "after"];

/// What marks the words that were found in a snippet, while it is being made.
const MARKS: [char; 2] = ['\u{2}', '\u{3}'];

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
    /// `country:UKR`, `kind:official` and `url:word` ask one field. `from:Lavrov` finds
    /// documents in which somebody of that name or country speaks or takes a position,
    /// `to:USA` those in which it is addressed to one, `issue:ceasefire` those with a
    /// position on it; `after:2022-03-07` and `before:2022-03-13` those published from or
    /// until that day.
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
        self.hits(query, (since, until), limit, false)
    }

    /// Whether a query has something to search.
    ///
    /// # Errors
    /// Where it has not.
    pub fn check_query(query: &str) -> Result<(), QueryError> {
        parse(query).map(drop)
    }

    /// The latest documents that a query finds, whatever holds its words best.
    ///
    /// # Errors
    /// Where the query has nothing to search, or the ledger cannot be read.
    pub fn search_latest(&self, query: &str, limit: usize) -> Result<Vec<Hit>, LedgerError> {
        self.hits(query, (None, None), Some(limit), true)
    }

    fn hits(
        &self,
        query: &str,
        (since, until): (Option<Date>, Option<Date>),
        limit: Option<usize>,
        is_by_day: bool,
    ) -> Result<Vec<Hit>, LedgerError> {
        let query = parse(query)?;
        let mut conditions = Conditions::default();
        conditions.days(("revision.day", "revision.day"), since, until);
        for (field, words) in &query.fields {
            if RECORD_FIELDS.contains(field) {
                by_records(&mut conditions, field, words)?;
                continue;
            }
            let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            conditions.and(&format!("revision.{field} LIKE ? ESCAPE '\\'"), [format!("%{escaped}%")]);
        }
        let (table, snippet, matched, order) = match &query.matching {
            Some(_) => (
                "search JOIN revision ON revision.key = search.rowid",
                "snippet(search, 1, char(2), char(3), '…', 24)",
                "search MATCH ?",
                "bm25(search, 8.0, 1.0, 2.0)",
            ),
            None => ("revision", "substr(revision.text, 1, 160)", "?", "revision.published"),
        };
        let order = if is_by_day { "revision.day DESC" } else { order };
        let sql = format!(
            "SELECT {}, {snippet} FROM {table} WHERE {matched} AND revision.current {} \
             ORDER BY {order}, revision.document LIMIT {}",
            Head::COLUMNS,
            conditions.sql,
            limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)),
        );
        let first = query.matching.map_or(Value::Integer(1), Value::Text);
        let mut statement = self.db.prepare(&sql)?;
        let rows = statement.query_map(
            params_from_iter(std::iter::once(first).chain(conditions.values)),
            |row| {
                let (snippet, found) = unmarked(&row.get::<_, String>(9)?);
                Ok(Hit { document: Head::of(row)?, snippet, found })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A field that is asked of the records in a document, or of its day.
fn by_records(conditions: &mut Conditions, field: &str, words: &str) -> Result<(), QueryError> {
    let day = || words.parse::<Date>().map_err(|_| QueryError::Day(words.to_owned()));
    let any = "EXISTS (SELECT 1 FROM record JOIN actor ON actor.record = record.key \
               WHERE record.revision = revision.key AND NOT record.dropped AND ";
    let (who, pattern) = match is_code(words) {
        true => ("actor.country = ?", words.to_owned()),
        false => ("actor.folded LIKE ?", format!("%{}%", fold(words))),
    };
    match field {
        "before" => conditions.days(("revision.day", "revision.day"), None, Some(day()?)),
        "after" => conditions.days(("revision.day", "revision.day"), Some(day()?), None),
        "from" => conditions.and(&format!("{any} actor.part IN ('source', 'holder') AND {who})"), [pattern]),
        "to" => conditions.and(&format!("{any} actor.part IN ('toward', 'recipient') AND {who})"), [pattern]),
        _ => conditions.and(
            "EXISTS (SELECT 1 FROM record WHERE record.revision = revision.key AND NOT record.dropped \
             AND record.kind = 'position' AND record.form = ?)",
            [words.to_lowercase()],
        ),
    }
    Ok(())
}

/// A snippet without its marks, and where they stood.
fn unmarked(marked: &str) -> (String, Vec<Span>) {
    let (mut snippet, mut found, mut start, mut at) = (String::new(), Vec::new(), 0, 0);
    for c in marked.chars() {
        if c == MARKS[0] {
            start = at;
        } else if c == MARKS[1] {
            found.extend(Span::new(start, at));
        } else {
            snippet.push(c);
            at += 1;
        }
    }
    (snippet, found)
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
        let known = FIELDS.iter().chain(&RECORD_FIELDS).find(|field| term.field.as_deref() == Some(**field));
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

/// Whom a query asks to speak, by `from:`; nobody where it cannot be searched.
pub fn speakers(query: &str) -> Vec<String> {
    let terms = terms(query).unwrap_or_default().into_iter().flatten();
    terms.filter(|term| term.field.as_deref() == Some("from")).map(|term| term.words).collect()
}

/// The field that a term names, and what follows.
fn field(term: &str) -> (Option<&str>, &str) {
    let searched = ["title", "names", "text"];
    match term.split_once(':') {
        Some((field, after))
            if FIELDS.contains(&field) || RECORD_FIELDS.contains(&field) || searched.contains(&field) =>
        {
            (Some(field), after)
        }
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
    fn speakers_are_taken_from_a_query() {
        assert_eq!(speakers("talks from:Lavrov from:\"Jake Sullivan\" x"), ["Lavrov", "Jake Sullivan"]);
        assert!(speakers("talks").is_empty());
    }

    #[test]
    fn fields_of_records_are_asked_apart() {
        check("from:Lavrov talks", "(\"talks\")", &[("from", "Lavrov")]);
        check(
            "from:\"Sergei Lavrov\" issue:ceasefire",
            "",
            &[("from", "Sergei Lavrov"), ("issue", "ceasefire")],
        );
        let day = by_records(&mut Conditions::default(), "before", "March").unwrap_err();
        assert_eq!(day, QueryError::Day("March".to_owned()));
    }

    #[test]
    fn what_was_found_is_told_by_places() {
        let (snippet, found) = unmarked("Вони \u{2}met\u{3} and \u{2}parted\u{3}.");
        assert_eq!(snippet, "Вони met and parted.");
        assert_eq!(found, [Span { start: 5, end: 8 }, Span { start: 13, end: 19 }]);
    }

    #[test]
    fn a_query_without_words_is_refused() {
        assert_eq!(parse(" * ** ").unwrap_err(), QueryError::Empty);
        assert_eq!(parse("-war").unwrap_err(), QueryError::OnlyNegative);
        assert_eq!(parse("\"open").unwrap_err(), QueryError::OpenQuote);
    }
}
