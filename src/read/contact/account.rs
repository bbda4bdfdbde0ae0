//! By whose account a dealing is told.

use crate::read::Reading;
use crate::record::{Form, Mode, Precision, SourceKind, Stance, Status, When};

use super::Scene;
use super::dealing::Dealing;
use super::found::Found;
use super::words::Words;

/// A channel's own account of its principal's dealing: the title says the form, and
/// the day is that of publication where the text names none. Whether the dealing is the one
/// that the title tells of.
pub(super) fn read_out(scene: &Scene, words: &Words, title: Option<&Reading>, dealing: &mut Dealing) -> bool {
    let article = scene.reading.article;
    let (Some(title), Some(SourceKind::Official), Status::Held) = (title, article.kind, dealing.status)
    else {
        return false;
    };
    if dealing.gives.earlier
        || dealing.sentence > 1
        || dealing.attribution.is_some_and(|i| !scene.voice.is_own(i))
    {
        return false;
    }
    let text = title.text.as_str().to_lowercase();
    let names = |found: &Found| title.names.actors.iter().any(|actor| actor.name == found.party.name);
    let said: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let is_call = is_of_call(title, words);
    // "As a result of the talks …, Ukraine expects" tells what came of them.
    let told = said.iter().position(|word| words.telling.has(word));
    let is_past = |told: usize| said[..told].iter().any(|word| words.outcomes.has(word));
    let tells = is_call || told.is_some_and(|told| !is_past(told));
    // "Russian-Argentine talks".
    let of_nations = |found: &Found| {
        said.iter().any(|word| {
            words.adjectives.get(*word).is_some_and(|code| found.party.country.as_deref() == Some(code))
        })
    };
    if !tells || !(dealing.parties.iter().any(names) || dealing.parties.iter().all(of_nations)) {
        return false;
    }
    if is_call && dealing.mode == Mode::Talks {
        dealing.mode = Mode::Call;
    }
    if let (None, Some(date)) = (&dealing.when, scene.published) {
        dealing.when = Some(When { text: None, date, precision: Precision::Day });
    }
    true
}

/// Whether a title tells of a call: "telephone conversation", "before virtual meeting", "calls";
/// not of one with the press, nor of what is called for.
pub(super) fn is_of_call(title: &Reading, words: &Words) -> bool {
    let text = title.text.as_str().to_lowercase();
    let told: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let is_call = |word: &str| {
        words.by_wire.has(word) || words.calls.has(word) || words.calls.has(word.trim_end_matches('s'))
    };
    let asks = |i: usize| told.get(i + 1).is_some_and(|next| words.called.has(next));
    told.iter()
        .enumerate()
        .any(|(i, word)| is_call(word) && !asks(i) && (i == 0 || !words.press.has(told[i - 1])))
}

/// The status, seen by whose word it is told on.
pub(super) fn told(scene: &Scene, dealing: &Dealing) -> Status {
    let status = dealing.status;
    let Some(i) = dealing.attribution.filter(|_| matches!(status, Status::Held | Status::Confirmed)) else {
        return status;
    };
    let attribution = scene.voice.get(i);
    let source = attribution.source.as_ref();
    let of_party = source.is_some_and(|source| {
        !source.anonymous
            && source.country.is_some()
            && dealing.parties.iter().any(|party| party.party.country == source.country)
    });
    match attribution.stance {
        Stance::Denies => Status::Denied,
        _ if attribution.hedged => Status::Reported,
        _ if scene.voice.is_own(i) => status,
        Stance::Confirms => Status::Confirmed,
        _ if of_party && attribution.form == Form::Direct => Status::Confirmed,
        _ if status == Status::Confirmed => Status::Confirmed,
        _ => Status::Reported,
    }
}
