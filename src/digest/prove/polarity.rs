//! Negations, hedges and modal words: none may be added, none dropped.

use super::words::{Word, stem};
use crate::digest::lexicon::Lexicon;

/// How many words after a turning word count as what it turns.
const REACH: usize = 6;

/// A turning word of one text that the other lacks at the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// The sentence says it, the cited words do not.
    Added(String),
    /// The cited words say it of words that the sentence takes over.
    Dropped(String),
}

/// Compares a sentence with the words it cites. `sentence` holds all of its words and
/// `own` those outside quotation marks; each of `cited` is one citation's words. What tells
/// the status of a cited contact is no addition where its record bears it out (`by_record`).
pub fn compare(
    sentence: &[Word],
    own: &[Word],
    cited: &[Vec<Word>],
    by_record: impl Fn(&Word) -> Option<bool>,
    lexicon: &Lexicon,
) -> Result<(), Mismatch> {
    for quote in cited {
        for (i, word) in quote.iter().enumerate().filter(|(_, word)| turns(word, lexicon)) {
            let dropped = match ends_clause(quote, i) {
                true => takes_over_before(sentence, quote, i, lexicon),
                false => takes_over(sentence, quote, i, lexicon),
            };
            if dropped == Some(false) {
                return Err(Mismatch::Dropped(word.text.clone()));
            }
        }
    }
    for word in own.iter().filter(|word| lexicon.is_negation(&word.folded)) {
        match by_record(word) {
            Some(true) => continue,
            Some(false) => return Err(Mismatch::Added(word.text.clone())),
            None => {}
        }
        let Some(i) = sentence.iter().position(|other| other.start == word.start) else { continue };
        let borne_out = cited.iter().any(|quote| match ends_clause(sentence, i) {
            true => takes_over_before(quote, sentence, i, lexicon) == Some(true),
            false => takes_over(quote, sentence, i, lexicon) == Some(true),
        });
        let nothing_follows = content_after(sentence, i, lexicon).is_empty();
        let stands = cited.iter().flatten().any(|w| stem(&w.folded) == stem(&word.folded));
        if !(borne_out || nothing_follows && stands) {
            return Err(Mismatch::Added(word.text.clone()));
        }
    }
    Ok(())
}

/// Whether a word turns what follows round or makes it less than a fact.
fn turns(word: &Word, lexicon: &Lexicon) -> bool {
    lexicon.is_negation(&word.folded) || is_modal(word, lexicon)
}

/// "may", but not the month.
fn is_modal(word: &Word, lexicon: &Lexicon) -> bool {
    !word.is_capital() && lexicon.modals.contains(&word.folded)
}

/// Whether `other` takes over what the word at `i` of `text` turns, and with it the
/// turn: `None` where it takes over nothing.
fn takes_over(other: &[Word], text: &[Word], i: usize, lexicon: &Lexicon) -> Option<bool> {
    let turned = content_after(text, i, lexicon);
    let [first, ..] = turned.as_slice() else { return None };
    let second = turned.get(1);
    let mut taken = None;
    for (j, word) in other.iter().enumerate() {
        if stem(&word.folded) != *first {
            continue;
        }
        let next = content_after(other, j, lexicon);
        if second.is_some_and(|second| !next.contains(second)) {
            continue;
        }
        let negation = lexicon.is_negation(&text[i].folded);
        let before = &other[j.saturating_sub(REACH)..j];
        let turned = before.iter().any(|w| match negation {
            true => lexicon.is_negation(&w.folded),
            false => is_modal(w, lexicon) || w.folded == "to",
        });
        taken = Some(taken.unwrap_or(false) || turned);
    }
    taken
}

/// Whether a word is the last of its clause, so that it turns what stands before it:
/// "they settle nothing, he said".
fn ends_clause(text: &[Word], i: usize) -> bool {
    text.get(i + 1).is_none_or(|next| next.parted)
}

/// As [`takes_over`], of what stands before the word.
fn takes_over_before(other: &[Word], text: &[Word], i: usize, lexicon: &Lexicon) -> Option<bool> {
    let content = |word: &&Word| !lexicon.free.contains(&word.folded) && !turns(word, lexicon);
    let turned = text[..i].iter().rev().take(REACH).find(content)?;
    let stem_of = stem(&turned.folded);
    let mut taken = None;
    for (j, _) in other.iter().enumerate().filter(|(_, word)| stem(&word.folded) == stem_of) {
        let after = other[j + 1..].iter().take(REACH);
        let before = other[j.saturating_sub(REACH)..j].iter();
        let has_turn = after.chain(before).any(|word| turns(word, lexicon));
        taken = Some(taken.unwrap_or(false) || has_turn);
    }
    taken
}

/// The stems of the two content words that follow a word within reach and its clause.
fn content_after(text: &[Word], i: usize, lexicon: &Lexicon) -> Vec<String> {
    let following = text[i + 1..].iter().take(REACH);
    let content = following.filter(|word| !lexicon.free.contains(&word.folded) && !turns(word, lexicon));
    content.take(2).map(|word| stem(&word.folded)).collect()
}

/// Whether words hedge: "reportedly", "is said to".
pub fn hedges(words: &[Word], lexicon: &Lexicon) -> bool {
    if words.iter().any(|w| lexicon.hedges.contains(&w.folded)) {
        return true;
    }
    let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
    lexicon
        .hedge_phrases
        .iter()
        .any(|phrase| folded.windows(phrase.len()).any(|w| w.iter().zip(phrase).all(|(a, b)| a == b)))
}
