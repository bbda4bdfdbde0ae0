//! Offices and who holds them: "the foreign minister" is the one whom the document
//! names, else the one whom the knowledge has for the day.

use rustc_hash::FxHashMap;

use crate::read::names::title::COUNTERPART;
use crate::read::names::{Actor, Mentioned, Names};
use crate::read::syntax::Upos;
use crate::record::MentionKind;

use super::Context;

/// Offices of which a state has one.
const SINGLE: [&str; 9] = [
    "President",
    "Prime Minister",
    "Chancellor",
    "Head of State",
    "Foreign Minister",
    "Secretary of State",
    "Foreign Secretary",
    "Defence Minister",
    "King",
];

/// How many sentences on "the minister" still is the one told of.
const NEAR: usize = 6;

/// Who holds which office, as far as the document has told.
#[derive(Default)]
struct Holders {
    /// By wording and state, without a state whoever was last; with the sentence.
    last: FxHashMap<(String, Option<String>), (usize, usize)>,
    /// The one holder in the whole document; `None` where there are two.
    only: FxHashMap<(String, Option<String>), Option<usize>>,
    /// Actors by the name that they have.
    named: FxHashMap<String, usize>,
}

impl Holders {
    fn new(names: &Names) -> Self {
        let mut holders = Self::default();
        for mention in &names.mentions {
            let actor = &names.actors[mention.actor];
            if actor.kind != MentionKind::Person {
                continue;
            }
            holders.named.entry(actor.name.clone()).or_insert(mention.actor);
            for key in keys(actor) {
                let only = holders.only.entry(key).or_insert(Some(mention.actor));
                *only = only.filter(|&one| one == mention.actor);
            }
        }
        holders
    }

    fn note(&mut self, actor: &Actor, index: usize, sentence: usize) {
        for key in keys(actor) {
            self.last.insert(key.clone(), (index, sentence));
            self.last.insert((key.0, None), (index, sentence));
        }
    }
}

/// The wordings that tell of a person's office, with its state.
fn keys(actor: &Actor) -> impl Iterator<Item = (String, Option<String>)> {
    let role = actor.role.as_deref().unwrap_or_default();
    let more = wordings(role);
    let country = actor.country.clone();
    let own = (!role.is_empty()).then(|| role.to_owned());
    own.into_iter().chain(more.into_iter().map(str::to_owned)).map(move |wording| (wording, country.clone()))
}

/// Other wordings of an office.
fn wordings(role: &str) -> Vec<&'static str> {
    match role {
        "President" | "King" | "Emir" | "Supreme Leader" => vec!["Head of State", "Leader"],
        "Head of State" => vec!["President", "Leader"],
        "Prime Minister" | "Chancellor" => vec!["Head of Government", "Leader"],
        "Foreign Minister" => vec!["Secretary of State", "Foreign Secretary", "Minister"],
        "Secretary of State" => vec!["Foreign Minister", "Secretary"],
        "Foreign Secretary" => vec!["Foreign Minister", "Secretary"],
        _ if role.starts_with("former") => Vec::new(),
        _ if role.ends_with("Minister") => vec!["Minister"],
        _ if role.ends_with("Spokesperson") => vec!["Spokesperson"],
        _ if role.starts_with("Ambassador") => vec!["Ambassador"],
        _ => Vec::new(),
    }
}

impl Context<'_> {
    /// Gives each office the actor of its holder, where one is told.
    pub(super) fn join_holders(&self, names: &mut Names) {
        let mut holders = Holders::new(names);
        for i in 0..names.mentions.len() {
            self.tell_counterpart(names, i);
            let mention = &names.mentions[i];
            if names.actors[mention.actor].kind == MentionKind::Office && !self.is_address(mention) {
                if let Some(holder) = self.holder_told(names, &holders, mention) {
                    names.mentions[i].actor = holder;
                } else if let Some(known) = self.holder_known(names, i) {
                    self.become_known(names, &mut holders, i, known);
                }
            }
            let actor = names.mentions[i].actor;
            if names.actors[actor].kind == MentionKind::Person {
                holders.note(&names.actors[actor], actor, names.mentions[i].sentence);
            }
        }
        self.join_offices(names);
    }

    /// Gives "his Turkish counterpart" the office of the one person told of before it in
    /// the sentence.
    fn tell_counterpart(&self, names: &mut Names, at: usize) {
        let mention = &names.mentions[at];
        let office = &names.actors[mention.actor];
        if office.kind != MentionKind::Office || office.role.as_deref() != Some(COUNTERPART) {
            return;
        }
        let Some(country) = office.country.clone() else { return };
        let here = names.mentions[..at].iter().rev().take_while(|m| m.sentence == mention.sentence);
        let told = here.map(|m| &names.actors[m.actor]).filter(|a| {
            a.kind == MentionKind::Person && a.country.as_ref().is_some_and(|other| *other != country)
        });
        let roles: Vec<&String> = told.filter_map(|actor| actor.role.as_ref()).collect();
        let Some(role) = roles.first().filter(|first| roles.iter().all(|role| role == *first)) else {
            return;
        };
        // A post of one body ("CIA Director") has no namesake elsewhere.
        if !self.knowledge.offices.iter().any(|office| office.name == role.as_str()) {
            return;
        }
        let role = role.to_string();
        let state = self.knowledge.country(&country).map_or(country.as_str(), |c| c.name);
        let actor = &mut names.actors[names.mentions[at].actor];
        actor.name = format!("{role} of {state}");
        actor.role = Some(role);
    }

    /// "Mr. President": said to someone whom it does not tell.
    fn is_address(&self, mention: &Mentioned) -> bool {
        let first = self.word(mention.sentence, mention.tokens.start).to_lowercase();
        matches!(first.trim_end_matches('.'), "mr" | "madam" | "madame" | "mister" | "dear")
    }

    /// Whether the words tell of one certain holder: not "a minister", "his adviser", nor
    /// one of those who held the office ("the first president").
    fn is_definite(&self, mention: &Mentioned, role: &str) -> bool {
        let tokens = &self.sentences[mention.sentence].tokens;
        let describes = |token: &usize| {
            let token = &tokens[*token];
            matches!(token.upos, Upos::Adj | Upos::Num | Upos::Propn | Upos::Det)
                || matches!(
                    self.text().get(token.bytes()),
                    Some("-" | "our" | "their" | "his" | "her" | "its")
                )
        };
        let before = (0..mention.tokens.start).rev().take_while(describes);
        let mut beside = before.chain(mention.tokens.start..mention.tokens.end - 1);
        // "First Deputy Prime Minister" is an office.
        let role = role.to_lowercase();
        !beside.any(|token| {
            let word = self.word(mention.sentence, token).to_lowercase();
            self.knowledge.open.contains(word.as_str()) && !role.split(' ').any(|part| part == word)
        })
    }

    /// "The president who …": told by what he did, so not the one of whom the text speaks.
    fn is_told_by_deed(&self, mention: &Mentioned) -> bool {
        self.after(mention).eq_ignore_ascii_case("who")
    }

    fn is_counterpart(&self, mention: &Mentioned) -> bool {
        self.word(mention.sentence, mention.tokens.end - 1).eq_ignore_ascii_case(COUNTERPART)
    }

    /// The person in the document who holds the office of a mention: the last one told
    /// before it, else the only one.
    fn holder_told(&self, names: &Names, holders: &Holders, mention: &Mentioned) -> Option<usize> {
        let office = &names.actors[mention.actor];
        let role = office.role.clone()?;
        if !self.is_definite(mention, &role) && !self.is_counterpart(mention) {
            return None;
        }
        if office.country.is_none() && (self.is_own_office(mention, &role) || self.is_told_by_deed(mention)) {
            return None;
        }
        let key = (role, office.country.clone());
        // Without its state it is only told of whom the text speaks just now.
        let near = |at: usize| key.1.is_some() || at + NEAR >= mention.sentence;
        let before = holders.last.get(&key).filter(|(_, at)| near(*at)).map(|(actor, _)| *actor);
        // Told later only: its state must be said and who it is be plain.
        before.or_else(|| holders.only.get(&key).copied().flatten().filter(|_| key.1.is_some()))
    }

    /// Whether an official channel means its own holder: "the President", "the Head
    /// of State" with a capital.
    fn is_own_office(&self, mention: &Mentioned, role: &str) -> bool {
        let last = self.word(mention.sentence, mention.tokens.end - 1);
        self.official_state().is_some()
            && last.starts_with(char::is_uppercase)
            && matches!(role, "President" | "Head of State" | "Vice President" | "Press Secretary")
    }

    /// The person whom the knowledge has in the office of a mention on the day.
    fn holder_known(&self, names: &Names, at: usize) -> Option<usize> {
        let mention = &names.mentions[at];
        let office = &names.actors[mention.actor];
        let day = self.day()?;
        let role = office.role.as_deref()?;
        if !self.is_definite(mention, role) && !self.is_counterpart(mention) {
            return None;
        }
        if let Some(country) = office.country.as_deref() {
            // A president's counterpart may be a chancellor.
            let sure = !self.is_counterpart(mention)
                || matches!(role, "Foreign Minister" | "Secretary of State" | "Defence Minister");
            return (SINGLE.contains(&role) && sure)
                .then(|| self.people.holder(role, country, day))
                .flatten();
        }
        if self.is_own_office(mention, role) {
            return self.people.holder(role, self.official_state()?, day);
        }
        self.people.holder_in_body(&with_the(role), day)
    }

    /// Makes an office's mention one of a known person, who may be there already.
    fn become_known(&self, names: &mut Names, holders: &mut Holders, at: usize, known: usize) {
        let person = &self.knowledge.people[known];
        let office = &names.actors[names.mentions[at].actor];
        let country = office.country.clone().or_else(|| person.country().map(str::to_owned));
        let role = office.role.clone();
        names.mentions[at].actor = *holders.named.entry(person.name.to_owned()).or_insert_with(|| {
            names.actors.push(Actor {
                name: person.name.to_owned(),
                kind: MentionKind::Person,
                country,
                role,
                gender: person.gender,
            });
            names.actors.len() - 1
        });
    }

    /// Offices that no holder is known of: the same office of the same state is one actor.
    fn join_offices(&self, names: &mut Names) {
        let mut first = FxHashMap::default();
        for i in 0..names.mentions.len() {
            let mention = &names.mentions[i];
            let actor = &names.actors[mention.actor];
            let role = actor.role.as_deref().unwrap_or_default();
            if actor.kind != MentionKind::Office
                || actor.country.is_none()
                || !self.is_definite(mention, role)
            {
                continue;
            }
            let key = (actor.country.clone(), actor.role.clone());
            let kept = *first.entry(key).or_insert(mention.actor);
            names.mentions[i].actor = kept;
        }
    }
}

/// "NATO Secretary General" as the knowledge words it: "Secretary General of NATO".
fn with_the(role: &str) -> String {
    const HEADS: [&str; 4] = ["Secretary General", "Director General", "High Representative", "President"];
    for head in HEADS {
        if let Some(body) = role.strip_suffix(head).map(str::trim).filter(|body| !body.is_empty()) {
            return format!("{head} of {}{body}", article(body));
        }
        if let Some(body) = role.strip_prefix(head).and_then(|rest| rest.strip_prefix(" of ")) {
            let body = body.strip_prefix("the ").unwrap_or(body);
            return format!("{head} of {}{body}", article(body));
        }
    }
    role.to_owned()
}

/// Bodies whose name is an acronym bear no article.
fn article(body: &str) -> &'static str {
    if body.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) || body == "Hezbollah" {
        ""
    } else {
        "the "
    }
}
