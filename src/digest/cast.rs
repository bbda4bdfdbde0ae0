//! The people of the week: how each is introduced and named afterwards.

use crate::record::{Mention, MentionKind, Span};
use crate::weave::{Lands, Paper, PersonName, surname_of};

use super::prove::is_office_word;

/// Everyone whom the papers name in full.
pub struct Cast {
    people: Vec<Person>,
}

/// A person with the words that introduce them best.
pub struct Person {
    name: PersonName,
    /// The best first; never empty.
    introductions: Vec<Introduction>,
}

/// Words that introduce a person, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// "Prime Minister Naftali Bennett of Israel".
    pub text: String,
    /// "Prime Minister"; empty where no office is given.
    pub office: String,
    /// "Naftali Bennett".
    pub name: String,
    /// "Bennett", "Xi".
    pub short: String,
    /// Index of the paper.
    pub paper: usize,
    pub span: Span,
    /// How much it tells.
    worth: u8,
}

impl Introduction {
    /// Whether it gives the name in full.
    fn full(&self) -> bool {
        self.name.contains(' ')
    }
}

impl Cast {
    /// Gathers the people of the papers, in their order.
    pub fn of(papers: &[Paper]) -> Self {
        let mut people: Vec<Person> = Vec::new();
        for (i, paper) in papers.iter().enumerate() {
            for mention in paper.document.mentions.iter().filter(|m| m.kind == MentionKind::Person) {
                let Some(name) = PersonName::new(&mention.name, mention.country.as_deref()) else { continue };
                let Some(found) = introduction(mention, paper, i) else { continue };
                let found = title_introduction(&found, mention, paper).unwrap_or(found);
                match people.iter_mut().find(|person| person.name.fits(&name)) {
                    Some(person) => person.introductions.push(found),
                    None => people.push(Person { name, introductions: vec![found] }),
                }
            }
        }
        people.iter_mut().for_each(Person::put_best_first);
        Self { people }
    }

    /// The person of a name; `None` where it fits nobody, or a bare surname fits several.
    pub fn find(&self, name: &str, country: Option<&str>) -> Option<usize> {
        let name = PersonName::new(name, country)?;
        let mut fitting = (0..self.people.len()).filter(|&i| self.people[i].name.fits(&name));
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
        let fits = |i: &&Introduction| i.paper == paper && i.worth + 2 >= best && i.short == self.short();
        let own = self.introductions.iter().find(fits);
        own.unwrap_or(&self.introductions[0])
    }

    /// The introduction that tells most, in the spelling that most papers use.
    pub fn best(&self) -> &Introduction {
        &self.introductions[0]
    }

    fn put_best_first(&mut self) {
        let uses = |short: &str| self.introductions.iter().filter(|i| i.short == short).count();
        let mut spellings: Vec<(usize, &str)> =
            self.introductions.iter().map(|i| (uses(&i.short), i.short.as_str())).collect();
        spellings.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let common = spellings[0].1.to_owned();
        self.introductions.sort_by_key(|i| {
            (std::cmp::Reverse((i.full(), i.short == common, i.worth)), i.text.len(), i.paper, i.span.start)
        });
    }

    /// Whether more than the surname is known.
    pub fn is_introduced(&self) -> bool {
        self.best().full() || !self.best().office.is_empty()
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

/// The name at a mention as it is written there, and the mention as an introduction.
fn introduction(mention: &Mention, paper: &Paper, i: usize) -> Option<Introduction> {
    let span = without_country(paper, mention.span);
    let words = uncapped(paper.words(span));
    let (title, name) = part(&words, mention.country.as_deref())?;
    let (after, len) = country_after(paper, span);
    // "Deputy Prime Minister - Minister for …": the first office will do.
    let (office, country) = office(title.split(" - ").next().unwrap_or(title))?;
    let country = country.or(after);
    let text = match (office.is_empty(), &country) {
        (_, Some((of, true))) => format!("{office} {name} of {of}"),
        (_, Some((demonym, false))) => format!("{demonym} {office} {name}"),
        _ => format!("{office} {name}"),
    };
    let taken =
        if country.as_ref().is_some_and(|(_, of)| *of) && title_has_no_country(title) { len } else { 0 };
    let span = Span { start: span.start, end: span.end + taken };
    let full = name.split_whitespace().count() >= 2;
    let worth = 4 * u8::from(!office.is_empty())
        + 4 * u8::from(full)
        + 3 * u8::from(name == mention.name)
        + 2 * u8::from(country.is_some());
    let text = text.trim().to_owned();
    let short = surname_of(name, mention.country.as_deref());
    Some(Introduction { text, office, name: name.to_owned(), short, paper: i, span, worth })
}

/// The words of the document's title that name a person in full whom the text names by
/// surname only: "Press Secretary Jen Psaki". The mention in the text is what is cited.
fn title_introduction(found: &Introduction, mention: &Mention, paper: &Paper) -> Option<Introduction> {
    let title = paper.document.article.title.as_deref()?;
    if found.name.contains(' ') {
        return None;
    }
    let words: Vec<&str> =
        title.split_whitespace().map(|word| word.trim_matches([',', ';', ':', '’', '\''])).collect();
    let at = words.iter().position(|word| word.to_lowercase() == found.name.to_lowercase())?;
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let from = at - words[..at].iter().rev().take_while(capital).count();
    let run = words[from..=at].join(" ");
    let (title, name) = part(&run, mention.country.as_deref())?;
    let (office, country) = office(title)?;
    if !name.contains(' ') || country.is_some_and(|(_, of)| of) {
        return None;
    }
    let worth = 4 * u8::from(!office.is_empty()) + 4;
    let short = surname_of(name, mention.country.as_deref());
    let text = format!("{office} {name}").trim().to_owned();
    Some(Introduction { text, office, name: name.to_owned(), short, worth, ..found.clone() })
}

/// "PRESIDENT IOHANNIS" of a transcript as "President Iohannis".
fn uncapped(words: &str) -> String {
    if words.chars().any(char::is_lowercase) {
        return words.to_owned();
    }
    let capped = words.split(' ').map(|word| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().collect();
        first + &letters.as_str().to_lowercase()
    });
    capped.collect::<Vec<_>>().join(" ")
}

/// A mention without " of France" at its end.
fn without_country(paper: &Paper, span: Span) -> Span {
    let words = paper.words(span);
    let Some((head, rest)) = words.rsplit_once(" of ") else { return span };
    let folded: Vec<String> = rest.split_whitespace().map(str::to_lowercase).collect();
    let from = usize::from(folded.first().is_some_and(|word| word == "the"));
    let all = Lands::get().at(&folded, from).is_some_and(|(_, len)| from + len == folded.len());
    let named = head.split_whitespace().last().is_some_and(|word| !is_office_word(&word.to_lowercase()));
    let end = span.start + head.chars().count();
    if all && named { Span { end, ..span } } else { span }
}

/// Parts a mention into its title and the name: the name is what follows the last word
/// that is an office, a country, a small-lettered word or an honorific.
fn part<'w>(words: &'w str, country: Option<&str>) -> Option<(&'w str, &'w str)> {
    let mut from = 0;
    let mut at = 0;
    let parts: Vec<&str> = words.split(' ').collect();
    let folded: Vec<String> = parts.iter().map(|word| word.trim_matches([',', ';']).to_lowercase()).collect();
    let mut skip = 0;
    for (i, word) in parts.iter().enumerate() {
        let end = at + word.len();
        if skip > 0 {
            skip -= 1;
            from = end;
        } else if let Some((_, len)) = Lands::get().at(&folded, i) {
            from = end;
            skip = len - 1;
        } else if is_title_word(word, &folded[i]) {
            from = end;
        }
        at = end + 1;
    }
    let name = words[from..].trim();
    let full = name.split_whitespace().count() >= 2 || country.is_some();
    (!name.is_empty() && full && !name.contains('\n')).then(|| (words[..from].trim(), name))
}

fn is_title_word(word: &str, folded: &str) -> bool {
    let particle = matches!(
        folded,
        "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ben"
    ) || folded.starts_with("el-")
        || folded.starts_with("al-");
    let honorific = matches!(folded.trim_end_matches('.'), "mr" | "mrs" | "ms" | "dr" | "sir");
    honorific || is_office_word(folded) || (!particle && word.chars().next().is_some_and(char::is_lowercase))
}

/// The office that a title states and the country in it; `None` where the title is more
/// than an office of a country. The country comes with whether "of" goes before it.
#[allow(clippy::type_complexity)]
fn office(title: &str) -> Option<(String, Option<(String, bool)>)> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut office: Vec<&str> = Vec::new();
    let mut country = None;
    let mut i = 0;
    while i < words.len() {
        match Lands::get().at(&folded, i) {
            Some((code, len)) => {
                let of = !office.is_empty();
                let land = Lands::get().land(code)?;
                country = Some(if of {
                    (with_article(land.name), true)
                } else {
                    (words[i..i + len].join(" "), false)
                });
                i += len;
            }
            None if matches!(folded[i].trim_end_matches('.'), "mr" | "mrs" | "ms" | "dr" | "sir") => i += 1,
            None => {
                office.push(words[i]);
                i += 1;
            }
        }
    }
    while office.last().is_some_and(|word| matches!(*word, "of" | "the")) {
        office.pop();
    }
    let plain = office.iter().all(|word| {
        let word = word.to_lowercase();
        is_office_word(&word) || matches!(word.as_str(), "of" | "the" | "and" | "for" | "to")
    });
    let short = office.len() <= 6 && office.last().is_none_or(|word| is_office_word(&word.to_lowercase()));
    (plain && short).then(|| (office.join(" "), country))
}

fn title_has_no_country(title: &str) -> bool {
    let folded: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    (0..folded.len()).all(|i| Lands::get().at(&folded, i).is_none())
}

/// The country in " of France" or " of the United States" right after a mention, and how
/// many code points that takes.
fn country_after(paper: &Paper, span: Span) -> (Option<(String, bool)>, usize) {
    let window = Span { start: span.end, end: span.end + 60 };
    let mut end = window.end;
    while paper.text.at(Span { start: span.end, end }).is_none() && end > span.end + 1 {
        end -= 1;
    }
    let after = paper.words(Span { start: span.end, end });
    let Some(rest) = after.strip_prefix(" of ") else { return (None, 0) };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let trim = |word: &str| word.trim_matches([',', '.', ';', ':', '!', '?', ')']).to_lowercase();
    let folded: Vec<String> = words.iter().map(|word| trim(word)).collect();
    let skip = usize::from(folded.first().is_some_and(|word| word == "the"))
        + 2 * usize::from(
            folded.get(1).is_some_and(|w| w == "republic") && folded.get(2).is_some_and(|w| w == "of"),
        );
    let found = Lands::get()
        .at(&folded, 0)
        .map(|f| (f, 0))
        .or_else(|| Lands::get().at(&folded, skip).map(|f| (f, skip)));
    let Some(((code, len), skipped)) = found else { return (None, 0) };
    let Some(land) = Lands::get().land(code) else { return (None, 0) };
    let mut taken = " of ".chars().count();
    for (k, word) in words[..skipped + len].iter().enumerate() {
        let last = k + 1 == skipped + len;
        taken += if last { trim(word).chars().count() } else { word.chars().count() + 1 };
    }
    (Some((with_article(land.name), true)), taken)
}

/// A country's name as it stands in a sentence: "the United States".
pub fn with_article(name: &str) -> String {
    let plural = ["Netherlands", "Philippines", "Maldives", "Bahamas", "Comoros", "Seychelles"];
    let composed = ["United ", "Republic", "Islands", "Emirates", "Union", "Kingdom"];
    let article = plural.contains(&name)
        || composed.iter().any(|part| name.contains(part))
        || name == "Holy See"
        || name == "Gambia";
    if article { format!("the {name}") } else { name.to_owned() }
}
