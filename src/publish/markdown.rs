//! A digest as Markdown.

use std::fmt::Write;

use crate::digest::{Digest, Item, Kind, Section, SectionForm, Sentence};
use crate::record::{NAMELESS, Place};

use super::notes::Notes;
use super::notice::{EDITOR, notices};
use super::visible;
use super::{chart, link};

/// The digest as Markdown (CommonMark with tables), its citations numbered and listed at
/// the end.
pub fn markdown(digest: &Digest) -> String {
    let notes = Notes::of(digest);
    let own = |place| if digest.is_by_editor(place) { editor_mark() } else { String::new() };
    let title = marks(&notes.numbers(&digest.title_citations)) + &own(Place::Title);
    let mut out = format!("# {}{title}\n", escaped(&digest.title));
    if !digest.deck.is_empty() {
        let deck = marks(&notes.numbers(&digest.deck_citations)) + &own(Place::Deck);
        let _ = write!(out, "\n*{}*{deck}\n", escaped(&digest.deck));
    }
    for section in &digest.sections {
        let _ = write!(out, "\n## {}\n", escaped(&section.heading));
        match section.form {
            SectionForm::Table => table(&mut out, section, &notes),
            SectionForm::Chart => drawn(&mut out, section, &notes),
            SectionForm::Dashes => {
                section.items.iter().for_each(|item| paragraph(&mut out, "— ", item, &notes))
            }
            SectionForm::Paragraphs => {
                section.items.iter().for_each(|item| paragraph(&mut out, "", item, &notes))
            }
        }
    }
    for notice in notices(digest) {
        let _ = write!(out, "\n## {}\n\n", notice.heading);
        notice.lines.iter().for_each(|line| out.push_str(&format!("- {}\n", escaped(line))));
    }
    citations(&mut out, &notes);
    visible(&out).into_owned()
}

/// Behind an editor's own words.
fn editor_mark() -> String {
    format!(" {}", escaped(EDITOR))
}

fn paragraph(out: &mut String, opening: &str, item: &Item, notes: &Notes) {
    let label = item.label.as_ref().map(|label| format!("*{}.* ", escaped(label))).unwrap_or_default();
    let sentences: Vec<String> = item.sentences.iter().map(|sentence| cited(sentence, notes)).collect();
    let _ = write!(out, "\n{opening}{label}{}\n", sentences.join(" "));
}

/// A sentence with the numbers of its citations before the full stop.
fn cited(sentence: &Sentence, notes: &Notes) -> String {
    let numbers = marks(&notes.numbers(&sentence.citations));
    let text = escaped(&sentence.text);
    if sentence.kind == Kind::Editor {
        return text + &editor_mark();
    }
    match text.strip_suffix('.') {
        Some(text) if !numbers.is_empty() => format!("{text}{numbers}."),
        _ => format!("{text}{numbers}"),
    }
}

fn marks(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    // Every other bracket is escaped and no reference is defined, so these stay as they are.
    numbers.iter().fold(String::from(" "), |mut marks, number| {
        let _ = write!(marks, "[{number}]");
        marks
    })
}

fn table(out: &mut String, section: &Section, notes: &Notes) {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let _ = write!(out, "\n{}{}", row(&section.columns), row(&vec!["---".to_owned(); section.columns.len()]));
    for item in &section.items {
        let mut cells: Vec<String> = item.cells.iter().map(|cell| escaped(cell)).collect();
        let citations: Vec<_> =
            item.sentences.iter().flat_map(|sentence| sentence.citations.clone()).collect();
        if let Some(last) = cells.last_mut() {
            last.push_str(&marks(&notes.numbers(&citations)));
        }
        out.push_str(&row(&cells));
    }
}

/// The chart in a block of fixed width, and what it rests on.
fn drawn(out: &mut String, section: &Section, notes: &Notes) {
    if let Some(chart) = &section.chart {
        let _ = write!(out, "\n```\n{}```\n", chart::text(chart));
    }
    section.items.iter().for_each(|item| paragraph(out, "", item, notes));
}

fn citations(out: &mut String, notes: &Notes) {
    if notes.list.is_empty() {
        return;
    }
    out.push_str("\n## Citations\n\n");
    for (i, citation) in notes.list.iter().enumerate() {
        let outlet = escaped(citation.outlet.as_deref().unwrap_or(NAMELESS));
        let date = citation.date.as_deref().map(|date| format!(", {}", day(date))).unwrap_or_default();
        let quote = escaped(&one_line(&citation.quote));
        let title =
            citation.title.as_deref().map(|title| format!(", *{}*", escaped(title))).unwrap_or_default();
        let url = citation.url.as_deref().unwrap_or_default();
        let source = match link::to_words(url, &citation.quote) {
            Some(link) => format!("[{outlet}{date}](<{link}>)"),
            None if url.is_empty() => format!("{outlet}{date}"),
            None => format!("{outlet}{date} ({})", escaped(&one_line(url))),
        };
        let _ = writeln!(out, "{}. {source}{title}: “{quote}”", i + 1);
    }
}

/// The day of a date that may have a time.
pub fn day(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

/// Words on one line.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words with the marks of Markdown and HTML made harmless.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in one_line(words).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
