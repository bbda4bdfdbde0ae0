//! The words that tell the parts of a page apart: `knowledge/page.toml`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// The words for pages. All are in lower case.
#[derive(Debug)]
pub(super) struct PageWords {
    pub(super) lines: Lines,
    months: FxHashMap<String, i8>,
}

/// Lines, mostly their beginnings, that are no part of an article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    /// The end of a teaser: there is more behind a link.
    pub(super) more: Vec<String>,
    /// Whole lines: buttons and menus.
    pub(super) button: FxHashSet<String>,
    /// Asks the reader to do something.
    pub(super) notice: Vec<String>,
    /// A heading over links to other articles.
    pub(super) others: Vec<String>,
    /// Whole lines: a heading over references, or over what is said of the author.
    pub(super) after: FxHashSet<String>,
    /// On whose terms others may print the article.
    pub(super) terms: Vec<String>,
    /// Stands before the name of who wrote it.
    pub(super) byline: Vec<String>,
    /// Stands in the line under a picture.
    pub(super) credit: Vec<String>,
    /// Stands before the day of publication.
    pub(super) published: Vec<String>,
    /// Stands before the day of a later change.
    pub(super) changed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    lines: Lines,
    months: FxHashMap<String, Vec<String>>,
}

/// Why the words for pages cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum PageWordsError {
    /// It is no TOML of the expected shape.
    #[error("{file}: {error}")]
    File { file: String, error: Box<toml::de::Error> },
    /// A month that there is not.
    #[error("{file}: [months] does not know \"{name}\"; months are numbered from 1 to 12")]
    Month { file: String, name: String },
}

static WORDS: LazyLock<PageWords> = LazyLock::new(|| {
    PageWords::parse("knowledge/page.toml", include_str!("../../../knowledge/page.toml"))
        .unwrap_or_else(|error| panic!("{error}"))
});

impl PageWords {
    /// The words that are part of the binary.
    ///
    /// # Panics
    /// Never in a build whose tests pass: one of them reads the same file.
    pub(super) fn get() -> &'static Self {
        &WORDS
    }

    /// Reads the words for pages.
    fn parse(file: &str, text: &str) -> Result<Self, PageWordsError> {
        let stated: PageFile = toml::from_str(text)
            .map_err(|error| PageWordsError::File { file: file.to_owned(), error: Box::new(error) })?;
        let mut months = FxHashMap::default();
        for (name, words) in stated.months {
            let Some(number) = name.parse().ok().filter(|number| (1..=12).contains(number)) else {
                return Err(PageWordsError::Month { file: file.to_owned(), name });
            };
            months.extend(words.into_iter().map(|word| (word, number)));
        }
        Ok(Self { lines: stated.lines, months })
    }

    /// The number of a month, from 1, by its name in lower case.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word).copied()
    }
}

/// Whether a line, in lower case, begins with one of these.
pub(super) fn begins(line: &str, with: &[String]) -> bool {
    with.iter().any(|words| line.starts_with(words.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_of_the_expected_shape() {
        let words = PageWords::get();
        assert_eq!(
            (words.month("july"), words.month("липня"), words.month("talks")),
            (Some(7), Some(7), None)
        );
        let lists = &words.lines;
        for line in [
            &lists.more,
            &lists.notice,
            &lists.others,
            &lists.terms,
            &lists.byline,
            &lists.credit,
            &lists.published,
            &lists.changed,
        ] {
            assert!(!line.is_empty() && line.iter().all(|words| *words == words.to_lowercase()));
        }
    }

    #[test]
    fn a_wrong_file_is_named() {
        let text = include_str!("../../../knowledge/page.toml");
        let error = |text: &str| PageWords::parse("page.toml", text).unwrap_err().to_string();
        let wrong = error(&text.replace("[lines]", "[line]"));
        assert!(wrong.contains("unknown field `line`"), "{wrong}");
        let wrong = error(&text.replace("\n12 =", "\n13 ="));
        assert!(wrong.contains("[months] does not know \"13\""), "{wrong}");
    }
}
