//! The knowledge as one trie over words: what a phrase may stand for.

use rustc_hash::FxHashMap;

use crate::knowledge::{Gender, Knowledge, Part, Sort};

use crate::record::MentionKind;

use super::fold::{fold, pieces};

/// What a phrase may stand for. Numbers index the lists of [`Knowledge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    Country(u16),
    /// "Polish".
    Adjective(u16),
    /// "Poles".
    People(u16),
    /// "Kurdish".
    StatelessAdjective,
    /// "Kurds".
    Stateless,
    Capital(u16),
    Organisation(u16),
    /// A spelling that needs the document to bear it out.
    WeakOrganisation(u16),
    Body(u16),
    Office(u16),
    /// Several holders: "presidents", "Sens."
    Offices(u16),
    Honorific(Option<Gender>),
    Place(u16),
    WeakPlace(u16),
    /// A state or place in small letters, as hasty writers have it.
    Lower(LowerPlace),
    /// A full name.
    Person(u16),
    /// A last name alone.
    Surname(u16),
    /// A last name that many bear.
    WeakSurname(u16),
    Given(Option<Gender>),
    WeakGiven(Option<Gender>),
    Phrase(Part),
}

/// What a name in small letters stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LowerPlace {
    Country(u16),
    Capital(u16),
    Place(u16),
}

/// How a word of a phrase must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// With a capital first.
    Capital,
    /// In capitals throughout: an acronym.
    Capitals,
    /// With a capital inside: "AfD".
    Mixed,
    /// Without a capital.
    Small,
    Any,
}

/// A phrase that ends at a node of the trie.
#[derive(Debug, Clone)]
struct Entry {
    sense: Sense,
    cases: Box<[Case]>,
}

/// A word as the lexicon sees it.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// As written.
    pub text: &'a str,
    /// Number of its folded spelling; `None` where no phrase has it.
    pub id: Option<u32>,
}

/// All phrases of the knowledge.
#[derive(Debug)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, u32>,
    /// (node, word) to node; node 0 is the root.
    steps: FxHashMap<(u32, u32), u32>,
    /// Whether a word begins any phrase: most do not, and are passed by quickly.
    begins: Vec<bool>,
    entries: Vec<Vec<Entry>>,
}

impl Lexicon {
    /// Every phrase of the knowledge.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut lexicon = Self {
            words: FxHashMap::default(),
            steps: FxHashMap::default(),
            begins: Vec::new(),
            entries: vec![Vec::new()],
        };
        lexicon.add_states(knowledge);
        lexicon.add_bodies(knowledge);
        lexicon.add_offices(knowledge);
        lexicon.add_people(knowledge);
        for phrase in &knowledge.phrases {
            lexicon.add(phrase.text, Sense::Phrase(phrase.part));
        }
        lexicon
    }

    fn add_states(&mut self, knowledge: &Knowledge) {
        for (i, country) in knowledge.countries.iter().enumerate() {
            let i = i as u16;
            let names = std::iter::once(&country.name).chain(&country.others);
            names.for_each(|form| {
                self.add(form, Sense::Country(i));
                self.add_small(form, Sense::Lower(LowerPlace::Country(i)));
            });
            country.adjectives.iter().for_each(|form| self.add(form, Sense::Adjective(i)));
            country.people.iter().for_each(|form| self.add(form, Sense::People(i)));
            country.capitals.iter().for_each(|form| {
                self.add(form, Sense::Capital(i));
                self.add_small(form, Sense::Lower(LowerPlace::Capital(i)));
            });
        }
        for people in &knowledge.peoples {
            people.adjectives.iter().for_each(|form| self.add(form, Sense::StatelessAdjective));
            people.plural.iter().for_each(|form| self.add(form, Sense::Stateless));
        }
        for (i, place) in knowledge.places.iter().enumerate() {
            for form in &place.forms {
                let sense = if form.weak { Sense::WeakPlace(i as u16) } else { Sense::Place(i as u16) };
                self.add(form.text, sense);
                if !form.weak {
                    self.add_small(form.text, Sense::Lower(LowerPlace::Place(i as u16)));
                }
            }
        }
    }

    fn add_bodies(&mut self, knowledge: &Knowledge) {
        for (i, organisation) in knowledge.organisations.iter().enumerate() {
            for form in &organisation.forms {
                let i = i as u16;
                let sense = if form.weak { Sense::WeakOrganisation(i) } else { Sense::Organisation(i) };
                self.add(form.text, sense);
                if organisation.sort == Sort::Body && organisation.kind != "company" {
                    self.add_tail_uncased(form.text, sense);
                }
            }
        }
        for (i, body) in knowledge.bodies.iter().enumerate() {
            body.forms.iter().for_each(|form| self.add_uncased(form, Sense::Body(i as u16)));
        }
    }

    fn add_offices(&mut self, knowledge: &Knowledge) {
        for (i, office) in knowledge.offices.iter().enumerate() {
            for form in &office.forms {
                let several = matches!(*form, "Sens." | "Sens" | "Reps." | "Govs." | "MPs");
                if several || form.ends_with("Senators") || form.ends_with("Representatives") {
                    self.add_title(form, Sense::Offices(i as u16));
                } else {
                    self.add_title(form, Sense::Office(i as u16));
                    self.add_title(&plural(form), Sense::Offices(i as u16));
                }
            }
        }
        for honorific in &knowledge.honorifics {
            self.add(honorific.word, Sense::Honorific(honorific.gender));
        }
    }

    fn add_people(&mut self, knowledge: &Knowledge) {
        for (i, person) in knowledge.people.iter().enumerate() {
            for form in &person.forms {
                let sense = match form.text.contains(' ') {
                    true => Sense::Person,
                    false if form.weak => Sense::WeakSurname,
                    false => Sense::Surname,
                };
                self.add(form.text, sense(i as u16));
            }
        }
        for given in &knowledge.given {
            let sense = if given.weak { Sense::WeakGiven(given.gender) } else { Sense::Given(given.gender) };
            self.add(given.name, sense);
        }
    }

    /// Adds a phrase whose capitals are meant.
    fn add(&mut self, phrase: &str, sense: Sense) {
        self.insert(phrase, sense, case_of);
    }

    /// Adds a name of a place as it is written without capitals; acronyms and short names
    /// would be taken for words.
    fn add_small(&mut self, phrase: &str, sense: Sense) {
        if phrase.len() > 3 && !phrase.contains('.') {
            self.insert(phrase, sense, |_| Case::Small);
        }
    }

    /// Adds a phrase in whatever case; an acronym in it is still one.
    fn add_uncased(&mut self, phrase: &str, sense: Sense) {
        self.insert(phrase, sense, |word| match case_of(word) {
            Case::Capitals | Case::Mixed => case_of(word),
            _ => Case::Any,
        });
    }

    /// Adds a phrase whose first word alone must have its capital: "UN security council".
    fn add_tail_uncased(&mut self, phrase: &str, sense: Sense) {
        let first = phrase.split(' ').next().unwrap_or_default();
        self.insert(phrase, sense, |word| match case_of(word) {
            Case::Capital if word != first => Case::Any,
            case => case,
        });
    }

    /// Adds an office: in any case, abbreviations ("Sen.") with their capital.
    fn add_title(&mut self, phrase: &str, sense: Sense) {
        let short = phrase.len() <= 4 || phrase.contains('.');
        if short && !phrase.contains(' ') && phrase.starts_with(|c: char| c.is_uppercase()) {
            self.insert(phrase, sense, |_| Case::Capital);
        } else {
            self.add_uncased(phrase, sense);
        }
    }

    fn insert(&mut self, phrase: &str, sense: Sense, case: impl Fn(&str) -> Case) {
        let mut node = 0;
        let mut cases = Vec::new();
        for word in split(phrase) {
            cases.push(case(word));
            let id = self.word_id(word);
            if node == 0 {
                self.begins[id as usize] = true;
            }
            let next = self.entries.len() as u32;
            node = *self.steps.entry((node, id)).or_insert(next);
            if node == next {
                self.entries.push(Vec::new());
            }
        }
        let entries = &mut self.entries[node as usize];
        let cases = cases.into_boxed_slice();
        if !entries.iter().any(|e| e.sense == sense && e.cases == cases) {
            entries.push(Entry { sense, cases });
        }
    }

    fn word_id(&mut self, word: &str) -> u32 {
        let next = self.words.len() as u32;
        let id = *self.words.entry(fold(word).into()).or_insert(next);
        if id == next {
            self.begins.push(false);
        }
        id
    }

    /// The number of a word that is already folded.
    pub fn id(&self, folded: &str) -> Option<u32> {
        self.words.get(folded).copied()
    }

    /// Calls `found` with every phrase that begins with the first of these pieces:
    /// how many pieces it has and what it may stand for. Shorter ones come first.
    pub fn matches(&self, pieces: &[Piece], mut found: impl FnMut(usize, Sense)) {
        let begins = pieces.first().and_then(|piece| piece.id).is_some_and(|id| self.begins[id as usize]);
        if !begins {
            return;
        }
        let mut node = 0;
        for (i, piece) in pieces.iter().enumerate() {
            let Some(next) = piece.id.and_then(|id| self.steps.get(&(node, id))) else { return };
            node = *next;
            for entry in &self.entries[node as usize] {
                if entry.cases.iter().zip(pieces).all(|(case, piece)| case.admits(piece.text)) {
                    found(i + 1, entry.sense);
                }
            }
        }
    }
}

impl LowerPlace {
    pub fn kind(self) -> MentionKind {
        match self {
            Self::Country(_) => MentionKind::Country,
            Self::Capital(_) | Self::Place(_) => MentionKind::Place,
        }
    }

    /// The sense of the name with its capitals.
    pub fn sense(self) -> Sense {
        match self {
            Self::Country(i) => Sense::Country(i),
            Self::Capital(i) => Sense::Capital(i),
            Self::Place(i) => Sense::Place(i),
        }
    }
}

impl Case {
    fn admits(self, word: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()),
            Self::Small => !word.chars().any(char::is_uppercase),
            Self::Mixed => word.chars().filter(|c| c.is_uppercase()).count() > 1,
            Self::Capitals => !word.chars().any(char::is_lowercase),
        }
    }
}

fn case_of(word: &str) -> Case {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    match (letters.count(), capitals) {
        (all, upper) if all >= 2 && all == upper => Case::Capitals,
        (_, upper) if upper >= 2 && !word.contains('.') => Case::Mixed,
        _ if word.starts_with(char::is_uppercase) => Case::Capital,
        _ => Case::Any,
    }
}

/// The words of a phrase, parted as texts are: at blanks, hyphens, commas, and
/// before a possessive.
fn split(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(' ').flat_map(|word| {
        let (word, comma) = word.strip_suffix(',').map_or((word, ""), |word| (word, ","));
        let (word, own) = match word.strip_suffix("'s") {
            Some(owner) => (owner, "'s"),
            None => word.strip_suffix('\'').map_or((word, ""), |owner| (owner, "'")),
        };
        pieces(word).chain([own, comma]).filter(|part| !part.is_empty())
    })
}

/// The plural of an office: of its noun, which stands before "of" or "to".
fn plural(office: &str) -> String {
    let noun =
        [" of ", " to ", " for ", " at ", " in ", "-in-"].iter().filter_map(|link| office.find(link)).min();
    let (noun, rest) = office.split_at(noun.unwrap_or(office.len()));
    let noun = match noun {
        "Secretary General" => return "Secretaries General".to_owned() + rest,
        _ if noun.ends_with("man") => format!("{}men", &noun[..noun.len() - 3]),
        _ if noun.ends_with('y') && !noun.ends_with("ey") => format!("{}ies", &noun[..noun.len() - 1]),
        _ if noun.ends_with("ss") || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    noun + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senses(text: &str) -> Vec<(usize, Sense)> {
        let lexicon = Lexicon::new(Knowledge::get());
        let pieces: Vec<Piece> =
            split(text).map(|text| Piece { text, id: lexicon.id(&fold(text)) }).collect();
        let mut found = Vec::new();
        lexicon.matches(&pieces, |len, sense| found.push((len, sense)));
        found
    }

    #[track_caller]
    fn check(text: &str, len: usize, is: impl Fn(Sense) -> bool) {
        let found = senses(text);
        assert!(found.iter().any(|&(l, s)| l == len && is(s)), "{text}: {found:?}");
    }

    #[test]
    fn phrases_are_found_by_their_words() {
        check("Republic of Korea", 3, |s| matches!(s, Sense::Country(_)));
        check("Washington, D.C.", 3, |s| matches!(s, Sense::Capital(_)));
        check("Guinea-Bissau", 3, |s| matches!(s, Sense::Country(_)));
        check("RUSSIA", 1, |s| matches!(s, Sense::Country(_)));
        check("People's Republic of China", 5, |s| matches!(s, Sense::Country(_)));
        check("secretaries general", 2, |s| matches!(s, Sense::Offices(_)));
        check("foreign ministers", 2, |s| matches!(s, Sense::Offices(_)));
        check("Vučić", 1, |s| matches!(s, Sense::Surname(_)));
    }

    #[test]
    fn case_tells_acronyms_and_words_apart() {
        assert!(!senses("us").iter().any(|(_, s)| matches!(s, Sense::Country(_))));
        assert!(!senses("turkey").iter().any(|(_, s)| matches!(s, Sense::Country(_))));
        assert!(!senses("who").iter().any(|(_, s)| matches!(s, Sense::Organisation(_))));
        check("US", 1, |s| matches!(s, Sense::Country(_)));
    }
}
