//! `collect URL`: through the program, from a server into the ledger.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::common::{Called, Place};
use crate::server::{Server, nothing, page, respond};

/// Sites on this machine may be asked, without a pause.
pub const CONFIG: &str = "[collect]\npause = 0\ndeadline = 5\nprivate_hosts = [\"127.0.0.1\"]\n";

pub fn place() -> Place {
    let place = Place::new();
    place.file("watch.toml", CONFIG);
    place
}

/// An article with enough words to be found.
pub fn article(title: &str, words: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>{title}</title><meta property='og:title' content='{title}'>\
         <meta property='article:published_time' content='2026-11-03T09:30:00+02:00'></head><body><nav><a href=/>Home</a></nav>\
         <article><h1>{title}</h1><p>{words}</p><p>Nothing else was made known in the evening, and no statement \
         is to be expected before the end of the coming week, as the custom is on such days.</p></article></body></html>"
    )
}

pub const MET: &str =
    "Emmanuel Macron met Olaf Scholz in Berlin on Tuesday, the office of the President of France said.";

/// Fetches an address and gives its line of the summary.
#[track_caller]
fn collect(place: &Place, url: &str) -> (Called, Value) {
    let called = place.call(&["collect", url, "--format", "jsonl"]);
    let line = called.json().remove(0);
    (called, line)
}

#[track_caller]
fn check(line: &Value, field: &str, expected: u64) {
    assert_eq!(line[field], expected, "{line}");
}

#[test]
fn a_page_becomes_a_document_and_its_change_a_revision() {
    let times = AtomicUsize::new(0);
    let server = Server::start(move |asked, stream| match asked.path.as_str() {
        "/talks?utm_source=x" => match times.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => page(stream, &article("Talks in Berlin", MET)),
            _ => page(
                stream,
                &article(
                    "Talks in Berlin",
                    "Emmanuel Macron did not meet Olaf Scholz after all, his office said.",
                ),
            ),
        },
        _ => nothing(stream),
    });
    let place = place();
    let url = server.url("/talks?utm_source=x");
    let (called, line) = collect(&place, &url);
    called.is_fine();
    check(&line, "new", 1);
    let contacts = place.call(&["contacts", "--between", "FRA", "DEU", "--format", "jsonl"]).json();
    assert_eq!(contacts.len(), 1);
    assert_eq!(contacts[0]["document"]["url"], server.url("/talks"));
    let (_, line) = collect(&place, &url);
    check(&line, "unchanged", 1);
    let (_, line) = collect(&place, &url);
    check(&line, "revised", 1);
    assert_eq!(place.call(&["contacts", "--format", "jsonl", "--status", "held"]).json().len(), 0);
    place.call(&["check"]).is_fine();
    // The answers of the two revisions are kept, and only these.
    let archives: Vec<_> = std::fs::read_dir(place.path("diplomacy-watch.warc")).unwrap().collect();
    assert_eq!(archives.len(), 2);
    let id = contacts[0]["document"]["id"].as_str().unwrap();
    let explained = place.call(&["explain", id]);
    assert!(explained.is_fine().out.contains("diplomacy-watch.warc/"), "{}", explained.out);
}

#[test]
fn the_answers_are_kept_as_other_tools_read_them() {
    let has_warcio = Command::new("python3").args(["-c", "import warcio"]).output();
    if !has_warcio.is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: python3 with warcio is not there");
        return;
    }
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        path => {
            let body = article(path, MET);
            respond(stream, "200 OK", "Content-Type: text/html\r\nX-Kept: as it came\r\n", body.as_bytes());
        }
    });
    let place = place();
    place.call(&["collect", &server.url("/a"), &server.url("/b")]).is_fine();
    let script = "import sys, glob\nfrom warcio.archiveiterator import ArchiveIterator\n\
        for path in glob.glob('diplomacy-watch.warc/*.warc.gz'):\n for r in ArchiveIterator(open(path, 'rb')):\n  \
        print(r.rec_type, r.rec_headers.get_header('WARC-Target-URI'), r.http_headers and r.http_headers.get_header('X-Kept'), len(r.content_stream().read()))";
    let ran = Command::new("python3").args(["-c", script]).current_dir(place.path("")).output().unwrap();
    let told = String::from_utf8(ran.stdout).unwrap();
    let response =
        |path: &str| format!("response {} as it came {}\n", server.url(path), article(path, MET).len());
    assert!(told.starts_with("warcinfo None None "), "{told} {}", String::from_utf8_lossy(&ran.stderr));
    assert!(told.ends_with(&(response("/a") + &response("/b"))), "{told}");
    let checked = Command::new("warcio").arg("check").args(glob(&place)).output();
    if let Ok(checked) = checked {
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }
}

fn glob(place: &Place) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(place.path("diplomacy-watch.warc")).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn what_cannot_be_had_is_told_and_costs_nothing_else() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/good" => page(stream, &article("Talks", MET)),
        "/picture" => respond(stream, "200 OK", "Content-Type: text/html\r\n", b"\x89PNG\r\n\x1a\n\0\0"),
        _ => nothing(stream),
    });
    let place = place();
    let urls = [server.url("/gone"), server.url("/picture"), server.url("/good")];
    let called = place.call(&["collect", &urls[0], &urls[1], &urls[2], "--format", "jsonl"]);
    called.ends(1, &[]);
    let lines = called.json();
    check(&lines[0], "failed", 1);
    assert!(
        lines[0]["problem"].as_str().unwrap().contains("404: there is no such page"),
        "{called:?}",
        called = lines[0]
    );
    assert!(lines[1]["problem"].as_str().unwrap().contains("a picture"), "{}", lines[1]);
    check(&lines[2], "new", 1);
}

#[test]
fn the_bytes_count_before_what_the_server_calls_them() {
    let cyrillic = encoding_rs::WINDOWS_1251
        .encode("<meta charset=windows-1251><p>Президент Франції зустрівся з канцлером.")
        .0
        .into_owned();
    let server = Server::start(move |asked, stream| match asked.path.as_str() {
        "/html" => {
            respond(stream, "200 OK", "Content-Type: text/plain\r\n", article("Talks", MET).as_bytes())
        }
        "/text" => respond(stream, "200 OK", "Content-Type: application/octet-stream\r\n", MET.as_bytes()),
        "/cyrillic" => respond(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", &cyrillic),
        _ => nothing(stream),
    });
    let place = place();
    for (path, words) in
        [("/html", "Macron met"), ("/text", "Macron met"), ("/cyrillic", "Президент Франції")]
    {
        place.call(&["collect", &server.url(path)]).is_fine();
        let found = place.call(&["search", words, "--format", "jsonl"]).json();
        assert!(found.iter().any(|hit| hit.to_string().contains(&server.url(path))), "{path} {found:?}");
    }
}

#[test]
fn private_hosts_must_be_named() {
    let server = Server::start(|_, stream| page(stream, &article("Talks", MET)));
    let place = Place::new();
    place.file("watch.toml", "[collect]\npause = 0\n");
    let called = place.call(&["collect", &server.url("/a"), "--format", "jsonl"]);
    called.ends(1, &[]);
    let problem = called.json()[0]["problem"].to_string();
    assert!(problem.contains("this machine itself") && problem.contains("private_hosts"), "{problem}");
    assert!(server.asked().is_empty());
    place.call(&["collect", &server.url("/a"), "--private-host", "127.0.0.1"]).is_fine();
}

#[test]
fn what_is_no_address_is_wrong_usage() {
    let place = place();
    place
        .call(&["collect", "example.org"])
        .ends(2, &["\"example.org\" is no address", "https://example.org/news"]);
    let called = place.call(&["collect", "https://ann:secret@example.org/"]);
    called.ends(2, &["holds a user name or password"]);
    assert!(!called.err.contains("secret"));
}

#[test]
fn two_collectors_exclude_each_other() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        _ => {
            std::thread::sleep(std::time::Duration::from_secs(2));
            page(stream, &article("Talks", MET));
        }
    });
    let place = place();
    let mut first = place.command(&["collect", &server.url("/a")]).spawn().unwrap();
    while server.asked().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    place.call(&["collect", &server.url("/b")]).ends(1, &["is collecting into diplomacy-watch.db already"]);
    assert!(first.wait().unwrap().success());
}
