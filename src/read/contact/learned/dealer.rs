//! Whoever in a sentence may deal with another.

use std::ops::Range;

use crate::read::contact::Scene;
use crate::read::contact::found::{Found, Naming, Standing};
use crate::read::contact::line::Line;
use crate::read::names::Level;
use crate::read::syntax::{Rel, Upos};
use crate::record::{MentionKind, Mode};

/// More than these are not weighed.
const MOST: usize = 16;
/// How many tokens from a word of dealing.
const REACH: usize = 32;
/// Prepositions before where something is.
const AT: [&str; 8] = ["in", "at", "near", "outside", "inside", "on", "across", "around"];

/// One word or name, with the parties that it stands for.
#[derive(Debug, Clone)]
pub(super) struct Dealer {
    /// The token on which the others of its words hang.
    pub head: usize,
    pub tokens: Range<usize>,
    pub parties: Vec<Found>,
    /// Whether it is a place, which stands for the state that it lies in.
    pub is_place: bool,
    pub is_pronoun: bool,
}

/// Everyone in a sentence who can be a party, in the order of the text.
pub(super) fn dealers(scene: &Scene, line: Line) -> Vec<Dealer> {
    let names = &line.reading.names;
    let mut found: Vec<Dealer> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let mention = names.at(line.index, at);
        let tokens = mention.map_or(at..at + 1, |mention| mention.tokens.clone());
        let head = head(line, &tokens);
        at = tokens.end;
        let is_pronoun = line.token(head).upos == Upos::Pron;
        if mention.is_none() && !is_pronoun && line.token(head).upos != Upos::Noun {
            continue;
        }
        let mut parties = scene.parties.at(line, head);
        parties.retain(is_clear);
        let is_place = mention.is_some_and(|one| names.actors[one.actor].kind == MentionKind::Place);
        let is_named = mention.is_some_and(|one| one.level != Level::Pronoun);
        if !parties.is_empty() {
            found.push(Dealer { head, tokens, parties, is_place, is_pronoun: is_pronoun && !is_named });
        }
    }
    found.truncate(MOST);
    found
}

/// Whether it is clear for whom somebody deals.
fn is_clear(one: &Found) -> bool {
    let unnamed = matches!(one.kind, MentionKind::Office | MentionKind::Group);
    let of_none = unnamed && one.party.country.is_none() && one.bloc.is_none() && !one.points();
    let private = one.kind == MentionKind::Group && one.standing == Standing::Private;
    !(of_none || private || matches!(one.naming, Naming::Vague | Naming::Domestic))
}

/// The token of some words on which the others hang.
fn head(line: Line, tokens: &Range<usize>) -> usize {
    let outside = |i: &usize| line.head(*i).is_none_or(|head| !tokens.contains(&head));
    tokens.clone().find(outside).unwrap_or(tokens.start)
}

impl Dealer {
    /// Whether it can be a party by a word of dealing at all: near it, no owner of something
    /// else, and not where it was.
    pub fn may_deal(&self, line: Line, anchor: usize, mode: Mode) -> bool {
        let (from, to) = (self.head.min(anchor), self.head.max(anchor));
        let is_state = self.is_place || self.parties.iter().all(|one| one.kind == MentionKind::Country);
        let is_where = || line.case(self.head).is_some_and(|case| AT.contains(&case.as_str()));
        let owns = line.rel(self.head) == Rel::NmodPoss;
        to - from <= REACH
            && !self.tokens.contains(&anchor)
            && !(from..to).any(|i| line.word(i) == ";")
            && (!owns || line.head(self.head) == Some(anchor))
            && (mode == Mode::Visit || !is_state || !is_where())
            && (mode != Mode::Visit || !is_state || self.hangs_on(line, anchor))
            && !self.is_of_clause_before(line, anchor)
    }

    /// Whether it only is what another verb acts on, to which "and" joins this one: "wrote to
    /// **Putin** and saw Wang".
    fn is_of_clause_before(&self, line: Line, verb: usize) -> bool {
        let other = line.head(verb).filter(|_| line.is_verb(verb) && line.rel(verb) == Rel::Conj);
        let acted_on = |top: usize| line.children(top, &[Rel::Obj, Rel::Iobj, Rel::Obl]);
        other.is_some_and(|other| {
            acted_on(other).any(|i| line.tree().is_under(self.head, i) && !line.tree().is_under(verb, i))
        })
    }

    /// Whether it hangs on a word without a verb between.
    fn hangs_on(&self, line: Line, anchor: usize) -> bool {
        let mut at = self.head;
        while let Some(head) = line.head(at) {
            if head == anchor {
                return line.rel(at) != Rel::Conj || !line.is_verb(anchor);
            }
            if line.is_verb(head) {
                return !line.is_verb(anchor) && line.head(anchor) == Some(head);
            }
            at = head;
        }
        false
    }

    /// What it is, in a word.
    pub fn sort(&self) -> &'static str {
        let [one, ..] = &self.parties[..] else { return "nobody" };
        match (one.kind, one.naming) {
            (_, Naming::Pair) => "pair",
            (_, Naming::Sides | Naming::Group) => "sides",
            _ if self.is_place => "place",
            _ if self.is_pronoun => "pronoun",
            (_, Naming::Spoken) => "speaker",
            _ if self.parties.len() > 1 => "several",
            (MentionKind::Person, _) => "person",
            (MentionKind::Office, _) => "office",
            (MentionKind::Organisation, _) => "organisation",
            (MentionKind::Country, _) => "country",
            (MentionKind::Place, _) => "place",
            (MentionKind::Group, _) => "group",
        }
    }
}
