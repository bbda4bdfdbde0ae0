//! Pages that no extractor can be trusted with are found before one sees them.

use std::fmt;

use super::strip::{Piece, pieces};

/// The largest page, in bytes of UTF-8.
const LARGEST: usize = 16 << 20;
/// The deepest nesting: pages of news rarely reach 60.
const DEEPEST: usize = 400;
/// The most elements.
const MOST: usize = 400_000;

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
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Large => write!(f, "is larger than {} MiB", LARGEST >> 20),
            Self::Deep => write!(f, "has elements nested more than {DEEPEST} deep"),
            Self::Crowded => write!(f, "has more than {MOST} elements"),
        }
    }
}

/// Passes a page through once and refuses it where it is too large or too deep.
pub(in crate::read) fn check(html: &str) -> Result<(), Danger> {
    if html.len() > LARGEST {
        return Err(Danger::Large);
    }
    let (mut depth, mut elements) = (0_usize, 0_usize);
    for piece in pieces(html) {
        match piece {
            Piece::Open(name) => {
                elements += 1;
                if !UNCOUNTED.iter().any(|uncounted| name.eq_ignore_ascii_case(uncounted)) {
                    depth += 1;
                }
            }
            Piece::Close(name) => {
                if !UNCOUNTED.iter().any(|uncounted| name.eq_ignore_ascii_case(uncounted)) {
                    depth = depth.saturating_sub(1);
                }
            }
            Piece::Words(_) => {}
        }
        if depth > DEEPEST {
            return Err(Danger::Deep);
        }
        if elements > MOST {
            return Err(Danger::Crowded);
        }
    }
    Ok(())
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
        check_page(&format!("<script>{}</script>", "'<div>'+".repeat(1000)), Ok(()));
    }

    #[test]
    fn dangerous_ones_do_not() {
        check_page(&"<DIV class='a>b'>".repeat(1000), Err(Danger::Deep));
        check_page(&"<font size=1>".repeat(1000), Err(Danger::Deep));
        check_page(&"<br>".repeat(MOST + 1), Err(Danger::Crowded));
        check_page(&" ".repeat(LARGEST + 1), Err(Danger::Large));
    }
}
