//! The names of one sentence: titles, groups and what else is named.

use crate::knowledge::Knowledge;
use crate::read::syntax::{Rel, Sentence, Token, Upos};
use crate::record::MentionKind;

use super::entity::Entity;
use super::found::Found;
use super::group::groups;
use super::lexicon::{Lexicon, Sense};
use super::office::offices;
use super::scene::Scene;
use super::tagger::Tagged;
use super::title::{person, titled};
use super::words::Words;
use super::{Actor, Level};

/// The bare names of a sentence, titles left out: what treebanks of names annotate.
pub fn bare_names(knowledge: &'static Knowledge, words: &Words, tagged: &[Tagged]) -> Vec<Entity> {
    let scene = Scene::new(knowledge, words, tagged);
    let mut bare = scene.entities.clone();
    for found in titled(&scene, &offices(&scene)) {
        let tokens = found.name;
        if !tokens.is_empty() && tokens.clone().all(|i| scene.entity(i).is_none()) {
            bare.push(Entity { tokens, kind: MentionKind::Person, known: None });
        }
    }
    bare
}

/// The people of a headline, by lexicon and titles alone.
pub fn titled_people(knowledge: &'static Knowledge, lexicon: &Lexicon, title: &str) -> Vec<Actor> {
    let sentence = headline(title);
    let words = Words::new(title, &sentence, lexicon);
    let found = find(knowledge, &words, &[]);
    let person = |f: &Found| f.actor.kind == MentionKind::Person && f.level == Level::Name;
    found.into_iter().filter(person).map(|f| f.actor).collect()
}

/// A headline parted at blanks, its capitalised words taken for names.
fn headline(title: &str) -> Sentence {
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in title.split(' ') {
        let from = at + (word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        if !bare.is_empty() {
            let upos = if bare.starts_with(char::is_uppercase) { Upos::Propn } else { Upos::X };
            let end = from + bare.len();
            let token = |start, end, upos| Token {
                start,
                end,
                lemma: title[start..end].into(),
                upos,
                xpos: "".into(),
                head: None,
                rel: Rel::Root,
            };
            tokens.push(token(from, end, upos));
            // "… of Germany, Prime Minister …": not Germany's.
            if title[end..].starts_with([',', ';']) {
                tokens.push(token(end, end + 1, Upos::Punct));
            }
        }
        at += word.len() + 1;
    }
    Sentence { start: 0, end: title.len(), paragraph: 0, tokens }
}

/// Everything that a sentence names, in order; two never overlap.
pub fn find(knowledge: &'static Knowledge, words: &Words, tagged: &[Tagged]) -> Vec<Found> {
    let scene = Scene::new(knowledge, words, tagged);
    let mut found = titled(&scene, &offices(&scene));
    let mut taken = vec![false; words.len()];
    found.retain(|f| claim(&mut taken, f));
    found.iter_mut().for_each(|f| extend(words, &mut taken, f));
    for group in groups(&scene) {
        if claim(&mut taken, &group) {
            found.push(group);
        }
    }
    for entity in &scene.entities {
        let mut plain = plain(&scene, entity);
        if claim(&mut taken, &plain) {
            extend(words, &mut taken, &mut plain);
            found.push(plain);
        }
    }
    found.sort_by_key(|f| f.tokens.start);
    found
}

/// Takes the tokens of a find where all are free.
fn claim(taken: &mut [bool], found: &Found) -> bool {
    let free = !found.tokens.is_empty() && !taken[found.tokens.clone()].contains(&true);
    if free {
        taken[found.tokens.clone()].fill(true);
    }
    free
}

/// What may follow a person's name and belongs to it.
const SUFFIXES: [&str; 7] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"];

/// Takes in what belongs to a person's name and follows it: "Joseph R. Biden, Jr.".
fn extend(words: &Words, taken: &mut [bool], found: &mut Found) {
    if found.actor.kind != MentionKind::Person || found.level != Level::Name {
        return;
    }
    let end = found.tokens.end;
    let suffix = |at: usize| SUFFIXES.contains(&words.text(at));
    let last = if suffix(end) { end } else { end + 1 };
    let joined = last == end || words.text(end) == ",";
    if joined && suffix(last) && !taken[end..=last].contains(&true) {
        taken[end..=last].fill(true);
        found.tokens.end = last + 1;
    }
}

/// A name without a title.
fn plain(scene: &Scene, entity: &Entity) -> Found {
    let tokens = entity.tokens.clone();
    match entity.kind {
        MentionKind::Person => person(scene, tokens.clone(), tokens, None),
        kind => {
            let country = scene.entity_country(entity);
            let bloc = match entity.known {
                Some(Sense::Place(i)) => scene.knowledge.places[i as usize].kind == "bloc",
                _ => false,
            };
            let kind = if bloc { MentionKind::Group } else { kind };
            Found::new(tokens, kind, scene.entity_name(entity), country)
        }
    }
}
