//! Web pages to articles, pages a second. `just score-pages` holds it to one core.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use diplomacy_watch::read::page;
use flate2::read::GzDecoder;

/// How many times all pages are read; the fastest counts.
const ROUNDS: usize = 3;

fn main() {
    // Cargo adds `--bench`.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(folder) = folder else {
        println!("skipped: give the folder of the pages, as .html.gz");
        return;
    };
    let files = std::fs::read_dir(&folder).expect("the folder can be read").map(|file| file.unwrap().path());
    let pages: Vec<Vec<u8>> = files.filter(|file| is_page(file)).map(|file| unpacked(&file)).collect();
    let seconds = (0..ROUNDS).map(|_| seconds_for(&pages)).fold(f64::INFINITY, f64::min);
    println!("ours: {:.1} pages/s", pages.len() as f64 / seconds);
}

fn is_page(file: &Path) -> bool {
    file.to_string_lossy().ends_with(".html.gz")
}

fn unpacked(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn seconds_for(pages: &[Vec<u8>]) -> f64 {
    let started = Instant::now();
    for bytes in pages {
        std::hint::black_box(page::articles(bytes, None));
    }
    started.elapsed().as_secs_f64()
}
