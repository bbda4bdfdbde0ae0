//! Whether words tell of an event as done, to come, thought of or denied: tense, mood,
//! negation and what governs them.

use crate::read::contact::line::Line;
use crate::read::syntax::Rel;
use crate::record::EventStatus;

use super::words::Words;

/// How words tell of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub status: EventStatus,
    /// Whether the actor will not do it: "will not", "refused to".
    pub refused: bool,
}

impl Told {
    const fn plain(status: EventStatus) -> Self {
        Self { status, refused: false }
    }
}

/// How far up words are looked for that govern others.
const CLIMB: usize = 6;

/// How a sentence tells of the act at a word; `None` where it asks for it, asks whether it
/// was, or names it without telling of it.
pub(super) fn told(line: Line, anchor: usize, words: &Words) -> Option<Told> {
    let last = line.len() - 1;
    if (last.saturating_sub(2)..=last).any(|i| line.word(i) == "?") {
        return None;
    }
    let predicate = predicate(line, anchor);
    let own = Teller { line, words }.verb(predicate, CLIMB)?;
    Teller { line, words }.governed(predicate, own)
}

/// The word that carries tense: a verb itself, of a participle or adjective with a copula that.
fn predicate(line: Line, anchor: usize) -> usize {
    let has_own = line.is_verb(anchor) || line.children(anchor, &[Rel::Cop]).next().is_some();
    if has_own { anchor } else { line.clause_of(anchor) }
}

struct Teller<'a> {
    line: Line<'a>,
    words: &'a Words,
}

impl Teller<'_> {
    fn verb(&self, verb: usize, depth: usize) -> Option<Told> {
        let depth = depth.checked_sub(1)?;
        let (line, w) = (self.line, self.words);
        let mut helpers: Vec<_> = line.children(verb, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).collect();
        helpers.extend(line.before(verb).filter(|i| line.is_verb(*i)));
        let helpers: Vec<_> = helpers.into_iter().map(|i| line.word(i)).collect();
        let has = |list: &[&str]| helpers.iter().any(|word| list.contains(&word.as_str()));
        let any = |list: &crate::read::contact::words::WordList| helpers.iter().any(|word| list.has(word));
        let negated = self.is_negated(verb);
        if any(&w.due) {
            return None;
        }
        if any(&w.future) {
            let status = EventStatus::Planned;
            return Some(Told { status, refused: negated });
        }
        if any(&w.possible) {
            let status = if negated { EventStatus::Negated } else { EventStatus::Hypothetical };
            return Some(Told::plain(status));
        }
        let to = line.children(verb, &[Rel::Mark, Rel::Aux]).any(|i| line.word(i) == "to");
        if to {
            return self.infinitive(verb, negated, depth);
        }
        let form = line.xpos(verb);
        if form == "VBG"
            && !has(&["is", "are", "am", "was", "were", "been", "be", "'s", "’s", "'re", "’re", "'m", "’m"])
        {
            return self.gerund(verb, negated, depth);
        }
        if matches!(form, "VB" | "VBP") && helpers.is_empty() {
            if line.rel(verb) == Rel::Conj
                && (form == "VB" || line.children(verb, &[Rel::Nsubj]).next().is_none())
            {
                let above = self.verb(line.head(verb)?, depth)?;
                // "Did not let them in and continue to shell": only the first is denied.
                let denied = form == "VBP" && above.status == EventStatus::Negated;
                return Some(if denied { Told::plain(EventStatus::Happened) } else { above });
            }
            // "Stop the war", "let us …": nobody is told to have done it.
            let subject = line.children(verb, &[Rel::Nsubj]).next().is_some();
            if form == "VB" && !subject && line.rel(verb) != Rel::Root {
                return self.infinitive(verb, negated, depth);
            }
            if !subject && line.rel(verb) != Rel::AclRelcl {
                return None;
            }
        }
        if matches!(form, "VBN" | "VBD") && helpers.is_empty() && line.rel(verb) == Rel::Conj {
            let head = line.head(verb)?;
            if matches!(line.xpos(head), "VBN" | "VB") {
                return self.verb(head, depth);
            }
        }
        Some(Told::plain(if negated { EventStatus::Negated } else { EventStatus::Happened }))
    }

    /// "To strike": as what governs it has it.
    fn infinitive(&self, verb: usize, negated: bool, depth: usize) -> Option<Told> {
        let (line, w) = (self.line, self.words);
        let head = line.head(verb)?;
        if line.rel(verb) == Rel::Conj {
            let also = line.children(head, &[Rel::Mark, Rel::Aux]).any(|i| line.word(i) == "to");
            return if also { self.verb(head, depth) } else { None };
        }
        let (lemma, word) = (line.lemma(head), line.word(head));
        let off = negated || self.is_negated(head);
        if lemma == "go" && word == "going"
            || lemma == "be"
            || w.planning.has(&lemma)
            || w.planning.has(&word)
        {
            // What is itself only asked for or thought of is not planned.
            return match self.verb(head, depth)?.status {
                EventStatus::Hypothetical => None,
                _ if off => Some(Told { status: EventStatus::Planned, refused: true }),
                _ => Some(Told::plain(EventStatus::Planned)),
            };
        }
        if w.refusing.has(&lemma) && line.is_verb(head) {
            return (!off).then_some(Told { status: EventStatus::Happened, refused: true });
        }
        if w.carrying.has(&lemma) && !off {
            return self.verb(head, depth);
        }
        None
    }

    /// "After striking", "by striking", "the army striking it".
    fn gerund(&self, verb: usize, negated: bool, depth: usize) -> Option<Told> {
        let (line, w) = (self.line, self.words);
        let head = line.head(verb)?;
        let case = line.case(verb);
        match case.as_deref() {
            Some("without") => return Some(Told::plain(EventStatus::Negated)),
            Some("after" | "by" | "while" | "when" | "for" | "with" | "since" | "in" | "of") | None => {}
            Some(_) => return None,
        }
        let lemma = line.lemma(head);
        let told = match line.rel(verb) {
            Rel::Xcomp if !w.carrying.has(&lemma) => None,
            Rel::Acl if case.is_some() => None,
            // "Nobody opposed Norway lending ships": what is only weighed is not told.
            Rel::Acl if self.is_weighed(head) => None,
            // "We have no troops training them."
            Rel::Acl if self.is_negated(line.clause_of(head)) => Some(Told::plain(EventStatus::Negated)),
            Rel::Acl => Some(Told::plain(EventStatus::Happened)),
            Rel::Xcomp | Rel::Advcl | Rel::Conj | Rel::Parataxis if line.is_verb(head) => {
                self.verb(head, depth)
            }
            Rel::Advcl | Rel::Root => Some(Told::plain(EventStatus::Happened)),
            _ => None,
        }?;
        if negated { Some(Told::plain(EventStatus::Negated)) } else { Some(told) }
    }

    /// Whether a verb that only weighs what its object does governs that object.
    fn is_weighed(&self, object: usize) -> bool {
        let line = self.line;
        let Some(verb) = line.head(object).filter(|_| line.rel(object) == Rel::Obj) else { return false };
        let lemma = line.lemma(verb);
        self.words.weighing.has(&lemma) || self.words.doubting.has(&lemma)
    }

    /// What stands above makes of it: "if", "hopes that", "denied that".
    fn governed(&self, verb: usize, own: Told) -> Option<Told> {
        let (line, w) = (self.line, self.words);
        let mut told = own;
        let mut at = verb;
        for _ in 0..CLIMB {
            let marks = line.children(at, &[Rel::Mark, Rel::Case, Rel::Advmod]).filter(|&i| i < at);
            let supposed = marks.map(|i| line.word(i)).any(|word| w.supposing.has(&word));
            if supposed && own.status != EventStatus::Negated {
                told = Told::plain(EventStatus::Hypothetical);
            }
            let Some(head) = line.head(at) else { break };
            match line.rel(at) {
                Rel::Ccomp | Rel::Csubj => {
                    let lemma = line.lemma(head);
                    if w.doubting.has(&lemma) {
                        return None;
                    }
                    if w.denying.has(&lemma) && told.status == EventStatus::Happened {
                        told = Told::plain(EventStatus::Negated);
                    }
                }
                Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Parataxis | Rel::Acl | Rel::AclRelcl => {}
                _ => break,
            }
            at = head;
        }
        Some(told)
    }

    /// Whether "not", "never" or "no" stands by a verb, its subject or its object.
    fn is_negated(&self, verb: usize) -> bool {
        let line = self.line;
        let own = line.children(verb, &[Rel::Advmod, Rel::Aux, Rel::Det, Rel::Cc, Rel::CcPreconj]);
        let parts = line.children(verb, &[Rel::Obj, Rel::Nsubj, Rel::NsubjPass]);
        let none = parts.flat_map(|part| line.children(part, &[Rel::Det]));
        own.chain(none)
            .chain(line.before(verb))
            .any(|i| self.words.negations.has(&line.word(i)) && line.word(i + 1) != "only")
            || self.is_in_no_way(verb)
    }

    /// "In no way", "by no means", "under no circumstances" close before a verb.
    fn is_in_no_way(&self, verb: usize) -> bool {
        (verb.saturating_sub(5)..verb.saturating_sub(2)).any(|i| {
            let words = (i..i + 3).map(|i| self.line.word(i)).collect::<Vec<_>>();
            self.words.no_ways.has(&words.join(" "))
        })
    }
}
