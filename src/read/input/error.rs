//! What is wrong with an input, where, and how to mend it.

use crate::record::InvalidDate;

use super::Origin;

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}: {problem}")]
pub struct InputError {
    pub origin: Origin,
    pub problem: Problem,
}

/// What is wrong, with the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("is {0}, not text; give its text, or a web page")]
    NotText(&'static str),
    #[error("is {0}, which is not read yet; give web pages, PDF files, text or JSON lines")]
    NotYet(&'static str),
    #[error("is a PDF file that cannot be read ({0}); give another copy, or its text")]
    BrokenPdf(String),
    #[error(
        "is not UTF-8 from byte {offset} on; convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
    )]
    NotUtf8 {
        /// Where the first byte that is not UTF-8 stands, from 0.
        offset: usize,
    },
    #[error("is {0}; convert it, for example: iconv -f {0} -t UTF-8 OLD > NEW")]
    Utf16(&'static str),
    #[error("not a JSON object ({message}, column {column}); each line must hold one document")]
    NotJson { message: String, column: usize },
    #[error("no \"text\"; each document needs one, the other fields may be left out")]
    NoText,
    #[error("\"{field}\" is {found}; write {expected}, or leave it out")]
    WrongType { field: &'static str, found: &'static str, expected: &'static str },
    #[error("\"{field}\" is \"{found}\"; write {expected}, or leave it out")]
    WrongValue { field: &'static str, found: String, expected: &'static str },
    #[error("\"published\": {0}, or leave it out")]
    WrongDate(InvalidDate),
}
