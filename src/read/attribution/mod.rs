//! Attributions: who says what, by whose account.
//!
//! Drafts say where source, cue and content stand; they come from the turns of a
//! transcript, the rules and the quotations. [`Attributor::complete`] makes records of
//! drafts, whoever found them: who the source is, stance and hedge, setting, chain.

mod anonymity;
mod chain;
mod choose;
mod cues;
mod deprives;
pub mod draft;
mod encoded;
mod knowledge;
pub mod learned;
mod manner;
mod outlets;
mod quotes;
mod row;
mod ruled;
mod setting;
mod speech;
mod turns;
mod who;

pub use cues::Cues;
pub use draft::Draft;
pub use encoded::RULE as ENCODED;
pub use quotes::{Quote, quotes};
pub use row::{Cell, Row};
pub use turns::RULE as TURN;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Reading;
use super::rules::RuleBook;
use crate::record::{Attribution, Source, Span, record_id};
use knowledge::Speakers;
use learned::Learned;
use outlets::Outlets;
use ruled::Ruled;
use setting::Setting;
use who::{Told, Who};

/// Finds who says what.
pub struct Attributor {
    cues: Cues,
    rules: Ruled,
    learned: Learned,
    speakers: Speakers,
    outlets: Outlets,
}

impl Attributor {
    /// With the knowledge that is part of the binary.
    pub fn new() -> Self {
        let cues = Cues::known();
        let rules = Ruled::known(&cues);
        Self {
            cues,
            rules,
            learned: Learned::known(),
            speakers: Speakers::known(),
            outlets: Outlets::known(),
        }
    }

    /// The rules, with the sentences that prove them.
    pub fn rules(&self) -> &RuleBook {
        self.rules.book()
    }

    /// Every attribution of a document, in the order of their cues. The title, read by
    /// itself, may tell who speaks in a transcript.
    pub fn find(&self, reading: &Reading, title: Option<&Reading>) -> Vec<Attribution> {
        let row = Row::new(reading);
        let turns = turns::drafts(&row);
        let mut plain = self.learned.drafts(&row, &self.cues);
        speech::add(&row, &self.cues, &mut plain);
        let (mut drafts, mut inner) = match &reading.findings {
            Some(findings) => {
                let mut found = encoded::drafts(&row, findings);
                speech::complete(&row, &mut found);
                (found, plain)
            }
            None => (plain, Vec::new()),
        };
        for drafts in [&mut drafts, &mut inner] {
            drafts.retain(|draft| !ruled::is_standard(&row, &self.speakers, draft));
            drafts.retain(|draft| !deprives::deprives(&row, &self.speakers, draft));
            drafts.retain(|draft| !ruled::is_succession(&row, &self.speakers, draft));
        }
        let ruled = self.rules.drafts(&row, &self.speakers);
        let scene = choose::Scene { row: &row, speakers: &self.speakers, outlets: &self.outlets };
        let mut drafts = scene.join(drafts, ruled, inner);
        let labels: FxHashSet<usize> = turns.iter().map(|turn| turn.anchor).collect();
        drafts.retain(|draft| !labels.contains(&draft.anchor));
        drafts.retain(|draft| !is_where(&row, draft));
        drafts.extend(turns);
        self.complete(&row, title, drafts)
    }

    /// Takes "whose" from a source, "the Journal, **whose sources** say": the outlet passes it on.
    fn part_owner(&self, who: &Who, draft: &mut Draft) {
        let Some(source) = draft.source.clone().filter(|source| who.row.xpos(source.start) == "WP$") else {
            return;
        };
        if source.len() > 1 {
            draft.source = Some(source.start + 1..source.end);
            let owner = who.antecedent(source.start).map(|noun| draft::phrase(who.row, noun));
            let owner = owner.map(|owner| owner.start..owner.end.min(source.start));
            draft.relay = owner.filter(|owner| self.outlets.has(&who.name(owner)));
        }
    }

    /// Makes records of drafts.
    pub fn complete(&self, row: &Row, title: Option<&Reading>, mut drafts: Vec<Draft>) -> Vec<Attribution> {
        drafts.sort_by_key(|draft| (draft.anchor, draft.reach().start));
        let by = chain::passed_on_by(&drafts);
        let who = Who { row, title, speakers: &self.speakers, outlets: &self.outlets };
        drafts.iter_mut().for_each(|draft| self.part_owner(&who, draft));
        let mut told: Vec<Told> = Vec::new();
        let mut sources: Vec<Option<Source>> = Vec::new();
        let mut settings: Vec<Setting> = Vec::new();
        for draft in &drafts {
            let source = who.source(draft, &told);
            if let (Some(places), Some(source)) = (&draft.source, &source) {
                told.push(Told { places: places.clone(), source: source.clone() });
            }
            sources.push(source);
            settings.push(setting::setting(row, &self.cues, &self.speakers, &self.outlets, draft));
        }
        for i in 0..drafts.len() {
            let speaker = by[i].and_then(|by| sources[by].clone());
            if let (Some(speaker), Some(source)) = (speaker, &mut sources[i]) {
                who.take_first_person(source, &speaker);
            }
        }
        self.carry_settings(row, &drafts, &sources, &mut settings);
        let named = |places: Option<Range<usize>>| places.map(|places| who.name(&places));
        let cited: Vec<Option<String>> =
            drafts.iter().map(|draft| named(chain::cited(row, &self.speakers, draft))).collect();
        let relay =
            |draft: &Draft| draft.relay.clone().or_else(|| chain::relayed(row, &self.speakers, draft));
        let relays: Vec<Option<String>> = drafts.iter().map(|draft| named(relay(draft))).collect();
        let link = |i: usize| Link {
            source: sources[i].as_ref(),
            cited: &cited[i],
            outlet: &settings[i].outlet,
            relay: &relays[i],
        };
        let records = drafts.iter().enumerate().filter_map(|(i, draft)| {
            let chain = chain(i, &by, &link, row.reading.article.outlet.as_deref());
            self.record(row, draft, sources[i].clone(), &settings[i], chain)
        });
        let mut records: Vec<Attribution> = records.collect();
        // Why a name is kept back is told by the writer, nobody says it.
        let reasons: Vec<Span> = records.iter().filter_map(|record| record.source.as_ref()?.reason).collect();
        let is_reason = |span: &Span| reasons.iter().any(|reason| reason.overlaps(*span));
        records.retain(|record| !record.content.iter().all(is_reason));
        records
    }

    /// Within a paragraph, a speaker goes on where he spoke: in the same interview.
    fn carry_settings(
        &self,
        row: &Row,
        drafts: &[Draft],
        sources: &[Option<Source>],
        settings: &mut [Setting],
    ) {
        for i in 1..drafts.len() {
            let Some(source) = &sources[i] else { continue };
            let paragraph = row.paragraph(drafts[i].anchor);
            let mut before = (i.saturating_sub(CARRY)..i).rev();
            let same = |&j: &usize| {
                paragraph.contains(&drafts[j].anchor)
                    && sources[j].as_ref().is_some_and(|other| other.name == source.name)
            };
            let Some(j) = before.find(same) else { continue };
            if settings[i].medium.is_none() && settings[i].audience.is_none() {
                settings[i] = settings[j].clone();
            }
        }
    }

    fn record(
        &self,
        row: &Row,
        draft: &Draft,
        source: Option<Source>,
        setting: &Setting,
        chain: Vec<String>,
    ) -> Option<Attribution> {
        let span = |places: &Range<usize>| {
            if places.is_empty() { None } else { row.reading.text.span(row.bytes(places.clone())) }
        };
        let content: Vec<Span> = draft.content.iter().filter_map(span).collect();
        let evidence = *content.first()?;
        let place = draft.anchor.to_string();
        Some(Attribution {
            id: record_id("a", &row.reading.article.id, evidence, &[&place]),
            source,
            cue: span(&draft.cue).into_iter().collect(),
            content,
            form: manner::form(row, draft),
            stance: manner::stance(row, &self.cues, &self.speakers, draft),
            hedged: manner::is_hedged(row, &self.speakers, draft),
            chain,
            audience: setting.audience.clone(),
            medium: setting.medium.clone(),
            interpreted: setting.interpreted,
            rule: draft.rule.clone(),
        })
    }
}

/// Whether what was taken for the source is only where it was said: "in **Istanbul**".
fn is_where(row: &Row, draft: &Draft) -> bool {
    let before = draft.source.as_ref().and_then(|source| source.start.checked_sub(1));
    before.is_some_and(|at| matches!(row.word(at), "in" | "at" | "near"))
}

/// How many drafts back a speaker is still where he spoke.
const CARRY: usize = 4;

impl Default for Attributor {
    fn default() -> Self {
        Self::new()
    }
}

/// What one draft adds to a chain.
struct Link<'a> {
    source: Option<&'a Source>,
    cited: &'a Option<String>,
    outlet: &'a Option<String>,
    relay: &'a Option<String>,
}

/// From the first speaker to this document's outlet; nobody stands there twice in a row.
fn chain<'a>(
    first: usize,
    by: &[Option<usize>],
    link: &dyn Fn(usize) -> Link<'a>,
    outlet: Option<&str>,
) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    let mut at = Some(first);
    let mut seen = Vec::new();
    while let Some(here) = at.filter(|here| !seen.contains(here)) {
        let Link { source, cited, outlet, relay } = link(here);
        chain.extend(cited.clone());
        chain.extend(source.map(|source| source.name.clone()));
        chain.extend(outlet.clone());
        chain.extend(relay.clone());
        seen.push(here);
        at = by[here];
    }
    chain.extend(outlet.map(str::to_owned));
    chain.dedup();
    chain
}

#[cfg(test)]
mod tests;
