//! The bytes of one document on their way to articles, and what may be wrong with them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::collect::CollectError;
use crate::collect::archive::RecordsError;
use crate::read::input::{self, Fill, Format, InputError, Origin};
use crate::record::Article;

/// The bytes of a document, or of several that stand in one file that cannot be
/// taken apart without reading it.
#[derive(Debug, Clone)]
pub struct Raw {
    pub format: Format,
    pub origin: Origin,
    /// As they came in, unpacked.
    pub bytes: Vec<u8>,
    /// Where they were fetched, where that is known.
    pub address: Option<String>,
    /// What the server called them, where that is known.
    pub content_type: Option<String>,
}

impl Raw {
    /// What `work` makes of each article that the bytes hold.
    ///
    /// # Errors
    /// Where the bytes are not what `format` says, a field has a value that cannot be meant,
    /// or `work` panics: a fault on one document must not cost the others.
    pub fn each<R>(&self, fill: &Fill, work: impl Fn(Article) -> R) -> Result<Vec<R>, BadInput> {
        let made =
            catch_unwind(AssertUnwindSafe(|| Ok(self.articles(fill)?.into_iter().map(work).collect())));
        made.unwrap_or_else(|_| Err(BadInput::Fault(self.origin.clone())))
    }

    fn articles(&self, fill: &Fill) -> Result<Vec<Article>, InputError> {
        match &self.address {
            None => input::articles(self.format, &self.origin, &self.bytes, fill),
            Some(address) => {
                let content_type = self.content_type.clone();
                let fill = Fill { address: Some(address.clone()), content_type, ..fill.clone() };
                input::articles(self.format, &self.origin, &self.bytes, &fill)
            }
        }
    }
}

/// An input that could not be had or makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum BadInput {
    #[error(transparent)]
    Collect(#[from] CollectError),
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("{path}: {error}")]
    Archive { path: String, error: RecordsError },
    #[error("{0}: the reader broke off here, which is a fault of this program; please report it")]
    Fault(Origin),
}

impl BadInput {
    /// The file, where only a line of it is wrong.
    pub fn line_of(&self) -> Option<&str> {
        let origin = match self {
            Self::Input(error) => &error.origin,
            Self::Fault(origin) => origin,
            Self::Collect(_) | Self::Archive { .. } => return None,
        };
        origin.line.map(|_| origin.path.as_deref().unwrap_or("standard input"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_on_one_document_is_an_error_of_its_own() {
        let raw = Raw {
            format: Format::Text,
            origin: Origin { path: Some("a.txt".to_owned()), line: None },
            bytes: b"They met.".to_vec(),
            address: None,
            content_type: None,
        };
        let fill = Fill::default();
        assert_eq!(raw.each(&fill, |article| article.text).unwrap(), ["They met."]);
        let fault = raw.each(&fill, |_| panic!("on purpose")).map(|_: Vec<()>| ()).unwrap_err();
        assert!(fault.to_string().starts_with("a.txt: the reader broke off"), "{fault}");
    }
}
