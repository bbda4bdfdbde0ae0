//! Words and their stems by spelling alone: fast, and enough where words are only counted
//! or compared.

/// Words and numbers with where they start: runs of letters and digits, with points and
/// apostrophes inside ("U.S", "3.5", "O'Brien").
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let joins = |c: char| matches!(c, '.' | '\'' | '’' | '&');
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(char::is_alphanumeric)?;
        let start = at;
        let mut chars = text[start..].char_indices().peekable();
        let mut end = text.len();
        while let Some((i, c)) = chars.next() {
            let goes_on = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !(c.is_alphanumeric() || joins(c) && goes_on) {
                end = start + i;
                break;
            }
        }
        at = end;
        Some((start, &text[start..end]))
    })
}

/// What stays of a word when the endings of number, tense and owner are taken off, in
/// small letters. It need not be a word: both of two forms must only come to the same.
pub fn stem(word: &str) -> String {
    let mut stem = word.to_lowercase().replace('’', "'");
    if let Some(short) = stem.strip_suffix("'s") {
        stem.truncate(short.len());
    }
    let letters = |stem: &str| stem.chars().count();
    if stem.ends_with("ies") && letters(&stem) >= 6 {
        stem.truncate(stem.len() - 3);
        stem.push('y');
    } else if stem.ends_with("sses") {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with('s') && !stem.ends_with("ss") && letters(&stem) >= 4 {
        stem.pop();
    }
    if let Some(ending) = ["ing", "ed", "ly"].into_iter().find(|ending| stem.ends_with(ending))
        && letters(&stem) >= ending.len() + 4
    {
        stem.truncate(stem.len() - ending.len());
        undouble(&mut stem);
    }
    if stem.ends_with('e') && letters(&stem) > 4 {
        stem.pop();
    }
    stem
}

/// "plann" to "plan"; "sell", "pass" and "buzz" stay.
fn undouble(stem: &mut String) {
    let mut back = stem.chars().rev();
    if let (Some(last), Some(other)) = (back.next(), back.next())
        && last == other
        && !matches!(last, 'l' | 's' | 'z')
    {
        stem.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_points_and_apostrophes_inside() {
        let got: Vec<&str> =
            words("U.S. envoy O’Brien's 3.5-hour call, at 9.").map(|(_, word)| word).collect();
        assert_eq!(got, ["U.S", "envoy", "O’Brien's", "3.5", "hour", "call", "at", "9"]);
    }

    #[track_caller]
    fn check_same(words: &[&str]) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
    }

    #[test]
    fn forms_of_one_word_come_to_one_stem() {
        check_same(&["plan", "plans", "planned", "planning"]);
        check_same(&["Ukraine", "Ukraine's", "Ukraine’s"]);
        check_same(&["agree", "agrees", "agreed", "agreeing"]);
        check_same(&["country", "countries"]);
        check_same(&["pass", "passes", "passed", "passing"]);
        assert_ne!(stem("glass"), stem("glad"));
    }
}
