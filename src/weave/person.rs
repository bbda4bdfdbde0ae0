//! Whether two names name one person, across spellings and documents.

use unicode_normalization::UnicodeNormalization;

use crate::record::disguised;

/// Name parts that belong to the surname after them.
const PARTICLES: [&str; 18] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el", "bin",
    "ibn", "ben",
];

/// What follows a surname.
const SUFFIXES: [&str; 6] = ["jr", "jr.", "sr", "sr.", "ii", "iii"];

/// Countries where the surname stands first or, in Ethiopia and Eritrea, the name that somebody is
/// called by; ISO 3166-1 alpha-3.
const SURNAME_FIRST: [&str; 10] = ["CHN", "KOR", "PRK", "TWN", "HKG", "MAC", "VNM", "KHM", "ETH", "ERI"];

/// A person's name taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName {
    /// ISO 3166-1 alpha-3.
    country: Option<String>,
    /// In plain letters, one spelling for the common ways of writing a name in Latin letters.
    surname: String,
    /// The first given name in plain letters; empty where only the surname is known.
    given: String,
}

impl PersonName {
    /// Takes a name apart; `None` where it has no letters. One with letters that only look
    /// Latin is taken as a whole, so that it fits nobody but itself.
    pub fn new(name: &str, country: Option<&str>) -> Option<Self> {
        if disguised(name).next().is_some() {
            let country = country.map(str::to_owned);
            return Some(Self { country, surname: name.to_lowercase(), given: String::new() });
        }
        let words: Vec<&str> = name_words(name);
        let surname_first = is_surname_first(&words, country);
        let (surname, given) = if surname_first {
            (words[0].to_owned(), words.get(1).copied())
        } else {
            let surname = surname(&words)?;
            let given = words.first().copied().filter(|first| !surname.starts_with(first));
            (surname, given)
        };
        let surname = spelling(&surname);
        let given = given.map(spelling).unwrap_or_default();
        (!surname.is_empty()).then(|| Self { country: country.map(str::to_owned), surname, given })
    }

    /// Whether both may name one person: the same surname, given names that begin alike
    /// (where both are known) and no difference of country.
    pub fn fits(&self, other: &Self) -> bool {
        let alike = self.given.chars().zip(other.given.chars()).take(2).all(|(a, b)| a == b);
        let country = match (&self.country, &other.country) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        self.surname == other.surname && country && alike
    }

    /// Whether a given name is known.
    pub fn is_full(&self) -> bool {
        !self.given.is_empty()
    }

    /// Whether a word is the surname in one of its spellings.
    pub fn is_called(&self, word: &str) -> bool {
        self.surname == spelling(word)
    }

    /// ISO 3166-1 alpha-3.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The surname in its one spelling.
    pub fn surname(&self) -> &str {
        &self.surname
    }
}

/// The surname of a name as it is written: "von der Leyen", "Xi" of a Chinese name.
pub fn surname_of(name: &str, country: Option<&str>) -> String {
    let words = name_words(name);
    if is_surname_first(&words, country) {
        return words[0].to_owned();
    }
    surname(&words).unwrap_or_else(|| name.to_owned())
}

/// Whether the first word is the surname; in Singapore of the names of three words, which are
/// Chinese ones.
fn is_surname_first(words: &[&str], country: Option<&str>) -> bool {
    let usual = country.is_some_and(|code| SURNAME_FIRST.contains(&code));
    words.len() > 1 && usual || words.len() == 3 && country == Some("SGP")
}

fn name_words(name: &str) -> Vec<&str> {
    let words = name.split_whitespace().map(|word| word.trim_matches([',', ';', '"', '“', '”']));
    words.filter(|word| !word.is_empty() && !SUFFIXES.contains(&word.to_lowercase().as_str())).collect()
}

/// The last word with the particles before it; a first word counts as one only where it
/// is written small.
fn surname(words: &[&str]) -> Option<String> {
    let mut from = words.len().checked_sub(1)?;
    let is_particle = |i: usize| {
        PARTICLES.contains(&words[i].to_lowercase().as_str())
            && (i > 0 || words[i].starts_with(char::is_lowercase))
    };
    while from > 0 && is_particle(from - 1) {
        from -= 1;
    }
    Some(words[from..].join(" "))
}

/// A name in plain small letters and one spelling: "Zelensky", "Zelenskyy" and "Zelenskiy"
/// come to the same, as do "Erdogan" and "Erdoğan", "Sergei" and "Sergey".
pub fn spelling(name: &str) -> String {
    let plain: String = name.nfd().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let plain = plain.replace('ł', "l").replace('ø', "o").replace('ı', "i").replace('đ', "d");
    let plain = plain.replace("kh", "h").replace(['y', 'j'], "i");
    let mut spelling = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if letter != 'i' || !spelling.ends_with('i') {
            spelling.push(letter);
        }
    }
    spelling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, same: bool) {
        let name = |name: &str| PersonName::new(name, Some("UKR")).unwrap();
        assert_eq!(name(a).fits(&name(b)), same, "{a} / {b}");
    }

    #[test]
    fn spellings_of_a_name_fit() {
        check("Volodymyr Zelensky", "Zelenskyy", true);
        check("Volodymyr Zelenskiy", "Volodymyr Zelenskyy", true);
        check("Recep Tayyip Erdogan", "Erdoğan", true);
        check("Sergei Lavrov", "Sergey Lavrov", true);
        check("Joe Biden", "Joseph R. Biden, Jr.", true);
        check("Joe Biden", "Jill Biden", false);
        check("Olena Zelenska", "Volodymyr Zelensky", false);
        check("Ursula von der Leyen", "von der Leyen", true);
    }

    #[test]
    fn a_name_in_disguise_is_nobody_elses() {
        check("Sergey Lavrov", "Serge\u{443} Lavrov", false);
        check("Lavrov", "Serge\u{443} Lavrov", false);
        check("Sergey Lavrov", "Sergey L\u{430}vrov", false);
        check("Sergey L\u{430}vrov", "Sergey L\u{430}vrov", true);
    }

    #[test]
    fn a_country_tells_namesakes_apart() {
        let (a, b) = (PersonName::new("Michel", Some("BEL")), PersonName::new("Michel", Some("FRA")));
        assert!(!a.unwrap().fits(&b.unwrap()));
        assert_eq!(surname_of("Xi Jinping", Some("CHN")), "Xi");
        assert_eq!(surname_of("Lee Hsien Loong", Some("SGP")), "Lee");
        assert_eq!(surname_of("Lawrence Wong", Some("SGP")), "Wong");
        assert_eq!(surname_of("Joseph R. Biden, Jr.", Some("USA")), "Biden");
        assert_eq!(surname_of("Ursula von der Leyen", None), "von der Leyen");
    }
}
