//! What surrounds one saying word: how every token near it stands to it.

use std::ops::Range;

use super::key::Key;
use crate::read::attribution::row::{Row, lower_hash};

/// Most tokens to each side of a saying word that its source and content are looked
/// for in.
const REACH: usize = 150;
/// Most steps up from the saying word.
const CLIMB: usize = 8;
/// Where a token stands in another sentence.
const ELSEWHERE: u8 = 31;

/// How a token stands to the saying word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stand {
    /// Steps up from the saying word to what both stand under; `ELSEWHERE` in another
    /// sentence.
    pub up: u8,
    /// Hash of the way: relations up, then the relation down.
    pub way: u64,
    /// The place of the token at the top of its branch.
    pub branch: u32,
    /// Commas between, at most 3.
    pub commas: u8,
    /// Other saying words between, at most 2.
    pub speakers: u8,
    /// Quotation marks' stretches entered or left between, at most 3.
    pub turns: u8,
}

/// A saying word and what is near it.
pub struct Scene<'r> {
    pub row: &'r Row<'r>,
    pub anchor: usize,
    /// The places that are looked at.
    pub window: Range<usize>,
    /// How each of them stands to the anchor.
    pub stands: Vec<Stand>,
}

impl<'r> Scene<'r> {
    /// The scene of a saying word. `says` tells which tokens are saying words.
    pub fn new(row: &'r Row<'r>, anchor: usize, says: &[bool]) -> Self {
        let paragraph = row.paragraph(anchor);
        let start = paragraph.start.max(anchor.saturating_sub(REACH));
        let window = start..paragraph.end.min(anchor + REACH);
        let mut scene = Self { row, anchor, stands: vec![Stand::default(); window.len()], window };
        scene.count(says);
        scene.find_ways();
        scene
    }

    /// How a place stands to the anchor.
    pub fn stand(&self, at: usize) -> &Stand {
        &self.stands[at - self.window.start]
    }

    fn count(&mut self, says: &[bool]) {
        let row = self.row;
        let comma = lower_hash(",");
        let mut walk = |places: &mut dyn Iterator<Item = usize>| {
            let (mut commas, mut speakers, mut turns, mut quote) = (0, 0, 0, row.cells[self.anchor].quote);
            for at in places {
                let cell = &row.cells[at];
                if cell.quote != quote {
                    turns = (turns + 1).min(3);
                    quote = cell.quote;
                }
                let stand = &mut self.stands[at - self.window.start];
                (stand.commas, stand.speakers, stand.turns) = (commas, speakers, turns);
                commas = (commas + u8::from(cell.word == comma)).min(3);
                speakers = (speakers + u8::from(says[at])).min(2);
            }
        };
        walk(&mut (self.anchor + 1..self.window.end));
        walk(&mut (self.window.start..self.anchor).rev());
    }

    /// Ways over the tree within the anchor's sentence, from the roots down.
    fn find_ways(&mut self) {
        let row = self.row;
        let sentence = row.sentence(self.anchor);
        let mut above: Vec<usize> = vec![self.anchor];
        let mut ways = vec![Key::new(1)];
        while above.len() <= CLIMB {
            let here = above[above.len() - 1];
            let head = row.cells[here].head as usize;
            if head == here {
                break;
            }
            let way = ways[ways.len() - 1];
            ways.push(if above.len() <= 3 { way.with(row.cells[here].rel as u64) } else { way });
            above.push(head);
        }
        for stand in &mut self.stands {
            stand.up = ELSEWHERE;
        }
        for i in sentence.clone() {
            let at = row.order[i] as usize;
            if !self.window.contains(&at) {
                continue;
            }
            let head = row.cells[at].head as usize;
            let found = if let Some(up) = above.iter().position(|&one| one == at) {
                (up as u8, ways[up].with(99).finish(), at as u32)
            } else if let Some(up) = above.iter().position(|&one| one == head) {
                (up as u8, ways[up].with(row.cells[at].rel as u64).finish(), at as u32)
            } else if head != at && self.window.contains(&head) {
                let stand = self.stand(head);
                (stand.up, stand.way, stand.branch)
            } else {
                (CLIMB as u8 + 1, 0, at as u32)
            };
            let stand = &mut self.stands[at - self.window.start];
            (stand.up, stand.way, stand.branch) = found;
        }
    }
}
