//! Where a dealing was.

use crate::read::rules::navigate::hung;
use crate::read::syntax::Rel;
use crate::record::MentionKind;

use super::line::Line;

/// Prepositions before a place.
const AT: [&str; 5] = ["in", "at", "near", "outside", "inside"];

/// The name of the place where the dealing at `anchor` was: the nearest that its words
/// or its clause name, not one that belongs to a party.
pub(in crate::read) fn find(
    line: Line,
    anchor: usize,
    objects: &[usize],
    is_party: impl Fn(usize) -> bool,
) -> Option<String> {
    let clause = if line.is_verb(anchor) { anchor } else { line.clause_of(anchor) };
    let tops: Vec<usize> = [anchor].into_iter().chain(objects.iter().copied()).chain([clause]).collect();
    let under = |top: usize| {
        let own = line.children(top, &[Rel::Obl, Rel::Nmod, Rel::OblUnmarked, Rel::Advmod]);
        // "The talks held in Istanbul", "the round of talks in Belarus".
        let inner = line.children(top, &[Rel::Acl, Rel::Nmod]).filter(|_| !line.is_verb(top));
        let deep = inner.flat_map(|i| line.children(i, &[Rel::Obl, Rel::Nmod]));
        own.chain(hung(line.reading, line.index, top)).chain(deep).collect::<Vec<_>>()
    };
    tops.into_iter().flat_map(under).find_map(|i| {
        let at = line.case(i).is_some_and(|case| AT.contains(&case.as_str()));
        if !at || is_party(i) { None } else { name(line, i) }
    })
}

/// The name of the place at a token.
pub(in crate::read) fn name(line: Line, token: usize) -> Option<String> {
    let mention = line.reading.names.at(line.index, token)?;
    let kind = line.reading.names.actors[mention.actor].kind;
    let is_place = matches!(kind, MentionKind::Place | MentionKind::Country | MentionKind::Organisation);
    let text = line.words(mention.tokens.clone());
    is_place.then(|| text.trim_start_matches("the ").trim_start_matches("The ").to_owned())
}
