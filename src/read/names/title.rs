//! Names with their titles: "President of the Republic of Senegal Macky Sall".

use std::ops::Range;

use crate::knowledge::Rank;
use crate::record::MentionKind;

use super::entity::Entity;
use super::found::Found;
use super::lexicon::Sense;
use super::office::{Holding, OfficePhrase};
use super::scene::Scene;

/// The office that is whatever the other side's is: "his Turkish counterpart".
pub const COUNTERPART: &str = "Counterpart";

/// The people and offices of a sentence.
pub fn titled(scene: &Scene, offices: &[OfficePhrase]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(office) = offices.get(at) {
        at += 1;
        let (chain, next) = chain(scene, offices, at - 1);
        match name_after(scene, chain.last().map_or(office.tokens.end, |o| o.tokens.end), office) {
            Some(name) => {
                at = next;
                people(scene, &chain, name, &mut found);
            }
            None => unnamed(scene, office, &mut found),
        }
    }
    honorifics(scene, &mut found);
    found
}

/// Offices that one person holds, told one after the other: "Deputy Prime Minister –
/// Minister for Reintegration"; and the index of the office after them.
fn chain<'o>(scene: &Scene, offices: &'o [OfficePhrase], from: usize) -> (Vec<&'o OfficePhrase>, usize) {
    let mut chain = vec![&offices[from]];
    let mut next = from + 1;
    while let Some(office) = offices.get(next) {
        let last = chain[chain.len() - 1];
        let gap = last.tokens.end..office.tokens.start;
        let link = scene.words.text(gap.start);
        let dash = matches!(link, "–" | "-" | "—");
        let body = |o: &OfficePhrase| o.holdings.iter().all(|h| h.body.is_some()) && !o.holdings.is_empty();
        let comma =
            link == "," && last.capital && office.capital && body(last) && !office.holdings.is_empty();
        let touching = gap.is_empty() && last.capital == office.capital;
        if !(touching || gap.len() == 1 && (dash || comma)) || last.plural || office.plural {
            break;
        }
        chain.push(office);
        next += 1;
    }
    (chain, next)
}

/// The name that follows a title, past an honorific.
fn name_after(scene: &Scene, at: usize, office: &OfficePhrase) -> Option<Range<usize>> {
    let at = scene.words.longest(at, |s| matches!(s, Sense::Honorific(_))).map_or(at, |hit| hit.end);
    if let Some(person) = scene.person_from(at) {
        return Some(person.tokens.clone());
    }
    if !office.capital || office.owned {
        return None;
    }
    name_run(scene, at)
}

/// A run of capitalised words that no other name claims: a name that the tagger
/// missed after a title.
fn name_run(scene: &Scene, at: usize) -> Option<Range<usize>> {
    let free = |i: usize| scene.entity(i).is_none_or(|e| e.kind == MentionKind::Person || e.known.is_none());
    let taken = |i: usize| {
        scene
            .words
            .longest(i, |s| {
                matches!(
                    s,
                    Sense::Office(_)
                        | Sense::Offices(_)
                        | Sense::Body(_)
                        | Sense::Phrase(_)
                        | Sense::Adjective(_)
                )
            })
            .is_some()
    };
    let mut end = at;
    while end < scene.words.len() && end < at + 5 {
        let word = scene.words.text(end);
        let particle = matches!(
            scene.words.folded(end),
            "al" | "el"
                | "bin"
                | "bint"
                | "ibn"
                | "von"
                | "van"
                | "der"
                | "de"
                | "da"
                | "di"
                | "du"
                | "ben"
                | "-"
                | "la"
        );
        let named = scene.words.capital(end)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        if !(named && free(end) && !taken(end) || particle && end > at) {
            break;
        }
        end += 1;
    }
    while end > at && !scene.words.capital(end - 1) {
        end -= 1;
    }
    let noun = |i: usize| {
        scene.words.get(i).is_some_and(|w| w.upos == crate::read::syntax::Upos::Propn || w.capitals)
    };
    (end > at && noun(at)).then_some(at..end)
}

/// The people who bear a title: one, or after a plural each of a list.
fn people(scene: &Scene, chain: &[&OfficePhrase], name: Range<usize>, found: &mut Vec<Found>) {
    let first = chain[0];
    // "Supreme Leader Ayatollah": a rank beside an office says no more.
    let told = |o: &&&OfficePhrase| {
        let beside = chain.len() > 1 && matches!(o.rank, Rank::Cleric | Rank::Military);
        !beside && o.role != COUNTERPART
    };
    let roles: Vec<&str> = chain.iter().filter(told).map(|office| office.role.as_str()).collect();
    let role = roles.join(", ");
    let country = chain.iter().find_map(|office| office.country());
    let mut names = vec![name];
    if first.plural {
        list(scene, &mut names);
    }
    let one = names.len() == 1;
    for (i, name) in names.into_iter().enumerate() {
        let mut end = name.end;
        let mut state = country;
        if one
            && chain.iter().all(|office| office.holdings.is_empty())
            && let Some((after, to)) = state_after(scene, end)
        {
            (state, end) = (after, to);
        }
        let start = if i == 0 { first.tokens.start } else { name.start };
        let person = person(scene, start..end, name, state);
        found.push(if role.is_empty() { person } else { person.with_role(role.clone()) });
    }
}

/// Further names of a list: "Putin, Biden and Xi".
fn list(scene: &Scene, names: &mut Vec<Range<usize>>) {
    while let Some(last) = names.last() {
        let mut at = last.end;
        while matches!(scene.words.folded(at), "," | "and" | "&") {
            at += 1;
        }
        let Some(next) = scene.person_from(at).filter(|_| at > last.end) else { return };
        names.push(next.tokens.clone());
    }
}

/// "of the United Kingdom" after a name: its state and where it ends.
fn state_after(scene: &Scene, at: usize) -> Option<(Option<&'static str>, usize)> {
    if scene.words.folded(at) != "of" {
        return None;
    }
    let start = if scene.words.folded(at + 1) == "the" { at + 2 } else { at + 1 };
    let entity = scene.entity_from(start).filter(|e| e.kind == MentionKind::Country)?;
    Some((scene.entity_country(entity), entity.tokens.end))
}

/// A person as found: by the knowledge's name where the full name is known.
pub fn person(scene: &Scene, tokens: Range<usize>, name: Range<usize>, country: Option<&str>) -> Found {
    let known = scene.entity_from(name.start).filter(|e| e.tokens == name).and_then(|e| e.known);
    let full = known.filter(|sense| matches!(sense, Sense::Person(_))).and_then(|sense| scene.name_of(sense));
    let printed = full.map_or_else(|| written_name(scene, name.clone()), str::to_owned);
    Found::new(tokens, MentionKind::Person, printed, country).named(name)
}

/// A name as the text has it; one in capitals ("MORAWIECKI") in ordinary case.
fn written_name(scene: &Scene, name: Range<usize>) -> String {
    let shouted = name.clone().all(|i| scene.words.get(i).is_some_and(|w| w.capitals || !w.capital));
    let phrase = scene.words.phrase(name);
    if !shouted {
        return phrase;
    }
    let mut lower = true;
    let case = |c: char| {
        let kept = if lower { c.to_uppercase().next() } else { c.to_lowercase().next() }.unwrap_or(c);
        lower = !c.is_alphabetic();
        kept
    };
    phrase.chars().map(case).collect()
}

/// An office without a name: one for each state that it is held in.
fn unnamed(scene: &Scene, office: &OfficePhrase, found: &mut Vec<Found>) {
    let states: Vec<&Holding> =
        office.holdings.iter().filter(|h| h.country.is_some() && h.body.is_none()).collect();
    if office.plural && (states.len() < 2 || !is_single(office.rank)) {
        return;
    }
    if states.len() < 2 {
        let country = office.country();
        let name = office_name(scene, office, country);
        let kind = if office.rank == Rank::Private { MentionKind::Person } else { MentionKind::Office };
        let full = Found::new(with_honorific(scene, office), kind, name, country);
        found.push(full.with_role(office.role.clone()).nominal());
        return;
    }
    // Each state's office is named by the state's own words; the first, or where the
    // states stand before the noun the last, has the office's words too.
    for (i, state) in states.iter().enumerate() {
        let tokens = match state.before {
            true if i == 0 => state.tokens.start..office.tokens.end,
            false if i == 0 => office.tokens.start..state.tokens.end,
            _ => state.tokens.clone(),
        };
        let country = state.country;
        let nation = country.and_then(|code| scene.knowledge.country(code));
        let of_body = office.holdings.iter().any(|holding| holding.body.is_some());
        let name = match nation.filter(|_| of_body) {
            // "The G7 leaders of Italy and Japan".
            Some(nation) => format!("{} of {}", office.role, nation.name),
            None => office_name(scene, office, country),
        };
        found.push(
            Found::new(tokens, MentionKind::Office, name, country).with_role(office.role.clone()).nominal(),
        );
    }
}

/// Whether a state has one holder of the office, so that several are of several states.
fn is_single(rank: Rank) -> bool {
    matches!(
        rank,
        Rank::HeadOfState
            | Rank::HeadOfGovernment
            | Rank::ForeignMinister
            | Rank::Minister
            | Rank::Head
            | Rank::Monarch
    )
}

/// "Mr. President", "Madam Secretary": the honorific belongs to the office.
fn with_honorific(scene: &Scene, office: &OfficePhrase) -> Range<usize> {
    let before = scene.words.ending_at(office.tokens.start, |s| matches!(s, Sense::Honorific(_)));
    before.map_or(office.tokens.start, |hit| hit.start)..office.tokens.end
}

/// "Foreign Minister of Russia"; without a state the role alone, and of no certain
/// holder the words as they are.
fn office_name(scene: &Scene, office: &OfficePhrase, country: Option<&str>) -> String {
    if !office.definite && !office.capital {
        let article = matches!(scene.words.folded(office.tokens.start), "a" | "an" | "another");
        return scene.words.phrase(office.tokens.start + usize::from(article)..office.tokens.end);
    }
    if office.role == COUNTERPART {
        return scene.words.phrase(office.tokens.start + usize::from(office.owned)..office.tokens.end);
    }
    if office.holdings.iter().any(|holding| holding.body.is_some()) {
        return office.role.clone();
    }
    match country.and_then(|code| scene.knowledge.country(code)) {
        Some(state) => format!("{} of {}", office.role, state.name),
        None => office.role.clone(),
    }
}

/// "Mr Lukashenko", "Sheikh Tamim Bin Hamad Al-Thani of Qatar".
fn honorifics(scene: &Scene, found: &mut Vec<Found>) {
    let covered = |found: &[Found], at: usize| found.iter().any(|f| f.tokens.contains(&at));
    for hit in scene.words.hits().iter().filter(|hit| matches!(hit.sense, Sense::Honorific(_))) {
        if covered(found, hit.start) || scene.entity(hit.start).is_some_and(|e| e.tokens.start < hit.start) {
            continue;
        }
        let name = match scene.person_from(hit.end) {
            Some(person) => Some(person.tokens.clone()),
            None => inside_person(scene, hit.end).or_else(|| name_run(scene, hit.end)),
        };
        let Some(name) = name.filter(|name| !covered(found, name.start)) else { continue };
        let (country, end) = state_after(scene, name.end).unwrap_or((None, name.end));
        found.push(person(scene, hit.start..end, name, country));
    }
    found.sort_by_key(|f| f.tokens.start);
}

/// A person's name that the tagger began at the honorific.
fn inside_person(scene: &Scene, at: usize) -> Option<Range<usize>> {
    let entity: &Entity = scene.entity(at).filter(|e| e.kind == MentionKind::Person)?;
    Some(at..entity.tokens.end)
}
