//! The title and the deck.

use std::collections::HashMap;

use crate::digest::choose::may_be_one;
use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, capitalised, in_words, listed};
use crate::record::{Mode, Party, Span, Status};
use crate::weave::{Dealing, Who, outlet_called};

use super::contact::{attribution, fill, parts, sides};
use super::phrase::{self, is_plural, telling_span};

/// A person counts in the deck from this many contacts on.
const MANY: usize = 3;

/// The finding of a dealing in the present tense, without a full stop: "Putin speaks by
/// telephone with Macron and Scholz".
pub fn headline(desk: &Desk, dealing: &Dealing) -> Option<Draft> {
    let lead = dealing.lead();
    let mut draft = Draft::default();
    let mut parts = parts(desk, lead, &mut Draft::default())?;
    let paper = &desk.papers[lead.paper];
    draft.cite(desk.cite(lead.paper, telling_span(paper, lead), Some(&lead.contact.id)));
    let all = phrase::in_one(paper, lead.contact);
    let mut names: Vec<(String, Option<&str>)> = Vec::new();
    for party in phrase::parties(paper, lead.contact) {
        let name = match &all {
            Some(all) => all.clone(),
            None => short(desk, dealing, party, &mut draft)?,
        };
        if names.iter().all(|(other, _)| *other != name) {
            names.push((name, party.country.as_deref()));
        }
    }
    // Else one phrase names all, which is told as it stands.
    if let Some((first, others)) = sides(&names) {
        parts.several = parts.form.together || first.len() > 1 || is_plural(&first[0]);
        parts.first = listed(&first);
        parts.others = listed(&others);
    }
    parts.when = String::new();
    let present = &parts.form.present[usize::from(parts.several)];
    let form = match dealing.status() {
        Status::Held | Status::Confirmed => "{first} {present} {others}{secretly}{place}",
        Status::Reported => "{first} {reportedly}{past} {others}{secretly}{place}{teller}",
        Status::Planned => "{first} {was} to {bare} {others}{secretly}{place}",
        _ => return None,
    };
    let teller = teller(desk, dealing, &mut draft)?;
    let form = form.replace("{present}", present).replace("{teller}", &teller);
    draft.text = capitalised(&fill(&form, &parts));
    Some(draft)
}

/// On whose word it is: ", NBC News reports", ", Zakharova says".
fn teller(desk: &Desk, dealing: &Dealing, draft: &mut Draft) -> Option<String> {
    let lead = dealing.lead();
    let source = attribution(desk, lead).and_then(|attribution| attribution.source.as_ref());
    let Some(source) = source.filter(|source| !source.anonymous) else {
        return Some(format!(", {} reports", desk.teller(lead.paper)));
    };
    if let Some(person) = desk.cast.find(&source.name, source.country.as_deref()) {
        let name = desk.short_name(person, lead.paper, source.span, draft)?;
        return Some(format!(", {name} says"));
    }
    let words = phrase::described(desk.papers[lead.paper].words(source.span))?;
    let verb = if outlet_called(&source.name).is_some() { "reports" } else { "says" };
    Some(format!(", {words} {verb}"))
}

/// A party in a title: a leader by surname, anyone else as in the text.
fn short(desk: &Desk, dealing: &Dealing, party: &Party, draft: &mut Draft) -> Option<String> {
    let lead = dealing.lead();
    if let Who::Person(_) = Who::of(party, &desk.papers[lead.paper]) {
        let Some(i) = desk.cast.find(&party.name, party.country.as_deref()) else {
            return Some(party.name.clone());
        };
        return desk.short_name(i, lead.paper, party.span, draft);
    }
    phrase::party(desk, lead, party, draft)
}

/// How many contacts of the week the most dealt-with people had: "By the accounts read,
/// Putin had 9 contacts with foreign officials in the week and …".
pub fn tally(desk: &Desk, dealings: &[&Dealing]) -> Option<Draft> {
    let mut by_person: HashMap<usize, Vec<(&Dealing, Span)>> = HashMap::new();
    for dealing in dealings {
        let lead = dealing.lead();
        let held = matches!(dealing.status(), Status::Held | Status::Confirmed);
        let in_week = dealing.day().is_some_and(|day| desk.week.contains(day));
        let live = !matches!(lead.contact.mode, Mode::Letter | Mode::Message);
        if !(held && in_week && live) {
            continue;
        }
        let scope = desk.concern.scope;
        let watched = lead.contact.parties.iter().filter(|party| {
            scope.is_open() || party.country.as_deref().is_some_and(|country| scope.has(country))
        });
        for party in watched {
            let person = desk.cast.find(&party.name, party.country.as_deref());
            if let Some(person) = person.filter(|person| desk.is_sure(*person, lead.paper, party.span)) {
                let counted = by_person.entry(person).or_default();
                if !counted.iter().any(|(other, _)| may_be_one(desk, other, dealing)) {
                    counted.push((dealing, party.span));
                }
            }
        }
    }
    let mut most: Vec<(usize, Vec<(&Dealing, Span)>)> =
        by_person.into_iter().filter(|(_, d)| d.len() >= MANY).collect();
    most.sort_by_key(|(person, dealings)| {
        (std::cmp::Reverse(dealings.len()), desk.cast.person(*person).full().to_owned())
    });
    most.truncate(2);
    let mut draft = Draft::default();
    let mut told = Vec::new();
    for (person, dealings) in &most {
        let (first, at) = dealings[0];
        let name = desk.short_name(*person, first.lead().paper, at, &mut draft)?;
        let n = in_words(dealings.len());
        told.push(if told.is_empty() {
            format!("{name} had {n} contacts with foreign officials in the week")
        } else {
            format!("{name} had {n}")
        });
        for (dealing, _) in dealings {
            let lead = dealing.lead();
            draft.cite(desk.cite(
                lead.paper,
                telling_span(&desk.papers[lead.paper], lead),
                Some(&lead.contact.id),
            ));
        }
    }
    if told.is_empty() {
        return None;
    }
    draft.text = format!("by the accounts read, {}", listed(&told));
    Some(draft)
}
