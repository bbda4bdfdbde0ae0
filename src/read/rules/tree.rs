//! Matching a pattern over the dependency tree.

use compact_str::CompactString;

use super::navigate;
use super::pattern::{Allowed, Anchor, Around, Class, Need, TreePattern};
use crate::knowledge::Knowledge;
use crate::read::Reading;
use crate::read::lower::lower;
use crate::read::names::Actor;
use crate::read::syntax::Upos;
use crate::record::MentionKind;

/// The filled slots, where the pattern holds at that token.
pub(super) fn matches(
    pattern: &TreePattern,
    reading: &Reading,
    sentence: usize,
    token: usize,
) -> Option<Vec<(CompactString, Vec<usize>)>> {
    let upos = reading.sentences[sentence].tokens[token].upos;
    let right_kind = match pattern.anchor {
        Anchor::Verb => matches!(upos, Upos::Verb | Upos::Aux),
        Anchor::Noun => matches!(upos, Upos::Noun | Upos::Propn),
        // "Prepared" is one as it is written, "opened" is none.
        Anchor::Adjective => {
            let word = lower(reading.word(sentence, token));
            matches!(upos, Upos::Adj | Upos::Verb) && pattern.words.iter().any(|one| *one == word)
        }
    };
    if !right_kind {
        return None;
    }
    let mut slots = Vec::new();
    for around in &pattern.around {
        let tokens = find(around, reading, sentence, token);
        match around.need {
            Need::Must if tokens.is_empty() => return None,
            Need::MustNot if !tokens.is_empty() => return None,
            _ => {}
        }
        if let (Some(slot), false) = (&around.slot, tokens.is_empty()) {
            slots.push((slot.clone(), tokens));
        }
    }
    Some(slots)
}

/// What stands at the end of the first path that leads anywhere allowed, with what
/// is joined to it by "and".
fn find(around: &Around, reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
    for path in &around.paths {
        let ends = navigate::follow(reading, sentence, token, path);
        let mut kept: Vec<usize> = ends
            .into_iter()
            .filter(|&end| is_allowed(&around.allowed, reading, sentence, end))
            .flat_map(|end| navigate::joined(reading, sentence, end))
            .filter(|&end| end != token)
            .collect();
        if !kept.is_empty() {
            kept.sort_unstable();
            kept.dedup();
            return kept;
        }
    }
    Vec::new()
}

/// Whether a word is one of those allowed; nothing named allows all.
pub(super) fn is_allowed(allowed: &[Allowed], reading: &Reading, sentence: usize, token: usize) -> bool {
    allowed.is_empty()
        || allowed.iter().any(|one| match one {
            Allowed::Word(word) => {
                lower(&reading.sentences[sentence].tokens[token].lemma) == word.as_str()
                    || lower(reading.word(sentence, token)) == word.as_str()
            }
            Allowed::Class(class) => is_of(*class, reading, sentence, token),
        })
}

fn is_capital(actor: &Actor) -> bool {
    let state = actor.country.as_deref().and_then(|code| Knowledge::get().country(code));
    state.is_some_and(|state| state.capitals.contains(&actor.name.as_str()))
}

fn is_of(class: Class, reading: &Reading, sentence: usize, token: usize) -> bool {
    let upos = reading.sentences[sentence].tokens[token].upos;
    match class {
        Class::Number => return upos == Upos::Num,
        Class::Noun => return upos == Upos::Noun,
        Class::Adjective => return upos == Upos::Adj,
        Class::Verb => return upos == Upos::Verb,
        Class::Phrase => return true,
        _ => {}
    }
    let Some(actor) = reading.names.actor_at(sentence, token) else { return false };
    match class {
        Class::Person => actor.kind == MentionKind::Person,
        Class::Office => actor.kind == MentionKind::Office,
        Class::Organisation => actor.kind == MentionKind::Organisation,
        Class::Country => actor.kind == MentionKind::Country,
        Class::Place => actor.kind == MentionKind::Place,
        Class::Group => actor.kind == MentionKind::Group,
        Class::Party => actor.kind != MentionKind::Place,
        Class::Capital => actor.kind == MentionKind::Place && is_capital(actor),
        Class::Number | Class::Noun | Class::Adjective | Class::Verb | Class::Phrase => false,
    }
}
