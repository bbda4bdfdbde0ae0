//! Contacts that no rule tells of: a model that learned from labelled ones weighs each word
//! of dealing with each two who may have dealt by it.

mod dealer;
mod features;
pub mod model;
mod path;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use crate::read::encoder::{DEALINGS, Encoder};
use crate::read::linear::Weighed;
use crate::read::rules::{RuleBook, RuleError};
use crate::read::syntax::{Rel, Upos};
use crate::record::{Mode, Span};

use super::Scene;
use super::dealing::Dealing;
use super::found::{self, Found};
use super::gives::Gives;
use super::line::Line;
use super::place;
use super::words::Words;
use dealer::Dealer;
use features::View;
use model::{Model, log_odds};

/// The name in records.
pub const RULE: &str = "contact.learned";

/// Weighs words of dealing.
pub(super) struct Learned {
    verbs: FxHashMap<String, Mode>,
    nouns: FxHashMap<String, Mode>,
    gives: Vec<Gives>,
    model: Model<'static>,
}

/// Two who may deal with one another by a word.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub anchor: usize,
    pub mode: Mode,
    /// The tokens at whose place the two stand; one where it stands for several.
    pub heads: Vec<usize>,
    pub parties: Vec<Found>,
    /// Where it was, where that is a party.
    pub place: Option<String>,
    pub features: Vec<String>,
    /// The encoder's log-odds that the word is one of dealing; `None` where it did not read.
    pub sight: Option<f32>,
    /// Whether the word is a listed one.
    pub is_listed: bool,
}

/// A dealing as the model has it.
#[derive(Debug, Clone)]
pub(super) struct Guess {
    /// The two of whom it is most sure.
    pub pair: Pair,
    /// They and the others of the same dealing.
    pub parties: Vec<Found>,
}

/// A pair as training sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Seen {
    pub anchor: Span,
    pub mode: Mode,
    pub parties: Vec<SeenParty>,
    pub told: Told,
    pub features: Vec<String>,
    /// Whether the word is likely enough one of dealing to be weighed outside of training.
    pub is_weighed: bool,
    /// Whether it is a listed one.
    pub is_listed: bool,
}

/// One of its parties.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SeenParty {
    pub span: Span,
    pub name: String,
    pub role: Option<String>,
    pub country: Option<String>,
    pub is_person: bool,
}

/// What rules tell where the model looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Told {
    /// That these deal with one another by this word.
    This,
    /// That others do, or not both of these.
    Others,
    /// That these do by another word of the sentence.
    Elsewhere,
    Nothing,
}

/// The forms, each with the lists of verbs and nouns that tell of it.
const FORMS: [(Mode, Option<&str>, Option<&str>); 8] = [
    (Mode::Meeting, Some("verbs_of_meeting"), Some("nouns_of_meeting")),
    (Mode::Call, Some("verbs_of_call"), Some("nouns_of_call")),
    (Mode::Visit, Some("verbs_of_visit"), Some("nouns_of_visit")),
    (Mode::Talks, Some("verbs_of_talks"), Some("nouns_of_talks")),
    (Mode::Summit, None, Some("nouns_of_summit")),
    (Mode::Letter, Some("verbs_of_letter"), Some("nouns_of_letter")),
    (Mode::Message, Some("verbs_of_message"), Some("nouns_of_message")),
    (Mode::NegotiationRound, None, Some("nouns_of_round")),
];

/// The forms by their places in the encoder's classes, after none.
const MODES: [Mode; DEALINGS - 1] = [
    Mode::Meeting,
    Mode::Call,
    Mode::Visit,
    Mode::Talks,
    Mode::Summit,
    Mode::Letter,
    Mode::Message,
    Mode::NegotiationRound,
];

impl Learned {
    /// With the words of dealing of a rule file.
    ///
    /// # Errors
    /// Where a list is missing.
    pub fn new(book: &RuleBook) -> Result<Self, RuleError> {
        let (mut verbs, mut nouns) = (FxHashMap::default(), FxHashMap::default());
        for (mode, of_verbs, of_nouns) in FORMS {
            for (words, list) in [(&mut verbs, of_verbs), (&mut nouns, of_nouns)] {
                let list = list.map_or(Ok(Vec::new()), |name| book.list(name))?;
                list.into_iter().for_each(|word| _ = words.entry(word).or_insert(mode));
            }
        }
        let gives = FORMS.iter().map(|(mode, ..)| Gives::plain(*mode)).collect();
        Ok(Self { verbs, nouns, gives, model: Model::embedded() })
    }

    /// What a dealing of some form gives.
    pub fn gives(&self, mode: Mode) -> &Gives {
        self.gives.iter().find(|gives| gives.mode == mode).unwrap_or(&self.gives[0])
    }

    /// The form that a word tells of: as a word of dealing that is listed, else as the encoder
    /// takes it for one, if that is as likely as is asked.
    fn mode(&self, line: Line, i: usize, floor: f32) -> Option<Mode> {
        self.listed(line, i).or_else(|| seen_as(line, i, floor))
    }

    fn listed(&self, line: Line, i: usize) -> Option<Mode> {
        let words = match line.token(i).upos {
            Upos::Verb => &self.verbs,
            Upos::Noun => &self.nouns,
            _ => return None,
        };
        words.get(line.lemma(i).as_str()).copied()
    }

    /// Whether a sentence has any word of dealing.
    pub fn has_word(&self, line: Line, floor: f32) -> bool {
        (0..line.len()).any(|i| self.mode(line, i, floor).is_some())
    }

    /// Every two who may have dealt by a word of the sentence. `floor`: how likely a word must be
    /// one of dealing by the encoder, of 1, if it is not listed.
    pub fn pairs(&self, scene: &Scene, line: Line, words: &Words, floor: f32) -> Vec<Pair> {
        // "Called off", "called for": no telephone call.
        let is_call = |i: usize| line.lemma(i) != "call" || !words.called.has(&line.word(i + 1));
        let anchors: Vec<(usize, Mode)> = (0..line.len())
            .filter_map(|i| Some((i, self.mode(line, i, floor)?)))
            .filter(|(i, _)| is_call(*i))
            .collect();
        if anchors.is_empty() {
            return Vec::new();
        }
        let all = dealer::dealers(scene, line);
        let mut pairs = Vec::new();
        for (anchor, mode) in anchors {
            let able: Vec<&Dealer> = all
                .iter()
                .filter(|one| one.may_deal(line, anchor, mode) && !self.is_of_other(line, one.head, anchor))
                .collect();
            for (i, &one) in able.iter().enumerate() {
                let view =
                    |other, is_own| View { scene, line, words, anchor, mode, one, other, is_own, all: &all };
                let others = able[i + 1..].iter().map(|&other| (Some(other), other.parties.clone(), false));
                let own = if line.is_verb(anchor) {
                    Vec::new()
                } else {
                    scene.parties.own_side(line, anchor, &one.parties)
                };
                let alone = [(None, own, true), (None, Vec::new(), false)];
                for (other, parties, is_own) in others.chain(alone) {
                    if is_own && parties.is_empty() {
                        continue;
                    }
                    let Some(parties) = together(&one.parties, &parties) else { continue };
                    let places = [Some(one), other].into_iter().flatten().filter(|one| one.is_place);
                    pairs.push(Pair {
                        anchor,
                        mode,
                        heads: [Some(one.head), other.map(|one| one.head)].into_iter().flatten().collect(),
                        parties,
                        place: places
                            .filter(|_| mode == Mode::Visit)
                            .find_map(|one| place::name(line, one.head)),
                        features: view(other, is_own).features(),
                        sight: sight(line, anchor),
                        is_listed: self.listed(line, anchor).is_some(),
                    });
                }
            }
        }
        pairs
    }

    /// How likely two deal by a word, if that is likely enough to count.
    fn likelihood(&self, pair: &Pair) -> Option<f32> {
        let likelihood = self.model.likelihood(&pair.features, pair.sight);
        (likelihood >= self.model.threshold(pair.sight)).then_some(likelihood)
    }

    /// Whether somebody hangs on another noun of dealing below a word: "tea with Lammy and **a call**
    /// from **Rubio**".
    fn is_of_other(&self, line: Line, party: usize, anchor: usize) -> bool {
        let mut at = party;
        while let Some(head) = line.head(at).filter(|&head| head != anchor) {
            if line.token(head).upos == Upos::Noun && self.listed(line, head).is_some() {
                return line.tree().is_under(head, anchor);
            }
            at = head;
        }
        false
    }

    /// Whether words only say that somebody wants it: "held the door open **for** talks". Who comes
    /// or meets for it deals.
    pub fn is_wished_for(&self, line: Line, pair: &Pair) -> bool {
        !line.is_verb(pair.anchor)
            && line.case(pair.anchor).as_deref() == Some("for")
            && !self.verbs.contains_key(line.lemma(line.clause_of(pair.anchor)).as_str())
    }

    /// The dealings of which the model is sure, the likeliest first, no two of the same parties.
    pub fn guesses(&self, pairs: Vec<Pair>) -> Vec<Guess> {
        let weighed = pairs.into_iter().filter_map(|pair| Some((self.likelihood(&pair)?, pair)));
        let mut sure: Vec<(f32, Pair)> = weighed.collect();
        sure.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut guesses: Vec<Guess> = Vec::new();
        for (_, pair) in sure {
            let among = |guess: &Guess| {
                pair.parties.iter().all(|one| guess.parties.iter().any(|party| party.is_same(one)))
            };
            let here = guesses.iter().position(|guess| guess.pair.anchor == pair.anchor);
            if let Some(guess) = here.map(|at| &mut guesses[at]) {
                // Another with one of the two.
                if guess.pair.heads.iter().any(|head| pair.heads.contains(head)) {
                    add(&mut guess.parties, &pair.parties);
                }
            } else if !guesses.iter().any(among) {
                guesses.push(Guess { parties: pair.parties.clone(), pair });
            }
        }
        for guess in &mut guesses {
            guess.parties.sort_by_key(|one| one.tokens.start);
            guess.parties = found::without_titles(std::mem::take(&mut guess.parties));
        }
        guesses
    }

    /// Why the model took two for the parties of a contact.
    pub fn weighed(&self, pair: &Pair) -> Option<Weighed> {
        self.model.weighed(&pair.features, pair.sight)
    }
}

impl Pair {
    /// Whether it may be a record: of each it is known for whom he deals, and the word is no
    /// part of another, as in "a telephone conversation".
    pub fn may_stand(&self, line: Line, words: &Words) -> bool {
        let known = |one: &Found| {
            one.party.country.is_some()
                || one.bloc.is_some()
                || one.points()
                || words.holders.contains(one.party.name.as_str())
        };
        line.rel(self.anchor) != Rel::Compound && self.parties.iter().all(known)
    }

    /// What rules tell where it stands.
    pub fn told(&self, line: Line, dealings: &[Dealing]) -> Told {
        let among = |dealing: &&Dealing| {
            self.parties.iter().all(|one| dealing.parties.iter().any(|party| party.is_same(one)))
        };
        let near = |dealing: &&Dealing| is_near(line, dealing.anchor, self.anchor);
        let here: Vec<&Dealing> = dealings.iter().filter(near).collect();
        if here.iter().any(among) {
            Told::This
        } else if !here.is_empty() {
            Told::Others
        } else if dealings.iter().any(|dealing| among(&dealing)) {
            Told::Elsewhere
        } else {
            Told::Nothing
        }
    }

    /// As training sees it.
    pub fn seen(self, line: Line, dealings: &[Dealing]) -> Option<Seen> {
        let told = self.told(line, dealings);
        let party = |one: Found| SeenParty {
            is_person: one.kind == crate::record::MentionKind::Person,
            span: one.party.span,
            name: one.party.name,
            role: one.party.role,
            country: one.party.country,
        };
        Some(Seen {
            anchor: line.span(self.anchor..self.anchor + 1)?,
            mode: self.mode,
            told,
            parties: self.parties.into_iter().map(party).collect(),
            features: self.features,
            is_weighed: self.is_listed || self.sight.is_some_and(|sight| sight >= log_odds(floor())),
            is_listed: self.is_listed,
        })
    }
}

/// The form of a contact that the encoder takes a word to tell of, if it may be one of dealing.
fn seen_as(line: Line, i: usize, floor: f32) -> Option<Mode> {
    let classes = line.reading.dealings.get(line.index)?.get(i)?;
    let may_tell = matches!(line.token(i).upos, Upos::Verb | Upos::Noun | Upos::Aux);
    if !may_tell || 1.0 - classes[0].exp() < floor {
        return None;
    }
    let best = (1..classes.len()).max_by(|&a, &b| classes[a].total_cmp(&classes[b]))?;
    MODES.get(best - 1).copied()
}

/// The encoder's log-odds that a word is one of dealing.
fn sight(line: Line, i: usize) -> Option<f32> {
    let none = line.reading.dealings.get(line.index)?.get(i)?[0].exp();
    Some(log_odds(1.0 - none))
}

/// How likely a word must be one of dealing to be weighed, of 1.
pub(super) fn floor() -> f32 {
    Encoder::known().mixed_dealings().floor
}

/// Whether two words tell of one dealing: "held" and "talks".
fn is_near(line: Line, a: usize, b: usize) -> bool {
    a == b || line.head(a) == Some(b) || line.head(b) == Some(a)
}

/// The parties of two, where they are of two sides; a word that only points at some, or
/// stands for several, needs no other.
fn together(some: &[Found], others: &[Found]) -> Option<Vec<Found>> {
    let mut all = some.to_vec();
    add(&mut all, others);
    if others.is_empty() {
        let points = all.iter().any(Found::points);
        return (points || all.len() > 1 && are_apart(&all)).then_some(all);
    }
    (all.len() > some.len() && all.iter().all(|one| !one.points()) && are_apart(&all)).then_some(all)
}

/// Whether parties are of two sides as far as is known.
fn are_apart(parties: &[Found]) -> bool {
    let state = |one: &Found| one.party.country.clone();
    let first = state(&parties[0]);
    let body =
        |one: &Found| one.party.country.is_none() && one.kind == crate::record::MentionKind::Organisation;
    let known = parties.iter().any(|one| one.party.country.is_some() || body(one));
    known && parties[1..].iter().any(|one| state(one) != first || body(one) && body(&parties[0]))
}

/// Adds those who are not there yet.
fn add(parties: &mut Vec<Found>, others: &[Found]) {
    for one in others {
        if !parties.iter().any(|party| party.is_same(one)) {
            parties.push(one.clone());
        }
    }
}
