//! Quotation marks: which stretches of a text stand inside them.

use std::ops::Range;

/// A stretch inside quotation marks. Positions are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The marks included, as far as they are there.
    pub bytes: Range<usize>,
    /// Whether a closing mark was found. Without one the stretch ends with its
    /// paragraph, or where the same mark opens again.
    pub closed: bool,
    /// How many quotations it stands in.
    pub depth: usize,
}

/// What a mark may do where it stands: end one of these pairs if one is open, or
/// else begin a pair.
#[derive(Debug, Clone, Copy)]
struct Mark {
    ends: &'static [Pair],
    begins: Option<Pair>,
}

/// Which marks belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    /// “…”
    Curly,
    /// „…“ and „…”
    Low,
    /// «…»
    Guillemet,
    /// »…«
    Reversed,
    /// "…"
    Straight,
    /// ``…''
    Typed,
    /// 「…」
    Corner,
    /// ‘…’
    Single,
    /// '…'
    SingleStraight,
}

impl Pair {
    /// Whether the marks also serve as apostrophes, so that one alone says nothing.
    fn is_doubtful(self) -> bool {
        matches!(self, Self::Single | Self::SingleStraight | Self::Reversed)
    }
}

/// An opening mark that waits for its end.
struct Waiting {
    pair: Pair,
    start: usize,
    /// Where the same mark opened again inside, first.
    again: Option<usize>,
}

/// Every quotation of the paragraphs of a text, by where it starts. A paragraph's
/// end is the end of what is open; takes time linear in the text.
pub fn quotes(text: &str, paragraphs: impl IntoIterator<Item = Range<usize>>) -> Vec<Quote> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let mut open: Vec<Waiting> = Vec::new();
        let end = paragraph.end;
        for (bytes, mark) in (Marks { text, at: paragraph.start, end, before: '\n' }) {
            take(mark, bytes, text, &mut open, &mut found);
        }
        give_up(&mut open, 0, end, &mut found);
    }
    found.sort_by_key(|quote| (quote.bytes.start, std::cmp::Reverse(quote.bytes.end)));
    // What ended where another began was not around it after all: depths are counted last.
    let mut around: Vec<usize> = Vec::new();
    for quote in &mut found {
        while around.last().is_some_and(|end| *end < quote.bytes.end) {
            around.pop();
        }
        quote.depth = around.len();
        around.push(quote.bytes.end);
    }
    found
}

/// Ends or begins a quotation at a mark.
fn take(mark: Mark, bytes: Range<usize>, text: &str, open: &mut Vec<Waiting>, found: &mut Vec<Quote>) {
    if let Some(at) = open.iter().rposition(|one| mark.ends.contains(&one.pair)) {
        give_up(open, at + 1, bytes.start, found);
        let start = open.pop().map_or(bytes.start, |one| one.start);
        found.push(Quote { bytes: start..bytes.end, closed: true, depth: 0 });
    } else if let Some(pair) = mark.begins {
        // The same mark again: a quotation inside, or the next part of a long one.
        if let Some(outer) = open.iter_mut().rfind(|one| one.pair == pair) {
            outer.again.get_or_insert(text[..bytes.start].trim_end().len());
        }
        open.push(Waiting { pair, start: bytes.start, again: None });
    }
}

/// Ends what is open from a depth on without a closing mark. Single marks without
/// an end were apostrophes.
fn give_up(open: &mut Vec<Waiting>, from: usize, end: usize, found: &mut Vec<Quote>) {
    while open.len() > from {
        let Some(Waiting { pair, start, again }) = open.pop() else { return };
        if pair.is_doubtful() {
            continue;
        }
        // Without an end of its own it ends where the same mark opened again.
        let end = again.unwrap_or(end);
        if start < end {
            found.push(Quote { bytes: start..end, closed: false, depth: 0 });
        }
    }
}

/// Walks the marks of a paragraph.
struct Marks<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// The character before `at`.
    before: char,
}

impl Iterator for Marks<'_> {
    type Item = (Range<usize>, Mark);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = &self.text[self.at..self.end];
            let skip = rest.find(is_mark)?;
            let before = rest[..skip].chars().next_back().unwrap_or(self.before);
            let first = rest[skip..].chars().next()?;
            // Two single marks in a row are one double mark.
            let double = matches!(first, '\'' | '`') && rest[skip + 1..].starts_with(first);
            let start = self.at + skip;
            self.at = start + if double { 2 } else { first.len_utf8() };
            self.before = first;
            let after = self.text[self.at..self.end].chars().next().unwrap_or('\n');
            if let Some(mark) = read_mark(first, double, before, after) {
                return Some((start..self.at, mark));
            }
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

/// What a mark may do between these characters; `None` for an apostrophe.
fn read_mark(mark: char, double: bool, before: char, after: char) -> Option<Mark> {
    let may_begin = !before.is_alphanumeric() && !after.is_whitespace();
    let may_end = !before.is_whitespace() && !after.is_alphanumeric();
    let begins = |pair: Pair| if may_begin { Some(pair) } else { None };
    let (ends, begins): (&'static [Pair], Option<Pair>) = match mark {
        '„' | '‟' => (&[], Some(Pair::Low)),
        '“' if may_end && !may_begin => (&[Pair::Low, Pair::Curly], None),
        '“' => (&[Pair::Low], Some(Pair::Curly)),
        '”' => (&[Pair::Curly, Pair::Low], None),
        '«' => (&[Pair::Reversed], Some(Pair::Guillemet)),
        '»' => (&[Pair::Guillemet], begins(Pair::Reversed)),
        '「' | '『' => (&[], Some(Pair::Corner)),
        '」' | '』' => (&[Pair::Corner], None),
        '`' if double => (&[], Some(Pair::Typed)),
        '\'' if double => (&[Pair::Typed, Pair::Straight], Some(Pair::Straight)),
        '"' | '＂' if may_begin && !may_end => (&[], Some(Pair::Straight)),
        '"' | '＂' => (&[Pair::Straight], Some(Pair::Straight)),
        '‘' => (&[], begins(Pair::Single)),
        '’' if may_end => (&[Pair::Single], None),
        '\'' if may_begin && !may_end => (&[], Some(Pair::SingleStraight)),
        '\'' if may_end => (&[Pair::SingleStraight], None),
        _ => return None,
    };
    Some(Mark { ends, begins })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Quote> {
        let mut at = 0;
        let lines = text.split('\n').map(|line| {
            let start = at;
            at += line.len() + 1;
            start..start + line.len()
        });
        quotes(text, lines)
    }

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = all(text).into_iter().map(|quote| &text[quote.bytes]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_kind_of_mark_is_known() {
        check("He said “yes” and \"no\".", &["“yes”", "\"no\""]);
        check("„Ja“, sagte sie. „Tak”, dodała.", &["„Ja“", "„Tak”"]);
        check("« Oui », dit-il. «Да», сказал он. »Nein«, rief er.", &["« Oui »", "«Да»", "»Nein«"]);
        check("``Typed'' and ''doubled'' marks", &["``Typed''", "''doubled''"]);
        check("‘Never,’ she said, ‘not once.’", &["‘Never,’", "‘not once.’"]);
        check("The aide called it 'a fair deal'.", &["'a fair deal'"]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        check("It isn’t the ministers’ fault; it's the '90s again, and Moscow's.", &[]);
        check("“We don’t know the allies’ view,” he said.", &["“We don’t know the allies’ view,”"]);
    }

    #[test]
    fn quotations_stand_in_each_other() {
        let text = "“She said ‘no’ to us,” he said.";
        check(text, &["“She said ‘no’ to us,”", "‘no’"]);
        assert_eq!(all(text)[1].depth, 1);
    }

    #[test]
    fn a_paragraph_ends_what_is_open() {
        let text = "“We go on.\n“And on,” he said.\nNext “line";
        check(text, &["“We go on.", "“And on,”", "“line"]);
        let closed: Vec<bool> = all(text).iter().map(|quote| quote.closed).collect();
        assert_eq!(closed, [false, true, false]);
        check("“One part. “Another part,” he said.", &["“One part.", "“Another part,”"]);
        assert!(all("“One part. “Another part,” he said.").iter().all(|quote| quote.depth == 0));
        let nested = "\"They came to \"protect\" us. We do not need it,\" he said. \"No.\"";
        check(nested, &["\"They came to \"protect\" us. We do not need it,\"", "\"protect\"", "\"No.\""]);
        check("stray ” and » and '\"", &["\""]);
    }
}
