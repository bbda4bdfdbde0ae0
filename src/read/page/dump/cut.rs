//! Where the article of a dump begins and ends, and where others are advertised.

use std::ops::Range;

use crate::read::page::line::{Kind, Line, goes_on};

/// How many lines after a title it may be repeated.
const REPEAT: usize = 5;
/// The least letters of a title that is told by its repetition.
const TELLING: usize = 12;
/// The most paragraphs of a teaser.
const TEASER: usize = 8;
/// How many lines of its own an article may have before its text.
const HEAD: usize = 12;

/// One document of a dump, in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The title; `None` where the dump has none.
    pub(super) title: Option<usize>,
    /// The name of the section before the title.
    pub(super) section: Option<usize>,
    /// What follows the title.
    pub(super) body: Range<usize>,
}

/// The article and the teasers after it.
pub(super) fn cut(lines: &[Line]) -> (Piece, Vec<Piece>) {
    let repeats = repeats(lines);
    let mut article = opening(lines, &repeats);
    let end = end(lines, &article, &repeats);
    let teasers = teasers(lines, end);
    article.body.end = end;
    (article, teasers)
}

/// Titles that are said twice within a few lines: the first and the second place.
fn repeats(lines: &[Line]) -> Vec<(usize, usize)> {
    let keys: Vec<String> = lines.iter().map(Line::key).collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let is_telling = lines[at].is_label() && keys[at].chars().count() >= TELLING;
        let next = lines.len().min(at + 1 + REPEAT);
        let second = (at + 1..next).rev().find(|&i| is_telling && lines[i].is_label() && keys[i] == keys[at]);
        match second {
            Some(second) => {
                found.push((at, second));
                at = second + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// The article without its end.
fn opening(lines: &[Line], repeats: &[(usize, usize)]) -> Piece {
    let first_prose = lines.iter().position(Line::is_prose).unwrap_or(lines.len());
    let repeated = repeats.first().filter(|(first, _)| *first <= first_prose);
    let alone = || (0..first_prose).find(|&i| lines[i].is_title()).map(|i| (i, i));
    let Some((first, last)) = repeated.copied().or_else(alone) else {
        return Piece { title: None, section: None, body: first_prose.min(HEAD)..lines.len() };
    };
    Piece { title: Some(first), section: section_before(lines, first), body: last + 1..lines.len() }
}

fn section_before(lines: &[Line], title: usize) -> Option<usize> {
    title.checked_sub(1).filter(|&before| lines[before].is_section())
}

/// The line at which the article is over.
fn end(lines: &[Line], article: &Piece, repeats: &[(usize, usize)]) -> usize {
    let from = article.body.start;
    let repeated = repeats.iter().map(|&(first, _)| first).find(|&first| first >= from);
    let opened = |title| section_before(lines, title).filter(|&section| section >= from).unwrap_or(title);
    let next = repeated.map_or(lines.len(), opened);
    let teased = lines[from..next].iter().position(|line| line.kind == Kind::More).map(|at| from + at);
    let before_teaser = teased.and_then(|more| title_before(lines, from, more)).unwrap_or(next);
    let others = (from..before_teaser)
        .find(|&at| lines[at].kind == Kind::Others && !goes_on(&lines[at..before_teaser]));
    trimmed(lines, from..others.unwrap_or(before_teaser))
}

/// The title of the teaser that ends with a "read more", or its section.
fn title_before(lines: &[Line], from: usize, more: usize) -> Option<usize> {
    let mut prose = 0;
    for at in (from..more).rev() {
        match lines[at].kind {
            Kind::Prose => prose += 1,
            Kind::Label if lines[at].is_title() && prose > 0 => {
                return Some(section_before(lines, at).filter(|&section| section >= from).unwrap_or(at));
            }
            _ => {}
        }
        if prose > TEASER {
            break;
        }
    }
    None
}

/// The end of the body without what hangs on to it: names of sections, appeals.
fn trimmed(lines: &[Line], body: Range<usize>) -> usize {
    let hangs_on = |line: &Line| !line.is_prose() || line.is_appeal();
    let kept = lines[body.clone()].iter().rposition(|line| !hangs_on(line));
    kept.map_or(body.start, |kept| body.start + kept + 1)
}

/// Titles with a text right under them, each up to the next one.
fn teasers(lines: &[Line], from: usize) -> Vec<Piece> {
    let titles: Vec<usize> = (from..lines.len()).filter(|&at| is_over_text(lines, at)).collect();
    let mut pieces = Vec::new();
    for (i, &title) in titles.iter().enumerate() {
        let next = titles.get(i + 1).copied().unwrap_or(lines.len());
        let ends =
            |line: &Line| matches!(line.kind, Kind::More | Kind::Others | Kind::Label) || line.is_appeal();
        let start = title + 1;
        let text = (start..next).find(|&at| lines[at].is_prose()).unwrap_or(next);
        let end = (text..next).find(|&at| ends(&lines[at])).unwrap_or(next);
        let first = first_of(lines, from, title);
        let section = section_before(lines, first).filter(|&section| section >= from);
        pieces.push(Piece { title: Some(title), section, body: start..end });
    }
    pieces
}

/// Whether a line is a title and a paragraph follows, but for credits and the like.
fn is_over_text(lines: &[Line], at: usize) -> bool {
    let mut after = lines[at + 1..].iter().take(HEAD);
    let next = after.find(|line| !matches!(line.kind, Kind::Credit | Kind::Byline(_) | Kind::Date(_)));
    lines[at].is_label()
        && lines[at].words > 2
        && next.is_some_and(|line| line.is_prose() && !line.is_appeal())
}

/// The first place of a title that was said before.
fn first_of(lines: &[Line], from: usize, title: usize) -> usize {
    let key = lines[title].key();
    (title.saturating_sub(REPEAT).max(from)..title).find(|&at| lines[at].key() == key).unwrap_or(title)
}
