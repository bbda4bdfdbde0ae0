//! What the official channels published, and which silences the documents report.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, absence, listed};
use crate::digest::forms::Forms;
use crate::digest::model::{Basis, Item, Sentence};
use crate::digest::prove;
use crate::record::{Span, Verdict, Window};

use super::phrase::on_day;

/// The items of the section on official channels.
pub fn channels(desk: &mut Desk) -> Vec<Item> {
    let mut items: Vec<Vec<Sentence>> = Vec::new();
    items.extend(silences(desk).iter().filter_map(|draft| desk.say(draft)).map(|sentence| vec![sentence]));
    items.extend(
        expectations(desk)
            .into_iter()
            .filter_map(|sentence| desk.say_absence(sentence))
            .map(|sentence| vec![sentence]),
    );
    items.extend(given(desk).iter().filter_map(|draft| desk.say(draft)).map(|sentence| vec![sentence]));
    let read = publications(desk).and_then(|sentence| desk.say_absence(sentence));
    let unscheduled = unscheduled(desk).and_then(|sentence| desk.say_absence(sentence));
    items.push(read.into_iter().chain(unscheduled).collect());
    let item = |sentences: Vec<Sentence>| Item { sentences, ..Item::default() };
    items.into_iter().filter(|sentences| !sentences.is_empty()).map(item).collect()
}

/// What was expected of channels and did not come, or of which nothing is known.
fn expectations(desk: &Desk) -> Vec<Sentence> {
    let forms = &Forms::get().channels;
    let mut missed: BTreeMap<(&str, &str, bool), Vec<&Window>> = BTreeMap::new();
    for window in desk.windows.iter().filter(|window| !matches!(window.verdict, Verdict::Came { .. })) {
        let is_known = matches!(window.verdict, Verdict::DidNotCome { .. });
        missed.entry((&window.channel, &window.expected, is_known)).or_default().push(window);
    }
    let sentence = |((channel, expected, is_known), windows): ((&str, &str, bool), Vec<&Window>)| {
        let days: Vec<String> =
            windows.iter().map(|window| window.day.strftime("%A, %B %-d").to_string()).collect();
        let form = if is_known { &forms.did_not_come } else { &forms.not_observed };
        let text = form
            .replace("{expected}", expected)
            .replace("{teller}", &Desk::told_as(channel, true))
            .replace("{days}", &listed(&days));
        absence(&text, Basis { windows: windows.into_iter().cloned().collect(), ..Basis::default() })
    };
    missed.into_iter().map(sentence).collect()
}

/// What each official source gave to reporters, by the titles of its documents, and on
/// which days.
fn given(desk: &Desk) -> Vec<Draft> {
    let forms = &Forms::get().channels;
    let mut by_teller: BTreeMap<String, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (i, paper) in desk.of_week().iter().enumerate().filter(|(_, paper)| paper.is_official()) {
        let title = paper.document.article.title.as_deref().unwrap_or_default();
        let kind = forms.kinds.iter().position(|[kind, _]| prove::has_phrase(title, kind));
        if let Some(kind) = kind {
            by_teller.entry(desk.teller(i)).or_default().entry(kind).or_default().push(i);
        }
    }
    let draft = |(teller, kinds): (String, BTreeMap<usize, Vec<usize>>)| {
        let mut draft = Draft::default();
        let mut told: Vec<String> = Vec::new();
        for (kind, papers) in kinds {
            let mut days: Vec<String> = Vec::new();
            for paper in papers {
                let sheet = &desk.papers[paper];
                let Some(day) = sheet.date().map(|date| on_day(desk, date)) else { continue };
                let Some(first) = sheet.document.sentences.first() else { continue };
                draft.cite(desk.cite(paper, *first, None));
                let day = day.trim_start_matches(" on ").to_owned();
                if !days.contains(&day) {
                    days.push(day);
                }
            }
            let [one, several] = &forms.kinds[kind];
            let kind = if days.len() == 1 { format!("a {one}") } else { several.clone() };
            told.push(format!("{kind} on {}", listed(&days)));
        }
        draft.push(&forms.gave.replace("{teller}", &teller).replace("{kinds}", &listed(&told)));
        draft
    };
    by_teller.into_iter().map(draft).filter(|draft| !draft.citations.is_empty()).collect()
}

/// How many documents of each official source were read; `None` where there was none.
fn publications(desk: &Desk) -> Option<Sentence> {
    let forms = &Forms::get().channels;
    let mut by_teller: BTreeMap<String, usize> = BTreeMap::new();
    let mut documents = Vec::new();
    for (i, paper) in desk.of_week().iter().enumerate().filter(|(_, paper)| paper.is_official()) {
        *by_teller.entry(desk.teller(i)).or_default() += 1;
        documents.push(paper.document.article.id.clone());
    }
    let mut most: Vec<(String, usize)> = by_teller.into_iter().collect();
    most.sort_by_key(|(teller, n)| (Reverse(*n), teller.clone()));
    let told: Vec<String> = most
        .iter()
        .map(|(teller, n)| forms.read_of.replace("{count}", &n.to_string()).replace("{teller}", teller))
        .collect();
    let text = forms.read.replace("{sources}", &listed(&told));
    (!told.is_empty()).then(|| absence(&text, Basis { documents, ..Basis::default() }))
}

/// That nothing can be said of days without documents, where nothing was expected.
fn unscheduled(desk: &Desk) -> Option<Sentence> {
    let documents = desk.of_week().iter().map(|paper| paper.document.article.id.clone()).collect();
    let basis = Basis { documents, ..Basis::default() };
    desk.windows.is_empty().then(|| absence(&Forms::get().channels.unscheduled, basis))
}

/// How many reported silences are told.
const MOST: usize = 8;

/// The silences of the parties' channels that documents report, in their words.
fn silences(desk: &Desk) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let scope = desk.concern.scope;
    for (i, paper) in desk.of_week().iter().enumerate() {
        for silence in &paper.document.silences {
            let named = paper.document.mentions.iter().filter(|one| silence.evidence.contains(one.span));
            let countries: Vec<&str> = named.filter_map(|one| one.country.as_deref()).collect();
            let concerns = countries.is_empty() || countries.iter().any(|country| scope.has(country));
            if drafts.len() == MOST || !scope.is_open() && !concerns {
                continue;
            }
            let span: Span = paper.sentences_around(silence.evidence);
            let words = paper.words(span).trim().trim_end_matches('.').replace(['“', '”', '"'], "'");
            let teller = desk.teller(i);
            let mut draft = Draft::default();
            draft.cite(desk.cite(i, span, Some(&silence.id)));
            draft.push(
                &Forms::get().channels.reported.replace("{words}", &words).replace("{teller}", &teller),
            );
            drafts.push(draft);
        }
    }
    drafts
}
