//! Offices in a sentence: "the former Russian foreign minister", "Chairperson of
//! the African Union", up to where a name may follow.

use std::ops::Range;

use crate::knowledge::{Gender, Part, Rank};
use crate::read::syntax::Upos;
use crate::read::time::Calendar;
use crate::record::MentionKind;

use super::entity::Entity;
use super::lexicon::Sense;
use super::scene::Scene;
use super::words::Hit;

/// In what an office is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its words, "the" left out; for adjectives and possessives those.
    pub tokens: Range<usize>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// The body, where it is no state: "NATO", "Foreign Ministry".
    pub body: Option<String>,
    /// Whether it stands before the office.
    pub before: bool,
}

/// Whether the office is held now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Now,
    Former,
    Acting,
    Elect,
}

/// An office as a sentence words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePhrase {
    /// From the article or the first word to the last of what it is held in.
    pub tokens: Range<usize>,
    /// The office's own noun.
    pub head: Range<usize>,
    /// Index into the knowledge's offices.
    pub office: usize,
    pub rank: Rank,
    pub gender: Option<Gender>,
    /// Several holders: "the presidents".
    pub plural: bool,
    pub tense: Tense,
    pub holdings: Vec<Holding>,
    /// What records print, without the state: "former Foreign Minister".
    pub role: String,
    /// "the", a possessive, or a state before it: one that can be told who it is.
    pub definite: bool,
    /// "his", "their".
    pub owned: bool,
    /// Whether it is written with a capital, as before a name.
    pub capital: bool,
}

impl OfficePhrase {
    /// The state that it is an office of; of several the first. Whom a private person
    /// works for does not tell their state.
    pub fn country(&self) -> Option<&'static str> {
        let stated = self.holdings.iter().filter(|h| h.body.is_none() || self.rank != Rank::Private);
        let (states, bodies): (Vec<&Holding>, Vec<&Holding>) = stated.partition(|h| h.body.is_none());
        states.into_iter().chain(bodies).find_map(|holding| holding.country)
    }
}

/// The offices of a sentence, in order; two never overlap.
pub fn offices(scene: &Scene) -> Vec<OfficePhrase> {
    let mut found: Vec<OfficePhrase> = Vec::new();
    let mut from = 0;
    for at in 0..scene.words.len() {
        if at < from {
            continue;
        }
        if let Some(office) = office_from(scene, at, from) {
            from = office.tokens.end;
            found.push(office);
        }
    }
    found
}

/// The office whose noun begins at a token; nothing before `floor` belongs to it.
fn office_from(scene: &Scene, at: usize, floor: usize) -> Option<OfficePhrase> {
    let head = scene.words.longest(at, |sense| matches!(sense, Sense::Office(_) | Sense::Offices(_)))?;
    let (office, plural) = match head.sense {
        Sense::Office(i) => (i as usize, false),
        Sense::Offices(i) => (i as usize, true),
        _ => return None,
    };
    let known = &scene.knowledge.offices[office];
    if !is_noun(scene, head) || inside_name(scene, head) || !is_rank_word(scene, head, known.rank) {
        return None;
    }
    let capital = scene.words.capital(head.start);
    let mut phrase = OfficePhrase {
        tokens: head.range(),
        head: head.range(),
        office,
        rank: known.rank,
        gender: known.gender,
        plural,
        tense: Tense::Now,
        holdings: Vec::new(),
        role: String::new(),
        definite: false,
        owned: false,
        capital,
    };
    let field = extend_left(scene, &mut phrase, floor);
    extend_right(scene, &mut phrase);
    phrase.role = role(scene, &phrase, field);
    Some(phrase)
}

/// Whether the head is used as a noun: "the head said", not "they head there".
fn is_noun(scene: &Scene, head: Hit) -> bool {
    let noun = |i: usize| {
        scene
            .words
            .get(i)
            .is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X) || word.capitals)
    };
    head.range().any(noun)
}

/// Whether the head is part of a name: "General Assembly", "Prince Edward Island".
fn inside_name(scene: &Scene, head: Hit) -> bool {
    let covered = |token| {
        scene.entity(token).is_some_and(|e| {
            e.kind != MentionKind::Person || e.tokens.start < head.start || e.known.is_some()
        })
    };
    covered(head.start) || covered(head.end - 1)
}

/// Ranks that are also ordinary words count with a capital only.
fn is_rank_word(scene: &Scene, head: Hit, rank: Rank) -> bool {
    let bare = head.width() == 1 && !scene.words.capital(head.start);
    let word = scene.words.folded(head.start);
    !(bare
        && (rank == Rank::Military && !word.starts_with("commander")
            || rank == Rank::Cleric && word == "father"))
        && !(bare
            && matches!(
                word,
                "major" | "secretary" | "justice" | "father" | "metropolitan" | "marshal" | "don"
            ))
        && !matches!(scene.words.folded(head.end), "assembly" | "staff" | "election" | "elections" | "debate")
}

/// Takes in what stands before the noun; gives the words of a minister's field.
fn extend_left(scene: &Scene, phrase: &mut OfficePhrase, floor: usize) -> Option<Range<usize>> {
    let mut field: Option<Range<usize>> = None;
    loop {
        let start = phrase.tokens.start;
        if start <= floor {
            break;
        }
        let next = modifier(scene, phrase, start)
            .or_else(|| portfolio(scene, phrase, &mut field, start))
            .or_else(|| holding_before(scene, phrase, start));
        match next {
            Some(next) if next >= floor && next < start => phrase.tokens.start = next,
            _ => break,
        }
    }
    let start = phrase.tokens.start;
    if start > floor {
        match scene.words.folded(start - 1) {
            "the" => {
                phrase.definite = true;
                phrase.tokens.start -= 1;
            }
            "a" | "an" | "another" | "any" | "every" | "each" => {
                phrase.definite = false;
                phrase.tokens.start -= 1;
            }
            "his" | "her" | "their" | "its" | "our" | "my" | "your" => {
                phrase.owned = true;
                phrase.tokens.start -= 1;
            }
            _ => {}
        }
    }
    field
}

/// "former", "senior", "deputy", "ex-" before a token.
fn modifier(scene: &Scene, phrase: &mut OfficePhrase, start: usize) -> Option<usize> {
    let start = if scene.words.text(start - 1) == "-" && start >= 2 { start - 1 } else { start };
    let parts = [Part::Former, Part::Acting, Part::Deputy, Part::Before];
    let hit = scene.part_before(start, &parts).filter(|hit| scene.entity(hit.start).is_none())?;
    match hit.sense {
        Sense::Phrase(Part::Former) => phrase.tense = Tense::Former,
        Sense::Phrase(Part::Acting) => phrase.tense = Tense::Acting,
        _ => {}
    }
    Some(hit.start)
}

/// A minister's field before the noun: "finance", "Justice and Security".
fn portfolio(
    scene: &Scene,
    phrase: &OfficePhrase,
    field: &mut Option<Range<usize>>,
    start: usize,
) -> Option<usize> {
    if !matches!(phrase.rank, Rank::Minister | Rank::Deputy | Rank::Spokesperson) || phrase.head.len() > 2 {
        return None;
    }
    let joined = matches!(scene.words.folded(start - 1), "and" | ",") && field.is_some() && start >= 2;
    let end = if joined { start - 1 } else { start };
    let hit = scene.part_before(end, &[Part::Portfolio]).filter(|hit| scene.entity(hit.start).is_none())?;
    let last = field.as_ref().map_or(hit.end, |range| range.end);
    *field = Some(hit.start..last);
    Some(hit.start)
}

/// What the office is held in, before the noun: "Russian", "Israel's", "NATO",
/// "Foreign Ministry".
fn holding_before(scene: &Scene, phrase: &mut OfficePhrase, start: usize) -> Option<usize> {
    if let Some(body) = scene.words.ending_at(start, |sense| matches!(sense, Sense::Body(_)))
        && scene.entity(body.start).is_none()
        && phrase.holdings.is_empty()
    {
        let name = Some(title_case(&scene.words.phrase(body.range())));
        phrase.holdings.push(Holding { tokens: body.range(), country: None, body: name, before: true });
        return Some(body.start);
    }
    let stated = phrase.holdings.iter().any(|holding| holding.country.is_some() && holding.body.is_none());
    if let Some(adjective) = scene.adjective_before(start) {
        let joined = scene.words.folded(start).is_empty();
        if !stated || joined {
            phrase.definite = true;
            return Some(add_state(scene, phrase, adjective.range(), adjective.sense));
        }
    }
    if matches!(scene.words.folded(start - 1), "and" | "," | "-") && stated && phrase.plural && start >= 2 {
        let adjective = scene.adjective_before(start - 1)?;
        return Some(add_state(scene, phrase, adjective.range(), adjective.sense));
    }
    let owns = matches!(scene.words.folded(start - 1), "'s" | "'") && start >= 2;
    let entity = scene.entity_to(if owns { start - 1 } else { start })?;
    if stated || !entity.holds_offices() {
        return None;
    }
    let from = entity.tokens.start;
    if !owns && is_object(scene, from) {
        return None;
    }
    let mut holding = holding(scene, entity.tokens.clone(), true);
    // "Beijing's ambassador" is China's; a town's own offices are the mayor and the like.
    let of_town = matches!(phrase.rank, Rank::Head | Rank::Official | Rank::Private | Rank::Cleric);
    if matches!(entity.known, Some(Sense::Capital(_))) && !of_town {
        holding.body = None;
    }
    phrase.definite = true;
    phrase.holdings.push(holding);
    Some(from)
}

/// Whether a name before an office is the object of a preposition and so no part
/// of the office: "in Russia President Putin".
fn is_object(scene: &Scene, from: usize) -> bool {
    let place = scene.entity_from(from).is_some_and(|e| e.kind != MentionKind::Organisation);
    let before = from.checked_sub(1).map_or("", |i| scene.words.folded(i));
    place && matches!(before, "in" | "to" | "from" | "at" | "into" | "near" | "across" | "outside")
}

fn add_state(scene: &Scene, phrase: &mut OfficePhrase, tokens: Range<usize>, sense: Sense) -> usize {
    let from = tokens.start;
    phrase.holdings.push(Holding { tokens, country: scene.country_of(sense), body: None, before: true });
    from
}

/// The holding that an entity is.
fn holding(scene: &Scene, tokens: Range<usize>, before: bool) -> Holding {
    let entity = scene.entity(tokens.start);
    let country = entity.and_then(|entity| scene.entity_country(entity));
    let state = entity.is_some_and(|e| e.kind == MentionKind::Country);
    let body = entity.filter(|_| !state).map(|entity| scene.words.phrase(entity.tokens.clone()));
    Holding { tokens, country, body, before }
}

/// Takes in "of the Republic of Poland", "for foreign affairs", "to the UN".
fn extend_right(scene: &Scene, phrase: &mut OfficePhrase) {
    if scene.words.text(phrase.tokens.end) == "-" {
        if let Some(elect) = scene.part_at(phrase.tokens.end + 1, &[Part::Elect]) {
            phrase.tense = Tense::Elect;
            phrase.tokens.end = elect.end;
        }
    } else if let Some(elect) = scene.part_at(phrase.tokens.end, &[Part::Elect]) {
        phrase.tense = Tense::Elect;
        phrase.tokens.end = elect.end;
    }
    // Two links at most: "for foreign affairs" "of Poland".
    for _ in 0..3 {
        let link = scene.words.folded(phrase.tokens.end);
        if !matches!(link, "of" | "for" | "to" | "in" | "at" | "on" | "from" | "with") {
            return;
        }
        let of_state = matches!(link, "of" | "for" | "to" | "in" | "at" | "from");
        let Some(end) = right_item(scene, phrase, phrase.tokens.end + 1, of_state) else { return };
        phrase.tokens.end = end;
        joined_states(scene, phrase);
    }
}

/// One thing that an office is held in, after a link; where it ends.
fn right_item(scene: &Scene, phrase: &mut OfficePhrase, at: usize, of_state: bool) -> Option<usize> {
    let link = scene.words.folded(at - 1).to_owned();
    // "Statement of the President on NATO": what it is about.
    let leads = matches!(phrase.rank, Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Monarch);
    if link == "on" && leads {
        return None;
    }
    let start = if matches!(scene.words.folded(at), "the" | "a" | "an") { at + 1 } else { at };
    // "Adviser for Foreign Affairs" is none of the journal of that name.
    let portfolio = scene.part_at(start, &[Part::Portfolio]).map_or(start, |field| field.end);
    let holds = |entity: &&Entity| entity.holds_offices() && entity.tokens.end > portfolio;
    if let Some(entity) = scene.entity_from(start).filter(holds) {
        // "the minister in Kyiv" tells where, "the ambassador in Kyiv" to what.
        let placed = matches!(link.as_str(), "in" | "from" | "at");
        if placed && phrase.country().is_some() && phrase.rank != Rank::Envoy {
            return None;
        }
        if link == "to" && !matches!(phrase.rank, Rank::Envoy | Rank::Adviser | Rank::Private) {
            return None;
        }
        let end = entity.tokens.end;
        let mut item = holding(scene, entity.tokens.clone(), false);
        if link == "to" && item.country.is_some() {
            // The state that an envoy is sent to is not the one that is served.
            item.body = Some(scene.entity_name(entity));
            item.country = None;
        }
        phrase.definite = true;
        phrase.holdings.push(item);
        return Some(end);
    }
    if !of_state && link != "on" {
        return None;
    }
    let adjective = scene.words.longest(start, |s| matches!(s, Sense::Adjective(_)));
    let inner = adjective.map_or(start, |hit| hit.end);
    if let Some(body) = scene.words.longest(inner, |s| matches!(s, Sense::Body(_))) {
        let country = adjective.and_then(|hit| scene.country_of(hit.sense));
        let name = scene.name_of(body.sense).map(str::to_owned);
        phrase.holdings.push(Holding { tokens: start..body.end, country, body: name, before: false });
        return Some(body.end);
    }
    let (end, country) = match office_of_state(scene, start) {
        Some((end, country)) => (end, Some(country)),
        None => (fields(scene, start, phrase.rank).or_else(|| capital_run(scene, start))?, None),
    };
    let body = Some(scene.words.phrase(start..end));
    phrase.holdings.push(Holding { tokens: start..end, country, body, before: false });
    Some(end)
}

/// Another's office to which one is held, where it ends and its state: "to the **Prime Minister
/// of Sweden**".
fn office_of_state(scene: &Scene, start: usize) -> Option<(usize, &'static str)> {
    let office = scene.words.longest(start, |sense| matches!(sense, Sense::Office(_)))?;
    if scene.words.folded(office.end) != "of" || !scene.words.capital(start) {
        return None;
    }
    let at = office.end + 1;
    let at = if scene.words.folded(at) == "the" { at + 1 } else { at };
    let entity = scene.entity_from(at).filter(|entity| entity.kind == MentionKind::Country)?;
    Some((entity.tokens.end, scene.entity_country(entity)?))
}

/// A minister's fields after "of" or "for".
fn fields(scene: &Scene, start: usize, rank: Rank) -> Option<usize> {
    if !matches!(rank, Rank::Minister | Rank::Deputy | Rank::Head) {
        return None;
    }
    let mut end = scene.part_at(start, &[Part::Portfolio])?.end;
    while matches!(scene.words.folded(end), "and" | ",") {
        match scene.part_at(end + 1, &[Part::Portfolio]) {
            Some(next) => end = next.end,
            None => break,
        }
    }
    Some(end)
}

/// A run of capitalised words with the small words between them, up to a person's
/// name or a day: "the Presidential Executive Office".
fn capital_run(scene: &Scene, start: usize) -> Option<usize> {
    let mut end = start;
    let mut last = None;
    while end < scene.words.len() && end < start + 14 {
        if scene.person_from(end).is_some() || Calendar::known().is_day(scene.words.folded(end)) {
            break;
        }
        let small = matches!(scene.words.folded(end), "of" | "the" | "and" | "for" | "on" | "&" | "'s");
        if scene.words.capital(end) {
            last = Some(end + 1);
        } else if !small || last.is_none() {
            break;
        }
        end += 1;
    }
    last
}

/// "of Poland and the Czech Republic": further states of the same office.
fn joined_states(scene: &Scene, phrase: &mut OfficePhrase) {
    let several = phrase.plural
        || matches!(phrase.rank, Rank::HeadOfState | Rank::HeadOfGovernment | Rank::ForeignMinister);
    loop {
        let state =
            phrase.holdings.last().is_some_and(|h| !h.before && h.country.is_some() && h.body.is_none());
        if !several || !state {
            return;
        }
        let mut at = phrase.tokens.end;
        while matches!(scene.words.folded(at), "," | "and" | "the" | "&") {
            at += 1;
        }
        if at == phrase.tokens.end {
            return;
        }
        let Some(next) = scene.entity_from(at).filter(|e| e.kind == MentionKind::Country) else { return };
        let goes_on = matches!(scene.words.folded(next.tokens.end), "'s" | "'");
        // "the President of Poland, Ukraine ..." is a list only where it is plural.
        let comma = scene.words.folded(phrase.tokens.end) == ",";
        if goes_on || (comma && !phrase.plural) {
            return;
        }
        let end = next.tokens.end;
        phrase.holdings.push(holding(scene, next.tokens.clone(), false));
        phrase.tokens.end = end;
    }
}

/// What records print for the office: its name, its field or body, its tense.
fn role(scene: &Scene, phrase: &OfficePhrase, field: Option<Range<usize>>) -> String {
    let name = scene.knowledge.offices[phrase.office].name;
    let mut role = match field {
        Some(field) => title_case(&format!("{} {name}", scene.words.phrase(field))),
        None => name.to_owned(),
    };
    let stated = |h: &&Holding| h.body.is_some();
    for holding in phrase.holdings.iter().filter(stated) {
        let body = holding.body.as_deref().unwrap_or_default();
        role = match holding.before {
            true => format!("{body} {role}"),
            false => {
                let from = holding.tokens.start - 1;
                let (link, article) = match scene.words.folded(from) {
                    "the" => (from - 1, "the "),
                    _ => (from, ""),
                };
                format!("{role} {} {article}{body}", scene.words.folded(link))
            }
        };
    }
    match phrase.tense {
        Tense::Former => format!("former {role}"),
        Tense::Acting if !role.starts_with("Acting") => format!("Acting {role}"),
        Tense::Elect if !role.ends_with("-elect") => format!("{role}-elect"),
        _ => role,
    }
}

fn title_case(words: &str) -> String {
    let capital = |word: &str| match word {
        "and" | "of" | "the" | "for" => word.to_owned(),
        _ => {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
        }
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
