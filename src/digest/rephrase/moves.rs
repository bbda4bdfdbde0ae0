//! Whether two sentences have the same words in an order that says the same: only who
//! tells it, and the day, may stand first or last.

use std::collections::HashSet;

use super::Departure;
use super::knowledge::Knowledge;
use super::marks::Token;

/// Words that join a clause on: what a teller answers for is not plain beyond them.
const JOINS: [&str; 8] = ["and", "but", "or", "nor", "yet", "while", "whereas", "so"];

/// Small words within names: "Office of the President".
const WITHIN: [&str; 4] = ["of", "the", "for", "and"];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A sentence whose first or last words say who tells the rest.
struct Told<'t> {
    name: &'t [Token],
    /// The day on which it was told, where the words say so.
    day: &'t [Token],
    rest: &'t [Token],
    is_first: bool,
    /// Whether it is told by "according to", which reaches over whatever else is said.
    is_account: bool,
}

/// Whether the words of `theirs` say what `ours` say; `verbs` are where verbs start in ours.
///
/// # Errors
/// The first word that stands otherwise.
pub(super) fn same(ours: &[Token], theirs: &[Token], verbs: &HashSet<usize>) -> Result<(), Departure> {
    let (Some(own), Some(other)) = (told(ours), told(theirs)) else {
        return same_rest(ours, theirs, verbs);
    };
    // Where a clause is joined on, the teller might answer for more or for less than before.
    let is_joined = own.rest.iter().any(|token| token.is_parted && JOINS.contains(&token.key.as_str()));
    if own.is_first != other.is_first && is_joined {
        return equal(ours, theirs);
    }
    equal(own.name, other.name)?;
    equal(own.day, other.day)?;
    same_rest(own.rest, other.rest, verbs)
}

/// Whether what is told is the same, but that the day may stand first or last where there
/// is one verb to which it can belong.
fn same_rest(ours: &[Token], theirs: &[Token], verbs: &HashSet<usize>) -> Result<(), Departure> {
    let Err(departure) = equal(ours, theirs) else { return Ok(()) };
    let acts = ours.iter().filter(|token| verbs.contains(&token.start)).count();
    let (Some((own_day, own)), Some((day, other))) = (dated(ours), dated(theirs)) else {
        return Err(departure);
    };
    // Behind a noun it may be the noun's: "the attack on Tuesday".
    let is_loose = own.last().is_some_and(|last| last.is_capital || verbs.contains(&last.start));
    let joins = |two: &[Token]| JOINS.contains(&two[0].key.as_str()) && !two[1].is_capital;
    let is_joined = own.windows(2).any(joins);
    if acts > 1 || is_joined || !is_loose || dated(own).is_some() || equal(own_day, day).is_err() {
        return Err(departure);
    }
    equal(own, other)
}

/// Whether words are the same in the same order, with commas in the same places; before the
/// first there may be anything, and it may have a capital.
fn equal(ours: &[Token], theirs: &[Token]) -> Result<(), Departure> {
    for (i, (own, other)) in ours.iter().zip(theirs).enumerate() {
        if !own.is(other, i == 0) {
            let is_new = !ours.iter().any(|token| token.is(other, true));
            return Err(match is_new {
                true => Departure::Word(other.text.clone()),
                false => Departure::Lost(own.text.clone()),
            });
        }
        if i > 0 && own.is_parted != other.is_parted {
            return Err(Departure::Marks(other.text.clone()));
        }
    }
    match (ours.get(theirs.len()), theirs.get(ours.len())) {
        (Some(own), _) => Err(Departure::Lost(own.text.clone())),
        (_, Some(other)) => Err(Departure::Word(other.text.clone())),
        (None, None) => Ok(()),
    }
}

/// Parts who tells a sentence from what is told, where that stands first or last. Where
/// there is one at each end, it is the one by whose account the other says it.
fn told(tokens: &[Token]) -> Option<Told<'_>> {
    match (told_first(tokens), told_last(tokens)) {
        (Some(first), Some(last)) => match (first.is_account, last.is_account) {
            (true, false) => Some(first),
            (false, true) => Some(last),
            _ => None,
        },
        (first, last) => first.or(last),
    }
}

/// "According to the Kremlin, …", "The Kremlin said on Tuesday that …".
fn told_first(tokens: &[Token]) -> Option<Told<'_>> {
    if let Some(after) = according_to(tokens) {
        let len = name(after);
        let (name, rest) = after.split_at(len);
        let is_whole = len > 0 && rest.first().is_some_and(|next| next.is_parted);
        return is_whole.then_some(Told { name, day: &[], rest, is_first: true, is_account: true });
    }
    let (name, after) = tokens.split_at(name(tokens));
    let after = is_said(name, after)?;
    let (day, after) = day(after).map_or((&after[..0], after), |len| after.split_at(len));
    let rest = after.split_first().filter(|(that, _)| that.key == "that" && !that.is_parted)?.1;
    Some(Told { name, day, rest, is_first: true, is_account: false })
}

/// "…, according to the Kremlin.", "…, the Kremlin said on Tuesday."
fn told_last(tokens: &[Token]) -> Option<Told<'_>> {
    let at = tokens.iter().rposition(|token| token.is_parted).filter(|at| *at > 0)?;
    let (rest, last) = tokens.split_at(at);
    if let Some(after) = according_to(last) {
        let is_whole = !after.is_empty() && name(after) == after.len();
        return is_whole.then_some(Told { name: after, day: &[], rest, is_first: false, is_account: true });
    }
    let (name, after) = last.split_at(name(last));
    let day = is_said(name, after)?;
    let is_whole = day.is_empty() || self::day(day) == Some(day.len());
    is_whole.then_some(Told { name, day, rest, is_first: false, is_account: false })
}

/// What follows on "according to".
fn according_to(tokens: &[Token]) -> Option<&[Token]> {
    let [according, to, after @ ..] = tokens else { return None };
    (according.key == "according" && to.key == "to").then_some(after)
}

/// What follows on "said" or the like, behind a name.
fn is_said<'t>(name: &[Token], after: &'t [Token]) -> Option<&'t [Token]> {
    let (said, after) = after.split_first()?;
    (!name.is_empty() && is_telling(said) && !said.is_parted).then_some(after)
}

fn is_telling(token: &Token) -> bool {
    Knowledge::get().tells.contains(&token.key)
}

/// How many tokens a name has with which these begin: words with capitals, no comma between
/// them, and small words within; 0 where there is none.
fn name(tokens: &[Token]) -> usize {
    let mut len = 0;
    for (i, token) in tokens.iter().enumerate() {
        let is_small = WITHIN.contains(&token.key.as_str());
        if (i > 0 && token.is_parted) || !(token.is_capital || is_small) || is_telling(token) {
            break;
        }
        if token.is_capital && !is_small {
            len = i + 1;
        }
    }
    len
}

/// How many tokens a day has with which these begin: "on Tuesday".
fn day(tokens: &[Token]) -> Option<usize> {
    let [on, day, ..] = tokens else { return None };
    (on.key == "on" && DAYS.contains(&day.key.as_str()) && !day.is_parted && !day.owns).then_some(2)
}

/// The day with which words begin or end, and the others.
fn dated(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    if let Some(len) = day(tokens) {
        return Some(tokens.split_at(len));
    }
    let at = tokens.len().checked_sub(2).filter(|at| *at > 0)?;
    day(&tokens[at..])?;
    let (rest, day) = tokens.split_at(at);
    Some((day, rest))
}
