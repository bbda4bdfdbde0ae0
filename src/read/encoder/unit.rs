//! Units of a text: words, and marks that stand alone.

use std::ops::Range;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::piece::Vocabulary;

/// What starts at a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Nothing,
    Sentence,
    Paragraph,
}

/// One unit.
#[derive(Debug, Clone)]
pub struct Unit {
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Where its word pieces begin in [`Units::pieces`].
    pub first_piece: usize,
    /// How it is written, and whether inside quotation marks: the network's second input.
    pub shape: u8,
    pub starts: Start,
}

/// The units of a text with their word pieces.
#[derive(Debug, Default)]
pub struct Units {
    pub units: Vec<Unit>,
    pub pieces: Vec<u16>,
}

impl Units {
    /// Cuts a text in one pass.
    pub fn of(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut out = Self::default();
        let mut context = Context::default();
        let mut word = String::new();
        Splitter::new(text).for_each(|(bytes, newline)| {
            word.clear();
            word.extend(text[bytes.clone()].chars().filter(|&c| !is_dropped(c)));
            let (starts, inside) = context.next(&word, newline);
            let first_piece = out.pieces.len();
            vocabulary.cut(&word, &mut out.pieces);
            let shape = 2 * case_of(&word) + u8::from(inside);
            out.units.push(Unit { start: bytes.start, end: bytes.end, first_piece, shape, starts });
        });
        out
    }

    /// Lets sentences begin where they are known to, first bytes in order, and nowhere
    /// else; paragraphs stay.
    pub fn begin_sentences(&mut self, starts: impl Iterator<Item = usize>) {
        let mut starts = starts.peekable();
        for unit in &mut self.units {
            let mut begins = false;
            while starts.next_if(|&start| start < unit.end).is_some() {
                begins = true;
            }
            if unit.starts != Start::Paragraph {
                unit.starts = if begins { Start::Sentence } else { Start::Nothing };
            }
        }
    }

    /// The word pieces of a unit.
    pub fn pieces_of(&self, unit: usize) -> &[u16] {
        let end = self.units.get(unit + 1).map_or(self.pieces.len(), |next| next.first_piece);
        &self.pieces[self.units[unit].first_piece..end]
    }
}

/// What must be known of the units before to place the next.
#[derive(Default)]
struct Context {
    /// The mark that will close the open quotation.
    closer: Option<char>,
    /// Whether the last unit ended a sentence.
    ended: bool,
}

impl Context {
    /// What starts at the next unit, and whether it is inside quotation marks; the
    /// marks themselves are.
    fn next(&mut self, word: &str, newline: bool) -> (Start, bool) {
        let mark = single(word);
        if newline {
            self.closer = None;
        }
        let before = self.closer.is_some();
        if before && mark == self.closer {
            self.closer = None;
        } else if !before {
            self.closer = mark.and_then(closer_of);
        }
        let closes = mark.is_some_and(|c| "\"”’')]»".contains(c));
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        let opens = self.ended && !closes && !lower;
        if !closes || !self.ended {
            self.ended = mark.is_some_and(|c| ".!?".contains(c));
        }
        let starts = match (newline, opens) {
            (true, _) => Start::Paragraph,
            (false, true) => Start::Sentence,
            (false, false) => Start::Nothing,
        };
        (starts, before || self.closer.is_some())
    }
}

fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn closer_of(opener: char) -> Option<char> {
    match opener {
        '“' => Some('”'),
        '«' => Some('»'),
        '„' => Some('“'),
        '"' => Some('"'),
        _ => None,
    }
}

/// 0 no letters with case, 1 lower, 2 only the first upper, 3 no lower, 4 other.
fn case_of(word: &str) -> u8 {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let lower = word.chars().any(char::is_lowercase);
    let first = word.chars().next().is_some_and(char::is_uppercase);
    match (upper, lower) {
        (0, lower) => u8::from(lower),
        (1, _) if first => 2,
        (_, false) => 3,
        (_, true) => 4,
    }
}

/// Gives the bytes of each unit, and whether a line break stands before it.
struct Splitter<'a> {
    chars: std::iter::Peekable<std::str::CharIndices<'a>>,
    newline: bool,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str) -> Self {
        Self { chars: text.char_indices().peekable(), newline: true }
    }

    /// Takes the rest of a word that began at `start`.
    fn word(&mut self, start: usize, first: char) -> Range<usize> {
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = self.chars.peek() {
            if !is_dropped(c) {
                if c.is_whitespace() || is_mark(c) {
                    break;
                }
                end = at + c.len_utf8();
            }
            self.chars.next();
        }
        start..end
    }
}

impl Iterator for Splitter<'_> {
    type Item = (Range<usize>, bool);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (at, c) = self.chars.next()?;
            if is_dropped(c) {
                continue;
            }
            if c.is_whitespace() {
                self.newline |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
                continue;
            }
            let newline = std::mem::take(&mut self.newline);
            let bytes = if is_mark(c) { at..at + c.len_utf8() } else { self.word(at, c) };
            return Some((bytes, newline));
        }
    }
}

/// Whether a character is a unit of its own: punctuation, symbols of ASCII, Han.
fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Whether a character counts for nothing, as a zero-width joiner.
fn is_dropped(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    }
    c.general_category_group() == GeneralCategoryGroup::Other
}
