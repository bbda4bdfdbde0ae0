//! Pages that no extractor can be trusted with are found before one sees them.

use std::fmt;

use super::strip::{Piece, pieces};

/// The largest page, in bytes of UTF-8.
const LARGEST: usize = 16 << 20;
/// The deepest nesting: pages of news rarely reach 60.
const DEEPEST: usize = 400;
/// The most elements and comments: large pages of news have 10,000.
const MOST: usize = 50_000;
/// The most attributes of one element, where no other has so many: each is compared with
/// those before it, so that it is the sum of the squares that counts. A page whose quotes
/// are not closed seems to have some thousand.
const ATTRIBUTES: usize = 10_000;

/// Elements that have no end, or whose end is left out so often that counting
/// them says nothing.
const UNCOUNTED: [&str; 32] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "rp", "rt", "html", "body", "head",
];

/// Why a page is not given to the extractor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Danger {
    Large,
    Deep,
    Crowded,
    Laden,
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Large => write!(f, "is larger than {} MiB", LARGEST >> 20),
            Self::Deep => write!(f, "has elements nested more than {DEEPEST} deep"),
            Self::Crowded => write!(f, "has more than {MOST} elements"),
            Self::Laden => write!(f, "has elements with as many attributes as {ATTRIBUTES} on one"),
        }
    }
}

/// Passes a page through once and refuses what would make an extractor slow: some take
/// time that grows with the square of elements, depth or attributes.
pub(in crate::read) fn check(html: &str) -> Result<(), Danger> {
    if html.len() > LARGEST {
        return Err(Danger::Large);
    }
    let (mut depth, mut elements, mut compared) = (0_usize, 0_usize, 0_usize);
    let is_counted = |name: &str| !UNCOUNTED.iter().any(|uncounted| name.eq_ignore_ascii_case(uncounted));
    for piece in pieces(html) {
        elements += usize::from(matches!(piece, Piece::Open(_) | Piece::Aside));
        match piece {
            Piece::Open(tag) => {
                depth += usize::from(is_counted(tag.name));
                compared += attributes(tag.markup).pow(2);
            }
            Piece::Close(name) if is_counted(name) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Danger::Deep);
        }
        if compared > ATTRIBUTES.pow(2) {
            return Err(Danger::Laden);
        }
        if elements > MOST {
            return Err(Danger::Crowded);
        }
    }
    Ok(())
}

/// How many attributes a tag has at most: what stands behind white space or a stroke
/// outside of quotes.
fn attributes(markup: &str) -> usize {
    let mut quote = None;
    let mut starts = 0;
    let mut is_gap = false;
    for byte in markup.bytes() {
        match quote {
            Some(open) if byte == open => (quote, is_gap) = (None, true),
            Some(_) => {}
            None => {
                starts += usize::from(is_gap && !is_separator(byte));
                is_gap = is_separator(byte);
                quote = matches!(byte, b'"' | b'\'').then_some(byte);
            }
        }
    }
    starts
}

fn is_separator(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_page(html: &str, expected: Result<(), Danger>) {
        assert_eq!(check(html), expected);
    }

    #[test]
    fn common_pages_pass() {
        check_page("<ul>".repeat(50).as_str(), Ok(()));
        check_page(&"<p>one<br>two<li>three".repeat(1000), Ok(()));
        check_page(&"<div><b>x</b></div>".repeat(1000), Ok(()));
        check_page(&format!("<p title='{}'>x", "many words ".repeat(10_000)), Ok(()));
        check_page(&format!("<script>{}</script>", "'<div>'+".repeat(1000)), Ok(()));
    }

    #[test]
    fn dangerous_ones_do_not() {
        check_page(&"<DIV class='a>b'>".repeat(1000), Err(Danger::Deep));
        check_page(&"<font size=1>".repeat(1000), Err(Danger::Deep));
        check_page(&"<br>".repeat(MOST + 1), Err(Danger::Crowded));
        check_page(&"<!---->".repeat(MOST + 1), Err(Danger::Crowded));
        check_page(&format!("<p{}>", " a".repeat(ATTRIBUTES / 2)), Ok(()));
        check_page(&format!("<p{}>", " a".repeat(ATTRIBUTES / 2)).repeat(5), Err(Danger::Laden));
        let laden = (0..=ATTRIBUTES).map(|i| format!(" a{i}='x y'")).collect::<String>();
        check_page(&format!("<p{laden}>"), Err(Danger::Laden));
        check_page(&format!("<p{}>", laden.replace(' ', "/")), Err(Danger::Laden));
        check_page(&" ".repeat(LARGEST + 1), Err(Danger::Large));
    }
}
