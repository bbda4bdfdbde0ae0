//! Where a record comes from: its fields, its words, its rule, its sentences' trees, and
//! what was decided about it.

use serde::Deserialize;
use serde_json::Value;

use crate::ledger::{Decision, Found, Ledger, fields_of};
use crate::publish::label;
use crate::publish::records::{KINDS, records, spans};
use crate::read::{Reader, Reading, contact, position};
use crate::record::{Article, Span, Text};
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::words::{document_at, part};

/// A record explained.
pub(super) struct Explained {
    pub id: String,
    pub kind: String,
    /// Name, value, and the words where it is a span.
    pub fields: Vec<(String, String)>,
    pub rule: Option<RuleView>,
    /// What the model saw by which it took a record, where that was asked for.
    pub weighed: Option<WeighedView>,
    /// Where that is asked for: the whole document is read anew for it.
    pub weighed_at: Option<String>,
    /// Which reader found it.
    pub reader: String,
    /// Whether the trees are by a reader of another version.
    pub is_other_reader: bool,
    pub sentences: Vec<SentenceTree>,
    pub decisions: Vec<Decision>,
    /// The fields that can be corrected, with what stands there.
    pub correctable: Vec<(String, String)>,
    /// Where it is shown with its other accounts.
    pub contact_at: Option<String>,
    pub is_dropped: bool,
}

pub(super) struct RuleView {
    pub id: String,
    pub says: String,
    pub when: String,
    pub yes: String,
    pub no: String,
}

/// What a model saw, in its own terms.
pub(super) struct WeighedView {
    /// How likely the record is to it, and from where on one counts; `None` where the model of
    /// today does not take it.
    pub likelihood: Option<(String, String)>,
    /// Weight and what was weighed, the strongest first.
    pub reasons: Vec<(String, String)>,
}

pub(super) struct SentenceTree {
    pub text: String,
    pub lines: Vec<TreeLine>,
}

/// A word of a tree.
pub(super) struct TreeLine {
    pub depth: usize,
    pub word: String,
    pub tags: String,
}

impl Explained {
    /// The record with this id in a document, where it has it; `weigh` where it is also asked
    /// for what the model saw.
    pub fn of(
        house: &House,
        ledger: &Ledger,
        found: &Found,
        id: &str,
        weigh: bool,
    ) -> Result<Option<Self>, Fault> {
        let all =
            KINDS.iter().flat_map(|kind| records(&found.document, kind).into_iter().map(move |r| (*kind, r)));
        let is_asked = |record: &Value| record.get("id").and_then(Value::as_str) == Some(id);
        let Some((kind, record)) = all.into_iter().find(|(_, record)| is_asked(record)) else {
            return Ok(None);
        };
        let text = Text::new(found.document.article.text.as_str());
        let mut fields = Vec::new();
        flat("", &record, &text, &mut fields);
        let reader = house.reader(&found.reader);
        let rule =
            record.get("rule").and_then(Value::as_str).and_then(|id| reader.rule(id)).map(|rule| RuleView {
                id: rule.id.clone(),
                says: rule.says.clone(),
                when: rule.when.clone(),
                yes: rule.yes.first().cloned().unwrap_or_default(),
                no: rule.no.first().cloned().unwrap_or_default(),
            });
        let learned = [position::learned::RULE, contact::learned::RULE];
        let is_learned = record.get("rule").and_then(Value::as_str).is_some_and(|id| learned.contains(&id));
        Ok(Some(Self {
            id: id.to_owned(),
            kind: if kind == "attribution" { "statement".to_owned() } else { kind.to_owned() },
            fields,
            rule,
            weighed: (is_learned && weigh).then(|| WeighedView::of(reader, found, id)),
            weighed_at: is_learned.then(|| {
                format!("{}?record={}&weighed=1#beside", document_at(&found.document.article.id), part(id))
            }),
            reader: found.reader.clone(),
            is_other_reader: found.reader != reader.version(),
            sentences: trees(reader, found, &text, &spans(&record)),
            decisions: ledger.decisions_about(id)?,
            correctable: correctable(kind, &record),
            contact_at: (kind == "contact").then(|| format!("/contacts/{}", part(id))),
            is_dropped: ledger.dropped(&found.document.article.id)?.contains(id),
        }))
    }
}

impl WeighedView {
    fn of(reader: &Reader, found: &Found, id: &str) -> Self {
        let Some(weighed) = reader.weighed(&found.document, id) else {
            return Self { likelihood: None, reasons: Vec::new() };
        };
        let reasons = weighed.reasons.into_iter().take(REASONS);
        Self {
            likelihood: Some((format!("{:.2}", weighed.likelihood), format!("{:.2}", weighed.threshold))),
            reasons: reasons.map(|(reason, weight)| (format!("{weight:+.2}"), reason)).collect(),
        }
    }
}

/// How many of the words by which a model decided are shown.
const REASONS: usize = 12;

/// The fields of a record, each with what stands there; spans as their words.
fn flat(name: &str, value: &Value, text: &Text, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| flat(name, item, text, fields)),
        Value::Object(object) => {
            let span = Span::deserialize(value).ok();
            if let Some(words) = span.and_then(|span| text.at(span)) {
                fields.push((name.to_owned(), format!("“{words}”")));
            }
            // The record's own id stands at its head.
            let is_shown = |key: &str| {
                (span.is_none() || !["start", "end", "text"].contains(&key))
                    && !(name.is_empty() && key == "id")
            };
            for (key, inner) in object.iter().filter(|(key, _)| is_shown(key)) {
                flat(format!("{name} {key}").trim(), inner, text, fields);
            }
        }
        plain => fields.push((name.to_owned(), label(plain))),
    }
}

fn correctable(kind: &str, record: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for field in fields_of(kind) {
        let parties = record.get("parties").and_then(Value::as_array).map_or(0, Vec::len);
        let names = match field.contains('*') {
            true => (0..parties).map(|i| field.replace('*', &i.to_string())).collect(),
            false => vec![(*field).to_owned()],
        };
        for name in names {
            let Some(value) = record.pointer(&format!("/{}", name.replace('.', "/"))) else { continue };
            let shown = match value {
                Value::Object(object) => label(object.get("name").unwrap_or(value)),
                Value::Null => "absent".to_owned(),
                plain => label(plain),
            };
            found.push((name, shown));
        }
    }
    found
}

/// The sentences that a record's words stand in, with their trees. Only these are
/// analysed anew, not the whole document.
fn trees(reader: &Reader, found: &Found, text: &Text, spans: &[Span]) -> Vec<SentenceTree> {
    let touched =
        found.document.sentences.iter().filter(|sentence| spans.iter().any(|span| span.overlaps(**sentence)));
    let words = touched.filter_map(|sentence| text.at(*sentence));
    let article = |words: &str| Article { text: words.to_owned(), ..Article::default() };
    words
        .take(6)
        .map(|words| {
            let alone = article(words);
            let reading = reader.analyse(&alone);
            let mut lines = Vec::new();
            for (i, sentence) in reading.sentences.iter().enumerate() {
                if let Some(root) = sentence.root() {
                    branch(&reading, i, root, 0, &mut lines);
                }
            }
            SentenceTree { text: words.to_owned(), lines }
        })
        .collect()
}

fn branch(reading: &Reading<'_>, sentence: usize, token: usize, depth: usize, lines: &mut Vec<TreeLine>) {
    let tree = &reading.sentences[sentence];
    let one = &tree.tokens[token];
    lines.push(TreeLine {
        depth: depth.min(12),
        word: reading.word(sentence, token).to_owned(),
        tags: format!("{} {}", one.rel, one.upos),
    });
    // A tree is never deeper than its sentence is long; one that is no tree stops here.
    if depth <= tree.tokens.len() {
        tree.children(token).for_each(|child| branch(reading, sentence, child, depth + 1, lines));
    }
}
