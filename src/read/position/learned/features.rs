//! What the model looks at: words that say what a predicate does, as short texts, so that
//! `explain` can show them.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::read::contact::line::Line;
use crate::read::event::Hints;
use crate::read::position::words::Words;
use crate::read::syntax::Rel;
use crate::record::{Act, Attribution, Form, Issue, MentionKind, SourceKind};

/// How a holder is bound to a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// Its subject or owner.
    Subject,
    /// Whoever says it.
    Speaker,
}

/// A predicate as the model sees it.
#[derive(Clone)]
pub(super) struct Scene<'a> {
    pub line: Line<'a>,
    pub anchor: usize,
    pub subject: Option<usize>,
    pub bond: Bond,
    /// The holder's state.
    pub state: Option<&'a str>,
    pub told: Option<&'a Attribution>,
    pub issue: Issue,
    /// Whether its own words name the issue.
    pub named: bool,
    pub negated: bool,
    pub conditional: bool,
    /// The rules whose words stand there, whether or not they found a stand.
    pub rules: Vec<&'a str>,
    pub words: &'a Words,
    pub lexicon: &'a Lexicon,
}

/// What words stand for.
pub(in crate::read::position) struct Lexicon {
    /// Kinds of events that words hint at.
    pub hints: Hints,
    /// The acts of the rules that start from a word.
    pub acts: FxHashMap<String, Vec<Act>>,
}

impl Lexicon {
    /// The classes of a word, by name.
    fn classes(&self, lemma: &str) -> Vec<String> {
        let kinds = self.hints.of_word(lemma).iter().map(|root| format!("kind {root}"));
        let acts = self.acts.get(lemma).into_iter().flatten().map(|act| format!("word of {act:?}"));
        kinds.chain(acts).collect()
    }
}

/// How far words beside the predicate are looked at.
const NEAR: usize = 3;
/// How many words after it count as its own.
const LONG: usize = 14;

impl Scene<'_> {
    /// The features, each once.
    pub fn features(&self) -> Vec<String> {
        let line = self.line;
        let lemma = line.lemma(self.anchor);
        let helper = self.helper();
        let subject = self.subject_class();
        let bond = match self.bond {
            Bond::Subject => "subject",
            Bond::Speaker => "speaker",
        };
        let mut found = vec![
            "all".to_owned(),
            format!("held by {bond}"),
            format!("{lemma}"),
            format!("{lemma} by {bond}"),
            format!("{helper}+{lemma}"),
            format!("helper {helper}"),
            format!("{bond}, helper {helper}"),
            format!("{bond}, subject {subject}"),
            format!("{bond}, subject {subject}, helper {helper}"),
            format!("subject {subject}+{lemma}"),
            format!("form {} {helper}", line.xpos(self.anchor)),
            format!("issue {:?}", self.issue),
            format!("issue {:?}, helper {helper}", self.issue),
            format!("issue {:?}, named {}", self.issue, self.named),
            format!("issue named {}, {bond}", self.named),
        ];
        if self.negated {
            found.extend(["not".to_owned(), format!("not {lemma}"), format!("not, subject {subject}")]);
        }
        if line.children(self.anchor, &[Rel::NsubjPass]).next().is_some() {
            found.extend([
                "passive".to_owned(),
                format!("passive, {bond}"),
                format!("passive {lemma}, {bond}"),
                format!("passive, {bond}, subject {subject}, helper {helper}"),
            ]);
        }
        if self.conditional {
            found.extend(["condition".to_owned(), format!("condition, helper {helper}")]);
        }
        for rule in &self.rules {
            found.extend([
                format!("like {rule}"),
                "like a rule".to_owned(),
                format!("like a rule, issue named {}", self.named),
            ]);
        }
        for class in self.lexicon.classes(&lemma) {
            found.extend([
                format!("{class} by {bond}"),
                format!("{class}, helper {helper}"),
                format!("{class}, subject {subject}"),
                format!("{class}, named {}", self.named),
                class,
            ]);
        }
        self.neighbours(&mut found);
        self.above(&mut found);
        self.telling(bond, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The first helper that says how it is meant, or the tense.
    fn helper(&self) -> CompactString {
        let line = self.line;
        let helpers = line.children(self.anchor, &[Rel::Aux, Rel::AuxPass]).map(|i| line.word(i));
        let mut others = helpers.filter(|word| !matches!(word.as_str(), "be" | "been" | "being"));
        let plain = |word: CompactString| match word.as_str() {
            "'ll" | "’ll" | "wo" | "shall" => "will".into(),
            "'d" | "’d" => "would".into(),
            "is" | "are" | "am" | "'re" | "’re" | "'m" | "’m" | "'s" | "’s" => "are".into(),
            "was" | "were" => "were".into(),
            "has" | "have" | "'ve" | "’ve" | "having" => "have".into(),
            "do" | "does" => "do".into(),
            _ => word,
        };
        let cop = line.children(self.anchor, &[Rel::Cop]).map(|i| line.word(i)).next();
        let tag = line.xpos(self.anchor);
        others.next().or(cop).map(plain).unwrap_or_else(|| {
            let bare = tag == "VB" && line.children(self.anchor, &[Rel::Mark]).next().is_none();
            if bare && self.subject.is_none() { "imperative".into() } else { tag.into() }
        })
    }

    fn subject_class(&self) -> CompactString {
        let line = self.line;
        let Some(subject) = self.subject else { return "none".into() };
        let word = line.word(subject);
        match word.as_str() {
            "i" | "we" | "us" | "our" => return "we".into(),
            "you" | "your" => return "you".into(),
            "he" | "she" | "his" | "her" => return "he".into(),
            "they" | "them" | "their" => return "they".into(),
            "it" | "its" | "this" | "that" | "these" | "there" | "which" | "all" => return "it".into(),
            "who" => return "who".into(),
            _ => {}
        }
        let actor = line.reading.names.actor_at(line.index, subject);
        match actor.map(|actor| actor.country.as_deref()) {
            Some(Some(state)) if Some(state) == self.state => "own".into(),
            Some(Some(_)) => "foreign".into(),
            Some(None) => "body".into(),
            None if self.words.addressees.has(&line.lemma(subject)) => "others".into(),
            None => "thing".into(),
        }
    }

    /// What sort of thing a word names.
    fn kind(&self, i: usize) -> &'static str {
        let actor = self.line.reading.names.actor_at(self.line.index, i);
        match actor.map(|actor| actor.kind) {
            Some(MentionKind::Person | MentionKind::Office) => "somebody",
            Some(_) => "a name",
            None => "a thing",
        }
    }

    /// What depends on it, and what stands beside it.
    fn neighbours(&self, found: &mut Vec<String>) {
        let (line, anchor) = (self.line, self.anchor);
        for child in line.tree().children(anchor) {
            let (rel, lemma) = (line.rel(child), line.lemma(child));
            match rel {
                Rel::Punct | Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Det => {}
                Rel::Obl | Rel::Nmod => {
                    let case = line.case(child).unwrap_or_default();
                    found.extend([
                        format!("{rel} {case}"),
                        format!("{rel} {case} {lemma}"),
                        format!("{} {case}", line.lemma(anchor)),
                    ]);
                }
                Rel::Advcl | Rel::Conj => found.push(format!("{rel}")),
                Rel::Obj | Rel::Xcomp | Rel::Ccomp => {
                    let own = line.lemma(anchor);
                    let classes = self.lexicon.classes(&lemma);
                    found.extend(classes.iter().map(|class| format!("{own}, {rel} {class}")));
                    found.push(format!("{own} {rel} of {}", self.kind(child)));
                    found.extend([
                        format!("{rel} {lemma}"),
                        format!("{rel}"),
                        format!("{own} {rel} {lemma}"),
                    ]);
                }
                _ => found.extend([format!("{rel} {lemma}"), format!("{rel}")]),
            }
        }
        for i in anchor.saturating_sub(NEAR)..anchor {
            found.push(format!("before {}", line.lemma(i)));
        }
        for i in anchor + 1..(anchor + 1 + NEAR).min(line.len()) {
            found.push(format!("after {}", line.lemma(i)));
        }
        if let Some(subject) = self.subject {
            found.push(format!("subject is {}", line.lemma(subject)));
        }
        let next = line.word(anchor + 1);
        found.push(format!("{} {next}", line.lemma(anchor)));
        for i in anchor + 1..(anchor + 1 + LONG).min(line.len()) {
            found.extend(self.lexicon.classes(&line.lemma(i)).iter().map(|class| format!("{class} within")));
            if !matches!(line.rel(i), Rel::Punct | Rel::Det | Rel::Case) {
                found.push(format!("within {}", line.lemma(i)));
            }
        }
        if line.word(line.len() - 1) == "!" {
            found.push("exclaimed".to_owned());
        }
    }

    /// What it depends on.
    fn above(&self, found: &mut Vec<String>) {
        let line = self.line;
        let rel = line.rel(self.anchor);
        found.push(format!("is {rel}"));
        if let Some(head) =
            line.head(self.anchor).filter(|_| matches!(rel, Rel::Xcomp | Rel::Ccomp | Rel::Acl))
        {
            let helper = Scene { anchor: head, subject: None, rules: Vec::new(), ..*self }.helper();
            found.push(format!("{rel} under {} {helper}", line.lemma(head)));
            let classes = self.lexicon.classes(&line.lemma(head));
            found.extend(classes.iter().map(|class| format!("{rel} under {class}")));
        }
        let mut at = self.anchor;
        for step in 0..2 {
            let Some(head) = line.head(at) else { break };
            found.extend([
                format!("above{step} {}", line.lemma(head)),
                format!("{} under {}", line.rel(at), line.lemma(head)),
            ]);
            at = head;
        }
    }

    /// In whose words it stands.
    fn telling(&self, bond: &str, found: &mut Vec<String>) {
        let line = self.line;
        let on_channel = line.reading.article.kind == Some(SourceKind::Official);
        let place = if on_channel { "on a channel" } else { "in the press" };
        found.extend([place.to_owned(), format!("{place}, {bond}")]);
        let Some(told) = self.told else {
            found.push(format!("told by the text, {bond}"));
            return;
        };
        let form = if told.form == Form::Direct { "quoted" } else { "told" };
        found.extend([format!("{form}, {bond}"), format!("{form} {:?}", told.stance)]);
        for cue in &told.cue {
            let words = line.reading.text.at(*cue).unwrap_or_default().to_lowercase();
            found.push(format!("cue {words}"));
        }
    }
}
