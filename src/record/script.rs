//! Letters of other scripts that look like Latin ones: a name with a Cyrillic "а" in it is
//! not the name that it seems to be.

use unicode_security::{MixedScript, skeleton};

/// Whether a letter is of another script and looks like one of the Latin alphabet.
pub fn looks_latin(letter: char) -> bool {
    if letter.is_ascii() || !letter.is_alphabetic() {
        return false;
    }
    let mut bytes = [0; 4];
    let mut seen = skeleton(letter.encode_utf8(&mut bytes)).peekable();
    seen.peek().is_some() && seen.all(|c| c.is_ascii_alphabetic()) && !is_latin(letter)
}

fn is_latin(letter: char) -> bool {
    let beside: String = ['a', letter].into_iter().collect();
    beside.is_single_script()
}

/// The words of a text that a reader takes for Latin ones and that are not, wholly or in part.
pub fn disguised(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
    words.filter(|word| {
        word.chars().nth(1).is_some()
            && word.chars().any(looks_latin)
            && word.chars().all(|c| c.is_ascii() || looks_latin(c) || is_latin(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(disguised(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_that_pass_for_latin_ones_are_found() {
        check("Sergey Lаvrov met Erdoğan", &["Lаvrov"]);
        check("the ВВС reported, and TΑSS", &["ВВС", "TΑSS"]);
        check("Zelenskyy, Søren, Wałęsa, Kılıç, naïve, Αθήνα", &[]);
        check("Зеленський і Макрон, їжак, а не COVIDом, 北京, Tシャツ", &[]);
    }
}
