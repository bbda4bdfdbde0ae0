//! Whose dealing it is where only the other side is named: "the conversation **with
//! Prime Minister Bennett** was important".

use crate::read::attribution::TURN;
use crate::read::syntax::Rel;
use crate::record::{Form, MentionKind, Party, SourceKind};

use super::found::{Found, Naming, Standing};
use super::line::Line;
use super::party::Parties;
use super::voice::Speaker;

/// How far up a clause may be whose subject dealt.
const CLIMB: usize = 8;

impl Parties<'_> {
    /// The side of a dealing with `others` that the words leave out: on an official channel
    /// the subject above where he is of the channel's own, else whoever speaks. He himself
    /// where the other is one person, else his state. `None` where it may be somebody else.
    pub fn own_side(&self, line: Line, anchor: usize, others: &[Found]) -> Vec<Found> {
        let home = line.reading.article.country.as_deref();
        if home.is_none() || others.is_empty() || !others.iter().all(|one| is_foreign(one, home)) {
            return Vec::new();
        }
        let speaker = self.speaker(line, anchor).filter(|one| one.country.as_deref() == home);
        let states = others.iter().all(|one| {
            matches!(one.kind, MentionKind::Country | MentionKind::Group | MentionKind::Organisation)
        });
        let one = others.len() == 1 && matches!(others[0].kind, MentionKind::Person | MentionKind::Office);
        let Some(mut subjects) = self.subjects(line, anchor) else { return Vec::new() };
        // "Estonian representatives will show patience at the next round": they are the others.
        if subjects.iter().all(|one| others.iter().any(|other| other.is_same(one))) {
            subjects.clear();
        }
        if !subjects.is_empty() {
            let ours = |one: &Found| {
                one.party.country.as_deref() == home
                    && !matches!(one.naming, Naming::Vague | Naming::Pair | Naming::Sides | Naming::Group)
            };
            let deals = |one: &Found| {
                let spoken = one.naming == Naming::Spoken && one.kind == MentionKind::Person;
                !spoken || self.is_principal(one.party.role.as_deref())
            };
            // With another state an adviser's own one deals, whoever of its people speaks.
            if !subjects.iter().all(|one| ours(one) && (deals(one) || states)) {
                return Vec::new();
            }
            let person = matches!(subjects[0].kind, MentionKind::Person | MentionKind::Office);
            let whole = subjects[0].naming == Naming::Spoken && !person && one && speaker.is_some();
            if !(states && person || whole) {
                return subjects;
            }
        } else if self.is_of_others(line, home, others) {
            return Vec::new();
        }
        let of_state = |one: &Found| {
            let (name, country) = (one.party.name.clone(), one.party.country.clone());
            Speaker { name, role: None, state: None, country, actor: None, is_person: false }
        };
        let Some(speaker) = speaker.or_else(|| subjects.first().map(of_state)) else { return Vec::new() };
        let person = speaker.is_person && one;
        self.as_party(line, anchor, speaker, person).into_iter().collect()
    }

    /// The channel's own state as the side that a visitor from abroad comes to.
    pub fn home_side(&self, line: Line, anchor: usize, others: &[Found]) -> Vec<Found> {
        let home = line.reading.article.country.as_deref();
        let official = line.reading.article.kind == Some(SourceKind::Official);
        match home {
            Some(code)
                if official && !others.is_empty() && others.iter().all(|one| is_foreign(one, home)) =>
            {
                self.government(line, anchor..anchor + 1, code).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The nearest subject above a noun that is somebody who deals; `None` where it is
    /// somebody whom the words do not name: "others **who** held talks".
    fn subjects(&self, line: Line, anchor: usize) -> Option<Vec<Found>> {
        let mut at = anchor;
        for _ in 0..CLIMB {
            let mut subjects: Vec<usize> =
                line.children(at, &[Rel::Nsubj]).filter(|&i| !line.tree().is_under(anchor, i)).collect();
            if subjects.is_empty() {
                subjects.extend(self.agent(line, at).filter(|&i| !line.tree().is_under(anchor, i)));
            }
            let tree = line.tree();
            let joined = subjects.iter().flat_map(|&i| {
                let conj = tree.children(i).filter(|&j| tree.tokens[j].rel == Rel::Conj);
                [i].into_iter().chain(conj).collect::<Vec<_>>()
            });
            let mut found: Vec<Found> = joined.flat_map(|i| self.at(line, i)).collect();
            // "Mr President, colleagues": those whom somebody speaks to.
            if found.iter().any(|one| one.naming != Naming::Vague) {
                found.retain(|one| one.naming != Naming::Vague);
            }
            if at != anchor && !found.is_empty() {
                return Some(found);
            }
            let mut all = line.children(at, &[Rel::Nsubj, Rel::NsubjPass]);
            if all.any(|i| self.words.someone.has(&line.lemma(i))) {
                return None;
            }
            let Some(head) = line.head(at) else { break };
            at = head;
        }
        Some(Vec::new())
    }

    /// Who does what a passive verb tells: "this was said **by the President** after the talks".
    fn agent(&self, line: Line, verb: usize) -> Option<usize> {
        let passive = line.children(verb, &[Rel::NsubjPass, Rel::AuxPass]).next().is_some();
        let by = |&i: &usize| line.case(i).is_some_and(|case| case == "by");
        line.children(verb, &[Rel::OblAgent, Rel::Obl]).find(by).filter(|_| passive)
    }

    /// Whether a sentence names somebody of a third country, who may be the one that dealt.
    fn is_of_others(&self, line: Line, home: Option<&str>, others: &[Found]) -> bool {
        let names = &line.reading.names;
        names.mentions.iter().filter(|mention| mention.sentence == line.index).any(|mention| {
            let actor = &names.actors[mention.actor];
            let country = actor.country.as_deref();
            let among = others.iter().any(|one| one.party.country.as_deref() == country);
            actor.kind != MentionKind::Place && country.is_some() && country != home && !among
        })
    }

    /// Whoever speaks for the channel: the author, somebody of its own who is quoted or
    /// retold and deals himself, or the channel. A spokesman tells of others' dealings.
    fn speaker(&self, line: Line, anchor: usize) -> Option<Speaker> {
        let attribution = self.voice.attribution(line, anchor);
        let told = attribution.map(|i| self.voice.get(i));
        let retold = told.filter(|told| told.form == Form::Indirect);
        // Of "he said", whoever was told to speak before.
        let source = attribution.filter(|_| retold.is_some()).and_then(|i| self.voice.source(i));
        if let (Some(i), Some(source)) = (attribution, source) {
            return (self.voice.is_own(i) && self.is_principal(source.role.as_deref())).then(|| Speaker {
                name: source.name.clone(),
                role: source.role.clone(),
                country: source.country.clone(),
                state: None,
                actor: line.reading.names.actors.iter().position(|actor| actor.name == source.name),
                is_person: true,
            });
        }
        let mut speakers = self.voice.at(line, anchor);
        let speaker = speakers.pop().filter(|_| speakers.is_empty())?;
        let turn = told.is_some_and(|told| told.rule == TURN);
        // "Briefing by the Press Secretary".
        let role = speaker.role.as_deref().unwrap_or_default().to_lowercase();
        let retells = role.split(|c: char| !c.is_alphanumeric()).any(|word| self.words.retelling.has(word));
        let deals = !speaker.is_person || !turn && !retells || self.is_principal(speaker.role.as_deref());
        deals.then_some(speaker)
    }

    /// Whether someone of that role deals himself: a president, a minister.
    fn is_principal(&self, role: Option<&str>) -> bool {
        let role = role.unwrap_or_default().to_lowercase();
        !role.contains("press")
            && role.split(|c: char| !c.is_alphanumeric()).any(|word| self.words.principals.has(word))
    }

    fn as_party(&self, line: Line, anchor: usize, speaker: Speaker, person: bool) -> Option<Found> {
        let tokens = anchor..anchor + 1;
        let span = line.span(tokens.clone())?;
        let state = |speaker: &Speaker| {
            let code = speaker.country.as_deref()?;
            crate::knowledge::Knowledge::get().country(code).map(|country| country.name.to_owned())
        };
        let (name, role, kind) = match person {
            true => (speaker.name.clone(), speaker.role.clone(), MentionKind::Person),
            false => (state(&speaker)?, None, MentionKind::Country),
        };
        let actor = speaker.actor.filter(|_| person);
        let party =
            Party { span, text: line.words(tokens.clone()).to_owned(), name, role, country: speaker.country };
        let (standing, naming) = (Standing::Official, Naming::Spoken);
        Some(Found { party, tokens, standing, kind, naming, bloc: None, actor })
    }
}

/// Whether a party is named and of another country than `home`, or of a body of several.
fn is_foreign(one: &Found, home: Option<&str>) -> bool {
    let abroad = one.party.country.is_some() && one.party.country.as_deref() != home;
    let deals = one.kind != MentionKind::Group || one.standing == Standing::Official;
    one.naming == Naming::Named && deals && (abroad || one.bloc.is_some())
}
