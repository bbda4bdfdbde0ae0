//! What the ledger has around one contact.

use std::collections::BTreeSet;

use crate::ledger::{Ledger, LedgerError};
use crate::record::Document;
use crate::weave::{Paper, dealing_among, denials_of};

/// The documents that may tell of a contact, as [`Ledger::around`] has them, those that do,
/// and those that deny it, with all that was read in them.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn around(ledger: &Ledger, contact: &str) -> Result<Vec<Document>, LedgerError> {
    let mut documents = ledger.around(contact)?;
    for at in telling(&documents, contact) {
        if let Some(whole) = ledger.current(&documents[at].article.id)? {
            documents[at] = whole;
        }
    }
    Ok(documents)
}

fn telling(documents: &[Document], contact: &str) -> BTreeSet<usize> {
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let Some((dealing, all)) = dealing_among(&papers, contact) else { return BTreeSet::new() };
    let denials = denials_of(&dealing, &all);
    dealing.accounts.iter().chain(&denials).map(|account| account.paper).collect()
}
