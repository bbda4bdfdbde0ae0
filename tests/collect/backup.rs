//! `backup` and `restore`, of a ledger with archives beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::by_hand::{CONFIG, MET, article};
use crate::common::Place;
use crate::server::{Server, nothing, page};

/// A place whose ledger has three fetched pages, and the server that it had them from.
fn collected() -> (Place, Server) {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        path => page(stream, &article(&format!("Talks {path}"), MET)),
    });
    let place = Place::new();
    place.file("watch.toml", CONFIG);
    let pages: Vec<String> = (1..=3).map(|i| server.url(&format!("/{i}"))).collect();
    let mut call = vec!["collect"];
    call.extend(pages.iter().map(String::as_str));
    place.call(&call).ends(0, &[]);
    (place, server)
}

/// The one archive below a folder.
fn archive(folder: &Path) -> PathBuf {
    let archives = fs::read_dir(folder.join("diplomacy-watch.warc")).unwrap();
    let mut paths: Vec<PathBuf> = archives.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(paths.len(), 1, "{paths:?}");
    paths.remove(0)
}

#[test]
fn what_was_backed_up_comes_back_whole() {
    let (place, _server) = collected();
    let told = place.call(&["backup", "kept"]);
    assert!(told.is_fine().out.contains("3 answers are kept as they were fetched"), "{}", told.out);
    archive(&place.path("kept"));
    let before = place.call(&["contacts", "--format", "jsonl"]).out;
    assert_eq!(before.lines().count(), 3);

    place.call(&["restore", "kept"]).ends(2, &["diplomacy-watch.db is there already"]);
    fs::remove_file(place.path("diplomacy-watch.db")).unwrap();
    fs::remove_dir_all(place.path("diplomacy-watch.warc")).unwrap();
    place.call(&["restore", "kept"]).is_fine();
    assert_eq!(place.call(&["contacts", "--format", "jsonl"]).out, before);
    place.call(&["check"]).is_fine();
    place.call(&["restore", "kept", "--ledger", "elsewhere/other.db"]).ends(1, &["elsewhere"]);
    fs::create_dir(place.path("elsewhere")).unwrap();
    place.call(&["restore", "kept", "--ledger", "elsewhere/other.db"]).is_fine();
    place.call(&["check", "--ledger", "elsewhere/other.db"]).is_fine();
}

#[test]
fn what_is_not_whole_is_no_backup() {
    let (place, _server) = collected();
    place.file("taken/x", "");
    place.call(&["backup", "taken"]).ends(2, &["taken is there already"]);
    place.call(&["backup", "no/such/folder"]).ends(1, &["no/such/folder"]);
    let archive = archive(&place.path(""));
    let bytes = fs::read(&archive).unwrap();
    fs::write(&archive, &bytes[..bytes.len() - 40]).unwrap();
    place.call(&["backup", "kept"]).ends(1, &["diplomacy-watch.db"]);
    let left: Vec<_> =
        fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("kept")), "{left:?}");
}

#[test]
fn a_damaged_backup_is_refused_and_brings_nothing() {
    let (place, _server) = collected();
    place.call(&["backup", "kept"]).is_fine();
    let archive = archive(&place.path("kept"));
    let mut bytes = fs::read(&archive).unwrap();
    let at = bytes.len() - 60;
    bytes[at] ^= 1;
    fs::write(&archive, bytes).unwrap();
    place.call(&["restore", "kept", "--ledger", "new.db"]).ends(1, &["kept"]);
    assert!(!place.path("new.db").exists());
    place.call(&["restore", "taken", "--ledger", "new.db"]).ends(1, &["taken"]);
    place.file("empty/x", "");
    place.call(&["restore", "empty", "--ledger", "new.db"]).ends(1, &["holds 0 ledgers"]);
}
