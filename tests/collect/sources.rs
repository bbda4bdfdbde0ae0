//! `collect` over the sources of watch.toml, `sources`, `silences`.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use jiff::{Span, Timestamp};
use serde_json::Value;

use crate::by_hand::{CONFIG, MET, article};
use crate::common::Place;
use crate::server::{Server, nothing, page, respond};

/// A place with these sources.
fn place(sources: &str) -> Place {
    let place = Place::new();
    place.file("watch.toml", format!("{CONFIG}{sources}"));
    place
}

/// A feed of pages `/1` to `/N`, the latest first, each a day after the other.
fn feed(count: usize, server: &str) -> String {
    let item = |i: usize| {
        format!(
            "<item><title>Talks {i}</title><link>{server}/{i}</link><guid>{server}/{i}</guid>\
             <pubDate>{} Nov 2026 10:00:00 GMT</pubDate></item>",
            (i - 1) % 28 + 1
        )
    };
    let items: String = (1..=count).rev().map(item).collect();
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Example</title><link>{server}</link><description>x</description>{items}</channel></rss>"
    )
}

/// A server with a feed of `count` pages at `/feed`.
fn start(count: usize) -> Server {
    Server::start(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/feed" => {
            let host = format!("http://{}", asked.get("host").unwrap());
            let fields = "Content-Type: application/rss+xml\r\nETag: \"f1\"\r\n";
            match asked.get("if-none-match") {
                Some("\"f1\"") => respond(stream, "304 Not Modified", "", b""),
                _ => respond(stream, "200 OK", fields, feed(count, &host).as_bytes()),
            }
        }
        path => page(stream, &article(&format!("Talks {path}"), MET)),
    })
}

fn source(name: &str, place: &str) -> String {
    format!("[[source]]\nname = \"{name}\"\nkind = \"official\"\ncountry = \"FRA\"\n{place}\n")
}

#[track_caller]
fn collect(place: &Place) -> Vec<Value> {
    let called = place.call(&["collect", "--format", "jsonl"]);
    called.is_fine();
    called.json()
}

#[test]
fn a_feed_is_followed_and_asked_again_for_what_is_new() {
    let server = start(3);
    let place = place(&source("Example", &format!("feed = \"{}\"", server.url("/feed"))));
    assert_eq!(collect(&place)[0]["new"], 3);
    let contacts = place.call(&["contacts", "--between", "FRA", "DEU", "--format", "jsonl"]).json();
    assert_eq!(contacts.len(), 3);
    let document = &contacts[0]["document"];
    assert_eq!(
        (&document["outlet"], &document["kind"], &document["country"]),
        (&"Example".into(), &"official".into(), &"FRA".into())
    );
    let before = server.paths().len();
    let again = collect(&place);
    assert_eq!((&again[0]["new"], &again[0]["unchanged"]), (&0.into(), &0.into()));
    assert_eq!(server.paths().len(), before + 1, "only the feed was asked for");
    let sources = place.call(&["sources", "--format", "jsonl"]).json();
    assert_eq!(
        (&sources[0]["fetched"], &sources[0]["waiting"], &sources[0]["failures"]),
        (&3.into(), &0.into(), &0.into())
    );
    place.call(&["check"]).is_fine();
}

#[test]
fn a_feed_that_carries_its_articles_stands_in_for_pages_that_cannot_be_had() {
    let words = "Macron met Scholz in Berlin on Monday, the chancellery said. ".repeat(8);
    let server = Server::start(move |asked, stream| match asked.path.as_str() {
        "/feed" => {
            let item = |page: &str, text: &str| {
                format!(
                    "<item><title>Talks {page}</title><link>/{page}</link><pubDate>Mon, 07 Mar 2022 10:00:00 GMT</pubDate>\
                     <content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded></item>"
                )
            };
            let feed = format!(
                "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>x</title>\
                 <link>/</link><description>x</description>{}{}</channel></rss>",
                item("gone", &words),
                item("short", "They met.")
            );
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        _ => nothing(stream),
    });
    let place = place(&source("Carrier", &format!("feed = \"{}\"", server.url("/feed"))));
    let lines = collect(&place);
    assert_eq!((&lines[0]["new"], &lines[0]["failed"]), (&1.into(), &1.into()), "{lines:?}");
    let found = place.call(&["search", "chancellery", "--format", "jsonl"]).json();
    assert!(found.iter().any(|hit| hit.to_string().contains(&server.url("/gone"))), "{found:?}");
    place.call(&["check"]).is_fine();
}

#[test]
fn a_dead_source_costs_a_line() {
    let server = start(1);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sources = source("Dead", &format!("feed = \"http://{closed}/feed\""))
        + &source("Gone", &format!("feed = \"{}\"", server.url("/1")))
        + &source("Alive", &format!("feed = \"{}\"", server.url("/feed")));
    let place = place(&sources);
    let lines = collect(&place);
    assert!(lines[0]["problem"].as_str().unwrap().contains("refused"), "{}", lines[0]);
    assert!(lines[1]["problem"].as_str().unwrap().contains("no feed"), "{}", lines[1]);
    assert_eq!(lines[2]["new"], 1);
    let sources = place.call(&["sources", "--format", "jsonl"]).json();
    assert_eq!((&sources[0]["failures"], &sources[2]["failures"]), (&1.into(), &0.into()));
    let only = place.call(&["collect", "--source", "Dead"]);
    only.ends(1, &[]);
    place.call(&["collect", "--source", "Nobody"]).ends(2, &["no source with the name \"Nobody\""]);
}

#[test]
fn an_index_a_sitemap_and_a_watched_page_are_sources() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/index" => {
            page(stream, "<ul><li><a class=talk href='/1'>Talks</a><li><a href='/about'>About</a></ul>")
        }
        "/map" => respond(
            stream,
            "200 OK",
            "Content-Type: application/xml\r\n",
            b"<sitemapindex><sitemap><loc>/map-1</loc></sitemap></sitemapindex>",
        ),
        "/map-1" => respond(
            stream,
            "200 OK",
            "Content-Type: application/xml\r\n",
            b"<urlset><url><loc>/2</loc></url><url><loc>/3</loc></url></urlset>",
        ),
        path => page(stream, &article(&format!("Talks {path}"), MET)),
    });
    let sources = source("Index", &format!("index = \"{}\"\nlinks = \"a.talk\"", server.url("/index")))
        + &source("Map", &format!("sitemap = \"{}\"", server.url("/map")))
        + &source("Page", &format!("page = \"{}\"", server.url("/4")));
    let place = place(&sources);
    let new: Vec<Value> = collect(&place).iter().map(|line| line["new"].clone()).collect();
    assert_eq!(new, [1, 2, 1]);
    let again = collect(&place);
    assert_eq!(again[2]["unchanged"], 1);
    let wrong = source("Index", &format!("index = \"{}\"\nlinks = \"a >> ]\"", server.url("/index")));
    place.file("watch.toml", format!("{CONFIG}{wrong}"));
    place.call(&["collect"]).ends(1, &["watch.toml:6: \"a >> ]\" is no selector"]);
}

#[test]
fn what_failed_is_tried_again_and_what_was_changed_is_a_revision() {
    let times = AtomicUsize::new(0);
    let server = Server::start(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/feed" => {
            let host = format!("http://{}", asked.get("host").unwrap());
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed(1, &host).as_bytes());
        }
        _ => match times.fetch_add(1, Ordering::Relaxed) {
            0 => respond(stream, "500 Internal Server Error", "", b""),
            _ => page(stream, &article("Talks", MET)),
        },
    });
    let place = place(&source("Example", &format!("feed = \"{}\"", server.url("/feed"))));
    let first = &collect(&place)[0];
    assert_eq!((&first["failed"], &first["new"]), (&1.into(), &0.into()));
    assert!(first["problem"].as_str().unwrap().contains("500"), "{first}");
    assert_eq!(collect(&place)[0]["new"], 1);
}

/// A killed collector has lost nothing: the next one goes on.
#[cfg(unix)]
#[test]
fn a_kill_loses_nothing() {
    let server = start(12);
    let place = place(&source("Example", &format!("feed = \"{}\"", server.url("/feed"))));
    let config = format!("{CONFIG}{}", source("Example", &format!("feed = \"{}\"", server.url("/feed"))));
    place.file("slow.toml", config.replace("pause = 0\n", "pause = 0.1\n"));
    let mut child = place
        .command(&["collect", "--config", "slow.toml"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while server.paths().len() < 5 {
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    place.call(&["check"]).is_fine();
    let before = place.call(&["contacts", "--between", "FRA", "DEU", "--format", "jsonl"]).json().len();
    assert!((1..12).contains(&before), "{before}");
    let line = &collect(&place)[0];
    assert_eq!(line["new"], 12 - before as u64, "{line}");
    place.call(&["check"]).is_fine();
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_soon_and_keeps_what_was_stored() {
    let server = start(30);
    let place = place(&source("Example", &format!("feed = \"{}\"", server.url("/feed"))));
    let config = format!("{CONFIG}{}", source("Example", &format!("feed = \"{}\"", server.url("/feed"))));
    place.file("slow.toml", config.replace("pause = 0\n", "pause = 5\n"));
    let child = place.command(&["collect", "--config", "slow.toml"]).stderr(Stdio::piped()).spawn().unwrap();
    while server.paths().is_empty() {
        std::thread::sleep(Duration::from_millis(20));
    }
    let started = std::time::Instant::now();
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    assert!(String::from_utf8(ended.stderr).unwrap().contains("interrupted"));
}

/// A feed with the briefings of these days, and one entry of long ago.
fn briefings(days: &[Timestamp]) -> String {
    let date = |time: Timestamp| time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let item = |time: Timestamp, title: &str| {
        format!(
            "<item><title>{title}</title><link>/b{}</link><pubDate>{}</pubDate></item>",
            time.as_second(),
            date(time)
        )
    };
    let long_ago = Timestamp::now() - Span::new().hours(24 * 20);
    let items: String = days.iter().map(|day| item(*day, "Press briefing")).collect();
    let items = items + &item(long_ago, "An old statement");
    format!(
        "<rss version='2.0'><channel><title>x</title><link>http://127.0.0.1/</link><description>x</description>{items}</channel></rss>"
    )
}

#[test]
fn a_briefing_that_did_not_come_is_a_silence_and_one_that_was_not_seen_is_none() {
    let today = Timestamp::now().strftime("%Y-%m-%d").to_string();
    let noon: Timestamp = format!("{today}T12:00:00Z").parse().unwrap();
    let day = |back: i64| noon - Span::new().hours(24 * back);
    let feed = briefings(&[day(2), day(4)]);
    let is_down = Arc::new(AtomicBool::new(false));
    let down = Arc::clone(&is_down);
    let server = Server::start(move |asked, stream| match asked.path.as_str() {
        "/feed" if down.load(Ordering::Relaxed) => respond(stream, "404 Not Found", "", b""),
        "/feed" => respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes()),
        "/robots.txt" => nothing(stream),
        _ => page(stream, &article("Briefing", MET)),
    });
    let schedule = "[[source.schedule]]\nexpects = \"press briefing\"\nzone = \"UTC\"\nwords = [\"briefing\"]\n\
        days = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"]\n";
    let sources =
        source("State Department, briefings", &format!("feed = \"{}\"\n{schedule}", server.url("/feed")));
    let place = place(&sources);
    is_down.store(true, Ordering::Relaxed);
    place.call(&["collect"]).ends(1, &[]);
    let since = day(5).strftime("%Y-%m-%d").to_string();
    let states = || -> Vec<String> {
        let rows = place.call(&["silences", "--since", &since, "--all", "--format", "jsonl"]).json();
        rows.iter()
            .filter(|row| row["window"].is_object())
            .map(|row| row["state"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(states().iter().all(|state| state == "not-observed"), "{:?}", states());
    is_down.store(false, Ordering::Relaxed);
    collect(&place);
    assert_eq!(states(), ["did-not-come", "came", "did-not-come", "came", "did-not-come"]);
    let week = day(4).strftime("%G-W%V").to_string();
    let digest = place.call(&["digest", "--week", &week, "--format", "json"]).out;
    let digest: Value = serde_json::from_str(&digest).unwrap();
    let told = digest["sections"].to_string();
    assert!(told.contains("No press briefing of the State Department came on"), "{told}");
    assert!(told.contains("\"windows\""), "{told}");
}
