//! One program for every target, so that one build serves them all: `just fuzz TARGET SECONDS`.

#![no_main]

use std::sync::LazyLock;

use diplomacy_watch_fuzz::TARGETS;
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("DIPLOMACY_WATCH_FUZZ").expect("DIPLOMACY_WATCH_FUZZ names a target");
    let found = TARGETS.iter().find(|(target, _)| *target == name);
    found.unwrap_or_else(|| panic!("\"{name}\" is no target")).1
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
