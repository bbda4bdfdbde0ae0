//! The program is killed (`kill -9`) at random moments. What it had stored must be there,
//! whole, proved and once; the same command must go on from there.
//!
//! Each test kills [`kills`] times, more where `DIPLOMACY_WATCH_KILLS` says so (`just kill`).

use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::{Duration, Instant};

use diplomacy_watch::ledger::{Filter, Ledger};

use crate::calls::documents;
use crate::common::Place;
use crate::server::{Server, nothing, page, respond};

/// How often each test kills.
fn kills() -> u64 {
    let told = std::env::var("DIPLOMACY_WATCH_KILLS").ok();
    told.map_or(6, |told| told.parse().expect("DIPLOMACY_WATCH_KILLS is a number"))
}

/// Numbers that look drawn, the same on every run.
struct Chance(u64);

impl Chance {
    /// A share of `whole`.
    fn of(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        whole.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// Starts a call and kills it after `time`; whether it was still running.
fn killed(place: &Place, call: &[&str], time: Duration) -> bool {
    let mut child = place.command(call).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(time);
    let ran = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    ran
}

/// How long a call takes when nobody kills it.
fn whole(place: &Place, call: &[&str]) -> Duration {
    let start = Instant::now();
    place.call(call).ends(0, &[]);
    start.elapsed()
}

/// Proves a ledger; the ids of its documents and records, each there once.
fn proved(place: &Place) -> BTreeSet<String> {
    let path = place.path("diplomacy-watch.db");
    if !path.exists() {
        return BTreeSet::new();
    }
    let ledger = Ledger::open(&path).unwrap();
    ledger.check(|flaw| panic!("{flaw}"), |_| {}).unwrap();
    let documents = ledger.documents(None, None).unwrap();
    let mut ids = BTreeSet::new();
    for document in &documents {
        assert!(ids.insert(document.article.id.clone()), "{} is there twice", document.article.id);
        assert_eq!(ledger.revisions(&document.article.id).unwrap().len(), 1);
    }
    let contacts = ledger.contacts(&Filter::default()).unwrap();
    let whole: usize = documents.iter().map(|document| document.contacts.len()).sum();
    assert_eq!(contacts.len(), whole, "every contact of every document is listed, once");
    ids.extend(contacts.into_iter().map(|contact| contact.record.id));
    ids
}

/// Kills a call again and again, at moments within `time`: nothing that was there goes. Then
/// lets it end. What is there then.
fn survives(place: &Place, call: &[&str], time: Duration, seed: u64) -> BTreeSet<String> {
    let mut chance = Chance(seed);
    let mut before = BTreeSet::new();
    for _ in 0..kills() {
        killed(place, call, chance.of(time));
        let after = proved(place);
        assert!(after.is_superset(&before), "lost: {:?}", before.difference(&after));
        before = after;
    }
    place.call(call).ends(0, &[]);
    proved(place)
}

const IMPORT: [&str; 6] = ["import", "--reader", "fast", "--threads", "2", "a.jsonl"];

#[test]
fn a_killed_import_goes_on() {
    let (calm, rough) = (Place::new(), Place::new());
    let lines = documents(0..160);
    calm.file("a.jsonl", &lines);
    rough.file("a.jsonl", &lines);
    let time = whole(&calm, &IMPORT);
    let expected = proved(&calm);
    assert_eq!(expected.len(), 320);
    assert_eq!(survives(&rough, &IMPORT, time, 1), expected);
}

const PAGES: usize = 30;

/// A channel of some pages, each of one meeting; it takes what is posted, too.
fn channel() -> Server {
    let today = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    Server::start(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/hook" => respond(stream, "200 OK", "Connection: close\r\n", b""),
        "/feed" => {
            let host = format!("http://{}", asked.get("host").unwrap());
            let item = |i: usize| {
                format!("<item><title>Talks {i}</title><link>{host}/{i}</link><guid>{host}/{i}</guid></item>")
            };
            let items: String = (1..=PAGES).map(item).collect();
            let feed = format!(
                "<?xml version='1.0'?><rss version='2.0'><channel><title>Example</title><link>{host}</link><description>x</description>{items}</channel></rss>"
            );
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        path => {
            std::thread::sleep(Duration::from_millis(20));
            let told = "Emmanuel Macron met Olaf Scholz in Berlin on Tuesday, the office of the President of France said. \
                        Nothing else was made known in the evening, and no statement is to be expected before the end of the week.";
            page(
                stream,
                &format!(
                    "<!doctype html><html lang=en><head><title>Talks {path}</title><meta property='article:published_time' \
                 content='{today}T09:30:00Z'></head><body><article><h1>Talks {path}</h1><p>{told}</p><p>{told}</p></article></body></html>"
                ),
            );
        }
    })
}

fn source(server: &Server) -> String {
    format!(
        "[collect]\npause = 0\ndeadline = 5\nprivate_hosts = [\"127.0.0.1\"]\n[[source]]\nname = \"Example\"\nfeed = \"{}\"\n",
        server.url("/feed")
    )
}

const COLLECT: [&str; 3] = ["collect", "--reader", "fast"];

#[test]
fn a_killed_collector_goes_on() {
    let server = channel();
    let (calm, rough) = (Place::new(), Place::new());
    calm.file("watch.toml", source(&server));
    rough.file("watch.toml", source(&server));
    let time = whole(&calm, &COLLECT);
    let expected = proved(&calm);
    assert_eq!(expected.len(), 2 * PAGES);
    assert_eq!(survives(&rough, &COLLECT, time, 2), expected);
    // The archives hold every answer that the ledger names.
    rough.call(&["check"]).is_fine();
}

/// Collecting, writing digests, sending alerts and serving, all at once. A third as often as
/// the others: each time it begins anew.
#[test]
fn a_killed_run_goes_on() {
    let server = channel();
    let config = format!(
        "{}[[alert]]\nname = \"talks\"\non = \"contact\"\nbetween = [\"FRA\", \"DEU\"]\nwebhook = \"{}\"\n",
        source(&server),
        server.url("/hook")
    );
    let calm = Place::new();
    calm.file("watch.toml", &config);
    let time = whole(&calm, &COLLECT);
    let expected = proved(&calm);
    let call = ["run", "--reader", "fast", "--listen", "127.0.0.1:0", "--digests", "digests"];
    let mut chance = Chance(6);
    for _ in 0..kills().div_ceil(3) {
        let rough = Place::new();
        rough.file("watch.toml", &config);
        // To the end of the round and beyond it, where digests are written and alerts sent.
        killed(&rough, &call, chance.of(time * 2));
        assert!(proved(&rough).is_subset(&expected));
        for digest in files(&rough.path("digests")) {
            assert!(is_whole(&digest), "half a digest: {}", digest.display());
        }
        rough.call(&COLLECT).ends(0, &[]);
        assert_eq!(proved(&rough), expected);
        rough.call(&["check"]).is_fine();
    }
}

/// The files of a folder, which may not be there, without those that are being written.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending != "part")).collect()
}

/// Whether a digest has its beginning and its end; that of a week without documents is short.
fn is_whole(path: &std::path::Path) -> bool {
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("md") => text.starts_with("# Diplomacy Watch") && text.ends_with('\n'),
        Some("html") => text.trim_end().ends_with("</html>"),
        // The end of the list of a ZIP file's entries.
        Some("docx") => bytes.len() > 22 && bytes[bytes.len() - 22..].starts_with(b"PK\x05\x06"),
        other => panic!("nobody writes {other:?}"),
    }
}

#[test]
fn a_killed_digest_leaves_the_ledger_as_it_was() {
    let place = Place::new();
    place.file("a.jsonl", documents(0..40)).call(&IMPORT).ends(0, &[]);
    let expected = proved(&place);
    let call = ["digest", "--week", "2024-W06"];
    let time = whole(&place, &call);
    let mut chance = Chance(3);
    for _ in 0..kills() {
        killed(&place, &call, chance.of(time));
        assert_eq!(proved(&place), expected);
    }
    assert_eq!(place.call(&call).out, place.call(&call).out);
}

#[test]
fn a_killed_backup_leaves_no_half_backup() {
    let place = Place::new();
    place.file("a.jsonl", documents(0..40)).call(&IMPORT).ends(0, &[]);
    let expected = proved(&place);
    let time = whole(&place, &["backup", "first"]);
    let mut chance = Chance(4);
    for i in 0..kills() {
        let name = format!("kept-{i}");
        killed(&place, &["backup", &name], chance.of(time));
        assert_eq!(proved(&place), expected);
        if place.path(&name).exists() {
            place.call(&["check", "--ledger", &format!("{name}/diplomacy-watch.db")]).is_fine();
        }
        // Trying again with the same name works, whatever was left.
        if !place.path(&name).exists() {
            place.call(&["backup", &name]).is_fine();
        }
    }
}

/// Bringing an old ledger up to date is all or nothing, however it ends.
#[test]
fn a_killed_migration_is_taken_whole_or_not_at_all() {
    let mut chance = Chance(5);
    for version in 1..=Ledger::SCHEMA {
        let fixture = format!("{}/tests/fixtures/ledger-v{version}.db", env!("CARGO_MANIFEST_DIR"));
        for _ in 0..kills() {
            let place = Place::new();
            std::fs::copy(&fixture, place.path("diplomacy-watch.db")).unwrap();
            killed(&place, &["contacts"], chance.of(Duration::from_millis(60)));
            let ledger = Ledger::open(place.path("diplomacy-watch.db")).unwrap();
            ledger.check(|flaw| panic!("schema {version}: {flaw}"), |_| {}).unwrap();
            assert_eq!(ledger.documents(None, None).unwrap().len(), 1, "schema {version}");
            assert_eq!(ledger.contacts(&Filter::default()).unwrap().len(), 1, "schema {version}");
        }
    }
}
