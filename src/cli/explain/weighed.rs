//! What a model weighed before it took a record.

use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;

use super::Lines;
use crate::read::encoder::{Finding, Rival};
use crate::read::{Reader, Reading};
use crate::record::{Document, Span};

/// How many of the cues that it passed over are shown.
const PASSED_OVER: usize = 3;

/// Shows the finding at the record's cue: its score, the next best reading of the same
/// cue, and the likeliest cues in the sentence that did not count.
pub(super) fn show(lines: &mut Lines, reading: &Reading, reader: &Reader, record: &Value) {
    let cue = record.get("cue").and_then(|cue| Vec::<Span>::deserialize(cue).ok());
    let spans = cue.unwrap_or_default();
    let touches = |bytes: &Range<usize>| {
        reading.text.span(bytes.clone()).is_some_and(|span| spans.iter().any(|one| one.overlaps(span)))
    };
    let sentences = reading.sentences.iter().map(|sentence| sentence.bytes()).filter(touches);
    let Some(bytes) = sentences.reduce(|a, b| a.start..b.end) else { return };
    let rivals = reader.rivals(reading, &bytes);
    let taken = |rival: &&Rival| rival.stands && touches(&rival.finding.cue);
    let Some(rival) = rivals.iter().find(taken) else { return };
    lines.head("weighed by the encoder");
    lines.field("score", &format!("{:.2} (counts from {:.2})", rival.finding.score, rival.threshold));
    parts(lines, reading, "", &rival.finding);
    if let Some((next, behind)) = &rival.next {
        lines.field("next best", &format!("{behind:.2} behind"));
        parts(lines, reading, "  ", next);
    }
    let near = |rival: &&Rival| {
        let cue = &rival.finding.cue;
        !rival.stands && bytes.start <= cue.start && cue.end <= bytes.end
    };
    let mut passed: Vec<&Rival> = rivals.iter().filter(near).collect();
    passed.sort_by(|a, b| b.finding.score.total_cmp(&a.finding.score));
    for rival in passed.into_iter().take(PASSED_OVER) {
        lines.field("passed over", &format!("score {:.2}", rival.finding.score));
        parts(lines, reading, "  ", &rival.finding);
    }
}

fn parts(lines: &mut Lines, reading: &Reading, indent: &str, finding: &Finding) {
    let words = |bytes: &Range<usize>| format!("\"{}\"", &reading.text.as_str()[bytes.clone()]);
    lines.field(&format!("{indent}source"), &finding.source.as_ref().map_or("nobody".to_owned(), words));
    lines.field(&format!("{indent}cue"), &words(&finding.cue));
    for part in &finding.content {
        lines.field(&format!("{indent}content"), &words(part));
    }
}

/// How many of the words by which the model decided are shown.
const REASONS: usize = 12;

/// Shows what a model saw where it took words for the record.
pub(super) fn by_model(lines: &mut Lines, reader: &Reader, document: &Document, id: &str) {
    let Some(weighed) = reader.weighed(document, id) else { return };
    lines.head("weighed by the model");
    lines.field("likelihood", &format!("{:.2} (counts from {:.2})", weighed.likelihood, weighed.threshold));
    for (reason, weight) in weighed.reasons.iter().take(REASONS) {
        lines.field(if *weight < 0.0 { "against" } else { "for" }, &format!("{weight:+.2} {reason}"));
    }
}
