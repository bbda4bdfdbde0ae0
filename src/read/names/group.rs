//! Several people without names: "Russian negotiators", "officials in Kyiv".

use std::ops::Range;

use crate::knowledge::Part;
use crate::read::syntax::Upos;
use crate::record::MentionKind;

use super::entity::Entity;
use super::found::Found;
use super::lexicon::Sense;
use super::scene::Scene;
use super::words::Hit;

const NOUNS: [Part; 3] = [Part::Official, Part::Group, Part::Crowd];
const MODIFIERS: [Part; 4] = [Part::Before, Part::Former, Part::Acting, Part::Deputy];

/// The groups and the state bodies ("the Polish Foreign Ministry") of a sentence.
pub fn groups(scene: &Scene) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut floor = 0;
    for at in 0..scene.words.len() {
        if at < floor {
            continue;
        }
        let made = household_at(scene, at, floor)
            .or_else(|| body_at(scene, at, floor))
            .or_else(|| noun_at(scene, at, floor))
            .or_else(|| people_at(scene, at, floor));
        if let Some(made) = made {
            floor = made.iter().map(|f| f.tokens.end).max().unwrap_or(floor);
            found.extend(made);
        }
    }
    found.sort_by_key(|f| f.tokens.start);
    found
}

/// "the Biden administration": those who serve under a person.
fn household_at(scene: &Scene, at: usize, floor: usize) -> Option<Vec<Found>> {
    let person = scene.person_from(at)?;
    let end = person.tokens.end;
    let noun = scene.part_at(end, &[Part::Household])?;
    let start = article(scene, at, floor);
    let name = scene.words.phrase(at..noun.end);
    let country = scene.entity_country(person);
    Some(vec![Found::new(start..noun.end, MentionKind::Organisation, name, country)])
}

/// A body of a state: with the state before it or after it.
fn body_at(scene: &Scene, at: usize, floor: usize) -> Option<Vec<Found>> {
    let body = scene.words.longest(at, |s| matches!(s, Sense::Body(_)))?;
    let known = |e: &Entity| e.known.is_some() && e.tokens.len() > body.width() || e.tokens.end > body.end;
    if scene.entity(at).is_some_and(known) || followed_by_group(scene, body.end) {
        return None;
    }
    let name = scene.name_of(body.sense)?;
    let mut start = at;
    let mut end = body.end;
    let mut country = None;
    if let Some(state) = state_before(scene, at, floor) {
        (start, country) = (state.0.start, state.1);
    } else if scene.words.folded(end) == "of" {
        let from = if scene.words.folded(end + 1) == "the" { end + 2 } else { end + 1 };
        let entity = scene
            .entity_from(from)
            .filter(|e| matches!(e.kind, MentionKind::Country | MentionKind::Place))?;
        (end, country) = (entity.tokens.end, scene.entity_country(entity));
    }
    let state = scene.knowledge.country(country?)?;
    let start = article(scene, start, floor);
    let printed = format!("{} {name}", state.adjective());
    Some(vec![Found::new(start..end, MentionKind::Organisation, printed, country)])
}

/// A state's adjective or possessive that ends before a token.
fn state_before(scene: &Scene, at: usize, floor: usize) -> Option<(Range<usize>, Option<&'static str>)> {
    if at <= floor {
        return None;
    }
    if let Some(adjective) = scene.adjective_before(at).filter(|hit| hit.start >= floor) {
        return Some((adjective.range(), scene.country_of(adjective.sense)));
    }
    let owns = matches!(scene.words.folded(at - 1), "'s" | "'") && at >= 2;
    let entity = scene.entity_to(if owns { at - 1 } else { at })?;
    let state = match entity.known? {
        Sense::Country(_) => true,
        Sense::Capital(_) => owns,
        _ => false,
    };
    (state && entity.tokens.start >= floor).then(|| (entity.tokens.start..at, scene.entity_country(entity)))
}

/// Whether a group's noun follows: "army officers", "government officials".
fn followed_by_group(scene: &Scene, at: usize) -> bool {
    scene.part_at(at, &[Part::Official, Part::Group]).is_some_and(|hit| is_plural_noun(scene, hit))
}

/// A group named by its noun.
fn noun_at(scene: &Scene, at: usize, floor: usize) -> Option<Vec<Found>> {
    let noun = scene.part_at(at, &NOUNS)?;
    let republic = scene.words.folded(noun.end) == "'s";
    if scene.entity(at).is_some()
        || !is_plural_noun(scene, noun)
        || republic && noun.width() == 1 && scene.words.capital(at)
    {
        return None;
    }
    let crowd = noun.sense == Sense::Phrase(Part::Crowd);
    let (start, states) = before(scene, at, floor);
    let (end, after) = after(scene, noun.end, !states.is_empty());
    let countries: Vec<State> = states.into_iter().chain(after).collect();
    if countries.is_empty()
        || (crowd && countries.iter().all(|s| s.country.is_none() && !s.owner && !s.people))
    {
        return None;
    }
    Some(parts(scene, article(scene, start, floor)..end, &countries))
}

fn is_plural_noun(scene: &Scene, noun: Hit) -> bool {
    let last = scene.words.get(noun.end - 1);
    last.is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X))
        && !scene
            .words
            .get(noun.end)
            .is_some_and(|next| next.upos == Upos::Noun && noun.width() == 1 && next.text != "'s")
}

/// A state or body that a group belongs to, and its words.
#[derive(Debug, Clone)]
struct State {
    tokens: Range<usize>,
    country: Option<&'static str>,
    /// A body rather than a state: "State Department officials".
    owner: bool,
    /// A people without a state: "Kurdish".
    people: bool,
    before: bool,
}

/// What stands before a group's noun: where it begins and whose it is.
fn before(scene: &Scene, at: usize, floor: usize) -> (usize, Vec<State>) {
    let mut start = at;
    let mut states: Vec<State> = Vec::new();
    while start > floor {
        let linked =
            matches!(scene.words.folded(start - 1), "and" | "," | "-") && !states.is_empty() && start >= 2;
        let end = if linked { start - 1 } else { start };
        if let Some(hit) = scene.adjective_before(end).filter(|hit| hit.start >= floor) {
            let country = scene.country_of(hit.sense);
            let people = hit.sense == Sense::StatelessAdjective;
            states.insert(0, State { tokens: hit.range(), country, owner: false, people, before: true });
            start = hit.start;
        } else if linked {
            break;
        } else if let Some(hit) =
            scene.part_before(start, &MODIFIERS).filter(|h| h.start >= floor && free(scene, h))
        {
            start = hit.start;
        } else if let Some(body) = scene
            .words
            .ending_at(start, |s| matches!(s, Sense::Body(_)))
            .filter(|h| h.start >= floor && free(scene, h))
        {
            start = body.start;
        } else if scene.words.text(start - 1) == "-"
            && start >= 2
            && scene.part_before(start - 1, &MODIFIERS).is_some()
        {
            start -= 1;
        } else if let Some((tokens, state)) = owner_before(scene, start, floor).filter(|_| states.is_empty())
        {
            start = tokens.start;
            states.insert(0, state);
        } else if scene.words.get(start - 1).is_some_and(|w| w.upos == Upos::Adj && !w.capital) {
            start -= 1;
        } else {
            break;
        }
    }
    (start, states)
}

fn free(scene: &Scene, hit: &Hit) -> bool {
    scene.entity(hit.start).is_none()
}

/// A name before a group's noun: "NATO leaders", "Ukraine's allies".
fn owner_before(scene: &Scene, at: usize, floor: usize) -> Option<(Range<usize>, State)> {
    let owns = matches!(scene.words.folded(at - 1), "'s" | "'") && at >= 2;
    let entity = scene.entity_to(if owns { at - 1 } else { at })?;
    if entity.kind == MentionKind::Person || entity.tokens.start < floor {
        return None;
    }
    let tokens = entity.tokens.start..at;
    let owner = entity.kind == MentionKind::Organisation;
    let country = scene.entity_country(entity);
    Some((tokens.clone(), State { tokens, country, owner, people: false, before: true }))
}

/// "of Ukraine and Russia", "in Kyiv" after a group's noun.
fn after(scene: &Scene, at: usize, stated: bool) -> (usize, Vec<State>) {
    let link = scene.words.folded(at);
    if !(link == "of" || (matches!(link, "from" | "in") && !stated)) {
        return (at, Vec::new());
    }
    let mut states = Vec::new();
    let mut end = at;
    let mut next = at + 1;
    loop {
        while matches!(scene.words.folded(next), "the" | "," | "and" | "&") {
            next += 1;
        }
        let Some(entity) = scene.entity_from(next).filter(|e| e.kind != MentionKind::Person) else { break };
        let owner = entity.kind == MentionKind::Organisation;
        let country = scene.entity_country(entity);
        states.push(State { tokens: entity.tokens.clone(), country, owner, people: false, before: false });
        end = entity.tokens.end;
        next = end;
        if link == "in" || !matches!(scene.words.folded(next), "," | "and" | "&") {
            break;
        }
    }
    (end, states)
}

/// One mention of the whole group, or where it is of several states one for each.
fn parts(scene: &Scene, tokens: Range<usize>, states: &[State]) -> Vec<Found> {
    let distinct: Vec<&State> =
        states.iter().filter(|state| state.country.is_some() || state.owner).collect();
    let several = distinct.len() > 1
        && distinct.iter().any(|state| state.country != distinct[0].country || state.country.is_none());
    if !several {
        let country = states.iter().find_map(|state| state.country);
        let name = scene.words.phrase(without_article(scene, tokens.clone()));
        return vec![Found::new(tokens, MentionKind::Group, name, country).nominal()];
    }
    let whole = distinct.iter().position(|state| !state.before).unwrap_or(distinct.len() - 1);
    let made = distinct.iter().enumerate().map(|(i, state)| {
        let covered = match i == whole {
            true if state.before => state.tokens.start..tokens.end,
            true => tokens.start..state.tokens.end,
            false => state.tokens.clone(),
        };
        let noun = noun_words(scene, tokens.clone(), states);
        let nation = state.country.and_then(|code| scene.knowledge.country(code));
        let words = || scene.words.phrase(state.tokens.clone());
        let whose = nation.map_or_else(words, |country| country.adjective().to_owned());
        Found::new(covered, MentionKind::Group, format!("{whose} {noun}"), state.country).nominal()
    });
    made.collect()
}

/// The words of a group without its states.
fn noun_words(scene: &Scene, tokens: Range<usize>, states: &[State]) -> String {
    let last_before = states.iter().filter(|s| s.before).map(|s| s.tokens.end).max();
    let first_after = states.iter().filter(|s| !s.before).map(|s| s.tokens.start).min();
    let tokens = without_article(scene, tokens);
    let start = last_before.unwrap_or(tokens.start);
    let mut end = first_after.unwrap_or(tokens.end);
    while end > start + 1 && matches!(scene.words.folded(end - 1), "of" | "from" | "in" | "the") {
        end -= 1;
    }
    scene.words.phrase(start..end)
}

/// "Russians", "the Ukrainians"; "the French" where nothing follows that it describes.
fn people_at(scene: &Scene, at: usize, floor: usize) -> Option<Vec<Found>> {
    let hit = scene.words.longest(at, |s| matches!(s, Sense::People(_) | Sense::Stateless))?;
    if scene.entity(at).is_some() {
        return None;
    }
    let (start, _) = before(scene, at, floor);
    let name = scene.words.phrase(without_article(scene, start..hit.end));
    let start = article(scene, start, floor);
    Some(vec![Found::new(start..hit.end, MentionKind::Group, name, scene.country_of(hit.sense)).nominal()])
}

/// The place of the article before a token, or the token.
fn article(scene: &Scene, at: usize, floor: usize) -> usize {
    let article =
        at > floor && matches!(scene.words.folded(at - 1), "the" | "a" | "an" | "some" | "these" | "those");
    if article { at - 1 } else { at }
}

fn without_article(scene: &Scene, tokens: Range<usize>) -> Range<usize> {
    let article = matches!(scene.words.folded(tokens.start), "the" | "a" | "an" | "some" | "these" | "those");
    tokens.start + usize::from(article && tokens.len() > 1)..tokens.end
}
