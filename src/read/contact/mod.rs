//! Contacts: who dealt with whom, found by the rules of `knowledge/rules/contacts.toml`.

mod account;
mod author;
mod dealing;
mod evidence;
pub(in crate::read) mod found;
mod gives;
pub mod learned;
pub(in crate::read) mod line;
pub(in crate::read) mod moment;
mod own;
pub(in crate::read) mod party;
pub(in crate::read) mod phrase;
pub(in crate::read) mod place;
mod several;
mod sieve;
mod status;
#[cfg(test)]
mod tests;
pub(in crate::read) mod topics;
mod track;
pub(in crate::read) mod voice;
pub(in crate::read) mod words;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::read::Reading;
use crate::read::linear::Weighed;
use crate::read::rules::{Match, RuleBook, RuleError};
use crate::read::syntax::{Rel, Upos};
use crate::read::time::{Calendar, Phrase, Tense};
use crate::record::{Attribution, Contact, MentionKind, Mode, Precision, SourceKind, Status, When};

use dealing::Dealing;
use found::{Found, Standing};
use gives::Gives;
use learned::{Guess, Learned, Pair, Told};
use line::Line;
use party::Parties;
use status::Telling;
use topics::Topics;
use voice::Voice;
use words::Words;

/// Finds the contacts that a document tells of.
pub struct Contacts {
    book: RuleBook,
    gives: FxHashMap<String, Gives>,
    words: Words,
    topics: Topics,
    calendar: Calendar,
    learned: Learned,
}

/// Who takes part in a dealing, by a rule or by the model, before it is asked what the words
/// around tell of it.
struct Cast<'b> {
    rule: &'b str,
    gives: &'b Gives,
    anchor: usize,
    parties: Vec<Found>,
    initiator: Option<String>,
    host: Option<String>,
    mediator: Option<String>,
    place: Option<String>,
}

/// A sentence while contacts are looked for in it.
#[derive(Clone, Copy)]
struct Here<'a> {
    line: Line<'a>,
    /// The times that it names.
    phrases: &'a [Phrase],
    /// The day of the dealing told before.
    named: Option<Date>,
}

/// One document while contacts are looked for in it.
struct Scene<'a> {
    reading: &'a Reading<'a>,
    voice: &'a Voice<'a>,
    parties: Parties<'a>,
    /// The day that "today" means.
    published: Option<Date>,
    /// Whether its title tells of a call.
    calls: bool,
    /// The parties of the dealing that the title tells of.
    titled: Vec<Found>,
}

impl Scene<'_> {
    /// Whether the document is of the channel of a state or body.
    fn is_official(&self) -> bool {
        self.reading.article.kind == Some(SourceKind::Official)
    }
}

impl Contacts {
    /// With the rules that are part of the binary.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read the same files.
    pub fn new() -> Self {
        Self::parse("knowledge/rules/contacts.toml", include_str!("../../../knowledge/rules/contacts.toml"))
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads the rules of a file.
    ///
    /// # Errors
    /// Where a rule or a list cannot be used; the error names file, rule and remedy.
    pub fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        let book = RuleBook::parse(file, text)?;
        let words = Words::new(&book)?;
        let gives = book.rules().iter().map(|rule| Ok((rule.id.clone(), Gives::of(&book, rule)?)));
        let gives = gives.collect::<Result<_, RuleError>>()?;
        let topics = Topics::parse(include_str!("../../../knowledge/topics.toml")).map_err(|error| {
            RuleError::File { file: "knowledge/topics.toml".to_owned(), error: Box::new(error) }
        })?;
        let learned = Learned::new(&book)?;
        Ok(Self { book, gives, words, topics, calendar: Calendar::new(), learned })
    }

    /// The rules, for `explain`.
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// The words around a dealing, for who else can be a party.
    pub(in crate::read) fn words(&self) -> &Words {
        &self.words
    }

    /// The contacts of a document, in the order of the text. `title` is the reading of
    /// its title, which only helps to understand the text.
    pub fn find(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
    ) -> Vec<Contact> {
        let voice = Voice::new(reading, title, attributions, &self.words);
        let scene = self.scene(reading, title, &voice);
        let official = reading.article.kind == Some(SourceKind::Official);
        let day = scene.published.filter(|_| official);
        let mut sieve = sieve::Sieve::titled(scene.titled.clone(), day, reading.unasked().collect());
        self.each(&scene, floor(&scene), |here, mut found| {
            let guesses = self.guesses(&scene, here, &found);
            found.extend(guesses.into_iter().map(|(_, dealing)| dealing));
            let named = last_day(&found);
            sieve.add(found, |dealing| account::told(&scene, dealing));
            named
        });
        let mut dealings = sieve.finish();
        // Before the one that it tells of, a readout may speak of an earlier one.
        dealings.iter_mut().any(|dealing| account::read_out(&scene, &self.words, title, dealing));
        let contact = |dealing: Dealing| {
            let line = Line { reading, index: dealing.sentence };
            dealing.into_contact(line)
        };
        dealings.into_iter().filter_map(contact).collect()
    }

    fn scene<'a>(
        &'a self,
        reading: &'a Reading<'a>,
        title: Option<&Reading>,
        voice: &'a Voice<'a>,
    ) -> Scene<'a> {
        let parties = Parties { words: &self.words, voice };
        Scene {
            titled: title.map(|title| parties.of_title(title)).unwrap_or_default(),
            reading,
            voice,
            parties,
            published: reading.article.told_on(),
            calls: title.is_some_and(|title| account::is_of_call(title, &self.words)),
        }
    }

    /// Hands over each sentence with what rules find in it; what comes back is the day that
    /// it names. `floor` is that of [`Learned::pairs`].
    fn each<'b>(
        &'b self,
        scene: &Scene,
        floor: f32,
        mut take: impl FnMut(Here, Vec<Dealing<'b>>) -> Option<Date>,
    ) {
        let mut named = None;
        for index in scene.reading.unasked() {
            let line = Line { reading: scene.reading, index };
            let matches = self.book.matches(scene.reading, index);
            if matches.is_empty() && !self.learned.has_word(line, floor) {
                continue;
            }
            let words: Vec<&str> = (0..line.len()).map(|i| scene.reading.word(index, i)).collect();
            let phrases = self.calendar.phrases(&words);
            let here = Here { line, phrases: &phrases, named };
            let found = matches.iter().filter_map(|found| self.dealing(scene, here, found)).collect();
            named = take(here, found).or(named);
        }
    }

    /// What the model tells of a sentence where no rule of `found` does, each with why.
    fn guesses<'b>(&'b self, scene: &Scene, here: Here, found: &[Dealing]) -> Vec<(Guess, Dealing<'b>)> {
        // On the channel of a state rules tell nearly all, and the model mostly what was told.
        if scene.is_official() {
            return Vec::new();
        }
        let mut pairs = self.learned.pairs(scene, here.line, &self.words, floor(scene));
        // "At the initiative of the Syrian side", which another party of the sentence is.
        let of_told = |pair: &Pair| {
            let state = |one: &Found| one.party.country.clone();
            let among = |dealing: &Dealing, one: &Found| {
                dealing.parties.iter().any(|party| state(party) == state(one) || party.is_same(one))
            };
            found.iter().any(|dealing| pair.parties.iter().all(|one| among(dealing, one)))
        };
        pairs.retain(|pair| {
            pair.may_stand(here.line, &self.words)
                && !self.learned.is_wished_for(here.line, pair)
                && pair.told(here.line, found) == Told::Nothing
                && !of_told(pair)
        });
        let dealing = |guess: Guess| {
            let gives = self.learned.gives(guess.pair.mode);
            let parties = guess.parties.clone();
            if !found::is_dealing(&parties, gives, None, &scene.titled) {
                return None;
            }
            let dealing = self.told(
                scene,
                here,
                Cast {
                    rule: learned::RULE,
                    gives,
                    anchor: guess.pair.anchor,
                    initiator: None,
                    host: None,
                    mediator: None,
                    place: guess.pair.place.clone(),
                    parties,
                },
            )?;
            Some((guess, dealing))
        };
        self.learned.guesses(pairs).into_iter().filter_map(dealing).collect()
    }

    /// Why the model took a contact of a document for one; `None` where a rule tells of it.
    pub fn weighed(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
        contact: &Contact,
    ) -> Option<Weighed> {
        let voice = Voice::new(reading, title, attributions, &self.words);
        let scene = self.scene(reading, title, &voice);
        let mut weighed = None;
        self.each(&scene, floor(&scene), |here, mut found| {
            let is_it =
                |dealing: &Dealing| here.line.span(dealing.evidence.clone()) == Some(contact.evidence);
            for (guess, dealing) in self.guesses(&scene, here, &found) {
                if weighed.is_none() && contact.rule == learned::RULE && is_it(&dealing) {
                    weighed = self.learned.weighed(&guess.pair);
                }
                found.push(dealing);
            }
            last_day(&found)
        });
        weighed
    }

    /// What the model weighs in a document, for its training.
    pub fn seen(
        &self,
        reading: &Reading,
        title: Option<&Reading>,
        attributions: &[Attribution],
    ) -> Vec<learned::Seen> {
        let voice = Voice::new(reading, title, attributions, &self.words);
        let scene = self.scene(reading, title, &voice);
        let mut seen = Vec::new();
        self.each(&scene, 0.0, |here, found| {
            let pairs = self.learned.pairs(&scene, here.line, &self.words, 0.0).into_iter();
            seen.extend(pairs.filter_map(|pair| pair.seen(here.line, &found)));
            last_day(&found)
        });
        seen
    }

    /// The dealing that a match tells of; `None` where it tells of none after all.
    fn dealing<'b>(&'b self, scene: &Scene, here: Here, found: &Match<'b>) -> Option<Dealing<'b>> {
        let line = here.line;
        let gives = &self.gives[&found.rule.id];
        let anchor = found.anchor;
        // Talks that the readout of a call tells of are that call; those who met did so before.
        if gives.earlier && scene.calls && gives.mode != Mode::Meeting {
            return None;
        }
        let roll = if gives.follows { scene.parties.roll(line) } else { Vec::new() };
        let goes_on = anchor == 0 && !(0..line.len()).any(|i| line.is_verb(i));
        if gives.follows && !goes_on && roll.is_empty() {
            return None;
        }
        // What a semicolon parts is of another clause, as in the lists of laws.
        let parted = |token: usize| {
            let (from, to) = (token.min(anchor), token.max(anchor));
            (from..to).any(|i| line.word(i) == ";")
        };
        let slot = |name: &str| -> Vec<Found> {
            let mut tokens = found.slot(name).to_vec();
            tokens.retain(|&token| !parted(token));
            if name != "A" {
                tokens.retain(|&token| !is_owner(line, token));
            }
            let listed = tokens.iter().flat_map(|&token| {
                let heads = scene.parties.listed(line, token, anchor);
                heads.into_iter().filter(move |&head| (head > anchor) == (token > anchor))
            });
            let listed: Vec<usize> = listed.collect();
            tokens.extend(listed);
            tokens.sort_unstable();
            tokens.dedup();
            let mut all: Vec<Found> =
                tokens.iter().flat_map(|&token| scene.parties.at(line, token)).collect();
            all.extend(tokens.last().and_then(|&last| scene.parties.other_side(line, last)));
            found::without_titles(all)
        };
        let (hosts, visited, mediators) = (slot("H"), self.visited(scene, line, found), slot("M"));
        let nations = if gives.by_nations { scene.parties.nations(line, anchor) } else { Vec::new() };
        let mut parties: Vec<Found> = Vec::new();
        for one in ["A", "B", "C"]
            .into_iter()
            .flat_map(slot)
            .chain(nations)
            .chain(roll)
            .chain(hosts.iter().cloned())
            .chain(visited.iter().cloned())
        {
            if !parties.iter().any(|party| party.is_same(&one)) {
                parties.push(one);
            }
        }
        if gives.by_speaker {
            let own = scene.parties.own_side(line, anchor, &parties);
            if own.is_empty() {
                return None;
            }
            parties.extend(own);
        }
        if gives.at_home {
            let own = scene.parties.home_side(line, anchor, &parties);
            if own.is_empty() {
                return None;
            }
            parties.extend(own);
        }
        let stands =
            gives.alone || gives.inherits || parties.iter().any(|one| one.points() || one.bloc.is_some());
        if parties.len() < 2 && !stands {
            return None;
        }
        let article = scene.reading.article;
        let home = article.country.as_deref().filter(|_| article.kind == Some(SourceKind::Official));
        if let Some(home) = home {
            found::at_home(&mut parties, home, &self.words);
        }
        if !found::is_dealing(&parties, gives, home, &scene.titled) {
            return None;
        }
        // "Spoke of talks **held** the day before": nobody who stands above held them.
        let bare = match line.rel(anchor) {
            Rel::Acl => matches!(line.xpos(anchor), "VBN" | "VBD"),
            Rel::Conj => line.xpos(anchor) == "VBN",
            _ => false,
        };
        let is_described = bare && line.children(anchor, &[Rel::Aux, Rel::AuxPass, Rel::Cc]).next().is_none();
        if is_described && found.slot("A").iter().any(|&token| !line.tree().is_under(anchor, token)) {
            return None;
        }
        let lacks = |name: &&str| !found.slot(name).is_empty() && slot(name).is_empty();
        if ["A", "B", "H"].iter().any(lacks) || !found.slot("V").is_empty() && visited.is_empty() {
            return None;
        }
        let name_of = |found: &[Found]| found.first().map(|one| one.party.name.clone());
        let at = found.slot("P").first().or_else(|| found.slot("V").first());
        self.told(
            scene,
            here,
            Cast {
                rule: &found.rule.id,
                gives,
                anchor,
                initiator: gives.initiator.as_deref().and_then(|name| name_of(&slot(name))),
                host: name_of(&hosts),
                mediator: name_of(&mediators),
                place: at.and_then(|&i| place::name(line, i)),
                parties,
            },
        )
    }

    /// The dealing of a cast, with what the words around its anchor tell of it; `None` where
    /// they only imagine it.
    fn told<'b>(&self, scene: &Scene, here: Here, cast: Cast<'b>) -> Option<Dealing<'b>> {
        let Here { line, phrases, named } = here;
        let Cast { rule, gives, anchor, mut parties, initiator, host, mediator, place } = cast;
        for party in parties.iter_mut().filter(|party| self.was_official(line, party)) {
            party.standing = Standing::Private;
        }
        let objects = self.objects(line, anchor);
        let phrase = moment::choose(line, phrases, anchor, &objects);
        let ahead = phrase.is_some_and(|phrase| self.is_ahead(scene, line, anchor, phrase, named));
        let telling = Telling { line, words: &self.words, ahead, timed: phrase.is_some() };
        let attribution = scene.voice.attribution(line, anchor);
        let status = gives.status.or_else(|| telling.status(anchor))?;
        let tense = if matches!(status, Status::Held | Status::Confirmed | Status::Reported | Status::Denied)
        {
            Tense::Past
        } else {
            Tense::Future
        };
        let when = phrase.and_then(|phrase| moment::resolve(line, phrase, tense, named));
        // What is said at a meeting is said on its day.
        let that_day = scene.published.filter(|_| gives.at_title && !gives.earlier);
        let is_past = |when: &When| scene.published.is_some_and(|published| when.last() < published);
        let when = match gives.dated {
            true => Some(when.filter(is_past)?),
            false => when.or(that_day.map(|date| When { text: None, date, precision: Precision::Day })),
        };
        let is_party = |i: usize| parties.iter().any(|party| party.tokens.contains(&i));
        let place =
            place.or_else(|| if gives.weak { None } else { place::find(line, anchor, &objects, is_party) });
        let evidence = evidence::of(line, anchor, &parties);
        let mut topics = Vec::new();
        self.topics.add(line, evidence.clone(), &mut topics);
        let is_titled = gives.at_title && when.as_ref().map(|when| when.date) == scene.published;
        let mode = match self.mode(line, gives, anchor, &objects) {
            Mode::Meeting | Mode::Talks if is_titled && scene.calls => Mode::Call,
            mode => mode,
        };
        Some(Dealing {
            rule,
            gives,
            sentence: line.index,
            anchor,
            at: (line.span(anchor..anchor + 1)?, line.words(anchor..anchor + 1).to_owned()),
            apart: false,
            initiator,
            host,
            mediator,
            secret: gives.secret || self.is_secret(line, anchor, &objects),
            evidence,
            mode,
            status,
            when,
            place,
            topics,
            attribution,
            parties,
        })
    }

    /// Whether a word before a group, or before one joined to it, makes its people private ones:
    /// "**retired** Russian and American generals".
    fn was_official(&self, line: Line, party: &Found) -> bool {
        let describes = |i: &usize| {
            matches!(line.token(*i).upos, Upos::Adj | Upos::Propn | Upos::Verb) || line.word(*i) == "and"
        };
        let mut before = (0..party.tokens.start).rev().take_while(describes);
        party.kind == MentionKind::Group && before.any(|i| self.words.former.has(&line.word(i)))
    }

    /// What is visited, as a party: the country that a place lies in.
    fn visited(&self, scene: &Scene, line: Line, found: &Match) -> Vec<Found> {
        found
            .slot("V")
            .iter()
            .flat_map(|&token| scene.parties.at(line, token))
            .filter(|one| one.party.country.is_some())
            .collect()
    }

    /// The nouns that carry a verb's sense: "talks" of "held talks".
    fn objects(&self, line: Line, anchor: usize) -> Vec<usize> {
        if !line.is_verb(anchor) {
            return Vec::new();
        }
        line.children(anchor, &[Rel::Obj]).filter(|&i| self.words.dealings.has(&line.lemma(i))).collect()
    }

    /// Whether a past tense tells of it.
    fn is_past(&self, line: Line, anchor: usize) -> bool {
        let verb = if line.is_verb(anchor) { anchor } else { line.clause_of(anchor) };
        matches!(line.xpos(verb), "VBD" | "VBN") || self.words.past.has(&line.word(verb))
    }

    fn is_ahead(
        &self,
        scene: &Scene,
        line: Line,
        anchor: usize,
        phrase: &Phrase,
        named: Option<Date>,
    ) -> bool {
        let when = moment::resolve(line, phrase, Tense::Future, named);
        let back = moment::resolve(line, phrase, Tense::Past, named);
        let (Some(when), Some(published)) = (when, scene.published) else { return false };
        // A day without a year is the nearer one, where no past tense speaks for the other.
        let nearer = |back: &When| {
            let (since, until) = ((published - back.date).get_days(), (when.date - published).get_days());
            back.date == when.date || since > 2 * until && !self.is_past(line, anchor)
        };
        when.date > published && back.as_ref().is_none_or(nearer)
    }

    /// The form, told more closely by the words around: "by phone", "video", "a meeting"; what
    /// is only spoken of says nothing of it.
    fn mode(&self, line: Line, gives: &Gives, anchor: usize, objects: &[usize]) -> Mode {
        let stated = gives.mode;
        if !matches!(stated, Mode::Talks | Mode::Meeting) {
            return stated;
        }
        let near =
            [anchor].into_iter().chain(objects.iter().copied()).flat_map(|top| line.tree().children(top));
        // "Held talks and called for a truce": no call.
        let calls = |i: usize| i != anchor && line.is_verb(i) && self.words.calls.has(&line.lemma(i));
        let by_wire = |i: usize| {
            (self.words.by_wire.has(&line.word(i)) || self.words.by_wire.has(&line.lemma(i))) && !calls(i)
        };
        let mut all = near.into_iter().chain(objects.iter().copied()).chain([anchor]);
        // "Met with President Xi **virtually**", which parsers like to hang elsewhere.
        let clause = (anchor + 1..line.len().min(anchor + REACH)).take_while(|&i| !line.is_verb(i));
        let meets = |i: usize| self.words.meetings.has(&line.lemma(i));
        let rest = line.words(anchor..line.len()).to_lowercase();
        let is_format = self.words.formats.iter().any(|format| rest.contains(format.as_str()));
        if all.any(by_wire) || is_format || clause.into_iter().any(|i| line.word(i) == "virtually") {
            Mode::Call
        } else if stated == Mode::Talks && !gives.weak && objects.iter().copied().chain([anchor]).any(meets) {
            Mode::Meeting
        } else {
            stated
        }
    }

    fn is_secret(&self, line: Line, anchor: usize, objects: &[usize]) -> bool {
        let near =
            [anchor].into_iter().chain(objects.iter().copied()).flat_map(|top| line.tree().children(top));
        near.into_iter().any(|i| self.words.secret.has(&line.word(i)))
    }
}

/// How many words after a verb may say that it was done from afar.
const REACH: usize = 8;

impl Default for Contacts {
    fn default() -> Self {
        Self::new()
    }
}

/// How likely a word must be one of dealing by the encoder to be weighed, of 1; any that is not
/// listed is too unlikely on an official channel, where rules tell nearly all.
fn floor(scene: &Scene) -> f32 {
    if scene.is_official() || scene.reading.findings.is_none() { 2.0 } else { learned::floor() }
}

/// The last day that dealings name.
fn last_day(found: &[Dealing]) -> Option<Date> {
    let day = |when: &When| (when.precision == Precision::Day).then_some(when.date);
    found.iter().rev().find_map(|dealing| dealing.when.as_ref().and_then(day))
}

/// Whether a name owns what follows it: "Macron" in "Macron's mother".
fn is_owner(line: Line, token: usize) -> bool {
    let end = line.reading.names.at(line.index, token).map_or(token + 1, |mention| mention.tokens.end);
    end < line.len() && line.xpos(end) == "POS"
}
