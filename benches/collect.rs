//! Collecting 10,000 pages from a server on this machine: pages a second, and memory at
//! a quarter, a half and the end. `just bench-collect`.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[path = "../tests/collect/server.rs"]
#[allow(dead_code)]
mod server;

use server::{Server, nothing, page, respond};

const FEEDS: usize = 20;
const PAGES_EACH: usize = 500;

fn main() {
    let served = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&served);
    let server = Server::start(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        path if path.starts_with("/feed/") => {
            let feed = feed(&path["/feed/".len()..]);
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        path => {
            count.fetch_add(1, Ordering::Relaxed);
            page(stream, &article(path));
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let sources: String = (0..FEEDS)
        .map(|i| {
            format!("[[source]]\nname = \"Feed {i}\"\nfeed = \"{}\"\n", server.url(&format!("/feed/{i}")))
        })
        .collect();
    let config = format!("[collect]\npause = 0\nprivate_hosts = [\"127.0.0.1\"]\n{sources}");
    std::fs::write(folder.path().join("watch.toml"), config).unwrap();
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_diplomacy-watch"))
        .args(["collect", "--format", "csv", "--reader", "fast"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let total = FEEDS * PAGES_EACH;
    for share in [total / 4, total / 2, total] {
        wait(&mut child, || served.load(Ordering::Relaxed) >= share);
        let pages = served.load(Ordering::Relaxed);
        println!(
            "{pages} pages after {:.1} s, {} of memory at the peak so far",
            started.elapsed().as_secs_f32(),
            peak(&child)
        );
    }
    assert!(child.wait().unwrap().success());
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{total} pages fetched, read and stored in {seconds:.1} s: {:.0} pages a second",
        total as f64 / seconds
    );
}

fn wait(child: &mut Child, is_so: impl Fn() -> bool) {
    while !is_so() {
        assert!(child.try_wait().unwrap().is_none(), "the collector ended early");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The most memory that a process has had, as the system counts it.
fn peak(child: &Child) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("an unknown amount".to_owned(), |line| line.trim().to_owned())
}

fn feed(name: &str) -> String {
    let item = |i: usize| format!("<item><title>Talks {i}</title><link>/page/{name}/{i}</link></item>");
    let items: String = (0..PAGES_EACH).map(item).collect();
    format!(
        "<rss version='2.0'><channel><title>{name}</title><link>/</link><description>x</description>{items}</channel></rss>"
    )
}

/// A page of some 300 words with what surrounds articles.
fn article(path: &str) -> String {
    let menu: String = (0..40).map(|i| format!("<li><a href='/section/{i}'>Section {i}</a></li>")).collect();
    let text: String = (0..12)
        .map(|i| {
            format!(
                "<p>The envoys of both countries met for the {i}th time at {path}, the foreign ministry said on Tuesday, and \
                 spoke about the crossing that has been closed since the spring. \"We will go on talking,\" the spokeswoman said.</p>"
            )
        })
        .collect();
    format!(
        "<!doctype html><html lang=en><head><title>Talks at {path}</title>\
         <meta property='article:published_time' content='2026-11-03T09:30:00Z'></head>\
         <body><nav><ul>{menu}</ul></nav><article><h1>Talks at {path}</h1>{text}</article><footer>{menu}</footer></body></html>"
    )
}
