//! Several machines on one ledger.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::calls::documents;
use crate::cluster::{Cluster, number};
use crate::common::{Called, Place};
use crate::machine::{Machine, rows};
use crate::web::{Server, nothing, page, respond};

/// What is called on a file and on a server, in this order.
const CALLS: [&[&str]; 24] = [
    &["import", "in", "--reader", "fast"],
    &["import", "in", "--reader", "fast"],
    &["contacts", "--format", "jsonl"],
    &["contacts", "--between", "USA", "RUS"],
    &["statements", "--format", "csv"],
    &["positions", "--format", "json"],
    &["events", "--format", "jsonl"],
    &["silences", "--config", "watch.toml"],
    &["search", "talks", "--format", "jsonl"],
    &["search", "kind:official"],
    &["actor", "Burns"],
    &["digest", "--parties", "RUS,UKR,USA", "--format", "json"],
    &["digest", "--parties", "RUS,UKR,USA", "--format", "html"],
    &["contacts", "show", CONTACT],
    &["contacts", "merge", CONTACT, OTHER, "--by", "Ann", "--note", "one visit"],
    &["contacts", "show", OTHER],
    &["contacts", "split", CONTACT, OTHER, "--by", "Bob"],
    &["contacts", "--format", "jsonl"],
    &["digest", "edit"],
    &["explain", CONTACT],
    &["sources", "--config", "watch.toml", "--format", "json"],
    &["alerts", "--config", "watch.toml", "--on", "2023-06-30", "--format", "jsonl"],
    &["import", "in", "--reader", "fast", "--outlet", "Another"],
    &["check"],
];

const CONTACT: &str = "c-ded17d4c71a30a1c";
const OTHER: &str = "c-7f88b196a2221a75";

const WATCH: &str = "[scope]\nparties = [\"RUS\", \"UKR\"]\n[[source]]\nname = \"Example\"\nfeed = \"https://example.org/feed\"\n\
    [[alert]]\nname = \"talks\"\non = \"contact\"\nbetween = [\"RUS\", \"USA\"]\nwebhook = \"https://example.org/hook\"\n";

/// Times of day, which differ from call to call.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '"' || c == ',') {
        let is_time = word.len() > 11 && word.as_bytes()[10] == b'T' && word.starts_with("20");
        out.push_str(if is_time { "TIME " } else { word });
    }
    out
}

#[test]
fn a_file_and_a_server_give_the_same_bytes() {
    let Some(cluster) = Cluster::shared() else { return };
    let on_server = Machine::new(&cluster.database());
    let in_file = Machine::new("diplomacy-watch.db");
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-W26");
    for machine in [&on_server, &in_file] {
        machine.place.file("watch.toml", WATCH);
        std::os::unix::fs::symlink(examples, machine.place.path("in")).unwrap();
    }
    let mut says_nothing = 0;
    for call in CALLS {
        let (file, server) = (in_file.call(call), on_server.call(call));
        assert_eq!(timeless(&file.out), timeless(&server.out), "{call:?}");
        assert_eq!((file.code, file.err), (server.code, server.err), "{call:?}");
        says_nothing += usize::from(file.out.is_empty());
    }
    assert!(says_nothing <= 2, "{says_nothing} calls prove nothing");
    assert!(in_file.call(CALLS[15]).out.contains("one visit"), "{}", in_file.call(CALLS[15]).out);
    // Another machine, which was not there, has the same, to the row.
    let third = Machine::new(&on_server.ledger);
    assert_eq!(third.call(CALLS[2]).out, in_file.call(CALLS[2]).out);
    assert_eq!(rows(&third.mirror()), rows(&on_server.mirror()));
}

fn ended(child: Child) -> Called {
    Called::of(&child.wait_with_output().unwrap())
}

fn new_of(called: &Called) -> u64 {
    let words = called.ends(0, &[]).out.clone();
    words.trim_start_matches("documents: ").split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn two_importers_at_once_lose_and_double_nothing() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let machines = [Machine::new(&address), Machine::new(&address)];
    // A third of the documents comes from both.
    machines[0].place.file("a.jsonl", documents(0..100));
    machines[1].place.file("a.jsonl", documents(50..150));
    let import = ["import", "--reader", "fast", "--threads", "2", "a.jsonl"];
    let started = machines.each_ref().map(|machine| machine.start(&import));
    let news: u64 = started.into_iter().map(|child| new_of(&ended(child))).sum();
    assert_eq!(news, 150);
    let alone = Machine::new("diplomacy-watch.db");
    alone.place.file("a.jsonl", documents(0..150)).call(&import).ends(0, &[]);
    let list = ["contacts", "--format", "jsonl"];
    let ids = |called: &Called| {
        let mut ids: Vec<String> =
            called.json().iter().map(|contact| contact["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    };
    let expected = ids(&alone.place.call(&list));
    for machine in &machines {
        machine.call(&["check"]).is_fine();
        assert_eq!(ids(&machine.call(&list)), expected);
    }
    assert_eq!(machines[0].call(&list).out, machines[1].call(&list).out);
    assert_eq!(rows(&machines[0].mirror()), rows(&machines[1].mirror()));
    // Numbers without gaps, each once.
    let gaps = "SELECT max(number) - count(*) FROM diplomacy_watch.entry";
    assert_eq!(number(&address, gaps), 0);
}

/// Two programs of one machine have one mirror.
#[test]
fn two_importers_on_one_machine_share_its_mirror() {
    let Some(cluster) = Cluster::shared() else { return };
    let machine = Machine::new(&cluster.database());
    machine.place.file("a.jsonl", documents(0..100)).file("b.jsonl", documents(50..150));
    let started = ["a.jsonl", "b.jsonl"].map(|file| machine.start(&["import", "--reader", "fast", file]));
    let news: u64 = started.into_iter().map(|child| new_of(&ended(child))).sum();
    assert_eq!(news, 150);
    machine.call(&["check"]).is_fine();
}

/// Draws that look like chance, the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// How often it is drawn anew: more where `DIPLOMACY_WATCH_KILLS` says so (`just kill`).
fn seeds() -> u64 {
    let told = std::env::var("DIPLOMACY_WATCH_KILLS").ok();
    told.map_or(1, |told| told.parse().expect("DIPLOMACY_WATCH_KILLS is a number"))
}

/// Whatever is done on which machine, in whichever order: who is as far as another has the same,
/// to the row, and numbers of revisions are those of the log's order.
#[test]
fn mirrors_of_one_log_are_equal() {
    let Some(cluster) = Cluster::shared() else { return };
    for seed in 1..=seeds() {
        let address = cluster.database();
        let machines = [Machine::new(&address), Machine::new(&address), Machine::new(&address)];
        machines[0].place.file("a.jsonl", documents(0..4));
        machines[0].call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
        let mut chance = Chance(seed);
        for step in 0..6 {
            // Two machines at the same moment, often about one document.
            let started: Vec<Child> = (0..2)
                .map(|_| {
                    let machine = &machines[chance.below(3) as usize];
                    let (document, text) = (chance.below(3), chance.below(4));
                    let file = format!("{step}-{document}-{text}.jsonl");
                    let line = format!(
                        "{{\"id\":\"doc-{document}\",\"published\":\"2024-02-05\",\"outlet\":\"Wire\",\
                         \"text\":\"President Macron met Chancellor Scholz in version {text} of Berlin.\"}}\n"
                    );
                    machine.place.file(&file, line);
                    match chance.below(4) {
                        0 => {
                            let listed = machine.call(&["contacts", "--format", "jsonl"]).json();
                            let id = |i: u64| listed[i as usize % listed.len()]["id"].as_str().unwrap();
                            let (one, other) = (id(chance.below(9)), id(chance.below(9)));
                            // Two draws may be one contact, which is refused, and changes nothing.
                            machine.start(&["contacts", "merge", one, other, "--by", "Ann"])
                        }
                        _ => machine.start(&["import", "--reader", "fast", &file]),
                    }
                })
                .collect();
            started.into_iter().for_each(|child| drop(ended(child)));
        }
        let lists = machines.each_ref().map(|machine| {
            machine.call(&["check"]).is_fine();
            machine.call(&["contacts", "--format", "jsonl"]).out
        });
        assert!(lists.iter().all(|list| *list == lists[0]), "seed {seed}");
        let all = machines.each_ref().map(|machine| rows(&machine.mirror()));
        assert_eq!(all[0], all[1], "seed {seed}");
        assert_eq!(all[0], all[2], "seed {seed}");
        assert!(all[0].iter().any(|row| row.starts_with("decision:")), "seed {seed} decides nothing");
        assert!(all[0].iter().filter(|row| row.starts_with("revision:")).count() > 5, "seed {seed}");
    }
}

/// What a program that serves gives at an address.
fn get(port: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(port).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn who_serves_shows_what_others_store() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let (reader, writer) = (Machine::new(&address), Machine::new(&address));
    writer.place.file("a.jsonl", documents(0..1)).file("b.jsonl", documents(1..2));
    writer.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    let mut serving = reader.start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut line = String::new();
    BufReader::new(serving.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let port = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    assert!(get(&port, "/api/v1/contacts").contains("doc-0"));
    writer.call(&["import", "--reader", "fast", "b.jsonl"]).ends(0, &[]);
    let since = Instant::now();
    while !get(&port, "/api/v1/contacts").contains("doc-1") {
        assert!(since.elapsed() < Duration::from_secs(20), "it never came");
        std::thread::sleep(Duration::from_millis(200));
    }
    serving.kill().unwrap();
    serving.wait().unwrap();
}

const PAGES: usize = 6;

/// A channel of some pages, each of one meeting; it takes what is posted, too.
fn channel() -> Server {
    let today = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    Server::start(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => nothing(stream),
        "/hook" => respond(stream, "200 OK", "Connection: close\r\n", b""),
        "/feed" => {
            let host = format!("http://{}", asked.get("host").unwrap());
            let item = |i: usize| format!("<item><title>Talks {i}</title><link>{host}/{i}</link></item>");
            let items: String = (1..=PAGES).map(item).collect();
            let feed = format!(
                "<?xml version='1.0'?><rss version='2.0'><channel><title>Example</title><link>{host}</link>\
                 <description>x</description>{items}</channel></rss>"
            );
            respond(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        path => {
            std::thread::sleep(Duration::from_millis(50));
            let told = "Emmanuel Macron met Olaf Scholz in Berlin on Tuesday, the office of the President of France \
                        said. Nothing else was made known in the evening, and no statement is to be expected.";
            let head = format!(
                "<!doctype html><html lang=en><head><title>Talks {path}</title>\
                 <meta property='article:published_time' content='{today}T09:30:00Z'></head>"
            );
            page(
                stream,
                &format!(
                    "{head}<body><article><h1>Talks {path}</h1><p>{told}</p><p>{told}</p></article></body></html>"
                ),
            );
        }
    })
}

fn watch(server: &Server) -> String {
    format!(
        "[collect]\npause = 0\ndeadline = 5\nprivate_hosts = [\"127.0.0.1\"]\n[[source]]\nname = \"Example\"\n\
         feed = \"{}\"\n[[alert]]\nname = \"talks\"\non = \"contact\"\nbetween = [\"FRA\", \"DEU\"]\nwebhook = \"{}\"\n",
        server.url("/feed"),
        server.url("/hook")
    )
}

#[test]
fn two_collectors_ask_a_source_one_at_a_time_and_every_machine_can_prove_what_was_fetched() {
    let Some(cluster) = Cluster::shared() else { return };
    let (address, server) = (cluster.database(), channel());
    let machines = [Machine::new(&address), Machine::new(&address)];
    for machine in &machines {
        machine.place.file("watch.toml", watch(&server));
    }
    let collect = ["collect", "--reader", "fast", "--format", "jsonl"];
    let started = machines.each_ref().map(|machine| machine.start(&collect));
    let reports: Vec<_> = started.into_iter().flat_map(|child| ended(child).ends(0, &[]).json()).collect();
    let new: u64 = reports.iter().map(|report| report["new"].as_u64().unwrap()).sum();
    assert_eq!(new, PAGES as u64, "{reports:?}");
    let pages = server.paths().into_iter().filter(|path| path.len() == 2).count();
    assert_eq!(pages, PAGES, "each page was fetched once");
    for machine in &machines {
        let proved = machine.call(&["check"]);
        assert!(proved.is_fine().out.contains("6 answers are kept as they were fetched"), "{}", proved.out);
    }
    assert_eq!(rows(&machines[0].mirror()), rows(&machines[1].mirror()));
    // What is news is told once, whoever tells it.
    let started = machines.each_ref().map(|machine| machine.start(&["alerts", "--send"]));
    for child in started {
        ended(child).ends(0, &[]);
    }
    for machine in &machines {
        machine.call(&["alerts", "--send"]).ends(0, &[]);
    }
    let told = server.paths().into_iter().filter(|path| path == "/hook").count();
    assert_eq!(told, 1);
    // A ledger in a file has the answers beside it.
    let copy = ["ledger", "copy", &address, "copy.db"];
    machines[1].call(&copy).ends(0, &[]);
    let proved = machines[1].call(&["check", "--ledger", "copy.db"]);
    assert!(proved.is_fine().out.contains("6 answers are kept as they were fetched"), "{}", proved.out);
    assert_eq!(rows(&machines[1].place.path("copy.db")), rows(&machines[1].mirror()));
    // And from there onto another server.
    let again = Machine::new(&cluster.database());
    let copy = machines[1].place.path("copy.db");
    again.call(&["ledger", "copy", copy.to_str().unwrap(), &again.ledger]).ends(0, &[]);
    assert!(again.call(&["check"]).is_fine().out.contains("6 answers are kept as they were fetched"));
    assert_eq!(rows(&again.mirror()), rows(&copy));
}

/// `run` on two machines: both go on schedule, and a source is asked by one of them.
#[test]
fn a_source_that_another_collector_has_just_asked_is_not_asked_again() {
    let Some(cluster) = Cluster::shared() else { return };
    let (address, server) = (cluster.database(), channel());
    let machines = [Machine::new(&address), Machine::new(&address)];
    for machine in &machines {
        machine.place.file("watch.toml", watch(&server));
    }
    let run = ["run", "--reader", "fast"];
    let mut started = machines.each_ref().map(|machine| machine.start(&run));
    let since = Instant::now();
    let told = || server.paths().iter().filter(|path| *path == "/hook").count();
    while told() == 0 {
        assert!(since.elapsed() < Duration::from_secs(60), "no alert came");
        std::thread::sleep(Duration::from_millis(100));
    }
    // Time for the other one to do wrong.
    std::thread::sleep(Duration::from_secs(2));
    for child in &mut started {
        assert_eq!(child.try_wait().unwrap(), None, "it goes on");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let asked = server.paths();
    let count = |path: &str| asked.iter().filter(|one| *one == path).count();
    assert_eq!((count("/feed"), count("/hook")), (1, 1), "{asked:?}");
}

#[test]
fn a_mirror_is_not_written_to_as_a_file() {
    let Some(cluster) = Cluster::shared() else { return };
    let machine = Machine::new(&cluster.database());
    machine.place.file("a.jsonl", documents(0..1));
    machine.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    let mirror = machine.mirror();
    let place = Place::new();
    for verb in [&["import", "a.jsonl", "--ledger"][..], &["contacts", "--ledger"]] {
        let call = [verb, &[mirror.to_str().unwrap()]].concat();
        place.file("a.jsonl", documents(0..1)).call(&call).ends(1, &["mirrors a ledger on a server"]);
    }
}
