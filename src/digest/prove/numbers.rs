//! The numbers of a sentence, in digits or words.

use std::collections::HashSet;

use super::words::Word;
use super::{Evidence, Fault, calendar, records};
use crate::digest::lexicon::Lexicon;
use crate::digest::model::Basis;

/// A number that words give: how many, or which in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd)]
pub enum Value<'a> {
    Cardinal(u64),
    Ordinal(u64),
    /// What is no whole number is compared as it is written: "4.5".
    Written(&'a str),
}

/// The value of a word that is a number; "first" is too often no number to count.
pub fn value<'a>(word: &'a Word, lexicon: &Lexicon) -> Option<Value<'a>> {
    let folded = word.folded.as_str();
    if let Some(&n) = lexicon.numbers.get(folded) {
        return Some(Value::Cardinal(n));
    }
    if let Some(&n) = lexicon.ordinals.get(folded) {
        return Some(Value::Ordinal(n));
    }
    if !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits: String = folded.chars().filter(|c| *c != ',').collect();
    let ordinal =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| digits.strip_suffix(ending)?.parse().ok());
    Some(match (digits.parse(), ordinal) {
        (Ok(n), _) => Value::Cardinal(n),
        (_, Some(n)) => Value::Ordinal(n),
        _ => Value::Written(folded),
    })
}

/// Each number outside quotation marks stands in the cited words, is part of a date
/// (which is proved as one), is the number of documents cited or of the sources they have it
/// from, where it says so, or counts the contacts that the sentence cites, all or those
/// of somebody whom it names.
pub(super) fn prove(own: &[Word], evidence: &Evidence, lexicon: &Lexicon) -> Result<(), Fault> {
    let cited: HashSet<Value> = evidence.quotes.iter().flatten().filter_map(|w| value(w, lexicon)).collect();
    let counts = records::counts(own, evidence);
    let in_date = |i: usize| {
        let near = [i.checked_sub(1), Some(i + 1)];
        near.into_iter().flatten().any(|j| own.get(j).is_some_and(|word| calendar::month(word).is_some()))
    };
    for (i, word) in own.iter().enumerate() {
        let Some(value) = value(word, lexicon) else { continue };
        let proved = match records::counted(&own[i + 1..], evidence) {
            Some(n) => value == Value::Cardinal(n),
            None => {
                cited.contains(&value) || in_date(i) || counts.iter().any(|&n| value == Value::Cardinal(n))
            }
        };
        if !proved {
            return Err(Fault::Number(word.text.clone()));
        }
    }
    Ok(())
}

/// Each number of an absence is the count of its basis, or the number of its documents or
/// of those of the source named right after it. `sources` are the names of the documents'
/// sources, one for each document.
pub(super) fn prove_counts(
    own: &[Word],
    basis: &Basis,
    sources: &[Vec<Word>],
    lexicon: &Lexicon,
) -> Result<(), Fault> {
    for (i, word) in own.iter().enumerate() {
        let Some(value) = value(word, lexicon) else { continue };
        let count = match source_after(&own[i + 1..], sources) {
            Some(source) => sources.iter().filter(|other| same(other, source)).count(),
            None => basis.count.unwrap_or(basis.documents.len()),
        };
        if value != Value::Cardinal(count as u64) {
            return Err(Fault::Count(word.text.clone(), count));
        }
    }
    Ok(())
}

/// The source named right after a number: "of the Kremlin", "documents of Reuters".
fn source_after<'s>(rest: &[Word], sources: &'s [Vec<Word>]) -> Option<&'s Vec<Word>> {
    let skipped =
        rest.iter().take_while(|word| matches!(word.folded.as_str(), "documents" | "of" | "the")).count();
    sources
        .iter()
        .find(|name| rest[skipped..].len() >= name.len() && same(&rest[skipped..skipped + name.len()], name))
}

fn same(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.folded == b.folded)
}
