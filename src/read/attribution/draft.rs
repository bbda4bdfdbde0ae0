//! An attribution while it is made: where source, cue and content stand.

use std::ops::Range;

use super::row::Row;
use crate::read::syntax::{Rel, Upos};
use crate::record::Stance;

/// Where an attribution stands, in places of the row. Whoever finds it (a rule, the
/// model), the record is completed from this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The main word of the cue.
    pub anchor: usize,
    pub cue: Range<usize>,
    /// `None` where nobody is named.
    pub source: Option<Range<usize>>,
    /// In the order of the text, none empty; at least one.
    pub content: Vec<Range<usize>>,
    /// The hearer's words.
    pub hearer: Option<Range<usize>>,
    /// Who passes it on in the same breath: "Interfax" of "Interfax quoted him as saying".
    pub relay: Option<Range<usize>>,
    /// The rule or model that found it.
    pub rule: String,
    /// In place of what the cue's word says.
    pub stance: Option<Stance>,
    /// Whether the rule tells that the writer keeps a distance.
    pub hedged: bool,
    /// Whether it goes before what the model finds at the same word.
    pub sure: bool,
}

impl Draft {
    /// The first and the last place of the content.
    pub fn reach(&self) -> Range<usize> {
        let start = self.content.first().map_or(self.anchor, |part| part.start);
        start..self.content.last().map_or(start, |part| part.end)
    }

    /// Whether a place lies in the content.
    pub fn says(&self, at: usize) -> bool {
        self.content.iter().any(|part| part.contains(&at))
    }
}

/// The noun phrase of a head: all under it, without what only adds to it (a clause
/// set off by a comma, a preposition's object that belongs to the verb).
pub fn phrase(row: &Row, head: usize) -> Range<usize> {
    let cell = row.cells[head];
    let (mut start, mut end) = (cell.first as usize, cell.last as usize);
    if let Some(mention) = mention(row, head) {
        start = start.min(mention.start);
        end = end.max(mention.end);
    }
    // An apposition or a relative clause after a comma ends with its comma's partner.
    for at in head + 1..end {
        let under = row.cells[at];
        let adds = under.head as usize == head && matches!(under.rel, Rel::Parataxis | Rel::Punct);
        if adds && row.word(at) != "," {
            end = at;
            break;
        }
    }
    trim(row, start..end)
}

/// The mention that a token is part of; `None` past the end of the text.
pub fn mention(row: &Row, at: usize) -> Option<Range<usize>> {
    row.cells.get(at)?;
    let (sentence, token) = row.token(at);
    let found = row.reading.names.at(sentence, token)?;
    let start = row.starts[sentence];
    Some(start + found.tokens.start..start + found.tokens.end)
}

/// The word that the others of a phrase stand under; the first of several.
pub fn head_of(row: &Row, places: Range<usize>) -> usize {
    let above =
        |&at: &usize| !places.contains(&(row.cells[at].head as usize)) || row.cells[at].head as usize == at;
    let heads: Vec<usize> = places.clone().filter(above).collect();
    let spoken = |&&at: &&usize| row.cells[at].upos != Upos::Punct;
    heads.iter().find(spoken).or(heads.first()).copied().unwrap_or(places.start)
}

/// A saying verb with its auxiliaries, negation, adverbs and particle.
pub fn verb_group(row: &Row, verb: usize) -> Range<usize> {
    let belongs = |at: usize| {
        let cell = row.cells[at];
        cell.head as usize == verb
            && matches!(cell.rel, Rel::Aux | Rel::AuxPass | Rel::Advmod | Rel::CompoundPrt | Rel::Cop)
    };
    let sentence = row.sentence(verb);
    let start = (sentence.start..verb).rev().take_while(|&at| belongs(at)).last().unwrap_or(verb);
    let end = (verb + 1..sentence.end)
        .take_while(|&at| row.cells[at].rel == Rel::CompoundPrt && belongs(at))
        .last();
    start..end.map_or(verb + 1, |last| last + 1)
}

/// Places without punctuation at their ends; quotation marks and brackets stay.
pub fn trim(row: &Row, places: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (places.start, places.end);
    let loose = |at: usize| {
        row.cells[at].upos == Upos::Punct
            && matches!(row.word(at), "," | "." | ";" | ":" | "-" | "–" | "—" | "--")
    };
    while start < end && loose(start) {
        start += 1;
    }
    while end > start && loose(end - 1) && !(row.cells[end - 1].quote.is_some() && row.word(end - 1) != ",") {
        end -= 1;
    }
    start..end
}

/// A range without the parts that others take, trimmed.
pub fn without(row: &Row, whole: Range<usize>, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> = taken.iter().filter(|part| !part.is_empty()).cloned().collect();
    taken.sort_by_key(|part| part.start);
    let mut parts = Vec::new();
    let mut at = whole.start;
    for part in taken {
        parts.push(at..part.start.min(whole.end));
        at = at.max(part.end);
    }
    parts.push(at..whole.end);
    let parts = parts.into_iter().filter(|part| part.start < part.end).map(|part| trim(row, part));
    parts.filter(|part| !part.is_empty() && spoken(row, part)).collect()
}

/// Whether anything but punctuation stands there.
fn spoken(row: &Row, places: &Range<usize>) -> bool {
    places.clone().any(|at| row.cells[at].upos != Upos::Punct)
}
