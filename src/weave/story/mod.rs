//! Stories: which documents tell of one development, and where each has it from.
//!
//! Documents are taken week by week. Within a week their order does not matter; what a
//! later week brings never changes an earlier one, so a story keeps its name as it grows.

mod cluster;
mod copies;
mod neighbours;
mod origin;
mod settings;
mod shelf;
mod shingle;
mod terms;
mod vector;
mod vocabulary;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

pub use origin::{Basis, Origin, Report};
pub use settings::{Settings, settings};
pub use terms::{Term, terms};
pub use vocabulary::articles_with;

use super::Week;
use crate::record::{Article, Document, story_id};
use shelf::Shelf;

/// A document as far as stories need it; it takes about a kilobyte.
pub struct Sheet {
    id: String,
    day: Option<Date>,
    terms: Vec<Term>,
    shingles: Vec<u32>,
    report: Report,
}

impl Sheet {
    /// Takes from an article what tells it from others; `report` says on whose word it
    /// stands.
    pub fn new(article: &Article, report: Report) -> Self {
        let title = article.title.as_deref().filter(|title| !article.text.starts_with(title));
        let titled = title.map(|title| format!("{title}\n{}", article.text));
        Self {
            id: article.id.clone(),
            day: article.published.as_ref().map(|published| published.date()),
            terms: terms(titled.as_deref().unwrap_or(&article.text)),
            shingles: shingle::sample(&article.text),
            report,
        }
    }

    /// Its words, with those of its title.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Where it has its report from, as far as it says so itself.
    pub fn origin(&self) -> Origin {
        self.report.origin(&self.id)
    }

    /// The Monday of its week. Documents without a day are taken after all others.
    fn week(&self) -> Option<Date> {
        self.day.map(|day| Week::of(day).first())
    }

    /// Its place among all documents, whatever the order they came in.
    fn rank(&self) -> (bool, Option<Date>, String, Vec<u32>) {
        (self.day.is_none(), self.day, self.id.clone(), self.shingles.clone())
    }
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The story's name, made from its first document.
    pub story: String,
    pub origin: Origin,
    /// The earliest document whose text this one carries, if it is not itself that.
    pub copy_of: Option<String>,
    /// How many documents tell the story.
    pub documents: usize,
    /// How many origins they have it from.
    pub origins: usize,
}

/// The stories of documents, in the order of the documents.
pub fn stories_of(sheets: Vec<Sheet>) -> Vec<Placed> {
    let mut sheets: Vec<(usize, Sheet)> = sheets.into_iter().enumerate().collect();
    sheets.sort_by_cached_key(|(_, sheet)| sheet.rank());
    let (order, mut sheets): (Vec<usize>, Vec<Sheet>) = sheets.into_iter().unzip();
    let mut shelf = Shelf::default();
    for week in sheets.chunk_by_mut(|a, b| a.week() == b.week()) {
        shelf.add(week);
    }
    let mut placed: Vec<(usize, Placed)> = order.into_iter().zip(place(&sheets, &shelf)).collect();
    placed.sort_by_key(|(i, _)| *i);
    placed.into_iter().map(|(_, placed)| placed).collect()
}

/// The stories of documents that have been read.
pub fn stories_in(documents: &[&Document]) -> Vec<Placed> {
    let sheet = |document: &&Document| {
        let opening = document.attributions.iter().filter(|said| origin::is_opening(said.content[0].start));
        let opening: Vec<_> = opening.cloned().collect();
        Sheet::new(&document.article, Report::new(&document.article, &opening))
    };
    stories_of(documents.iter().map(sheet).collect())
}

/// From how many sources some documents have what they tell: the names of their origins,
/// each once, in order.
pub fn origins_of(documents: &[&Document]) -> Vec<String> {
    let mut names: Vec<String> = stories_in(documents).into_iter().map(|placed| placed.origin.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Names the stories and origins of what stands on the shelf.
fn place(sheets: &[Sheet], shelf: &Shelf) -> Vec<Placed> {
    let origins = origins(sheets, shelf);
    let mut documents: FxHashMap<usize, usize> = FxHashMap::default();
    let mut from: FxHashMap<usize, FxHashSet<&str>> = FxHashMap::default();
    for (i, origin) in origins.iter().enumerate() {
        *documents.entry(shelf.story(i)).or_default() += 1;
        from.entry(shelf.story(i)).or_default().insert(&origin.name);
    }
    let placed = |i: usize| {
        let (story, copied) = (shelf.story(i), shelf.copied(i));
        Placed {
            story: story_id(&sheets[story].id),
            origin: origins[i].clone(),
            copy_of: (copied != i).then(|| sheets[copied].id.clone()),
            documents: documents[&story],
            origins: from[&story].len(),
        }
    };
    (0..sheets.len()).map(placed).collect()
}

/// Where each document has it from. Copies of one text have one origin: the one that any
/// of them credits, else the first that carried it.
fn origins(sheets: &[Sheet], shelf: &Shelf) -> Vec<Origin> {
    let mut of_text: FxHashMap<usize, &Report> = FxHashMap::default();
    for (i, sheet) in sheets.iter().enumerate() {
        let known = of_text.entry(shelf.copied(i)).or_insert(&sheet.report);
        if sheet.report.is_surer_than(known) {
            *known = &sheet.report;
        }
    }
    let origin = |i: usize| {
        let copied = shelf.copied(i);
        let origin = of_text[&copied].origin(&sheets[copied].id);
        match copied == i || origin.basis != Basis::Own {
            true => origin,
            false => Origin { basis: Basis::Copy, ..origin },
        }
    };
    (0..sheets.len()).map(origin).collect()
}
