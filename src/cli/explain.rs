//! `explain`: where a record comes from.

mod weighed;

use std::path::PathBuf;

use anyhow::anyhow;
use serde::Deserialize;
use serde_json::Value;

use crate::collect::archive::Kept;
use crate::ledger::{Decision, Found};
use crate::publish::label;
use crate::publish::records::{KINDS, records};
use crate::read::{Reader, Reading};
use crate::record::{Document, Span};

use super::args::{HowArgs, InputArgs, LedgerArgs};
use super::failure::Failure;
use super::inputs;
use super::output::Output;
use super::progress::Progress;
use crate::read::attribution::ENCODED;

/// Show where a record comes from: document, words, rule, sentence and tree
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The record's id, or a document's.
    #[arg(value_name = "ID")]
    id: String,

    /// Look in these documents instead of the ledger.
    #[arg(long = "in", value_name = "PATH", num_args = 1..)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    how: HowArgs,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let mut decisions = Vec::new();
    let (found, reader) = if args.paths.is_empty() {
        if args.how.is_about_inputs() {
            return Err(Failure::Usage(
                "--as, --date, --outlet and --threads say how to read what --in names".to_owned(),
            ));
        }
        let ledger = args.ledger.open()?;
        decisions = ledger.decisions_about(&args.id)?;
        let found = ledger.find(&args.id)?;
        let version = found.as_ref().map_or("", |found| &found.reader);
        let reader = args.how.reader.load_for(version)?;
        (found, reader)
    } else {
        let inputs = InputArgs { paths: args.paths, how: args.how };
        let reader = inputs.how.reader.load()?;
        (in_documents(&inputs, &reader, &args.id)?, reader)
    };
    let Some(found) = found else {
        return Err(anyhow!("no record or document has the id {}", args.id).into());
    };
    let mut out = Output::new();
    out.text(&explanation(&found, &decisions, &reader))?;
    out.flush()
}

/// Reads documents until one holds the id.
fn in_documents(args: &InputArgs, reader: &Reader, id: &str) -> Result<Option<Found>, Failure> {
    let mut found = None;
    let read = |article, _: &[u8]| reader.read(article);
    inputs::each(args, Progress::new("documents", false), read, |document| {
        if found.is_none()
            && let Some((kind, ordinal)) = place(&document, id)
        {
            let reader = reader.version().to_owned();
            let collected = String::new();
            found = Some(Found {
                kind,
                ordinal,
                document,
                revision: 1,
                revisions: 1,
                reader,
                collected,
                proof: None,
                latest: None,
            });
        }
        Ok(())
    })?;
    Ok(found)
}

/// The kind of what has the id in a document, and its place in that kind's list.
fn place(document: &Document, id: &str) -> Option<(String, usize)> {
    if document.article.id == id {
        return Some(("document".to_owned(), 0));
    }
    KINDS.iter().find_map(|kind| {
        let records = records(document, kind);
        let at = records.iter().position(|record| record.get("id").and_then(Value::as_str) == Some(id))?;
        Some(((*kind).to_owned(), at))
    })
}

/// All that is known of where a record comes from.
fn explanation(found: &Found, decisions: &[Decision], reader: &Reader) -> String {
    let mut lines = Lines::default();
    document(&mut lines, found, reader);
    let reading = reader.analyse(&found.document.article);
    match records(&found.document, &found.kind).into_iter().nth(found.ordinal) {
        Some(record) => {
            let mut spans = Vec::new();
            lines.head(&found.kind);
            fields(&mut lines, &reading, "", &record, &mut spans);
            decided(&mut lines, decisions);
            since(&mut lines, found, &reading, &spans);
            rule(&mut lines, &record, reader);
            if record.get("rule").and_then(Value::as_str) == Some(ENCODED) {
                weighed::show(&mut lines, &reading, reader, &record);
            }
            if let Some(id) = record.get("id").and_then(Value::as_str) {
                weighed::by_model(&mut lines, reader, &found.document, id);
            }
            sentences(&mut lines, &reading, &spans);
        }
        None => counts(&mut lines, &found.document),
    }
    lines.text
}

fn document(lines: &mut Lines, found: &Found, reader: &Reader) {
    let article = &found.document.article;
    lines.head("document");
    lines.field("id", &article.id);
    lines.field("revision", &format!("{} of {}", found.revision, found.revisions));
    let known = [
        ("title", &article.title),
        ("outlet", &article.outlet),
        ("url", &article.url),
        ("path", &article.path),
    ];
    for (name, value) in known {
        lines.field(name, value.as_deref().unwrap_or_default());
    }
    lines.field("published", article.published.as_ref().map_or("", |published| published.as_str()));
    lines.field("collected", &found.collected);
    if let Some(proof) = &found.proof {
        let Kept { address, archive, offset, length, .. } = proof;
        lines.field("fetched from", address);
        lines.field("kept in", &format!("{archive}, {length} bytes from byte {offset} on"));
    }
    lines.field("reader", &found.reader);
    if found.reader != reader.version() {
        lines.field("", "(another version than this one: the trees below may differ from those it saw)");
    }
}

/// What was read in a document.
fn counts(lines: &mut Lines, document: &Document) {
    lines.head("read in it");
    lines.field("sentences", &document.sentences.len().to_string());
    for kind in KINDS {
        lines.field(&format!("{kind}s"), &records(document, kind).len().to_string());
    }
    for warning in &document.article.warnings {
        lines.field("warning", warning);
    }
}

/// A record's fields; spans are shown with their words and collected.
fn fields(lines: &mut Lines, reading: &Reading<'_>, name: &str, value: &Value, spans: &mut Vec<Span>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| fields(lines, reading, name, item, spans)),
        Value::Object(object) => {
            let span = Span::deserialize(value).ok();
            if let Some(span) = span {
                let words = reading.text.at(span).unwrap_or_default();
                lines.field(name, &format!("{}..{} \"{words}\"", span.start, span.end));
                spans.push(span);
            }
            // A span is written already, with its words.
            let is_written = |key: &str| span.is_some() && ["start", "end", "text"].contains(&key);
            for (key, inner) in object.iter().filter(|(key, _)| !is_written(key)) {
                let key = if name.is_empty() { key.clone() } else { format!("{name} {key}") };
                fields(lines, reading, &key, inner, spans);
            }
        }
        plain => lines.field(name, &label(plain)),
    }
}

/// What people decided about the record.
fn decided(lines: &mut Lines, decisions: &[Decision]) {
    if !decisions.is_empty() {
        lines.head("decided");
    }
    decisions.iter().for_each(|decision| lines.field("", &decision.to_string()));
}

/// Whether the words that a record rests on still stand in the document's latest revision.
fn since(lines: &mut Lines, found: &Found, reading: &Reading<'_>, spans: &[Span]) {
    let Some(latest) = &found.latest else { return };
    lines.head("since then");
    let mut gone: Vec<&str> = spans.iter().filter_map(|span| reading.text.at(*span)).collect();
    gone.retain(|words| !latest.contains(words));
    gone.dedup();
    if gone.is_empty() {
        lines.field("", "the document was changed; these words stand in its latest revision too");
    }
    for words in gone {
        lines.field("taken out", &format!("\"{words}\" is not in the latest revision, {}", found.revisions));
    }
}

/// What the record's rule says, where a rule made it.
fn rule(lines: &mut Lines, record: &Value, reader: &Reader) {
    let id = record.get("rule").and_then(Value::as_str);
    let Some(rule) = id.and_then(|id| reader.rule(id)) else { return };
    lines.head("rule");
    lines.field("id", &rule.id);
    lines.field("says", &rule.says);
    lines.field("when", &rule.when);
    lines.field("such as", rule.yes.first().map_or("", String::as_str));
    lines.field("not", rule.no.first().map_or("", String::as_str));
}

/// The sentences that spans touch, with their trees.
fn sentences(lines: &mut Lines, reading: &Reading<'_>, spans: &[Span]) {
    for (i, sentence) in reading.sentences.iter().enumerate() {
        let Some(span) = reading.text.span(sentence.bytes()) else { continue };
        if !spans.iter().any(|one| one.overlaps(span)) {
            continue;
        }
        match reading.article.page_of(span.start) {
            Some(page) => lines.head(&format!("sentence, on page {page}")),
            None => lines.head("sentence"),
        }
        lines.line(&format!("  {}", &reading.text.as_str()[sentence.bytes()]));
        lines.head("tree");
        if let Some(root) = sentence.root() {
            branch(lines, reading, i, root, 1);
        }
    }
}

/// A token and, indented, what depends on it.
fn branch(lines: &mut Lines, reading: &Reading<'_>, sentence: usize, token: usize, depth: usize) {
    let tree = &reading.sentences[sentence];
    let one = &tree.tokens[token];
    let word = format!("{}{}", "  ".repeat(depth), reading.word(sentence, token));
    let actor = reading.names.actor_at(sentence, token).map(|actor| format!("= {}", actor.name));
    let rest =
        format!("{:<6} {:<5} {:<12} {}", one.upos.to_string(), one.xpos, one.rel.to_string(), one.lemma);
    lines.line(format!("{word:<40} {rest} {}", actor.unwrap_or_default()).trim_end());
    // A tree is never deeper than its sentence is long; one that is no tree stops here.
    if depth <= tree.tokens.len() {
        tree.children(token).for_each(|child| branch(lines, reading, sentence, child, depth + 1));
    }
}

/// The explanation under construction.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, line: &str) {
        // A text's own control characters could steer the terminal.
        self.text.extend(line.chars().map(|c| if c.is_control() { ' ' } else { c }));
        self.text.push('\n');
    }

    fn head(&mut self, head: &str) {
        self.line(head);
    }

    fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("  {name:<16} {value}"));
        }
    }
}
