//! That a speaker's name is kept back, and why, where the text says it.

use std::ops::Range;

use super::Row;
use super::draft::{self, Draft};
use super::knowledge::Speakers;
use crate::read::syntax::Upos;

/// Whether the text says of the source of a draft that its name is kept back.
pub fn is_kept_back(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    marker(row, speakers, draft).is_some()
}

/// The words that say why the name of a draft's source is kept back.
pub fn reason(row: &Row, speakers: &Speakers, draft: &Draft) -> Option<Range<usize>> {
    let marker = marker(row, speakers, draft)?;
    let ends = |at: usize| {
        matches!(row.word(at), "," | "." | ";" | ":" | ")" | "—" | "–" | "?" | "!" | "\"" | "”" | "“" | "-")
            || draft.cue.start <= at && at < draft.cue.end
            || draft.content.iter().any(|part| part.start == at)
    };
    let sentence = row.sentence(marker.places.start);
    let until = |from: usize| (from..sentence.end).find(|&at| ends(at)).unwrap_or(sentence.end);
    let whole = |places: Range<usize>| (!places.is_empty()).then_some(places);
    if marker.says_why {
        return whole(marker.places.start..until(marker.places.end));
    }
    let skips = |at: &usize| *at < sentence.end && matches!(row.word(*at), "," | "and");
    let mut at = marker.places.end;
    while skips(&at) {
        at += 1;
    }
    if let Some((word, found)) = opening(row, speakers, at, sentence.end) {
        // "to discuss the talks" is the reason, "because" only opens it.
        let from = if word.ends_with("to") { found.end - 1 } else { found.end };
        return whole(from..until(found.end));
    }
    // "Citing the secrecy of the talks, the official asked not to be named."
    let (_, found) = opening(row, speakers, sentence.start, marker.places.start)?;
    let end = until(found.end);
    (end < marker.places.start).then_some(found.end..end)
}

/// Where a text says that a name is kept back.
struct Marker {
    places: Range<usize>,
    /// Whether it is also the reason: "not authorised to speak".
    says_why: bool,
}

/// The words that keep the name of a draft's source back: in its sentence, outside what is
/// said, else in the next one where that goes on about the source.
fn marker(row: &Row, speakers: &Speakers, draft: &Draft) -> Option<Marker> {
    let source = draft.source.as_ref()?;
    let here = row.sentence(source.start);
    marker_in(row, speakers, draft, here.clone()).or_else(|| {
        let next = (here.end < row.len()).then(|| row.sentence(here.end))?;
        let goes_on = goes_on(row, source, next.start);
        (goes_on && row.paragraph(next.start) == row.paragraph(source.start))
            .then(|| marker_in(row, speakers, draft, next))?
    })
}

fn marker_in(row: &Row, speakers: &Speakers, draft: &Draft, sentence: Range<usize>) -> Option<Marker> {
    let is_said =
        |at: usize| row.cells[at].quote.is_some() || draft.content.iter().any(|part| part.contains(&at));
    let find = |phrases: &[String], says_why: bool| {
        let free = sentence.clone().filter(|&at| !is_said(at));
        free.into_iter().find_map(|at| {
            let places = phrases.iter().find_map(|phrase| phrase_at(row, phrase, at, sentence.end))?;
            Some(Marker { places, says_why })
        })
    };
    find(&speakers.kept_back, false).or_else(|| find(&speakers.not_allowed, true))
}

/// Whether a sentence goes on about a source: it opens with "he", or with its noun.
fn goes_on(row: &Row, source: &Range<usize>, start: usize) -> bool {
    let noun = row.lemma(draft::head_of(row, source.clone()));
    let first = row.word(start).to_lowercase();
    let pronoun = matches!(first.as_str(), "he" | "she" | "they");
    let again = matches!(first.as_str(), "the" | "both" | "all")
        && (start..(start + 5).min(row.len())).any(|at| row.lemma(at) == noun);
    pronoun || again
}

/// The word that opens a reason at a place.
fn opening<'s>(row: &Row, speakers: &'s Speakers, at: usize, end: usize) -> Option<(&'s str, Range<usize>)> {
    speakers.reasons.iter().find_map(|word| {
        let places = phrase_at(row, word, at, end)?;
        let before_verb = || places.end < end && row.cells[places.end].upos == Upos::Verb;
        (!word.ends_with(" to") && word != "to" || word == "owing to" || word == "due to" || before_verb())
            .then_some((word.as_str(), places))
    })
}

/// The places of a phrase that begins at a place.
fn phrase_at(row: &Row, phrase: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let fits = at + words.len() <= end
        && words.iter().enumerate().all(|(i, word)| row.word(at + i).eq_ignore_ascii_case(word));
    fits.then_some(at..at + words.len())
}
