//! The people of the week: how each is introduced and named afterwards.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::knowledge::Knowledge;
use crate::record::MentionKind;
use crate::weave::{Paper, PersonName};

use super::introduction::Introduction;

/// Everyone whom the papers name in full.
pub struct Cast {
    people: Vec<Person>,
    /// Who has a surname, in its one spelling.
    called: HashMap<String, Vec<usize>>,
}

/// Whether what is taken for a surname is a country: "Germany".
fn is_country(surname: &str) -> bool {
    Knowledge::get().countries.iter().any(|country| country.name == surname)
}

/// A person with the words that introduce them best.
pub struct Person {
    name: PersonName,
    /// The best first; never empty.
    introductions: Vec<Introduction>,
}

impl Cast {
    /// Gathers the people of the papers, in their order; the first `of_week` are those of the
    /// week, by whose words people are introduced where they tell as much as earlier ones.
    pub fn of(papers: &[Paper], of_week: usize) -> Self {
        let mut people: Vec<Person> = Vec::new();
        let mut called: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, paper) in papers.iter().enumerate() {
            for mention in paper.document.mentions.iter().filter(|m| m.kind == MentionKind::Person) {
                let Some(name) = PersonName::new(&mention.name, mention.country.as_deref()) else { continue };
                let Some(found) = Introduction::of(mention, paper, i) else { continue };
                if is_country(&found.short) {
                    continue;
                }
                let namesakes = called.entry(name.surname().to_owned()).or_default();
                match namesakes.iter().find(|&&i| people[i].name.fits(&name)) {
                    Some(&i) => people[i].introductions.push(found),
                    None => {
                        namesakes.push(people.len());
                        people.push(Person { name, introductions: vec![found] });
                    }
                }
            }
        }
        people.iter_mut().for_each(|person| person.put_best_first(of_week));
        Self { people, called }
    }

    /// The person of a name; `None` where it fits nobody, or a bare surname fits several.
    pub fn find(&self, name: &str, country: Option<&str>) -> Option<usize> {
        let name = PersonName::new(name, country)?;
        let namesakes = self.called.get(name.surname())?;
        let mut fitting = namesakes.iter().copied().filter(|&i| self.people[i].name.fits(&name));
        let first = fitting.next()?;
        (name.is_full() || fitting.next().is_none()).then_some(first)
    }

    /// A person by index.
    pub fn person(&self, i: usize) -> &Person {
        &self.people[i]
    }

    /// Whether none of these other people has the same surname.
    pub fn is_short_name_clear<'p>(&self, i: usize, among: impl IntoIterator<Item = &'p usize>) -> bool {
        let surname = self.people[i].name.surname();
        among.into_iter().all(|&j| j == i || self.people[j].name.surname() != surname)
    }
}

impl Person {
    /// The best introduction, one of the given paper's own before others of equal worth.
    pub fn introduction(&self, paper: usize) -> &Introduction {
        let best = self.introductions[0].worth;
        let fits = |i: &&Introduction| {
            let same = i.name == self.full() && i.office == self.office();
            i.paper == paper && i.worth + 2 >= best && same
        };
        let own = self.introductions.iter().find(fits);
        own.unwrap_or(&self.introductions[0])
    }

    /// The introduction that tells most, in the spelling that most papers use.
    pub fn best(&self) -> &Introduction {
        &self.introductions[0]
    }

    fn put_best_first(&mut self, of_week: usize) {
        let common = |of: fn(&Introduction) -> &str| {
            let mut uses: HashMap<&str, usize> = HashMap::new();
            for words in self.introductions.iter().map(of).filter(|words| !words.is_empty()) {
                *uses.entry(words).or_default() += 1;
            }
            let most = uses.into_iter().max_by_key(|&(words, n)| (n, Reverse(words)));
            most.map(|(words, _)| words.to_owned()).unwrap_or_default()
        };
        let (short, office) = (common(|i| &i.short), common(|i| &i.office));
        self.introductions.sort_by_key(|i| {
            let full = (i.is_full(), !i.office.is_empty(), i.paper < of_week);
            let common = (full, i.short == short, i.office == office);
            (Reverse((common, i.worth)), i.text.len(), i.paper, i.span.start)
        });
    }

    /// Whether enough is known to tell a reader who it is.
    pub fn is_introduced(&self) -> bool {
        self.best().is_enough()
    }

    /// Whether a word is the surname in one of its spellings.
    pub fn is_called(&self, word: &str) -> bool {
        self.name.is_called(word)
    }

    /// ISO 3166-1 alpha-3.
    pub fn country(&self) -> Option<&str> {
        self.name.country()
    }

    /// The office that the best introduction gives, in the documents' words.
    pub fn office(&self) -> &str {
        &self.introductions[0].office
    }

    /// As the documents write it.
    pub fn full(&self) -> &str {
        &self.introductions[0].name
    }

    /// "Bennett", as the best introduction spells it.
    pub fn short(&self) -> &str {
        &self.introductions[0].short
    }
}
