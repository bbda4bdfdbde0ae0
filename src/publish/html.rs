//! A digest as one HTML page that needs nothing else.

use askama::Template;

use crate::digest::{Citation, Digest, Kind, SectionForm};
use crate::record::{NAMELESS, Place};

use super::chart::Drawing;
use super::link;
use super::markdown::{day, one_line};
use super::notes::Notes;
use super::notice::{EDITOR, Notice, notices};
use super::visible;

/// The digest as HTML: no script, no outside file, every text escaped; only `http` and
/// `https` addresses become links.
///
/// # Errors
/// Where the template cannot be filled, which no digest brings about.
pub fn html(digest: &Digest) -> Result<String, askama::Error> {
    let notes = Notes::of(digest);
    let sections =
        digest.sections.iter().map(|section| SectionView {
            heading: &section.heading,
            is_table: section.form == SectionForm::Table,
            opening: if section.form == SectionForm::Dashes { "— " } else { "" },
            columns: &section.columns,
            chart: section.chart.as_ref().map(Drawing::of),
            items: section
                .items
                .iter()
                .map(|item| ItemView {
                    label: item.label.as_deref(),
                    cells: &item.cells,
                    marks: Marks(notes.numbers(
                        &item.sentences.iter().flat_map(|s| s.citations.clone()).collect::<Vec<_>>(),
                    )),
                    sentences: item
                        .sentences
                        .iter()
                        .map(|sentence| SentenceView {
                            text: &sentence.text,
                            marks: Marks(notes.numbers(&sentence.citations)),
                            is_editors: sentence.kind == Kind::Editor,
                        })
                        .collect(),
                })
                .collect(),
        });
    let page = Page {
        title: &digest.title,
        title_marks: Marks(notes.numbers(&digest.title_citations)),
        deck: &digest.deck,
        deck_marks: Marks(notes.numbers(&digest.deck_citations)),
        are_editors: [Place::Title, Place::Deck].map(|place| digest.is_by_editor(place)),
        week: &digest.week,
        sections: sections.collect(),
        notices: notices(digest),
        notes: notes.list.iter().map(|citation| NoteView::of(citation)).collect(),
    };
    Ok(visible(&page.render()?).into_owned())
}

/// The inner part of [`html`], for where a page stands around it already.
///
/// # Errors
/// As of [`html`].
pub fn fragment(digest: &Digest) -> Result<String, askama::Error> {
    let page = html(digest)?;
    // No text of a digest holds these: all of it is escaped.
    let inner = page.split_once("<main>").and_then(|(_, rest)| rest.rsplit_once("</main>"));
    Ok(inner.map_or(page.as_str(), |(inner, _)| inner).trim().to_owned())
}

/// The numbers of citations as links to the list of them. Made of numbers only, so that
/// the template may take it unescaped.
struct Marks(Vec<usize>);

impl std::fmt::Display for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        f.write_str("<sup>")?;
        for n in &self.0 {
            write!(f, "<a href=\"#n{n}\" aria-label=\"citation {n}\">[{n}]</a>")?;
        }
        f.write_str("</sup>")
    }
}

#[derive(Template)]
#[template(path = "digest.html")]
struct Page<'d> {
    title: &'d str,
    title_marks: Marks,
    deck: &'d str,
    deck_marks: Marks,
    /// Whether title and deck are an editor's.
    are_editors: [bool; 2],
    week: &'d str,
    sections: Vec<SectionView<'d>>,
    notices: Vec<Notice>,
    notes: Vec<NoteView<'d>>,
}

struct SectionView<'d> {
    heading: &'d str,
    is_table: bool,
    opening: &'static str,
    columns: &'d [String],
    chart: Option<Drawing>,
    items: Vec<ItemView<'d>>,
}

struct ItemView<'d> {
    label: Option<&'d str>,
    cells: &'d [String],
    marks: Marks,
    sentences: Vec<SentenceView<'d>>,
}

struct SentenceView<'d> {
    text: &'d str,
    marks: Marks,
    is_editors: bool,
}

struct NoteView<'d> {
    outlet: &'d str,
    title: &'d str,
    day: &'d str,
    link: Option<String>,
    /// The address as text, where it cannot be a link.
    address: Option<&'d str>,
    quote: String,
}

impl<'d> NoteView<'d> {
    fn of(citation: &'d Citation) -> Self {
        let link = citation.url.as_deref().and_then(|url| link::to_words(url, &citation.quote));
        Self {
            outlet: citation.outlet.as_deref().unwrap_or(NAMELESS),
            title: citation.title.as_deref().unwrap_or_default(),
            day: citation.date.as_deref().map_or("", day),
            address: citation.url.as_deref().filter(|_| link.is_none()),
            link,
            quote: one_line(&citation.quote),
        }
    }
}
