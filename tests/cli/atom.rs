//! `digest --format atom`, read by other programs.

use std::process::Command;

use crate::common::Place;
use crate::valid::valid;

fn place() -> Place {
    let place = Place::new();
    let document = |day: &str, capital: &str| {
        format!(
            "---\ntitle: Talks & more <b>\noutlet: Kremlin\nkind: official\ncountry: RUS\npublished: {day}\n---\n\n\
             President Joe Biden met President Emmanuel Macron of France in {capital} on Tuesday.\n"
        )
    };
    place
        .file("in/one.md", document("2022-03-08", "Paris"))
        .file("in/two.md", document("2022-03-15", "Lyon"));
    place
}

#[test]
fn the_feed_has_an_entry_for_each_week() {
    let place = place();
    let xml = place.call(&["digest", "in", "--format", "atom", "--reader", "fast"]).ends(0, &[]).out.clone();
    let feed = feed_rs::parser::parse(xml.as_bytes()).unwrap();
    assert_eq!(feed.feed_type, feed_rs::model::FeedType::Atom);
    assert_eq!(feed.entries.len(), 2);
    let latest = &feed.entries[0];
    assert!(latest.title.as_ref().unwrap().content.starts_with("Diplomacy Watch: "));
    assert_eq!(latest.updated.unwrap().to_rfc3339(), "2022-03-15T00:00:00+00:00");
    let html = latest.content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(html.contains("<h1>") && html.contains("Lyon") && !html.contains("<style>"), "{html}");
    assert!(html.contains("Talks &#38; more &#60;b&#62;"), "a title stays words: {html}");
    // Names stay when the feed is made again, from a ledger too; a week may be left out.
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    assert_eq!(place.call(&["digest", "--format", "atom"]).ends(0, &[]).out, xml);
    let first = place.call(&["digest", "--format", "atom", "--week", "2022-W10"]).ends(0, &[]).out.clone();
    let first = feed_rs::parser::parse(first.as_bytes()).unwrap();
    assert_eq!((first.entries.len(), &first.entries[0].id), (1, &feed.entries[1].id));
}

#[test]
fn another_program_finds_the_feed_valid() {
    let place = place();
    let xml = place.call(&["digest", "in", "--format", "atom", "--reader", "fast"]).ends(0, &[]).out.clone();
    let Some(found) = valid(&xml) else { return };
    assert_eq!(found, Ok(2));
    // A program that finds nothing wrong with anything would prove nothing.
    for (part, other) in [
        ("<updated>", "<updated>on "),
        ("<id>urn:", "<id>x y"),
        ("type=\"html\"", "type=\"no type\""),
        ("<author><name>Diplomacy Watch</name></author>", ""),
        ("&lt;h1&gt;", "&lt;script&gt;"),
    ] {
        assert!(valid(&xml.replace(part, other)).unwrap().is_err(), "{part}");
    }
}

#[test]
fn another_program_reads_the_feed() {
    let place = place();
    let xml = place.call(&["digest", "in", "--format", "atom", "--reader", "fast"]).ends(0, &[]).out.clone();
    place.file("feed.xml", &xml);
    let script = "import feedparser, sys\n\
        feed = feedparser.parse(sys.argv[1])\n\
        assert not feed.bozo, feed.bozo_exception\n\
        assert feed.version == 'atom10', feed.version\n\
        assert feed.feed.id.startswith('urn:uuid:') and feed.feed.updated_parsed and feed.feed.title\n\
        assert all(e.id and e.title and e.updated_parsed and e.content[0].type == 'text/html' for e in feed.entries)\n\
        print(len(feed.entries))\n";
    let asked = Command::new("python3").args(["-c", "import feedparser"]).output();
    if !asked.is_ok_and(|asked| asked.status.success()) {
        eprintln!("skipped: feedparser is not there (tests/requirements.txt)");
        return;
    }
    let done = Command::new("python3").args(["-c", script]).arg(place.path("feed.xml")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "2");
}
