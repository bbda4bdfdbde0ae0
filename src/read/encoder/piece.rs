//! Word pieces: the vocabulary of the network.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The piece of a word that the vocabulary cannot spell.
const UNKNOWN: u16 = 100;
/// Characters; a longer unit is one unknown piece.
const LONGEST: usize = 100;

/// The pieces by spelling; those that continue a word are kept apart.
pub struct Vocabulary {
    first: FxHashMap<&'static str, u16>,
    later: FxHashMap<&'static str, u16>,
}

impl Vocabulary {
    /// Reads a piece per line; `##` before a piece says that it continues a word.
    pub fn new(lines: &'static str) -> Self {
        let (mut first, mut later) = (FxHashMap::default(), FxHashMap::default());
        for (id, line) in (0..=u16::MAX).zip(lines.lines()) {
            match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => later.insert(rest, id),
                None => first.insert(line, id),
            };
        }
        Self { first, later }
    }

    /// Adds the pieces of a word, by greedy longest match.
    pub fn cut(&self, word: &str, pieces: &mut Vec<u16>) {
        let word = plain(word);
        let before = pieces.len();
        let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        if ends.is_empty() || ends.len() > LONGEST {
            return pieces.push(UNKNOWN);
        }
        let (mut start, mut at) = (0, 0);
        while at < ends.len() {
            let table = if start == 0 { &self.first } else { &self.later };
            let longest = (at..ends.len()).rev().find_map(|i| Some((i, *table.get(&word[start..ends[i]])?)));
            let Some((last, piece)) = longest else {
                pieces.truncate(before);
                return pieces.push(UNKNOWN);
            };
            pieces.push(piece);
            (start, at) = (ends[last], last + 1);
        }
    }
}

/// Lower case, without accents.
fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect()
}
