//! The way through the tree from a word of dealing to somebody.

use crate::read::contact::line::Line;
use crate::read::syntax::Rel;

/// Longer ways say nothing.
const LONGEST: usize = 7;

/// A way from one word to another.
pub(super) struct Path {
    /// The relations on the way, those up with a "<", prepositions with theirs; "far" where
    /// there are too many.
    pub steps: String,
    /// How many there are.
    pub length: usize,
    /// The dictionary forms of the words between.
    pub via: String,
    /// Whether "and" joins the last to another at the same place.
    pub joined: bool,
}

/// The way between two tokens of a sentence.
pub(super) fn path(line: Line, from: usize, to: usize) -> Path {
    let (up, down) = (above(line, from), above(line, to));
    let meet = up.iter().position(|token| down.contains(token)).unwrap_or(up.len() - 1);
    let down = &down[..down.iter().position(|token| *token == up[meet]).unwrap_or(down.len())];
    let is_joined = |token: &usize| matches!(line.rel(*token), Rel::Conj | Rel::Appos | Rel::Flat);
    // "And" says nothing of the way to the second of two.
    let joined = down.iter().take_while(|token| is_joined(token)).count().min(down.len().saturating_sub(1));
    let down = &down[joined..];
    let ups = up[..meet].iter().map(|&token| format!("<{}", step(line, token)));
    let downs = down.iter().rev().map(|&token| step(line, token));
    let steps: Vec<String> = ups.chain(downs).collect();
    let between = up[1..].iter().take(meet).chain(down.iter().skip(1).rev());
    let between = between.filter(|&&token| token != from && token != to);
    let via: Vec<_> = between.map(|&token| line.lemma(token).to_string()).collect();
    let length = steps.len();
    let steps = if length > LONGEST { "far".to_owned() } else { steps.join(" ") };
    Path { steps, length, via: via.join(" "), joined: joined > 0 }
}

/// A relation, with the preposition where it needs one.
fn step(line: Line, token: usize) -> String {
    match (line.rel(token), line.case(token)) {
        (rel @ (Rel::Obl | Rel::Nmod), Some(case)) => format!("{rel}:{case}"),
        (rel, _) => rel.to_string(),
    }
}

/// A token and all above it.
fn above(line: Line, token: usize) -> Vec<usize> {
    let mut all = vec![token];
    while let Some(head) = line.head(all[all.len() - 1]) {
        if all.len() > line.len() {
            break;
        }
        all.push(head);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Reader;
    use crate::record::Article;

    #[track_caller]
    fn check(text: &str, from: &str, to: &str, expected: (&str, &str, bool)) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let reader = Reader::fast();
        let reading = reader.analyse(&article);
        let line = Line { reading: &reading, index: 0 };
        let at = |word: &str| (0..line.len()).find(|&i| reading.word(0, i) == word).unwrap();
        let way = path(line, at(from), at(to));
        assert_eq!((way.steps.as_str(), way.via.as_str(), way.joined), expected, "{text}");
    }

    #[test]
    fn a_way_goes_up_and_down_the_tree() {
        let text = "Scholz held talks with Rutte and Macron.";
        check(text, "talks", "Scholz", ("<obj nsubj", "hold", false));
        check(text, "talks", "Rutte", ("nmod:with", "", false));
        check(text, "talks", "Macron", ("nmod:with", "", true));
        check(text, "held", "talks", ("obj", "", false));
        check(text, "talks", "held", ("<obj", "", false));
    }
}
