//! By whom and through whom a statement is told.

use jiff::civil::Weekday;

use crate::digest::desk::Desk;
use crate::digest::draft::Draft;
use crate::digest::forms::Forms;
use crate::digest::prove;
use crate::record::{Attribution, Source, Span};
use crate::weave::{Paper, outlet_called};

use super::contact::published;
use super::phrase::{self, weekday};
use super::statement::{Candidate, NOTICE};

/// How the telling itself is told.
pub(super) enum Telling {
    /// In the speaker's own channel, with the day.
    Own(String),
    /// By a source that gives the day of saying.
    By(String, String),
    /// By a source that gives none: its own day of publication.
    On(String, String),
    /// By somebody whom that source tells it of: "according to Peskov, TASS reported".
    Through(String, String, String),
}

/// How it is told; `None` where more stand between the speaker and the page than a
/// sentence can hold, or one who cannot be named.
pub(super) fn telling(desk: &Desk, candidate: &Candidate, draft: &mut Draft) -> Option<Telling> {
    let paper = &desk.papers[candidate.paper];
    let source = candidate.attribution.source.as_ref()?;
    let published = published(desk, paper);
    let own = is_own_channel(desk, candidate.paper, source);
    let said = day_of_saying(desk, candidate).map(|day| format!(" on {}", weekday(day)));
    let teller = desk.teller(candidate.paper);
    match between(paper, candidate.attribution)[..] {
        [] => {}
        [other] if interviewer(paper, candidate.attribution) == Some(other) => {}
        [other] => {
            let outer = outer_source(paper, candidate.words, other)?;
            draft.cite(desk.cite(candidate.paper, paper.sentences_around(outer.span), None));
            let other = phrase::speaker(desk, candidate.paper, outer, draft)?;
            return Some(Telling::Through(other, teller, published));
        }
        _ => return None,
    }
    Some(match (own, said) {
        (true, said) => Telling::Own(said.unwrap_or(published)),
        (false, Some(said)) => Telling::By(teller, said),
        (false, None) => Telling::On(teller, published),
    })
}

/// Through how many hands a statement came to the page.
pub fn passed_on(desk: &Desk, candidate: &Candidate) -> usize {
    between(&desk.papers[candidate.paper], candidate.attribution).len()
}

/// Who passes a statement on between its speaker and the outlet of the page.
pub(super) fn between<'p>(paper: &Paper<'p>, attribution: &'p Attribution) -> Vec<&'p str> {
    let outlet = paper.document.article.outlet.as_deref();
    let passed = attribution.chain.iter().skip(1).map(String::as_str);
    passed.filter(|name| Some(*name) != outlet).collect()
}

/// The outlet that passes on what was said to it in an interview.
fn interviewer<'p>(paper: &Paper<'p>, attribution: &'p Attribution) -> Option<&'p str> {
    let [other] = between(paper, attribution)[..] else { return None };
    let asked = attribution.medium.as_deref() == Some("interview");
    (asked && outlet_called(other).is_some()).then_some(other)
}

/// " in an interview with CBS News", where it was said in one; cites where that is named.
pub(super) fn interview(desk: &Desk, candidate: &Candidate, draft: &mut Draft) -> String {
    let paper = &desk.papers[candidate.paper];
    let outlet = interviewer(paper, candidate.attribution);
    let mentions = paper.document.mentions.iter();
    let named = mentions.filter(|mention| Some(mention.name.as_str()) == outlet);
    if let Some(mention) = named.min_by_key(|m| m.span.start.abs_diff(candidate.words.start)) {
        draft.cite(desk.cite(candidate.paper, paper.sentences_around(mention.span), None));
    }
    outlet.map(|outlet| format!(" in an interview with {outlet}")).unwrap_or_default()
}

/// The source of a statement that some words are a part of, by its name.
pub(super) fn outer_source<'p>(paper: &Paper<'p>, words: Span, name: &str) -> Option<&'p Source> {
    let holds = |one: &&Attribution| one.content.iter().any(|content| content.contains(words));
    let outer = paper.document.attributions.iter().filter(holds).filter_map(|one| one.source.as_ref());
    outer.into_iter().find(|source| source.name == name)
}

/// Whether an official paper gives a speaker's own words of its day: the speaker is of
/// its country, the title names them or it is a short notice, and no other time is told
/// by the saying word.
fn is_own_channel(desk: &Desk, i: usize, source: &Source) -> bool {
    let paper = &desk.papers[i];
    let article = &paper.document.article;
    let title = prove::folded_words(article.title.as_deref().unwrap_or_default());
    let person = desk.cast.find(&source.name, source.country.as_deref());
    let titled =
        person.is_some_and(|person| title.iter().any(|word| desk.cast.person(person).is_called(word)));
    let short = paper.document.sentences.len() <= NOTICE;
    let sentence = prove::folded_words(paper.words(paper.sentences_around(source.span)));
    let elsewhen = sentence.iter().any(|word| Forms::get().words.elsewhen.has(word));
    paper.is_official() && source.country == article.country && (titled || short) && !elsewhen
}

/// The weekday that stands by the saying word, where it is one of the days up to publication.
fn day_of_saying(desk: &Desk, candidate: &Candidate) -> Option<Weekday> {
    let paper = &desk.papers[candidate.paper];
    let cue = *candidate.attribution.cue.first()?;
    let sentence = paper.sentences_around(cue);
    let words = paper.words(sentence);
    let mut days = phrase::weekdays(words);
    let (offset, day) = days.next()?;
    if days.next().is_some() {
        return None;
    }
    let point = sentence.start + words[..offset].chars().count();
    let inside =
        candidate.attribution.content.iter().any(|content| content.start <= point && point < content.end);
    let published = paper.date()?;
    let back = day.until(published.weekday());
    let date = published.checked_sub(jiff::Span::new().days(back)).ok()?;
    (!inside && desk.week.contains(date)).then_some(day)
}
