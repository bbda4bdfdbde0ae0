//! The citations of a digest, numbered in the order in which they are first met.

use std::collections::HashMap;

use crate::digest::{Citation, Digest};

/// The numbered citations: words cited twice have one number.
pub struct Notes<'d> {
    numbers: HashMap<(&'d str, usize, usize), usize>,
    pub list: Vec<&'d Citation>,
}

impl<'d> Notes<'d> {
    /// Numbers the citations of a digest, title and deck first.
    pub fn of(digest: &'d Digest) -> Self {
        let mut notes = Self { numbers: HashMap::new(), list: Vec::new() };
        let sentences =
            digest.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.sentences);
        let inside = sentences.flat_map(|sentence| &sentence.citations);
        for citation in digest.title_citations.iter().chain(&digest.deck_citations).chain(inside) {
            if !notes.numbers.contains_key(&key(citation)) {
                notes.list.push(citation);
                notes.numbers.insert(key(citation), notes.list.len());
            }
        }
        notes
    }

    /// The numbers of some citations, each once, in order.
    pub fn numbers(&self, citations: &[Citation]) -> Vec<usize> {
        let mut numbers: Vec<usize> =
            citations.iter().filter_map(|c| self.numbers.get(&key(c)).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

fn key(citation: &Citation) -> (&str, usize, usize) {
    (&citation.document, citation.start, citation.end)
}
