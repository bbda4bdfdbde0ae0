//! Where and to whom something is said: "in an interview with CNN", "told reporters".

use std::ops::Range;

use super::cues::{Cues, Frame};
use super::draft::{self, Draft};
use super::knowledge::{Speakers, has};
use super::outlets::Outlets;
use super::row::Row;
use super::who::{short_for, tidy};
use crate::read::syntax::{Rel, Upos};

/// Where and to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    pub medium: Option<String>,
    pub audience: Option<String>,
    /// Whether the speaker's words came through an interpreter.
    pub interpreted: bool,
    /// The outlet that heard it first.
    pub outlet: Option<String>,
}

/// Farthest that the words for a setting stand from the saying word, in tokens.
const FAR: usize = 40;

/// The setting of a draft, from the words around its cue that are not its content.
pub fn setting(row: &Row, cues: &Cues, speakers: &Speakers, outlets: &Outlets, draft: &Draft) -> Setting {
    let sentence = row.sentence(draft.anchor);
    let near = sentence.start.max(draft.anchor.saturating_sub(FAR))..sentence.end.min(draft.anchor + FAR);
    let in_source = |at: usize| draft.source.as_ref().is_some_and(|source| source.contains(&at));
    let own: Vec<usize> = near.filter(|&at| !draft.says(at) && !in_source(at)).collect();
    let tells = cues.at(row, draft.anchor).is_some_and(|cue| cue.takes(Frame::Hearer));
    let mut setting = Setting {
        medium: speakers.medium_of_verb(row.lemma(draft.anchor)).map(str::to_owned),
        ..Setting::default()
    };
    for &at in &own {
        let cell = row.cells[at];
        if tells && cell.head as usize == draft.anchor && matches!(cell.rel, Rel::Obj | Rel::Iobj) {
            setting.audience = Some(name(row, outlets, at));
        }
        let Some(preposition) = preposition(row, at) else { continue };
        let noun = matches!(row.cells[at].upos, Upos::Noun | Upos::Propn);
        match preposition {
            "in" | "on" | "at" | "during" | "via" | "through" | "by" if noun && setting.medium.is_none() => {
                setting.medium = speakers.medium(row.lemma(at)).map(str::to_owned);
            }
            "with" | "to" if setting.audience.is_none() && hears(row, speakers, draft.anchor, at) => {
                setting.audience = Some(name(row, outlets, at));
            }
            _ => {}
        }
    }
    if let Some(hearer) = &draft.hearer {
        setting.audience = Some(name(row, outlets, draft::head_of(row, hearer.clone())));
    }
    setting.interpreted = own.iter().any(|&at| {
        has(&speakers.interpreters, row.lemma(at))
            && preposition(row, at).is_some_and(|word| matches!(word, "through" | "via" | "by" | "with"))
    });
    let is_outlet = |name: &String| outlets.has(name) || is_press(speakers, name);
    let heard = setting.audience.clone().filter(is_outlet);
    setting.outlet = heard.or_else(|| {
        let carried = own.iter().filter(|&&at| carries(row, speakers, draft.anchor, at));
        carried.map(|&at| name(row, outlets, at)).find(is_outlet)
    });
    setting
}

/// Whether words name an outlet by what it is: "the Arabic-language daily Asharq al-Awsat".
fn is_press(speakers: &Speakers, words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let kind = words.iter().position(|word| has(&speakers.published, word));
    kind.is_some_and(|at| words[at + 1..].iter().any(|word| word.starts_with(char::is_uppercase)))
}

/// The preposition of a noun, in lower case where it is one that tells a setting.
fn preposition<'r>(row: &Row<'r>, at: usize) -> Option<&'r str> {
    let cell = row.cells[at];
    let case = |&place: &usize| {
        row.cells[place].head as usize == at && place != at && row.cells[place].rel == Rel::Case
    };
    let places: Range<usize> = cell.first as usize..at;
    let word = row.word(places.clone().find(case)?);
    Some(match word {
        "In" => "in",
        "On" => "on",
        "At" => "at",
        "During" => "during",
        "With" => "with",
        "To" => "to",
        other => other,
    })
}

/// Whether a noun after "with" or "to" hears what is said: it depends on the saying
/// word, on where it is said or on "speaking" beside it, and names someone or is a hearer
/// by trade.
fn hears(row: &Row, speakers: &Speakers, anchor: usize, at: usize) -> bool {
    let head = row.cells[at].head as usize;
    let speaking = row.cells[head].rel == Rel::Advcl
        && row.cells[head].head as usize == anchor
        && has(&speakers.speaking, row.lemma(head));
    let told = head == anchor || speaking || speakers.medium(row.lemma(head)).is_some();
    told && (row.cells[at].mention.is_some() || has(&speakers.hearers, row.lemma(at)))
}

/// Whether a noun may be the outlet by which something is said: "writes **in the Spectator**",
/// "an essay **for Foreign Affairs**".
fn carries(row: &Row, speakers: &Speakers, anchor: usize, at: usize) -> bool {
    let head = row.cells[at].head as usize;
    let named = row.cells[at].mention.is_some() || has(&speakers.published, row.lemma(at));
    match preposition(row, at).filter(|_| named) {
        Some("in" | "on" | "via" | "through") => head == anchor || speakers.medium(row.lemma(head)).is_some(),
        Some("for" | "with" | "by") => head != anchor && speakers.medium(row.lemma(head)).is_some(),
        _ => false,
    }
}

/// Whom a noun names, or its words.
fn name(row: &Row, outlets: &Outlets, at: usize) -> String {
    let (sentence, token) = row.token(at);
    let phrase = draft::phrase(row, at);
    let actor = row.reading.names.actor_at(sentence, token).or_else(|| short_for(row, outlets, &phrase));
    actor.map_or_else(|| tidy(row.words(phrase)), |actor| actor.name.clone())
}
