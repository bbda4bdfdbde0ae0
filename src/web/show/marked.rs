//! A text with words marked in it.

use crate::record::{Span, Text};

/// Words to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    /// Its look: a class of the style sheet.
    pub class: &'static str,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Whether it is what the reader asked for.
    pub is_asked: bool,
}

/// A stretch of text that looks alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Classes; empty for plain text.
    pub class: String,
    pub href: String,
    pub is_asked: bool,
    /// Whether it is the first of these, which an address can lead to.
    pub is_first: bool,
}

/// A stretch of a text in pieces. Where marks lie over each other, all are shown and the
/// shortest leads on.
pub fn pieces(text: &Text, within: Span, marks: &[Mark]) -> Vec<Piece> {
    let inside: Vec<&Mark> = marks.iter().filter(|mark| mark.span.overlaps(within)).collect();
    let mut cuts: Vec<usize> = vec![within.start, within.end];
    for mark in &inside {
        cuts.push(mark.span.start.max(within.start));
        cuts.push(mark.span.end.min(within.end));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[usize]| {
        let span = Span::new(pair[0], pair[1])?;
        let over: Vec<&&Mark> = inside.iter().filter(|mark| mark.span.contains(span)).collect();
        let mut classes: Vec<&str> = over.iter().map(|mark| mark.class).collect();
        classes.sort_unstable();
        classes.dedup();
        let leading = over.iter().filter(|mark| !mark.href.is_empty());
        let leads = leading.min_by_key(|mark| mark.span.end - mark.span.start);
        Some(Piece {
            text: text.at(span)?.to_owned(),
            class: classes.join(" "),
            href: leads.map(|mark| mark.href.clone()).unwrap_or_default(),
            is_asked: over.iter().any(|mark| mark.is_asked),
            is_first: false,
        })
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// How many sentences stand in one row, where a paragraph has more.
const ROW: usize = 4;

/// A text cut into rows: its paragraphs, long ones after some sentences.
pub fn rows(text: &Text, sentences: &[Span]) -> Vec<Span> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (at, c) in text.as_str().chars().enumerate() {
        if c == '\n' {
            cut(start, at, sentences, &mut rows);
            start = at + 1;
        }
    }
    cut(start, text.as_str().chars().count(), sentences, &mut rows);
    rows.retain(|row| text.at(*row).is_some_and(|words| !words.trim().is_empty()));
    rows
}

fn cut(start: usize, end: usize, sentences: &[Span], rows: &mut Vec<Span>) {
    let mut from = start;
    let within = sentences.iter().filter(|sentence| start < sentence.start && sentence.start < end);
    for sentence in within.skip(ROW - 1).step_by(ROW) {
        rows.extend(Span::new(from, sentence.start));
        from = sentence.start;
    }
    rows.extend(Span::new(from, end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, class: &'static str, href: &str) -> Mark {
        Mark { span: Span { start, end }, class, href: href.to_owned(), is_asked: false }
    }

    #[test]
    fn marks_may_lie_over_each_other() {
        let text = Text::new("Вони met <there>.");
        let marks = [mark(0, 8, "a", "/long"), mark(5, 12, "b", "/short"), mark(40, 50, "c", "")];
        let got = pieces(&text, Span { start: 0, end: 17 }, &marks);
        let shown: Vec<_> =
            got.iter().map(|p| (p.text.as_str(), p.class.as_str(), p.href.as_str())).collect();
        let expected =
            [("Вони ", "a", "/long"), ("met", "a b", "/short"), (" <th", "b", "/short"), ("ere>.", "", "")];
        assert_eq!(shown, expected);
    }

    #[test]
    fn long_paragraphs_are_cut_between_sentences() {
        let words = "One. Two. Three. Four. Five. Six.\n\nLast.";
        let text = Text::new(words);
        let sentences: Vec<Span> = [(0, 4), (5, 9), (10, 16), (17, 22), (23, 28), (29, 33), (35, 40)]
            .into_iter()
            .map(|(start, end)| Span { start, end })
            .collect();
        let rows: Vec<&str> = rows(&text, &sentences).iter().filter_map(|row| text.at(*row)).collect();
        assert_eq!(rows, ["One. Two. Three. Four. ", "Five. Six.", "Last."]);
    }
}
