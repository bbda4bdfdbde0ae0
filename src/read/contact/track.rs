//! Who deals: officials or private people.

use crate::record::Track;

use super::found::{Found, Standing};

/// The track, from the standing of the parties.
pub(super) fn of(parties: &[Found]) -> Track {
    let has = |standing: Standing| parties.iter().any(|party| party.standing == standing);
    match (has(Standing::Official), has(Standing::Private), has(Standing::Unknown)) {
        _ if parties.is_empty() => Track::Unknown,
        (true, false, false) => Track::One,
        (true, true, false) => Track::OneAndAHalf,
        (false, true, false) => Track::Two,
        _ => Track::Unknown,
    }
}
