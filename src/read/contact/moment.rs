//! When a dealing was: which of a sentence's times belongs to it.

use crate::read::syntax::{Rel, Upos};
use crate::read::time::{Frame, Meaning, Phrase, Tense, YearRef};
use crate::record::{Precision, When};
use jiff::civil::Date;

use super::line::Line;

/// Verbs whose time is that of the saying.
const SAYING: [&str; 14] = [
    "say", "tell", "report", "announce", "add", "write", "state", "note", "confirm", "declare", "deny",
    "warn", "claim", "stress",
];

/// Nouns for a dealing, of which a time before them tells when it was.
const DEALINGS: [&str; 8] =
    ["meeting", "call", "conversation", "talk", "summit", "visit", "session", "negotiation"];

/// The time among `phrases` that tells when the dealing at `anchor` was.
pub(in crate::read) fn choose<'p>(
    line: Line,
    phrases: &'p [Phrase],
    anchor: usize,
    objects: &[usize],
) -> Option<&'p Phrase> {
    let ranked = phrases.iter().filter_map(|phrase| Some((rank(line, phrase, anchor, objects)?, phrase)));
    ranked
        .min_by_key(|(rank, phrase)| (*rank, phrase.tokens.start.abs_diff(anchor)))
        .map(|(_, phrase)| phrase)
}

/// How near a time stands to a dealing, 0 nearest; `None` where it belongs elsewhere.
fn rank(line: Line, phrase: &Phrase, anchor: usize, objects: &[usize]) -> Option<usize> {
    let top =
        phrase.tokens.clone().find(|&i| line.head(i).is_none_or(|head| !phrase.tokens.contains(&head)))?;
    // "**Today's agreements** on the outcome of the talks": the day is that of the agreements.
    let owned = line.head(top).filter(|_| line.rel(top) == Rel::NmodPoss);
    if owned.is_some_and(|owned| owned != anchor && !objects.contains(&owned)) {
        return None;
    }
    let mut at = top;
    while let Some(head) = line.head(at) {
        at = head;
        if at == anchor || objects.contains(&at) {
            return Some(0);
        }
        // "Their meeting followed **the Monday call**", "their meetings, **the call on Monday**":
        // the day is that of the call.
        let beside = matches!(line.rel(at), Rel::Conj | Rel::Appos | Rel::List | Rel::Parataxis);
        if (phrase.tokens.end <= at || beside) && DEALINGS.contains(&line.lemma(at).as_str()) {
            return None;
        }
        if line.is_verb(at) {
            break;
        }
    }
    if SAYING.contains(&line.lemma(at).as_str()) {
        return None;
    }
    let clause = if line.is_verb(anchor) { anchor } else { line.clause_of(anchor) };
    if at == clause {
        return Some(1);
    }
    let shared =
        matches!(line.rel(clause), Rel::Conj | Rel::Xcomp | Rel::Advcl) && line.head(clause) == Some(at);
    let below = matches!(line.rel(at), Rel::Advcl | Rel::Xcomp | Rel::Conj) && line.head(at) == Some(clause);
    let purpose =
        line.rel(at) == Rel::Advcl && line.children(at, &[Rel::Advmod]).any(|i| line.word(i) == "when");
    let told =
        line.rel(at) == Rel::Acl && line.head(at).is_some_and(|head| line.tree().is_under(head, anchor));
    if told && !line.is_verb(anchor) {
        return Some(1);
    }
    // "In follow-up to **talks held the day before**": the day is that of the talks.
    let is_other = |head: usize| {
        head != anchor && !objects.contains(&head) && DEALINGS.contains(&line.lemma(head).as_str())
    };
    let of_others = line.rel(at) == Rel::Acl && line.head(at).is_some_and(is_other);
    if of_others {
        return None;
    }
    let aim = line.children(at, &[Rel::Mark]).any(|i| line.word(i) == "to")
        && line.head(at).is_some_and(|head| head == clause || objects.contains(&head));
    if shared {
        Some(2)
    } else if below && purpose || aim {
        Some(3)
    } else {
        is_beside(line, phrase, anchor).then_some(4)
    }
}

/// Whether no other clause stands between a time and the anchor, whatever the tree says.
fn is_beside(line: Line, phrase: &Phrase, anchor: usize) -> bool {
    let (from, to) = match phrase.tokens.start < anchor {
        true => (phrase.tokens.end, anchor),
        false => (anchor + 1, phrase.tokens.start),
    };
    let parts = |i: usize| {
        line.token(i).upos == Upos::Verb
            || matches!(line.word(i).as_str(), ";" | ":" | "that" | "who" | "which" | "and" | "—")
    };
    line.is_verb(anchor) && !(from..to).any(parts)
}

/// The day that a time comes to; `None` where it cannot be known.
pub(in crate::read) fn resolve(
    line: Line,
    phrase: &Phrase,
    tense: Tense,
    named: Option<Date>,
) -> Option<When> {
    let published = line.reading.article.told_on();
    let frame = match published {
        Some(published) => Frame { published, tense, named },
        None if is_complete(phrase.meaning) => Frame { published: Date::ZERO, tense, named },
        None => return None,
    };
    let (date, precision) = phrase.meaning.resolve(frame)?;
    Some(When { text: Some(line.words(phrase.tokens.clone()).to_owned()), date, precision })
}

/// Whether a time needs no date of publication.
fn is_complete(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Date { year, .. } | Meaning::Month { year, .. } => matches!(year, YearRef::Stated(_)),
        Meaning::Year(_) => true,
        _ => false,
    }
}

/// Whether two times can be of one happening.
pub(super) fn agree(a: Option<&When>, b: Option<&When>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let (fine, coarse) = if a.precision <= b.precision { (a, b) } else { (b, a) };
    let days = (fine.date - coarse.date).get_days();
    match coarse.precision {
        Precision::Day => days == 0,
        Precision::Week => (0..7).contains(&days),
        Precision::Month => fine.date.first_of_month() == coarse.date,
        Precision::Year => fine.date.year() == coarse.date.year(),
    }
}
