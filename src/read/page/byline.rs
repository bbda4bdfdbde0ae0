//! The line that says who wrote it.

use super::words::PageWords;

/// The most words of a line of names.
const LONGEST: usize = 14;
/// Words in names that are written small.
const SMALL: [&str; 20] = [
    "al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "for", "la", "le", "of", "ter", "the",
    "und", "van", "von", "y",
];

/// The authors in a line such as "By A. Writer and B. Writer".
pub(super) fn byline(line: &str) -> Option<Vec<String>> {
    let lower = line.to_lowercase();
    let begins = &PageWords::get().lines.byline;
    let begin = begins.iter().filter(|begin| lower.starts_with(begin.as_str())).map(String::len).max()?;
    if line.split_whitespace().count() > LONGEST {
        return None;
    }
    let names = names(line.get(begin..)?);
    (!names.is_empty() && names.iter().all(|name| is_written_as_name(name))).then_some(names)
}

/// The names in one line. What belongs to a name, such as a degree, stays with it.
pub(super) fn names(line: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in
        line.split([';', '|', '•']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "))
    {
        let mut has_name = false;
        for piece in part.split(", ").map(|piece| piece.trim().trim_matches(',')) {
            let piece = piece.strip_prefix("and ").unwrap_or(piece);
            match names.last_mut().filter(|_| has_name && belongs_to_name(piece)) {
                Some(name) => *name = format!("{name}, {piece}"),
                None if is_name(piece) => {
                    names.push(piece.to_owned());
                    has_name = true;
                }
                None => {}
            }
        }
    }
    names
}

/// A degree, an office, a house: what stands behind a name.
fn belongs_to_name(piece: &str) -> bool {
    let is_word = piece.split_whitespace().count() == 1;
    !piece.is_empty() && (is_word || piece.contains(" of ") || piece.contains('.') && piece.len() < 8)
}

/// An address in place of a name is no name, nor is a sentence.
fn is_name(piece: &str) -> bool {
    let is_short = piece.split_whitespace().count() < LONGEST;
    is_short
        && piece.chars().any(char::is_alphabetic)
        && !piece.contains("://")
        && !piece.starts_with(['@', '/', '#'])
}

fn is_written_as_name(name: &str) -> bool {
    let is_large = |word: &str| word.starts_with(char::is_uppercase) || SMALL.contains(&word);
    name.starts_with(char::is_uppercase)
        && name.split_whitespace().all(is_large)
        && !name.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        assert_eq!(byline(line).unwrap_or_default(), expected, "{line}");
    }

    #[test]
    fn bylines_name_their_authors() {
        check("By Ann Writer", &["Ann Writer"]);
        check(
            "Written by Ann Writer, Ben van der Writer and Cem Writer",
            &["Ann Writer", "Ben van der Writer", "Cem Writer"],
        );
        check("By Ann Writer, PhD", &["Ann Writer, PhD"]);
        check("BY ANN WRITER | BEN WRITER", &["ANN WRITER", "BEN WRITER"]);
    }

    #[test]
    fn sentences_are_no_bylines() {
        check("By noon on 5 May, all had left.", &[]);
        check("By Tuesday morning the bridge was open again.", &[]);
        check("Bystanders saw it.", &[]);
        check("By the river", &[]);
    }
}
