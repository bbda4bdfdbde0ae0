//! Who speaks where nobody is quoted: the authors that a title names, or the channel.

use crate::knowledge::Knowledge;
use crate::read::Reading;
use crate::read::names::Mentioned;
use crate::record::{MentionKind, SourceKind};

use super::line::Line;
use super::voice::Speaker;
use super::words::Words;

/// The authors that a title names: one ("Address by …", "Statement from …"), or all of a
/// joint statement.
pub(super) fn authors(reading: &Reading, title: &Reading, words: &Words) -> Vec<Speaker> {
    let joint = joint(reading, title, words);
    if joint.is_empty() { single(reading, title, words).into_iter().collect() } else { joint }
}

/// An official channel in its own voice, where the document is not a transcript.
pub(super) fn channel(reading: &Reading) -> Option<Speaker> {
    let article = reading.article;
    let code = article.country.as_deref().filter(|_| article.kind == Some(SourceKind::Official))?;
    let name = Knowledge::get().country(code)?.name.to_owned();
    Some(Speaker {
        state: Some(name.clone()),
        country: Some(code.to_owned()),
        name,
        role: None,
        actor: None,
        is_person: false,
    })
}

/// "Address **by the President**", "Statement **of** …", "**the President's** address".
fn single(reading: &Reading, title: &Reading, words: &Words) -> Option<Speaker> {
    let is_author = |mention: &&Mentioned| {
        let line = Line { reading: title, index: mention.sentence };
        let kind = title.names.actors[mention.actor].kind;
        let start = mention.tokens.start;
        let the = usize::from(start > 0 && line.word(start - 1) == "the");
        let before = |back: usize| start.checked_sub(the + back).map(|i| line.word(i)).unwrap_or_default();
        let of_speech = matches!(before(1).as_str(), "of" | "from") && words.speeches.has(&before(2));
        let end = mention.tokens.end;
        let owned = matches!(line.word(end).as_str(), "'s" | "’s") && words.speeches.has(&line.word(end + 1));
        (before(1) == "by" || of_speech || owned)
            && matches!(kind, MentionKind::Person | MentionKind::Office)
            && line.word(end) != "and"
    };
    let first = title.names.mentions.iter().find(is_author)?;
    speaker(reading, title, first, reading.article.country.as_deref())
}

/// The states and bodies that a joint statement is by, two of them or a body of several.
fn joint(reading: &Reading, title: &Reading, words: &Words) -> Vec<Speaker> {
    let mut found: Vec<Speaker> = Vec::new();
    for index in 0..title.sentences.len() {
        let line = Line { reading: title, index };
        let Some(genre) = (0..line.len()).find(|&i| words.speeches.has(&line.word(i))) else { continue };
        let is_joint = (0..genre).any(|i| line.word(i) == "joint");
        let about = (genre..line.len()).find(|&i| matches!(line.word(i).as_str(), "on" | "regarding"));
        let about = about.unwrap_or(line.len());
        let here = title.names.mentions.iter().filter(|mention| mention.sentence == index);
        for mention in here.filter(|mention| mention.tokens.end <= about) {
            let actor = &title.names.actors[mention.actor];
            let body = actor.kind == MentionKind::Organisation && actor.country.is_none();
            let by_body = body && mention.tokens.end <= genre;
            if !(is_joint || by_body) || actor.kind == MentionKind::Place || actor.country.is_none() && !body
            {
                continue;
            }
            let new = found.iter().all(|one| one.country != actor.country || one.country.is_none());
            found.extend(speaker(reading, title, mention, None).filter(|_| new));
        }
    }
    let bodies = found.iter().any(|one| one.country.is_none());
    if found.len() >= 2 || bodies { found } else { Vec::new() }
}

fn speaker(reading: &Reading, title: &Reading, mention: &Mentioned, home: Option<&str>) -> Option<Speaker> {
    let who = &title.names.actors[mention.actor];
    let country = who.country.clone().or_else(|| home.map(str::to_owned));
    let state = match &country {
        Some(code) => Knowledge::get().country(code).map(|country| country.name.to_owned()),
        None => Some(who.name.clone()),
    };
    let is_person = matches!(who.kind, MentionKind::Person | MentionKind::Office);
    Some(Speaker {
        name: who.name.clone(),
        role: who.role.clone(),
        state,
        country,
        actor: reading.names.actors.iter().position(|actor| actor.name == who.name),
        is_person,
    })
}

/// The code of the state to which one person's address is given: "Address by the President
/// **to the Bundestag**", "Speech **in the Parliament of Canada**".
pub(super) fn audience(title: &Reading, authors: &[Speaker], words: &Words) -> Option<String> {
    let [author] = authors else { return None };
    let is_to = |mention: &&Mentioned| {
        let line = Line { reading: title, index: mention.sentence };
        let start = mention.tokens.start;
        let the = usize::from(start > 0 && line.word(start - 1) == "the");
        let before = start.checked_sub(the + 1).map(|i| line.word(i)).unwrap_or_default();
        let of_house = before == "of" && (0..start).any(|i| words.assemblies.has(&line.word(i)));
        (matches!(before.as_str(), "to" | "in" | "before") || of_house)
            && title.names.actors[mention.actor].kind != MentionKind::Place
    };
    let to = title.names.mentions.iter().find(is_to)?;
    let country = title.names.actors[to.actor].country.clone()?;
    (author.country.is_some() && author.country.as_ref() != Some(&country)).then_some(country)
}
