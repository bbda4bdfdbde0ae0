//! Archives as input, lists of feeds, changes of documents, and the rounds on schedule.

use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::by_hand::{CONFIG, MET, article, place};
use crate::common::Place;
use crate::server::{Server, nothing, page, respond};

/// A server whose every page is an article.
fn articles() -> Server {
    Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        path => page(stream, &article(&format!("Talks {path}"), MET)),
    })
}

/// The archive that collecting some pages leaves.
fn archive(server: &Server, place: &Place) -> Vec<u8> {
    let urls: Vec<String> = ["/a", "/b", "/c"].iter().map(|path| server.url(path)).collect();
    place.call(&["collect", &urls[0], &urls[1], &urls[2]]).is_fine();
    let entry = std::fs::read_dir(place.path("diplomacy-watch.warc")).unwrap().next().unwrap();
    std::fs::read(entry.unwrap().path()).unwrap()
}

#[test]
fn what_was_kept_is_read_again_up_to_a_break() {
    let server = articles();
    let place = place();
    let bytes = archive(&server, &place);
    place.file("whole.warc.gz", &bytes).file("cut.warc.gz", &bytes[..bytes.len() - 200]);
    let read = place.call(&["read", "whole.warc.gz"]);
    let urls: Vec<_> = read.is_fine().json().iter().map(|one| one["url"].clone()).collect();
    assert_eq!(urls, [server.url("/a"), server.url("/b"), server.url("/c")]);
    let cut = place.call(&["read", "cut.warc.gz"]);
    cut.ends(1, &["cut.warc.gz: breaks off in record 4", "what stands before it was read"]);
    assert_eq!(cut.json().len(), 2);
    // As a source, and no document is stored twice.
    place.file("watch.toml", format!("{CONFIG}[[source]]\nname = \"Old\"\nwarc = \"whole.warc.gz\"\n"));
    let other = ["--ledger", "other.db", "--format", "jsonl"];
    assert_eq!(place.call(&[&["collect"][..], &other].concat()).is_fine().json()[0]["new"], 3);
    assert_eq!(place.call(&[&["collect"][..], &other].concat()).is_fine().json()[0]["unchanged"], 3);
}

#[test]
fn the_archives_are_proved() {
    let server = articles();
    let place = place();
    let bytes = archive(&server, &place);
    let proved = place.call(&["check"]);
    assert!(proved.is_fine().out.contains("3 answers are kept as they were fetched"), "{}", proved.out);
    let folder = std::fs::read_dir(place.path("diplomacy-watch.warc")).unwrap();
    let file = folder.into_iter().next().unwrap().unwrap().path();
    std::fs::write(&file, &bytes[..bytes.len() - 200]).unwrap();
    let flawed = place.call(&["check"]);
    flawed.ends(1, &[]);
    assert!(flawed.out.contains("has no record at byte") && flawed.out.contains("1 flaws"), "{}", flawed.out);
}

#[test]
fn a_list_of_feeds_is_a_source_and_is_written_again() {
    let server = Server::start(|asked, stream| {
        match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/feed" => respond(
            stream,
            "200 OK",
            "",
            b"<rss version='2.0'><channel><title>x</title><link>/</link><description>x</description><item><title>Talks</title><link>/1</link></item></channel></rss>",
        ),
        path => page(stream, &article(path, MET)),
    }
    });
    let place = place();
    place.file(
        "feeds.opml",
        format!(
            "<opml version='2.0'><body><outline text='Listed' xmlUrl='{}'/></body></opml>",
            server.url("/feed")
        ),
    );
    place.file(
        "watch.toml",
        format!("{CONFIG}[[source]]\nname = \"List\"\nkind = \"press\"\nopml = \"feeds.opml\"\n"),
    );
    let lines = place.call(&["collect", "--format", "jsonl"]).is_fine().json();
    assert_eq!((&lines[0]["source"], &lines[0]["new"]), (&"Listed".into(), &1.into()));
    let opml = place.call(&["sources", "--opml"]).is_fine().out.clone();
    assert!(opml.contains(&format!("xmlUrl=\"{}\"", server.url("/feed"))), "{opml}");
    place.file("feeds.opml", "no list");
    place.call(&["collect"]).ends(1, &["watch.toml:6: feeds.opml"]);
}

#[test]
fn a_change_is_shown_with_the_records_that_rested_on_it() {
    let times = AtomicUsize::new(0);
    let server = Server::start(move |asked, stream| {
        match (asked.path.as_str(), times.load(Ordering::Relaxed)) {
            ("/a", 0) => {
                times.store(1, Ordering::Relaxed);
                page(stream, &article("Talks in Berlin", MET));
            }
            ("/a", _) => page(
                stream,
                &article(
                    "No talks in Berlin",
                    "The office of the President of France made no statement on the day, and none on the days that came after it either.",
                ),
            ),
            _ => nothing(stream),
        }
    });
    let place = place();
    place.call(&["collect", &server.url("/a")]).is_fine();
    let contact = place.call(&["contacts", "--between", "FRA", "DEU", "--format", "jsonl"]).json().remove(0);
    let (id, document) = (contact["id"].as_str().unwrap(), contact["document"]["id"].as_str().unwrap());
    place.call(&["document", "diff", document]).ends(1, &["has one revision only"]);
    place.call(&["collect", &server.url("/a")]).is_fine();
    let diff = place.call(&["document", "diff", document]).is_fine().out.clone();
    for line in [
        "title:\n- Talks in Berlin\n+ No talks in Berlin",
        &format!("- {MET}"),
        "+ The office of the President of France made no statement on the day, and none on the days that came after it either.",
        "  Nothing else was made known in the evening",
        &format!("contact {id} rested on words that are gone: \""),
    ] {
        assert!(diff.contains(line), "{line}\n{diff}");
    }
    let explained = place.call(&["explain", id]).is_fine().out.clone();
    assert!(explained.contains("is not in the latest revision, 2"), "{explained}");
    let json = place.call(&["document", "diff", document, "--format", "json"]).is_fine().json();
    assert_eq!((&json[0]["from"], &json[0]["to"]), (&1.into(), &2.into()));
    place.call(&["document", "diff", document, "--to", "7"]).ends(2, &["has revisions 1 to 2, not 7"]);
    place.call(&["document", "diff", "d-0"]).ends(1, &["no document has the id d-0"]);
}

#[cfg(unix)]
#[test]
fn a_run_collects_until_it_is_stopped_and_writes_digests() {
    let server = articles();
    let place = place();
    let source = format!("[[source]]\nname = \"Page\"\npage = \"{}\"\nevery = \"1d\"\n", server.url("/a"));
    place.file("watch.toml", format!("{CONFIG}{source}"));
    let run = |until: &dyn Fn() -> bool| {
        let child = place.command(&["run", "--digests", "digests"]).stdout(Stdio::piped()).spawn().unwrap();
        let started = std::time::Instant::now();
        while !until() && started.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(50));
        }
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let ended = child.wait_with_output().unwrap();
        assert!(ended.status.success());
        String::from_utf8(ended.stdout).unwrap()
    };
    let digests = || std::fs::read_dir(place.path("digests")).map_or(0, Iterator::count);
    let told = run(&|| digests() == 6);
    assert!(told.contains("1 sources: 1 new, 0 revised"), "{told}");
    // Stopped and started again it keeps to the times: the page is not due for a day.
    let asked = server.paths().len();
    let since = std::time::Instant::now();
    assert_eq!(run(&|| since.elapsed() > Duration::from_secs(2)), "");
    assert_eq!(server.paths().len(), asked);
}

#[test]
fn an_archive_in_zstandard_with_a_dictionary_is_read() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/dictionary.warc.zst");
    let read = Place::new().call(&["read", fixture]);
    let urls: Vec<_> = read.is_fine().json().iter().map(|one| one["url"].clone()).collect();
    assert_eq!(urls, ["https://example.org/1", "https://example.org/2", "https://example.org/3"]);
}
