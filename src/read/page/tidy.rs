//! The text that an extractor found, without what belongs to the site and not to the
//! article: links to other articles, appeals to the reader, references at the end.

use super::line::{Kind, Line, goes_on, lines};

/// Among how many lines at the head a date or the name of the author belongs to the page.
const HEAD: usize = 6;
/// How many lines an article has at least before other articles are advertised.
const BODY: usize = 4;

/// The text without lines of the site. What remains is as it was.
pub(super) fn tidied(text: &str) -> String {
    let lines = lines(text);
    let end = end(&lines);
    let mut out = String::with_capacity(text.len());
    let own = lines[..end].iter().enumerate().filter(|(at, line)| !is_of_site(*at, line));
    for (_, line) in own {
        if !out.is_empty() {
            out.push_str(if line.apart { "\n\n" } else { "\n" });
        }
        out.push_str(line.text);
    }
    out
}

/// Whether a line is no part of the article, by itself.
fn is_of_site(at: usize, line: &Line) -> bool {
    match line.kind {
        Kind::Notice | Kind::Others | Kind::Terms => true,
        Kind::Date(_) | Kind::Byline(_) => at < HEAD,
        _ => false,
    }
}

/// The line at which the article is over.
fn end(lines: &[Line]) -> usize {
    let is_over = |at: usize| match lines[at].kind {
        Kind::Others => at >= BODY && !goes_on(&lines[at..]),
        // A table of contents at the head names the references too.
        Kind::After => at > lines.len() / 2,
        Kind::Terms => at >= BODY,
        _ => false,
    };
    let end = (0..lines.len()).find(|&at| is_over(at)).unwrap_or(lines.len());
    let is_text = |line: &Line| matches!(line.kind, Kind::Prose | Kind::Label);
    lines[..end].iter().rposition(is_text).map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Two neighbours talked about a bridge on Monday.\n\nThey had not met since the spring, \
        an official said.\n\nThe bridge is closed.\n\nA second round is planned.";

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(tidied(text), expected);
    }

    #[test]
    fn an_article_stays_as_it_is() {
        check(BODY, BODY);
        check("One line\nand the next\n\nanother paragraph.", "One line\nand the next\n\nanother paragraph.");
        check("", "");
    }

    #[test]
    fn what_belongs_to_the_site_goes() {
        check(&format!("By Ann Writer\n\nPublished 5 July 2023\n\n{BODY}"), BODY);
        check(&format!("{BODY}\n\nRelated stories\n\nA bridge in the north\n\nA ferry in the south"), BODY);
        check(&format!("{BODY}\n\nReferences\n\nA. Writer, The Bridge, 2019."), BODY);
        let terms = "Want to republish this?\n\nPlease name us.\n\nDo not change it.\n\nLink to us.";
        check(&format!("{BODY}\n\n{terms}"), BODY);
        check(&BODY.replace("The bridge is", "Sign up for our letter\n\nThe bridge is"), BODY);
    }

    #[test]
    fn an_article_goes_on_after_an_advertisement() {
        let rest = "The first round failed.\n\nThe second was short.\n\nThe third is planned for June.";
        check(&format!("{BODY}\n\nRelated: A ferry in the south\n\n{rest}"), &format!("{BODY}\n\n{rest}"));
    }
}
