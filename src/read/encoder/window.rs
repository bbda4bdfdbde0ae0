//! Windows: what the network sees at once.

use std::ops::Range;

use super::unit::{Start, Units};

/// Word pieces in a window, marks included, as long as paragraphs or sentences allow.
const SOFT_LIMIT: usize = 160;
/// Word pieces in a window, whatever stands in it.
const HARD_LIMIT: usize = 320;
const BEGIN: i32 = 101;
const BREAK: i32 = 102;

/// One window as the network takes it.
pub struct Window {
    pub ids: Vec<i32>,
    pub shapes: Vec<i32>,
    /// The place in `ids` of each unit's first piece.
    pub place: Vec<usize>,
}

/// Cuts the units into windows: whole paragraphs as many as fit; a long paragraph
/// at the end of a sentence; a longer sentence where it must be.
pub fn cut(units: &Units) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < units.units.len() {
        let end = window_end(units, start);
        out.push(start..end);
        start = end;
    }
    out
}

fn window_end(units: &Units, start: usize) -> usize {
    let count = units.units.len();
    let (mut end, mut used) = (start, 2);
    let (mut paragraph, mut sentence) = (None, None);
    while end < count && used + cost(units, end) <= HARD_LIMIT {
        let starts = units.units[end].starts;
        if end > start && used <= SOFT_LIMIT {
            match starts {
                Start::Paragraph => paragraph = Some(end),
                Start::Sentence => sentence = Some(end),
                Start::Nothing => {}
            }
        }
        if used > SOFT_LIMIT && (paragraph.is_some() || starts == Start::Paragraph) {
            break;
        }
        used += cost(units, end);
        end += 1;
    }
    if end == count && used <= SOFT_LIMIT {
        return end;
    }
    if let Some(paragraph) = paragraph {
        return paragraph;
    }
    let whole = end == count || units.units[end].starts == Start::Paragraph;
    // A unit is far shorter than a window, so the end is always after the start.
    if whole { end } else { sentence.unwrap_or(end) }
}

/// Word pieces that a unit takes, with the break before a paragraph.
fn cost(units: &Units, unit: usize) -> usize {
    let breaks = units.units[unit].starts == Start::Paragraph;
    units.pieces_of(unit).len() + usize::from(breaks)
}

/// Lays out a window for the network.
pub fn encode(units: &Units, range: Range<usize>) -> Window {
    let mut window = Window { ids: vec![BEGIN], shapes: vec![0], place: Vec::new() };
    for i in range.clone() {
        let unit = &units.units[i];
        if unit.starts == Start::Paragraph && i > range.start {
            window.ids.push(BREAK);
            window.shapes.push(0);
        }
        window.place.push(window.ids.len());
        for &piece in units.pieces_of(i) {
            window.ids.push(piece.into());
            window.shapes.push(unit.shape.into());
        }
    }
    window.ids.push(BREAK);
    window.shapes.push(0);
    window
}
