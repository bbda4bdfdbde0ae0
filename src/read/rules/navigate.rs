//! Ways through the dependency tree, forgiving of what parsers get wrong.

use super::pattern::Step;
use crate::read::Reading;
use crate::read::lower::lower;
use crate::read::syntax::{Rel, Sentence, Upos};
use crate::record::MentionKind;

/// Longest way up that an unstated subject is looked for.
const CLIMB: usize = 4;

/// The tokens at the end of a path, in the order of the text.
pub(super) fn follow(reading: &Reading, sentence: usize, from: usize, path: &[Step]) -> Vec<usize> {
    let mut here = vec![from];
    for step in path {
        let steps = here.into_iter().flat_map(|token| take(reading, sentence, token, step));
        here = steps.map(|token| not_day(reading, sentence, token)).collect();
    }
    here
}

/// A word, or, where it is a day that the parser took for the end of a name, that name:
/// "visited the **White House** Wednesday", "met his Estonian **counterpart** today".
fn not_day(reading: &Reading, sentence: usize, token: usize) -> usize {
    const DAYS: [&str; 11] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
    ];
    let tree = &reading.sentences[sentence];
    if !DAYS.contains(&reading.word(sentence, token)) {
        return token;
    }
    let name = tree.children(token).filter(|&i| {
        i < token && matches!(tree.tokens[i].rel, Rel::Compound | Rel::Flat | Rel::NmodDesc | Rel::Nmod)
    });
    name.last().unwrap_or(token)
}

/// A token with those that "and" or "or" joins to it.
pub(super) fn joined(reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let mut all = vec![token];
    let mut next = 0;
    while next < all.len() {
        let more = tree.children(all[next]).filter(|&i| tree.tokens[i].rel == Rel::Conj);
        let more: Vec<usize> = more.filter(|i| !all.contains(i)).collect();
        all.extend(more);
        next += 1;
    }
    all
}

fn take(reading: &Reading, sentence: usize, token: usize, step: &Step) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let by = |rels: &[Rel]| -> Vec<usize> {
        tree.children(token).filter(|&i| rels.contains(&tree.tokens[i].rel)).collect()
    };
    match step {
        Step::Subject => subject(tree, token).into_iter().collect(),
        Step::Passive => passive(tree, token).into_iter().collect(),
        Step::Object => object(reading, sentence, token),
        Step::Agent => preposition(reading, sentence, token, "by"),
        Step::Owner => by(&[Rel::NmodPoss]),
        Step::Adjective => by(&[Rel::Amod]),
        Step::Compound => by(&[Rel::Compound, Rel::NmodDesc, Rel::Flat]),
        Step::Adverb => by(&[Rel::Advmod]),
        Step::Particle => by(&[Rel::CompoundPrt]),
        Step::Aux => by(&[Rel::Aux, Rel::AuxPass]),
        Step::Clause => clause(reading, sentence, token),
        Step::Expletive => by(&[Rel::Expl]),
        Step::Infinitive => infinitive(reading, sentence, token),
        Step::Apposition => by(&[Rel::Appos]),
        Step::Head => tree.tokens[token].head.into_iter().collect(),
        Step::Case => by(&[Rel::Case, Rel::Mark]),
        Step::Any => tree.children(token).collect(),
        Step::Preposition(word) => preposition(reading, sentence, token, word),
    }
}

/// The object; where there is none, a person after the verb without a preposition, whom
/// parsers take for something else: "reportedly met **Lavrov** in Geneva".
fn object(reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let own = |i: &usize| matches!(tree.tokens[*i].rel, Rel::Obj | Rel::Iobj);
    let objects: Vec<usize> = tree.children(token).filter(own).collect();
    if !objects.is_empty() {
        return objects;
    }
    let is_bare = |i: usize| tree.children(i).all(|below| tree.tokens[below].rel != Rel::Case);
    let is_person =
        |i: usize| reading.names.actor_at(sentence, i).is_some_and(|a| a.kind == MentionKind::Person);
    let bare = |i: &usize| *i > token && tree.tokens[*i].rel == Rel::Obl && is_bare(*i) && is_person(*i);
    tree.children(token).filter(bare).collect()
}

/// What is said in a clause of its own: "said **that it rained**", "the claim **that it
/// rained**", "it is said **that it rained**".
fn clause(reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let that = |i: usize| has_mark(reading, sentence, i, "that");
    let is_empty_subject = |i: usize| tree.tokens[i].rel == Rel::Expl;
    let children: Vec<usize> = tree.children(token).collect();
    let expletive = children.iter().any(|&i| is_empty_subject(i));
    let is_clause = |i: &usize| match tree.tokens[*i].rel {
        Rel::Ccomp => true,
        Rel::Acl | Rel::AclRelcl | Rel::Advcl => that(*i),
        Rel::Csubj | Rel::CsubjPass => expletive,
        _ => false,
    };
    children.into_iter().filter(is_clause).collect()
}

/// "Wants **to stop**"; of a noun or adjective also "the need **to stop**", "it is important
/// **to stop**".
fn infinitive(reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let is_verb = matches!(tree.tokens[token].upos, Upos::Verb | Upos::Aux);
    let is_infinitive = |i: &usize| match tree.tokens[*i].rel {
        Rel::Xcomp => true,
        Rel::Acl | Rel::Advcl | Rel::Csubj | Rel::Ccomp => !is_verb && has_mark(reading, sentence, *i, "to"),
        _ => false,
    };
    tree.children(token).filter(is_infinitive).collect()
}

fn has_mark(reading: &Reading, sentence: usize, token: usize, word: &str) -> bool {
    let tree = &reading.sentences[sentence];
    tree.children(token)
        .any(|i| tree.tokens[i].rel == Rel::Mark && reading.word(sentence, i).eq_ignore_ascii_case(word))
}

/// Dependents that a preposition introduces. Where there is none, one that hangs on a
/// name instead, as parsers like to have it: "talks with Putin **in Moscow**".
fn preposition(reading: &Reading, sentence: usize, token: usize, word: &str) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let is_mark = |mark: usize| {
        matches!(tree.tokens[mark].rel, Rel::Case | Rel::Mark)
            && reading.word(sentence, mark).eq_ignore_ascii_case(word)
    };
    // Of a name of several words any may carry the preposition before it.
    let before_name = |i: usize| {
        let mention = reading.names.at(sentence, i)?;
        let mark = mention.tokens.start.checked_sub(1)?;
        (is_mark(mark) && mention.tokens.contains(&tree.tokens[mark].head?)).then_some(())
    };
    let introduced = |i: &usize| tree.children(*i).any(is_mark) || before_name(*i).is_some();
    let own: Vec<usize> = tree.children(token).filter(introduced).collect();
    if !own.is_empty() || word == "of" {
        return own;
    }
    hung(reading, sentence, token).into_iter().filter(introduced).collect()
}

/// How far a phrase may hang from the word that it belongs to.
const HANG: usize = 3;

/// What hangs to the right on names, times and ways ("by telephone") that depend on a
/// token, or on those of them that depend on those, and so on.
pub(crate) fn hung(reading: &Reading, sentence: usize, token: usize) -> Vec<usize> {
    let tree = &reading.sentences[sentence];
    let depends = |i: usize| {
        matches!(
            tree.tokens[i].rel,
            Rel::Obj | Rel::Obl | Rel::OblUnmarked | Rel::Nmod | Rel::Iobj | Rel::Conj
        )
    };
    let bridges = |&i: &usize| i > token && depends(i) && is_bridge(reading, sentence, i);
    let mut found = Vec::new();
    let mut at: Vec<usize> = tree.children(token).filter(bridges).collect();
    for _ in 0..HANG {
        let below: Vec<usize> =
            at.iter().flat_map(|&over| tree.children(over).filter(move |&i| i > over)).collect();
        at = below.iter().copied().filter(bridges).collect();
        found.extend(below);
    }
    found
}

/// Whether a word is a name, a time or a way: what hangs on it often belongs further up.
fn is_bridge(reading: &Reading, sentence: usize, i: usize) -> bool {
    let tree = &reading.sentences[sentence];
    let name = |i: usize| tree.tokens[i].upos == Upos::Propn;
    name(i)
        || reading.names.at(sentence, i).is_some_and(|mention| mention.tokens.end == i + 1)
        || tree.tokens[i].rel == Rel::OblUnmarked
        || tree.children(i).any(|child| child < i && name(child) && tree.tokens[child].rel == Rel::Compound)
        || tree.children(i).any(|child| reading.word(sentence, child).eq_ignore_ascii_case("by"))
}

/// The subject of an active verb, looked for also where the verb shares one with
/// another verb: "he met Putin and **visited** Minsk", "wants to **meet**", "who **met**",
/// or where it is the object of another: "urged **Rome** to wait", "thanked **Rome** for waiting".
pub(super) fn subject(tree: &Sentence, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..CLIMB {
        if let Some(found) = tree.child(at, &[Rel::Nsubj, Rel::NsubjOuter]) {
            return Some(antecedent(tree, at, found));
        }
        if tree.child(at, &[Rel::NsubjPass]).is_some() && at == verb {
            return None;
        }
        if let Some(found) = tree.child(at, &[Rel::NsubjPass]) {
            return Some(antecedent(tree, at, found));
        }
        let head = tree.tokens[at].head?;
        match tree.tokens[at].rel {
            Rel::Xcomp | Rel::Advcl if told(tree, head, at).is_some() => return told(tree, head, at),
            Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Parataxis => at = head,
            Rel::Acl => return Some(head),
            _ => return None,
        }
    }
    None
}

/// Whoever is sent does what follows.
const SENDING: [&str; 4] = ["send", "dispatch", "order", "instruct"];

/// With what is sent in writing, whoever sends it does.
const WRITTEN: [&str; 6] = ["letter", "message", "note", "telegram", "greeting", "signal"];

/// Who is told to do something, or thanked for it: the object of the verb above.
fn told(tree: &Sentence, above: usize, verb: usize) -> Option<usize> {
    let object = tree.child(above, &[Rel::Iobj, Rel::Obj]).filter(|&object| object < verb)?;
    let is_mark = |i: &usize| matches!(tree.tokens[*i].rel, Rel::Mark | Rel::Case);
    let mark = tree.children(verb).find(is_mark).map(|i| lower(&tree.tokens[i].lemma));
    // "Sent **Blinken** to see him": that he was sent is told apart from what he is to do.
    let sent = SENDING.contains(&lower(&tree.tokens[above].lemma).as_ref())
        && !WRITTEN.contains(&lower(&tree.tokens[object].lemma).as_ref());
    let told = tree.tokens[verb].rel == Rel::Xcomp || sent;
    let infinitive = told && mark.as_deref() == Some("to");
    let deed = mark.as_deref() == Some("for") && tree.tokens[verb].xpos == "VBG";
    (infinitive || deed).then_some(object)
}

/// The subject of a passive verb.
pub(super) fn passive(tree: &Sentence, verb: usize) -> Option<usize> {
    if let Some(found) = tree.child(verb, &[Rel::NsubjPass]) {
        return Some(antecedent(tree, verb, found));
    }
    let head = tree.tokens[verb].head?;
    match tree.tokens[verb].rel {
        Rel::Conj if tree.child(verb, &[Rel::Nsubj]).is_none() => tree.child(head, &[Rel::NsubjPass]),
        Rel::Acl if tree.tokens[verb].xpos == "VBN" => Some(head),
        _ => None,
    }
}

/// What a relative pronoun stands for: the noun that its clause describes, or the one right
/// before it.
pub(in crate::read) fn antecedent(tree: &Sentence, verb: usize, subject: usize) -> usize {
    let relative = matches!(tree.tokens[verb].rel, Rel::AclRelcl | Rel::Acl);
    // "Thanked Karis, **who** is visiting": parsers may hang the clause on the verb.
    if !relative && tree.tokens[subject].xpos == "WP" {
        let before = (subject.saturating_sub(2)..subject).rev().find(|&i| tree.tokens[i].upos != Upos::Punct);
        let noun = before.filter(|&i| matches!(tree.tokens[i].upos, Upos::Noun | Upos::Propn));
        return noun.filter(|&i| !tree.is_under(i, verb)).unwrap_or(subject);
    }
    match tree.tokens[verb].head {
        Some(noun) if relative && matches!(tree.tokens[subject].xpos.as_str(), "WP" | "WDT") => noun,
        _ => subject,
    }
}
