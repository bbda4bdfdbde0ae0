//! Words as the checker compares them.

/// A word of a sentence or of cited words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is written, without a possessive ending.
    pub text: String,
    /// In small letters, with plain apostrophes.
    pub folded: String,
    /// Whether a comma, stop, bracket or dash parts it from the word before.
    pub parted: bool,
    /// Whether it is written with a possessive ending.
    pub owns: bool,
    /// Where it starts, in bytes.
    pub start: usize,
}

impl Word {
    /// Whether it is written with a capital or is a number in digits.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a text in order. Inner hyphens, apostrophes and the stops of
/// abbreviations ("U.S.") belong to the word; "500,000" and "4.5" are one.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut parted = true;
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if !first.is_alphanumeric() {
            parted |= !first.is_whitespace();
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let after = text[at + next.len_utf8()..].chars().next();
            if !next.is_alphanumeric() && !joins(&text[start..at], next, after) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let (text, possessive) = without_possessive(&text[start..end]);
        let folded = fold(text);
        let parted_here = std::mem::take(&mut parted);
        found.push(Word { text: text.to_owned(), folded, parted: parted_here, owns: possessive, start });
        parted |= possessive;
    }
    found
}

/// Whether a mark belongs to the word it stands in.
fn joins(word: &str, mark: char, after: Option<char>) -> bool {
    let goes_on = after.is_some_and(char::is_alphanumeric);
    match mark {
        '-' | '\'' | '’' | '‑' => goes_on,
        ',' => {
            goes_on
                && word.ends_with(|c: char| c.is_ascii_digit())
                && after.is_some_and(|c| c.is_ascii_digit())
        }
        '.' => is_abbreviation(word) || (goes_on && word.ends_with(|c: char| c.is_ascii_digit())),
        _ => false,
    }
}

/// Whether a stop after these letters is part of an abbreviation: "U" of "U.S.".
fn is_abbreviation(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    })
}

fn without_possessive(word: &str) -> (&str, bool) {
    for ending in ["'s", "’s"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem, true);
        }
    }
    (word, false)
}

/// Small letters and plain apostrophes and hyphens.
pub fn fold(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‑' | '\u{2060}' => '-',
        c => c,
    });
    plain.flat_map(char::to_lowercase).collect()
}

/// A word without its commonest endings, so that "talks" and "talk", "holding" and
/// "hold" count as one. Coarse on purpose: it only ever joins forms of one word.
pub fn stem(folded: &str) -> String {
    for (ending, instead) in
        [("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")]
    {
        let stem_of = folded.strip_suffix(ending).filter(|short| short.chars().count() >= 3);
        if let Some(short) = stem_of.filter(|short| !(ending == "s" && short.ends_with('s'))) {
            // "briefings" and "briefing" come to one.
            return if ending == "s" { stem(short) } else { undouble(&format!("{short}{instead}")) };
        }
    }
    folded.to_owned()
}

/// "stopp" of "stopped" to "stop".
fn undouble(stem: &str) -> String {
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(a), Some(b)) if a == b && !"sle".contains(a) => stem[..stem.len() - a.len_utf8()].to_owned(),
        _ => stem.to_owned(),
    }
}

/// Whether `part` stands in `whole`, word for word.
pub fn stands_in(part: &[Word], whole: &[Word]) -> bool {
    !part.is_empty()
        && whole.windows(part.len()).any(|w| w.iter().zip(part).all(|(a, b)| a.folded == b.folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let got: Vec<String> = words(text).into_iter().map(|w| w.text).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn words_keep_their_inner_marks() {
        check("The U.S. envoy’s 4.5 hours", &["The", "U.S.", "envoy", "4.5", "hours"]);
        check("Yoon Suk-yeol, 500,000 people.", &["Yoon", "Suk-yeol", "500,000", "people"]);
        check("didn't — can’t", &["didn't", "can’t"]);
        check("", &[]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [
            ("talks", "talk"),
            ("holding", "hold"),
            ("stopped", "stop"),
            ("agrees", "agreed"),
            ("countries", "country"),
            ("briefings", "briefing"),
        ] {
            assert_eq!(stem(a), stem(b));
        }
        assert_ne!(stem("met"), stem("denied"));
    }
}
