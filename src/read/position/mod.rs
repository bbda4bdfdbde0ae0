//! Positions: who offers, demands, refuses what, and on which condition, found by the
//! rules of `knowledge/rules/positions.toml`.

mod condition;
mod gives;
mod issues;
pub mod learned;
mod mood;
pub(in crate::read) mod side;
pub(in crate::read) mod stand;
#[cfg(test)]
mod tests;
pub(in crate::read) mod words;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::read::Reading;
use crate::read::contact::Contacts;
use crate::read::contact::found::{Found, Naming};
use crate::read::contact::line::Line;
use crate::read::contact::party::Parties;
use crate::read::contact::voice::Voice;
use crate::read::contact::words::Words as Dealers;
use crate::read::event::Hints;
use crate::read::linear::Weighed;
use crate::read::rules::{Lists, Match, RuleBook, RuleError};
use crate::read::syntax::{Rel, Upos};
use crate::record::{Act, Attribution, Contact, Document, Issue, MentionKind, Position, SourceKind, Stance};

use condition::Condition;
use gives::Gives;
use issues::Issues;
use learned::model::{Model, Opinion};
use learned::{Candidate, Lexicon, Look};
use mood::Mood;
use side::{Side, Sides};
use stand::{Laid, Stand};
use words::Words;

/// Finds the positions that a document tells of.
pub struct Positions {
    book: RuleBook,
    gives: FxHashMap<String, Gives>,
    words: Words,
    dealers: Dealers,
    issues: Issues,
    /// What words stand for, for the model.
    lexicon: Lexicon,
    model: Model<'static>,
}

impl Positions {
    /// With the rules that are part of the binary. Who can hold a position is who can
    /// deal, by the words of the rules for contacts.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read the same files.
    pub fn new(contacts: &Contacts) -> Self {
        let text = include_str!("../../../knowledge/rules/positions.toml");
        Self::parse("knowledge/rules/positions.toml", text, contacts)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads the rules of a file.
    ///
    /// # Errors
    /// Where a rule or a list cannot be used; the error names file, rule and remedy.
    pub fn parse(file: &str, text: &str, contacts: &Contacts) -> Result<Self, RuleError> {
        let mut lists = Lists::default();
        lists.insert("dealer".to_owned(), contacts.book().list("dealer")?);
        let book = RuleBook::parse_with(file, text, lists)?;
        let words = Words::new(&book)?;
        let gives = book.rules().iter().map(|rule| Ok((rule.id.clone(), Gives::of(&book, rule)?)));
        let gives = gives.collect::<Result<_, RuleError>>()?;
        let issues = Issues::known()?;
        let dealers = contacts.words().clone();
        let lexicon = Lexicon { hints: Hints::known(), acts: acts(&book, &gives)? };
        Ok(Self { book, gives, words, dealers, issues, lexicon, model: Model::embedded() })
    }

    /// The words around a position, for who else takes part in diplomacy.
    pub(in crate::read) fn words(&self) -> &Words {
        &self.words
    }

    /// The rules, for `explain`.
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// The positions of a document, in the order of the text. `title` is the reading of
    /// its title, which only helps to understand the text, as do the `contacts` told in it.
    pub fn find(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
        contacts: &[Contact],
    ) -> Vec<Position> {
        let voice = Voice::new(reading, title, attributions, &self.dealers);
        let sides = self.sides(reading, &voice, contacts);
        let mut kept: Vec<Stand> = Vec::new();
        for sentence in reading.unasked() {
            let line = Line { reading, index: sentence };
            let matches = self.book.matches(reading, sentence);
            let first = kept.len();
            let candidates = self.candidates(&sides, line, &matches);
            if !matches.is_empty() {
                self.add(&sides, line, &matches, &mut kept);
                let ruled = kept.split_off(first);
                kept.extend(ruled.into_iter().filter(|stand| !self.is_overruled(line, stand, &candidates)));
            }
            self.add_learned(line, candidates, first, &mut kept);
        }
        kept.into_iter().filter_map(|stand| stand.into_position(reading)).collect()
    }

    /// Who may take a stand in a document.
    fn sides<'a>(
        &'a self,
        reading: &'a Reading<'a>,
        voice: &'a Voice<'a>,
        contacts: &'a [Contact],
    ) -> Sides<'a> {
        let parties = Parties { words: &self.dealers, voice };
        Sides { reading, parties, voice, words: &self.words, contacts }
    }

    /// The predicates of a sentence that the model weighs.
    fn candidates(&self, sides: &Sides, line: Line, matches: &[Match]) -> Vec<Candidate> {
        let rules: Vec<(usize, &str)> =
            matches.iter().map(|found| (predicate(line, found.anchor), found.rule.id.as_str())).collect();
        let conditions = condition::conditions(line, &self.words);
        let look = Look {
            sides,
            line,
            words: &self.words,
            issues: &self.issues,
            rules: &rules,
            conditions: &conditions,
            lexicon: &self.lexicon,
        };
        look.candidates()
    }

    /// Whether the encoder is sure that in the words of a stand that a rule tells of none is taken;
    /// it knows the press too little for that.
    fn is_overruled(&self, line: Line, stand: &Stand, candidates: &[Candidate]) -> bool {
        if line.reading.article.kind != Some(SourceKind::Official) {
            return false;
        }
        let mut here = candidates.iter().filter(|one| stand.shares(&one.content)).peekable();
        here.peek().is_some() && here.all(|one| one.is_none(&self.model))
    }

    /// Adds what the model is sure of, the likeliest first, where no other stand shares its words.
    fn add_learned<'b>(&'b self, line: Line, found: Vec<Candidate>, first: usize, kept: &mut Vec<Stand<'b>>) {
        let on_channel = line.reading.article.kind == Some(SourceKind::Official);
        let taken = found.into_iter().filter_map(|one| Some((one.taken(&self.model, on_channel)?, one)));
        let mut sure: Vec<(Opinion, Candidate)> = taken.collect();
        sure.sort_by(|a, b| b.0.likelihood.total_cmp(&a.0.likelihood));
        for (opinion, candidate) in sure {
            let stand = candidate.into_stand(line, opinion.act);
            let told = kept[first..].iter().any(|other| other.overlaps(&stand));
            if !told && !kept[..first].iter().any(|other| other.repeats(&stand, line)) {
                kept.push(stand);
            }
        }
        kept[first..].sort_by_key(|stand| stand.anchor);
    }

    /// Why the model took a position of a document for one; `None` where a rule tells of it.
    pub fn weighed(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        document: &Document,
        position: &Position,
    ) -> Option<Weighed> {
        let seen = self.seen(reading, title, &document.attributions, &document.contacts).predicates;
        let all = seen.into_iter().filter(|one| one.content == position.content);
        let mut told = all.filter(|one| {
            let opinion = self.model.opinion(&one.features, one.sight.as_ref());
            opinion.is_some_and(|opinion| opinion.act == position.act)
        });
        let on_channel = document.article.kind == Some(SourceKind::Official);
        let told = told.next()?;
        let seen = told.sight.as_ref();
        let asked = told.bar.asked(position.act, &self.model, on_channel, seen)?;
        self.model.weighed(&told.features, seen, position.act, asked)
    }

    /// What the model weighs in a document, and what rules tell of it, for its training.
    pub fn seen(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
        contacts: &[Contact],
    ) -> learned::Stands {
        let voice = Voice::new(reading, title, attributions, &self.dealers);
        let sides = self.sides(reading, &voice, contacts);
        let (mut predicates, mut kept) = (Vec::new(), Vec::new());
        for sentence in reading.unasked() {
            let matches = self.book.matches(reading, sentence);
            let line = Line { reading, index: sentence };
            self.add(&sides, line, &matches, &mut kept);
            let candidates = self.candidates(&sides, line, &matches);
            predicates.extend(candidates.iter().filter_map(|one| one.seen(line, attributions)));
        }
        let by_rules = kept.into_iter().filter_map(|stand| stand.into_position(reading)).collect();
        learned::Stands { predicates, by_rules }
    }

    /// Adds the stands of one sentence, each once.
    fn add<'b>(&'b self, sides: &Sides, line: Line, matches: &[Match<'b>], kept: &mut Vec<Stand<'b>>) {
        let conditions = condition::conditions(line, &self.words);
        let anchors: Vec<usize> = matches.iter().map(|found| predicate(line, found.anchor)).collect();
        let first = kept.len();
        for (found, &anchor) in matches.iter().zip(&anchors) {
            let condition = near(line, &conditions, anchor, &anchors);
            let Some(stand) = self.stand(sides, line, found, anchor, condition) else { continue };
            let told = kept[first..].iter().any(|other| other.is_same(&stand));
            if !told && !kept[..first].iter().any(|other| other.repeats(&stand, line)) {
                kept.push(stand);
            }
        }
    }

    /// The stand that a match tells of; `None` where it tells of none after all.
    fn stand<'b>(
        &'b self,
        sides: &Sides,
        line: Line,
        found: &Match<'b>,
        anchor: usize,
        condition: Option<&Condition>,
    ) -> Option<Stand<'b>> {
        let gives = &self.gives[&found.rule.id];
        // "Close the sky" is put to others, "closing the sky" is not.
        if gives.bare && !matches!(line.xpos(found.anchor), "VB" | "VBP") {
            return None;
        }
        let act = match mood::mood(line, anchor, gives.modal, &self.words) {
            Mood::Plain if gives.negative => return None,
            Mood::Plain => gives.act,
            Mood::Negated => gives.negated?,
            Mood::Idle => return None,
        };
        if is_long_ago(line, anchor, &self.words) {
            return None;
        }
        let supposed = condition.is_some_and(|one| one.tokens.contains(&anchor));
        let helped = anchor != found.anchor;
        if supposed || helped && self.tells_nothing(line, anchor) {
            return None;
        }
        let condition = condition.filter(|one| one.fits(act)).map(|one| one.tokens.clone());
        if gives.conditional && condition.is_none() {
            return None;
        }
        let attribution = sides.voice.attribution(line, anchor);
        let told = attribution.map(|i| sides.voice.get(i));
        if told.is_some_and(|told| told.stance == Stance::Denies && told.source.is_some()) {
            return None;
        }
        let speakers = sides.speakers(line, anchor);
        let holders = match gives.speaker {
            true => speakers.clone(),
            false => sides.at(line, found.slot("H")),
        };
        let state = holders.first()?.holder.country.clone();
        if gives.own && !is_own(&holders, &speakers, line)
            || gives.others && !self.asks_others(sides, line, anchor, &state)
        {
            return None;
        }
        // "The unification **of Germany** will not …": the row of words only ends with it.
        let of_thing = |i: usize| {
            let head = line.head(i).map(|head| line.lemma(head));
            head.is_some_and(|head| !self.dealers.officials.has(&head) && !self.words.houses.has(&head))
        };
        let part = |&i: &usize| {
            line.rel(i) == Rel::Nmod && line.case(i).is_some_and(|case| case == "of") && of_thing(i)
        };
        // "To **us** will not …": no subject.
        let object = |&i: &usize| matches!(line.word(i).as_str(), "us" | "me" | "him" | "them");
        let beside = |i: &usize| line.rel(*i) == Rel::Nmod && line.case(*i).is_some_and(|case| case != "of");
        let is_no_subject = |i: &usize| part(i) || object(i) || beside(i);
        if found.rule.pattern.is_row() && found.slot("H").iter().any(is_no_subject) {
            return None;
        }
        // "**Promising** weapons".
        if line.rel(found.anchor) == Rel::Amod && line.is_verb(found.anchor) {
            return None;
        }
        let mut aims = line.children(anchor, &[Rel::Xcomp, Rel::Ccomp]);
        let perceives = |i: usize| self.words.perceiving.has(&line.lemma(i));
        if gives.act == Act::Demand && !found.slot("T").is_empty() && aims.any(perceives) {
            return None;
        }
        let mut toward = sides.toward(line, found.slot("T"));
        let to_none = || found.slot("T").iter().all(|&i| !self.words.addressees.has(&line.lemma(i)));
        if gives.act == Act::Demand && is_at_home(&toward, &state, !found.slot("T").is_empty() && to_none()) {
            return None;
        }
        let own = |side: &Side| {
            holders.iter().any(|holder| holder.holder == side.holder || is_of_state(holder, side))
        };
        if gives.act == Act::Threat && !toward.is_empty() && toward.iter().all(own) {
            return None;
        }
        toward.retain(|side| !holders.iter().any(|holder| holder.holder == side.holder));
        let Laid { evidence, content, condition, own } = stand::laid(line, anchor, told, &holders, condition);
        let points = content.clone().any(|i| self.words.pointing.has(&line.word(i)));
        let before = |wide: bool| {
            (gives.back || gives.points && points).then(|| self.issues.before(line, anchor, wide))?
        };
        let issue = gives.issue.or_else(|| self.issues.of(line, &own, false)).or_else(|| before(false));
        let issue = issue.or_else(|| if gives.wide { self.issues.of(line, &own, true) } else { None });
        let issue = issue.or_else(|| before(gives.wide));
        // "Ready for it only if the guarantees are firm": about what the condition is about.
        let of_condition = |wide: bool| self.issues.of(line, std::slice::from_ref(condition.as_ref()?), wide);
        let issue = issue.or_else(|| of_condition(false)).or_else(|| of_condition(gives.wide));
        // "The missiles that they are **open** to discussing".
        let issue = issue.or_else(|| {
            let described = described(line, anchor).filter(|_| gives.wide && act != Act::Demand)?;
            let is_holder = |&i: &usize| i + 1 == described.end || line.xpos(i).starts_with('W');
            if found.slot("H").iter().any(is_holder) {
                return None;
            }
            self.issues.of(line, &[described], true)
        });
        let is_to_others = found.slot("T").iter().any(|&i| self.words.abroad.has(&line.lemma(i)));
        let abroad = || (gives.any && (is_to_others || is_abroad(&toward, &state))).then_some(Issue::Other);
        let issue = issue.or_else(abroad)?;
        let holders = holders.into_iter().map(|side| side.holder).collect();
        let toward = toward.into_iter().map(|side| side.holder).collect();
        Some(Stand {
            rule: &found.rule.id,
            sentence: line.index,
            anchor,
            holders,
            toward,
            act,
            issue,
            content,
            condition,
            evidence,
            attribution,
        })
    }

    /// Whether a verb after "will not" tells of no stand: "will not forget", "would not have
    /// come", "will not be in the room", "is not going to mention it".
    fn tells_nothing(&self, line: Line, verb: usize) -> bool {
        let perfect = line.children(verb, &[Rel::Aux]).any(|i| line.word(i) == "have");
        let aim = line.children(verb, &[Rel::Xcomp]).next().filter(|_| line.lemma(verb) == "go");
        perfect
            || self.only_is(line, verb)
            || self.words.untelling.has(&line.lemma(verb))
            || aim.is_some_and(|aim| self.words.untelling.has(&line.lemma(aim)))
    }

    /// Whether a predicate says what or where somebody will be: no stand, but for "a member".
    fn only_is(&self, line: Line, predicate: usize) -> bool {
        let is_will = |i: usize| matches!(line.word(i).as_str(), "will" | "would" | "wo" | "shall");
        line.children(predicate, &[Rel::Cop]).next().is_some()
            && line.children(predicate, &[Rel::Aux]).any(is_will)
            && (line.token(predicate).upos == Upos::Noun || line.case(predicate).is_some())
            && !self.words.belonging.has(&line.lemma(predicate))
    }

    /// Whether what must be done falls to others than the speaker's own side: to another
    /// state, or to nobody that is named where it is about an issue ("sanctions must …").
    fn asks_others(&self, sides: &Sides, line: Line, anchor: usize, state: &Option<String>) -> bool {
        let subjects: Vec<usize> = line.children(anchor, &[Rel::Nsubj, Rel::NsubjPass]).collect();
        let helpers: Vec<usize> = line.children(anchor, &[Rel::Aux]).collect();
        let Some(&subject) = subjects.first() else { return false };
        // "Should Russia attack …" asks for nothing.
        if helpers.iter().any(|&helper| helper < subject) {
            return false;
        }
        let passive = line.rel(subject) == Rel::NsubjPass;
        let own =
            |i: usize| matches!(line.word(i).as_str(), "i" | "we" | "they" | "our" | "my" | "who" | "which");
        let of_own = line.children(subject, &[Rel::NmodPoss]).any(own);
        // "We must be protected": by others.
        let by_none = line.children(anchor, &[Rel::OblAgent]).next().is_none();
        let described = line.rel(anchor) == Rel::AclRelcl;
        if described || of_own {
            return false;
        }
        // "They", where it is plain that they are others.
        if line.word(subject) == "they" {
            let they = sides.parties.at(line, subject);
            return !they.is_empty()
                && they.iter().all(|one| one.naming == Naming::Named && one.party.country != *state);
        }
        if own(subject) && !(passive && by_none && line.word(subject) == "we") {
            return false;
        }
        if learned::is_own_body(line, subject, state.as_deref(), &self.words) {
            return false;
        }
        if own(subject) || line.word(subject) == "you" || self.words.addressees.has(&line.lemma(subject)) {
            return true;
        }
        let named = line.reading.names.actor_at(line.index, subject).and_then(|actor| actor.country.as_ref());
        let foreign = named.is_some() && named != state.as_ref();
        if self.words.citizens.has(&line.lemma(subject)) && !foreign {
            return false;
        }
        let parties: Vec<_> = subjects.iter().flat_map(|&i| sides.parties.at(line, i)).collect();
        // "Russian troops must leave": they deal for nobody, and are another's.
        if parties.is_empty() && foreign {
            return true;
        }
        if parties.is_empty() {
            return passive
                || self.words.outcomes.has(&line.lemma(subject))
                || self.issues.of(line, &[line.tree().subtree(subject)], true).is_some();
        }
        // An authority without a state that is no body of several is one's own.
        let of_others = |one: &Found| match &one.party.country {
            Some(code) => state.as_ref() != Some(code),
            None => one.kind != MentionKind::Organisation || sides.is_body(&one.party.name, false),
        };
        parties.iter().all(of_others)
    }
}

/// The acts of the rules that start from a word: "urge" asks, "refusal" refuses.
fn acts(book: &RuleBook, gives: &FxHashMap<String, Gives>) -> Result<FxHashMap<String, Vec<Act>>, RuleError> {
    let mut acts: FxHashMap<String, Vec<Act>> = FxHashMap::default();
    for rule in book.rules() {
        let mut parts = rule.when.split_whitespace();
        if !matches!(parts.next(), Some("verb" | "noun" | "adjective")) {
            continue;
        }
        for word in parts.next().into_iter().flat_map(|words| words.split('|')) {
            let words = match word.strip_prefix('$') {
                Some(list) => book.list(list)?,
                None => vec![word.to_owned()],
            };
            for word in words {
                let known = acts.entry(word).or_default();
                let act = gives[&rule.id].act;
                if !known.contains(&act) {
                    known.push(act);
                }
            }
        }
    }
    Ok(acts)
}

/// The predicate that a rule's word belongs to: the verb that it helps.
fn predicate(line: Line, anchor: usize) -> usize {
    let helps = matches!(line.rel(anchor), Rel::Aux | Rel::AuxPass | Rel::Cop)
        || line.token(anchor).upos == Upos::Aux && line.head(anchor).is_some_and(|head| head > anchor);
    if helps { line.head(anchor).unwrap_or(anchor) } else { anchor }
}

/// The words that a relative clause describes: "**the truce** that Cairo wants".
fn described(line: Line, predicate: usize) -> Option<Range<usize>> {
    let noun = line.head(predicate).filter(|_| line.rel(predicate) == Rel::AclRelcl)?;
    Some(line.tree().subtree(noun).start..noun + 1)
}

/// Whether a predicate is set in a year before the document's, or in days long gone: "in
/// 1990 they promised". What was held out then is no stand of today.
fn is_long_ago(line: Line, predicate: usize, words: &Words) -> bool {
    let published = line.reading.article.published.as_ref().map(|published| published.date().year());
    let is_past_year = |i: usize| {
        let year = line.word(i).parse::<i16>().ok().filter(|year| (1800..2200).contains(year));
        let case = line.case(i);
        case.is_none_or(|case| case == "in")
            && year.zip(published).is_some_and(|(year, published)| year < published)
    };
    let is_then = |i: usize| {
        words.bygone.iter().any(|phrase| phrase.iter().zip(i..).all(|(word, at)| line.word(at) == *word))
    };
    let beside = line.children(predicate, &[Rel::Obl, Rel::OblUnmarked, Rel::Nmod, Rel::Advmod]);
    beside.clone().any(is_past_year) || beside.flat_map(|i| line.tree().subtree(i)).any(is_then)
}

/// Whether a token stands in a relative clause below the anchor, or in another clause
/// before it: "an ally **that keeps the peace**", "**as peace came**, they …".
fn is_aside(line: Line, token: usize, anchor: usize) -> bool {
    let mut at = token;
    while at != anchor {
        if line.rel(at) == Rel::AclRelcl || line.rel(at) == Rel::Advcl && at < anchor {
            return true;
        }
        let Some(head) = line.head(at) else { return false };
        at = head;
    }
    false
}

/// The condition that belongs to an anchor: one that follows it before the next anchor,
/// or opens the sentence before the first.
fn near<'c>(
    line: Line,
    conditions: &'c [Condition],
    anchor: usize,
    anchors: &[usize],
) -> Option<&'c Condition> {
    let inside = |one: &Condition, i: &usize| one.tokens.contains(i);
    let follows = |one: &&Condition| {
        let outer = anchors.iter().filter(|i| !inside(one, i) && **i < one.tokens.start).max();
        one.tokens.start > anchor
            && (outer == Some(&anchor) || line.tree().is_under(outer.copied().unwrap_or(anchor), anchor))
    };
    let opens = |one: &&Condition| {
        let outer = anchors.iter().filter(|i| !inside(one, i) && **i >= one.tokens.end).min();
        one.tokens.end <= anchor
            && outer.is_some_and(|&outer| line.tree().is_under(anchor, outer))
            && (one.tokens.start == 0 || !line.is_verb(one.tokens.start - 1))
    };
    let holds = conditions.iter().find(|one| one.tokens.contains(&anchor));
    let mut suiting = conditions.iter().filter(|one| one.suits(line, anchor));
    holds.or_else(|| suiting.clone().find(follows)).or_else(|| suiting.find(opens))
}

/// Whether the holder says it himself, or someone of his state does.
fn is_own(holders: &[Side], speakers: &[Side], line: Line) -> bool {
    holders.iter().all(|side| {
        let spoken =
            side.tokens.as_ref().is_some_and(|tokens| matches!(line.word(tokens.start).as_str(), "i" | "we"));
        spoken
            || speakers.iter().any(|speaker| {
                speaker.holder == side.holder
                    || speaker.holder.country.is_some() && speaker.holder.country == side.holder.country
            })
    })
}

/// Whether a demand is put to the holder's own people: to nobody who takes part in
/// diplomacy, or to those of his own state only.
fn is_at_home(toward: &[Side], state: &Option<String>, to_others: bool) -> bool {
    toward.is_empty() && to_others
        || !toward.is_empty() && state.is_some() && toward.iter().all(|side| side.holder.country == *state)
}

/// Whether both are of one state.
fn is_of_state(one: &Side, other: &Side) -> bool {
    one.holder.country.is_some() && one.holder.country == other.holder.country
}

/// Whether it is toward another state, or a body of several.
fn is_abroad(toward: &[Side], state: &Option<String>) -> bool {
    toward.iter().any(|side| side.holder.country != *state)
}
