//! Whether another program finds a feed valid.

use std::process::Command;

/// How many entries a valid feed has, or what is wrong with it; `None`, and a word about it,
/// where the program is not there.
pub fn valid(xml: &str) -> Option<Result<usize, String>> {
    let asked = Command::new("python3").args(["-c", "import lxml"]).output();
    if !asked.is_ok_and(|asked| asked.status.success()) {
        eprintln!("skipped: lxml is not there (tests/requirements.txt)");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let feed = folder.path().join("feed.xml");
    std::fs::write(&feed, xml).unwrap();
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/atom/valid.py");
    let done = Command::new("python3").arg(program).arg(feed).output().unwrap();
    let entries = String::from_utf8_lossy(&done.stdout).trim().parse();
    Some(match (done.status.success(), entries) {
        (true, Ok(entries)) => Ok(entries),
        _ => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
    })
}
