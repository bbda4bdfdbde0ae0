//! The words of a party without a name: "his counterpart in Moscow".

use std::ops::Range;

use crate::read::syntax::{Rel, Upos};

use super::line::Line;
use super::words::Words;

/// A noun with what describes it, without clauses and appositions.
pub(in crate::read) fn phrase(line: Line, noun: usize, words: &Words) -> Range<usize> {
    let tree = line.tree();
    let has_country = line.children(noun, &[Rel::Amod]).any(|i| adjective(line, i, words).is_some());
    let (mut start, mut end) = (noun, noun + 1);
    for child in tree.children(noun) {
        if child < noun && describes(tree.tokens[child].rel) {
            start = start.min(tree.subtree(child).start);
        }
        let case = line.case(child);
        let belongs = matches!(case.as_deref(), Some("of" | "from" | "to"))
            || case.as_deref() == Some("in") && !has_country;
        let next = tree.subtree(child).start;
        if child > noun && tree.tokens[child].rel == Rel::Nmod && belongs && next <= end + 1 {
            end = end.max(end_of(line, child));
        }
    }
    counted(line, start, words)..end
}

/// Where a phrase begins with what changes its number: "a half a dozen", "more than ten",
/// which parsers like to leave out.
fn counted(line: Line, start: usize, words: &Words) -> usize {
    let counts =
        |i: usize| line.token(i).upos == Upos::Num || matches!(line.word(i).as_str(), "dozen" | "dozens");
    let last = line.tree().tokens.len();
    if !(start..last.min(start + 2)).any(counts) {
        return start;
    }
    let word = |i: usize| line.word(i);
    let mut at = start;
    while at > 0 {
        let before = word(at - 1);
        let pair = at.checked_sub(2).map(word).unwrap_or_default();
        at = match (pair.as_str(), before.as_str()) {
            ("more" | "fewer" | "less", "than") | ("at", "least" | "most") | ("up", "to") => at - 2,
            (_, "a") if word(at) == "half" => at - 1,
            (_, one) if words.rough.has(one) => at - 1,
            _ => break,
        };
    }
    at
}

fn describes(rel: Rel) -> bool {
    matches!(
        rel,
        Rel::Det | Rel::Amod | Rel::Compound | Rel::NmodPoss | Rel::Nummod | Rel::DetPredet | Rel::Advmod
    )
}

/// Where a noun ends with the names that "of" and "and" join to it.
fn end_of(line: Line, noun: usize) -> usize {
    let name_end =
        |i: usize| line.reading.names.at(line.index, i).map_or(i + 1, |mention| mention.tokens.end);
    let own = name_end(noun);
    let near = line.children(noun, &[Rel::Nmod, Rel::Conj]).filter(|&i| i == own + 1 || i == own + 2);
    let joined = near.filter(|&i| line.rel(i) == Rel::Conj || line.case(i).is_some_and(|case| case == "of"));
    joined.map(name_end).fold(own, usize::max)
}

/// The code of the country that an adjective names.
pub(in crate::read) fn adjective(line: Line, i: usize, words: &Words) -> Option<String> {
    words.adjectives.get(line.word(i).as_str()).map(|&code| code.to_owned())
}

/// Words without an article at their start.
pub(in crate::read) fn without_article(text: &str) -> &str {
    let article = ["the ", "a ", "an "]
        .into_iter()
        .find(|article| text.get(..article.len()).is_some_and(|start| start.eq_ignore_ascii_case(article)));
    article.map_or(text, |article| &text[article.len()..])
}
