//! Pronouns, where one person is left whom they can mean.

use crate::knowledge::Gender;
use crate::read::names::{Level, Mentioned, Names};
use crate::read::syntax::{Rel, Upos};
use crate::record::MentionKind;

use super::{Context, unnamed};

/// How many sentences back a person is still in mind.
const REACH: usize = 2;

/// Whom a pronoun can mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    One(Gender),
    Speaker,
}

impl Context<'_> {
    /// Adds a mention for each pronoun that is told.
    pub(super) fn add_pronouns(&self, names: &mut Names) {
        let speakers = self.speakers(names);
        let mut told: Vec<Mentioned> = Vec::new();
        let mut quoted = false;
        let mut paragraph = 0;
        let mut first = 0;
        for (i, sentence) in self.sentences.iter().enumerate() {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                quoted = false;
            }
            while names.mentions.get(first).is_some_and(|m| m.sentence + REACH < i) {
                first += 1;
            }
            for token in 0..sentence.tokens.len() {
                let word = self.word(i, token);
                quoted = after_mark(quoted, word);
                let Some(sort) = sort(word).filter(|_| sentence.tokens[token].upos == Upos::Pron) else {
                    continue;
                };
                let actor = match sort {
                    Sort::Speaker if quoted => None,
                    Sort::Speaker => speakers[i],
                    Sort::One(gender) => self.person_meant(names, &told, first, (i, token), gender),
                };
                if let Some(actor) = actor {
                    told.push(Mentioned {
                        sentence: i,
                        tokens: token..token + 1,
                        actor,
                        level: Level::Pronoun,
                    });
                }
            }
        }
        names.mentions.extend(told);
        names.mentions.sort_by_key(|m| (m.sentence, m.tokens.start));
        names
            .mentions
            .dedup_by(|later, kept| later.sentence == kept.sentence && later.tokens.start < kept.tokens.end);
    }

    /// The one person whom "he" or "she" at a place can mean: the only one in mind, or
    /// of several the subject of the sentence before.
    fn person_meant(
        &self,
        names: &Names,
        told: &[Mentioned],
        first: usize,
        (sentence, token): (usize, usize),
        gender: Gender,
    ) -> Option<usize> {
        let before = |m: &&Mentioned| (m.sentence, m.tokens.start) < (sentence, token);
        let fits = |m: &&Mentioned| {
            let actor = &names.actors[m.actor];
            // A single word that nothing bears out may be no person at all.
            let sure = actor.role.is_some() || actor.name.contains(' ');
            let shown = actor.gender;
            actor.kind == MentionKind::Person
                && (sure || shown.is_some())
                && shown.is_none_or(|g| g == gender)
        };
        // Nobody is meant who is named under the same verb: "he said that Putin …", nor who
        // does it to him: "Putin met him".
        let mut named = self.named_beside(names, sentence, token);
        named.extend(self.acting_on(names, told, sentence, token));
        let fits = |m: &&Mentioned| fits(m) && !named.contains(&m.actor);
        let in_mind: Vec<&Mentioned> =
            names.mentions[first..].iter().take_while(before).filter(fits).collect();
        for back in 0..=REACH {
            let Some(at) = sentence.checked_sub(back) else { break };
            let here: Vec<&Mentioned> = in_mind
                .iter()
                .copied()
                .chain(told.iter().rev().take_while(|m| m.sentence >= at).filter(|m| fits(m)))
                .filter(|m| m.sentence == at)
                .collect();
            let mut actors: Vec<usize> = here.iter().map(|m| m.actor).collect();
            actors.sort_unstable();
            actors.dedup();
            match actors[..] {
                // Somebody without a name who acted in a sentence before may be the one meant.
                [] | [_] if back > 0 && self.is_acting_someone(names, at) => return None,
                [] => continue,
                [one] => return Some(one),
                // Beside another of them in one sentence, or as no subject, it is not plain.
                _ if back == 0 || !self.is_subject(sentence, token) => return None,
                _ => {
                    let subjects: Vec<usize> =
                        here.iter().filter(|m| self.is_main_subject(m)).map(|m| m.actor).collect();
                    return match subjects[..] {
                        [first, ..] if subjects.iter().all(|&s| s == first) => Some(first),
                        _ => None,
                    };
                }
            }
        }
        None
    }

    /// The actors named after a subject under its verb.
    fn named_beside(&self, names: &Names, sentence: usize, token: usize) -> Vec<usize> {
        let tree = &self.sentences[sentence];
        let verb = tree.tokens[token].head.filter(|_| self.is_subject(sentence, token));
        let Some(verb) = verb.filter(|&verb| verb > token) else { return Vec::new() };
        let from = names.mentions.partition_point(|m| (m.sentence, m.tokens.start) <= (sentence, token));
        let here = names.mentions[from..].iter().take_while(|m| m.sentence == sentence);
        let under = here.filter(|m| m.level != Level::Pronoun && tree.is_under(self.head(m), verb));
        under.map(|m| m.actor).collect()
    }

    /// The subjects of the verb that an object stands under, whom it cannot mean: "**Macron**
    /// spoke with **him**".
    fn acting_on(&self, names: &Names, told: &[Mentioned], sentence: usize, token: usize) -> Vec<usize> {
        let tree = &self.sentences[sentence];
        let object = matches!(tree.tokens[token].rel, Rel::Obj | Rel::Iobj | Rel::Obl);
        if !object || tree.tokens[token].xpos != "PRP" {
            return Vec::new();
        }
        let Some(verb) = tree.tokens[token].head else { return Vec::new() };
        // "Spoke to him and met him": the subject is that of the first verb.
        let verb = tree.tokens[verb].head.filter(|_| tree.tokens[verb].rel == Rel::Conj).unwrap_or(verb);
        let subjects: Vec<usize> = tree.children(verb).filter(|&i| tree.tokens[i].rel.is_subject()).collect();
        let all = names.mentions.iter().chain(told).filter(|m| m.sentence == sentence);
        all.filter(|m| subjects.iter().any(|i| m.tokens.contains(i))).map(|m| m.actor).collect()
    }

    /// Whether the main subject of a sentence is an office of which nobody knows who holds it,
    /// or somebody who is brought in without a name: "a spokesman", "one Western diplomat".
    fn is_acting_someone(&self, names: &Names, sentence: usize) -> bool {
        let from = names.mentions.partition_point(|m| m.sentence < sentence);
        let here = names.mentions[from..].iter().take_while(|m| m.sentence == sentence);
        let office = here
            .into_iter()
            .any(|m| names.actors[m.actor].kind == MentionKind::Office && self.is_main_subject(m));
        let tree = &self.sentences[sentence];
        let is_brought_in = |token: usize| {
            let told = &tree.tokens[token];
            let main =
                told.rel.is_subject() && told.head.is_some_and(|verb| tree.tokens[verb].head.is_none());
            main && told.upos == Upos::Noun
                && unnamed::is_person(self.word(sentence, token))
                && tree.children(token).any(|i| {
                    matches!(
                        self.word(sentence, i),
                        "a" | "A" | "an" | "An" | "one" | "One" | "another" | "Another"
                    )
                })
        };
        office || (0..tree.tokens.len()).any(is_brought_in)
    }

    fn is_subject(&self, sentence: usize, token: usize) -> bool {
        self.sentences[sentence].tokens[token].rel.is_subject()
    }

    /// Whether a mention is the subject of its sentence's main verb.
    fn is_main_subject(&self, mention: &Mentioned) -> bool {
        let sentence = &self.sentences[mention.sentence];
        let token = &sentence.tokens[self.head(mention)];
        token.rel.is_subject() && token.head.is_some_and(|verb| sentence.tokens[verb].head.is_none())
    }
}

fn sort(word: &str) -> Option<Sort> {
    Some(match word {
        "he" | "He" | "him" | "his" | "His" | "himself" => Sort::One(Gender::Male),
        "she" | "She" | "her" | "Her" | "herself" => Sort::One(Gender::Female),
        "I" | "me" | "my" | "My" | "myself" => Sort::Speaker,
        _ => return None,
    })
}

/// Whether the text stands in quotation marks after a mark.
fn after_mark(quoted: bool, word: &str) -> bool {
    match word {
        "“" | "«" | "``" => true,
        "”" | "»" | "''" => false,
        "\"" => !quoted,
        _ => quoted,
    }
}
