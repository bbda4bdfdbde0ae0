//! What was changed in a document after it was published.

use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use crate::ledger::Revision;
use crate::record::{Document, Text};

use super::records::{KINDS, records, spans};

/// How long the shortest change is looked for in very long texts.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was changed from one revision to another.
#[derive(Debug, Serialize)]
pub struct Change {
    pub document: String,
    pub from: u32,
    pub to: u32,
    /// UTC, when each came into the ledger.
    pub collected: [String; 2],
    /// Changes of title, deck, date and authors.
    pub fields: Vec<Field>,
    pub sentences: Vec<Line>,
    /// Records of the earlier revision that rest on words which are gone.
    pub records: Vec<Lost>,
}

/// A field that was changed.
#[derive(Debug, Serialize)]
pub struct Field {
    pub name: &'static str,
    pub from: String,
    pub to: String,
}

/// A sentence that was taken out, put in, or stayed.
#[derive(Debug, Serialize)]
pub struct Line {
    #[serde(rename = "was")]
    pub mark: Mark,
    pub text: String,
}

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    Kept,
    TakenOut,
    PutIn,
}

/// A record that rested on words which are gone.
#[derive(Debug, Serialize)]
pub struct Lost {
    pub kind: &'static str,
    pub id: String,
    pub words: String,
}

impl Change {
    /// From an earlier revision to a later one.
    pub fn between(old: &Revision, new: &Revision) -> Self {
        Self {
            document: new.document.article.id.clone(),
            from: old.number,
            to: new.number,
            collected: [old.collected.clone(), new.collected.clone()],
            fields: fields(&old.document, &new.document),
            sentences: lines(&sentences(&old.document), &sentences(&new.document)),
            records: lost(&old.document, &new.document.article.text),
        }
    }
}

fn fields(old: &Document, new: &Document) -> Vec<Field> {
    let values = |document: &Document| {
        let article = &document.article;
        let published = article.published.as_ref().map(|published| published.as_str().to_owned());
        [
            ("title", article.title.clone()),
            ("deck", article.deck.clone()),
            ("published", published),
            ("authors", Some(article.authors.join(", "))),
        ]
    };
    let pairs = values(old).into_iter().zip(values(new));
    let changed = pairs.filter(|(old, new)| old != new);
    changed
        .map(|((name, from), (_, to))| Field {
            name,
            from: from.unwrap_or_default(),
            to: to.unwrap_or_default(),
        })
        .collect()
}

/// The sentences of a document, white space made even.
fn sentences(document: &Document) -> Vec<String> {
    let text = Text::new(document.article.text.as_str());
    let words = document.sentences.iter().filter_map(|&span| text.at(span));
    words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn lines(old: &[String], new: &[String]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut push = |mark, texts: &[String]| {
        lines.extend(texts.iter().map(|text| Line { mark, text: text.clone() }));
    };
    let deadline = Some(Instant::now() + PATIENCE);
    for step in similar::capture_diff_slices_deadline(similar::Algorithm::Patience, old, new, deadline) {
        let (tag, before, after) = step.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            push(Mark::Kept, &old[before]);
        } else {
            push(Mark::TakenOut, &old[before]);
            push(Mark::PutIn, &new[after]);
        }
    }
    lines
}

/// The records that rest on words which do not stand in the new text.
fn lost(old: &Document, new: &str) -> Vec<Lost> {
    let text = Text::new(old.article.text.as_str());
    let mut lost = Vec::new();
    // Names are many, and stand in other records.
    for kind in KINDS.into_iter().filter(|kind| *kind != "mention") {
        for record in records(old, kind) {
            let words = spans(&record).into_iter().filter_map(|span| text.at(span));
            if let Some(words) = words.into_iter().find(|words| !new.contains(words)) {
                let id = record.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
                lost.push(Lost { kind, id, words: words.to_owned() });
            }
        }
    }
    lost
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [before, after] = &self.collected;
        writeln!(f, "{}: revision {} ({before}) to {} ({after})", self.document, self.from, self.to)?;
        for Field { name, from, to } in &self.fields {
            writeln!(f, "{name}:\n- {}\n+ {}", plain(from), plain(to))?;
        }
        writeln!(f)?;
        for (i, line) in self.sentences.iter().enumerate() {
            let is_near = self.sentences[i.saturating_sub(1)..(i + 2).min(self.sentences.len())]
                .iter()
                .any(|near| near.mark != Mark::Kept);
            match line.mark {
                Mark::Kept if is_near => writeln!(f, "  {}", plain(&line.text))?,
                Mark::Kept => {}
                Mark::TakenOut => writeln!(f, "- {}", plain(&line.text))?,
                Mark::PutIn => writeln!(f, "+ {}", plain(&line.text))?,
            }
        }
        for Lost { kind, id, words } in &self.records {
            writeln!(f, "{kind} {id} rested on words that are gone: \"{}\"", plain(words))?;
        }
        Ok(())
    }
}

/// Without control characters, which could steer a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
