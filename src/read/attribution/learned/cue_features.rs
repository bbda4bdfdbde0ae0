//! What tells whether a token is the main word of a cue.

use super::key::Key;
use crate::read::attribution::row::{Cell, Row};
use crate::read::syntax::{Rel, Upos};

/// Tokens that are never looked at.
pub fn is_candidate(cell: &Cell) -> bool {
    !matches!(cell.upos, Upos::Det | Upos::Num | Upos::Cconj | Upos::Intj | Upos::Part)
        && cell.rel != Rel::Aux
        && cell.rel != Rel::AuxPass
}

/// What is beside a token in the tree, gathered in one pass over a document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside {
    /// The subject's place plus one.
    subject: u32,
    object: u32,
    clause: u32,
    owner: u32,
    /// Bits for what there is: passive, auxiliary, negation, mark, particle, preposition, …
    has: u32,
    /// Hash of the mark or preposition before it.
    marked: u32,
    /// Hash of the particle or the first preposition under it.
    particle: u32,
}

/// One [`Beside`] per token.
pub fn beside(row: &Row) -> Vec<Beside> {
    let mut all = vec![Beside::default(); row.len()];
    for (at, cell) in row.cells.iter().enumerate() {
        let head = cell.head as usize;
        if head == at {
            continue;
        }
        let place = at as u32 + 1;
        let one = &mut all[head];
        match cell.rel {
            Rel::Nsubj | Rel::NsubjOuter => one.subject = place,
            Rel::NsubjPass => {
                one.subject = place;
                one.has |= 1;
            }
            Rel::Obj | Rel::Iobj => {
                one.has |= if one.object > 0 { 2 } else { 0 };
                one.object = place;
            }
            Rel::Ccomp => {
                one.clause = place;
                one.has |= 4;
            }
            Rel::Xcomp => {
                one.clause = place;
                one.has |= 8;
            }
            Rel::NmodPoss => one.owner = place,
            Rel::Aux => one.has |= 16,
            Rel::AuxPass => one.has |= 32,
            Rel::Mark | Rel::Case => one.marked = cell.word,
            Rel::CompoundPrt => one.particle = cell.word,
            Rel::Parataxis => one.has |= 64,
            Rel::Acl | Rel::AclRelcl => one.has |= 128,
            Rel::Advcl => one.has |= 256,
            Rel::Cop => one.has |= 512,
            Rel::Expl => one.has |= 1024,
            Rel::Conj => one.has |= 2048,
            _ => {}
        }
    }
    for (at, cell) in row.cells.iter().enumerate() {
        if matches!(cell.rel, Rel::Obl | Rel::Nmod) && all[at].marked != 0 {
            let head = cell.head as usize;
            if all[head].particle == 0 {
                all[head].particle = all[at].marked;
            }
        }
    }
    all
}

/// Puts the keys of a token's features. `known` has the bits of what is known of each
/// token as a saying word.
pub fn put(row: &Row, known: &[u32], beside: &[Beside], at: usize, keys: &mut Vec<u64>) {
    let cell = &row.cells[at];
    let sentence = row.sentence(at);
    let near = |offset: isize| -> Option<&Cell> {
        let place = at as isize + offset;
        (place >= sentence.start as isize && (place as usize) < sentence.end)
            .then(|| &row.cells[place as usize])
    };
    let word = |offset: isize| near(offset).map_or(7, |cell| u64::from(cell.word));
    let xpos = |offset: isize| near(offset).map_or(7, |cell| u64::from(cell.xpos));
    let one = &beside[at];
    let lemma = u64::from(cell.lemma);
    let upos = cell.upos as u64;
    let rel = cell.rel as u64;
    let head = &row.cells[cell.head as usize];
    let kind = |place: u32| match place.checked_sub(1) {
        None => 0,
        Some(place) => {
            let cell = &row.cells[place as usize];
            match cell.mention {
                Some((kind, _)) => 10 + kind as u64,
                None => 30 + cell.upos as u64,
            }
        }
    };
    let word_at =
        |place: u32| place.checked_sub(1).map_or(3, |place| u64::from(row.cells[place as usize].lemma));
    let upos_at = |place: u32| place.checked_sub(1).map_or(30, |place| row.cells[place as usize].upos as u64);
    let quote = |offset: isize| near(offset).map_or(2, |cell| u64::from(cell.quote.is_some()));
    let in_quote = u64::from(cell.quote.is_some());
    let before = (1..=4).find(|&d| quote(-d) == 1).map_or(0, |d| d as u64);
    let after = (1..=5).find(|&d| quote(d) == 1).map_or(0, |d| d as u64);
    let (has, subject, object, clause) = (u64::from(one.has), one.subject, one.object, one.clause);
    let side = |place: u32| place.checked_sub(1).map_or(0, |place| if (place as usize) < at { 1 } else { 2 });
    let above = above(row, known, at);
    let known = u64::from(known[at]);

    let mut template = 0;
    let mut put = |values: &[u64]| {
        keys.push(values.iter().fold(Key::new(200 + template), |key, &value| key.with(value)).finish());
        template += 1;
    };
    put(&[lemma, upos]);
    put(&[lemma]);
    put(&[u64::from(cell.word)]);
    put(&[u64::from(cell.xpos), rel]);
    put(&[known]);
    put(&[known, u64::from(cell.xpos)]);
    put(&[lemma, rel]);
    put(&[lemma, u64::from(cell.xpos)]);
    put(&[lemma, in_quote]);
    put(&[known, in_quote, rel]);
    put(&[in_quote, upos]);
    put(&[lemma, has & 12]);
    put(&[known, has & 13, side(subject)]);
    put(&[lemma, kind(subject)]);
    put(&[known, kind(subject), side(subject)]);
    put(&[upos, kind(subject)]);
    put(&[lemma, word_at(object)]);
    put(&[lemma, kind(object)]);
    put(&[known, kind(object)]);
    put(&[upos, word_at(object)]);
    put(&[lemma, upos_at(clause), has & 12]);
    put(&[lemma, word_at(clause)]);
    put(&[known, has & (1 | 32 | 1024)]);
    put(&[lemma, has & (1 | 32 | 1024)]);
    put(&[lemma, u64::from(one.particle)]);
    put(&[lemma, u64::from(one.marked)]);
    put(&[upos, u64::from(one.particle)]);
    put(&[upos, u64::from(one.marked)]);
    put(&[lemma, u64::from(head.lemma)]);
    put(&[lemma, word(1)]);
    put(&[lemma, word(-1)]);
    put(&[lemma, word(1), word(2)]);
    put(&[upos, word(1)]);
    put(&[upos, word(-1)]);
    put(&[word(-1), u64::from(cell.word)]);
    put(&[xpos(-1), u64::from(cell.xpos), xpos(1)]);
    put(&[known, word(1)]);
    put(&[known, xpos(1), xpos(2)]);
    put(&[known, word(-1)]);
    put(&[known, before, after]);
    put(&[lemma, before, after]);
    put(&[upos, before, after, u64::from(subject > 0)]);
    put(&[above, upos]);
    put(&[above, known]);
    put(&[above, lemma]);
    put(&[above, in_quote, rel]);
    put(&[u64::from(head.lemma), rel, upos]);
    put(&[rel, upos, has & 13, kind(subject)]);
    put(&[lemma, kind(one.owner), rel]);
    put(&[known, kind(one.owner), u64::from(one.particle)]);
    put(&[known, has & 0b1111_1100_0000]);
    put(&[lemma, u64::from(head.upos as u8), u64::from(one.marked)]);
    put(&[u64::from(cell.mention.is_some()), cell.mention.map_or(9, |(kind, _)| kind as u64), upos]);
    put(&[known, word_at(subject)]);
    put(&[suffix(row.word(at)), upos, has & 12]);
    put(&[suffix(row.word(at)), upos, before, after]);
}

/// What saying word stands above it, and by which way it says the clause it is in.
fn above(row: &Row, known: &[u32], at: usize) -> u64 {
    let mut here = at;
    for up in 1..=8 {
        let cell = &row.cells[here];
        let head = cell.head as usize;
        if head == here {
            return 0;
        }
        let by = match cell.rel {
            Rel::Ccomp => 1,
            Rel::Xcomp => 2,
            Rel::Parataxis => 3,
            Rel::Obj => 4,
            Rel::Acl | Rel::AclRelcl => 5,
            Rel::Advcl => 6,
            Rel::Conj => 7,
            _ => 8,
        };
        if by <= 6 && row.cells[head].upos == Upos::Verb && known[head] != 0 {
            return by * 10 + up.min(3);
        }
        here = head;
    }
    0
}

/// A hash of the last three letters.
fn suffix(word: &str) -> u64 {
    let mut start = word.len().saturating_sub(3);
    while !word.is_char_boundary(start) {
        start -= 1;
    }
    u64::from(crate::read::attribution::row::lower_hash(&word[start..]))
}

impl Beside {
    /// What there is beside the token, as bits.
    pub fn bits(&self) -> u64 {
        u64::from(self.has)
            | u64::from(self.subject > 0) << 20
            | u64::from(self.object > 0) << 21
            | u64::from(self.owner > 0) << 22
    }
}
