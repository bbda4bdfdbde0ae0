//! The folder of the ledger vanishes while the program is at work in it, or cannot be written.
//! What needs a mount is skipped where this user may not mount.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use diplomacy_watch::ledger::Ledger;

use crate::common::Place;
use crate::server::{Server, nothing, page, respond};

const LEDGER: [&str; 2] = ["--ledger", "home/watch.db"];

/// A feed of many pages that each take a moment.
fn slow() -> Server {
    Server::start(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/feed" => {
            let host = format!("http://{}", asked.get("host").unwrap());
            let item = |i: usize| format!("<item><title>Talks {i}</title><link>{host}/{i}</link></item>");
            let items: String = (0..40).map(item).collect();
            let feed = format!(
                "<rss version='2.0'><channel><title>x</title><link>{host}</link><description>x</description>{items}</channel></rss>"
            );
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        path => {
            std::thread::sleep(Duration::from_millis(100));
            page(
                stream,
                &format!(
                    "<!doctype html><html lang=en><title>Talks {path}</title><article><h1>Talks {path}</h1><p>President \
                     Macron met Chancellor Scholz in Berlin on Monday, an aide said. Nothing else was made known.</p></article>"
                ),
            );
        }
    })
}

/// A verb at work on a ledger in the folder `home`, which is there: it has stored something.
fn at_work(place: &Place, server: &Server, verb: &str) -> Child {
    let config = format!(
        "[collect]\npause = 0\ndeadline = 5\nprivate_hosts = [\"127.0.0.1\"]\n[[source]]\nname = \"Example\"\nfeed = \"{}\"\n",
        server.url("/feed")
    );
    place.file("watch.toml", config);
    let mut command = place.command(&[&[verb, "--reader", "fast"], &LEDGER[..]].concat());
    let mut running = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let ledger = place.path("home/watch.db");
    let has_some =
        || Ledger::open(&ledger).is_ok_and(|ledger| !ledger.documents(None, None).unwrap().is_empty());
    let start = Instant::now();
    while !has_some() {
        if start.elapsed() > Duration::from_secs(60) {
            running.kill().unwrap();
            panic!("nothing was collected");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    running
}

/// It ends by itself, with a word about its ledger.
#[track_caller]
fn ends(mut running: Child) {
    let start = Instant::now();
    while running.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            running.kill().unwrap();
            panic!("it goes on as if nothing were");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let output = running.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("home/watch.db") && !told.contains("panicked"), "{told}");
}

#[track_caller]
fn is_empty(folder: &Path) {
    let there: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(there.is_empty(), "nothing is begun where the ledger was: {there:?}");
}

/// As far as the program can tell, a disk that is gone: an empty folder is where it was.
#[cfg(unix)]
#[test]
fn where_the_folder_vanishes_collecting_ends_and_begins_no_other_ledger() {
    let (place, server) = (Place::new(), slow());
    fs::create_dir(place.path("home")).unwrap();
    let running = at_work(&place, &server, "collect");
    fs::rename(place.path("home"), place.path("gone")).unwrap();
    fs::create_dir(place.path("home")).unwrap();
    ends(running);
    is_empty(&place.path("home"));
    // It comes back: everything is there, and it goes on.
    fs::remove_dir(place.path("home")).unwrap();
    fs::rename(place.path("gone"), place.path("home")).unwrap();
    place.call(&[&["check"], &LEDGER[..]].concat()).is_fine();
    place.call(&[&["collect", "--reader", "fast"], &LEDGER[..]].concat()).ends(0, &[]);
    place.call(&[&["check"], &LEDGER[..]].concat()).is_fine();
}

/// A mount over a folder; it goes with the test.
#[cfg(target_os = "linux")]
struct Mount(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Mount {
    fn make(at: &Path, arguments: &[&str]) -> Option<Self> {
        let output = Command::new("mount").args(arguments).arg(at).output();
        if output.is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_owned()));
        }
        println!("skipped: this user may not mount");
        None
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mount {
    /// Takes it away at once, whatever is open on it.
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_the_mount_vanishes_run_ends() {
    let (place, server) = (Place::new(), slow());
    let home = place.path("home");
    fs::create_dir(&home).unwrap();
    let Some(mount) = Mount::make(&home, &["-t", "tmpfs", "none"]) else { return };
    let running = at_work(&place, &server, "run");
    drop(mount);
    ends(running);
    is_empty(&home);
}

/// Root may write everywhere, except where nobody may.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_told_and_what_is_there_stays() {
    let place = Place::new();
    let home = place.path("home");
    fs::create_dir(&home).unwrap();
    let line = "{\"id\":\"one\",\"published\":\"2024-02-06\",\"text\":\"Macron met Scholz on Monday.\"}\n";
    place.file("a.jsonl", line).file("b.jsonl", line.replace("one", "two"));
    let import = |file, ledger| place.call(&["import", "--reader", "fast", file, "--ledger", ledger]);
    import("a.jsonl", "home/watch.db").is_fine();
    let before = fs::read(place.path("home/watch.db")).unwrap();
    let Some(mount) = Mount::make(&home, &["--bind", home.to_str().unwrap()]) else { return };
    assert!(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(&home).status().unwrap().success());
    for ledger in ["home/watch.db", "home/new.db"] {
        import("b.jsonl", ledger).ends(1, &[ledger]);
    }
    drop(mount);
    assert_eq!(fs::read(place.path("home/watch.db")).unwrap(), before);
    place.call(&[&["check"], &LEDGER[..]].concat()).is_fine();
}
