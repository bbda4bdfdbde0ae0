//! What a caller gives, checked as the command line checks it.

use std::num::NonZeroUsize;

use diplomacy_watch::ledger::Filter;
use diplomacy_watch::read::input::{Fill, Format};
use diplomacy_watch::record::Published;
use jiff::civil::Date;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as WordError, StrDeserializer};

/// What inputs are, by the names that `--as` takes.
pub(crate) fn format(name: Option<&str>) -> PyResult<Option<Format>> {
    Ok(Some(match name {
        None => return Ok(None),
        Some("page") => Format::Page,
        Some("text") => Format::Text,
        Some("jsonl") => Format::Jsonl,
        Some("warc") => Format::Warc,
        Some("pdf") => Format::Pdf,
        Some(other) => {
            return Err(PyValueError::new_err(format!(
                "as_ is \"{other}\"; give \"page\", \"text\", \"jsonl\", \"warc\" or \"pdf\", or leave it out"
            )));
        }
    }))
}

/// What the caller knows where an input does not say it.
pub(crate) fn fill(date: Option<&Bound<'_, PyAny>>, outlet: Option<String>) -> PyResult<Fill> {
    let published = date.map(|date| -> PyResult<Published> {
        let words = day_words("date", date)?;
        words.parse().map_err(|error| PyValueError::new_err(format!("date: {error}")))
    });
    Ok(Fill { published: published.transpose()?, outlet, ..Fill::default() })
}

/// How many documents are read at a time; every core where nothing is said.
pub(crate) fn threads(asked: Option<usize>) -> PyResult<NonZeroUsize> {
    match asked.map(NonZeroUsize::new) {
        Some(Some(threads)) => Ok(threads),
        Some(None) => Err(PyValueError::new_err("threads is 0; give 1 or more, or leave it out")),
        None => Ok(std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
    }
}

/// One word or several.
#[derive(FromPyObject)]
pub(crate) enum Words {
    One(String),
    Several(Vec<String>),
}

impl Words {
    /// The words that `R` has for one of its kinds, checked.
    pub(crate) fn of<R: for<'de> Deserialize<'de>>(words: Option<Self>, name: &str) -> PyResult<Vec<String>> {
        let words = match words {
            None => return Ok(Vec::new()),
            Some(Self::One(word)) => vec![word],
            Some(Self::Several(words)) => words,
        };
        for word in &words {
            let read: StrDeserializer<'_, WordError> = word.as_str().into_deserializer();
            R::deserialize(read).map_err(|error| PyValueError::new_err(format!("{name}: {error}")))?;
        }
        Ok(words)
    }
}

/// The filter that every list has: which days, and how many.
pub(crate) fn period(
    since: Option<&Bound<'_, PyAny>>,
    until: Option<&Bound<'_, PyAny>>,
    limit: Option<usize>,
) -> PyResult<Filter> {
    let (since, until) = (day("since", since)?, day("until", until)?);
    match (since, until) {
        (Some(since), Some(until)) if until < since => {
            Err(PyValueError::new_err(format!("until {until} is before since {since}")))
        }
        _ => Ok(Filter { since, until, limit, ..Filter::default() }),
    }
}

/// Each must take part: two or more.
pub(crate) fn between(who: Option<Vec<String>>) -> PyResult<Vec<String>> {
    match who {
        Some(who) if who.len() < 2 => Err(PyValueError::new_err(
            "between takes two or more: [\"USA\", \"RUS\"]; for one there is actor",
        )),
        who => Ok(who.unwrap_or_default()),
    }
}

fn day(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Date>> {
    let Some(given) = given else { return Ok(None) };
    let words = day_words(name, given)?;
    let wrong = |error| {
        PyValueError::new_err(format!("{name} is \"{words}\", which is no day ({error}); write 2022-03-07"))
    };
    Ok(Some(words.parse().map_err(wrong)?))
}

/// A day as it is written, or `datetime.date` and whatever else has `isoformat`.
fn day_words(name: &str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(words) = given.cast::<PyString>() {
        return Ok(words.to_string());
    }
    let Ok(written) = given.call_method0("isoformat") else {
        let message = format!("{name} must be a string such as \"2022-03-07\" or a datetime.date");
        return Err(PyTypeError::new_err(message));
    };
    written.extract()
}
