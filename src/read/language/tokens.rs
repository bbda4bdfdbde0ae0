//! Tokens: words and marks as Universal Dependencies part them in English, so
//! "don't" is "do" and "n't", and "US-led" is three.

use std::ops::Range;

use super::form::plain;
use super::words::Words;

/// Longest part of a mail address.
const LONGEST_PART: usize = 100;
/// Most clitics on one word: "wouldn't've" has two.
const MOST_CLITICS: usize = 3;

/// The tokens of a stretch of text, in order.
pub fn tokens(text: &str, stretch: Range<usize>, words: &Words) -> Vec<Range<usize>> {
    let mut scan =
        Scan { text, words, at: stretch.start, begin: stretch.start, end: stretch.end, tokens: Vec::new() };
    scan.run();
    scan.tokens
}

/// A pass over a stretch of text.
struct Scan<'a> {
    text: &'a str,
    words: &'a Words,
    at: usize,
    begin: usize,
    end: usize,
    tokens: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(c) = self.peek(self.at) {
            if is_space(c) {
                self.at += c.len_utf8();
            } else if let Some(end) = self.address() {
                self.push(end);
            } else if starts_word(c, self.peek(self.at + c.len_utf8()), self.is_glued()) {
                self.word();
            } else {
                self.marks(c);
            }
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..self.end].chars().next()
    }

    fn push(&mut self, end: usize) {
        self.tokens.push(self.at..end);
        self.at = end;
    }

    /// Whether a character that is no space stands right before.
    fn is_glued(&self) -> bool {
        self.text[self.begin..self.at].chars().next_back().is_some_and(|c| !is_space(c))
    }

    /// The end of the web or mail address that begins here.
    fn address(&self) -> Option<usize> {
        if self
            .tokens
            .last()
            .is_some_and(|last| last.end == self.at && self.text[last.clone()].ends_with(is_word))
        {
            return None;
        }
        let rest = &self.text[self.at..self.end];
        let starts =
            |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        let run = if starts("http://") || starts("https://") || starts("www.") {
            let closes = |c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | ')' | ']' | '|');
            &rest[..rest.find(closes).unwrap_or(rest.len())]
        } else {
            let user = mail_part(rest);
            let host = mail_part(rest[user..].strip_prefix('@').filter(|_| user > 0)?);
            let run = &rest[..user + 1 + host];
            Some(run).filter(|run| run[user..].contains('.'))?
        };
        let run = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…']);
        Some(self.at + run.len())
    }

    /// One word, parted where it must be.
    fn word(&mut self) {
        let start = self.at;
        let mut segment = start;
        let mut end = start;
        let mut before = '\0';
        while let Some(c) = self.peek(end) {
            let after = end + c.len_utf8();
            let begins = end == start && matches!(c, '\'' | '’' | '@' | '#');
            if !is_word(c) && !begins {
                if !self.joins(start, segment, end, before, c) {
                    break;
                }
                segment = after;
            }
            before = c;
            end = after;
            if c == '$' {
                break;
            }
        }
        let cuts = cuts(&self.text[start..end], self.words);
        let stop = cuts.is_empty() && self.takes_stop(start, segment, end);
        cuts.into_iter().for_each(|cut| self.push(start + cut));
        self.push(end + usize::from(stop));
    }

    /// Whether the mark at `end` is inside a word: the characters around it are one token.
    fn joins(&self, start: usize, segment: usize, end: usize, before: char, mark: char) -> bool {
        let Some(next) = self.peek(end + mark.len_utf8()) else { return false };
        let digits = before.is_ascii_digit() && next.is_ascii_digit();
        match plain(mark) {
            '\'' => before.is_alphanumeric() && next.is_alphabetic(),
            '.' if mark == '.' => digits || (next.is_alphanumeric() && self.dot_joins(start, segment, end)),
            ',' | ':' | '/' => digits,
            '&' => before.is_uppercase() && next.is_uppercase(),
            '$' => end - start <= 3 && self.text[start..end].chars().all(char::is_uppercase),
            '@' => before.is_alphanumeric() && next.is_alphanumeric(),
            '-' if digits => self.is_code(start, end),
            '-' if matches!(mark, '-' | '‐' | '‑') => {
                next.is_alphabetic() && self.words.is_prefix(&self.text[segment..end]) && segment == start
            }
            _ => false,
        }
    }

    /// Whether the dot at `end` joins: "U.S", "e.g", "example.org", "Ph.D", but not
    /// "people.The", where a space was lost.
    fn dot_joins(&self, start: usize, segment: usize, end: usize) -> bool {
        let length = |text: &str| text.chars().take_while(|c| is_word(*c)).take(9).count();
        let rest = &self.text[end + 1..self.end];
        let next = length(rest);
        if self.text[segment..end].chars().nth(1).is_none() {
            return next == 1 || rest.starts_with(char::is_lowercase);
        }
        let whole = end + 1 + rest.chars().take(next).map(char::len_utf8).sum::<usize>();
        rest.starts_with(char::is_lowercase) || self.words.is_abbreviation(&self.text[start..whole])
    }

    /// Whether digits are parted by hyphens as in a telephone number or a date.
    fn is_code(&self, start: usize, end: usize) -> bool {
        let run = self.text[start..self.end].chars().take_while(|c| c.is_ascii_digit() || *c == '-').take(16);
        let run: String = run.collect();
        let lengths: Vec<usize> = run.split('-').map(str::len).collect();
        end - start < run.len() && matches!(lengths[..], [4, 2, 2] | [3, 4] | [3, 3, 4])
    }

    /// Whether the full stop at `end` is part of the word.
    fn takes_stop(&self, start: usize, segment: usize, end: usize) -> bool {
        let rest = &self.text[end..self.end];
        let Some(after) = rest.strip_prefix('.').filter(|after| !after.starts_with('.')) else {
            return false;
        };
        let word = &self.text[start..end];
        let follows = after.trim_start_matches(is_space);
        let single = self.text[segment..end].chars().nth(1).is_none();
        let letter = word[segment - start..].starts_with(char::is_alphabetic);
        if single && letter && segment > start {
            return true;
        }
        if single && letter && word.starts_with(char::is_uppercase) {
            return word != "I" && !follows.is_empty();
        }
        if word.len() <= 2 && start == self.begin && word.bytes().all(|b| b.is_ascii_digit()) {
            return after.starts_with(is_space);
        }
        self.words.is_abbreviation(word)
            || (self.words.is_numbered(word) && follows.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// One mark, or a run that is one: "...", "--", "?!".
    fn marks(&mut self, c: char) {
        let same: fn(char, char) -> bool = match c {
            '.' | '-' | '*' | '=' | '_' | '~' | '#' | '+' | '<' | '>' | '–' | '—' | '•' | '…' => {
                |a, b| a == b
            }
            '!' | '?' => |_, b| matches!(b, '!' | '?'),
            '\'' | '`' => |a, b| a == b,
            _ => |_, _| false,
        };
        let run = self.text[self.at..self.end].chars().take_while(|&next| same(c, next));
        let length = run.map(char::len_utf8).sum::<usize>().max(c.len_utf8());
        self.push(self.at + length);
    }
}

/// Whether a word begins at a character; some marks begin one before a letter or digit.
fn starts_word(c: char, next: Option<char>, glued: bool) -> bool {
    let next_is = |wanted: fn(char) -> bool| next.is_some_and(wanted);
    match c {
        '\'' | '’' => !glued && next_is(|c| c.is_ascii_digit()),
        '@' | '#' => !glued && next_is(char::is_alphabetic),
        _ => is_word(c),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Accents and vowel signs that stand as characters of their own.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x900..=0x903
        | 0x93a..=0x94f | 0x962..=0x963 | 0x981..=0x983 | 0x9bc..=0x9cd | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e | 0x200c | 0x200d | 0xfe0e | 0xfe0f)
}

/// Spaces, and marks that print nothing.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Where a word is parted, in bytes: before a clitic, within a contraction, between
/// a number and its unit.
fn cuts(word: &str, words: &Words) -> Vec<usize> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let number =
            word.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(word.len());
        if words.is_unit(&word[number..]) {
            return vec![number];
        }
    }
    let mut cuts = Vec::new();
    let mut head = word;
    while let Some(cut) = clitic(head).filter(|_| cuts.len() < MOST_CLITICS) {
        cuts.push(cut);
        head = &word[..cut];
    }
    cuts.extend(contraction(head));
    cuts.reverse();
    cuts
}

/// Where the last clitic of a word begins.
fn clitic(word: &str) -> Option<usize> {
    let apostrophe = word.rfind(|c| plain(c) == '\'')?;
    let (head, tail) = word.split_at(apostrophe);
    let mut tail = tail.chars();
    tail.next();
    let is = |clitic: &str| tail.as_str().eq_ignore_ascii_case(clitic);
    if is("t") {
        return (head.len() > 1 && head.ends_with(['n', 'N'])).then(|| apostrophe - 1);
    }
    let decade = head.len() <= 2 && head.bytes().all(|b| b.is_ascii_digit());
    let clitic = ["s", "m", "d", "re", "ve", "ll"].into_iter().any(is);
    (clitic && !decade && !head.is_empty()).then_some(apostrophe)
}

/// The length of what may be part of a mail address.
fn mail_part(text: &str) -> usize {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    text.bytes().take(LONGEST_PART).take_while(|b| plain(b)).count()
}

/// Contractions that are written as one word.
fn contraction(word: &str) -> Option<usize> {
    let is = |whole: &str| word.eq_ignore_ascii_case(whole);
    match word.len() {
        4 => is("dont").then_some(2),
        5 => (is("gonna") || is("gotta") || is("wanna")).then_some(3),
        6 => is("cannot").then_some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = tokens(text, 0..text.len(), &Words::known());
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn clitics() {
        check("They don’t know Kyiv's aim.", "They do n’t know Kyiv 's aim .");
        check("I'm sure we'll see; he'd've gone", "I 'm sure we 'll see ; he 'd 've gone");
        check("It cannot be O'Brien's.", "It can not be O'Brien 's .");
        check("the ministers' wish", "the ministers ' wish");
        check("in the '90s, or 90's", "in the '90s , or 90's");
    }

    #[test]
    fn hyphens_and_slashes() {
        check(
            "a US-led, non-aligned, pre-war 15-year plan",
            "a US - led , non-aligned , pre-war 15 - year plan",
        );
        check("and/or on 9/11 — or 2022-03-07", "and / or on 9/11 — or 2022-03-07");
        check("it ended--badly", "it ended -- badly");
    }

    #[test]
    fn abbreviations() {
        check(
            "Mr. Fidan and Gen. J. Doe left the U.S. at 5 p.m. today.",
            "Mr. Fidan and Gen. J. Doe left the U.S. at 5 p.m. today .",
        );
        check("No. 10 said no. No.", "No. 10 said no . No .");
        check("He is at Acme Inc.", "He is at Acme Inc.");
        check("Plan B. So I.", "Plan B. So I .");
        check("Plan B.", "Plan B .");
    }

    #[test]
    fn numbers_and_addresses() {
        check("$3bn, US$4.5, 10,000 at 7:30pm (5%)", "$ 3 bn , US$ 4.5 , 10,000 at 7:30pm ( 5 % )");
        check(
            "see https://example.org/a_(b)?c=1. Or a.b@example.org, www.example.org!",
            "see https://example.org/a_(b ) ? c = 1 . Or a.b@example.org , www.example.org !",
        );
        check("Call 555-0100 now", "Call 555-0100 now");
    }

    #[test]
    fn lost_spaces() {
        check("to the people.The war", "to the people . The war");
        check("“Go.”Then", "“ Go . ” Then");
        check("in 2022.The U.S.The", "in 2022 . The U.S. The");
    }

    #[test]
    fn quotes_and_dots() {
        check("“We agree,” he said… ‘Yes’ ... ok?!", "“ We agree , ” he said … ‘ Yes ’ ... ok ?!");
        check("[j]ust («so»)", "[ j ] ust ( « so » )");
    }

    #[test]
    fn other_scripts() {
        check("Путін, 習近平。 हिन्दी", "Путін , 習近平 。 हिन्दी");
        check("\u{200b}\u{feff}", "");
    }
}
