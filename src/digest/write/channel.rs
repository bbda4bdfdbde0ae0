//! What the official channels published, and which silences the documents report.

use std::collections::BTreeMap;

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, absence, listed};
use crate::digest::model::{Basis, Item, Sentence};
use crate::record::{Verdict, Window};

/// The items of the section on official channels.
pub fn channels(desk: &mut Desk) -> Vec<Item> {
    let mut items = Vec::new();
    let sentences = silences(desk);
    items.extend(sentences.into_iter().map(|sentence| Item { sentences: vec![sentence], ..Item::default() }));
    for sentence in expectations(desk) {
        let proved = desk.try_sentence(sentence);
        items.extend(proved.map(|sentence| Item { sentences: vec![sentence], ..Item::default() }));
    }
    let mut published = Vec::new();
    published.extend(publications(desk).and_then(|sentence| desk.try_sentence(sentence)));
    if !desk.windows.is_empty() {
        if !published.is_empty() {
            items.push(Item { sentences: published, ..Item::default() });
        }
        return items;
    }
    let text = "no schedule was given to the watch, so nothing is said about days without documents";
    let documents = desk.papers.iter().map(|paper| paper.document.article.id.clone()).collect();
    let basis = Basis { documents, ..Basis::default() };
    published.extend(desk.try_sentence(absence(text, basis)));
    items.push(Item { sentences: published, ..Item::default() });
    items
}

/// What was expected of channels and did not come, or of which nothing is known.
fn expectations(desk: &Desk) -> Vec<Sentence> {
    let mut missed: BTreeMap<(&str, &str, bool), Vec<&Window>> = BTreeMap::new();
    for window in desk.windows.iter().filter(|window| !matches!(window.verdict, Verdict::Came { .. })) {
        let is_known = matches!(window.verdict, Verdict::DidNotCome { .. });
        missed.entry((&window.channel, &window.expected, is_known)).or_default().push(window);
    }
    let sentence = |((channel, expected, is_known), windows): ((&str, &str, bool), Vec<&Window>)| {
        let teller = Desk::told_as(channel, true);
        let days: Vec<String> =
            windows.iter().map(|window| window.day.strftime("%A, %B %-d").to_string()).collect();
        let days = listed(&days);
        let text = match is_known {
            true => format!("no {expected} of {teller} came on {days}"),
            false => format!("whether the {expected} of {teller} came on {days} was not observed"),
        };
        absence(&text, Basis { windows: windows.into_iter().cloned().collect(), ..Basis::default() })
    };
    missed.into_iter().map(sentence).collect()
}

/// How many documents of each official source were read; `None` where there was none.
fn publications(desk: &Desk) -> Option<Sentence> {
    let mut by_teller: BTreeMap<String, usize> = BTreeMap::new();
    let mut documents = Vec::new();
    for (i, paper) in desk.papers.iter().enumerate().filter(|(_, paper)| paper.is_official()) {
        if let Some(teller) = desk.teller(i) {
            *by_teller.entry(teller).or_default() += 1;
            documents.push(paper.document.article.id.clone());
        }
    }
    let mut most: Vec<(String, usize)> = by_teller.into_iter().collect();
    most.sort_by_key(|(teller, n)| (std::cmp::Reverse(*n), teller.clone()));
    let told: Vec<String> = most.iter().map(|(teller, n)| format!("{n} of {teller}")).collect();
    let text = format!("among the documents read are {}", listed(&told));
    (!told.is_empty()).then(|| absence(&text, Basis { documents, ..Basis::default() }))
}

/// The silences that documents report, in their words.
fn silences(desk: &mut Desk) -> Vec<Sentence> {
    let mut drafts = Vec::new();
    for (i, paper) in desk.papers.iter().enumerate() {
        for silence in &paper.document.silences {
            let span = paper.sentences_around(silence.evidence);
            let words = paper.words(span).trim().trim_end_matches('.').replace(['“', '”', '"'], "'");
            let Some(teller) = desk.teller(i) else { continue };
            let mut draft = Draft::default();
            draft.cite(desk.cite(i, span, Some(&silence.id)));
            draft.push(&format!("\"{}\", {teller} reported", words));
            drafts.push(draft);
        }
    }
    drafts.iter().filter_map(|draft| desk.say(draft)).collect()
}
