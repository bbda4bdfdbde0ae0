//! How far a dealing is told to have come about: tense, mood, negation and the words
//! that govern it.

use crate::read::syntax::Rel;
use crate::record::Status;

use super::line::Line;
use super::words::Words;

/// How many clauses up the words are looked at.
const DEPTH: usize = 5;

/// The clause that tells of a dealing, and what is known of its time.
pub(super) struct Telling<'a> {
    pub line: Line<'a>,
    pub words: &'a Words,
    /// Whether its time lies after the day of publication.
    pub ahead: bool,
    /// Whether a time is named at all.
    pub timed: bool,
}

impl Telling<'_> {
    /// The status of the dealing that `anchor` names; `None` where the words only
    /// imagine it, ask for it or speak of what is done as a rule.
    pub fn status(&self, anchor: usize) -> Option<Status> {
        if self.is_question() {
            return None;
        }
        let status =
            if self.line.is_verb(anchor) { self.verb(anchor, DEPTH) } else { self.noun(anchor, DEPTH) };
        match status? {
            Status::Held if self.ahead => Some(Status::Planned),
            Status::Held if self.is_hedged(anchor) => Some(Status::Reported),
            status => Some(status),
        }
    }

    fn is_question(&self) -> bool {
        (0..self.line.len()).rev().take(3).any(|i| self.line.word(i) == "?")
    }

    fn is_hedged(&self, anchor: usize) -> bool {
        let clause = if self.line.is_verb(anchor) { anchor } else { self.line.clause_of(anchor) };
        let hedge = |i: usize| self.words.hedges.has(&self.line.word(i));
        self.line.tree().children(clause).chain(self.line.tree().children(anchor)).any(hedge)
    }

    fn verb(&self, verb: usize, depth: usize) -> Option<Status> {
        let depth = depth.checked_sub(1)?;
        if self.is_supposed(verb) {
            return None;
        }
        let own = self.form(verb, depth)?;
        self.under_clause(verb, own)
    }

    /// "If they meet", "whether they met".
    fn is_supposed(&self, verb: usize) -> bool {
        self.line
            .children(verb, &[Rel::Mark])
            .any(|mark| matches!(self.line.word(mark).as_str(), "if" | "unless" | "whether" | "lest"))
    }

    /// What the verb's own form says.
    fn form(&self, verb: usize, depth: usize) -> Option<Status> {
        let line = self.line;
        let negated = self.is_negated(verb);
        let helpers: Vec<_> = line.children(verb, &[Rel::Aux, Rel::AuxPass]).map(|i| line.word(i)).collect();
        let has = |words: &[&str]| helpers.iter().any(|helper| words.contains(&helper.as_str()));
        let perfect = has(&["have", "has", "had", "having", "'ve", "’ve", "'d", "’d"]);
        let to = line.children(verb, &[Rel::Mark]).any(|i| line.word(i) == "to");
        if has(&["will", "shall", "'ll", "’ll", "wo"]) {
            return Some(if negated { Status::Refused } else { Status::Planned });
        }
        if has(&["would"]) {
            return if perfect { None } else { Some(self.would(verb, negated)) };
        }
        if has(&["may", "might", "could", "can", "should", "must", "ought", "ca"]) {
            return (!perfect && !negated).then_some(Status::Proposed);
        }
        if to && !line.children(verb, &[Rel::Aux]).any(|i| line.lemma(i) == "be") {
            return self.infinitive(verb, negated, perfect, depth);
        }
        if to {
            return Some(if negated { Status::Refused } else { Status::Planned });
        }
        match line.xpos(verb) {
            "VBG" if has(&["am", "is", "are", "'s", "'re", "’s", "’re", "'m", "’m"]) && negated => {
                Some(Status::Denied)
            }
            "VBG" if helpers.is_empty() => self.gerund(verb, depth),
            "VB" | "VBN" | "VBG" if helpers.is_empty() && line.rel(verb) == Rel::Conj => {
                self.verb(line.head(verb)?, depth)
            }
            "VBZ" | "VBP" | "VB" if !has(&["did"]) => self.present(verb, negated),
            "VBN" if has(&["is", "are"]) && !perfect => self.present(verb, negated),
            _ if negated => Some(Status::Denied),
            _ if self.is_habit(verb) => None,
            _ => Some(Status::Held),
        }
    }

    /// "He would meet": announced where somebody said so, else only thought of.
    fn would(&self, verb: usize, negated: bool) -> Status {
        let line = self.line;
        let said = line.rel(verb) == Rel::Ccomp || (0..line.len()).any(|i| line.word(i) == "said");
        let supposed = (0..line.len()).any(|i| line.word(i) == "if");
        match (negated, said && !supposed) {
            (true, _) => Status::Refused,
            (_, true) => Status::Planned,
            _ => Status::Proposed,
        }
    }

    /// A present tense names a single dealing only where it has a time.
    fn present(&self, verb: usize, negated: bool) -> Option<Status> {
        if negated || self.is_habit(verb) || !self.timed {
            return None;
        }
        Some(if self.ahead { Status::Planned } else { Status::Held })
    }

    fn is_habit(&self, verb: usize) -> bool {
        let line = self.line;
        line.children(verb, &[Rel::Advmod, Rel::OblUnmarked]).any(|i| self.words.habit.has(&line.word(i)))
    }

    /// "To meet": as real as what governs it.
    fn infinitive(&self, verb: usize, negated: bool, perfect: bool, depth: usize) -> Option<Status> {
        let line = self.line;
        if line.rel(verb) == Rel::Conj {
            return self.verb(line.head(verb)?, depth);
        }
        let head = line.head(verb)?;
        let word = line.lemma(head);
        let off = self.is_negated(head) || negated;
        let w = self.words;
        if w.hedging.has(&word) && perfect {
            return Some(Status::Reported);
        }
        if w.refused.has(&word) {
            return (!off).then_some(Status::Refused);
        }
        if w.idle.has(&word) {
            return None;
        }
        if w.proposed.has(&word) || word == "have" {
            return Some(if off { Status::Refused } else { Status::Proposed });
        }
        let going = word == "go" && line.xpos(head) == "VBG";
        if w.planned.has(&word) || word == "be" || going {
            let told = self.verb(head, depth);
            return match told {
                _ if off => Some(Status::Refused),
                Some(Status::Proposed) => Some(Status::Proposed),
                _ => Some(Status::Planned),
            };
        }
        let purpose = matches!(line.rel(verb), Rel::Advcl | Rel::Acl | Rel::Parataxis);
        if negated || !(purpose && line.is_verb(head) || w.moving.has(&word)) {
            return None;
        }
        self.verb(head, depth)
    }

    /// "After meeting him", "denied meeting him".
    fn gerund(&self, verb: usize, depth: usize) -> Option<Status> {
        let line = self.line;
        let head = line.head(verb)?;
        let word = line.lemma(head);
        let w = self.words;
        match line.case(verb).as_deref() {
            Some("without" | "than" | "of" | "for" | "about" | "against" | "if") => return None,
            Some("before") => {
                return Some(if self.ahead { Status::Planned } else { self.real(head, depth)? });
            }
            Some(_) => return self.real(head, depth),
            None => {}
        }
        if w.denied.has(&word) {
            Some(Status::Denied)
        } else if w.refused.has(&word) {
            Some(Status::Refused)
        } else if w.proposed.has(&word) {
            Some(Status::Proposed)
        } else if w.planned.has(&word) && line.rel(verb) == Rel::Xcomp {
            Some(Status::Planned)
        } else if w.idle.has(&word) || self.is_negated(verb) {
            None
        } else {
            self.real(head, depth)
        }
    }

    /// The status of what accompanies `head`: to come where that is, else held.
    fn real(&self, head: usize, depth: usize) -> Option<Status> {
        if !self.line.is_verb(head) {
            return Some(Status::Held);
        }
        match self.verb(head, depth) {
            Some(Status::Planned) => Some(Status::Planned),
            Some(Status::Proposed) => Some(Status::Proposed),
            None => None,
            _ => Some(Status::Held),
        }
    }

    /// What a verb above makes of its "that" clause: "denied that they met".
    fn under_clause(&self, verb: usize, own: Status) -> Option<Status> {
        let line = self.line;
        if line.rel(verb) != Rel::Ccomp {
            return Some(own);
        }
        let Some(head) = line.head(verb) else { return Some(own) };
        let word = line.lemma(head);
        let w = self.words;
        Some(match own {
            Status::Held if w.denied.has(&word) => Status::Denied,
            Status::Held if w.confirmed.has(&word) && !self.is_negated(head) => Status::Confirmed,
            Status::Held if w.confirmed.has(&word) => Status::Reported,
            Status::Held | Status::Planned if w.proposed.has(&word) => Status::Proposed,
            own => own,
        })
    }

    /// Whether "not", "never" or "no" stands by a verb, its subject or its object.
    fn is_negated(&self, verb: usize) -> bool {
        let line = self.line;
        let is_no = |i: usize| {
            matches!(line.word(i).as_str(), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor")
        };
        let by = line.children(verb, &[Rel::Advmod, Rel::Aux, Rel::Det, Rel::CcPreconj]).any(is_no);
        let roles = &[Rel::Nsubj, Rel::NsubjPass, Rel::Obj];
        let lacks = |i: usize| {
            line.children(i, &[Rel::Det]).any(is_no)
                || matches!(line.word(i).as_str(), "nobody" | "none" | "nothing")
        };
        by || line.children(verb, roles).any(lacks)
    }

    fn noun(&self, noun: usize, depth: usize) -> Option<Status> {
        let depth = depth.checked_sub(1)?;
        if let Some(status) = self.modifiers(noun) {
            return Some(status);
        }
        let line = self.line;
        let Some(head) = line.head(noun) else { return Some(Status::Held) };
        match line.rel(noun) {
            Rel::Conj | Rel::Appos => {
                if line.is_verb(head) {
                    self.verb(head, depth)
                } else {
                    self.noun(head, depth)
                }
            }
            Rel::Obj | Rel::NsubjPass | Rel::Iobj => self.object(noun, head, depth),
            Rel::Nsubj => self.subject(noun, head, depth),
            _ => self.oblique(noun, head, depth),
        }
    }

    /// "The planned talks", "a possible meeting", "no meeting".
    fn modifiers(&self, noun: usize) -> Option<Status> {
        let line = self.line;
        let w = self.words;
        line.children(noun, &[Rel::Amod, Rel::Compound, Rel::Acl]).find_map(|i| {
            let word = line.lemma(i);
            let form = line.word(i);
            let is = |list: &super::words::WordList| list.has(&word) || list.has(&form);
            if is(&w.cancelled) {
                Some(Status::Cancelled)
            } else if is(&w.postponed) {
                Some(Status::Postponed)
            } else if line.rel(i) == Rel::Acl && !matches!(line.xpos(i), "VBN") {
                None
            } else if is(&w.proposed) {
                Some(Status::Proposed)
            } else if is(&w.planned) {
                Some(Status::Planned)
            } else {
                None
            }
        })
    }

    fn is_indefinite(&self, noun: usize) -> bool {
        self.line
            .children(noun, &[Rel::Det])
            .any(|i| matches!(self.line.word(i).as_str(), "a" | "an" | "any"))
    }

    /// "Cancelled the talks", "the talks were put off", "held talks".
    fn object(&self, noun: usize, verb: usize, depth: usize) -> Option<Status> {
        let line = self.line;
        let w = self.words;
        let word = line.lemma(verb);
        let particle = line
            .children(verb, &[Rel::CompoundPrt, Rel::Advmod])
            .map(|i| line.word(i))
            .find(|p| matches!(p.as_str(), "off" | "out" | "down"));
        match (word.as_str(), particle.as_deref()) {
            ("call", Some("off")) => return Some(Status::Cancelled),
            ("put", Some("off")) => return Some(Status::Postponed),
            ("turn", Some("down")) | ("rule", Some("out")) => return Some(Status::Refused),
            _ => {}
        }
        let off = self.is_negated(verb);
        let status = if w.cancelled.has(&word) {
            Status::Cancelled
        } else if w.postponed.has(&word) {
            Status::Postponed
        } else if w.refused.has(&word) {
            Status::Refused
        } else if w.denied.has(&word) {
            Status::Denied
        } else if w.confirmed.has(&word) {
            return Some(if off { Status::Reported } else { Status::Confirmed });
        } else if w.planned.has(&word) {
            Status::Planned
        } else if w.proposed.has(&word) || word == "discuss" && self.is_indefinite(noun) {
            Status::Proposed
        } else {
            return self.verb(verb, depth);
        };
        (!off).then_some(status)
    }

    /// "Talks took place", "a meeting would help", "the talks were useful".
    fn subject(&self, noun: usize, head: usize, depth: usize) -> Option<Status> {
        let line = self.line;
        if line.is_verb(head) {
            return self.verb(head, depth);
        }
        let copula: Vec<_> = line.children(head, &[Rel::Cop, Rel::Aux]).map(|i| line.word(i)).collect();
        let has = |words: &[&str]| copula.iter().any(|word| words.contains(&word.as_str()));
        if has(&["will", "'ll"]) {
            Some(Status::Planned)
        } else if has(&["would", "could", "may", "might", "should", "must", "can"]) {
            Some(Status::Proposed)
        } else if has(&["is", "are"]) && self.is_indefinite(noun) {
            (self.words.proposed.has(&line.lemma(head))).then_some(Status::Proposed)
        } else if self.words.planned.has(&line.lemma(head)) || self.words.planned.has(&line.word(head)) {
            Some(if self.is_negated(head) { return None } else { Status::Planned })
        } else {
            Some(Status::Held)
        }
    }

    /// "After the talks", "for a meeting", "the possibility of talks".
    fn oblique(&self, noun: usize, head: usize, depth: usize) -> Option<Status> {
        let line = self.line;
        let w = self.words;
        let word = line.lemma(head);
        let case = line.case(noun);
        match case.as_deref() {
            Some("before" | "ahead") if !self.timed || self.ahead => return Some(Status::Planned),
            Some("without" | "against" | "instead") => return None,
            Some("for" | "to" | "of" | "on" | "in" | "about" | "with") | None => {
                if w.proposed.has(&word) {
                    return (!self.is_negated(head)).then_some(Status::Proposed);
                }
                if w.refused.has(&word) {
                    return Some(Status::Refused);
                }
                if w.planned.has(&word) || matches!(word.as_str(), "preparation" | "plan" | "date" | "time") {
                    return Some(Status::Planned);
                }
                if w.cancelled.has(&word) || word == "cancellation" {
                    return Some(Status::Cancelled);
                }
                if w.denied.has(&word) {
                    return Some(Status::Denied);
                }
            }
            Some(_) => {}
        }
        let clause = if line.is_verb(head) { head } else { line.clause_of(head) };
        if line.is_verb(clause) { self.real_past(clause, depth) } else { Some(Status::Held) }
    }

    /// As [`Self::real`], but a general present says nothing against it.
    fn real_past(&self, clause: usize, depth: usize) -> Option<Status> {
        match self.verb(clause, depth) {
            Some(Status::Planned) => Some(Status::Planned),
            Some(Status::Proposed) => Some(Status::Proposed),
            _ => Some(Status::Held),
        }
    }
}
