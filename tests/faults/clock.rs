//! The clock of the machine is set forward and back while the program runs, by a library that
//! stands between the program and the system. Skipped where no C compiler makes one.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use diplomacy_watch::ledger::Ledger;

use crate::common::Place;
use crate::server::{Server, nothing, respond};

const DAY: i64 = 24 * 3600;

/// The library; `None` where it cannot be made.
fn library() -> Option<&'static PathBuf> {
    static MADE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let made = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("clock.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/clock.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-o"]).arg(&made).arg(source);
        compiler.status().is_ok_and(|status| status.success()).then_some(made)
    });
    if made.is_none() {
        println!("skipped: no C compiler makes the library that sets the clock");
    }
    made.as_ref()
}

/// The program's command with a clock of its own, which `set` sets.
fn with_clock(place: &Place, call: &[&str]) -> Command {
    let mut command = place.command(call);
    command.env("LD_PRELOAD", library().unwrap()).env("CLOCK_FILE", place.path("clock"));
    command
}

fn set(place: &Place, seconds: i64) {
    // Put in place whole: a program that looks meanwhile sees the old time or the new one.
    place.file("clock.new", seconds.to_string());
    std::fs::rename(place.path("clock.new"), place.path("clock")).unwrap();
}

/// Waits until something holds; fails after a while.
#[track_caller]
fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A feed with a briefing of each of some days.
fn channel(days: &'static [&'static str]) -> Server {
    Server::start(move |asked, stream| match asked.path.as_str() {
        "/feed" => {
            let host = format!("http://{}", asked.get("host").unwrap());
            let item = |day: &&str| {
                format!(
                    "<item><title>Briefing</title><link>{host}/{day}</link><guid>{day}</guid><pubDate>{day}T13:00:00Z</pubDate></item>"
                )
            };
            let items: String = days.iter().map(item).collect();
            let feed = format!(
                "<rss version='2.0'><channel><title>x</title><link>{host}</link><description>x</description>{items}</channel></rss>"
            );
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        _ => nothing(stream),
    })
}

fn config(server: &Server, every: &str) -> String {
    format!(
        "[collect]\npause = 0\ndeadline = 5\nprivate_hosts = [\"127.0.0.1\"]\n[[source]]\nname = \"Example\"\nfeed = \"{}\"\nevery = \"{every}\"\n",
        server.url("/feed")
    )
}

fn asked(server: &Server) -> usize {
    server.paths().iter().filter(|path| *path == "/feed").count()
}

/// Forty years forward and back again: the source is asked at its pace before, then and after,
/// by the program that ran meanwhile and by one that starts afterwards.
#[test]
fn a_clock_that_jumps_stops_no_source() {
    if library().is_none() {
        return;
    }
    let server = channel(&["2026-03-02"]);
    let place = Place::new();
    place.file("watch.toml", config(&server, "1h"));
    set(&place, 0);
    let start = || {
        let mut command = with_clock(&place, &["run", "--reader", "fast"]);
        Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    };
    let running = start();
    until("a first round", || asked(&server) == 1);
    set(&place, 40 * 365 * DAY);
    until("a round in forty years", || asked(&server) == 2);
    set(&place, 0);
    until("a round today again", || asked(&server) == 3);
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(asked(&server), 3, "and no more of them than its pace says");
    set(&place, 40 * 365 * DAY);
    let ledger = Ledger::open(place.path("diplomacy-watch.db")).unwrap();
    let noted = || ledger.health("Example").unwrap().asked.unwrap();
    until("a round in forty years, noted", || asked(&server) == 4 && noted().starts_with("206"));
    drop(running);
    set(&place, 0);
    let _running = start();
    until("a round of a program that starts today", || asked(&server) == 5);
}

/// What was asked by a clock that was ahead proves no silence of days that had not come yet.
#[test]
fn a_clock_that_was_ahead_proves_no_silence() {
    if library().is_none() {
        return;
    }
    let server = channel(&["2020-01-01"]);
    let place = Place::new();
    let schedule = "[[source.schedule]]\nexpects = \"briefing\"\ndays = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"]\nfrom = \"00:00\"\nuntil = \"00:01\"\nzone = \"UTC\"\n";
    place.file("watch.toml", config(&server, "1h") + schedule);
    let call = |call: &[&str]| {
        let output = with_clock(&place, call).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    // Asked today, and once more by a clock that is thirty days ahead.
    set(&place, 0);
    call(&["collect", "--reader", "fast"]);
    set(&place, 30 * DAY);
    call(&["collect", "--reader", "fast"]);
    // Ten days on nobody has asked since the day before yesterday.
    set(&place, 10 * DAY);
    let told = call(&["silences", "--format", "jsonl"]);
    let windows: Vec<serde_json::Value> =
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(windows.len() >= 9, "{told}");
    let count = |state: &str| windows.iter().filter(|window| window["state"] == state).count();
    assert_eq!(count("did-not-come") + count("not-observed"), windows.len(), "{told}");
    assert_eq!(count("did-not-come"), 1, "today's silence was seen, no other: {told}");
}

/// A machine that starts without knowing the time begins in 1970.
#[test]
fn a_clock_that_cannot_be_right_is_told() {
    if library().is_none() {
        return;
    }
    let server = channel(&["2026-03-02"]);
    let place = Place::new();
    place.file("watch.toml", config(&server, "1h"));
    set(&place, -56 * 365 * DAY);
    let output = with_clock(&place, &["collect", "--reader", "fast"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("the clock of this machine says 19"), "{told}");
    assert_eq!(asked(&server), 0);
}
