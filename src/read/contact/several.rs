//! Several parties in a row, which parsers like to lose: lists, "between X and Y", "the
//! Polish and Czech negotiators".

use std::ops::Range;

use crate::read::syntax::{Rel, Upos};
use crate::record::MentionKind;

use super::found::Found;
use super::line::Line;
use super::party::Parties;
use super::phrase::adjective;

/// Most marks and small words between two names of a list: "), and the".
const LONGEST_JOIN: usize = 4;

impl Parties<'_> {
    /// What "and" joins to a word inside a group's name: Azerbaijan's in "delegations of
    /// Armenia and Azerbaijan", Armenia's in "Armenian and Azerbaijani delegations".
    pub(super) fn beside(&self, line: Line, tokens: Range<usize>) -> Vec<Found> {
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
        // "**Armenian** and Azerbaijani delegations", "**Armenia** and Azerbaijan's officials".
        let side = |i: usize| {
            let actor = line.reading.names.actor_at(line.index, i);
            line.token(i).upos == Upos::Adj
                || actor.is_some_and(|one| matches!(one.kind, MentionKind::Country | MentionKind::Group))
        };
        let adjective = tokens.start.checked_sub(2).filter(|&i| line.word(i + 1) == "and" && side(i));
        let mentions = adjective.into_iter().chain(outside);
        let mentions = mentions.filter_map(|i| line.reading.names.at(line.index, i));
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

    /// The heads of the names that follow a name in a list ("with X, Y and Z", "the three
    /// leaders (X, Y and Z)"), which parsers like to lose. One that a verb follows opens a
    /// clause of its own, unless the verb is the `anchor`.
    pub fn listed(&self, line: Line, token: usize, anchor: usize) -> Vec<usize> {
        let names = &line.reading.names;
        let mut heads = Vec::new();
        let Some(mut end) = names.at(line.index, token).map(|mention| mention.tokens.end) else {
            return heads;
        };
        loop {
            let parts = |i: &usize| matches!(line.word(*i).as_str(), "," | "(" | ")" | "and" | "&" | "the");
            let next = end + (end..end + LONGEST_JOIN).take_while(parts).count();
            let joined = (end..next).any(|i| line.word(i) != "the");
            let mention = names.at(line.index, next).filter(|_| joined);
            let Some(mention) = mention.filter(|m| (end..=next).contains(&m.tokens.start)) else {
                return heads;
            };
            let after = mention.tokens.end;
            let helps = |i: usize| matches!(line.token(i).upos, Upos::Aux | Upos::Adv | Upos::Part);
            let to_anchor = after <= anchor && (after..anchor).all(helps);
            let clause = after < line.len() && line.is_verb(after) && !to_anchor;
            let kind = names.actors[mention.actor].kind;
            if clause || matches!(kind, MentionKind::Organisation | MentionKind::Place) {
                return heads;
            }
            heads.push(after - 1);
            end = after;
        }
    }

    /// Those whom a sentence names that has nothing but names: "And also **the Prime Minister of
    /// Norway**, **President Levits**."; none where it says anything else.
    pub fn roll(&self, line: Line) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < line.len() {
            match line.reading.names.at(line.index, at) {
                Some(mention) => {
                    found.extend(self.at(line, mention.tokens.end - 1));
                    at = mention.tokens.end;
                }
                None if self.words.listing.has(&line.word(at)) => at += 1,
                None => return Vec::new(),
            }
        }
        found
    }

    /// The states whose adjectives stand right before a noun, two at least: "Russian-German
    /// talks", "the Polish and Czech negotiators"; also those, and bodies, that dashes join:
    /// "a trilateral (**NATO–Finland–Sweden**) meeting".
    pub fn nations(&self, line: Line, noun: usize) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = noun;
        // "The EU-Ukraine dialogue" is a framework rather than a sitting.
        let sits = line.lemma(noun) != "dialogue";
        while let Some(before) = at.checked_sub(1) {
            match adjective(line, before, self.words) {
                Some(code) => found.extend(self.government(line, before..before + 1, &code)),
                None if !found.is_empty()
                    && matches!(line.word(before).as_str(), "-" | "–" | "‒" | "—" | "and" | ",") => {}
                None if found.is_empty() && line.word(before) == ")" => {}
                None if sits && self.hyphened(line, before).is_some() => {
                    found.extend(self.hyphened(line, before))
                }
                None if found.is_empty() && sits && is_level(line, before) => {}
                None if found.is_empty() && line.token(before).upos == Upos::Adj => {}
                None => break,
            }
            at = before;
        }
        found.reverse();
        found.dedup_by(|b, a| a.is_same(b));
        if found.len() < 2 { Vec::new() } else { found }
    }

    /// A state or body whose name a dash joins to another: "**Russia**–Azerbaijan talks".
    fn hyphened(&self, line: Line, token: usize) -> Option<Found> {
        let mention = line.reading.names.at(line.index, token)?;
        let actor = &line.reading.names.actors[mention.actor];
        let dash = |i: usize| matches!(line.word(i).as_str(), "-" | "–" | "‒" | "—");
        let joined = dash(mention.tokens.end) || mention.tokens.start > 0 && dash(mention.tokens.start - 1);
        match (actor.kind, actor.country.as_deref()) {
            _ if !joined || mention.tokens.len() > 1 => None,
            (MentionKind::Country, Some(code)) => self.government(line, token..token + 1, code),
            (MentionKind::Organisation, None) => self.named(line, mention.actor, mention.tokens.clone()),
            _ => None,
        }
    }

    /// "Delegations of Ukraine and Russia", "officials from Turkey, Sweden and Finland":
    /// each country is a party.
    pub(super) fn gathered(&self, line: Line, token: usize) -> Vec<Found> {
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
}

/// Whether a word before "talks" says of what kind they are: "long", "top-level".
fn is_level(line: Line, token: usize) -> bool {
    line.token(token).upos == Upos::Adj
        || matches!(line.word(token).as_str(), "top" | "high" | "level" | "-" | "top-level" | "high-level")
}
