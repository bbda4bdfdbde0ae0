//! What the words around a noun for a dealing say.

use crate::read::syntax::Rel;
use crate::record::Status;

use super::Telling;
use crate::read::contact::words::WordList;

impl Telling<'_> {
    /// The status of the dealing that a noun names.
    pub(super) fn noun(&self, noun: usize, depth: usize) -> Option<Status> {
        let depth = depth.checked_sub(1)?;
        if let Some(status) = self.modifiers(noun) {
            return Some(status);
        }
        if self.is_called_for(noun) {
            return Some(Status::Proposed);
        }
        let line = self.line;
        let is_predicate = line.children(noun, &[Rel::Cop]).next().is_some();
        if is_predicate && self.is_negated(noun) {
            return Some(Status::Denied);
        }
        let Some(head) = line.head(noun) else { return Some(Status::Held) };
        match line.rel(noun) {
            // A clause of its own: what is said in the one before it says nothing of it.
            Rel::Conj if is_predicate && line.children(noun, &[Rel::Nsubj]).next().is_some() => {
                Some(Status::Held)
            }
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
            let is = |list: &WordList| list.has(&word) || list.has(&form);
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

    /// "His meeting with Putin **is needed**": by the words after it, as parsers often make
    /// another clause of them.
    fn is_called_for(&self, noun: usize) -> bool {
        let line = self.line;
        let after = line.tree().subtree(noun).end;
        let is = matches!(line.word(after).as_str(), "is" | "are" | "remains" | "remain");
        let pass =
            matches!(line.word(after + 1).as_str(), "also" | "now" | "still" | "urgently" | "therefore");
        is && self.words.wanted.has(&line.word(after + 1 + usize::from(pass)))
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
            ("call" | "break", Some("off")) => return Some(Status::Cancelled),
            ("put", Some("off")) => return Some(Status::Postponed),
            ("turn", Some("down")) | ("rule", Some("out")) => {
                return Some(if self.is_negated(verb) { Status::Proposed } else { Status::Refused });
            }
            _ => {}
        }
        let off = self.is_negated(verb);
        let status = if w.cancelled.has(&word) {
            Status::Cancelled
        } else if w.postponed.has(&word) {
            Status::Postponed
        } else if w.refused.has(&word) {
            // "Did not reject the talks".
            return Some(if off { Status::Proposed } else { Status::Refused });
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
        // "The talks brought no result": they were held.
        if self.brings_nothing(head) && matches!(line.xpos(head), "VBD" | "VBN") {
            return Some(Status::Held);
        }
        // "**Her visit takes** place in hard times": it goes on.
        let owned = line.children(noun, &[Rel::NmodPoss]).next().is_some();
        if owned && line.xpos(head) == "VBZ" && !self.timed && self.words.lasting.has(&line.lemma(head)) {
            return (!self.is_negated(head)).then_some(Status::Held);
        }
        if line.is_verb(head) {
            return self.verb(head, depth);
        }
        let copula: Vec<_> = line.children(head, &[Rel::Cop, Rel::Aux]).map(|i| line.word(i)).collect();
        let has = |words: &[&str]| copula.iter().any(|word| words.contains(&word.as_str()));
        if has(&["will", "'ll"]) {
            Some(Status::Planned)
        } else if has(&["would", "could", "may", "might", "should", "must", "can"]) {
            Some(Status::Proposed)
        } else if has(&["is", "are"]) && line.word(head) == "ahead" {
            Some(Status::Planned)
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
        if self.is_ahead_of(noun) && (!self.timed || self.ahead) {
            return Some(Status::Planned);
        }
        // "**In his call with Xi** he appealed for patience", "urged Xi **in a call** to be patient".
        if matches!(case.as_deref(), Some("in" | "during")) && self.is_scene_of(noun, head) {
            return if self.ahead { Some(Status::Planned) } else { self.real_past(head, depth) };
        }
        match case.as_deref() {
            Some("to") if self.is_awaited(head) => return Some(Status::Planned),
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
        if self.ahead {
            return Some(Status::Planned);
        }
        let clause = if line.is_verb(head) { head } else { line.clause_of(head) };
        if line.is_verb(clause) { self.real_past(clause, depth) } else { Some(Status::Held) }
    }

    /// Whether a verb tells what was done at a dealing, so that it says nothing of the dealing
    /// itself.
    fn is_scene_of(&self, noun: usize, verb: usize) -> bool {
        let line = self.line;
        let acts = &[Rel::Obj, Rel::Iobj, Rel::Ccomp, Rel::Xcomp];
        line.is_verb(verb) && (noun < verb || line.children(verb, acts).next().is_some())
    }

    /// "**Ahead of** his visit", by the words before it.
    fn is_ahead_of(&self, noun: usize) -> bool {
        let line = self.line;
        let start = line.tree().subtree(noun).start;
        (start.saturating_sub(2)..=noun)
            .any(|i| line.word(i) == "ahead" && line.word(i + 1) == "of" && i + 2 >= start)
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
