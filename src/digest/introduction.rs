//! How a document introduces a person: the name with the office and the country.

use crate::knowledge::Knowledge;
use crate::record::{Mention, MentionKind, Span};
use crate::weave::{Lands, Paper, spelling, surname_of};

use super::forms::Forms;
use super::prove::is_office_word;

/// An office of more words stands after the name.
const LONG_OFFICE: usize = 4;

/// An apposition of more words is not taken over.
const LONG_APPOSITION: usize = 10;

/// Words that introduce a person, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// "Prime Minister Naftali Bennett of Israel"; "Mykhailo Podoliak, adviser to the
    /// Head of the President's Office," with the comma that closes it.
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
    /// Whether it says of which country the person is.
    has_land: bool,
    /// How much it tells.
    pub worth: u8,
}

/// The country in a title.
enum Land {
    /// "Russian", before the office.
    Before(String),
    /// "Israel", after "of".
    After(String),
}

/// What stands before a name.
#[derive(Default)]
struct Title {
    office: String,
    land: Option<Land>,
}

impl Introduction {
    /// The introduction that a mention makes; `None` where it has no name.
    pub fn of(mention: &Mention, paper: &Paper, i: usize) -> Option<Self> {
        let country = mention.country.as_deref();
        let mut span = without_country(paper, mention.span);
        let words = uncapped(paper.words(span));
        let named = words.strip_suffix(mention.name.as_str()).filter(|_| mention.name.contains(' '));
        let (title, name) = match named {
            Some(title) => (title.trim(), mention.name.as_str()),
            None => part(&words, country)?,
        };
        let mut title = Title::read(title).unwrap_or_default();
        if title.land.is_none()
            && let Some((land, end)) = country_after(paper, span)
        {
            title.land = Some(Land::After(land));
            span.end = end;
        }
        let mut name = name.to_owned();
        if title.land.is_none()
            && let Some((of_title, full)) = in_title(paper, surname_of(&name, country).as_str(), country)
        {
            if !name.contains(' ') && (full.contains(' ') || of_title.land.is_some()) {
                title = of_title;
                name = full;
            } else if title.office.is_empty() || title.office == of_title.office {
                title.land = of_title.land;
            }
        }
        let mut text = title.with(&name);
        if title.office.is_empty()
            && let Some((apposition, end)) = apposition(paper, span)
        {
            text = format!("{name}, {apposition},");
            title.office = apposition;
            span.end = end;
        }
        let worth = 4 * u8::from(!title.office.is_empty())
            + 4 * u8::from(name.contains(' '))
            + 3 * u8::from(spelling(&name) == spelling(&mention.name))
            + 2 * u8::from(title.land.is_some());
        let short = surname_of(&name, country);
        let has_land = title.land.is_some();
        Some(Self { text, office: title.office, name, short, paper: i, span, has_land, worth })
    }

    /// Whether it tells a reader who this is: by the full name, or by the office and whose
    /// it is ("President Iohannis" alone does not).
    pub fn is_enough(&self) -> bool {
        self.is_full() || (!self.office.is_empty() && self.has_land)
    }

    /// Whether it gives more than the surname.
    pub fn is_full(&self) -> bool {
        self.name.contains(' ')
    }
}

impl Title {
    /// Takes the words before a name apart; `None` where they are more than an office of
    /// a country. Of two offices ("Deputy Prime Minister - Minister for …") the first will do.
    fn read(words: &str) -> Option<Self> {
        let words = words.split(" - ").next().unwrap_or(words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let folded: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let (mut office, mut land) = (Vec::new(), None);
        let mut i = 0;
        while i < words.len() {
            if let Some((code, len)) = Lands::get().at(&folded, i) {
                let after = !office.is_empty();
                let name = Lands::get().land(code)?.name;
                let before = || Land::Before(words[i..i + len].join(" "));
                land = Some(if after { Land::After(with_article(name)) } else { before() });
                i += len;
            } else {
                if !is_honorific(&folded[i]) {
                    office.push(words[i]);
                    // "President of Iran Supreme …": the words after the country are not understood.
                    if matches!(land, Some(Land::After(_))) {
                        return None;
                    }
                }
                i += 1;
            }
        }
        while office.last().is_some_and(|word| matches!(*word, "of" | "the")) {
            office.pop();
        }
        let small = |word: &&str| word.starts_with(char::is_lowercase);
        let known =
            |word: &str| is_office_word(word) || matches!(word, "of" | "the" | "and" | "for" | "to" | "on");
        let plain = office.iter().filter(|word| small(word)).all(|word| known(&word.to_lowercase()));
        let names_office = office.iter().any(|word| is_office_word(&word.to_lowercase()));
        let fits = office.is_empty() || (plain && names_office && office.len() <= LONG_APPOSITION);
        fits.then(|| Self { office: office.join(" "), land })
    }

    /// The name with its title: before it where that is short, else after it.
    fn with(&self, name: &str) -> String {
        let office = self.office.as_str();
        let ends_in_office =
            office.rsplit(' ').next().is_some_and(|word| is_office_word(&word.to_lowercase()));
        let long = office.split(' ').count() > LONG_OFFICE || !ends_in_office;
        match &self.land {
            _ if office.is_empty() && self.land.is_none() => name.to_owned(),
            Some(Land::After(land)) if office.is_empty() => format!("{name} of {land}"),
            Some(Land::Before(land)) if office.is_empty() => format!("{land} {name}"),
            Some(Land::After(land)) if !long => format!("{office} {name} of {land}"),
            Some(Land::Before(land)) if !long => format!("{land} {office} {name}"),
            Some(Land::After(land)) => format!("{name}, {} of {land},", small_head(office)),
            Some(Land::Before(land)) => format!("{name}, {land} {},", small_head(office)),
            None if long => format!("{name}, {},", small_head(office)),
            None => format!("{office} {name}"),
        }
    }
}

/// Words with a small letter at their head, unless the first is an acronym.
fn small_head(words: &str) -> String {
    let acronym =
        words.split(' ').next().is_some_and(|word| word.len() > 1 && !word.chars().any(char::is_lowercase));
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if !acronym => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
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

/// Parts the words of a mention into title and name: the name is what follows the last
/// word that is an office, a country, a small-lettered word or an honorific.
fn part<'w>(words: &'w str, country: Option<&str>) -> Option<(&'w str, &'w str)> {
    let parts = positions(words);
    let folded: Vec<String> =
        parts.iter().map(|(_, word)| word.trim_matches([',', ';']).to_lowercase()).collect();
    let mut from = 0;
    let mut i = 0;
    while i < parts.len() {
        let len = match Lands::get().at(&folded, i) {
            Some((_, len)) => len,
            None => 1,
        };
        let (at, last) = parts[i + len - 1];
        if len > 1 || Lands::get().at(&folded, i).is_some() || is_title_word(parts[i].1, &folded[i]) {
            from = at + last.len();
        }
        i += len;
    }
    let name = words[from..].trim();
    let full = name.contains(' ') || country.is_some();
    (!name.is_empty() && full && !name.contains('\n')).then(|| (words[..from].trim(), name))
}

fn is_title_word(word: &str, folded: &str) -> bool {
    let particle = Forms::get().words.name_particles.has(folded)
        || folded.starts_with("el-")
        || folded.starts_with("al-");
    is_honorific(folded) || is_office_word(folded) || (!particle && word.starts_with(char::is_lowercase))
}

fn is_honorific(folded: &str) -> bool {
    Knowledge::get().honorifics.iter().any(|honorific| honorific.word.eq_ignore_ascii_case(folded))
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

/// The country in " of France" or " of the United States" right after a mention, as a
/// sentence names it, and where its words end.
fn country_after(paper: &Paper, span: Span) -> Option<(String, usize)> {
    let rest = after(paper, span).strip_prefix(" of ")?;
    let parts = positions(rest);
    let folded: Vec<String> = parts.iter().map(|(_, word)| bare(word).to_lowercase()).collect();
    let is = |i: usize, word: &str| folded.get(i).is_some_and(|other| other == word);
    let the = usize::from(is(0, "the"));
    let republic = 2 * usize::from(is(the, "republic") && is(the + 1, "of"));
    let at = |i: usize| Lands::get().at(&folded, i).map(|(code, len)| (code, i + len));
    let (code, end) = at(0).or_else(|| at(the)).or_else(|| at(the + republic))?;
    let (start, word) = parts[end - 1];
    let taken = &rest[..start + bare(word).len()];
    let land = Lands::get().land(code)?;
    Some((with_article(land.name), span.end + " of ".len() + taken.chars().count()))
}

/// The office in ", the director of the agency," right after a mention, and where its
/// words end.
fn apposition(paper: &Paper, span: Span) -> Option<(String, usize)> {
    let rest = after(paper, span).strip_prefix(", ")?;
    let words = &rest[..rest.find([',', '.', ';', ':', '(', '—', '–', '"', '“', '\n'])?];
    let parts: Vec<&str> = words.split_whitespace().collect();
    let known = |word: &&str| {
        let folded = word.to_lowercase();
        let folded = folded.trim_end_matches("'s").trim_end_matches("’s");
        word.starts_with(char::is_uppercase)
            || is_office_word(folded)
            || matches!(folded, "the" | "a" | "an" | "of" | "for" | "to" | "and")
    };
    let office = parts.iter().any(|word| is_office_word(&word.to_lowercase()))
        && !parts.first().is_some_and(|word| matches!(*word, "and" | "or" | "with"));
    // "the head of the office": whose, the words before have told.
    let vague = super::write::has_known_thing(words)
        || !parts.iter().any(|word| word.starts_with(char::is_uppercase));
    // "…, Interior Minister B," is the next of a list.
    let end = span.end + 2 + words.chars().count();
    let other = paper.document.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Person && mention.span.start >= span.end && mention.span.start < end
    });
    let fits = office && !other && !vague && parts.len() <= LONG_APPOSITION && parts.iter().all(known);
    fits.then(|| (words.to_owned(), end))
}

/// The office, country and name in the title of an official document, of a person whom the
/// text calls less: "Press Secretary" and "Jen Psaki", "President" of Romania and "Iohannis".
fn in_title(paper: &Paper, surname: &str, country: Option<&str>) -> Option<(Title, String)> {
    let title = paper.document.article.title.as_deref().filter(|_| paper.is_official())?;
    let words: Vec<&str> = title
        .split_whitespace()
        .map(|word| without_owner(word.trim_matches([',', ';', ':', '’', '\''])))
        .collect();
    let at = words.iter().position(|word| word.to_lowercase() == surname.to_lowercase())?;
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let from = at - words[..at].iter().rev().take_while(capital).count();
    let run = words[from..=at].join(" ");
    let (title, name) = part(&run, country)?;
    let mut title = Title::read(title)?;
    if title.land.is_none() {
        let folded: Vec<String> = words[at + 1..].iter().map(|word| word.to_lowercase()).collect();
        let of = folded.first().is_some_and(|word| word == "of");
        let the = 1 + usize::from(folded.get(1).is_some_and(|word| word == "the"));
        let land = Lands::get().at(&folded, the).filter(|_| of);
        title.land = land
            .and_then(|(code, _)| Lands::get().land(code))
            .map(|land| Land::After(with_article(land.name)));
    }
    Some((title, name.to_owned()))
}

/// "Biden" of "Biden’s".
fn without_owner(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("’s")
}

/// The words after a span within its sentence.
fn after<'p>(paper: &'p Paper, span: Span) -> &'p str {
    let end = paper.sentences_around(span).end;
    if end > span.end { paper.words(Span { start: span.end, end }) } else { "" }
}

/// The words of a text with the byte at which each starts.
fn positions(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect()
}

fn bare(word: &str) -> &str {
    let stop = if word.trim_end_matches('.').contains('.') { "" } else { "." };
    word.trim_end_matches([',', ';', ':', '!', '?', ')']).trim_end_matches(stop)
}

/// A country's name as it stands in a sentence: "the United States".
pub fn with_article(name: &str) -> String {
    let the = &Forms::get().lands_with_the;
    let article =
        the.names.iter().any(|other| other == name) || the.parts.iter().any(|part| name.contains(part));
    if article { format!("the {name}") } else { name.to_owned() }
}
