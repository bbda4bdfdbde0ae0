//! What was labelled by hand in a document, and which pairs it takes.

use diplomacy_watch::read::contact::learned::{Seen, SeenParty, Told};
use diplomacy_watch::record::{Mode, Span};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::texts::labelled;

/// A contact that was labelled.
#[derive(Debug, Clone)]
pub struct Label {
    pub spans: Vec<Span>,
    pub parties: Vec<LabelParty>,
    /// Readers may differ on whether it is one.
    pub optional: bool,
}

/// A party of it: any of some names, any of some countries.
#[derive(Debug, Clone, Default)]
pub struct LabelParty {
    pub names: Vec<String>,
    pub countries: Vec<String>,
    /// Whether no person's name must agree.
    pub group: bool,
}

impl Label {
    /// As `contacts.jsonl` has it.
    pub fn of_document(value: &Value) -> Option<Self> {
        let spans = value["evidence"].as_array()?.iter().filter_map(span).collect();
        let party = |party: &Value| LabelParty {
            names: labelled(&party["name"]),
            countries: labelled(&party["country"]),
            group: party["group"].as_bool().unwrap_or(false),
        };
        let parties = value["parties"].as_array()?.iter().map(party).collect();
        Some(Self { spans, parties, optional: value["optional"].as_bool().unwrap_or(false) })
    }

    /// As an article of `columns` has it; `find` tells where words stand.
    pub fn of_article(value: &Value, find: impl Fn(&str) -> Option<Span>) -> Self {
        let evidence = labelled(&value["evidence"]);
        let spans = evidence.iter().filter_map(|words| find(words)).collect();
        let listed = |key: &str| value[key].as_array().cloned().unwrap_or_default();
        let named = listed("parties");
        let of_name = named.iter().map(|one| LabelParty { names: labelled(one), ..LabelParty::default() });
        let of_country = listed("countries").into_iter().map(|one| LabelParty {
            countries: labelled(&one),
            group: named.is_empty(),
            ..LabelParty::default()
        });
        Self { spans, parties: of_name.chain(of_country).collect(), optional: false }
    }

    fn takes(&self, party: &SeenParty) -> bool {
        self.parties.iter().any(|label| label.takes(party))
    }

    /// Whether one state at most is labelled.
    fn is_of_one(&self) -> bool {
        self.parties.iter().filter(|one| !one.countries.is_empty()).count() < 2
    }
}

impl LabelParty {
    fn takes(&self, party: &SeenParty) -> bool {
        let of_country = party.country.as_ref().is_some_and(|country| self.countries.contains(country));
        let told = format!("{} {}", party.name, party.role.as_deref().unwrap_or_default());
        let of_name = self.names.iter().any(|name| is_named(name, &told));
        match party.is_person {
            true => of_name || of_country && self.group,
            false => of_country || of_name,
        }
    }
}

/// Whether words have the last of a name, however it is spelt in English.
fn is_named(name: &str, told: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
        let plain = plain.to_lowercase();
        plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let Some(last) = words(name).pop() else { return false };
    let start = |word: &str| word.chars().take(5).collect::<String>();
    words(told).iter().any(|word| *word == last || last.chars().count() > 5 && start(word) == start(&last))
}

fn span(value: &Value) -> Option<Span> {
    let at = |key: &str| value[key].as_u64().map(|at| at as usize);
    Some(Span { start: at("start")?, end: at("end")? })
}

/// Whether a pair is a contact by these labels, and of which; `None` where that is open.
pub fn due(seen: &Seen, labels: &[Label], optional: &[Span]) -> (Option<bool>, Option<usize>) {
    let here = |label: &Label| label.spans.iter().any(|span| span.contains(seen.anchor));
    let takes = |label: &Label| seen.parties.iter().all(|party| label.takes(party));
    // Of a visit a label may name the guest alone, and leave open for whom the place stands.
    let visits = |label: &Label| {
        seen.mode == Mode::Visit && label.is_of_one() && seen.parties.iter().any(|party| label.takes(party))
    };
    let of =
        labels.iter().position(|label| !label.optional && here(label) && (takes(label) || visits(label)));
    if of.is_some() {
        return (Some(true), of);
    }
    let is_open = labels.iter().any(|label| label.optional && here(label))
        || optional.iter().any(|span| span.overlaps(seen.anchor));
    let elsewhere = labels.iter().any(takes);
    let doubtful = labels.iter().any(here) && seen.told == Told::This;
    if is_open || elsewhere || doubtful { (None, None) } else { (Some(false), None) }
}
