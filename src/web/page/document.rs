//! A document: its stored text with every record marked, any of them explained beside it.

use askama::Template;
use serde_json::Value;

use crate::ledger::Found;
use crate::publish::label;
use crate::publish::link;
use crate::publish::records::{records, spans};
use crate::record::{Document, Span, Text};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::marked::{Mark, Piece, pieces, rows};
use crate::web::show::words::{document_at, part, source_at, stated_day};

use super::explained::Explained;
use super::{Frame, decisions, html};

#[derive(Template)]
#[template(path = "web/document.html")]
struct DocumentPage {
    frame: Frame,
    id: String,
    title: String,
    deck: String,
    outlet: String,
    outlet_at: String,
    day: String,
    collected: String,
    reader: String,
    live: Option<String>,
    /// Where it is kept, where it was fetched.
    proof: String,
    revision: u32,
    revisions: u32,
    changes_at: String,
    warnings: Vec<String>,
    rows: Vec<RowView>,
    explained: Option<Explained>,
    /// The page with the record that is explained.
    here: String,
    owner: Option<String>,
    dropped: Vec<(String, String)>,
}

/// Some of the text, and the records that begin in it.
struct RowView {
    pieces: Vec<Piece>,
    chips: Vec<Chip>,
}

/// A record in the margin.
struct Chip {
    kind: &'static str,
    words: String,
    href: String,
    is_asked: bool,
}

/// The kinds that are marked, with what they are called, here and in the style sheet.
const KINDS: [(&str, &str); 5] = [
    ("attribution", "statement"),
    ("contact", "contact"),
    ("position", "position"),
    ("event", "event"),
    ("silence", "silence"),
];

/// A record as it stands in the text.
struct Standing {
    id: String,
    name: &'static str,
    words: String,
    /// The first is where it begins.
    spans: Vec<Span>,
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let id = &ask.path[0];
    house.ledger.with(|ledger| {
        let found = ledger.find(id)?.filter(|found| found.kind == "document").ok_or(Fault::NotFound)?;
        let dropped = ledger.dropped(id)?;
        let asked = ask.one("record");
        let explained = match asked {
            Some(record) => Explained::of(house, ledger, &found, record, ask.one("weighed").is_some())?,
            None => None,
        };
        let words = span(ask)?;
        let standing = standing(&found.document);
        let article = &found.document.article;
        let text = Text::new(article.text.as_str());
        let (gone, there): (Vec<_>, Vec<_>) = standing.into_iter().partition(|one| dropped.contains(&one.id));
        let text_rows = rows(&text, &found.document.sentences);
        html(&DocumentPage {
            frame: Frame::new(ask, "", article.title.clone().unwrap_or_else(|| id.clone())),
            id: id.clone(),
            title: article.title.clone().unwrap_or_else(|| "Without a title".to_owned()),
            deck: article.deck.clone().unwrap_or_default(),
            outlet: article.outlet.clone().unwrap_or_default(),
            outlet_at: source_at(article.outlet.as_deref().unwrap_or_default()),
            day: article.published.as_ref().map(|day| stated_day(day.as_str())).unwrap_or_default(),
            collected: found.collected.clone(),
            reader: found.reader.clone(),
            live: article.url.as_deref().and_then(link::safe).map(str::to_owned),
            proof: proof(&found),
            revision: found.revision,
            revisions: found.revisions,
            changes_at: format!("{}/changes", document_at(id)),
            warnings: article.warnings.clone(),
            rows: view(&text, &text_rows, &there, id, asked, words),
            here: match asked {
                Some(record) => record_at(id, record),
                None => document_at(id),
            },
            explained,
            owner: decisions::asks_name(house, ask),
            dropped: gone.into_iter().map(|one| (record_at(id, &one.id), one.words)).collect(),
        })
    })
}

fn record_at(document: &str, record: &str) -> String {
    format!("{}?record={}#words", document_at(document), part(record))
}

fn proof(found: &Found) -> String {
    let kept = found.proof.as_ref();
    kept.map(|kept| format!("{}, {} bytes from byte {} on", kept.archive, kept.length, kept.offset))
        .unwrap_or_default()
}

/// The words that the address asks for, where it asks for words and no record.
fn span(ask: &Ask) -> Result<Option<Span>, Fault> {
    let place = |name| ask.parsed::<usize>(name, "a place in the text");
    Ok(match (place("start")?, place("end")?) {
        (Some(start), Some(end)) => Span::new(start, end),
        _ => None,
    })
}

fn standing(document: &Document) -> Vec<Standing> {
    let text = Text::new(document.article.text.as_str());
    let mut found = Vec::new();
    for (kind, name) in KINDS {
        for record in records(document, kind) {
            let main = ["evidence", "content"].iter().find_map(|field| record.get(field)).map(spans);
            let spans = main.filter(|spans| !spans.is_empty()).unwrap_or_else(|| spans(&record));
            let id = record.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let Some(first) = spans.first() else { continue };
            let words = text.at(*first).unwrap_or_default().to_owned();
            found.push(Standing { id, name, words: short(&record, kind, &words), spans });
        }
    }
    found.sort_by_key(|one| one.spans[0]);
    found
}

/// A record in a few words, for the margin.
fn short(record: &Value, kind: &str, words: &str) -> String {
    let value = |field: &str| record.pointer(field).map(label).unwrap_or_default();
    let names = |list: &str| -> String {
        let items = record.get(list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        items
            .iter()
            .map(|item| item.get("name").map(label).unwrap_or_default())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match kind {
        "attribution" => {
            let source =
                record.pointer("/source/name").map(label).unwrap_or_else(|| "nobody named".to_owned());
            let hedge = if value("/hedged") == "true" { ", hedged" } else { "" };
            format!("{source} {}{hedge}", value("/stance"))
        }
        "contact" => format!("{} ({}): {}", value("/mode"), value("/status"), names("parties")),
        "position" => format!("{}: {} on {}", names("holders"), value("/act"), value("/issue")),
        "event" => format!("{}: {} → {}", value("/type"), names("actors"), names("recipients")),
        _ => words.to_owned(),
    }
}

fn view(
    text: &Text,
    rows: &[Span],
    standing: &[Standing],
    id: &str,
    asked: Option<&str>,
    words: Option<Span>,
) -> Vec<RowView> {
    let mut marks: Vec<Mark> = Vec::new();
    for one in standing {
        let is_asked = asked == Some(one.id.as_str());
        let mark =
            |span: &Span| Mark { span: *span, class: one.name, href: record_at(id, &one.id), is_asked };
        marks.extend(one.spans.iter().map(mark));
    }
    marks.extend(words.map(|span| Mark { span, class: "asked", href: String::new(), is_asked: true }));
    let row = |row: &Span| {
        let begins =
            standing.iter().filter(|one| row.start <= one.spans[0].start && one.spans[0].start < row.end);
        RowView {
            pieces: pieces(text, *row, &marks),
            chips: begins
                .map(|one| Chip {
                    kind: one.name,
                    words: one.words.clone(),
                    href: record_at(id, &one.id),
                    is_asked: asked == Some(one.id.as_str()),
                })
                .collect(),
        }
    };
    let mut views: Vec<RowView> = rows.iter().map(row).collect();
    // The first of the words that are asked for can be gone to.
    if let Some(first) = views.iter_mut().flat_map(|view| &mut view.pieces).find(|piece| piece.is_asked) {
        first.is_first = true;
    }
    views
}
