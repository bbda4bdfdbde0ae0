//! Paragraphs: a blank line parts two, and so does a line's end, unless the text was
//! wrapped to a width or the line breaks off within a sentence.

use std::ops::Range;

/// Widest line that a text is wrapped to.
const WIDEST: usize = 120;
/// Line ends that must fit the width before a text is taken for wrapped.
const FEWEST: usize = 4;

/// The paragraphs of a text, in order, without the space around them.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let width = wrapped_to(text, &lines);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if open && goes_on(text, last.end, &line, width) => last.end = line.end,
            _ => paragraphs.push(line),
        }
        open = true;
    }
    paragraphs
}

/// Every line, trimmed.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{c}', '\u{b}']) {
        let trimmed = line.trim_start();
        let first = start + line.len() - trimmed.len();
        lines.push(first..first + trimmed.trim_end().len());
        // A separator takes one to three bytes.
        let end = start + line.len();
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

/// Whether a line carries on the one that ends at `end`.
fn goes_on(text: &str, end: usize, line: &Range<usize>, width: Option<usize>) -> bool {
    let before = text[..end].chars().next_back();
    let small = text[line.clone()].starts_with(char::is_lowercase);
    let ends = before.is_some_and(|c| matches!(c, '.' | '!' | '?' | ':' | ';' | '…'));
    width.is_some() || (small && !ends)
}

/// The width that the text is wrapped to: nearly every line that another follows
/// could not have taken that one's first word.
fn wrapped_to(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let wide = |line: &Range<usize>| text[line.clone()].chars().take(WIDEST + 1).count();
    let width = lines.iter().map(wide).max().filter(|&width| width <= WIDEST)?;
    let followed = lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let (mut all, mut full) = (0, 0);
    for pair in followed {
        let first_word = text[pair[1].clone()].split_whitespace().next().unwrap_or_default();
        all += 1;
        full += usize::from(wide(&pair[0]) + 1 + first_word.chars().count() > width);
    }
    (all >= FEWEST && full * 5 >= all * 4).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_and_line_ends_part_paragraphs() {
        check("One.\n\n Two. \r\nThree", &["One.", "Two.", "Three"]);
        check("Talks resume\nANKARA - Envoys met.", &["Talks resume", "ANKARA - Envoys met."]);
        check("", &[]);
        check("\n \n", &[]);
        check("Um\u{2028}Eins", &["Um", "Eins"]);
    }

    #[test]
    fn a_line_that_breaks_off_goes_on() {
        check("The envoys met\nin Ankara.", &["The envoys met\nin Ankara."]);
        check("He listed:\nthe first", &["He listed:", "the first"]);
    }

    #[test]
    fn a_wrapped_text_is_unwrapped() {
        let text = "The two envoys met in\nAnkara on Tuesday and\nspoke about the grain\nthat Odesa's harbours\nhold back.\n\nNo one else\nwas there.";
        let found = paragraphs(text);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
