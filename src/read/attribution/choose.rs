//! Which drafts stand: the model's, and the rules' where these know more.

use rustc_hash::FxHashMap;

use super::chain;
use super::draft::{self, Draft};
use super::knowledge::{Speakers, has};
use super::outlets::Outlets;
use super::row::Row;

/// Joins the rules' drafts to the others. At one word the model's spans stand, with the
/// rule's hedge and stance, unless the rule is sure. A rule's draft of its own stands
/// where nobody is named, and within what a report passes on from others.
pub fn join(
    row: &Row,
    speakers: &Speakers,
    outlets: &Outlets,
    mut drafts: Vec<Draft>,
    ruled: Vec<Draft>,
) -> Vec<Draft> {
    let at: FxHashMap<usize, usize> = drafts.iter().enumerate().map(|(i, draft)| (draft.anchor, i)).collect();
    let mut own = Vec::new();
    for rule in ruled {
        match at.get(&rule.anchor) {
            Some(&i) if rule.sure => drafts[i] = rule,
            Some(&i) => {
                drafts[i].hedged |= rule.hedged;
                drafts[i].stance = drafts[i].stance.or(rule.stance);
                drafts[i].hearer = rule.hearer.or(drafts[i].hearer.take());
            }
            None => own.push(rule),
        }
    }
    let first_own = drafts.len();
    drafts.extend(own);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&i| (drafts[i].anchor, i));
    let is_own = |place: usize| order[place] >= first_own;
    let sorted: Vec<Draft> = order.iter().map(|&i| drafts[i].clone()).collect();
    let by = chain::passed_on_by(&sorted);
    let stands = |place: usize| {
        let draft = &sorted[place];
        let relayed = || {
            let mut holder = by[place];
            while let Some(i) = holder.filter(|&i| is_own(i)) {
                holder = by[i];
            }
            holder.map(|i| is_relay(row, speakers, outlets, &sorted[i]))
        };
        let alone = || draft.source.is_none() && draft.hedged || is_relay(row, speakers, outlets, draft);
        !is_own(place) || draft.sure || relayed().unwrap_or_else(alone)
    };
    (0..sorted.len()).filter(|&place| stands(place)).map(|place| sorted[place].clone()).collect()
}

/// Whether a draft passes on what others said: its source is an outlet, a report or a
/// transcript's speaker, or it is "according to" someone.
fn is_relay(row: &Row, speakers: &Speakers, outlets: &Outlets, draft: &Draft) -> bool {
    let Some(source) = draft.source.clone() else { return false };
    let head = draft::head_of(row, source.clone());
    let outlet = || {
        source.clone().any(|at| {
            let (sentence, token) = row.token(at);
            row.reading.names.actor_at(sentence, token).is_some_and(|actor| outlets.has(&actor.name))
        })
    };
    draft.cue.clone().any(|at| row.word(at).eq_ignore_ascii_case("according"))
        || has(&speakers.published, row.lemma(head))
        || outlet()
}
