//! The quoted strings of a sentence and what stands around them.

/// A sentence parted into what it quotes and what it says in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parted {
    /// The strings inside quotation marks, marks left out.
    pub quoted: Vec<String>,
    /// The sentence with each quoted string and its marks made blank: byte offsets stay.
    pub own: String,
}

/// Parts a sentence at its quotation marks; `None` where they do not pair.
pub fn part(sentence: &str) -> Option<Parted> {
    let mut quoted = Vec::new();
    let mut own = String::with_capacity(sentence.len());
    let mut open: Option<(usize, char)> = None;
    for (at, c) in sentence.char_indices() {
        match (open, c) {
            (None, '"') => open = Some((at + 1, '"')),
            (None, '“') => open = Some((at + c.len_utf8(), '”')),
            (None, '”') => return None,
            (Some((from, close)), c) if c == close => {
                quoted.push(sentence[from..at].to_owned());
                open = None;
                blank(&mut own, c);
                continue;
            }
            _ => {}
        }
        match open {
            Some(_) => blank(&mut own, c),
            None => own.push(c),
        }
    }
    open.is_none().then_some(Parted { quoted, own })
}

/// A mark that is no word, as wide as the character: words on both sides stay apart.
fn blank(own: &mut String, c: char) {
    for _ in 0..c.len_utf8() {
        own.push('|');
    }
}

/// Whether a quoted string stands in the words to the letter, whole words only.
/// Quotation marks inside and white space count as equal whatever their form.
pub fn stands_to_the_letter(quoted: &str, words: &str) -> bool {
    let (quoted, words) = (plain(quoted), plain(words));
    let quoted = quoted.trim();
    !quoted.is_empty() && words.match_indices(quoted).any(|(at, _)| is_bounded(&words, at, quoted.len()))
}

/// Whether a stretch begins and ends where words do.
fn is_bounded(words: &str, start: usize, len: usize) -> bool {
    let inside = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let (before, part, after) = (&words[..start], &words[start..start + len], &words[start + len..]);
    !inside(before.chars().next_back(), part.chars().next())
        && !inside(part.chars().next_back(), after.chars().next())
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' | '”' | '"' | '\'' | '‘' | '’' => plain.push('\''),
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_must_pair() {
        let parted = part("He said \"no\" and “yes”.").unwrap();
        assert_eq!(parted.quoted, ["no", "yes"]);
        assert!(parted.own.starts_with("He said |"));
        assert!(part("He said \"no").is_none());
    }

    #[track_caller]
    fn check(quoted: &str, words: &str, expected: bool) {
        assert_eq!(stands_to_the_letter(quoted, words), expected, "{quoted} / {words}");
    }

    #[test]
    fn quotes_stand_to_the_letter() {
        check("no results yet", "There are no results yet, he said", true);
        check("no result", "There are no results yet", false);
        check("No results", "There are no results yet", false);
        check("[not] ready", "We are ready", false);
        check("the \"third\" round", "the “third”  round of talks", true);
        check("are results", "There are no results yet", false);
        check(" ", "There are", false);
        check("so", "so-so, also", true);
    }
}
