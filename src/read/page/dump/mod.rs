//! The text dump of a page, cut into its article and the teasers of others. Nothing
//! but the words is left of the page, so the cues are general: titles that are said
//! twice, lines without a sentence, credits under pictures, words of buttons.

mod cut;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::record::{Article, Part};

use super::line::{Kind, Line, lines};
use cut::{Piece, cut};

/// The article and the teasers in a dump.
pub(super) fn articles(text: &str) -> Vec<Article> {
    let text = text.replace("\r\n", "\n");
    let text = unwrapped(&text);
    let lines = lines(&text);
    let (article, teasers) = cut(&lines);
    let mut articles = vec![document(&lines, &article, Part::Article)];
    let teasers = teasers.iter().map(|piece| document(&lines, piece, Part::Teaser));
    articles.extend(teasers.filter(|teaser| !teaser.text.is_empty()));
    articles
}

fn document(lines: &[Line], piece: &Piece, part: Part) -> Article {
    let line = |at: usize| lines[at].text.to_owned();
    let mut article = Article {
        part,
        title: piece.title.map(line),
        section: piece.section.map(line),
        ..Article::default()
    };
    let body = &lines[piece.body.clone()];
    let text = if piece.title.is_some() { head(body, &mut article) } else { 0 };
    article.text = joined(&body[text..]);
    article
}

/// Reads what stands between the title and the text; how many lines that are.
fn head(body: &[Line], article: &mut Article) -> usize {
    let text = body.iter().position(Line::is_prose).unwrap_or(body.len());
    for line in &body[..text] {
        match &line.kind {
            Kind::Byline(names) => article.authors.extend(names.iter().cloned()),
            Kind::Date(day) if article.published.is_none() => {
                article.published = day.to_string().parse().ok()
            }
            Kind::Label if line.is_section() => {
                article.section = article.section.take().or(Some(line.text.to_owned()))
            }
            Kind::Label if article.deck.is_none() => article.deck = Some(line.text.to_owned()),
            _ => {}
        }
    }
    // A sentence over the byline is the deck too.
    let has_rest = |from: usize| body[from..].iter().any(Line::is_prose);
    let after = body.get(text + 1);
    let is_over_head = after.is_some_and(|line| matches!(line.kind, Kind::Byline(_) | Kind::Date(_)));
    if article.deck.is_none() && is_over_head && has_rest(text + 1) {
        article.deck = Some(body[text].text.to_owned());
        return text + 1 + head(&body[text + 1..], article);
    }
    text
}

/// The text without what belongs to the page.
fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        if !matches!(line.kind, Kind::Prose | Kind::Label) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(if line.apart { "\n\n" } else { "\n" });
        }
        text.push_str(line.text);
    }
    text
}

/// The lengths of lines that are broken at a margin, but for the last of a paragraph.
const MARGIN: RangeInclusive<usize> = 50..=100;

/// A text whose lines are broken at a margin, with a line per paragraph; any other
/// text as it is. Broken lines are of one length, and most go on with a small letter.
fn unwrapped(text: &str) -> Cow<'_, str> {
    let paragraphs = || text.split("\n\n").map(|paragraph| paragraph.trim_matches('\n'));
    let pairs = || paragraphs().flat_map(|paragraph| paragraph.lines().zip(paragraph.lines().skip(1)));
    let lines = pairs().count();
    let at_margin = pairs().filter(|(line, _)| MARGIN.contains(&line.chars().count())).count();
    let goes_on = pairs().filter(|(_, next)| next.trim_start().starts_with(char::is_lowercase)).count();
    if lines == 0 || at_margin * 10 < lines * 8 || goes_on * 2 < lines {
        return Cow::Borrowed(text);
    }
    let joined: Vec<String> =
        paragraphs().map(|p| p.lines().map(str::trim).collect::<Vec<_>>().join(" ")).collect();
    Cow::Owned(joined.join("\n\n"))
}
