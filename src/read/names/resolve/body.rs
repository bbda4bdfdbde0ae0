//! Organisations, states and places: one actor for each, acronyms with their names.

use rustc_hash::FxHashMap;

use crate::read::names::fold::fold;
use crate::read::names::{Level, Mentioned, Names};
use crate::record::MentionKind;

use super::Context;

impl Context<'_> {
    /// Joins mentions of one state, body, place or group under one actor.
    pub(super) fn join_bodies(&self, names: &mut Names) {
        let aliases = self.acronyms(names);
        let mut first: FxHashMap<(MentionKind, String), usize> = FxHashMap::default();
        for mention in &mut names.mentions {
            let actor = &names.actors[mention.actor];
            let key = match actor.kind {
                MentionKind::Person | MentionKind::Office => continue,
                MentionKind::Country => {
                    actor.country.clone().unwrap_or_else(|| fold(&actor.name).into_owned())
                }
                _ => fold(&actor.name).into_owned(),
            };
            let alias =
                (actor.kind == MentionKind::Organisation).then(|| aliases.get(actor.name.as_str())).flatten();
            let there = alias.copied().or_else(|| first.get(&(actor.kind, key.clone())).copied());
            match there {
                Some(there) if there != mention.actor => mention.actor = there,
                _ => {
                    first.insert((actor.kind, key), mention.actor);
                }
            }
        }
    }

    /// Acronyms that the document introduces in brackets, and the actor of each:
    /// "Organization for Peaceful Trade (OPT)".
    fn acronyms(&self, names: &Names) -> FxHashMap<String, usize> {
        let mut aliases = FxHashMap::default();
        for mention in names.mentions.iter().filter(|m| m.level == Level::Name) {
            if names.actors[mention.actor].kind != MentionKind::Organisation || self.after(mention) != "(" {
                continue;
            }
            let short = self.word(mention.sentence, mention.tokens.end + 1);
            let closed = self.word(mention.sentence, mention.tokens.end + 2) == ")";
            if closed && self.is_acronym(short, mention) {
                aliases.entry(short.to_owned()).or_insert(mention.actor);
            }
        }
        aliases
    }

    /// Whether a word in capitals is made of the first letters of a name.
    fn is_acronym(&self, short: &str, of: &Mentioned) -> bool {
        let capitals = short.chars().filter(|c| c.is_uppercase()).count();
        if short.len() < 2 || capitals < 2 {
            return false;
        }
        let mut letters =
            short.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).peekable();
        for token in of.tokens.clone() {
            let first = self.word(of.sentence, token).chars().next().map(|c| c.to_ascii_lowercase());
            if first.is_some() && first == letters.peek().copied() {
                letters.next();
            }
        }
        letters.peek().is_none()
    }
}
