//! What the encoder finds, as bytes of the text.

use std::ops::Range;

use super::decode::{self, Moves, TAGS, Tag};
use super::network::{Seen, Settings};
use super::unit::Units;

/// Someone says something: the words that name the speaker, the saying words, what
/// is said. All ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `None` where nobody is named.
    pub source: Option<Range<usize>>,
    pub cue: Range<usize>,
    /// In the order of the text; several parts where the cue interrupts; never empty.
    pub content: Vec<Range<usize>>,
    /// How sure the network is that the cue is one, as log-odds.
    pub score: f32,
}

/// A finding beside what came nearest to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    pub finding: Finding,
    /// Whether it counts: its score reaches the threshold.
    pub stands: bool,
    /// Log-odds from which it counts.
    pub threshold: f32,
    /// The next best reading of the same cue, and by how much it falls behind; `None`
    /// where the next best reading says nothing.
    pub next: Option<(Finding, f32)>,
}

/// A cue of a window with its scores.
pub(super) struct Weighed<'a> {
    units: &'a Units,
    first: usize,
    seen: Seen,
    settings: &'a Settings,
    pub(super) finding: Finding,
    pub(super) stands: bool,
}

impl<'a> Weighed<'a> {
    /// The best reading of a cue; `None` where it says nothing. `first` is the window's
    /// first unit.
    pub(super) fn of(units: &'a Units, first: usize, seen: Seen, settings: &'a Settings) -> Option<Self> {
        let stands = seen.score >= settings.threshold;
        let tags = decode::best_tags(&seen.tags, &settings.moves, seen.cue);
        let finding = Finding::of(units, first, &tags, seen.score)?;
        Some(Self { units, first, seen, settings, finding, stands })
    }

    /// With what came nearest.
    pub(super) fn rival(self) -> Rival {
        let next = second(&self.seen, &self.settings.moves).and_then(|(tags, behind)| {
            Some((Finding::of(self.units, self.first, &tags, self.seen.score)?, behind))
        });
        Rival { finding: self.finding, stands: self.stands, threshold: self.settings.threshold, next }
    }
}

impl Finding {
    /// Reads a window's tags; `None` where nothing is said.
    fn of(units: &Units, first: usize, tags: &[Tag], score: f32) -> Option<Self> {
        let content = runs(units, first, tags, Tag::Content);
        let cue = runs(units, first, tags, Tag::Cue).into_iter().next()?;
        let source = runs(units, first, tags, Tag::Source).into_iter().next();
        (!content.is_empty()).then_some(Self { source, cue, content, score })
    }
}

/// The second best tags of a cue's window, and by how much they fall behind: the best
/// of those that differ at some unit.
fn second(seen: &Seen, moves: &Moves) -> Option<(Vec<Tag>, f32)> {
    let best = decode::best_tags(&seen.tags, moves, seen.cue);
    let total = decode::total(&seen.tags, moves, &best);
    let mut found: Option<(Vec<Tag>, f32)> = None;
    for at in 0..best.len() {
        let mut without: Vec<[f32; TAGS]> = seen.tags.clone();
        without[at][best[at] as usize] = decode::NEVER;
        let tags = decode::best_tags(&without, moves, seen.cue);
        let behind = total - decode::total(&seen.tags, moves, &tags);
        let differs = tags[at] != best[at];
        if differs && found.as_ref().is_none_or(|(_, least)| behind < *least) {
            found = Some((tags, behind));
        }
    }
    found
}

/// The bytes of each run of a tag.
fn runs(units: &Units, first: usize, tags: &[Tag], tag: Tag) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (i, _) in tags.iter().enumerate().filter(|&(_, &t)| t == tag) {
        let unit = &units.units[first + i];
        match out.last_mut() {
            Some(run) if last == Some(i.wrapping_sub(1)) => run.end = unit.end,
            _ => out.push(unit.start..unit.end),
        }
        last = Some(i);
    }
    out
}
