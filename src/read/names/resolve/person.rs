//! People: a full name, said once, tells who a bare last name is.

use rustc_hash::FxHashMap;

use crate::knowledge::Gender;
use crate::read::names::find::titled_people;
use crate::read::names::fold::fold;
use crate::read::names::lexicon::{Piece, Sense};
use crate::read::names::{Actor, Level, Mentioned, Names};
use crate::read::syntax::Upos;
use crate::record::MentionKind;

use super::Context;
use super::people::{KnownPeople, name_parts};

/// The people of a document while they are joined.
#[derive(Default)]
pub(super) struct Persons {
    persons: Vec<Person>,
    /// Index of people by each part of their names.
    by_part: FxHashMap<String, Vec<usize>>,
}

/// One person and the actor that stands for them.
struct Person {
    parts: Vec<String>,
    actor: usize,
    known: Option<usize>,
    gender: Option<Gender>,
}

impl Context<'_> {
    /// Joins the mentions of each person.
    pub(super) fn join_people(&self, names: &mut Names) -> Persons {
        let mut persons = Persons::default();
        self.add_titled(names, &mut persons);
        let mentions: Vec<usize> = (0..names.mentions.len())
            .filter(|&m| names.mentions[m].level == Level::Name)
            .filter(|&m| names.actors[names.mentions[m].actor].kind == MentionKind::Person)
            .collect();
        let parts: Vec<Vec<String>> =
            mentions.iter().map(|&m| name_parts(&names.actors[names.mentions[m].actor].name)).collect();
        for full in [true, false] {
            for (&mention, parts) in mentions.iter().zip(&parts) {
                if (parts.len() > 1) == full && !parts.is_empty() {
                    self.join_person(names, &mut persons, mention, parts);
                }
            }
        }
        self.add_surnames(names, &persons);
        persons
    }

    /// Completes what is known of each person.
    pub(super) fn complete_people(&self, names: &mut Names, persons: &Persons) {
        persons.persons.iter().for_each(|person| self.complete(names, person));
    }

    /// The people of the document's title, who may be called by last name in its text.
    fn add_titled(&self, names: &mut Names, persons: &mut Persons) {
        let Some(title) = self.article.title.as_deref() else { return };
        for actor in titled_people(self.knowledge, self.lexicon, title) {
            let parts = name_parts(&actor.name);
            let known = self.known(&parts, &actor);
            let parts = known.map_or(parts, |i| name_parts(self.knowledge.people[i].name));
            names.actors.push(actor);
            persons.add(Person { parts, actor: names.actors.len() - 1, known, gender: None });
        }
    }

    /// Finds the last names of people told in full where the tagger saw none or took
    /// them for something else.
    fn add_surnames(&self, names: &mut Names, persons: &Persons) {
        let mut added = Vec::new();
        let mut next = 0;
        for (i, sentence) in self.sentences.iter().enumerate() {
            for token in 0..sentence.tokens.len() {
                while names.mentions.get(next).is_some_and(|m| (m.sentence, m.tokens.end) <= (i, token)) {
                    next += 1;
                }
                let word = self.word(i, token);
                if !word.starts_with(char::is_uppercase) || sentence.tokens[token].upos != Upos::Propn {
                    continue;
                }
                let covering =
                    names.mentions.get(next).filter(|m| m.sentence == i && m.tokens.contains(&token));
                let mistaken = covering.is_some_and(|m| {
                    let actor = &names.actors[m.actor];
                    let other = matches!(actor.kind, MentionKind::Place | MentionKind::Organisation);
                    other && m.tokens.len() == 1 && actor.country.is_none()
                });
                if covering.is_some() && !mistaken {
                    continue;
                }
                let Some(person) =
                    persons.surnamed(word, self.people).filter(|_| self.stands_alone(i, token))
                else {
                    continue;
                };
                let actor = persons.persons[person].actor;
                match covering {
                    Some(_) => names.mentions[next].actor = actor,
                    None => added.push(Mentioned {
                        sentence: i,
                        tokens: token..token + 1,
                        actor,
                        level: Level::Name,
                    }),
                }
            }
        }
        names.mentions.extend(added);
        names.mentions.sort_by_key(|m| (m.sentence, m.tokens.start));
    }

    /// Whether no other capitalised word stands beside a token: it is no part of a longer name.
    fn stands_alone(&self, sentence: usize, token: usize) -> bool {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let before = token.checked_sub(1).map_or("", |i| self.word(sentence, i));
        let joined = before == "-" || capital(before) && token > 1;
        !joined && !capital(self.word(sentence, token + 1))
    }

    fn join_person(&self, names: &mut Names, persons: &mut Persons, mention: usize, parts: &[String]) {
        let actor = names.mentions[mention].actor;
        let gender = self.titled_gender(names, mention).or_else(|| self.gender_of(&names.actors[actor].name));
        match persons.find(self, names, parts, actor, gender) {
            Some(found) => {
                let person = &mut persons.persons[found];
                person.gender = person.gender.or(gender);
                if parts.len() > person.parts.len() {
                    person.parts = parts.to_vec();
                    names.actors[person.actor].name = names.actors[actor].name.clone();
                }
                let kept = person.actor;
                adopt(names, kept, actor);
                names.mentions[mention].actor = kept;
            }
            None => {
                let known = self.known(parts, &names.actors[actor]);
                // A last name that the knowledge completes may be of one already there.
                let there =
                    known.and_then(|known| persons.persons.iter().position(|p| p.known == Some(known)));
                if let Some(there) = there {
                    let kept = persons.persons[there].actor;
                    adopt(names, kept, actor);
                    names.mentions[mention].actor = kept;
                } else {
                    if known.is_none() {
                        self.keep_apart(&mut names.actors[actor], parts);
                    }
                    let full = known.map(|i| name_parts(self.knowledge.people[i].name));
                    persons.add(Person {
                        parts: full.unwrap_or_else(|| parts.to_vec()),
                        actor,
                        known,
                        gender,
                    });
                }
            }
        }
    }

    /// Names somebody by office and last name who is none of those that the knowledge has by
    /// that last name, so that nobody takes one for another.
    fn keep_apart(&self, actor: &mut Actor, parts: &[String]) {
        if let ([last], Some(role)) = (parts, &actor.role)
            && self.people.has_others(last, role)
        {
            actor.name = format!("{role} {}", actor.name);
        }
    }

    /// The person of the knowledge whom a name and the office told with it mean.
    fn known(&self, parts: &[String], actor: &Actor) -> Option<usize> {
        let office = actor.role.as_deref().map(|role| (role, actor.country.as_deref()));
        match parts {
            [last] => self.people.surnamed(last, office, self.day()),
            full => self.people.named(full),
        }
    }

    /// The gender that a title shows: "Mr", "Queen".
    fn titled_gender(&self, names: &Names, mention: usize) -> Option<Gender> {
        let mention = &names.mentions[mention];
        let mut shown = None;
        for token in mention.tokens.clone() {
            let word = self.word(mention.sentence, token);
            let folded = fold(word);
            let piece = Piece { text: word, id: self.lexicon.id(&folded) };
            self.lexicon.matches(&[piece], |_, sense| match sense {
                Sense::Honorific(gender) => shown = shown.or(gender),
                Sense::Office(i) => shown = shown.or(self.knowledge.offices[i as usize].gender),
                _ => {}
            });
        }
        shown
    }

    /// Gives a person the name, state and office that the knowledge has for the day,
    /// where the document is silent.
    fn complete(&self, names: &mut Names, person: &Person) {
        let actor = &mut names.actors[person.actor];
        let known = person.known.and_then(|i| self.knowledge.people[i].gender);
        actor.gender = person.gender.or(known).or_else(|| self.gender_of(&actor.name));
        let Some(known) = person.known.map(|i| &self.knowledge.people[i]) else {
            let told = actor.role.as_deref().and_then(|role| self.state_in(role));
            actor.country = actor.country.take().or(told);
            // An official channel leaves out the state of its own officials.
            if actor.country.is_none() && actor.role.as_deref().is_some_and(is_own_official) {
                actor.country = self.official_state().map(str::to_owned);
            }
            return;
        };
        actor.name = known.name.to_owned();
        let held = self.day().and_then(|day| known.tenures_on(day).next());
        if actor.country.is_none() {
            actor.country = held.map_or(known.country(), |tenure| tenure.country).map(str::to_owned);
        }
        // "Secretary Blinken" is told in short.
        let short = |role: &String| matches!(role.as_str(), "Secretary" | "Minister" | "Chairperson");
        if actor.role.as_ref().is_none_or(short) && held.is_some_and(|tenure| !tenure.role.is_empty()) {
            actor.role = held.filter(|tenure| !tenure.role.is_empty()).map(|tenure| tenure.role.to_owned());
        }
    }

    /// The state with which an office ends: "Head of the Chancellery of the Prime Minister **of
    /// Sweden**".
    fn state_in(&self, role: &str) -> Option<String> {
        let (_, state) = role.rsplit_once(" of ")?;
        let state = state.strip_prefix("the ").unwrap_or(state);
        let named = self.knowledge.countries.iter().find(|c| c.name == state || c.others.contains(&state));
        named.map(|country| country.code.to_owned())
    }

    /// Whether the knowledge has the person of a name, and never in an office of a state.
    pub(super) fn never_of(&self, name: &str, country: &str) -> bool {
        let parts = name_parts(name);
        let known = self.people.named(&parts).or_else(|| match &parts[..] {
            [last] => self.people.surnamed(last, None, self.day()),
            _ => None,
        });
        let of = |i: usize| self.knowledge.people[i].tenures.iter().any(|t| t.country == Some(country));
        known.is_some_and(|i| !of(i))
    }

    /// The gender of a person by name: of the known, else by the given name.
    pub(super) fn gender_of(&self, name: &str) -> Option<Gender> {
        let parts = name_parts(name);
        let known = self.people.named(&parts).and_then(|i| self.knowledge.people[i].gender);
        // The first part of "Thomas-Greenfield" is no given name.
        let given = parts.first().filter(|_| name.contains(' '));
        known.or_else(|| given.and_then(|given| self.people.gender_of(given)))
    }
}

impl Persons {
    /// The one person told in full who bears a surname, which in East Asian names stands first.
    fn surnamed(&self, word: &str, people: &KnownPeople) -> Option<usize> {
        let [part] = &name_parts(word)[..] else { return None };
        let bears = |i: &&usize| match &self.persons[**i].parts[..] {
            [first, .., last] => last == part || first == part && !people.is_given(part),
            _ => false,
        };
        let mut bearers = self.by_part.get(part)?.iter().filter(bears);
        let first = *bearers.next()?;
        bearers.all(|&other| other == first).then_some(first)
    }

    fn add(&mut self, person: Person) {
        for part in &person.parts {
            self.by_part.entry(part.clone()).or_default().push(self.persons.len());
        }
        self.persons.push(person);
    }

    /// The one person whom a name can mean.
    fn find(
        &self,
        context: &Context,
        names: &Names,
        parts: &[String],
        actor: usize,
        gender: Option<Gender>,
    ) -> Option<usize> {
        let bearers = self.by_part.get(parts.last()?)?;
        let titled = |known: usize| {
            names.actors[actor].role.as_ref().is_none_or(|role| context.people.may_be(known, role))
        };
        let mut fits: Vec<usize> = bearers
            .iter()
            .copied()
            .filter(|&i| {
                self.persons[i].may_be(parts)
                    && self.persons[i].gender.is_none_or(|g| gender.is_none_or(|h| g == h))
                    && (parts.len() > 1 || self.persons[i].known.is_none_or(titled))
            })
            .collect();
        fits.dedup();
        if let [_, _, ..] = fits[..] {
            let (role, country) = (&names.actors[actor].role, &names.actors[actor].country);
            let same = |i: &usize| {
                let other = &names.actors[self.persons[*i].actor];
                (role.is_some() && other.role == *role)
                    || (country.is_some() && role.is_none() && other.country == *country)
            };
            fits.retain(same);
        }
        match fits[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

impl Person {
    /// Whether a name can be this person's: a last name alone; a full name with the
    /// same last name and a given name that does not gainsay.
    fn may_be(&self, parts: &[String]) -> bool {
        let (Some(last), Some(own_last)) = (parts.last(), self.parts.last()) else { return false };
        if parts.len() == 1 {
            // A surname stands last, in East Asian names first.
            return last == own_last || self.parts.len() > 1 && self.parts[0] == *last;
        }
        if self.parts.len() == 1 || last != own_last {
            return false;
        }
        let (given, own) = (&parts[0], &self.parts[0]);
        given == own
            || is_initial(given, own)
            || is_initial(own, given)
            || parts.ends_with(&self.parts)
            || self.parts.ends_with(parts)
    }
}

/// Whether an office that is told without its state is one of the teller's own: heads of
/// other states are told with theirs.
fn is_own_official(role: &str) -> bool {
    const WORDS: [&str; 12] = [
        "Minister",
        "Secretary",
        "Adviser",
        "Advisor",
        "Spokesperson",
        "Chief of Staff",
        "Aide",
        "Ambassador",
        "Governor",
        "Senator",
        "Representative",
        "Speaker",
    ];
    !role.starts_with("Prime Minister")
        && !role.contains(" General")
        && WORDS.iter().any(|word| role.contains(word))
}

fn is_initial(short: &str, long: &str) -> bool {
    short.len() == 1 && long.starts_with(short)
}

/// Hands on what one mention tells of a person: state and office, unless told before;
/// an office held now goes before a former one.
fn adopt(names: &mut Names, kept: usize, other: usize) {
    let from = names.actors[other].clone();
    let to = &mut names.actors[kept];
    to.country = to.country.take().or(from.country);
    let former = |role: &Option<String>| role.as_ref().is_none_or(|role| role.starts_with("former"));
    if from.role.is_some() && former(&to.role) {
        to.role = from.role;
    }
}
