//! What tells whether a token belongs to source, cue or content of a saying word.

use std::ops::Range;

use super::key::Key;
use super::scene::Scene;
use crate::read::attribution::row::{Cell, Row};

/// What is the same for all tokens of a scene.
pub struct Common {
    lemma: u64,
    xpos: u64,
    known: u64,
    after: u64,
    before: u64,
    quoted: u64,
    has: u64,
}

/// The common part of a scene.
pub fn common(scene: &Scene, known: u32, has: u64) -> Common {
    let row = scene.row;
    let at = scene.anchor;
    let cell = &row.cells[at];
    let word = |place: Option<usize>| {
        place.filter(|place| scene.window.contains(place)).map_or(5, |place| u64::from(row.cells[place].word))
    };
    let quoted = |mut places: Range<usize>| u64::from(places.any(|at| row.cells[at].quote.is_some()));
    let sentence = row.sentence(at);
    let left = quoted(sentence.start.max(scene.window.start)..at);
    let right = quoted(at..sentence.end.min(scene.window.end));
    Common {
        lemma: u64::from(cell.lemma),
        xpos: u64::from(cell.xpos),
        known: u64::from(known),
        after: word(Some(at + 1)),
        before: word(at.checked_sub(1)),
        quoted: left * 2 + right + 4 * u64::from(cell.quote.is_some()),
        has,
    }
}

/// How far a token is, in steps that widen, and on which side.
fn distance(at: usize, anchor: usize) -> u64 {
    let far = match at.abs_diff(anchor) {
        near @ 0..=3 => near as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        21..=40 => 8,
        _ => 9,
    };
    far * 2 + u64::from(at < anchor)
}

/// Puts the keys of a token's features.
pub fn put(scene: &Scene, common: &Common, at: usize, keys: &mut Vec<u64>) {
    let row = scene.row;
    let cell = &row.cells[at];
    let stand = scene.stand(at);
    let anchor = &row.cells[scene.anchor];
    let side = u64::from(at < scene.anchor) + 2 * u64::from(at == scene.anchor);
    let near = |place: Option<usize>| -> Option<&Cell> {
        place.filter(|place| scene.window.contains(place)).map(|place| &row.cells[place])
    };
    let (left, right) = (near(at.checked_sub(1)), near(Some(at + 1)));
    let word = |cell: Option<&Cell>| cell.map_or(7, |cell| u64::from(cell.word));
    let xpos = |cell: Option<&Cell>| cell.map_or(7, |cell| u64::from(cell.xpos));
    let offset = (i64::from(cell.sentence) - i64::from(anchor.sentence)).clamp(-3, 3) + 3;
    let offset = offset as u64;
    let quote = match (cell.quote, anchor.quote) {
        (None, None) => 0,
        (None, Some(_)) => 1,
        (Some(a), Some(b)) if a == b => 2,
        (Some(_), _) => 3 + u64::from(stand.turns),
    };
    let way = stand.way ^ u64::from(stand.up) << 50;
    let away = distance(at, scene.anchor);
    let (branch_word, branch_rel, position) = branch(row, at, stand.branch as usize);
    let (commas, speakers, turns) =
        (u64::from(stand.commas), u64::from(stand.speakers), u64::from(stand.turns));
    let mention = cell.mention.map_or(0, |(kind, level)| 1 + kind as u64 * 3 + level as u64);
    let (w, l, p, u) = (u64::from(cell.word), u64::from(cell.lemma), u64::from(cell.xpos), cell.upos as u64);
    let Common { lemma, xpos: anchor_xpos, known, after, before, quoted, has } = *common;

    let mut template = 0;
    let mut put = |values: &[u64]| {
        keys.push(values.iter().fold(Key::new(template), |key, &value| key.with(value)).finish());
        template += 1;
    };
    put(&[way, side]);
    put(&[way, side, lemma]);
    put(&[way, side, anchor_xpos, cell.rel as u64]);
    put(&[way, side, known]);
    put(&[way, side, quote, quoted]);
    put(&[way, side, u]);
    put(&[way, l]);
    put(&[way, side, has]);
    put(&[way, side, position]);
    put(&[way, branch_word, lemma]);
    put(&[way, branch_word, known]);
    put(&[way, side, commas, speakers]);
    put(&[away]);
    put(&[away, lemma]);
    put(&[away, p]);
    put(&[away, u, known]);
    put(&[away, commas, quote]);
    put(&[w, side]);
    put(&[l, lemma, side]);
    put(&[word(left), w, side]);
    put(&[w, word(right), side]);
    put(&[xpos(left), p, xpos(right), side]);
    put(&[quote, offset, side]);
    put(&[quote, offset, lemma, side]);
    put(&[quote, quoted, side, commas]);
    put(&[quote, speakers, offset, side]);
    put(&[quote, quoted, offset, speakers]);
    put(&[mention, way, side]);
    put(&[mention, away]);
    put(&[mention, lemma, side]);
    put(&[commas, side, p, speakers]);
    put(&[speakers, side, quote, turns]);
    put(&[after, way, side]);
    put(&[after, away]);
    put(&[before, way, side]);
    put(&[branch_rel, branch_word, side, u]);
    put(&[after, lemma, side, cell.rel as u64]);
    put(&[has, side, cell.rel as u64, known]);
    put(&[p, cell.rel as u64, side, commas]);
    put(&[offset, side, word(left), quote]);
}

/// The first word of a token's branch, the branch's relation, and whether the token is
/// the first or last of it.
fn branch(row: &Row, at: usize, top: usize) -> (u64, u64, u64) {
    let cell = &row.cells[top];
    let first = cell.first as usize;
    let position =
        u64::from(at == first) + 2 * u64::from(at + 1 == cell.last as usize) + 4 * u64::from(at == top);
    (u64::from(row.cells[first].word), cell.rel as u64, position)
}

/// Puts the keys of what tells one token's label from the label before it.
pub fn put_step(scene: &Scene, common: &Common, at: usize, keys: &mut Vec<u64>) {
    let row = scene.row;
    let (cell, last) = (&row.cells[at], &row.cells[at - 1]);
    let (here, before) = (scene.stand(at), scene.stand(at - 1));
    let side = u64::from(at <= scene.anchor);
    let new_branch = u64::from(here.branch != before.branch);
    let quote = match (last.quote, cell.quote) {
        (None, None) => 0,
        (None, Some(_)) => 1,
        (Some(_), None) => 2,
        (Some(a), Some(b)) => 3 + u64::from(a != b),
    };
    let sentence = u64::from(cell.sentence != last.sentence);
    let tree = u64::from(cell.head as usize == at - 1)
        + 2 * u64::from(last.head as usize == at)
        + 4 * u64::from(cell.head == last.head);
    let close = match at.abs_diff(scene.anchor) {
        near @ 0..=2 => near as u64 + 1,
        _ => 0,
    };
    let mut template = 100;
    let mut put = |values: &[u64]| {
        keys.push(values.iter().fold(Key::new(template), |key, &value| key.with(value)).finish());
        template += 1;
    };
    put(&[side]);
    put(&[u64::from(cell.word), side]);
    put(&[u64::from(last.word), side]);
    put(&[u64::from(last.xpos), u64::from(cell.xpos)]);
    put(&[new_branch, here.way, before.way, side]);
    put(&[new_branch, cell.rel as u64, last.rel as u64, side]);
    put(&[quote, sentence, side]);
    put(&[quote, u64::from(last.word), sentence]);
    put(&[close, side, common.lemma]);
    put(&[close, side, u64::from(cell.word)]);
    put(&[tree, cell.rel as u64, side]);
    put(&[new_branch, u64::from(last.word), cell.rel as u64]);
    put(&[u64::from(cell.mention.is_some()), u64::from(last.mention.is_some()), new_branch, side]);
}
