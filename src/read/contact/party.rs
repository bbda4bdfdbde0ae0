//! Who a word in a rule's slot stands for.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::read::names::Level;
use crate::read::syntax::{Rel, Upos};
use crate::record::{MentionKind, Mode, Party, SourceKind, Span};

use super::gives::Gives;
use super::line::Line;
use super::voice::Voice;
use super::words::Words;

/// In what capacity a party deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// For a state or an international organisation.
    Official,
    /// As a former official, an expert, a business.
    Private,
    /// The text does not let one tell.
    Unknown,
}

/// A party where a rule found it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub party: Party,
    pub tokens: Range<usize>,
    pub standing: Standing,
    pub kind: MentionKind,
    /// Index among the document's actors; `None` for those without a name.
    pub actor: Option<usize>,
    /// "The two leaders": stands for parties that the text named before.
    pub pair: bool,
    /// People of the speaker's own country, as "governors".
    pub domestic: bool,
    /// Whether the words name it: not "our partners", not "officials".
    pub definite: bool,
}

/// Leaves out an office or body that only describes a person of the same slot: "Mark
/// Rutte, Prime Minister of the Netherlands".
pub(super) fn without_titles(mut found: Vec<Found>) -> Vec<Found> {
    let people: Vec<_> = found
        .iter()
        .filter(|one| one.kind == MentionKind::Person)
        .map(|one| one.party.country.clone())
        .collect();
    let describes = |one: &Found| {
        matches!(one.kind, MentionKind::Office | MentionKind::Organisation | MentionKind::Country)
            && one.party.country.is_some()
            && people.contains(&one.party.country)
    };
    found.retain(|one| !describes(one));
    found
}

/// Whether the parties can have dealt with one another as far as is known of them:
/// sides that are named, and of two states or bodies where the rule wants that.
pub(super) fn is_dealing(parties: &[Found], gives: &Gives, home: Option<&str>) -> bool {
    if parties.len() < 2 {
        return true;
    }
    let vague = parties.iter().filter(|one| !one.definite && !one.domestic && !one.pair).count();
    let mut states: Vec<_> = parties.iter().filter_map(|one| one.party.country.as_deref()).collect();
    states.sort_unstable();
    states.dedup();
    let bodies =
        parties.iter().filter(|p| p.kind == MentionKind::Organisation && p.party.country.is_none()).count();
    let unknown = parties.iter().any(|one| one.kind == MentionKind::Person && one.party.country.is_none());
    if gives.mode == Mode::Visit {
        return states.len() >= 2 || unknown && home.is_some() && states.first().copied() != home;
    }
    if gives.two_states && states.len() + bodies < 2 {
        return parties.iter().any(|one| one.pair);
    }
    vague == 0 || states.len() >= 2 && vague < parties.len() - 1
}

impl Found {
    /// Whether both are the same party.
    pub fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.party.name, &other.party.name);
        self.actor.is_some() && self.actor == other.actor
            || a.eq_ignore_ascii_case(b)
            || self.kind == MentionKind::Person && other.kind == MentionKind::Person && share_surname(a, b)
    }
}

/// Finds parties in one document.
pub(super) struct Parties<'a> {
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
            Some(mention) => self.named(line, mention.actor, mention.tokens.clone()).into_iter().collect(),
            None => self.unnamed(line, token),
        }
    }

    /// A party with a name: by its mention.
    fn named(&self, line: Line, actor: usize, tokens: Range<usize>) -> Option<Found> {
        let who = &line.reading.names.actors[actor];
        let text = line.words(tokens.clone());
        if self.is_press(&who.name, text) || who.kind == MentionKind::Group && self.is_public(text) {
            return None;
        }
        if who.kind == MentionKind::Place {
            return self.government(line, tokens, who.country.as_deref()?);
        }
        let standing = self.standing(who.kind, &who.name, who.role.as_deref(), text);
        let (name, kind) = (who.name.clone(), who.kind);
        let country = who.country.clone().or_else(|| own_country(line, who.kind, text));
        let party = self.party(line, tokens.clone(), name, who.role.clone(), country)?;
        Some(Found {
            party,
            tokens,
            standing,
            kind,
            actor: Some(actor),
            pair: false,
            domestic: false,
            definite: true,
        })
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

    /// A place as a party: the state whose place it is.
    fn government(&self, line: Line, tokens: Range<usize>, code: &str) -> Option<Found> {
        let name = Knowledge::get().country(code)?.name.to_owned();
        let party = self.party(line, tokens.clone(), name, None, Some(code.to_owned()))?;
        let (standing, kind) = (Standing::Official, MentionKind::Country);
        Some(Found {
            party,
            tokens,
            standing,
            kind,
            actor: None,
            pair: false,
            domestic: false,
            definite: true,
        })
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
        Some(Found {
            party,
            tokens,
            standing: Standing::Official,
            kind,
            actor: speaker.actor.filter(|_| one),
            pair: false,
            domestic: false,
            definite: true,
        })
    }

    /// A party without a name: "his counterpart in Moscow", "the two leaders".
    fn unnamed(&self, line: Line, token: usize) -> Vec<Found> {
        let lemma = line.lemma(token);
        let w = self.words;
        let word = line.word(token);
        if let Some(matrix) = self.matrix_subject(line, token) {
            return self.at(line, matrix);
        }
        let plural = line.xpos(token) == "NNS" || matches!(word.as_str(), "they" | "both");
        let definite = line
            .children(token, &[Rel::Det])
            .any(|i| matches!(line.word(i).as_str(), "the" | "both" | "these"))
            || matches!(word.as_str(), "they" | "both");
        let known = w.officials.has(&lemma) || w.private.has(&lemma);
        if !(known || plural && definite && w.pair.has(&word)) {
            return Vec::new();
        }
        let gathered = self.gathered(line, token);
        if gathered.len() > 1 {
            return gathered;
        }
        let tokens = self.phrase(line, token);
        let text = line.words(tokens.clone());
        let country = self.country(line, token, &tokens);
        let pair = plural && definite && country.is_none() && (w.pair.has(&lemma) || w.pair.has(&word));
        let standing = self.standing(MentionKind::Group, text, None, text);
        let standing = if w.private.has(&lemma) { Standing::Private } else { standing };
        let domestic = country.is_none() && w.domestic.has(&lemma);
        if self.is_press(text, text) || self.is_public(text) {
            return Vec::new();
        }
        let definite = country.is_some();
        let name = without_article(text).to_owned();
        let kind = if plural { MentionKind::Group } else { MentionKind::Office };
        let Some(party) = self.party(line, tokens.clone(), name, None, country) else { return Vec::new() };
        vec![Found { party, tokens, standing, kind, actor: None, pair, domestic, definite }]
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

    /// The words of a party without a name: its head with what describes it, without
    /// clauses and appositions.
    fn phrase(&self, line: Line, token: usize) -> Range<usize> {
        let tree = line.tree();
        let has_country = line.children(token, &[Rel::Amod]).any(|i| self.adjective(line, i).is_some());
        let mut start = token;
        let mut end = token + 1;
        for child in tree.children(token) {
            let range = tree.subtree(child);
            match tree.tokens[child].rel {
                Rel::Det
                | Rel::Amod
                | Rel::Compound
                | Rel::NmodPoss
                | Rel::Nummod
                | Rel::DetPredet
                | Rel::Advmod
                    if child < token =>
                {
                    start = start.min(range.start);
                }
                Rel::Nmod if child > token && range.start >= end.saturating_sub(1) => {
                    let case = line.case(child);
                    let of = matches!(case.as_deref(), Some("of" | "from" | "to" | "for"))
                        || case.as_deref() == Some("in") && !has_country;
                    if of && range.start <= end + 1 {
                        end = self.without_clause(line, child, range).max(end);
                    }
                }
                _ => {}
            }
        }
        start..end
    }

    /// A range under `head`, cut before the first clause or apposition in it.
    fn without_clause(&self, line: Line, head: usize, range: Range<usize>) -> usize {
        let tree = line.tree();
        let cut = range.clone().find(|&i| {
            matches!(tree.tokens[i].rel, Rel::AclRelcl | Rel::Acl | Rel::Appos | Rel::Advcl) && i > head
        });
        let end = cut.map_or(range.end, |i| tree.subtree(i).start.max(head + 1));
        (head + 1..=end).rev().find(|&end| tree.tokens[end - 1].upos != Upos::Punct).unwrap_or(head + 1)
    }

    /// The country of a party without a name: of the adjectives and names in its words.
    fn country(&self, line: Line, token: usize, tokens: &Range<usize>) -> Option<String> {
        let of =
            |i: usize| line.reading.names.actor_at(line.index, i).and_then(|actor| actor.country.clone());
        let near = line.children(token, &[Rel::Amod, Rel::Compound, Rel::NmodPoss]);
        let named = near.clone().find_map(|i| self.adjective(line, i).or_else(|| of(i)));
        named.or_else(|| tokens.clone().find_map(of))
    }

    /// The country that an adjective names.
    fn adjective(&self, line: Line, i: usize) -> Option<String> {
        self.words.adjectives.get(line.word(i).as_str()).map(|&code| code.to_owned())
    }

    fn standing(&self, kind: MentionKind, name: &str, role: Option<&str>, text: &str) -> Standing {
        let w = self.words;
        let lower = text.to_lowercase();
        let has = |list: &super::words::WordList, text: &str| {
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
        let span: Span = line.span(tokens.clone())?;
        Some(Party { span, text: line.words(tokens).to_owned(), name, role, country })
    }
}

/// "The President" without a country is, on an official channel, the channel's own.
fn own_country(line: Line, kind: MentionKind, text: &str) -> Option<String> {
    let article = line.reading.article;
    let bare = kind == MentionKind::Office && without_article(text).split(' ').count() <= 2;
    (bare && article.kind == Some(SourceKind::Official)).then(|| article.country.clone())?
}

/// Whether one name is the end of the other: "Scholz" and "Olaf Scholz".
fn share_surname(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

fn without_article(text: &str) -> &str {
    let lower = text.to_lowercase();
    let article = ["the ", "a ", "an "].into_iter().find(|article| lower.starts_with(article));
    article.map_or(text, |article| &text[article.len()..])
}
