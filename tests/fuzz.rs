//! The targets of `fuzz/`, driven shortly: seeds changed at random, for so many seconds each as
//! `DIPLOMACY_WATCH_FUZZ_SECONDS` says. `just fuzz` drives them long, guided by what they reach.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{TestError, TestRunner};

#[path = "../fuzz/src/lib.rs"]
mod targets;

/// How long each target is driven.
fn time() -> Duration {
    let told = std::env::var("DIPLOMACY_WATCH_FUZZ_SECONDS").ok();
    Duration::from_secs(
        told.map_or(2, |told| told.parse().expect("DIPLOMACY_WATCH_FUZZ_SECONDS is a number")),
    )
}

/// What takes longer hangs.
const BOUND: Duration = Duration::from_secs(10);

/// The most bytes of an input: this build is not optimised, and reads some ten thousand a second.
const LONGEST: usize = 20_000;

/// Pieces that parsers stumble over.
const PIECES: [&[u8]; 24] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"'",
    b"\0",
    b"\n",
    b"\r\n\r\n",
    b"[[",
    b"{",
    b"}",
    b"<![CDATA[",
    b"<!--",
    b"&#x",
    b"$",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "\u{202E}".as_bytes(),
    "e\u{301}".as_bytes(),
    "ǅ".as_bytes(),
    b"-1",
    b"18446744073709551616",
    b"1e999",
    b"9999-12-31",
];

/// A change to bytes; places are shares of their length.
#[derive(Debug, Clone)]
enum Edit {
    Put(Index, Vec<u8>),
    Set(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let piece =
        prop_oneof![select(&PIECES[..]).prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 1..6),];
    prop_oneof![
        4 => (any::<Index>(), piece).prop_map(|(at, piece)| Edit::Put(at, piece)),
        3 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Cut(from, to)),
        2 => (any::<Index>(), any::<Index>(), 1..40_usize).prop_map(|(from, to, times)| Edit::Repeat(from, to, times)),
    ]
}

fn changed(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let length = bytes.len();
        let at = |index: &Index| index.index(length + 1);
        let between = |from: &Index, to: &Index| at(from).min(at(to))..at(from).max(at(to));
        match edit {
            Edit::Put(index, piece) => drop(bytes.splice(at(index)..at(index), piece.iter().copied())),
            Edit::Set(index, byte) if length > 0 => bytes[index.index(length)] = *byte,
            Edit::Set(..) => {}
            Edit::Cut(from, to) => drop(bytes.drain(between(from, to))),
            Edit::Repeat(from, to, times) => {
                let range = between(from, to);
                let piece = bytes[range.clone()].repeat(*times);
                bytes.splice(range.end..range.end, piece);
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).chain(targets::more_seeds(target)).collect()
}

/// Drives a target for its time: first its seeds as they are, among them whatever once broke it.
fn drive(name: &str) {
    let target = targets::TARGETS.iter().find(|(target, _)| *target == name).unwrap().1;
    let seeds = seeds(name);
    // An overflow of the stack leaves no word of what it was about; this file does.
    let last = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
    let timed = |bytes: &[u8]| {
        std::fs::write(&last, bytes).unwrap();
        let started = Instant::now();
        target(bytes);
        assert!(started.elapsed() < BOUND, "took {:?}", started.elapsed());
    };
    seeds.iter().for_each(|seed| timed(seed));
    let inputs = (0..seeds.len(), prop::collection::vec(edit(), 1..8));
    let (started, mut runs) = (Instant::now(), 0);
    while started.elapsed() < time() {
        let config = ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() };
        let outcome = TestRunner::new(config).run(&inputs, |(seed, edits)| {
            timed(&changed(seeds[seed].clone(), &edits));
            Ok(())
        });
        if let Err(TestError::Fail(reason, (seed, edits))) = outcome {
            std::fs::write(&last, changed(seeds[seed].clone(), &edits)).unwrap();
            panic!("{name}: {reason}; the input is {}", last.display());
        }
        runs += 8;
    }
    println!("{name}: {runs} inputs");
}

macro_rules! driven {
    ($($target:ident)*) => {
        $(#[test]
        fn $target() {
            drive(stringify!($target));
        })*

        #[test]
        fn every_target_is_driven() {
            let names: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($target)),*]);
        }
    };
}

driven! {
    pages texts feeds sitemaps indexes archives jsonl configs queries rules verbs dates answers files pdfs
}
