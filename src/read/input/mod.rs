//! Bytes in, articles out: what an input is, and what it says of itself.

mod detect;
mod error;
mod fields;
mod finish;
mod head;
mod json;
mod language;
mod text;

pub use detect::{Format, detect, detect_answer};
pub use error::{InputError, Problem};
pub use finish::Fill;

use std::fmt;

use crate::record::Article;

use super::feed::Entry;
use super::{page, pdf};

/// Where bytes stand: the file as it was named and, for a file of lines, the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// `None` for standard input.
    pub path: Option<String>,
    /// Counted from 1.
    pub line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path.as_deref().unwrap_or("standard input"))?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// The article that a list carries whole; without text where it carries none.
pub fn entry(entry: &Entry) -> Article {
    let article = Article {
        url: entry.url.clone(),
        outlet: entry.outlet.clone(),
        title: entry.title.clone(),
        deck: entry.summary.clone(),
        authors: entry.authors.clone(),
        published: entry.published.clone(),
        language: entry.language.clone(),
        text: entry.content.clone().unwrap_or_default(),
        ..Article::default()
    };
    finish::finish(article, &Origin::default(), &Fill::default())
}

/// The articles in one input, or for [`Format::Jsonl`] in one of its lines.
///
/// # Errors
/// Where the bytes are not what `format` says, or a field has a value that cannot
/// be meant. The error names place and remedy.
pub fn articles(
    format: Format,
    origin: &Origin,
    bytes: &[u8],
    fill: &Fill,
) -> Result<Vec<Article>, InputError> {
    let one = |article| vec![article];
    let articles = match format {
        Format::Text => text::plain(bytes).map(one),
        Format::Headed => text::headed(bytes).map(one),
        Format::Jsonl => json::line(bytes).map(one).map_err(|problem| (origin.line, problem)),
        Format::Pdf => pdf::article(bytes).map(one).map_err(|problem| (None, problem)),
        Format::Page => Ok(page::articles(bytes, fill.content_type.as_deref())),
        // Its answers are taken out of it before they are read.
        Format::Warc => Err((None, Problem::NotText("a web archive"))),
    };
    let articles = articles.map_err(|(line, problem)| InputError {
        origin: Origin { line: line.or(origin.line), ..origin.clone() },
        problem,
    })?;
    Ok(articles.into_iter().map(|article| finish::finish(article, origin, fill)).collect())
}
