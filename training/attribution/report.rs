//! Says how the readers do on our own sentences about chains, anonymity, stance and
//! hedge.
//!
//! usage: score-sentences [--faults]
//!
//! `--faults` lists the `dev` sentences that are not right in all; `test` is only counted.

mod samples;

use diplomacy_watch::read::Reader;

fn main() {
    let faults = std::env::args().any(|word| word == "--faults");
    let samples = samples::samples();
    for (name, reader) in [("careful", Reader::careful()), ("fast", Reader::fast())] {
        for part in ["dev", "test"] {
            let right = samples::score(&reader, &samples, part, &mut |fault| {
                if faults && part == "dev" {
                    println!("{fault}");
                }
            });
            println!("{name:8} {part:4} {}", right.say());
        }
    }
}
