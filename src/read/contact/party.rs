//! Who a word in a rule's slot stands for.

use std::ops::Range;

use crate::knowledge::{Knowledge, Office, Scope};
use crate::read::Reading;
use crate::read::names::{Actor, Level};
use crate::read::syntax::{Rel, Upos};
use crate::record::{MentionKind, Party, SourceKind};

use super::account;
use super::found::{Found, Naming, Standing};
use super::line::Line;
use super::phrase::{adjective, phrase, without_article};
use super::voice::Voice;
use super::words::{WordList, Words};

/// Finds parties in one document.
pub(in crate::read) struct Parties<'a> {
    pub words: &'a Words,
    pub voice: &'a Voice<'a>,
}

impl Parties<'_> {
    /// Everyone a slot's word stands for: one party, or several where the word only
    /// gathers them ("delegations of Ukraine and Russia"); none where the word names
    /// nobody who deals.
    pub fn at(&self, line: Line, token: usize) -> Vec<Found> {
        let spoken = self.spoken(line, token);
        if !spoken.is_empty() {
            return spoken;
        }
        if let Some(owner) = self.thanked(line, token) {
            return self.at(line, owner);
        }
        let mention = line.reading.names.at(line.index, token);
        match mention {
            Some(mention) if mention.level != Level::Pronoun => {
                let kind = line.reading.names.actors[mention.actor].kind;
                let owned = self.owned(line, mention.tokens.end).filter(|_| kind == MentionKind::Person);
                if let Some(owned) = owned {
                    return self.at(line, owned);
                }
                let mut found: Vec<Found> =
                    self.named(line, mention.actor, mention.tokens.clone()).into_iter().collect();
                if matches!(kind, MentionKind::Group | MentionKind::Office) {
                    found.extend(self.beside(line, mention.tokens.clone()));
                }
                found
            }
            Some(mention) => match self.subject_ahead(line, token) {
                Some(subject) => self.at(line, subject),
                None => self.named(line, mention.actor, mention.tokens.clone()).into_iter().collect(),
            },
            None => self.unnamed(line, token),
        }
    }

    /// Whose office it is that a name owns, where the parser took the owner for the party:
    /// "Cole's envoy, **Ann Alder**", else the office.
    fn owned(&self, line: Line, end: usize) -> Option<usize> {
        let is_owner = matches!(line.word(end).as_str(), "'s" | "’s");
        // Nothing else may be his in between: not "Cole's **meeting** with members".
        let describes = |at: &usize| {
            matches!(line.token(*at).upos, Upos::Adj | Upos::Propn | Upos::Noun)
                && line.rel(*at) != Rel::Obj
                && !self.words.telling.has(&line.word(*at))
        };
        let near = (end + 1..(end + 1 + OWNED).min(line.len())).filter(|_| is_owner).take_while(describes);
        let office = near.into_iter().find(|&at| self.words.officials.has(&line.lemma(at)))?;
        let names = &line.reading.names;
        let beside = names.at(line.index, office + 2).filter(|_| line.word(office + 1) == ",");
        let person = beside.filter(|one| names.actors[one.actor].kind == MentionKind::Person);
        Some(person.map_or(office, |one| one.tokens.start))
    }

    /// The people of a title that tells of a dealing between them, where they are of two
    /// states or more.
    pub fn of_title(&self, title: &Reading) -> Vec<Found> {
        let text = title.text.as_str().to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        if !words.any(|word| self.words.telling.has(word)) && !account::is_of_call(title, self.words) {
            return Vec::new();
        }
        let mut found: Vec<Found> = Vec::new();
        for mention in &title.names.mentions {
            let line = Line { reading: title, index: mention.sentence };
            // "Statement by a spokesman on …", "Briefing by an aide following …": he only tells of it.
            let tells = mention.tokens.start > 0
                && matches!(line.word(mention.tokens.start - 1).as_str(), "by" | "from")
                && (line.word(mention.tokens.end) == "on"
                    || self.words.outcomes.has(&line.word(mention.tokens.end)));
            let person = title.names.actors[mention.actor].kind == MentionKind::Person
                && !tells
                && !owns_a_thing(line, mention.tokens.end, self.words);
            let party = self.named(line, mention.actor, mention.tokens.clone()).filter(|_| person);
            found.extend(party.map(|party| Found { actor: None, ..party }));
        }
        let article = title.article;
        let home = article.country.as_deref().filter(|_| article.kind == Some(SourceKind::Official));
        let mut states: Vec<_> = found.iter().map(|one| one.party.country.as_deref()).collect();
        states.retain(|state| state.is_some() || found.iter().any(is_of_body));
        // "Meeting with the President of France": the channel's own principal met him.
        if home.is_some() && !states.contains(&home) {
            states.push(home);
        }
        states.sort_unstable();
        states.dedup();
        if states.len() < 2 { Vec::new() } else { found }
    }

    /// A party with a name: by its mention.
    pub(super) fn named(&self, line: Line, actor: usize, tokens: Range<usize>) -> Option<Found> {
        let who = &line.reading.names.actors[actor];
        let text = line.words(tokens.clone());
        let beside =
            line.children(tokens.end - 1, &[Rel::Compound]).any(|i| self.words.press.has(&line.word(i)));
        let before = tokens.start.checked_sub(1).is_some_and(|i| self.words.press.has(&line.word(i)));
        if beside
            || before
            || is_end_of_address(line, &tokens)
            || self.is_press(&who.name, text)
            || who.kind == MentionKind::Group && self.is_public(text)
        {
            return None;
        }
        if who.kind == MentionKind::Place {
            return self.government(line, tokens, who.country.as_deref()?);
        }
        let standing = self.standing(who.kind, &who.name, who.role.as_deref(), text);
        let (name, kind) = (who.name.clone(), who.kind);
        let country = who.country.clone().or_else(|| own_country(line, who, text, &tokens));
        let party = self.party(line, tokens.clone(), name, who.role.clone(), country)?;
        let bloc = self.bloc(kind, standing, &party);
        Some(Found { party, tokens, standing, kind, naming: Naming::Named, bloc, actor: Some(actor) })
    }

    /// The body of several states that a party is, or is several people of.
    fn bloc(&self, kind: MentionKind, standing: Standing, party: &Party) -> Option<&'static str> {
        let text = format!(" {} ", party.text.replace(['’', '\''], " "));
        let mut blocs = self.words.blocs.iter();
        match kind {
            MentionKind::Organisation => blocs.find(|(_, name)| *name == party.name),
            MentionKind::Group if party.country.is_none() && standing == Standing::Official => {
                blocs.find(|(form, _)| text.contains(form))
            }
            _ => None,
        }
        .map(|(_, name)| *name)
    }

    /// A place as a party: the state whose place it is.
    pub(super) fn government(&self, line: Line, tokens: Range<usize>, code: &str) -> Option<Found> {
        let name = Knowledge::get().country(code)?.name.to_owned();
        let party = self.party(line, tokens.clone(), name, None, Some(code.to_owned()))?;
        let (standing, kind) = (Standing::Official, MentionKind::Country);
        Some(Found { party, tokens, standing, kind, naming: Naming::Named, bloc: None, actor: None })
    }

    /// Whether a name is an outlet's, or the words speak of reporters.
    fn is_press(&self, name: &str, text: &str) -> bool {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words
            .into_iter()
            .any(|word| self.words.press.has(&word) || self.words.press.has(word.trim_end_matches('s')))
            || self.words.outlets.contains(name)
    }

    /// Whether the words speak of people who deal for nobody: "refugees from Ukraine".
    fn is_public(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.any(|word| self.words.public.has(&word) || self.words.public.has(word.trim_end_matches('s')))
    }

    /// "I" and "we": whoever speaks.
    fn spoken(&self, line: Line, token: usize) -> Vec<Found> {
        let one = match line.word(token).as_str() {
            "i" | "me" | "my" | "myself" => true,
            "we" | "us" | "our" | "ourselves" => false,
            "country" | "state" | "nation" | "homeland" if is_ours(line, token) => false,
            _ => return Vec::new(),
        };
        let speakers = self.voice.at(line, token);
        speakers
            .into_iter()
            .filter(|speaker| speaker.is_person || !one)
            .filter_map(|speaker| {
                let (name, role, kind) = if one {
                    (speaker.name, speaker.role, MentionKind::Person)
                } else {
                    let body = speaker.country.is_none() && !speaker.is_person;
                    let kind = if body { MentionKind::Organisation } else { MentionKind::Country };
                    (speaker.state?, None, kind)
                };
                let tokens = token..token + 1;
                let party = self.party(line, tokens.clone(), name, role, speaker.country)?;
                let actor = speaker.actor.filter(|_| one);
                let (standing, naming) = (Standing::Official, Naming::Spoken);
                let bloc = self.bloc(kind, standing, &party);
                Some(Found { party, tokens, standing, kind, naming, bloc, actor })
            })
            .collect()
    }

    /// A party without a name: "his counterpart in Moscow", "the two leaders".
    fn unnamed(&self, line: Line, token: usize) -> Vec<Found> {
        let lemma = line.lemma(token);
        let w = self.words;
        let word = line.word(token);
        if let Some(matrix) = self.matrix_subject(line, token) {
            return self.at(line, matrix);
        }
        if self.is_of_subject(line, token) {
            return Vec::new();
        }
        if w.quantities.has(&lemma) {
            return self.counted(line, token);
        }
        let all = matches!(word.as_str(), "they" | "both" | "their");
        let plural = line.xpos(token) == "NNS" || all;
        let the = line
            .children(token, &[Rel::Det])
            .any(|i| matches!(line.word(i).as_str(), "the" | "both" | "these"));
        let pair = plural && (the || all) && (w.pair.has(&lemma) || w.pair.has(&word));
        if !(pair || w.officials.has(&lemma) || w.private.has(&lemma)) {
            return Vec::new();
        }
        let nations = self.nations(line, token);
        let gathered = if nations.is_empty() { self.gathered(line, token) } else { nations };
        if gathered.len() > 1 {
            return gathered;
        }
        let of_sides = plural && self.is_of_sides(line, token);
        if of_sides {
            let both = self.both_states(line, token);
            if !both.is_empty() {
                return both;
            }
        }
        let tokens = phrase(line, token, w);
        let text = line.words(tokens.clone());
        if self.is_press(text, text) || self.is_public(text) {
            return Vec::new();
        }
        let country = self.country(line, token, &tokens);
        let of_region =
            plural && line.children(token, &[Rel::Amod]).any(|i| self.words.regions.has(&line.word(i)));
        let naming = match &country {
            _ if of_sides => Naming::Sides,
            Some(_) => Naming::Named,
            None if of_region => Naming::Named,
            // "The leaders of all three" are those of others than these two, "the heads of state" are not.
            None if pair && line.children(token, &[Rel::Nmod]).all(|i| w.headed.has(&line.lemma(i))) => {
                Naming::Pair
            }
            None if the && w.bodies.has(&lemma) => Naming::Group,
            None if w.domestic.has(&lemma) || self.is_of_home(line, token) => Naming::Domestic,
            None => Naming::Vague,
        };
        let standing = match w.private.has(&lemma) {
            true => Standing::Private,
            false => self.standing(MentionKind::Group, text, None, text),
        };
        let kind = if plural { MentionKind::Group } else { MentionKind::Office };
        let party = self.party(line, tokens.clone(), without_article(text).to_owned(), None, country);
        let found = party.map(|party| {
            let bloc = self.bloc(kind, standing, &party);
            let naming = if bloc.is_some() { Naming::Named } else { naming };
            let among = (naming == Naming::Pair && all).then(|| acting_before(line, token)).flatten();
            Found { party, tokens, standing, kind, naming, bloc, actor: among }
        });
        found.into_iter().collect()
    }

    /// Whether people are named by what every state has at home and by nothing abroad: "**business**
    /// leaders", "the leadership of **the government**".
    fn is_of_home(&self, line: Line, noun: usize) -> bool {
        let home = line.reading.article.country.as_deref();
        let abroad = |i: usize| {
            let named = line.reading.names.actor_at(line.index, i);
            i != noun && self.words.worldly.has(&line.word(i))
                || named.is_some_and(|actor| actor.country.as_deref() != home)
        };
        if line.tree().subtree(noun).any(abroad) {
            return false;
        }
        let of = |&i: &usize| line.case(i).is_some_and(|case| matches!(case.as_str(), "of" | "from"));
        let behind = line.children(noun, &[Rel::Nmod]).filter(of);
        let before = line.children(noun, &[Rel::Amod, Rel::Compound]);
        behind.chain(before).any(|i| self.words.home.has(&line.lemma(i)))
    }

    /// Of whom a quantity is told: "many of **their partners**"; nobody where that is not said.
    fn counted(&self, line: Line, quantity: usize) -> Vec<Found> {
        let tree = line.tree();
        let of = |i: &usize| line.case(*i).is_some_and(|case| case == "of");
        let Some(of) = line.children(quantity, &[Rel::Nmod, Rel::Obl]).find(of) else { return Vec::new() };
        let joined = tree.children(of).filter(|&i| tree.tokens[i].rel == Rel::Conj);
        [of].into_iter().chain(joined).flat_map(|i| self.at(line, i)).collect()
    }

    /// Whether people are those of several sides that the text named before: "the ministers
    /// **of the two countries**", "**the two sides'** delegations", "our respective ministers",
    /// or "our two governments" themselves.
    fn is_of_sides(&self, line: Line, noun: usize) -> bool {
        let w = self.words;
        let several = |i: usize| {
            line.children(i, &[Rel::Nummod, Rel::Det, Rel::DetPredet, Rel::NmodPoss, Rel::Amod])
                .any(|i| w.of_sides.has(&line.word(i)))
        };
        let of = |i: usize| line.case(i).is_some_and(|case| matches!(case.as_str(), "of" | "from"));
        let sides = |i: usize| line.xpos(i) == "NNS" && w.sides.has(&line.lemma(i)) && several(i);
        let respective = line.children(noun, &[Rel::Amod]).any(|i| line.word(i) == "respective");
        if w.heads.has(&line.lemma(noun)) {
            return false;
        }
        respective
            || line.lemma(noun) == "government" && sides(noun)
            || line.children(noun, &[Rel::Nmod]).any(|i| of(i) && sides(i))
            || line.children(noun, &[Rel::NmodPoss]).any(sides)
    }

    /// The two states of which a sentence on an official channel speaks: its own, and the
    /// only other one that the sentence names before a token.
    fn both_states(&self, line: Line, token: usize) -> Vec<Found> {
        let home = line.reading.article.country.as_deref();
        let Some(home) = home.filter(|_| line.reading.article.kind == Some(SourceKind::Official)) else {
            return Vec::new();
        };
        let names = &line.reading.names;
        let here = names.mentions.iter().filter(|m| m.sentence == line.index && m.tokens.end <= token);
        let here = here.filter(|m| names.actors[m.actor].kind != MentionKind::Place);
        let mut states: Vec<&str> = here.filter_map(|m| names.actors[m.actor].country.as_deref()).collect();
        states.push(home);
        states.sort_unstable();
        states.dedup();
        let two = states.len() == 2;
        states
            .into_iter()
            .filter(|_| two)
            .filter_map(|c| self.government(line, token..token + 1, c))
            .collect()
    }

    /// Whom a pronoun stands for where nobody else is near: the subject of its own clause
    /// ("Lavrov recalled **his** talks"), or of the clause above that it completes
    /// ("Moscow said that **it** was open to talks").
    fn matrix_subject(&self, line: Line, token: usize) -> Option<usize> {
        let pronoun =
            matches!(line.word(token).as_str(), "it" | "he" | "she" | "its" | "his" | "her" | "their");
        let neuter = matches!(line.word(token).as_str(), "it" | "its");
        let is_named = |&subject: &usize| {
            let actor = line.reading.names.actor_at(line.index, subject);
            subject != token && actor.is_some_and(|actor| !neuter || actor.kind != MentionKind::Person)
        };
        let subject = |clause: usize| line.children(clause, &[Rel::Nsubj]).next();
        if !pronoun {
            return None;
        }
        let clause = line.clause_of(token);
        if line.rel(token) == Rel::NmodPoss
            && let Some(own) = subject(clause).filter(is_named)
        {
            return Some(own);
        }
        let above = line.head(clause).filter(|_| line.rel(clause) == Rel::Ccomp)?;
        subject(above).filter(is_named)
    }

    /// Whether "their" is of several without a name who do it: "the two **councils** held
    /// **their** session".
    fn is_of_subject(&self, line: Line, token: usize) -> bool {
        let theirs = line.word(token) == "their" && line.rel(token) == Rel::NmodPoss;
        let mut subjects = line.children(line.clause_of(token), &[Rel::Nsubj]);
        let other = |i: usize| {
            line.xpos(i) == "NNS"
                && !self.words.pair.has(&line.lemma(i))
                && !self.words.officials.has(&line.lemma(i))
        };
        theirs && subjects.any(|i| i != token && other(i) && line.reading.names.at(line.index, i).is_none())
    }

    /// Whose that is for which somebody is thanked or blamed: his who is, not his who does
    /// it: "thanked **Norway** for **its** support".
    fn thanked(&self, line: Line, token: usize) -> Option<usize> {
        let pronoun = matches!(line.word(token).as_str(), "its" | "his" | "her" | "their");
        if !pronoun || line.rel(token) != Rel::NmodPoss {
            return None;
        }
        let mut at = line.head(token)?;
        let mut is_for = false;
        for _ in 0..CLIMB {
            is_for |= line.case(at).is_some_and(|case| matches!(case.as_str(), "for" | "on" | "over"));
            let head = line.head(at)?;
            if is_for && self.words.thanking.has(&line.lemma(head)) {
                let object = line.children(head, &[Rel::Obj, Rel::Iobj]).find(|&object| object < token)?;
                return line.reading.names.at(line.index, object).map(|_| object);
            }
            at = head;
        }
        None
    }

    /// Whom a possessive before its clause's subject looks forward to: "during **his**
    /// visit to Kyiv, **the Chancellor** will …".
    fn subject_ahead(&self, line: Line, token: usize) -> Option<usize> {
        let person = |&subject: &usize| {
            let actor = line.reading.names.actor_at(line.index, subject);
            subject > token
                && actor.is_some_and(|a| matches!(a.kind, MentionKind::Person | MentionKind::Office))
                && line.xpos(subject) != "PRP"
        };
        let clause = line.clause_of(token);
        let subject = line.children(clause, &[Rel::Nsubj, Rel::NsubjPass]).next();
        subject.filter(|_| line.rel(token) == Rel::NmodPoss).filter(person)
    }

    /// The country of a party without a name: of the adjectives and names in its words.
    fn country(&self, line: Line, token: usize, tokens: &Range<usize>) -> Option<String> {
        let of =
            |i: usize| line.reading.names.actor_at(line.index, i).and_then(|actor| actor.country.clone());
        let near = line.children(token, &[Rel::Amod, Rel::Compound, Rel::NmodPoss]);
        // "His counterpart" is of another country than he.
        let other = |i: &usize| !(self.words.opposite.has(&line.lemma(token)) && line.xpos(*i) == "PRP$");
        let near = near.filter(other);
        let named = near.clone().find_map(|i| adjective(line, i, self.words).or_else(|| of(i)));
        let named = named.or_else(|| tokens.clone().filter(other).find_map(of));
        let ours = is_ours(line, token) && !self.words.opposite.has(&line.lemma(token));
        named.or_else(|| self.speaking_country(line, token).filter(|_| ours))
    }

    /// The country of whoever speaks: that of "our delegation".
    fn speaking_country(&self, line: Line, token: usize) -> Option<String> {
        match &self.voice.at(line, token)[..] {
            [speaker] => speaker.country.clone(),
            _ => None,
        }
    }

    /// In what capacity someone of that kind, name and role deals.
    pub fn standing(&self, kind: MentionKind, name: &str, role: Option<&str>, text: &str) -> Standing {
        let w = self.words;
        let lower = text.to_lowercase();
        let has = |list: &WordList, text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| list.has(word) || list.has(word.trim_end_matches('s')))
        };
        let role = role.map(str::to_lowercase);
        if has(&w.former, &lower) || role.as_deref().is_some_and(|role| has(&w.former, role)) {
            return Standing::Private;
        }
        match (kind, role) {
            (MentionKind::Country | MentionKind::Office | MentionKind::Organisation, _) => Standing::Official,
            (MentionKind::Group, _)
                if has(&w.officials, &lower) || has(&w.officials, &name.to_lowercase()) =>
            {
                Standing::Official
            }
            // "The Russians" may be the government, "Russians" hardly.
            (MentionKind::Group, _) if lower.starts_with("the ") => Standing::Unknown,
            (MentionKind::Group, _) => Standing::Private,
            (_, Some(role)) if has(&w.private, &role) => Standing::Private,
            (_, Some(_)) => Standing::Official,
            _ if self.words.holders.contains(name) => Standing::Official,
            _ => Standing::Unknown,
        }
    }

    fn party(
        &self,
        line: Line,
        tokens: Range<usize>,
        name: String,
        role: Option<String>,
        country: Option<String>,
    ) -> Option<Party> {
        let span = line.span(tokens.clone())?;
        Some(Party { span, text: line.words(tokens).to_owned(), name, role, country })
    }
}

/// The actor of the one person who acts in a sentence before "they", which then takes him in:
/// "**he** will tell his colleague so when **they** meet".
fn acting_before(line: Line, token: usize) -> Option<usize> {
    let names = &line.reading.names;
    let acts = |i: &usize| {
        line.rel(*i).is_subject()
            && line.children(*i, &[Rel::Conj]).next().is_none()
            && names.actor_at(line.index, *i).is_some_and(|actor| actor.kind == MentionKind::Person)
    };
    let subject = (0..token).rev().find(acts)?;
    names.at(line.index, subject).map(|mention| mention.actor)
}

/// Whether what ends at a token owns something that is no dealing: "Tusk's **plan** for the mines".
fn owns_a_thing(line: Line, end: usize, words: &Words) -> bool {
    let owns = end < line.len() && line.xpos(end) == "POS";
    let deals = |i: usize| {
        let (word, lemma) = (line.word(i), line.lemma(i));
        [word, lemma].iter().any(|form| {
            words.telling.has(form)
                || words.dealings.has(form)
                || words.by_wire.has(form)
                || words.speeches.has(form)
        })
    };
    owns && !(end + 1..line.len().min(end + OWNED)).any(deals)
}

/// How many words after an owner may name what is his.
const OWNED: usize = 5;

/// Whether a country only says where a place lies: "in Munich, **Germany**".
fn is_end_of_address(line: Line, tokens: &Range<usize>) -> bool {
    let named = |i: usize| {
        let mention = line.reading.names.at(line.index, i)?;
        Some(&line.reading.names.actors[mention.actor])
    };
    let (Some(comma), Some(place)) = (tokens.start.checked_sub(1), tokens.start.checked_sub(2)) else {
        return false;
    };
    let lies_in = |place: &Actor, country: &Actor| {
        place.kind == MentionKind::Place
            && country.kind == MentionKind::Country
            && (place.country.is_none() || place.country == country.country)
    };
    line.word(comma) == ","
        && matches!((named(place), named(tokens.start)), (Some(place), Some(country)) if lies_in(place, country))
}

/// Whether somebody holds an office of no one state: "Secretary-General".
fn is_of_body(one: &Found) -> bool {
    one.party.country.is_none() && one.party.role.is_some()
}

/// "Our country".
fn is_ours(line: Line, noun: usize) -> bool {
    line.children(noun, &[Rel::NmodPoss]).any(|i| matches!(line.word(i).as_str(), "our" | "my"))
}

/// How far up a verb may be that thanks for something.
const CLIMB: usize = 4;

/// "The President", "our ambassador" and "our envoy Ann Alder" are, on an official channel, the channel's own.
fn own_country(line: Line, who: &Actor, text: &str, tokens: &Range<usize>) -> Option<String> {
    let article = line.reading.article;
    let lower = text.to_lowercase();
    let title = lower.trim_start_matches("the ").trim_start_matches("madam ").trim_start_matches("mr. ");
    let others = ["his ", "her ", "their ", "its "].iter().any(|whose| lower.starts_with(whose));
    let before = tokens.start.checked_sub(1).map(|i| line.word(i));
    let opens = |word: &str| {
        lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')) || before.as_deref() == Some(word)
    };
    let of_state = |office: &Office| office.scope == Scope::State && office.is_called(title);
    let plain =
        title.split(' ').count() <= 2 || opens("the") && Knowledge::get().offices.iter().any(of_state);
    let ours = opens("our");
    let own = match who.kind {
        MentionKind::Office => plain && !others || ours,
        // Who has only a name may be a friend from abroad: "our Volodymyr".
        MentionKind::Person => ours && tokens.len() > who.name.split(' ').count(),
        _ => false,
    };
    (own && article.kind == Some(SourceKind::Official)).then(|| article.country.clone())?
}
