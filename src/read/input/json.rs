//! A line of JSON as an article.

use serde_json::{Map, Value};

use crate::record::{Article, Part};

use super::{Problem, fields};

/// The article that a line holds. Its id and its text are kept as they are.
pub(super) fn line(bytes: &[u8]) -> Result<Article, Problem> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Problem::NotUtf8 { offset: error.valid_up_to() });
    }
    let object: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| not_json(&error))?;
    let text = match object.get("text") {
        None | Some(Value::Null) => return Err(Problem::NoText),
        Some(Value::String(text)) => text.clone(),
        Some(other) => return Err(wrong_type("text", other, "the words of the document in quotes")),
    };
    Ok(Article {
        id: id(&object)?,
        url: string(&object, "url")?,
        outlet: string(&object, "outlet")?,
        kind: string(&object, "kind")?.map(|value| fields::kind(&value)).transpose()?,
        country: string(&object, "country")?.map(|value| fields::country(&value)).transpose()?,
        title: string(&object, "title")?,
        deck: string(&object, "deck")?,
        section: string(&object, "section")?,
        authors: authors(&object)?,
        published: string(&object, "published")?.map(|value| fields::published(&value)).transpose()?,
        language: string(&object, "language")?,
        part: part(&object)?,
        text,
        ..Article::default()
    })
}

/// The given id; empty where there is none.
fn id(object: &Map<String, Value>) -> Result<String, Problem> {
    match string(object, "id")? {
        Some(id) if id.is_empty() => {
            Err(Problem::WrongValue { field: "id", found: id, expected: "a name for the document" })
        }
        id => Ok(id.unwrap_or_default()),
    }
}

fn part(object: &Map<String, Value>) -> Result<Part, Problem> {
    match string(object, "part")?.as_deref() {
        None | Some("article") => Ok(Part::Article),
        Some("teaser") => Ok(Part::Teaser),
        Some(other) => {
            Err(Problem::WrongValue { field: "part", found: other.to_owned(), expected: "article or teaser" })
        }
    }
}

fn authors(object: &Map<String, Value>) -> Result<Vec<String>, Problem> {
    let expected = "a list of names in quotes";
    match object.get("authors") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(names)) => names
            .iter()
            .map(|name| match name {
                Value::String(name) => Ok(name.clone()),
                other => Err(wrong_type("authors", other, expected)),
            })
            .collect(),
        Some(other) => Err(wrong_type("authors", other, expected)),
    }
}

fn string(object: &Map<String, Value>, field: &'static str) -> Result<Option<String>, Problem> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) => Ok(Some(words.clone())),
        Some(other) => Err(wrong_type(field, other, "words in quotes")),
    }
}

fn wrong_type(field: &'static str, found: &Value, expected: &'static str) -> Problem {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Problem::WrongType { field, found, expected }
}

/// serde_json counts lines within what it is given, which here is one line.
fn not_json(error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    Problem::NotJson { message, column: error.column() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_the_text_may_be_absent_or_null() {
        let got = line(br#"{"text": " kept \n", "title": null, "story": 1}"#).unwrap();
        assert_eq!(got, Article { text: " kept \n".to_owned(), ..Article::default() });
    }

    #[test]
    fn fields_are_kept() {
        let got = line(
            "{\"id\":\"1_10\",\"kind\":\"official\",\"country\":\"UKR\",\"published\":\"2022-03-07T12:01:00\",\
             \"authors\":[\"A\",\"B\"],\"part\":\"teaser\",\"text\":\"Київ\"}"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!((got.id.as_str(), got.authors.len(), got.part), ("1_10", 2, Part::Teaser));
    }

    #[track_caller]
    fn check_error(json: &str, expected: &str) {
        let got = line(json.as_bytes()).unwrap_err().to_string();
        assert!(got.contains(expected), "{got}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        check_error("{\"title\": \"x\"}", "no \"text\"");
        check_error("{\"text\": null}", "no \"text\"");
        check_error("{\"text\": [\"a\"]}", "\"text\" is a list");
        check_error("{\"text\": \"a\"", "column 12");
        check_error("[{\"text\": \"a\"}]", "not a JSON object");
        check_error("{\"text\": \"\\ud800\"}", "not a JSON object");
        check_error("{\"text\": \"a\", \"id\": 7}", "\"id\" is a number");
        check_error("{\"text\": \"a\", \"kind\": \"blog\"}", "\"kind\" is \"blog\"; write press");
        check_error("{\"text\": \"a\", \"published\": \"last week\"}", "\"last week\" is no date");
        check_error("{\"text\": \"a\", \"authors\": \"A\"}", "\"authors\" is a string");
        assert_eq!(line(b"{\"text\": \"\xff\"}"), Err(Problem::NotUtf8 { offset: 10 }));
    }
}
