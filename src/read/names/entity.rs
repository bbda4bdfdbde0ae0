//! Names as they stand in a sentence, by the lexicon and the learned tagger together.

use std::ops::Range;

use crate::knowledge::{Knowledge, Part, Rank};
use crate::read::syntax::Upos;
use crate::record::MentionKind;

use super::lexicon::Sense;
use super::tagger::{Kind, Tagged};
use super::words::{Hit, Words};

/// A name in a sentence, titles left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    pub tokens: Range<usize>,
    pub kind: MentionKind,
    /// What the knowledge takes it for.
    pub known: Option<Sense>,
}

impl Entity {
    /// Whether it is a state, a place or a body: what an office is held in.
    pub fn holds_offices(&self) -> bool {
        self.kind != MentionKind::Person
    }
}

/// The names of a sentence, in order; two never overlap.
pub fn entities(knowledge: &Knowledge, words: &Words, tagged: &[Tagged]) -> Vec<Entity> {
    let mut found: Vec<Entity> =
        words.hits().iter().filter_map(|hit| from_lexicon(words, hit, tagged)).collect();
    found.extend(tagged.iter().filter_map(|name| from_tagger(knowledge, words, name)));
    found.extend((0..words.len()).filter_map(|at| from_suffix(words, at)));
    // Full names of known people win, then longer names; of two as long, the one that
    // the lexicon knows comes first.
    let full = |e: &Entity| matches!(e.known, Some(Sense::Person(_)));
    found.sort_by_key(|e| (!full(e), std::cmp::Reverse(e.tokens.len()), e.known.is_none(), e.tokens.start));
    let mut taken = vec![false; words.len()];
    found.retain(|entity| {
        let free = !taken[entity.tokens.clone()].contains(&true);
        if free {
            taken[entity.tokens.clone()].fill(true);
        }
        free
    });
    found.sort_by_key(|entity| entity.tokens.start);
    found
}

fn from_lexicon(words: &Words, hit: &Hit, tagged: &[Tagged]) -> Option<Entity> {
    let same = tagged.iter().find(|name| name.tokens == hit.range());
    let kind = match hit.sense {
        Sense::Country(_) => MentionKind::Country,
        Sense::Capital(_) | Sense::Place(_) => MentionKind::Place,
        Sense::WeakPlace(_) => same.filter(|name| name.kind == Kind::Place).map(|_| MentionKind::Place)?,
        Sense::Lower(place) => {
            same.filter(|name| name.kind == Kind::Place)?;
            return Some(Entity { tokens: hit.range(), kind: place.kind(), known: Some(place.sense()) });
        }
        Sense::Organisation(_) => MentionKind::Organisation,
        Sense::WeakOrganisation(_) => {
            same.filter(|name| name.kind != Kind::Person).map(|_| MentionKind::Organisation)?
        }
        Sense::Person(_) => MentionKind::Person,
        Sense::Surname(_) if words.text(hit.start).len() > 2 => MentionKind::Person,
        _ => return None,
    };
    // "King Jordan", "Ms Paris": a place's name that a person bears.
    let one_word = hit.width() == 1 && matches!(kind, MentionKind::Place | MentionKind::Country);
    let person = || same.is_some_and(|name| name.kind == Kind::Person) || goes_on(words, hit.end);
    if one_word && titled(words, hit.start) && person() {
        return None;
    }
    // A leading article is no part of a name.
    let start = if hit.width() > 1 && words.folded(hit.start) == "the" { hit.start + 1 } else { hit.start };
    Some(Entity { tokens: start..hit.end, kind, known: Some(hit.sense) })
}

/// A body by the last word of its name, with what it is of: "Supreme Economic Council",
/// "Northern Institute of Peace Studies".
fn from_suffix(words: &Words, at: usize) -> Option<Entity> {
    let proper = |i: usize| words.get(i).is_some_and(|w| w.capital && w.upos == Upos::Propn);
    let suffix = |i: usize| proper(i) && words.longest(i, |s| s == Sense::Phrase(Part::Suffix)).is_some();
    if !suffix(at) || suffix(at + 1) {
        return None;
    }
    let nation = |s| matches!(s, Sense::Adjective(_) | Sense::StatelessAdjective);
    let other =
        |s| matches!(s, Sense::Honorific(_) | Sense::Office(_) | Sense::Person(_) | Sense::Country(_));
    let named = |i: usize| {
        (proper(i) || words.capital(i) && words.longest(i, nation).is_some())
            && words.longest(i, other).is_none()
    };
    let mut start = at;
    while start > 0 && (named(start - 1) || start > 1 && is_and(words, start - 1) && named(start - 2)) {
        start -= 1;
    }
    let mut end = at + 1;
    if matches!(words.folded(end), "of" | "for") {
        let from = if words.folded(end + 1) == "the" { end + 2 } else { end + 1 };
        let mut to = from;
        while proper(to) || to > from && is_and(words, to) && proper(to + 1) {
            to += 1;
        }
        end = if to > from { to } else { end };
    }
    (end - start > 1).then_some(Entity { tokens: start..end, kind: MentionKind::Organisation, known: None })
}

fn is_and(words: &Words, at: usize) -> bool {
    matches!(words.folded(at), "and" | "&")
}

/// Whether a title or given name stands before a token.
fn titled(words: &Words, at: usize) -> bool {
    let title = |sense| matches!(sense, Sense::Honorific(_) | Sense::Office(_) | Sense::Given(_));
    words.ending_at(at, title).is_some()
}

/// Whether the name before a token goes on there with a word that the lexicon does not
/// know: "Prime Minister Sofia Lindgren".
fn goes_on(words: &Words, at: usize) -> bool {
    let name = |sense| {
        matches!(
            sense,
            Sense::Person(_)
                | Sense::Surname(_)
                | Sense::WeakSurname(_)
                | Sense::Given(_)
                | Sense::WeakGiven(_)
                | Sense::WeakPlace(_)
        )
    };
    let proper = words.get(at).is_some_and(|word| word.capital && word.upos == Upos::Propn);
    proper && words.hits_at(at).iter().all(|hit| name(hit.sense))
}

fn from_tagger(knowledge: &Knowledge, words: &Words, name: &Tagged) -> Option<Entity> {
    let mut tokens = name.tokens.clone();
    let given = tokens.len() == 1 && words.longest(tokens.start, |s| matches!(s, Sense::Given(_))).is_some();
    let known_place = |s| matches!(s, Sense::WeakPlace(_) | Sense::Place(_) | Sense::WeakOrganisation(_));
    let kind = match name.kind {
        Kind::Place | Kind::Organisation if given && words.longest(tokens.start, known_place).is_none() => {
            MentionKind::Person
        }
        Kind::Person
            if tokens.len() == 1 && !given && matches!(before(words, tokens.start), "in" | "near") =>
        {
            MentionKind::Place
        }
        Kind::Place
            if tokens.len() > 1
                && words.longest(tokens.end - 1, |s| s == Sense::Phrase(Part::Suffix)).is_some() =>
        {
            MentionKind::Organisation
        }
        Kind::Person => {
            tokens.start = past_titles(knowledge, words, tokens.clone());
            if !is_human(words, &tokens) {
                return None;
            }
            MentionKind::Person
        }
        Kind::Organisation => MentionKind::Organisation,
        // "Republic of Angola" and a person's name that the tagger put to it.
        Kind::Place if words.longest(tokens.start, |s| matches!(s, Sense::Country(_))).is_some() => {
            return None;
        }
        Kind::Place => MentionKind::Place,
    };
    while !tokens.is_empty()
        && matches!(words.folded(tokens.end - 1), "'s" | "'" | "." | "," | "-" | "of" | "and")
    {
        tokens.end -= 1;
    }
    while !tokens.is_empty() && matches!(words.folded(tokens.start), "the" | "a" | "an" | "," | "-" | "'s") {
        tokens.start += 1;
    }
    let named = tokens.clone().any(|i| words.capital(i));
    (!tokens.is_empty() && named && !is_description(words, &tokens)).then_some(Entity {
        tokens,
        kind,
        known: None,
    })
}

/// The word before a token; empty at the start.
fn before<'a>(words: &'a Words, at: usize) -> &'a str {
    at.checked_sub(1).map_or("", |i| words.folded(i))
}

/// Whether a person's name has a given name, or no word that is an ordinary one.
fn is_human(words: &Words, tokens: &Range<usize>) -> bool {
    let name = |sense| matches!(sense, Sense::Given(_) | Sense::WeakGiven(_) | Sense::Surname(_));
    let given = tokens.clone().any(|i| words.longest(i, name).is_some());
    let proper = |i: usize| {
        let word = words.get(i);
        word.is_some_and(|w| {
            matches!(
                w.upos,
                Upos::Propn | Upos::Punct | Upos::X | Upos::Part | Upos::Adp | Upos::Det | Upos::Num
            ) || w.capitals
        })
    };
    given || tokens.clone().all(proper)
}

/// The first token after the titles, countries and adjectives that the tagger put
/// into a person's name.
fn past_titles(knowledge: &Knowledge, words: &Words, tokens: Range<usize>) -> usize {
    let title = |sense| {
        matches!(
            sense,
            Sense::Honorific(_)
                | Sense::Office(_)
                | Sense::Offices(_)
                | Sense::Adjective(_)
                | Sense::Country(_)
                | Sense::Place(_)
                | Sense::Organisation(_)
                | Sense::Phrase(Part::Former | Part::Acting | Part::Deputy | Part::Before | Part::Portfolio)
        )
    };
    let name = |sense| matches!(sense, Sense::Given(_));
    let mut start = tokens.start;
    // The mark of a question in transcripts.
    if words.text(start) == "Q" && tokens.len() > 1 {
        start += 1;
    }
    while let Some(hit) = words.longest(start, title) {
        let honorific = matches!(hit.sense, Sense::Honorific(_));
        let named =
            words.longest(start, |s| matches!(s, Sense::Person(_)) || !honorific && name(s)).is_some();
        if hit.end >= tokens.end || named {
            break;
        }
        start = hit.end;
    }
    past_office(knowledge, words, start..tokens.end)
}

/// The first token after an office in the midst: "Stroybank CEO Anna Petrova". Ranks
/// that are also names ("King", "Bishop", "Major") may be part of this one.
fn past_office(knowledge: &Knowledge, words: &Words, tokens: Range<usize>) -> usize {
    let office = |sense| match sense {
        Sense::Office(i) => {
            let rank = knowledge.offices[i as usize].rank;
            !matches!(rank, Rank::Monarch | Rank::Cleric | Rank::Military | Rank::Official)
        }
        _ => false,
    };
    let ends = |i: usize| words.longest(i, office).map(|hit| hit.end).filter(|&end| end < tokens.end);
    (tokens.start + 1..tokens.end).rev().find_map(ends).unwrap_or(tokens.start)
}

/// Whether the tokens are no name but nationalities, offices and the like.
fn is_description(words: &Words, tokens: &Range<usize>) -> bool {
    let descriptive = |sense| {
        matches!(
            sense,
            Sense::Adjective(_)
                | Sense::People(_)
                | Sense::StatelessAdjective
                | Sense::Stateless
                | Sense::Office(_)
                | Sense::Offices(_)
                | Sense::Honorific(_)
                | Sense::Phrase(Part::Official | Part::Group | Part::Crowd | Part::Before | Part::Former)
        )
    };
    let mut at = tokens.start;
    while at < tokens.end {
        match words.longest(at, descriptive) {
            Some(hit) if hit.end <= tokens.end => at = hit.end,
            _ => return false,
        }
    }
    true
}
