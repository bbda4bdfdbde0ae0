//! What the model looks at, as short texts, so that `explain` can show them.

use crate::read::contact::Scene;
use crate::read::contact::found::{Found, Standing};
use crate::read::contact::line::Line;
use crate::read::contact::words::Words;
use crate::read::syntax::{Rel, Upos};
use crate::record::{Form, Mode};

use super::dealer::Dealer;
use super::path::path;

/// How many tokens between two are shown as words.
const SHORT: usize = 4;

/// Two who may deal with one another by a word, as the model sees them.
pub(super) struct View<'a> {
    pub scene: &'a Scene<'a>,
    pub line: Line<'a>,
    pub words: &'a Words,
    pub anchor: usize,
    pub mode: Mode,
    /// The first of the two in the text.
    pub one: &'a Dealer,
    /// `None` where the first stands for several, or the other is whoever speaks.
    pub other: Option<&'a Dealer>,
    /// Whether the other is the side of whoever speaks.
    pub is_own: bool,
    /// Everyone else in the sentence.
    pub all: &'a [Dealer],
}

impl View<'_> {
    /// The features, each once.
    pub fn features(&self) -> Vec<String> {
        let line = self.line;
        let lemma = line.lemma(self.anchor);
        let sort = if line.is_verb(self.anchor) { "verb" } else { "noun" };
        let class = format!("{sort} of {:?}", self.mode);
        let mut found = vec!["all".to_owned(), format!("word {lemma}"), class.clone()];
        let other = match self.other {
            Some(other) => other.sort(),
            None if self.is_own => "own side",
            None => "nobody",
        };
        let first = self.somebody(self.one, &class, &lemma, &mut found);
        let second = self
            .other
            .map_or_else(|| other.to_owned(), |other| self.somebody(other, &class, &lemma, &mut found));
        found.extend([
            format!("both {first} & {second}"),
            format!("both {first} & {second}, {class}"),
            format!("both {first} & {second}, {lemma}"),
            format!("sorts {} & {other}", self.one.sort()),
            format!("sorts {} & {other}, {class}", self.one.sort()),
            format!("states {}", self.states()),
            format!("states {}, {class}", self.states()),
            format!("{class} stands {}", self.order()),
        ]);
        if let Some(other) = self.other {
            self.between(other, &class, &mut found);
        }
        self.titled(&mut found);
        self.around(&class, &lemma, &mut found);
        self.telling(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What binds one of the two to the word; the way to it.
    fn somebody(&self, one: &Dealer, class: &str, lemma: &str, found: &mut Vec<String>) -> String {
        let (line, anchor) = (self.line, self.anchor);
        let way = path(line, anchor, one.head);
        let (steps, sort) = (way.steps, one.sort());
        let side = if one.head < anchor { "before" } else { "after" };
        found.extend([
            format!("way {steps}"),
            format!("way {steps}, {class}"),
            format!("way {steps}, {lemma}"),
            format!("way {steps} via {}", way.via),
            format!("way {steps}, {sort}"),
            format!("{side} {sort}, {class}"),
            format!("{} steps {side}", way.length.min(6)),
            format!("{class}, {} steps {side}", way.length.min(6)),
        ]);
        if way.joined {
            found.push("joined".to_owned());
        }
        let (from, to) =
            if one.head < anchor { (one.tokens.end, anchor) } else { (anchor + 1, one.tokens.start) };
        if from <= to && to - from <= SHORT {
            let words: Vec<_> = (from..to).map(|i| line.word(i)).collect();
            found.push(format!("{side} {class}, next but {}", words.join(" ")));
        }
        let verbs = (from..to.max(from)).filter(|&i| line.token(i).upos == Upos::Verb).count().min(3);
        let nearer = self.all.iter().filter(|d| (from..to).contains(&d.head)).count().min(3);
        found.extend([
            format!("{verbs} verbs between {side}"),
            format!("{nearer} nearer {side}"),
            format!("{nearer} nearer {side}, {class}"),
        ]);
        if one.parties.iter().any(|one| one.standing == Standing::Private) {
            found.push(format!("private {side}"));
        }
        if line.case(one.head).is_some_and(|case| case == "with") {
            found.push(format!("with {sort}, {class}"));
        }
        steps
    }

    /// What stands between the two.
    fn between(&self, other: &Dealer, class: &str, found: &mut Vec<String>) {
        let line = self.line;
        let way = path(line, self.one.head, other.head).steps;
        found.extend([format!("to one another {way}"), format!("to one another {way}, {class}")]);
        let (from, to) = (self.one.tokens.end, other.tokens.start);
        if from <= to && to - from <= SHORT {
            let words: Vec<_> = (from..to).map(|i| line.word(i)).collect();
            found.push(format!("between {}", words.join(" ")));
        }
        let far = (to.saturating_sub(from) / 5).min(5);
        let others = self.all.iter().filter(|d| (from..to).contains(&d.head)).count().min(3);
        let says = (from..to.max(from)).any(|i| line.is_verb(i) && self.words.hedging.has(&line.lemma(i)));
        found.extend([
            format!("far {far}"),
            format!("{others} others between"),
            format!("says between {says}"),
        ]);
    }

    /// How the two stand to the word in the row of words.
    fn order(&self) -> &'static str {
        let is_before = |one: &Dealer| one.head < self.anchor;
        match (is_before(self.one), self.other.map(is_before)) {
            (true, Some(false)) => "between them",
            (true, Some(true)) => "after both",
            (false, Some(_)) => "before both",
            (true, None) => "after one",
            (false, None) => "before one",
        }
    }

    /// Of which states the two are.
    fn states(&self) -> &'static str {
        let state = |one: &Dealer| one.parties.first().and_then(|one| one.party.country.clone());
        match (state(self.one), self.other.map(state)) {
            (_, None) => "of one word",
            (Some(a), Some(Some(b))) => {
                if a == b {
                    "same"
                } else {
                    "two"
                }
            }
            (None, Some(None)) => "unknown",
            _ => "one known",
        }
    }

    /// Whether the title names them as parties.
    fn titled(&self, found: &mut Vec<String>) {
        let is_titled = |one: &Found| self.scene.titled.iter().any(|other| other.is_same(one));
        let of = |dealer: &Dealer| dealer.parties.iter().any(is_titled);
        let count = usize::from(of(self.one)) + usize::from(self.other.is_some_and(of));
        if !self.scene.titled.is_empty() {
            found.push(format!("{count} of the title"));
        }
    }

    /// What else hangs on the word, and what it hangs on.
    fn around(&self, class: &str, lemma: &str, found: &mut Vec<String>) {
        let (line, anchor) = (self.line, self.anchor);
        found.extend([
            format!("form {} of {class}", line.xpos(anchor)),
            format!("{lemma} {}", line.word(anchor + 1)),
            format!("{} {lemma}", anchor.checked_sub(1).map(|i| line.word(i)).unwrap_or_default()),
            format!("{class} is {}", line.rel(anchor)),
            format!("{lemma} is {}", line.rel(anchor)),
        ]);
        let is_dealer = |i: usize| self.all.iter().any(|dealer| dealer.head == i);
        for child in line.tree().children(anchor) {
            let rel = line.rel(child);
            match rel {
                Rel::Punct | Rel::Cc => {}
                Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Det | Rel::Case | Rel::Mark => {
                    found.push(format!("{class} has {}", line.word(child)));
                }
                Rel::Obl | Rel::Nmod => {
                    let case = line.case(child).unwrap_or_default();
                    let what = if is_dealer(child) { "somebody" } else { "something" };
                    found.extend([format!("{class} {rel} {case} {what}"), format!("{lemma} {case} {what}")]);
                }
                Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Iobj => {
                    let what = if is_dealer(child) { "somebody" } else { "something" };
                    found.extend([format!("{class} {rel} {what}"), format!("{lemma} {rel} {what}")]);
                    if !is_dealer(child) {
                        found.push(format!("{lemma} {rel} {}", line.lemma(child)));
                    }
                }
                Rel::Advmod | Rel::Amod | Rel::Compound | Rel::CompoundPrt | Rel::Nummod => {
                    found.extend([format!("{class} by {}", line.lemma(child)), format!("{class} {rel}")]);
                }
                _ => found.push(format!("{class} {rel}")),
            }
        }
        let Some(head) = line.head(anchor) else { return };
        let (above, rel) = (line.lemma(head), line.rel(anchor));
        found.extend([
            format!("{class} {rel} under {above}"),
            format!("under {above}"),
            format!("under {}", line.token(head).upos),
        ]);
        let kinds = [
            ("planned", &self.words.planned),
            ("proposed", &self.words.proposed),
            ("refused", &self.words.refused),
            ("idle", &self.words.idle),
            ("dealings", &self.words.dealings),
            ("hedging", &self.words.hedging),
        ];
        found.extend(
            kinds
                .iter()
                .filter(|(_, list)| list.has(&above))
                .map(|(kind, _)| format!("under {kind}, {class}")),
        );
        if line
            .children(head, &[Rel::Aux, Rel::Advmod])
            .any(|i| matches!(line.word(i).as_str(), "not" | "n't" | "never"))
        {
            found.push("not above".to_owned());
        }
    }

    /// In whose words it stands, and whether the two stand in them, too.
    fn telling(&self, found: &mut Vec<String>) {
        let Some(told) = self.scene.voice.attribution(self.line, self.anchor) else {
            found.push("told by the text".to_owned());
            return;
        };
        let told = self.scene.voice.get(told);
        let form = if told.form == Form::Indirect { "told" } else { "quoted" };
        let inside = |dealer: &Dealer| {
            let span = self.line.span(dealer.head..dealer.head + 1);
            span.is_some_and(|span| told.content.iter().any(|content| content.contains(span)))
        };
        let count = usize::from(inside(self.one)) + usize::from(self.other.is_none_or(inside));
        found.extend([form.to_owned(), format!("{form}, {count} within")]);
    }
}
