//! Drafts from what the encoder finds.

use super::draft::{self, Draft};
use super::row::Row;
use crate::read::encoder::Finding;

/// The name in records.
pub const RULE: &str = "model.encoder";

/// A draft for each finding that stands on tokens of the row; of two with one main
/// word the surer. In the order of the text.
pub fn drafts(row: &Row, found: &[Finding]) -> Vec<Draft> {
    let mut drafts: Vec<(f32, Draft)> =
        found.iter().filter_map(|finding| Some((finding.score, draft_of(row, finding)?))).collect();
    drafts.sort_by(|(a, one), (b, other)| one.anchor.cmp(&other.anchor).then(b.total_cmp(a)));
    drafts.dedup_by_key(|(_, draft)| draft.anchor);
    drafts.into_iter().map(|(_, draft)| draft).collect()
}

fn draft_of(row: &Row, finding: &Finding) -> Option<Draft> {
    let cue = row.places(&finding.cue);
    let source = finding.source.as_ref().map(|source| row.places(source));
    let content = finding.content.iter().flat_map(|part| draft::without(row, row.places(part), &[]));
    let content: Vec<_> = content.collect();
    (!cue.is_empty() && !content.is_empty()).then(|| Draft {
        anchor: draft::head_of(row, cue.clone()),
        cue,
        source: source.filter(|places| !places.is_empty()),
        content,
        hearer: None,
        relay: None,
        rule: RULE.to_owned(),
        stance: None,
        hedged: false,
        sure: false,
    })
}
