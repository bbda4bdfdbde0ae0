//! A PDF file as an article: its words in lines, its lines in paragraphs, and where each
//! page begins.

mod font;
mod lines;
mod paragraphs;
mod show;

use lopdf::{Document as Pdf, LoadOptions};

use crate::record::Article;

use super::input::Problem;
use super::page::dated;
use font::Fonts;
use paragraphs::{Paragraph, paragraphs};

/// The largest file, in bytes, and the most bytes that one of its streams may have when
/// it is unpacked.
const LARGEST: usize = 64 << 20;
const STREAM: usize = 8 << 20;
/// The most streams of objects, all of which are unpacked.
const OBJECT_STREAMS: usize = 500;
/// The most pages that are read, and the most bytes of instructions on all of them.
const PAGES: usize = 1_000;
const INSTRUCTIONS: usize = 64 << 20;
/// The most words of a title, and among how many paragraphs it stands.
const TITLE: usize = 40;
const NEAR: usize = 6;

/// The article in a PDF file.
///
/// # Errors
/// Where it is broken, locked by a password or too large.
pub(super) fn article(bytes: &[u8]) -> Result<Article, Problem> {
    if bytes.len() > LARGEST {
        return Err(Problem::BrokenPdf(format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    if bytes.windows(7).filter(|seven| *seven == b"/ObjStm").take(OBJECT_STREAMS + 1).count() > OBJECT_STREAMS
    {
        return Err(Problem::BrokenPdf(format!("it has more than {OBJECT_STREAMS} streams of objects")));
    }
    let options = LoadOptions::with_max_decompressed_size(STREAM);
    let pdf =
        Pdf::load_mem_with_options(bytes, options).map_err(|error| Problem::BrokenPdf(error.to_string()))?;
    if pdf.is_encrypted() {
        return Err(Problem::BrokenPdf("it is locked by a password".to_owned()));
    }
    let mut warnings = Vec::new();
    let pages = pages(&pdf, &mut warnings);
    let mut article = assembled(paragraphs(&pages));
    article.warnings = warnings;
    Ok(article)
}

/// The lines of each page.
fn pages(pdf: &Pdf, warnings: &mut Vec<String>) -> Vec<Vec<lines::Line>> {
    let mut fonts = Fonts::new(pdf);
    let mut left = INSTRUCTIONS;
    let mut pages = Vec::new();
    for (i, page) in pdf.page_iter().enumerate() {
        let number = i + 1;
        if i == PAGES || left == 0 {
            warnings.push(format!("The document was read up to page {i}, and has more."));
            break;
        }
        let shown = show::runs(pdf, page, &mut fonts, &mut left);
        if shown.is_err() {
            warnings.push(format!("Page {number} of the document cannot be read and was left out."));
        }
        pages.push(lines::lines(shown.unwrap_or_default()));
    }
    pages
}

/// Puts the paragraphs together: those of the title aside, each with an empty line
/// before it.
fn assembled(mut paragraphs: Vec<Paragraph>) -> Article {
    let title = title(&paragraphs).map(|at| taken(&mut paragraphs, at));
    let opening: Vec<&str> = paragraphs.iter().take(NEAR).map(|paragraph| paragraph.text.as_str()).collect();
    let mut article = Article { published: dated(&opening), title, ..Article::default() };
    let mut length = 0;
    let mut pages = 0;
    for paragraph in &paragraphs {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
            length += 2;
        }
        for &(page, within) in &paragraph.pages {
            // A page without words begins where the next one does.
            article.pages.resize(page.max(pages), length + within);
            pages = page;
        }
        article.text.push_str(&paragraph.text);
        length += paragraph.text.chars().count();
    }
    article
}

/// Takes a paragraph out; the page that begins in it begins in the next one.
fn taken(paragraphs: &mut Vec<Paragraph>, at: usize) -> String {
    let Paragraph { text, pages, .. } = paragraphs.remove(at);
    if let Some(next) = paragraphs.get_mut(at) {
        next.pages.splice(0..0, pages.into_iter().map(|(page, _)| (page, 0)));
    }
    text
}

/// The paragraph near the head that is written larger than all text.
fn title(paragraphs: &[Paragraph]) -> Option<usize> {
    let usual = usual_size(paragraphs)?;
    let near = paragraphs.iter().take(NEAR).enumerate().filter(|(_, one)| one.size > usual * 1.15);
    let (at, largest) = near.max_by(|(_, a), (_, b)| a.size.total_cmp(&b.size))?;
    (largest.text.split_whitespace().count() <= TITLE).then_some(at)
}

/// The size in which most characters are written.
fn usual_size(paragraphs: &[Paragraph]) -> Option<f32> {
    let mut sizes: Vec<(f32, usize)> = paragraphs.iter().map(|one| (one.size, one.text.len())).collect();
    sizes.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut passed = 0;
    sizes
        .into_iter()
        .find(|(_, length)| {
            passed += length;
            passed > half
        })
        .map(|(size, _)| size)
}

#[cfg(test)]
mod tests;
