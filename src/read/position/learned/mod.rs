//! Stands that no rule tells of: a model that learned from labelled ones weighs each
//! predicate whose holder is clear and that is about an issue.

mod bar;
mod features;
pub mod model;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::read::contact::line::Line;
use crate::read::encoder::Encoder;
use crate::read::names::Actor;
use crate::read::rules::navigate::antecedent;
use crate::read::syntax::{Rel, Upos};
use crate::record::{Act, Attribution, Issue, MentionKind, Position, Source, SourceKind, Span, Stance};

use super::condition::{Condition, Kind};
use super::mood::{self, Mood};
use super::side::{Side, Sides};
use super::stand::{Laid, Stand};
use super::words::Words;
use super::{Issues, is_long_ago, issues, stand};

pub use bar::Bar;
pub(super) use features::Lexicon;
use features::{Bond, Scene};
use model::{Model, Opinion, Sight};

/// A predicate with one who may hold a stand by it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub anchor: usize,
    pub holders: Vec<Side>,
    pub toward: Vec<Side>,
    pub issue: Issue,
    pub content: Range<usize>,
    pub condition: Option<Condition>,
    pub evidence: Range<usize>,
    pub attribution: Option<usize>,
    pub bar: Bar,
    pub features: Vec<String>,
    /// What the encoder says of it, where it saw it.
    pub sight: Option<Sight>,
}

/// A candidate as training sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Seen {
    pub anchor: Span,
    pub content: Span,
    pub evidence: Span,
    pub countries: Vec<Option<String>>,
    /// The words for its holders, and for whoever says it for them.
    pub holders: Vec<Span>,
    pub issue: Issue,
    pub bar: Bar,
    pub features: Vec<String>,
    /// What the encoder says of it, where it saw it.
    pub sight: Option<Sight>,
}

/// A document's stands as training sees them.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Stands {
    /// What the model weighs.
    pub predicates: Vec<Seen>,
    /// What rules alone tell.
    pub by_rules: Vec<Position>,
}

/// A predicate in its sentence.
struct Place {
    anchor: usize,
    subject: Option<usize>,
    negated: bool,
    /// Whether it is only supposed or thought of, by what words say.
    idle: bool,
    attribution: Option<usize>,
}

/// What a sentence is looked at with.
pub(super) struct Look<'a> {
    pub sides: &'a Sides<'a>,
    pub line: Line<'a>,
    pub words: &'a Words,
    pub issues: &'a Issues,
    /// The predicates that rules' words stand at.
    pub rules: &'a [(usize, &'a str)],
    pub conditions: &'a [Condition],
    pub lexicon: &'a Lexicon,
}

impl<'a> Look<'a> {
    /// Every candidate of the sentence, in the order of the text.
    pub fn candidates(&self) -> Vec<Candidate> {
        if !self.issues.are_near(self.line) && !self.names_others_here() {
            return Vec::new();
        }
        let predicates: Vec<usize> = (0..self.line.len()).filter(|&i| self.is_predicate(i)).collect();
        predicates.iter().flat_map(|&anchor| self.at(anchor, &predicates)).collect()
    }

    /// A verb, what a copula makes one, or a noun for a stand.
    fn is_predicate(&self, i: usize) -> bool {
        let line = self.line;
        let is_help = matches!(line.rel(i), Rel::Aux | Rel::AuxPass | Rel::Cop);
        line.token(i).upos == Upos::Verb && !is_help
            || line.children(i, &[Rel::Cop]).next().is_some()
            || line.token(i).upos == Upos::Noun && self.words.stands.has(&line.lemma(i))
    }

    fn at(&self, anchor: usize, predicates: &[usize]) -> Vec<Candidate> {
        let line = self.line;
        let mood = mood::mood(line, anchor, true, self.words);
        let condition = super::near(line, self.conditions, anchor, predicates);
        // "Might support": thought of, where it depends on nothing.
        let perhaps = line
            .children(anchor, &[Rel::Aux])
            .any(|i| matches!(line.word(i).as_str(), "may" | "might" | "could"));
        let idle = mood == Mood::Idle
            || perhaps && mood != Mood::Negated && condition.is_none_or(|one| one.kind != Kind::Any);
        // The encoder may know better, if it is no question.
        let seen = self.sight(anchor).is_some() && !mood::is_asked(line);
        if idle && !seen
            || is_long_ago(line, anchor, self.words)
            || condition.is_some_and(|one| one.tokens.contains(&anchor))
        {
            return Vec::new();
        }
        let attribution = self.sides.voice.attribution(line, anchor);
        let told = attribution.map(|i| self.sides.voice.get(i));
        if told.is_some_and(|told| told.stance == Stance::Denies && told.source.is_some())
            || self.denies(anchor)
        {
            return Vec::new();
        }
        let subjects = self.subjects(anchor);
        let mut named = self.sides.at(line, &subjects);
        if named.is_empty() {
            named.extend(subjects.first().and_then(|&subject| self.sides.person(line, subject)));
        }
        let speakers = self.sides.speakers(line, anchor);
        let state = |sides: &[Side]| sides.first().and_then(|side| side.holder.country.clone());
        let mut bonds = Vec::new();
        // "Demand for oil fell" is nobody's: a noun is held by its owner.
        let owned =
            line.token(anchor).upos == Upos::Noun && line.children(anchor, &[Rel::Cop]).next().is_none();
        if !owned && !speakers.is_empty() && (named.is_empty() || state(&named) != state(&speakers)) {
            bonds.push((Bond::Speaker, speakers));
        }
        if !named.is_empty() {
            bonds.push((Bond::Subject, named));
        }
        let negated = mood == Mood::Negated;
        let all = bonds.into_iter();
        let place = Place { anchor, subject: subjects.first().copied(), negated, idle, attribution };
        all.filter_map(|(bond, holders)| self.candidate(&place, bond, holders, condition)).collect()
    }

    /// Whether a word is the one by which somebody denies what is said: that is no stand.
    fn denies(&self, anchor: usize) -> bool {
        let here = self.line.span(anchor..anchor + 1);
        let cues =
            |told: &Attribution| told.cue.iter().any(|cue| here.is_some_and(|here| cue.overlaps(here)));
        self.sides.voice.all().iter().any(|told| told.stance == Stance::Denies && cues(told))
    }

    /// What the encoder says of a word, where it saw it.
    fn sight(&self, anchor: usize) -> Option<Sight> {
        self.line.reading.stands.get(self.line.index)?.get(anchor).copied()
    }

    /// Who does it: its own subject, that of the verb it hangs on, or a noun's owner.
    fn subjects(&self, anchor: usize) -> Vec<usize> {
        let line = self.line;
        if line.token(anchor).upos == Upos::Noun && line.children(anchor, &[Rel::Cop]).next().is_none() {
            let of = |&i: &usize| line.rel(i) != Rel::Nmod || line.case(i).is_some_and(|case| case == "of");
            return line
                .children(anchor, &[Rel::NmodPoss, Rel::Nmod, Rel::Compound, Rel::Amod])
                .filter(of)
                .collect();
        }
        // "Was turned down **by** Oslo".
        let agents: Vec<usize> = line.children(anchor, &[Rel::OblAgent]).collect();
        if !agents.is_empty() {
            return agents;
        }
        let mut at = anchor;
        for _ in 0..CLIMB {
            let subjects = line.children(at, &[Rel::Nsubj, Rel::NsubjPass]);
            let subjects: Vec<usize> = subjects.map(|i| antecedent(line.tree(), at, i)).collect();
            if !subjects.is_empty() {
                return subjects;
            }
            match (line.rel(at), line.head(at)) {
                (Rel::Xcomp | Rel::Conj | Rel::Advcl, Some(head)) => at = head,
                _ => break,
            }
        }
        Vec::new()
    }

    /// The predicate with one who may hold it; `None` where it is about no issue.
    fn candidate(
        &self,
        place: &Place,
        bond: Bond,
        holders: Vec<Side>,
        condition: Option<&Condition>,
    ) -> Option<Candidate> {
        let line = self.line;
        let Place { anchor, subject, negated, idle, attribution } = *place;
        let told: Option<&Attribution> = attribution.map(|i| self.sides.voice.get(i));
        let kind = condition.map(|one| one.kind);
        let condition = condition.map(|one| one.tokens.clone());
        let Laid { evidence, content, condition, own } = stand::laid(line, anchor, told, &holders, condition);
        let condition = condition.zip(kind).map(|(tokens, kind)| Condition { tokens, kind });
        let issue = self.issues.of(line, &own, false).or_else(|| self.issues.of(line, &own, true));
        let whole = || self.issues.of(line, std::slice::from_ref(&content), true);
        // "**The truce** that Cairo wants": what its clause describes.
        let described = super::described(line, anchor);
        let described = described.filter(|words| subject.is_none_or(|noun| words.end != noun + 1));
        let of_noun = || self.issues.of(line, std::slice::from_ref(described.as_ref()?), true);
        let before = || self.issues.before(line, anchor, true);
        let issue_here = issue.or_else(&of_noun).or_else(whole);
        let points_abroad = || self.names_others_here().then_some(Issue::Other);
        let issue = issue_here.or_else(before).or_else(points_abroad)?;
        let first = &holders.first()?.holder;
        let state = first.country.clone();
        // Who is of no state deals only as a known body of several.
        if state.is_none() && !self.sides.is_body(&first.name, false) {
            return None;
        }
        let scene = Scene {
            line,
            anchor,
            subject,
            bond,
            state: state.as_deref(),
            told,
            issue,
            named: issue_here.is_some(),
            negated,
            conditional: condition.is_some(),
            rules: self.rules.iter().filter(|(at, _)| *at == anchor).map(|(_, rule)| *rule).collect(),
            words: self.words,
            lexicon: self.lexicon,
        };
        let features = scene.features();
        let addressed = match bond {
            Bond::Speaker => subject.into_iter().collect(),
            Bond::Subject => {
                line.children(anchor, &[Rel::Obj, Rel::Iobj, Rel::Obl, Rel::Nmod]).collect::<Vec<_>>()
            }
        };
        let is_we = subject.is_some_and(|i| matches!(line.word(i).as_str(), "i" | "we"));
        let due =
            line.children(anchor, &[Rel::Aux]).any(|i| matches!(line.word(i).as_str(), "must" | "should"));
        // "Every foreign bank must be cut off": it does not fall to one's own.
        let to_citizens = line.children(anchor, &[Rel::Nsubj, Rel::NsubjPass, Rel::Obj]).any(|i| {
            self.words.citizens.has(&line.lemma(i))
                && !names_abroad(line, &line.tree().subtree(i), state.as_deref())
        });
        // "The help that we need"; "the truce that Cairo wants" is told of it.
        let in_passing = line.rel(anchor) == Rel::AclRelcl && (bond == Bond::Speaker || is_we);
        let mut toward = self.sides.at(line, &addressed);
        toward.retain(|side| !holders.iter().any(|holder| holder.holder == side.holder));
        let to_own = !toward.is_empty() && toward.iter().all(|side| side.holder.country == state);
        // "We need cheaper fuel" is of the speaker's own country where no other is named near it.
        let is_own_affair =
            is_we && matches!(issue, Issue::Energy | Issue::Other) && !self.names_others(state.as_deref());
        let by_own = due && subject.is_some_and(|noun| is_own_body(line, noun, state.as_deref(), self.words));
        let at_home = bond == Bond::Subject && !is_we && due
            || by_own
            || to_citizens
            || in_passing
            || to_own
            || is_own_affair;
        let others = issues::without(&own, |i| i == anchor);
        let is_named = self.issues.of(line, &others, true).or_else(of_noun).is_some();
        let points = content.clone().any(|i| self.words.pointing.has(&line.word(i)));
        let on_channel = line.reading.article.kind == Some(SourceKind::Official);
        let is_vague = issue == Issue::Other
            && !is_named
            && !points
            && !names_abroad(line, &content, state.as_deref())
            && toward.iter().all(|side| side.holder.country == state)
            || !on_channel && is_of_home(issue) && !self.names_dealers(state.as_deref());
        let is_alone = is_vague && !self.names_dealers_around(state.as_deref());
        Some(Candidate {
            anchor,
            holders,
            toward,
            issue,
            content,
            condition,
            evidence,
            attribution,
            bar: Bar { at_home, is_vague, is_alone, is_idle: idle },
            features,
            sight: self.sight(anchor),
        })
    }

    /// Whether the sentence names a state or a body, or speaks of others by a word for them.
    fn names_others_here(&self) -> bool {
        let line = self.line;
        let named = |i: usize| line.reading.names.actor_at(line.index, i);
        let acts = |actor: &Actor| actor.country.is_some() || actor.kind == MentionKind::Organisation;
        (0..line.len()).any(|i| self.words.addressees.has(&line.lemma(i)) || named(i).is_some_and(acts))
    }

    /// Whether the sentence names another state, what is of one, or a body that deals.
    fn names_dealers(&self, state: Option<&str>) -> bool {
        let line = self.line;
        let mut named = (0..line.len()).filter_map(|i| line.reading.names.actor_at(line.index, i));
        named.any(|actor| self.deals_beside(actor, state))
    }

    /// The same of the sentences around it.
    fn names_dealers_around(&self, state: Option<&str>) -> bool {
        let (names, here) = (&self.line.reading.names, self.line.index);
        let first = names.mentions.partition_point(|mention| mention.sentence + AROUND < here);
        let mut near = names.mentions[first..].iter().take_while(|mention| mention.sentence <= here + AROUND);
        near.any(|mention| self.deals_beside(&names.actors[mention.actor], state))
    }

    /// Whether somebody is of another state, or a body that deals.
    fn deals_beside(&self, actor: &Actor, state: Option<&str>) -> bool {
        match actor.country.as_deref() {
            Some(country) => Some(country) != state,
            None => self.sides.is_body(&actor.name, false),
        }
    }

    /// Whether the sentence or the one before names another state or a body of several.
    fn names_others(&self, state: Option<&str>) -> bool {
        let names = &self.line.reading.names;
        let near = names
            .mentions
            .iter()
            .filter(|mention| mention.sentence <= self.line.index && self.line.index <= mention.sentence + 1);
        near.map(|mention| &names.actors[mention.actor]).any(|actor| match actor.country.as_deref() {
            Some(country) => Some(country) != state,
            None => actor.kind == MentionKind::Organisation,
        })
    }
}

/// Whether an issue may be a state's own affair: in the press a stand on it counts only
/// beside others.
fn is_of_home(issue: Issue) -> bool {
    matches!(
        issue,
        Issue::Other | Issue::Justice | Issue::Energy | Issue::Humanitarian | Issue::Arms | Issue::Prisoners
    )
}

/// Whether a noun stands for a body of the state whose channel it is: "the government must".
pub(super) fn is_own_body(line: Line, noun: usize, state: Option<&str>, words: &Words) -> bool {
    line.reading.article.kind == Some(SourceKind::Official)
        && words.own_bodies.has(&line.lemma(noun))
        && !names_abroad(line, &line.tree().subtree(noun), state)
}

/// Whether some words name another state, what is of one, or a body of several.
fn names_abroad(line: Line, tokens: &Range<usize>, state: Option<&str>) -> bool {
    let names = &line.reading.names;
    tokens.clone().filter_map(|i| names.actor_at(line.index, i)).any(|actor| match actor.country.as_deref() {
        Some(country) => Some(country) != state,
        None => actor.kind == MentionKind::Organisation,
    })
}

/// The name in records.
pub const RULE: &str = "position.learned";

impl Candidate {
    /// The opinion of it where it is likely enough to count.
    pub fn taken(&self, model: &Model, on_channel: bool) -> Option<Opinion> {
        let seen = self.sight.as_ref();
        let opinion = model.opinion(&self.features, seen)?;
        let asked = self.bar.asked(opinion.act, model, on_channel, seen)?;
        let is_of_act = seen.is_none_or(|_| {
            let mixed = Encoder::known().mixed_stands();
            opinion.by_act >= if on_channel { mixed.act_on_channel } else { mixed.act_in_press }
        });
        (opinion.likelihood >= asked && is_of_act).then_some(opinion)
    }

    /// Whether the encoder is sure that no stand is taken here.
    pub fn is_none(&self, model: &Model) -> bool {
        let Some(seen) = self.sight.as_ref() else { return false };
        let opinion = model.opinion(&self.features, Some(seen));
        opinion.is_some_and(|opinion| opinion.likelihood < Encoder::known().mixed_stands().overruled)
    }

    /// As a stand by the act that the model tells.
    pub fn into_stand(self, line: Line, act: Act) -> Stand<'static> {
        let side = |side: Side| side.holder;
        Stand {
            rule: RULE,
            sentence: line.index,
            anchor: self.anchor,
            holders: self.holders.into_iter().map(side).collect(),
            toward: self.toward.into_iter().map(side).collect(),
            act,
            issue: self.issue,
            content: self.content,
            condition: self.condition.filter(|one| one.fits(act)).map(|one| one.tokens),
            evidence: self.evidence,
            attribution: self.attribution,
        }
    }

    /// As training sees it.
    pub fn seen(&self, line: Line, attributions: &[Attribution]) -> Option<Seen> {
        let source = self.attribution.and_then(|i| attributions.get(i)?.source.as_ref());
        let states: Vec<Option<String>> =
            self.holders.iter().map(|side| side.holder.country.clone()).collect();
        // "We", "my country": whoever says it is its holder.
        let speaks = |one: &&Source| {
            self.holders.iter().any(|side| side.tokens.is_none())
                || one.country.is_some() && states.contains(&one.country)
        };
        let named = self.holders.iter().filter_map(|side| line.span(side.tokens.clone()?));
        let holders = named.chain(source.filter(speaks).map(|one| one.span)).collect();
        Some(Seen {
            anchor: line.span(self.anchor..self.anchor + 1)?,
            content: line.span(self.content.clone())?,
            evidence: line.span(self.evidence.clone())?,
            countries: states,
            holders,
            issue: self.issue,
            bar: self.bar,
            features: self.features.clone(),
            sight: self.sight,
        })
    }
}

/// How many sentences before and after one count as around it.
const AROUND: usize = 2;

/// How far up the subject may stand.
const CLIMB: usize = 3;
