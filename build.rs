//! Gives the reader a digest of its own code, knowledge and models, so that a ledger
//! knows which of its records another reader took.

use std::fs;
use std::path::Path;

/// All that records depend on.
const ROOTS: [&str; 4] = ["src/record", "src/read", "knowledge", "models"];

fn main() {
    let mut digest = Digest(0xcbf2_9ce4_8422_2325);
    for root in ROOTS {
        println!("cargo::rerun-if-changed={root}");
        digest.add_path(Path::new(root));
    }
    println!("cargo::rustc-env=READER_DIGEST={:016x}", digest.0);
}

/// FNV-1a: enough to tell versions apart, and nothing to build first.
struct Digest(u64);

impl Digest {
    fn add_path(&mut self, path: &Path) {
        if path.is_dir() {
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
            paths.sort();
            paths.iter().for_each(|path| self.add_path(path));
        } else if let Ok(bytes) = fs::read(path) {
            self.add(path.to_string_lossy().as_bytes());
            self.add(&bytes);
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
