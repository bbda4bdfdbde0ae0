//! Which drafts stand: the model's, and the rules' where these know more.

use rustc_hash::FxHashMap;

use super::chain;
use super::draft::{self, Draft};
use super::knowledge::{Speakers, has};
use super::outlets::Outlets;
use super::row::Row;
use crate::read::syntax::Upos;

/// What drafts are chosen by.
pub struct Scene<'a> {
    pub row: &'a Row<'a>,
    pub speakers: &'a Speakers,
    pub outlets: &'a Outlets,
}

/// What a draft is to the choice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It stands.
    Given,
    /// It stands where nobody is named, and within what a report passes on from others.
    Own,
    /// It stands within what a report passes on from others.
    Inner,
}

impl Scene<'_> {
    /// Joins the rules' drafts to those of a model. At one word the model's spans stand,
    /// with the rule's hedge and stance, unless the rule is sure. A rule's draft of its
    /// own stands where nobody is named, within what a report passes on from others, and
    /// where somebody retells what another said; within what a report passes on alone stand
    /// the `inner` drafts, of a second model that also finds what others say in what one says.
    pub fn join(&self, mut drafts: Vec<Draft>, mut ruled: Vec<Draft>, mut inner: Vec<Draft>) -> Vec<Draft> {
        let laid = laid(&ruled);
        for drafts in [&mut drafts, &mut ruled, &mut inner] {
            drafts.retain(|draft| laid.get(&draft.reach().start).is_none_or(|&at| at == draft.anchor));
        }
        let mut at: FxHashMap<usize, usize> =
            drafts.iter().enumerate().map(|(i, draft)| (draft.anchor, i)).collect();
        let mut parts = vec![Part::Given; drafts.len()];
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
        for (draft, part) in
            own.into_iter().map(|d| (d, Part::Own)).chain(inner.into_iter().map(|d| (d, Part::Inner)))
        {
            if part == Part::Own || !at.contains_key(&draft.anchor) {
                at.insert(draft.anchor, drafts.len());
                drafts.push(draft);
                parts.push(part);
            }
        }
        self.standing(drafts, &parts)
    }

    /// The drafts that stand, in the order of the text.
    fn standing(&self, drafts: Vec<Draft>, parts: &[Part]) -> Vec<Draft> {
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&i| (drafts[i].anchor, i));
        let sorted: Vec<Draft> = order.iter().map(|&i| drafts[i].clone()).collect();
        let by = chain::passed_on_by(&sorted);
        let stands = |place: usize| {
            let (draft, part) = (&sorted[place], parts[order[place]]);
            let mut holder = by[place];
            while let Some(i) = holder.filter(|&i| parts[order[i]] != Part::Given) {
                holder = by[i];
            }
            let relayed = holder.map(|i| self.is_relay(&sorted[i]));
            let alone = || draft.source.is_none() && draft.hedged || self.is_relay(draft);
            match part {
                Part::Given => true,
                Part::Own if relayed == Some(false) => draft.sure || self.is_retold(draft),
                Part::Own => draft.sure || relayed.unwrap_or_else(alone),
                Part::Inner => relayed == Some(true),
            }
        };
        (0..sorted.len()).filter(|&place| stands(place)).map(|place| sorted[place].clone()).collect()
    }

    /// Whether a draft tells, within what one says, that another said something: by a plain
    /// word for it, as having happened, and of somebody else than whoever speaks or hears.
    fn is_retold(&self, draft: &Draft) -> bool {
        let row = self.row;
        let Some(source) = draft.source.clone() else { return false };
        let head = draft::head_of(row, source);
        let other = match row.cells[head].upos {
            Upos::Pron => has(&self.speakers.third_person, row.word(head)),
            upos => matches!(upos, Upos::Noun | Upos::Propn),
        };
        let mut around = row.sentence(draft.anchor).filter(|&at| row.cells[at].head as usize == draft.anchor);
        let unreal = around.any(|at| has(&self.speakers.unreal, row.word(at)));
        other && !unreal && has(&self.speakers.retelling, row.lemma(draft.anchor))
    }

    /// Whether a draft passes on what others said: its source is an outlet, a report or a
    /// transcript's speaker, or it is "according to" someone.
    fn is_relay(&self, draft: &Draft) -> bool {
        let row = self.row;
        let Some(source) = draft.source.clone() else { return false };
        let head = draft::head_of(row, source.clone());
        let outlet = || {
            source.clone().any(|at| {
                let (sentence, token) = row.token(at);
                row.reading.names.actor_at(sentence, token).is_some_and(|actor| self.outlets.has(&actor.name))
            })
        };
        draft.cue.clone().any(|at| row.word(at).eq_ignore_ascii_case("according"))
            || has(&self.speakers.published, row.lemma(head))
            || outlet()
    }
}

/// Where each thing begins that a sure rule lays at someone's door, and by which word:
/// it is nobody else's under another word.
fn laid(ruled: &[Draft]) -> FxHashMap<usize, usize> {
    let sure = ruled.iter().filter(|rule| rule.sure && rule.source.is_some());
    sure.map(|rule| (rule.reach().start, rule.anchor)).collect()
}
