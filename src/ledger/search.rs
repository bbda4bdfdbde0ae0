//! Full text and fields.

use std::collections::{BTreeSet, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::params_from_iter;
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::Span;

use super::filter::is_code;
use super::fold::fold;
use super::list::parse_day;
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
    #[error("the query has more than {TERMS} words; leave some out")]
    Long,
}

/// Fields of a document, of the records in it, and its days, that a query can name.
const FIELDS: [&str; 9] = ["outlet", "country", "kind", "url", "from", "to", "issue", "before", "after"];

/// The most words and fields of a query: the full text can follow no more.
const TERMS: usize = 100;

/// What marks the words that were found in a snippet, while it is being made.
const MARKS: [char; 2] = ['\u{2}', '\u{3}'];

/// More documents than this are not weighed against each other: the latest are.
const WEIGHED: usize = 1000;

/// So many months up to the last day may be looked at.
const MONTHS: [i32; 10] = [1, 2, 4, 7, 12, 24, 48, 96, 180, 360];

/// So many names, and words that begin like one, are looked for at once.
const LIKE: usize = 500;

/// A query taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Query {
    /// For the full text: `None` where only fields are asked for.
    matching: Option<String>,
    /// Fields with the words that they must hold.
    fields: Vec<(&'static str, String)>,
}

/// A query as the full text answers it.
struct Wanted {
    /// In the full text's own words; `None` where only an address is asked for.
    matching: Option<String>,
    /// The part of it that is words, which can be found more or less well and be shown.
    words: Option<String>,
    /// What addresses must hold.
    urls: Vec<String>,
}

/// Some of the documents that a query finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The best first.
    pub rows: Vec<Hit>,
    /// How many documents the query finds; `None` where they are more than
    /// [`Hits::COUNTED`].
    pub all: Option<usize>,
    /// The day from which on they were weighed against each other, where these are the best
    /// of the latest ones: there were too many, or no words to weigh.
    pub since: Option<Date>,
}

impl Hits {
    /// How far documents are counted.
    pub const COUNTED: usize = 10_000;
}

impl Ledger {
    /// The current documents that hold all words of a query, the best first; without words
    /// to weigh, the latest first. Words in quotation marks stand in a row, `-word` must
    /// not be there, `word*` is a beginning, `one OR two` either; `title:word`,
    /// `names:word`, `outlet:word`, `country:UKR`, `kind:official` and `url:word` ask one
    /// field. `from:Lavrov` finds documents in which somebody of that name or country
    /// speaks or takes a position, `to:USA` those in which it is addressed to one,
    /// `issue:ceasefire` those with a position on it; `after:2022-03-07` and
    /// `before:2022-03-13` those published from or until that day.
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
        let wanted = self.wanted(query, (since, until))?;
        self.hits(&wanted, wanted.words.is_none(), limit)
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
        let wanted = self.wanted(query, (None, None))?;
        for months in MONTHS {
            let Some((_, part)) = self.latest(query, months)? else { break };
            if self.count(&part, limit)? >= limit {
                return self.hits(&part, true, Some(limit));
            }
        }
        self.hits(&wanted, true, Some(limit))
    }

    /// The best of the documents that a query finds, for a reader who waits: of very many
    /// only the latest are weighed.
    ///
    /// # Errors
    /// Where the query has nothing to search, or the ledger cannot be read.
    pub fn search_best(&self, query: &str, limit: usize) -> Result<Hits, LedgerError> {
        let wanted = self.wanted(query, (None, None))?;
        let all = Some(self.count(&wanted, Hits::COUNTED + 1)?).filter(|all| *all <= Hits::COUNTED);
        if wanted.words.is_none() {
            return Ok(Hits { rows: self.search_latest(query, limit)?, all, since: None });
        }
        if all.is_none_or(|all| all > WEIGHED)
            && let Some((since, part)) = self.weighable(query, limit)?
        {
            return Ok(Hits { rows: self.hits(&part, false, Some(limit))?, all, since: Some(since) });
        }
        Ok(Hits { rows: self.hits(&wanted, false, Some(limit))?, all, since: None })
    }

    /// A query that finds more than can be weighed, of the last months: of as many as have no
    /// more than that, or of more where those have less than is to be shown.
    fn weighable(&self, query: &str, limit: usize) -> Result<Option<(Date, Wanted)>, LedgerError> {
        let (mut few, mut many) = (0, MONTHS.len());
        let (mut fitting, mut larger) = (None, None);
        while few < many {
            let at = (few + many) / 2;
            let Some(part) = self.latest(query, MONTHS[at])? else { return Ok(None) };
            match self.count(&part.1, WEIGHED + 1)? {
                found if found > WEIGHED => (larger, many) = (Some(part), at),
                found if found >= limit => (fitting, few) = (Some(part), at + 1),
                _ => few = at + 1,
            }
        }
        Ok(fitting.or(larger))
    }

    /// A query of the last months up to the last day that it asks for, and their first day;
    /// `None` where no document has a day.
    fn latest(&self, query: &str, months: i32) -> Result<Option<(Date, Wanted)>, LedgerError> {
        let Some(last) = self.latest_day()? else { return Ok(None) };
        let days = parse(query)?.fields.into_iter().filter(|(field, _)| *field == "before");
        let last = days.filter_map(|(_, day)| day.parse().ok()).fold(last, Date::min);
        let first = last.first_of_month().saturating_sub((months - 1).months());
        Ok(Some((first, self.wanted(query, (Some(first), None))?)))
    }

    /// How many documents are wanted, counted up to a limit.
    fn count(&self, wanted: &Wanted, limit: usize) -> Result<usize, LedgerError> {
        let (table, conditions, values) = wanted.conditions();
        let limit = i64::try_from(limit).unwrap_or(-1);
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {conditions} LIMIT {limit})");
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    fn hits(&self, wanted: &Wanted, is_by_day: bool, limit: Option<usize>) -> Result<Vec<Hit>, LedgerError> {
        let (table, conditions, values) = wanted.conditions();
        let best = "bm25(search, 8.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)";
        // Only what is shown is made a snippet of.
        let (key, join, order) = match (is_by_day, &wanted.matching) {
            (true, Some(_)) => {
                ("search.rowid", "JOIN revision ON revision.key = search.rowid", "revision.day DESC")
            }
            (true, None) => ("revision.key", "", "revision.day DESC"),
            (false, _) => ("search.rowid", "", best),
        };
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT {key} FROM {table} {join} WHERE {conditions} ORDER BY {order}, {key} LIMIT {limit}"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let keys: Vec<i64> =
            statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?;
        let snippet = match wanted.words {
            Some(_) => "snippet(search, 1, char(2), char(3), '…', 24)",
            None => "substr(revision.text, 1, 160)",
        };
        let from = match wanted.words {
            Some(_) => {
                "search JOIN revision ON revision.key = search.rowid \
                     WHERE search.rowid IN (SELECT value FROM json_each(?)) AND search MATCH ?"
            }
            None => "revision WHERE key IN (SELECT value FROM json_each(?))",
        };
        let sql = format!("SELECT {}, {snippet}, revision.key FROM {from}", Head::COLUMNS);
        let mut values = vec![serde_json::to_string(&keys)?];
        values.extend(wanted.words.clone());
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            let (snippet, found) = unmarked(&row.get::<_, String>(9)?);
            Ok((row.get(10)?, Hit { document: Head::of(row)?, snippet, found }))
        })?;
        let mut found: HashMap<i64, Hit> = rows.collect::<Result<_, _>>()?;
        Ok(keys.iter().filter_map(|key| found.remove(key)).collect())
    }

    /// A query in the words of the full text, of documents published in some days.
    fn wanted(
        &self,
        query: &str,
        (since, until): (Option<Date>, Option<Date>),
    ) -> Result<Wanted, LedgerError> {
        let query = parse(query)?;
        let words = query.matching.as_ref().map(|words| format!("{{title text names}} : ({words})"));
        let mut parts: Vec<String> = words.iter().cloned().collect();
        let (mut since, mut until, mut urls) = (since, until, Vec::new());
        for (field, words) in &query.fields {
            let day = || words.parse::<Date>().map_err(|_| QueryError::Day(words.clone()));
            match *field {
                "before" => until = Some(day()?).into_iter().chain(until).min(),
                "after" => since = Some(day()?).into_iter().chain(since).max(),
                "from" => parts.push(self.somebody("voices", words)?),
                "to" => parts.push(self.somebody("addressed", words)?),
                "issue" => parts.push(format!("issues : {}", quoted(words))),
                "outlet" => parts.push(format!("outlet : {} *", quoted(words))),
                "country" => parts.push(format!("marks : {}", quoted(&format!("code{words}")))),
                "kind" => {
                    parts.push(format!("marks : {}", quoted(&format!("kind{}", words.replace('-', "")))))
                }
                _ => urls.push(words.clone()),
            }
        }
        if since.is_some() || until.is_some() {
            parts.push(self.days(since, until)?);
        }
        let matching = (!parts.is_empty()).then(|| parts.join(" AND "));
        Ok(Wanted { matching, words, urls })
    }

    /// Somebody in a column of those who take part: a country by its code, others by words
    /// of a name, the last of which may be a beginning.
    fn somebody(&self, column: &str, words: &str) -> Result<String, LedgerError> {
        if is_code(words) {
            return Ok(format!("{column} : {}", quoted(&format!("code{words}"))));
        }
        let folded = fold(words);
        let Some((before, last)) = folded.rsplit_once(' ') else {
            return Err(QueryError::Empty.into());
        };
        // The full text knows stems; a beginning is found among the names.
        let mut endings = BTreeSet::from([last.to_owned()]);
        for name in self.names_with(words, LIKE)? {
            let name = fold(&name);
            let at = name.find(&folded).map(|at| at + before.len() + 1);
            endings.extend(at.and_then(|at| name[at..].split(' ').next()).map(str::to_owned));
        }
        let phrases: Vec<String> = endings.iter().map(|last| quoted(&format!("{before} {last}"))).collect();
        Ok(format!("{column} : ({})", phrases.join(" OR ")))
    }

    /// Days in the words of the full text, within those of the ledger.
    fn days(&self, since: Option<Date>, until: Option<Date>) -> Result<String, LedgerError> {
        let [first, last]: [Option<String>; 2] = self
            .db
            .prepare_cached("SELECT (SELECT min(day) FROM revision WHERE current), (SELECT max(day) FROM revision WHERE current)")?
            .query_row([], |row| Ok([row.get(0)?, row.get(1)?]))?;
        let words = match (first, last) {
            (Some(first), Some(last)) => {
                let (first, last) = (parse_day(&first)?, parse_day(&last)?);
                day_words(since.map_or(first, |day| day.max(first)), until.map_or(last, |day| day.min(last)))
            }
            _ => Vec::new(),
        };
        // A word that no document has finds none.
        let words = if words.is_empty() { "d0".to_owned() } else { words.join(" OR ") };
        Ok(format!("days : ({words})"))
    }
}

impl Wanted {
    /// The table in which to look, the conditions, and their values.
    fn conditions(&self) -> (&'static str, String, Vec<String>) {
        let escaped = |words: &String| {
            let words = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            format!("%{words}%")
        };
        let values = self.matching.iter().cloned().chain(self.urls.iter().map(escaped)).collect();
        let like = " AND revision.url LIKE ? ESCAPE '\\'".repeat(self.urls.len());
        let (table, conditions) = match (&self.matching, self.urls.is_empty()) {
            (Some(_), true) => ("search", "search MATCH ?".to_owned()),
            (Some(_), false) => {
                let keys = format!("SELECT key FROM revision WHERE current {like}");
                ("search", format!("search MATCH ? AND search.rowid IN ({keys})"))
            }
            (None, _) => ("revision", format!("revision.current {like}")),
        };
        (table, conditions, values)
    }
}

/// Words as the full text takes them, whatever they hold.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// The words for all days from one to another: years, months and days, the fewest that do.
fn day_words(first: Date, last: Date) -> Vec<String> {
    let mut words = Vec::new();
    let mut day = first;
    while day <= last {
        let next;
        if day.day() == 1 && day.month() == 1 && day.last_of_year() <= last {
            words.push(format!("y{:04}", day.year()));
            next = day.last_of_year();
        } else if day.day() == 1 && day.last_of_month() <= last {
            words.push(day.strftime("m%Y%m").to_string());
            next = day.last_of_month();
        } else {
            words.push(day.strftime("d%Y%m%d").to_string());
            next = day;
        }
        let Ok(tomorrow) = next.tomorrow() else { break };
        day = tomorrow;
    }
    words
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
    if !excluded.is_empty() {
        matching = format!("({matching}) NOT ({})", excluded.join(" OR "));
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
    // To the full text a word ends there, in whatever it is quoted.
    let query = query.replace('\0', " ");
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
    if terms.len() > TERMS { Err(QueryError::Long) } else { Ok(terms) }
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
        check("\"grain deal\" -bread", "((\"grain deal\")) NOT (\"bread\")", &[]);
        check("grain -bread -rice", "((\"grain\")) NOT (\"bread\" OR \"rice\")", &[]);
        check("ceasef* OR truce talks", "(\"ceasef\"* OR \"truce\") AND (\"talks\")", &[]);
        check("title:grain outlet:Reuters", "(title : \"grain\")", &[("outlet", "Reuters")]);
        check("country:UKR", "", &[("country", "UKR")]);
        check("outlet:\"The Post\" talks", "(\"talks\")", &[("outlet", "The Post")]);
        check("NEAR(a AND) NOT ^x", "(\"NEAR(a\") AND (\"AND)\") AND (\"NOT\") AND (\"^x\")", &[]);
        check("issue:arms\0 \"grain\0deal\"", "(\"grain deal\")", &[("issue", "arms")]);
        check("at 14:20", "(\"at\") AND (\"14:20\")", &[]);
    }

    #[test]
    fn a_query_has_a_bound() {
        assert!(parse(&"talks ".repeat(100)).is_ok());
        assert_eq!(parse(&"talks ".repeat(101)).map(|_| ()), Err(QueryError::Long));
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
    }

    #[test]
    fn days_are_told_in_few_words() {
        let check = |first: &str, last: &str, expected: &str| {
            assert_eq!(day_words(first.parse().unwrap(), last.parse().unwrap()).join(" "), expected);
        };
        check("2022-03-07", "2022-03-07", "d20220307");
        check("2021-12-30", "2023-02-02", "d20211230 d20211231 y2022 m202301 d20230201 d20230202");
        check("2022-03-07", "2022-03-06", "");
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
