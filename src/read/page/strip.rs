//! All words of a page without its markup, in one pass over the characters.

/// Elements whose inside is not text.
const SILENT: [&str; 6] = ["script", "style", "noscript", "template", "svg", "head"];
/// Elements whose inside is not markup either.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];
/// Elements that stand within a line.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "wbr",
];
/// Named characters that news pages use.
const NAMED: [(&str, &str); 22] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("euro", "€"),
    ("pound", "£"),
    ("eacute", "é"),
    ("copy", "©"),
    ("shy", "\u{ad}"),
];

/// What a page is made of. Names are as written, in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Open(Tag<'a>),
    Close(&'a str),
    /// Text with its entities.
    Words(&'a str),
    /// A comment or declaration.
    Aside,
}

/// An opening tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// All of it, from `<` to `>`.
    pub(super) markup: &'a str,
}

/// The words of a page; an empty line stands between blocks.
pub(in crate::read) fn text(html: &str) -> String {
    let mut out = Lines::default();
    let mut silent: Option<(&str, usize)> = None;
    for piece in pieces(html) {
        match (piece, silent) {
            (Piece::Open(Tag { name, .. }), None) if is_in(&SILENT, name) => silent = Some((name, 1)),
            (Piece::Open(Tag { name, .. }), Some((quiet, depth))) if name.eq_ignore_ascii_case(quiet) => {
                silent = Some((quiet, depth + 1));
            }
            (Piece::Close(name), Some((quiet, depth))) if name.eq_ignore_ascii_case(quiet) => {
                silent = (depth > 1).then_some((quiet, depth - 1));
            }
            // A head that is never closed ends where the body begins.
            (Piece::Open(Tag { name, .. }), Some((quiet, _)))
                if name.eq_ignore_ascii_case("body") && quiet.eq_ignore_ascii_case("head") =>
            {
                silent = None;
            }
            (_, Some(_)) => {}
            (Piece::Open(Tag { name, .. }), None) if name.eq_ignore_ascii_case("br") => out.end("\n"),
            (Piece::Open(Tag { name, .. }) | Piece::Close(name), None) if !is_in(&INLINE, name) => {
                out.end("\n\n")
            }
            (Piece::Words(words), None) => out.add(words),
            (Piece::Open(_) | Piece::Close(_) | Piece::Aside, None) => {}
        }
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// Passes over a page from left to right; the insides of scripts are left out.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    let mut raw: Option<&str> = None;
    std::iter::from_fn(move || {
        if let Some(name) = raw.take() {
            rest = &rest[end_of_raw(rest, name)..];
        }
        if rest.is_empty() {
            return None;
        }
        if !starts_markup(rest) {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = next_markup(rest, first);
            let words = &rest[..end];
            rest = &rest[end..];
            return Some(Piece::Words(words));
        }
        let markup = &rest[..end_of_markup(rest)];
        rest = &rest[markup.len()..];
        if let Some(inner) = markup.strip_prefix("</") {
            return Some(Piece::Close(name(inner)));
        }
        let inner = &markup[1..];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(Piece::Aside);
        }
        let name = name(inner);
        raw = is_in(&RAW, name).then_some(name);
        Some(Piece::Open(Tag { name, markup }))
    })
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

fn name(inner: &str) -> &str {
    let end = inner.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(inner.len());
    &inner[..end]
}

fn starts_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes[0] == b'<'
        && bytes.get(1).is_some_and(|&next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
}

fn next_markup(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(found) = text[at..].find('<') {
        at += found;
        if starts_markup(&text[at..]) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// The byte after a tag, comment or declaration; quoted values may hold `>`.
fn end_of_markup(text: &str) -> usize {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.find("-->").map_or(text.len(), |at| at + "<!---->".len());
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Where the end tag of a raw element begins.
fn end_of_raw(text: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        text.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at)).unwrap_or(text.len())
}

/// Lines under construction; runs of white space become one space.
#[derive(Default)]
struct Lines {
    text: String,
    space: bool,
}

impl Lines {
    fn add(&mut self, words: &str) {
        for c in decoded(words).chars() {
            if c.is_whitespace() && c != '\u{a0}' {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push(c);
        }
    }

    /// Ends the line; of two ends in a row the longer counts.
    fn end(&mut self, end: &str) {
        self.space = false;
        let line = self.text.trim_end_matches('\n').len();
        if line > 0 && self.text.len() - line < end.len() {
            self.text.truncate(line);
            self.text.push_str(end);
        }
    }
}

/// Text with its entities replaced; what is no known entity stays.
fn decoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // No entity is longer than this; looking further would make long texts slow.
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[..end])?, end))) {
            Some((character, end)) => {
                out.push_str(&character);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(known, _)| *known == name).map(|(_, is)| (*is).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| !c.is_control()).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(text(html), expected);
    }

    #[test]
    fn words_stay_and_markup_goes() {
        check(
            "<p>They <b>met</b> in\n Geneva.</p><p>Talks &amp; tea&#8217;s &unknown; &</p>",
            "They met in Geneva.\n\nTalks & tea’s &unknown; &",
        );
        check("<head><title>x</title></head><body>a<script>if (a<b) '<p>'</script>b<br>c", "ab\nc");
        check("<!-- <p>no</p> -->yes<!doctype html>", "yes");
        check("a < b and <3 stay <", "a < b and <3 stay <");
        check("<a title='x > y'>link</a>", "link");
        check("<p", "");
        check("<!--", "");
        check("<title>never closed", "");
        check("é<é", "é<é");
    }

    #[test]
    fn the_time_is_linear_in_the_page() {
        for unit in ["<", "&", "<!--", "<script>", "<a ", "</", "<title>x", "&#x", "\""] {
            let page = unit.repeat(2_000_000 / unit.len());
            assert!(text(&page).len() <= page.len());
        }
    }
}
