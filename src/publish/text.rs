//! A digest as plain text, for mail.

use std::fmt::Write;

use crate::digest::{Digest, Item, Kind, SectionForm};
use crate::record::{NAMELESS, Place};

use super::chart;
use super::markdown::{day, one_line};
use super::notes::Notes;
use super::notice::{EDITOR, notices};
use super::visible;

/// The digest as plain text, its citations numbered and listed at the end.
pub fn text(digest: &Digest) -> String {
    let notes = Notes::of(digest);
    let own = |place| if digest.is_by_editor(place) { format!(" {EDITOR}") } else { String::new() };
    let title = marks(&notes.numbers(&digest.title_citations));
    let mut out = format!("{}{title}{}\n", one_line(&digest.title), own(Place::Title));
    if !digest.deck.is_empty() {
        let deck = marks(&notes.numbers(&digest.deck_citations));
        let _ = write!(out, "\n{}{deck}{}\n", one_line(&digest.deck), own(Place::Deck));
    }
    for section in &digest.sections {
        headed(&mut out, &section.heading);
        if let Some(chart) = &section.chart {
            let _ = write!(out, "\n{}", chart::text(chart));
        }
        for item in &section.items {
            match section.form {
                SectionForm::Table => row(&mut out, item, &notes),
                SectionForm::Dashes => paragraph(&mut out, "— ", item, &notes),
                SectionForm::Paragraphs | SectionForm::Chart => paragraph(&mut out, "", item, &notes),
            }
        }
    }
    for notice in notices(digest) {
        headed(&mut out, notice.heading);
        notice.lines.iter().for_each(|line| out.push_str(&format!("\n{}\n", one_line(line))));
    }
    if !notes.list.is_empty() {
        headed(&mut out, "Citations");
    }
    for (i, citation) in notes.list.iter().enumerate() {
        let outlet = one_line(citation.outlet.as_deref().unwrap_or(NAMELESS));
        let date = citation.date.as_deref().map(|date| format!(", {}", day(date))).unwrap_or_default();
        let url = citation.url.as_deref().map(|url| format!("\n    {}", one_line(url))).unwrap_or_default();
        let _ = write!(out, "\n[{}] {outlet}{date}: “{}”{url}\n", i + 1, one_line(&citation.quote));
    }
    visible(&out).into_owned()
}

fn headed(out: &mut String, heading: &str) {
    let _ = write!(out, "\n\n{}\n", heading.to_uppercase());
}

fn paragraph(out: &mut String, opening: &str, item: &Item, notes: &Notes) {
    let _ = write!(out, "\n{opening}");
    if let Some(label) = &item.label {
        let _ = write!(out, "{}. ", one_line(label));
    }
    let sentences = item.sentences.iter().map(|sentence| {
        let own = if sentence.kind == Kind::Editor { format!(" {EDITOR}") } else { String::new() };
        format!("{}{}{own}", one_line(&sentence.text), marks(&notes.numbers(&sentence.citations)))
    });
    let _ = writeln!(out, "{}", sentences.collect::<Vec<_>>().join(" "));
}

fn row(out: &mut String, item: &Item, notes: &Notes) {
    let cells: Vec<String> = item.cells.iter().map(|cell| one_line(cell)).collect();
    let citations: Vec<_> = item.sentences.iter().flat_map(|sentence| sentence.citations.clone()).collect();
    let _ = write!(out, "\n{}{}\n", cells.join(" | "), marks(&notes.numbers(&citations)));
}

fn marks(numbers: &[usize]) -> String {
    numbers.iter().map(|number| format!(" [{number}]")).collect()
}
