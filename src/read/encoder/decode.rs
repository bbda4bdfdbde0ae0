//! The best tags of one cue's window.
//!
//! A cue has one source at most, and its own words stand together from where it was
//! found; content may be in parts. The best such tagging is found in one pass.

use serde::Deserialize;

/// What a unit is to a cue, in the order of the network's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tag {
    Outside,
    Source,
    Cue,
    Content,
}

/// How many tags there are.
pub const TAGS: usize = 4;

/// For each tag, how well each tag follows it.
pub type Moves = [[f32; TAGS]; TAGS];

/// A tag, and whether the source has begun: what the pass remembers.
const STATES: [(Tag, bool); 7] = [
    (Tag::Outside, false),
    (Tag::Content, false),
    (Tag::Cue, false),
    (Tag::Source, true),
    (Tag::Outside, true),
    (Tag::Content, true),
    (Tag::Cue, true),
];
/// The score of what cannot be.
pub(super) const NEVER: f32 = -1e9;

/// The best tags, given the scores of each unit's tags and the cue's first unit.
pub fn best_tags(scores: &[[f32; TAGS]], moves: &Moves, cue: usize) -> Vec<Tag> {
    let mut best = STATES.map(|(tag, begun)| {
        let fits = (tag == Tag::Cue) == (cue == 0) && (!begun || tag == Tag::Source);
        scores.first().map_or(NEVER, |unit| unit[tag as usize]) + if fits { 0.0 } else { NEVER }
    });
    let mut back = vec![[0; STATES.len()]];
    for (u, unit) in scores.iter().enumerate().skip(1) {
        let from: [(usize, f32); STATES.len()] =
            std::array::from_fn(|to| best_before(&best, moves, to, u == cue));
        best = std::array::from_fn(|to| from[to].1 + unit[STATES[to].0 as usize]);
        back.push(from.map(|(state, _)| state));
    }
    let mut state = (0..STATES.len()).rev().max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut tags = vec![Tag::Outside; scores.len()];
    for (tag, back) in tags.iter_mut().zip(&back).rev() {
        *tag = STATES[state].0;
        state = back[state];
    }
    tags
}

/// The score of a tagging.
pub(super) fn total(scores: &[[f32; TAGS]], moves: &Moves, tags: &[Tag]) -> f32 {
    let units: f32 = scores.iter().zip(tags).map(|(unit, &tag)| unit[tag as usize]).sum();
    let steps: f32 = tags.windows(2).map(|pair| moves[pair[0] as usize][pair[1] as usize]).sum();
    units + steps
}

/// The best state to come from, and the score on arrival.
fn best_before(best: &[f32], moves: &Moves, to: usize, at_cue: bool) -> (usize, f32) {
    let mut found = (0, f32::NEG_INFINITY);
    for (from, score) in best.iter().enumerate() {
        let (a, b) = (STATES[from].0, STATES[to].0);
        let step =
            if follows(STATES[from], STATES[to], at_cue) { moves[a as usize][b as usize] } else { NEVER };
        if score + step > found.1 {
            found = (from, score + step);
        }
    }
    found
}

/// Whether one state may follow another; `at_cue` where the cue begins.
fn follows((tag, begun): (Tag, bool), (then, after): (Tag, bool), at_cue: bool) -> bool {
    let cue = match (at_cue, then == Tag::Cue) {
        (true, is_cue) => is_cue,
        (false, true) => tag == Tag::Cue,
        (false, false) => true,
    };
    cue && if then == Tag::Source { tag == Tag::Source || !begun } else { begun == after }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that prefer the tags spelled: `o`, `s`, `q` (cue), `c`.
    fn check(preferred: &str, cue: usize, expected: &str) {
        let letters = "osqc";
        let row = |c| std::array::from_fn(|i| if letters.chars().nth(i) == Some(c) { 2.0 } else { 0.0 });
        let scores: Vec<[f32; TAGS]> = preferred.chars().map(row).collect();
        let tags = best_tags(&scores, &[[0.0; TAGS]; TAGS], cue);
        let spelled: String = tags.iter().map(|&t| letters.as_bytes()[t as usize] as char).collect();
        assert_eq!(spelled, expected);
    }

    #[test]
    fn the_best_tagging_that_is_one() {
        check("ssqcc", 2, "ssqcc");
        check("ccqssocc", 2, "ccqssocc");
        check("qccc", 0, "qccc");
        check("", 0, "");
        check("s", 0, "q");
    }

    #[test]
    fn one_source_only() {
        check("ssoqsc", 3, "ssoqoc");
        check("soqsss", 2, "ooqsss");
    }

    #[test]
    fn the_cue_begins_where_it_was_found() {
        check("qoccq", 1, "oqcco");
        check("cccc", 3, "cccq");
    }
}
