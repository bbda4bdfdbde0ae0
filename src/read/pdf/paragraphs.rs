//! Lines of pages to paragraphs, without what is repeated on every page.

use rustc_hash::FxHashMap;

use super::lines::Line;

/// How many lines at the head and at the foot of a page may be repeated.
const EDGE: usize = 2;
/// On how many pages a line is repeated that belongs to none of them.
const REPEATED: usize = 3;
/// A paragraph begins where lines are this much further apart than usual.
const APART: f32 = 1.3;
/// On a page of a few lines, which may be paragraphs all, by this many sizes.
const FEW: usize = 5;
const FAR: f32 = 2.0;
/// Or where they are written this much larger or smaller.
const RESIZED: f32 = 1.15;

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) size: f32,
    /// The pages that begin in it, numbered from 1, each with the character of the
    /// paragraph at which it begins.
    pub(super) pages: Vec<(usize, usize)>,
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Vec<Line>]) -> Vec<Paragraph> {
    let repeated = repeated(pages);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (i, lines) in pages.iter().enumerate() {
        let kept: Vec<&Line> = lines
            .iter()
            .enumerate()
            .filter(|(at, line)| !is_edge(*at, lines.len()) || !is_of_no_page(&line.text, &repeated))
            .map(|(_, line)| line)
            .collect();
        let usual = usual_distance(&kept);
        for (at, line) in kept.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| kept[before]);
            let goes_on = match (before, paragraphs.last()) {
                (Some(before), Some(_)) => !is_apart(before, line, usual),
                (None, Some(last)) => goes_over(&last.text, &line.text),
                (_, None) => false,
            };
            if !goes_on {
                paragraphs.push(Paragraph { size: line.size, ..Paragraph::default() });
            }
            if let Some(paragraph) = paragraphs.last_mut() {
                let at = paragraph.add(&line.text);
                if before.is_none() {
                    paragraph.pages.push((i + 1, at));
                }
            }
        }
    }
    paragraphs
}

impl Paragraph {
    /// Adds a line; the character at which it begins.
    fn add(&mut self, line: &str) -> usize {
        let is_broken = self.text.ends_with('-')
            && self.text[..self.text.len() - 1].ends_with(char::is_lowercase)
            && line.starts_with(char::is_lowercase);
        if is_broken || self.text.ends_with('\u{ad}') {
            self.text.pop();
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        let at = self.text.chars().count();
        self.text.push_str(line);
        at
    }
}

/// Lines at the edges of pages by their letters alone, with how many pages have them.
fn repeated(pages: &[Vec<Line>]) -> FxHashMap<String, usize> {
    let mut counts = FxHashMap::default();
    for lines in pages {
        let edges = lines.iter().enumerate().filter(|(at, _)| is_edge(*at, lines.len()));
        let mut keys: Vec<String> = edges.map(|(_, line)| key(&line.text)).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    counts
}

fn is_edge(at: usize, lines: usize) -> bool {
    at < EDGE || at + EDGE >= lines
}

/// A number, or what stands on every page.
fn is_of_no_page(line: &str, repeated: &FxHashMap<String, usize>) -> bool {
    let key = key(line);
    key.is_empty() || repeated.get(&key).is_some_and(|&count| count >= REPEATED)
}

fn key(line: &str) -> String {
    line.chars().filter(|c| c.is_alphabetic()).collect()
}

/// How far apart the lines of a paragraph are: as a good part of a page's lines, of which
/// those that begin a paragraph are further apart.
fn usual_distance(lines: &[&Line]) -> f32 {
    let few = || lines.first().filter(|_| lines.len() < FEW).map(|line| line.size * FAR / APART);
    let mut distances: Vec<f32> =
        lines.windows(2).map(|two| two[0].y - two[1].y).filter(|distance| *distance > 0.0).collect();
    distances.sort_by(f32::total_cmp);
    distances
        .get(distances.len().saturating_sub(1) / 4)
        .copied()
        .unwrap_or(f32::INFINITY)
        .min(few().unwrap_or(f32::INFINITY))
}

fn is_apart(before: &Line, line: &Line, usual: f32) -> bool {
    let distance = before.y - line.y;
    let resized = before.size > line.size * RESIZED || line.size > before.size * RESIZED;
    distance > usual * APART || distance < 0.0 || resized
}

/// Whether a sentence goes on over the edge of a page.
fn goes_over(last: &str, next: &str) -> bool {
    !last.ends_with(['.', '!', '?', ':', '”', '"']) && next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(f32, &str)]) -> Vec<Line> {
        lines.iter().map(|&(y, text)| Line { text: text.to_owned(), x: 0.0, y, size: 10.0 }).collect()
    }

    #[track_caller]
    fn check(pages: &[Vec<Line>], expected: &[&str]) {
        let got: Vec<String> = paragraphs(pages).into_iter().map(|one| one.text).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn lines_near_each_other_are_a_paragraph() {
        let lines = [(100.0, "They met"), (88.0, "in Gene-"), (76.0, "va, again."), (52.0, "They left.")];
        check(&[page(&lines)], &["They met in Geneva, again.", "They left."]);
    }

    #[test]
    fn sentences_go_over_pages_and_numbers_of_pages_do_not() {
        let one = page(&[(100.0, "House of Talks 2023"), (80.0, "They met and"), (20.0, "1")]);
        let two = page(&[(100.0, "House of Talks 2023"), (80.0, "they left."), (20.0, "2")]);
        let three = page(&[(100.0, "House of Talks 2023"), (80.0, "The end."), (20.0, "3")]);
        let pages = [one, two, three];
        check(&pages, &["They met and they left.", "The end."]);
        let starts: Vec<_> = paragraphs(&pages).into_iter().map(|one| one.pages).collect();
        assert_eq!(starts, [vec![(1, 0), (2, 13)], vec![(3, 0)]]);
    }
}
