//! One event, told by one document or by several.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::PersonName;
use super::gist::Gist;
use crate::record::{Event, EventType, Participant};

/// One document's telling of an event.
#[derive(Debug, Clone, Copy)]
pub struct Recounted<'a> {
    pub event: &'a Event,
    /// The day that it tells of, else that of publication.
    pub day: Option<Date>,
    /// The id of the document.
    pub document: &'a str,
    /// The words of the evidence.
    pub words: &'a str,
}

/// The least share of words that two tellings of a deed have in common.
const ALIKE: f64 = 0.5;

/// Puts the tellings of one event together: of other documents, of one type and outcome,
/// between the same sides, on the same day or, for deeds and dealings, the next. Dealings
/// are one where the same people deal; other events where their words agree, and what is
/// said where the same person says it. The numbers of the tellings, the first of each event
/// in their order.
pub fn happenings(told: &[Recounted]) -> Vec<Vec<usize>> {
    let content: Vec<Gist> = told.iter().map(content).collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut by_sides: BTreeMap<(&str, BTreeSet<&str>), Vec<usize>> = BTreeMap::new();
    for (i, one) in told.iter().enumerate() {
        let alike = by_sides.entry((one.event.kind.name(), all_sides(one.event))).or_default();
        let joined = alike.iter().copied().find(|&group| {
            let group: &Vec<usize> = &found[group];
            let first = group[0];
            group.iter().all(|&j| told[j].document != one.document)
                && is_one(&told[first], one)
                && (is_dealing(one.event) || content[first].likeness(&content[i]) >= ALIKE)
        });
        match joined {
            Some(group) => found[group].push(i),
            None => {
                alike.push(found.len());
                found.push(vec![i]);
            }
        }
    }
    found
}

fn is_one(a: &Recounted, b: &Recounted) -> bool {
    let (one, other) = (a.event, b.event);
    if one.kind != other.kind || one.status != other.status {
        return false;
    }
    let modes = one.mode.is_none() || other.mode.is_none() || one.mode == other.mode;
    let dealing = is_dealing(one) && is_dealing(other);
    let sides = match dealing {
        true => are_same(all(one), all(other)) && are_same(all(other), all(one)),
        false => {
            sides(&one.actors) == sides(&other.actors) && (sides(&one.recipients) == sides(&other.recipients))
        }
    };
    // What is only said is one act where the same person says it.
    let said = matches!(one.kind.quad(), 1 | 3) && !dealing;
    let named = !said || one.actors.iter().any(|who| other.actors.iter().any(|also| also.name == who.name));
    let apart = if said { 0 } else { 1 };
    modes && sides && named && is_near(a.day, b.day, apart)
}

/// Whether an event is a meeting, held or agreed or turned down.
fn is_dealing(event: &Event) -> bool {
    event.kind == EventType::Consult || event.mode.as_deref() == Some("meet")
}

fn all(event: &Event) -> impl Iterator<Item = &Participant> + Clone {
    event.actors.iter().chain(&event.recipients)
}

/// Whether each of some is among others.
fn are_same<'e>(
    some: impl Iterator<Item = &'e Participant>,
    others: impl Iterator<Item = &'e Participant> + Clone,
) -> bool {
    let name = |who: &Participant| PersonName::new(&who.name, who.country.as_deref());
    let fits = |one: &Participant, other: &Participant| {
        one.country == other.country
            && (one.name == other.name
                || name(one).zip(name(other)).is_some_and(|(one, other)| one.fits(&other)))
    };
    some.into_iter().all(|one| others.clone().any(|other| fits(one, other)))
}

/// What the evidence tells, without those who take part.
fn content(told: &Recounted) -> Gist {
    let names = all(told.event).map(|who| who.name.as_str()).collect::<Vec<_>>().join(" ");
    Gist::of(told.words).without(&Gist::of(&names))
}

fn is_near(a: Option<Date>, b: Option<Date>, days: i32) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).get_days().abs() <= days,
        _ => false,
    }
}

/// For whom somebody acts: the state, else itself.
fn side(who: &Participant) -> &str {
    who.country.as_deref().unwrap_or(&who.name)
}

fn sides(all: &[Participant]) -> BTreeSet<&str> {
    all.iter().map(side).collect()
}

fn all_sides(event: &Event) -> BTreeSet<&str> {
    all(event).map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{EventStatus, Span};

    fn who(name: &str, country: &str) -> Participant {
        Participant {
            name: name.to_owned(),
            country: Some(country.to_owned()),
            sector: None,
            role: None,
            start: None,
            end: None,
        }
    }

    fn event(kind: EventType, actor: (&str, &str), recipient: (&str, &str)) -> Event {
        Event {
            id: "e-1".to_owned(),
            kind,
            mode: None,
            quad: kind.quad(),
            actors: vec![who(actor.0, actor.1)],
            recipients: vec![who(recipient.0, recipient.1)],
            status: EventStatus::Happened,
            evidence: Span::new(0, 1).unwrap(),
            when: None,
            place: None,
            contexts: Vec::new(),
            goldstein: 0.0,
            cameo: "040".to_owned(),
            attribution: None,
            rule: "made.up".to_owned(),
        }
    }

    #[track_caller]
    fn check(a: &Event, b: &Event, days: [&str; 2], documents: [&str; 2], expected: bool) {
        let words = "A blamed B for the flood";
        let told =
            |event, i: usize| Recounted { event, day: days[i].parse().ok(), document: documents[i], words };
        assert_eq!(happenings(&[told(a, 0), told(b, 1)]).len() == 1, expected);
    }

    #[test]
    fn a_dealing_is_one_from_either_side() {
        let met = event(EventType::Consult, ("A", "NOR"), ("B", "LVA"));
        let back = event(EventType::Consult, ("B", "LVA"), ("A", "NOR"));
        check(&met, &back, ["2024-05-06", "2024-05-07"], ["one", "two"], true);
        check(&met, &back, ["2024-05-06", "2024-05-08"], ["one", "two"], false);
        check(&met, &back, ["2024-05-06", "2024-05-06"], ["one", "one"], false);
        check(&met, &back, ["", "2024-05-06"], ["one", "two"], false);
    }

    #[test]
    fn dealings_of_others_of_the_same_states_are_others() {
        let met = event(EventType::Consult, ("Ann Arbor", "NOR"), ("Bo Berg", "LVA"));
        let short = event(EventType::Consult, ("Arbor", "NOR"), ("Bo Berg", "LVA"));
        let other = event(EventType::Consult, ("Carl Cole", "NOR"), ("Bo Berg", "LVA"));
        let days = ["2024-05-06", "2024-05-06"];
        check(&met, &short, days, ["one", "two"], true);
        check(&met, &other, days, ["one", "two"], false);
    }

    #[test]
    fn deeds_are_one_where_their_words_agree() {
        let shelled = event(EventType::Assault, ("A", "NOR"), ("B", "LVA"));
        let told =
            |words, document| Recounted { event: &shelled, day: "2024-05-06".parse().ok(), document, words };
        let groups = |one, other| happenings(&[told(one, "one"), told(other, "two")]).len();
        assert_eq!(groups("A shelled the port of B", "the shelling of B's port"), 1);
        assert_eq!(groups("A shelled the port of B", "A began its invasion of B"), 2);
    }

    #[test]
    fn what_is_said_is_one_where_the_same_says_it_on_that_day() {
        let said = event(EventType::Accuse, ("A", "NOR"), ("B", "LVA"));
        let other = event(EventType::Accuse, ("C", "NOR"), ("B", "LVA"));
        let days = ["2024-05-06", "2024-05-06"];
        check(&said, &said, days, ["one", "two"], true);
        check(&said, &other, days, ["one", "two"], false);
        check(&said, &said, ["2024-05-06", "2024-05-07"], ["one", "two"], false);
        let back = event(EventType::Accuse, ("B", "LVA"), ("A", "NOR"));
        check(&said, &back, days, ["one", "two"], false);
    }
}
