//! How a word looks: the hashes that tags, lemmas and trees are learned from.

use super::key::{self, Key};

/// Characters of a word that count; what is longer is no word.
const LONGEST: usize = 48;
const PREFIXES: usize = 3;
const SUFFIXES: usize = 5;

/// The look of one token, with quotes, dashes and digits of every kind made alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The word as written.
    pub cased: u64,
    /// The word in lower case.
    pub lower: u64,
    /// Its pattern of capitals, small letters, digits and marks.
    pub shape: u64,
    pub prefixes: [u64; PREFIXES],
    pub suffixes: [u64; SUFFIXES],
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has more than one letter, all of them capitals.
    pub shouts: bool,
    /// Whether it has a letter.
    pub letters: bool,
    /// Its length in characters, up to a limit.
    pub length: u8,
}

impl Form {
    /// The look of a token.
    pub fn of(word: &str) -> Self {
        let mut cased = ['\0'; LONGEST];
        let mut lower = ['\0'; LONGEST];
        let mut length = 0;
        for c in word.chars().map(plain).take(LONGEST) {
            cased[length] = c;
            lower[length] =
                if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            length += 1;
        }
        let (cased, lower) = (&cased[..length], &lower[..length]);
        let letters = cased.iter().filter(|c| c.is_alphabetic()).count();
        Self {
            cased: key::of_chars(cased.iter().copied()),
            lower: key::of_chars(lower.iter().copied()),
            shape: shape(cased),
            prefixes: std::array::from_fn(|n| key::of_chars(lower.iter().copied().take(n + 1))),
            suffixes: std::array::from_fn(|n| key::of_chars(lower.iter().copied().rev().take(n + 1))),
            capital: cased.first().is_some_and(|c| c.is_uppercase()),
            shouts: letters > 1 && !cased.iter().any(|c| c.is_lowercase()),
            letters: letters > 0,
            length: length as u8,
        }
    }
}

/// A character as the model knows it: one quote, one dash, one digit.
pub fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‛' | '`' | '´' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '…' => '.',
        '0'..='9' => '0',
        _ if c.is_numeric() && c.is_alphanumeric() && !c.is_ascii() && !c.is_alphabetic() => '0',
        _ => c,
    }
}

/// The pattern of a word: each run of one kind of character once, "Xx-0" for "Covid-19".
fn shape(word: &[char]) -> u64 {
    let mut last = '\0';
    let mut key = Key::new(u64::MAX - 1);
    for &c in word {
        let kind = match c {
            '0' => '0',
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ => c,
        };
        if kind != last {
            key = key.with(u64::from(u32::from(kind)));
            last = kind;
        }
    }
    key.finish()
}

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casing {
    /// As prose does: capitals mean something.
    Plain,
    /// As headlines do: most words have one.
    Title,
    /// In capitals throughout.
    Upper,
}

impl Casing {
    /// The casing of a sentence.
    pub fn of(forms: &[Form]) -> Self {
        let long = || forms.iter().skip(1).filter(|form| form.letters && form.length > 3);
        let words = long().count();
        let most = |count: usize| words >= 3 && count * 5 >= words * 4;
        if most(long().filter(|form| form.shouts).count()) {
            Self::Upper
        } else if most(long().filter(|form| form.capital).count()) {
            Self::Title
        } else {
            Self::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_dashes_and_digits_are_alike() {
        assert_eq!(Form::of("don’t").lower, Form::of("Don't").lower);
        assert_eq!(Form::of("“"), Form::of("\""));
        assert_eq!(Form::of("—"), Form::of("-"));
        assert_eq!(Form::of("1998").cased, Form::of("2023").cased);
        assert_ne!(Form::of("Kyiv").cased, Form::of("kyiv").cased);
    }

    #[test]
    fn casing_is_told_from_the_long_words() {
        let casing = |words: &str| Casing::of(&words.split(' ').map(Form::of).collect::<Vec<_>>());
        assert_eq!(casing("The ministers spoke about grain in Ankara"), Casing::Plain);
        assert_eq!(casing("Ministers Discuss Grain Corridor in Ankara"), Casing::Title);
        assert_eq!(casing("MINISTERS DISCUSS GRAIN IN ANKARA"), Casing::Upper);
        assert_eq!(casing("Yes ."), Casing::Plain);
    }
}
