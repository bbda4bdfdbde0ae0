//! On whose word a contact is told: the outlets that a telling names, and its own.

use std::collections::BTreeSet;

use super::Paper;
use crate::knowledge::{Knowledge, Organisation, Sort};
use crate::record::{Contact, Span};

/// The name by which an outlet goes in the knowledge: "NBC News" for "NBC"; `None` for
/// what is no outlet there.
pub fn outlet_called(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("The ").unwrap_or(name);
    let goes_by =
        |outlet: &&Organisation| outlet.name == name || outlet.forms.iter().any(|form| form.text == name);
    let mut outlets = Knowledge::get().organisations.iter().filter(|o| o.sort == Sort::Outlet);
    outlets.find(goes_by).map(|outlet| outlet.name)
}

/// The outlets named in the sentence that tells a contact or the one before it.
pub fn outlets_cited(paper: &Paper, contact: &Contact) -> BTreeSet<&'static str> {
    let told = paper.sentences_around(contact.evidence);
    let before = paper.sentence_at(told.start).and_then(|i| i.checked_sub(1));
    let start = before.map_or(told.start, |i| paper.document.sentences[i].start);
    let near = Span { start, end: told.end };
    let mentions = paper.document.mentions.iter().filter(|mention| near.contains(mention.span));
    mentions.filter_map(|mention| outlet_called(&mention.name)).collect()
}
