//! The head of a text: `key: value` lines between two lines `---`.

use crate::record::Article;

use super::text::Located;
use super::{Problem, fields};

/// A head has at most this many lines; a longer one is text that opens with a rule.
const LINES: usize = 100;

/// Takes the head off a text. A text without one is kept whole.
pub(super) fn parse(text: &str) -> Result<Article, Located> {
    let Some((lines, rest)) = split(text) else {
        return Ok(Article { text: text.to_owned(), ..Article::default() });
    };
    let mut article = Article { text: rest.to_owned(), ..Article::default() };
    for (i, line) in lines.iter().enumerate() {
        let number = i as u64 + 2;
        if let Some((key, value)) = line.split_once(':') {
            set(&mut article, key.trim(), unquoted(value.trim()))
                .map_err(|problem| (Some(number), problem))?;
        }
    }
    Ok(article)
}

/// The lines of the head and the text after it; `None` where the text does not open
/// with a head.
fn split(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut rest = after_line(text, "---")?;
    let mut lines = Vec::new();
    while lines.len() < LINES {
        if let Some(body) = after_line(rest, "---") {
            return Some((lines, body.trim_start_matches(['\r', '\n'])));
        }
        let (line, after) = rest.split_once('\n')?;
        if !is_field(line) {
            return None;
        }
        lines.push(line);
        rest = after;
    }
    None
}

/// What follows a line of exactly these words.
fn after_line<'a>(text: &'a str, line: &str) -> Option<&'a str> {
    let (first, after) = text.split_once('\n').unwrap_or((text, ""));
    (first.trim_end() == line).then_some(after)
}

/// Whether a line can stand in a head: empty, a comment, or `key: value`.
fn is_field(line: &str) -> bool {
    let line = line.trim_end();
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    line.is_empty() || line.starts_with('#') || line.split_once(':').is_some_and(|(key, _)| is_key(key))
}

fn unquoted(value: &str) -> &str {
    let inside = |mark| value.strip_prefix(mark).and_then(|v: &str| v.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// Sets a field. `note` speaks to whoever opens the file; a key that is not known
/// becomes a warning, since other programs write heads too.
fn set(article: &mut Article, key: &str, value: &str) -> Result<(), Problem> {
    if value.is_empty() {
        return Ok(());
    }
    let words = || Some(value.to_owned());
    match key {
        "id" => article.id = value.to_owned(),
        "url" => article.url = words(),
        "outlet" => article.outlet = words(),
        "kind" => article.kind = Some(fields::kind(value)?),
        "country" => article.country = Some(fields::country(value)?),
        "title" => article.title = words(),
        "deck" => article.deck = words(),
        "section" => article.section = words(),
        "author" => article.authors.push(value.to_owned()),
        "published" => article.published = Some(fields::published(value)?),
        "language" => article.language = words(),
        "note" => {}
        key if key.starts_with('#') => {}
        key => article.warnings.push(format!("The head's \"{key}\" is not known and was left out.")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_gives_the_fields_and_leaves_the_text() {
        let got = parse(
            "---\r\ntitle: \"Talks: a start\"\r\noutlet: Example Wire\r\nkind: wire\r\ncountry: FRA\r\n# x: y\r\n\
             published: 2023-06-26\r\nauthor: A. Writer\r\nnote: ours\r\nlayout: post\r\n---\r\n\r\nThey met.\r\n",
        )
        .unwrap();
        assert_eq!(got.title.as_deref(), Some("Talks: a start"));
        assert_eq!(got.country.as_deref(), Some("FRA"));
        assert_eq!(got.published.unwrap().as_str(), "2023-06-26");
        assert_eq!(got.authors, ["A. Writer"]);
        assert_eq!(got.text, "They met.\r\n");
        assert_eq!(got.warnings, ["The head's \"layout\" is not known and was left out."]);
    }

    #[track_caller]
    fn check_kept(text: &str) {
        assert_eq!(parse(text).unwrap().text, text);
    }

    #[test]
    fn a_text_without_a_head_is_kept_whole() {
        check_kept("");
        check_kept("They met.\n---\nThen they left.\n");
        check_kept("---\nA rule opens this text, which has no head.\n---\n");
        check_kept("---\ntitle: never closed\n");
    }

    #[test]
    fn a_head_may_be_all_there_is() {
        assert_eq!(parse("---\ntitle: x\n---").unwrap().text, "");
    }

    #[test]
    fn a_wrong_value_is_placed() {
        let (line, problem) = parse("---\ntitle: x\nkind: gossip\n---\n").unwrap_err();
        assert_eq!(line, Some(3));
        assert!(matches!(problem, Problem::WrongValue { field: "kind", .. }));
    }
}
