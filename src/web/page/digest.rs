//! A digest made ready for a page: its citations numbered, each a link.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::digest::{Basis, Citation, Digest, Kind, SectionForm, Sentence};
use crate::ledger::{Ledger, LedgerError};
use crate::publish::chart::Drawing;
use crate::publish::notes::Notes;
use crate::publish::notice::{Notice, notices};
use crate::publish::{link, one_line};
use crate::record::{NAMELESS, Place, Verdict};
use crate::web::show::words::stated_day;

/// A digest for a page.
pub(super) struct DigestView {
    pub title: String,
    pub title_marks: Vec<usize>,
    pub deck: String,
    pub deck_marks: Vec<usize>,
    pub week: String,
    pub sections: Vec<SectionView>,
    pub notes: Vec<NoteView>,
    /// Whether title and deck are an editor's.
    pub are_editors: [bool; 2],
    /// As [`SentenceView::gone`], of title and deck.
    pub head_gone: Vec<String>,
    pub notices: Vec<Notice>,
}

pub(super) struct SectionView {
    pub heading: String,
    pub is_table: bool,
    pub opening: &'static str,
    pub columns: Vec<String>,
    pub chart: Option<Drawing>,
    pub items: Vec<ItemView>,
}

pub(super) struct ItemView {
    /// Its place on the page.
    pub at: String,
    pub label: String,
    pub cells: Vec<String>,
    pub marks: Vec<usize>,
    pub sentences: Vec<SentenceView>,
    /// The contact that a row is about.
    pub contact: Option<String>,
}

pub(super) struct SentenceView {
    pub text: String,
    pub marks: Vec<usize>,
    /// What an absence rests on, in words.
    pub basis: Vec<String>,
    pub is_editors: bool,
    /// Words that it cites and that its source has no more, as far as that was looked up.
    pub gone: Vec<String>,
}

pub(super) struct NoteView {
    pub number: usize,
    pub outlet: String,
    pub day: String,
    pub title: String,
    /// The live page at the words, where the address is one to follow.
    pub live: Option<String>,
    pub quote: String,
}

impl DigestView {
    pub fn of(digest: &Digest) -> Self {
        let notes = Notes::of(digest);
        let sections = digest.sections.iter().enumerate().map(|(place, section)| SectionView {
            heading: section.heading.clone(),
            is_table: section.form == SectionForm::Table,
            opening: if section.form == SectionForm::Dashes { "— " } else { "" },
            columns: section.columns.clone(),
            chart: section.chart.as_ref().map(Drawing::of),
            items: section
                .items
                .iter()
                .enumerate()
                .map(|(i, item)| {
                    let citations: Vec<Citation> =
                        item.sentences.iter().flat_map(|sentence| sentence.citations.clone()).collect();
                    ItemView {
                        at: format!("i{place}-{i}"),
                        label: item.label.clone().unwrap_or_default(),
                        cells: item.cells.clone(),
                        marks: notes.numbers(&citations),
                        contact: contact(&citations),
                        sentences: item
                            .sentences
                            .iter()
                            .map(|sentence| sentence_view(sentence, &notes))
                            .collect(),
                    }
                })
                .collect(),
        });
        Self {
            title: digest.title.clone(),
            title_marks: notes.numbers(&digest.title_citations),
            deck: digest.deck.clone(),
            deck_marks: notes.numbers(&digest.deck_citations),
            week: digest.week.clone(),
            sections: sections.collect(),
            notes: notes.list.iter().enumerate().map(|(i, citation)| note(i + 1, citation)).collect(),
            are_editors: [Place::Title, Place::Deck].map(|place| digest.is_by_editor(place)),
            head_gone: Vec::new(),
            notices: notices(digest),
        }
    }

    /// The view of a digest that was kept, with what its sources have changed since.
    pub fn with_gone(digest: &Digest, ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut view = Self::of(digest);
        let mut texts: HashMap<String, Option<String>> = HashMap::new();
        let mut gone = |citations: &[Citation]| -> Result<Vec<String>, LedgerError> {
            let mut gone = Vec::new();
            for citation in citations {
                let text = match texts.entry(citation.document.clone()) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(gap) => {
                        let document = ledger.current(&citation.document)?;
                        gap.insert(document.map(|document| document.article.text))
                    }
                };
                if text.as_ref().is_none_or(|text| !text.contains(&citation.quote)) {
                    gone.push(one_line(&citation.quote));
                }
            }
            Ok(gone)
        };
        view.head_gone = gone(&[&digest.title_citations[..], &digest.deck_citations[..]].concat())?;
        for (section, shown) in digest.sections.iter().zip(&mut view.sections) {
            for (item, shown) in section.items.iter().zip(&mut shown.items) {
                for (sentence, shown) in item.sentences.iter().zip(&mut shown.sentences) {
                    shown.gone = gone(&sentence.citations)?;
                }
            }
        }
        Ok(view)
    }
}

fn sentence_view(sentence: &Sentence, notes: &Notes) -> SentenceView {
    SentenceView {
        text: sentence.text.clone(),
        marks: notes.numbers(&sentence.citations),
        basis: sentence.basis.as_ref().map(basis).unwrap_or_default(),
        is_editors: sentence.kind == Kind::Editor,
        gone: Vec::new(),
    }
}

fn contact(citations: &[Citation]) -> Option<String> {
    citations.iter().find_map(|citation| citation.record.clone()).filter(|id| id.starts_with("c-"))
}

fn note(number: usize, citation: &Citation) -> NoteView {
    NoteView {
        number,
        outlet: citation.outlet.clone().unwrap_or_else(|| NAMELESS.to_owned()),
        day: citation.date.as_deref().map(stated_day).unwrap_or_default(),
        title: citation.title.clone().unwrap_or_default(),
        live: citation.url.as_deref().and_then(|url| link::to_words(url, &citation.quote)),
        quote: one_line(&citation.quote),
    }
}

/// What an absence rests on.
fn basis(basis: &Basis) -> Vec<String> {
    let mut lines = Vec::new();
    if !basis.documents.is_empty() {
        let n = basis.documents.len();
        lines.push(format!("It rests on {n} document{} that {} looked through.", s(n), was(n)));
    }
    if !basis.looked_for.is_empty() {
        lines.push(format!("Looked for: {}.", basis.looked_for.join(", ")));
    }
    if !basis.without_source.is_empty() {
        lines.push(format!("No official document of {} is among them.", basis.without_source.join(", ")));
    }
    for window in &basis.windows {
        let what = match &window.verdict {
            Verdict::Came { .. } => "came".to_owned(),
            Verdict::DidNotCome { listed, .. } => format!("did not come, by the list had on {listed}"),
            Verdict::NotObserved { why } => format!("was not observed: {why}"),
        };
        lines.push(format!("{}, {} of {}: {what}.", window.channel, window.expected, window.day));
    }
    lines
}

fn s(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

fn was(n: usize) -> &'static str {
    if n == 1 { "was" } else { "were" }
}
