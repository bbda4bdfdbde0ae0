//! What a verb's form and the verbs above it say.

use crate::read::syntax::{Rel, Upos};
use crate::record::Status;

use super::Telling;

impl Telling<'_> {
    /// The status of what a verb tells.
    pub(super) fn verb(&self, verb: usize, depth: usize) -> Option<Status> {
        let depth = depth.checked_sub(1)?;
        if self.is_supposed(verb) {
            return None;
        }
        let own = self.form(verb, depth)?;
        let yet = self.line.children(verb, &[Rel::Advmod]).any(|i| self.line.word(i) == "yet");
        if own == Status::Denied && yet {
            return None;
        }
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
        let before = line.before(verb).filter(|&i| line.token(i).upos == Upos::Aux);
        let helpers: Vec<_> =
            line.children(verb, &[Rel::Aux, Rel::AuxPass]).chain(before).map(|i| line.word(i)).collect();
        let has = |words: &[&str]| helpers.iter().any(|helper| words.contains(&helper.as_str()));
        let perfect = has(&["have", "has", "had", "having", "'ve", "’ve", "'d", "’d"]);
        let to = line.children(verb, &[Rel::Mark]).any(|i| line.word(i) == "to");
        if has(&["will", "shall", "'ll", "’ll", "wo"]) {
            return Some(if negated { Status::Refused } else { Status::Planned });
        }
        if has(&["would"]) {
            return if perfect { None } else { Some(self.would(verb, negated)) };
        }
        // "Agreed that they should meet".
        let agreed = line.rel(verb) == Rel::Ccomp
            && line.head(verb).is_some_and(|head| self.words.planned.has(&line.lemma(head)));
        if has(&["should"]) && agreed && !negated {
            return Some(Status::Planned);
        }
        // "It can be said": so it is.
        let passive = line.children(verb, &[Rel::AuxPass]).next().is_some();
        if has(&["can", "should", "must"]) && passive && self.words.hedging.has(&line.lemma(verb)) {
            return Some(Status::Held);
        }
        if has(&["may", "might", "could", "can", "should", "must", "ought", "ca"]) {
            return (!perfect && !negated).then_some(Status::Proposed);
        }
        if to && !line.children(verb, &[Rel::Aux, Rel::Cop]).any(|i| line.lemma(i) == "be") {
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
            "VBN" if has(&["having"]) => self.gerund(verb, depth),
            "VB" | "VBN" | "VBG" if helpers.is_empty() && line.rel(verb) == Rel::Conj => {
                self.verb(line.head(verb)?, depth)
            }
            _ if helpers.is_empty() && self.words.past.has(&line.word(verb)) => {
                (!self.is_habit(verb)).then_some(if negated { Status::Denied } else { Status::Held })
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

    /// A present tense names a single dealing only where it has a time; after "before"
    /// the time is that of the verb above.
    fn present(&self, verb: usize, negated: bool) -> Option<Status> {
        let line = self.line;
        let yet_to_come = line
            .children(verb, &[Rel::Mark])
            .any(|mark| matches!(line.word(mark).as_str(), "before" | "until"));
        if negated || self.is_habit(verb) || !self.timed || yet_to_come {
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
        // "Did not refuse to meet".
        if w.refused.has(&word) {
            return Some(if off { Status::Proposed } else { Status::Refused });
        }
        // "Had the chance to speak".
        let taken = line.head(head).filter(|_| line.rel(head) == Rel::Obj && w.occasions.has(&word));
        if let Some(above) = taken.filter(|&above| line.lemma(above) == "have") {
            return if off { None } else { self.verb(above, depth) };
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
        if self.is_awaited(head) {
            return Some(Status::Planned);
        }
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

    /// "Looks **forward** to".
    pub(super) fn is_awaited(&self, verb: usize) -> bool {
        let line = self.line;
        line.lemma(verb) == "look" && line.children(verb, &[Rel::Advmod]).any(|i| line.word(i) == "forward")
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
}
