//! Which documents a ledger has, asked from any thread while it is written.

use std::sync::{Mutex, PoisonError};

use crate::record::Article;

use super::content::content;
use super::store::with_content;
use super::{Ledger, LedgerError};

/// A second connection that only asks whether a document is there, so that it need
/// not be read again.
#[derive(Debug)]
pub struct Known {
    ledger: Mutex<Ledger>,
}

impl Known {
    /// Opens a ledger's file a second time. Of one on a server it knows what the mirror has.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub fn beside(ledger: &Ledger) -> Result<Self, LedgerError> {
        Ok(Self { ledger: Mutex::new(ledger.again()?) })
    }

    /// Whether the ledger has this article with the records of this reader.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn has(&self, article: &Article, reader: &str) -> Result<bool, LedgerError> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner).has(article, reader)
    }
}

impl Ledger {
    /// Whether the ledger has this article with the records of this reader.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn has(&self, article: &Article, reader: &str) -> Result<bool, LedgerError> {
        let present = with_content(&self.db, &article.id, &content(article)?)?;
        Ok(present.is_some_and(|present| present.was_read_by(reader)))
    }
}
