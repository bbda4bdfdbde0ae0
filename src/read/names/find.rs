//! The names of one sentence: titles, groups and what else is named.

use crate::knowledge::Knowledge;
use crate::record::MentionKind;

use super::found::Found;
use super::group::groups;
use super::lexicon::Sense;
use super::office::offices;
use super::scene::Scene;
use super::tagger::Tagged;
use super::title::{person, titled};
use super::words::Words;

/// Everything that a sentence names, in order; two never overlap.
pub fn find(knowledge: &'static Knowledge, words: &Words, tagged: &[Tagged]) -> Vec<Found> {
    let scene = Scene::new(knowledge, words, tagged);
    let mut found = titled(&scene, &offices(&scene));
    let mut taken = vec![false; words.len()];
    found.retain(|f| claim(&mut taken, f));
    for group in groups(&scene) {
        if claim(&mut taken, &group) {
            found.push(group);
        }
    }
    for entity in &scene.entities {
        let plain = plain(&scene, entity);
        if claim(&mut taken, &plain) {
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

/// A name without a title.
fn plain(scene: &Scene, entity: &super::entity::Entity) -> Found {
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
