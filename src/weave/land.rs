//! Countries by the words that name them, wherever in a text.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::knowledge::{Country, Knowledge};

/// Finds countries in words.
pub struct Lands {
    /// Every form in small letters by its first word, the longest first.
    forms: HashMap<String, Vec<(Vec<String>, &'static str)>>,
}

static LANDS: LazyLock<Lands> = LazyLock::new(|| Lands::of(&Knowledge::get().countries));

impl Lands {
    /// The countries that are part of the binary.
    pub fn get() -> &'static Self {
        &LANDS
    }

    /// A country by its code, ISO 3166-1 alpha-3.
    pub fn land(&self, code: &str) -> Option<&'static Country> {
        Knowledge::get().country(code)
    }

    /// The country that words name at `i`, by name or adjective, and how many of them.
    /// `words` are in small letters.
    pub fn at<S: AsRef<str>>(&self, words: &[S], i: usize) -> Option<(&'static str, usize)> {
        let forms = self.forms.get(words.get(i)?.as_ref())?;
        let fits = |form: &[String]| {
            words.len() >= i + form.len() && form.iter().zip(&words[i..]).all(|(a, b)| a == b.as_ref())
        };
        forms.iter().find(|(form, _)| fits(form)).map(|(form, code)| (*code, form.len()))
    }

    fn of(countries: &'static [Country]) -> Self {
        let mut forms: HashMap<String, Vec<(Vec<String>, &'static str)>> = HashMap::new();
        for country in countries {
            let names = [country.name].into_iter().chain(country.others.iter().copied());
            for form in names.chain(country.adjectives.iter().copied()).chain(country.people.iter().copied())
            {
                let words: Vec<String> = form.split_whitespace().map(str::to_lowercase).collect();
                if let Some(first) = words.first().cloned() {
                    forms.entry(first).or_default().push((words, country.code));
                }
            }
        }
        for list in forms.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Self { forms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(&str, usize)>) {
        let words: Vec<String> = words.split(' ').map(str::to_lowercase).collect();
        assert_eq!(Lands::get().at(&words, 0), expected);
    }

    #[test]
    fn words_name_countries() {
        check("South Korean envoys", Some(("KOR", 2)));
        check("Russian Federation", Some(("RUS", 2)));
        check("Russian envoys", Some(("RUS", 1)));
        check("U.S. envoys", Some(("USA", 1)));
        check("envoys", None);
        assert_eq!(Lands::get().land("ISR").map(|land| land.adjective()), Some("Israeli"));
    }
}
