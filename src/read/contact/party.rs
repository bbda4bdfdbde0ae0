//! Who a word in a rule's slot stands for.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::read::Reading;
use crate::read::names::Level;
use crate::read::syntax::{Rel, Upos};
use crate::record::{MentionKind, Party, SourceKind};

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
        if let Some(found) = self.speaker(line, token) {
            return vec![found];
        }
        let mention = line.reading.names.at(line.index, token);
        match mention {
            Some(mention) if mention.level != Level::Pronoun => {
                let kind = line.reading.names.actors[mention.actor].kind;
                let mut found: Vec<Found> =
                    self.named(line, mention.actor, mention.tokens.clone()).into_iter().collect();
                if kind == MentionKind::Group {
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

    /// The people of a title that tells of a dealing between them, where they are of two
    /// states or more.
    pub fn of_title(&self, title: &Reading) -> Vec<Found> {
        let text = title.text.as_str().to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let tells = words.any(|word| {
            let w = self.words;
            w.telling.has(word) || w.by_wire.has(word) || w.calls.has(word)
        });
        if !tells {
            return Vec::new();
        }
        let mut found: Vec<Found> = Vec::new();
        for mention in &title.names.mentions {
            let line = Line { reading: title, index: mention.sentence };
            let person = title.names.actors[mention.actor].kind == MentionKind::Person;
            let party = self.named(line, mention.actor, mention.tokens.clone()).filter(|_| person);
            found.extend(party.map(|party| Found { actor: None, ..party }));
        }
        let mut states: Vec<&str> = found.iter().filter_map(|one| one.party.country.as_deref()).collect();
        states.sort_unstable();
        states.dedup();
        if states.len() < 2 { Vec::new() } else { found }
    }

    /// A party with a name: by its mention.
    fn named(&self, line: Line, actor: usize, tokens: Range<usize>) -> Option<Found> {
        let who = &line.reading.names.actors[actor];
        let text = line.words(tokens.clone());
        let beside =
            line.children(tokens.end - 1, &[Rel::Compound]).any(|i| self.words.press.has(&line.word(i)));
        let before = tokens.start.checked_sub(1).is_some_and(|i| self.words.press.has(&line.word(i)));
        if beside
            || before
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
        let country = who.country.clone().or_else(|| own_country(line, who.kind, text));
        let party = self.party(line, tokens.clone(), name, who.role.clone(), country)?;
        Some(Found { party, tokens, standing, kind, naming: Naming::Named, actor: Some(actor) })
    }

    /// What "and" joins to a word inside a group's name: Azerbaijan's in "delegations of
    /// Armenia and Azerbaijan".
    fn beside(&self, line: Line, tokens: Range<usize>) -> Vec<Found> {
        let tree = line.tree();
        let mut joined: Vec<usize> = tokens.clone().collect();
        let mut next = 0;
        while next < joined.len() {
            joined.extend(
                tree.children(joined[next]).filter(|&j| tree.tokens[j].rel == Rel::Conj && j >= tokens.end),
            );
            next += 1;
        }
        let outside = joined.into_iter().filter(|j| *j >= tokens.end);
        let mentions = outside.filter_map(|i| line.reading.names.at(line.index, i));
        mentions.filter_map(|mention| self.named(line, mention.actor, mention.tokens.clone())).collect()
    }

    /// The other side of "between X and Y", which parsers like to lose.
    pub fn other_side(&self, line: Line, token: usize) -> Option<Found> {
        let names = &line.reading.names;
        let end = names.at(line.index, token).map_or(token + 1, |mention| mention.tokens.end);
        if line.case(token)? != "between" || line.word(end) != "and" {
            return None;
        }
        let mention = names.at(line.index, end + 1)?;
        self.named(line, mention.actor, mention.tokens.clone())
    }

    /// The heads of the names that follow a name in a list ("with X, Y and Z"), which
    /// parsers like to lose. One that a verb follows opens a clause of its own.
    pub fn listed(&self, line: Line, token: usize) -> Vec<usize> {
        let names = &line.reading.names;
        let mut heads = Vec::new();
        let Some(mut end) = names.at(line.index, token).map(|mention| mention.tokens.end) else {
            return heads;
        };
        loop {
            let comma = usize::from(line.word(end) == ",");
            let and = usize::from(matches!(line.word(end + comma).as_str(), "and" | "&"));
            let the = usize::from(line.word(end + comma + and) == "the");
            let next = end + comma + and + the;
            let Some(mention) =
                names.at(line.index, next).filter(|m| m.tokens.start + the >= next && comma + and > 0)
            else {
                return heads;
            };
            let kind = names.actors[mention.actor].kind;
            let after = mention.tokens.end;
            let clause = after < line.len() && line.is_verb(after);
            if clause
                || !matches!(
                    kind,
                    MentionKind::Person | MentionKind::Office | MentionKind::Country | MentionKind::Group
                )
            {
                return heads;
            }
            heads.push(after - 1);
            end = after;
        }
    }

    /// A place as a party: the state whose place it is.
    fn government(&self, line: Line, tokens: Range<usize>, code: &str) -> Option<Found> {
        let name = Knowledge::get().country(code)?.name.to_owned();
        let party = self.party(line, tokens.clone(), name, None, Some(code.to_owned()))?;
        let (standing, kind) = (Standing::Official, MentionKind::Country);
        Some(Found { party, tokens, standing, kind, naming: Naming::Named, actor: None })
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
    fn speaker(&self, line: Line, token: usize) -> Option<Found> {
        let one = match line.word(token).as_str() {
            "i" | "me" | "my" | "myself" => true,
            "we" | "us" | "our" | "ourselves" => false,
            _ => return None,
        };
        let speaker = self.voice.at(line, token)?;
        let (name, role, kind) = if one {
            (speaker.name.clone(), speaker.role.clone(), MentionKind::Person)
        } else {
            (speaker.state.clone()?, None, MentionKind::Country)
        };
        let tokens = token..token + 1;
        let party = self.party(line, tokens.clone(), name, role, speaker.country.clone())?;
        let actor = speaker.actor.filter(|_| one);
        Some(Found { party, tokens, standing: Standing::Official, kind, naming: Naming::Spoken, actor })
    }

    /// A party without a name: "his counterpart in Moscow", "the two leaders".
    fn unnamed(&self, line: Line, token: usize) -> Vec<Found> {
        let lemma = line.lemma(token);
        let w = self.words;
        let word = line.word(token);
        if let Some(matrix) = self.matrix_subject(line, token) {
            return self.at(line, matrix);
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
        let tokens = phrase(line, token, w);
        let text = line.words(tokens.clone());
        if self.is_press(text, text) || self.is_public(text) {
            return Vec::new();
        }
        let country = self.country(line, token, &tokens);
        let naming = match &country {
            Some(_) => Naming::Named,
            None if pair => Naming::Pair,
            None if the && w.bodies.has(&lemma) => Naming::Group,
            None if w.domestic.has(&lemma) => Naming::Domestic,
            None => Naming::Vague,
        };
        let standing = match w.private.has(&lemma) {
            true => Standing::Private,
            false => self.standing(MentionKind::Group, text, None, text),
        };
        let kind = if plural { MentionKind::Group } else { MentionKind::Office };
        let party = self.party(line, tokens.clone(), without_article(text).to_owned(), None, country);
        party.map(|party| Found { party, tokens, standing, kind, naming, actor: None }).into_iter().collect()
    }

    /// Whom a pronoun stands for where nobody else is near: the subject of its own clause
    /// ("Lavrov recalled **his** talks"), or of the clause above that it completes
    /// ("Moscow said that **it** was open to talks").
    fn matrix_subject(&self, line: Line, token: usize) -> Option<usize> {
        let pronoun =
            matches!(line.word(token).as_str(), "it" | "he" | "she" | "its" | "his" | "her" | "their");
        let is_named =
            |&subject: &usize| subject != token && line.reading.names.at(line.index, subject).is_some();
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

    /// The states whose adjectives stand right before a noun, two at least: "Russian-German
    /// talks", "the Polish and Czech negotiators".
    pub fn nations(&self, line: Line, noun: usize) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = noun;
        while let Some(before) = at.checked_sub(1) {
            match adjective(line, before, self.words) {
                Some(code) => found.extend(self.government(line, before..before + 1, &code)),
                None if !found.is_empty()
                    && matches!(line.word(before).as_str(), "-" | "–" | "and" | ",") => {}
                None if found.is_empty() && line.token(before).upos == Upos::Adj => {}
                None => break,
            }
            at = before;
        }
        found.reverse();
        found.dedup_by(|b, a| a.party.country == b.party.country);
        if found.len() < 2 { Vec::new() } else { found }
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

    /// "Delegations of Ukraine and Russia", "officials from Turkey, Sweden and Finland":
    /// each country is a party.
    fn gathered(&self, line: Line, token: usize) -> Vec<Found> {
        let from = |i: &usize| {
            line.children(*i, &[Rel::Case]).any(|case| matches!(line.word(case).as_str(), "of" | "from"))
        };
        let tree = line.tree();
        let Some(first) = line.children(token, &[Rel::Nmod]).find(from) else { return Vec::new() };
        let mut states = vec![first];
        states.extend(tree.children(first).filter(|&i| tree.tokens[i].rel == Rel::Conj));
        let found = states.iter().filter_map(|&i| {
            let mention = line.reading.names.at(line.index, i)?;
            let kind = line.reading.names.actors[mention.actor].kind;
            matches!(kind, MentionKind::Country | MentionKind::Organisation)
                .then(|| self.named(line, mention.actor, mention.tokens.clone()))?
        });
        found.collect()
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
        named.or_else(|| tokens.clone().filter(other).find_map(of))
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

/// "The President" and "our ambassador" are, on an official channel, the channel's own.
fn own_country(line: Line, kind: MentionKind, text: &str) -> Option<String> {
    let article = line.reading.article;
    let lower = text.to_lowercase();
    let title = lower.trim_start_matches("the ").trim_start_matches("madam ").trim_start_matches("mr. ");
    let own = title.split(' ').count() <= 2 || lower.starts_with("our ");
    (kind == MentionKind::Office && own && article.kind == Some(SourceKind::Official))
        .then(|| article.country.clone())?
}
