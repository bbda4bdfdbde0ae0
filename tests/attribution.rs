//! The readers on our own sentences about chains, anonymity, stance and hedge: they must
//! not fall below what they have reached.

#[path = "../training/attribution/samples.rs"]
mod samples;

use diplomacy_watch::read::Reader;

/// Checks that of a part's sentences so many percent are found, and so many right in
/// chain, anonymity, stance and hedge.
#[track_caller]
fn check(reader: &Reader, part: &str, floors: [usize; 5]) {
    let right = samples::score(reader, &samples::samples(), part, &mut |_| {});
    let reached = [right.found, right.chain, right.anonymous, right.stance, right.hedged];
    let low = reached.iter().zip(floors).any(|(reached, floor)| 100 * reached < floor * right.all);
    assert!(!low, "{part}: the floors are {floors:?}; {}", right.say());
}

#[test]
fn the_careful_reader_keeps_its_level() {
    let reader = Reader::careful();
    check(&reader, "dev", [97, 88, 96, 94, 94]);
    check(&reader, "test", [92, 82, 92, 91, 90]);
}

#[test]
fn the_fast_reader_keeps_its_level() {
    let reader = Reader::fast();
    check(&reader, "dev", [91, 85, 91, 89, 89]);
    // 93 for anonymity before sentences that say why a name is kept back were added.
    check(&reader, "test", [94, 86, 91, 93, 92]);
}
