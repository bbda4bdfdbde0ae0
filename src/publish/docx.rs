//! A digest as a Word document, its citations as footnotes.

use std::io::Cursor;

use docx_rs::{
    BreakType, Docx, Footnote, LineSpacing, Paragraph, Run, RunFonts, Style, StyleType, Table, TableCell,
    TableRow, VertAlignType,
};

use crate::digest::{Citation, Digest, Item, Kind, Section, SectionForm};
use crate::record::{NAMELESS, Place};

use super::chart;
use super::markdown::{day, one_line};
use super::notice::{EDITOR, notices};
use super::xml::printable;

/// The font, which is on every machine that reads Word documents.
const FONT: &str = "Georgia";
/// In which all characters are of one width.
const FIXED_FONT: &str = "Courier New";
/// Sizes in half points.
const TITLE: usize = 36;
const HEADING: usize = 24;
const TEXT: usize = 22;
const SMALL: usize = 18;
/// The space after a paragraph, in twentieths of a point.
const AFTER: u32 = 140;

/// Why a digest could not be put into the form of Word.
#[derive(Debug, thiserror::Error)]
#[error("the digest cannot be written as a Word document: {0}")]
pub struct DocxError(String);

/// The digest as the bytes of a `.docx` file (Office Open XML). Every citation is a footnote
/// with outlet, day, title, address and the words quoted; the same digest gives the same bytes.
///
/// # Errors
/// Where the archive cannot be made, which no digest brings about.
pub fn docx(digest: &Digest) -> Result<Vec<u8>, DocxError> {
    let mut notes = Footnotes(0);
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT);
    let mut docx = Docx::new()
        .default_fonts(fonts)
        .default_size(TEXT)
        .add_style(heading_style("Title", "Title", TITLE))
        .add_style(heading_style("Heading1", "heading 1", HEADING));
    let marked = |paragraph: Paragraph, place| {
        if digest.is_by_editor(place) { paragraph.add_run(editor_mark()) } else { paragraph }
    };
    let title = marked(styled(&digest.title, "Title"), Place::Title);
    docx = docx.add_paragraph(notes.cite(title, &digest.title_citations));
    if !digest.deck.is_empty() {
        let deck = marked(spaced().add_run(run(&digest.deck).italic()), Place::Deck);
        docx = docx.add_paragraph(notes.cite(deck, &digest.deck_citations));
    }
    docx = docx.add_paragraph(Paragraph::new().add_run(run(&format!("Week {}", digest.week)).size(SMALL)));
    for section in &digest.sections {
        docx = docx.add_paragraph(styled(&section.heading, "Heading1"));
        docx = match section.form {
            SectionForm::Table => docx.add_table(table(section, &mut notes)),
            SectionForm::Dashes => add_items(docx, section, "— ", &mut notes),
            SectionForm::Chart => add_items(add_chart(docx, section), section, "", &mut notes),
            SectionForm::Paragraphs => add_items(docx, section, "", &mut notes),
        };
    }
    for notice in notices(digest) {
        docx = docx.add_paragraph(styled(notice.heading, "Heading1"));
        let lines = notice.lines.iter().map(|line| spaced().add_run(run(line)));
        docx = lines.fold(docx, Docx::add_paragraph);
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(|error| DocxError(error.to_string()))?;
    Ok(bytes.into_inner())
}

fn heading_style(id: &str, name: &str, size: usize) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).size(size).bold()
}

/// A paragraph of the text.
fn spaced() -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().after(AFTER))
}

fn styled(words: &str, style: &str) -> Paragraph {
    spaced().style(style).add_run(run(words))
}

fn run(words: &str) -> Run {
    Run::new().add_text(printable(words))
}

fn raised(words: &str) -> Run {
    let mut run = run(words);
    run.run_property = run.run_property.vert_align(VertAlignType::SuperScript);
    run
}

fn add_items(docx: Docx, section: &Section, opening: &str, notes: &mut Footnotes) -> Docx {
    section.items.iter().fold(docx, |docx, item| docx.add_paragraph(paragraph(opening, item, notes)))
}

fn paragraph(opening: &str, item: &Item, notes: &mut Footnotes) -> Paragraph {
    let mut paragraph = spaced();
    if !opening.is_empty() {
        paragraph = paragraph.add_run(run(opening));
    }
    if let Some(label) = &item.label {
        paragraph = paragraph.add_run(run(&format!("{label}. ")).italic());
    }
    for (at, sentence) in item.sentences.iter().enumerate() {
        let space = if at == 0 { "" } else { " " };
        paragraph = paragraph.add_run(run(&format!("{space}{}", sentence.text)));
        paragraph = notes.cite(paragraph, &sentence.citations);
        if sentence.kind == Kind::Editor {
            paragraph = paragraph.add_run(editor_mark());
        }
    }
    paragraph
}

/// Behind an editor's own words.
fn editor_mark() -> Run {
    run(&format!(" {EDITOR}")).italic()
}

/// The chart in lines of a fixed width.
fn add_chart(docx: Docx, section: &Section) -> Docx {
    let text = section.chart.as_ref().map(chart::text).unwrap_or_default();
    let fonts = || RunFonts::new().ascii(FIXED_FONT).hi_ansi(FIXED_FONT).cs(FIXED_FONT);
    text.lines().fold(docx, |docx, line| {
        docx.add_paragraph(Paragraph::new().add_run(run(line).fonts(fonts()).size(SMALL)))
    })
}

fn table(section: &Section, notes: &mut Footnotes) -> Table {
    let cell = |paragraph: Paragraph| TableCell::new().add_paragraph(paragraph);
    let head =
        section.columns.iter().map(|column| cell(Paragraph::new().add_run(run(column).bold().size(SMALL))));
    let mut rows = vec![TableRow::new(head.collect())];
    for item in &section.items {
        let citations: Vec<Citation> =
            item.sentences.iter().flat_map(|sentence| sentence.citations.clone()).collect();
        let last = item.cells.len().saturating_sub(1);
        let cells = item.cells.iter().enumerate().map(|(at, words)| {
            let paragraph = Paragraph::new().add_run(run(words).size(SMALL));
            cell(if at == last { notes.cite(paragraph, &citations) } else { paragraph })
        });
        rows.push(TableRow::new(cells.collect()));
    }
    Table::new(rows)
}

/// Numbers footnotes from 1 as they come.
struct Footnotes(usize);

impl Footnotes {
    /// A paragraph with a footnote behind it for each citation.
    fn cite(&mut self, paragraph: Paragraph, citations: &[Citation]) -> Paragraph {
        citations.iter().enumerate().fold(paragraph, |mut paragraph, (at, citation)| {
            if at > 0 {
                paragraph = paragraph.add_run(raised(","));
            }
            self.0 += 1;
            let note = Footnote { id: self.0, content: vec![source(citation)] };
            paragraph.add_run(Run::new().add_footnote_reference(note))
        })
    }
}

/// Where the words are from, and the words.
fn source(citation: &Citation) -> Paragraph {
    let outlet = citation.outlet.as_deref().unwrap_or(NAMELESS);
    let date = citation.date.as_deref().map(|date| format!(", {}", day(date))).unwrap_or_default();
    let mut note = Paragraph::new().add_run(run(&format!(" {outlet}{date}")).size(SMALL));
    if let Some(title) = &citation.title {
        note = note.add_run(run(", ").size(SMALL)).add_run(run(&one_line(title)).italic().size(SMALL));
    }
    note = note.add_run(run(&format!(": “{}”", one_line(&citation.quote))).size(SMALL));
    match citation.url.as_deref() {
        Some(url) => note
            .add_run(Run::new().add_break(BreakType::TextWrapping))
            .add_run(run(&one_line(url)).size(SMALL)),
        None => note,
    }
}
