//! "Moscow said" is a government, "in Moscow" a place.

use crate::read::names::{Mentioned, Names};
use crate::read::syntax::{Rel, Upos};
use crate::record::MentionKind;

use super::Context;

impl Context<'_> {
    /// Tells governments named by their capital or palace from places.
    pub(super) fn tell_seats(&self, names: &mut Names) {
        for mention in &names.mentions {
            let actor = &names.actors[mention.actor];
            let state = match actor.kind {
                MentionKind::Place => self.people.state_of_capital(&actor.name),
                MentionKind::Organisation if self.people.is_house(&actor.name) => None,
                _ => continue,
            };
            let is_capital = actor.kind == MentionKind::Place;
            if is_capital && state.is_none() {
                continue;
            }
            let acts = self.acts(mention);
            let actor = &mut names.actors[mention.actor];
            match state {
                Some(state) if acts => {
                    actor.kind = MentionKind::Country;
                    actor.name = state.to_owned();
                }
                None if !acts && self.is_in(mention) => actor.kind = MentionKind::Place,
                _ => {}
            }
        }
    }

    /// Whether a mention stands after a preposition of place.
    fn is_in(&self, mention: &Mentioned) -> bool {
        let mut before = self.before(mention);
        if before.eq_ignore_ascii_case("the") {
            before = mention.tokens.start.checked_sub(2).map_or("", |i| self.word(mention.sentence, i));
        }
        let verb = matches!(
            before,
            "visited" | "visit" | "visits" | "visiting" | "left" | "reached" | "entered" | "leaving"
        );
        verb || is_place_word(before)
    }

    /// Whether a mention of a capital speaks of its government: it does something, owns
    /// a decision, or is dealt with. Where it stands says otherwise, it is a place.
    fn acts(&self, mention: &Mentioned) -> bool {
        let sentence = &self.sentences[mention.sentence];
        let head = self.head(mention);
        let token = &sentence.tokens[head];
        let before = self.before(mention);
        if is_place_word(before) || self.is_in(mention) {
            return false;
        }
        let dealt = matches!(
            before,
            "with" | "between" | "against" | "toward" | "towards" | "by" | "upon" | "vis-à-vis"
        );
        if dealt {
            return true;
        }
        if before == "on" {
            let above = token.head.map_or("", |head| sentence.tokens[head].lemma.as_str());
            return matches!(
                above,
                "pressure"
                    | "exert"
                    | "impose"
                    | "sanction"
                    | "sanctions"
                    | "blame"
                    | "call"
                    | "influence"
                    | "rely"
                    | "depend"
                    | "press"
                    | "put"
            );
        }
        let after = self.after(mention);
        // A town of a region, a dateline, a part of a longer name.
        if matches!(
            after,
            "," | "-"
                | "region"
                | "Region"
                | "oblast"
                | "time"
                | "agreements"
                | "Agreements"
                | "protocol"
                | "Protocol"
        ) && !matches!(token.rel, Rel::Nsubj)
        {
            return false;
        }
        match token.rel {
            rel if rel.is_subject() => true,
            Rel::NmodPoss => true,
            Rel::Obj | Rel::Iobj => token.head.is_some_and(|verb| self.is_speech_to(mention.sentence, verb)),
            Rel::Conj => token.head.is_some_and(|other| self.is_with(mention.sentence, other)),
            Rel::Obl | Rel::Nmod => false,
            _ => matches!(after, "'s" | "’s") && token.upos == Upos::Propn,
        }
    }

    /// Whether the verb takes those whom it is done to as persons.
    fn is_speech_to(&self, sentence: usize, verb: usize) -> bool {
        let lemma = &self.sentences[sentence].tokens[verb].lemma;
        matches!(
            lemma.as_str(),
            "tell"
                | "warn"
                | "urge"
                | "accuse"
                | "ask"
                | "blame"
                | "press"
                | "pressure"
                | "assure"
                | "inform"
                | "call"
                | "support"
                | "help"
                | "back"
                | "criticise"
                | "criticize"
                | "condemn"
                | "thank"
                | "persuade"
                | "convince"
                | "force"
                | "provoke"
                | "threaten"
                | "punish"
                | "sanction"
                | "isolate"
                | "arm"
                | "lobby"
                | "notify"
        )
    }

    /// Whether a conjunct stands where a government does: "between Washington and Moscow".
    fn is_with(&self, sentence: usize, other: usize) -> bool {
        let sentence = &self.sentences[sentence];
        let before = other.checked_sub(1).and_then(|i| sentence.tokens.get(i));
        let word = before.and_then(|token| self.text().get(token.bytes())).unwrap_or_default();
        matches!(word, "between" | "with" | "against") || sentence.tokens[other].rel.is_subject()
    }
}

fn is_place_word(word: &str) -> bool {
    matches!(
        word,
        "in" | "at"
            | "to"
            | "from"
            | "near"
            | "around"
            | "outside"
            | "inside"
            | "across"
            | "into"
            | "via"
            | "through"
            | "over"
            | "above"
            | "under"
            | "In"
            | "At"
            | "From"
            | "Near"
            | "of"
            | "on"
            | "off"
            | "downtown"
            | "central"
    )
}
