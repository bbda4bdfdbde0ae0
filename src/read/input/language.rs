//! Which language a document is in: what it says of itself, unless its words are plainly
//! of another.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::record::Article;

/// How many characters are looked at.
const LOOKED_AT: usize = 4_000;
/// Fewer words than this are too few to tell that a text is not English.
const FEW: usize = 25;
/// One word of so many is a small English one in English, and far fewer are elsewhere.
/// English news has one of four.
const IN_ENGLISH: usize = 10;
const ELSEWHERE: usize = 25;
/// A title in capitals of another script is told from names by so many letters.
const LETTERS: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    english: FxHashSet<String>,
    codes: FxHashMap<String, String>,
}

static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../knowledge/languages.toml"))
        .unwrap_or_else(|error| panic!("knowledge/languages.toml: {error}"))
});

/// Marks an article with its language, and warns where that is not what it says.
pub(super) fn mark(article: &mut Article) {
    let Some(found) = found(&article.text) else { return };
    match &article.language {
        Some(stated) if is_same(stated, found) => {}
        Some(stated) => {
            let warning =
                format!("The document calls its language \"{stated}\"; its words are of \"{found}\".");
            article.warnings.push(warning);
            article.language = Some(found.to_owned());
        }
        None => article.language = Some(found.to_owned()),
    }
}

/// Whether two codes are of one language, whatever the country.
fn is_same(one: &str, other: &str) -> bool {
    let language = |code: &str| code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let (one, other) = (language(one), language(other));
    let long = LANGUAGES.codes.get(&one);
    one == other || long.is_some_and(|short| *short == other)
}

/// The language that a text is plainly in; `None` where that cannot be told.
fn found(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let (mut words, mut english) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        english += usize::from(LANGUAGES.english.contains(&word.to_lowercase()));
    }
    if english * IN_ENGLISH >= words && words > IN_ENGLISH / 2 {
        return Some("en");
    }
    let is_enough = words >= FEW || is_of_other_script(text);
    if !is_enough || english * ELSEWHERE > words {
        return None;
    }
    // A list of names has no small words either: so that the two must agree.
    let guess =
        whatlang::detect(text).filter(|guess| guess.is_reliable() && guess.lang() != whatlang::Lang::Eng)?;
    LANGUAGES.codes.get(guess.lang().code()).map(String::as_str)
}

/// Whether most letters are of a script that English is not written in.
fn is_of_other_script(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other) =
        letters.fold(
            (0, 0),
            |(latin, other), c| {
                if c < '\u{250}' { (latin + 1, other) } else { (latin, other + 1) }
            },
        );
    other > latin && other >= LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn languages_are_told_by_their_words() {
        check("The envoys of both states met for an hour and agreed to meet again.", Some("en"));
        check("Посли двох держав зустрілися в понеділок і домовилися про нову зустріч.", Some("uk"));
        check("Послы двух стран встретились в понедельник и договорились о новой встрече.", Some("ru"));
        check(
            "Die Gesandten der beiden Staaten haben sich am Montag eine Stunde lang getroffen und wollen sich \
             nach den Worten eines Sprechers in der kommenden Woche wieder treffen, um über die Brücke zu reden.",
            Some("de"),
        );
        check(
            "Les envoyés des deux pays se sont rencontrés lundi pendant une heure et se reverront la semaine \
             prochaine, selon un porte-parole qui n'a pas voulu dire ce qui avait été décidé sur le pont.",
            Some("fr"),
        );
    }

    #[test]
    fn what_cannot_be_told_is_left_open() {
        for text in [
            "",
            "Talks",
            "Envoys meet: bridge",
            "Macron – Зеленський",
            "1 2 3",
            "Kyiv Warsaw Ankara Geneva Oslo Riga Minsk Vilnius Prague",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn words_count_before_what_is_stated() {
        let marked = |language: Option<&str>, text: &str| {
            let language = language.map(str::to_owned);
            let mut article = Article { language, text: text.to_owned(), ..Article::default() };
            mark(&mut article);
            (article.language, article.warnings.len())
        };
        let (english, ukrainian) =
            ("They said that it was not about the bridge.", "Посли двох держав зустрілися в понеділок.");
        let of = |code: &str| Some(code.to_owned());
        assert_eq!(marked(Some("en-GB"), english), (of("en-GB"), 0));
        assert_eq!(marked(Some("eng"), english), (of("eng"), 0));
        assert_eq!(marked(Some("tr"), english), (of("en"), 1));
        assert_eq!(marked(Some("en"), ukrainian), (of("uk"), 1));
        assert_eq!(marked(None, ukrainian), (of("uk"), 0));
        assert_eq!(marked(Some("fr"), "Paris, Oslo"), (of("fr"), 0));
        assert_eq!(marked(None, "Paris, Oslo"), (None, 0));
    }

    #[test]
    fn every_code_is_of_two_letters() {
        assert!(LANGUAGES.codes.values().all(|code| code.len() == 2));
        let known = whatlang::Lang::all().iter().filter(|lang| **lang != whatlang::Lang::Aka);
        assert!(known.into_iter().all(|lang| LANGUAGES.codes.contains_key(lang.code())));
    }
}
