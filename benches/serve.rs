//! How fast the web page is over a large ledger: the given documents are read once by the
//! fast reader and stored many times over, each time with other addresses and 84 days
//! earlier; then each page is asked for at a steady rate, by other addresses each time. A
//! ledger that was filled stays, and is taken again.
//!
//!     cargo bench --bench serve -- FOLDER [DOCUMENTS] [SECONDS]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use diplomacy_watch::ledger::{Filter, Incoming, Ledger, Stored};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::input::{Fill, Format, Origin, articles};
use diplomacy_watch::record::Document;
use jiff::ToSpan;
use jiff::civil::Date;

/// Requests a second.
const RATE: u32 = 50;

/// How many askers share them.
const ASKERS: u32 = 16;

/// How many documents are stored at once.
const BATCH: usize = 500;

/// How many days lie between two copies of the documents.
const SHIFT: i32 = 84;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(folder) = arguments.first() else {
        println!(
            "name the folder with the documents: cargo bench --bench serve -- FOLDER [DOCUMENTS] [SECONDS]"
        );
        return;
    };
    let number = |at: usize, usual: usize| arguments.get(at).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (wanted, seconds) = (number(1, 100_000), number(2, 60));
    let path = PathBuf::from(format!("target/serve-{wanted}.db"));
    if !path.exists() {
        fill(&path, Path::new(folder), wanted);
    }
    let size = std::fs::metadata(&path).map_or(0, |file| file.len());
    println!("{wanted} documents, {} MB", size / 1_000_000);
    let pages = pages(&path);
    let (mut server, port) = start(&path);
    println!("page, status, bytes, most bytes, first ms, median ms, 99th ms, answered a second");
    for page in pages {
        // A digest is made once for each state of the ledger, and kept: that is not the page.
        for address in page.addresses.iter().filter(|_| page.name.contains("week")) {
            ask(port, address);
        }
        tell(port, &page, seconds as u32);
    }
    println!("memory of the server at its peak: {} MB", memory(&server) / 1000);
    let _ = server.kill();
    let _ = server.wait();
}

/// Reads the documents once and stores copies.
fn fill(path: &Path, folder: &Path, wanted: usize) {
    let reader = Reader::fast();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|f| f.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut documents = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(&file).expect("a file").lines() {
            let line = line.as_bytes();
            let articles = articles(Format::Jsonl, &Origin::default(), line, &Fill::default());
            documents.extend(articles.expect("a document per line").into_iter().map(|one| reader.read(one)));
        }
    }
    let start = Instant::now();
    let part = path.with_extension("part");
    let mut ledger = Ledger::open_or_create(&part).expect("a ledger");
    let mut copies =
        (0..).flat_map(|copy| documents.iter().map(move |document| shifted(document, copy))).take(wanted);
    loop {
        let batch: Vec<Incoming> = copies.by_ref().take(BATCH).map(incoming).collect();
        if batch.is_empty() {
            break;
        }
        let stored = ledger.store(&batch, reader.version(), jiff::Timestamp::now()).expect("stored");
        assert!(stored.iter().all(|one| *one == Stored::New), "each copy is a document of its own");
    }
    drop(ledger);
    std::fs::rename(part, path).expect("renamed");
    println!("filled in {:.0} s", start.elapsed().as_secs_f64());
}

fn incoming(document: Document) -> Incoming {
    Incoming { original: document.article.text.clone().into_bytes(), document }
}

/// A copy of a document that is another one, earlier.
fn shifted(document: &Document, copy: usize) -> Document {
    let mut document = document.clone();
    let other = |id: &str| format!("{id}-{copy}");
    let back = (SHIFT * i32::try_from(copy).unwrap_or(0)).days();
    let day = |date: Date| date.checked_sub(back).unwrap_or(date);
    let article = &mut document.article;
    article.id = other(&article.id);
    article.url = article.url.as_ref().map(|url| format!("{url}?copy={copy}"));
    article.published = article.published.as_ref().map(|published| {
        let rest = published.as_str().get(10..).unwrap_or_default();
        format!("{}{rest}", day(published.date())).parse().expect("a date")
    });
    document.mentions.iter_mut().for_each(|one| one.id = other(&one.id));
    document.attributions.iter_mut().for_each(|one| one.id = other(&one.id));
    document.positions.iter_mut().for_each(|one| one.id = other(&one.id));
    document.events.iter_mut().for_each(|one| one.id = other(&one.id));
    document.silences.iter_mut().for_each(|one| one.id = other(&one.id));
    for one in &mut document.contacts {
        one.id = other(&one.id);
        if let Some(when) = &mut one.when {
            when.date = day(when.date);
        }
    }
    document
}

/// A page, by addresses that ask it for different things, so that nothing kept from one
/// answer flatters the next.
struct Page {
    name: &'static str,
    addresses: Vec<String>,
}

/// How many different things a page is asked for.
const VARIED: usize = 200;

/// The pages, with things that the ledger has.
fn pages(path: &Path) -> Vec<Page> {
    let ledger = Ledger::open(path).expect("a ledger");
    let contacts = ledger.contacts(&Filter::default()).expect("contacts");
    // Spread over all of the ledger's days.
    let step = (contacts.len() / VARIED).max(1);
    let some: Vec<_> = contacts.iter().step_by(step).take(VARIED).collect();
    let weeks = ledger.weeks().expect("weeks");
    let actors = ["Vladimir%20Putin", "Volodymyr%20Zelensky", "Joe%20Biden", "Ukraine", "Emmanuel%20Macron"];
    let words = [
        "ceasefire",
        "ukraine",
        "sanctions",
        "negotiations",
        "president",
        "grain",
        "nato",
        "gas",
        "humanitarian+corridors",
        "%22security+guarantees%22",
        "war+-peace",
        "mariupol+OR+kharkiv",
    ];
    let asked = [
        "%22security+guarantees%22+from%3AUKR",
        "from%3APutin+nato",
        "issue%3Aceasefire",
        "to%3ARUS+sanctions",
        "country%3AUSA+talks+after%3A2021-01-01",
        "from%3AZelensky+before%3A2020-01-01",
    ];
    let of =
        |name, addresses: &mut dyn Iterator<Item = String>| Page { name, addresses: addresses.collect() };
    let days = |i: usize| some[i].day.map(|day| day.to_string()).unwrap_or_default();
    let n = some.len();
    vec![
        of("this week", &mut ["/".to_owned()].into_iter()),
        of("earlier weeks, made before", &mut weeks.iter().take(3).map(|week| format!("/weeks/{week}"))),
        of("contacts", &mut ["/contacts".to_owned()].into_iter()),
        of("contacts up to a day", &mut (0..n).map(|i| format!("/contacts?until={}", days(i)))),
        of(
            "contacts of two countries",
            &mut (0..n).map(|i| {
                format!("/contacts?actor=USA&with={}&until={}", ["UKR", "RUS", "POL", "CHN"][i % 4], days(i))
            }),
        ),
        of("contacts denied", &mut ["/contacts?actor=RUS&status=denied".to_owned()].into_iter()),
        of("a contact", &mut some.iter().map(|one| format!("/contacts/{}", one.record.id))),
        of("positions", &mut ["/positions".to_owned()].into_iter()),
        of(
            "statements",
            &mut [
                "/statements".to_owned(),
                "/statements?actor=UKR".to_owned(),
                "/statements?actor=Lavrov".to_owned(),
                "/statements?stance=denies".to_owned(),
            ]
            .into_iter(),
        ),
        of("search by words", &mut words.iter().map(|words| format!("/search?q={words}"))),
        of("search by operators", &mut asked.iter().map(|words| format!("/search?q={words}"))),
        of("an actor", &mut actors.iter().map(|name| format!("/actors/{name}"))),
        of("names", &mut ["/actors?name=bi".to_owned()].into_iter()),
        of("sources", &mut ["/sources".to_owned()].into_iter()),
        of("a source", &mut ["/sources/Kremlin".to_owned()].into_iter()),
        of("a document", &mut some.iter().map(|one| format!("/documents/{}", one.document.id))),
        of(
            "a record explained",
            &mut some.iter().map(|one| format!("/documents/{}?record={}", one.document.id, one.record.id)),
        ),
        of("decisions", &mut ["/decisions".to_owned()].into_iter()),
        of("API: contacts", &mut ["/api/v1/contacts".to_owned()].into_iter()),
        of("style sheet", &mut ["/style.css".to_owned()].into_iter()),
    ]
}

fn start(path: &Path) -> (Child, u16) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_diplomacy-watch"))
        .args(["serve", "--listen", "127.0.0.1:0", "--ledger"])
        .arg(path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut told = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut told).expect("its address");
    let port = told.trim_end_matches(['/', '\n']).rsplit(':').next().and_then(|port| port.parse().ok());
    (child, port.expect("a port"))
}

/// Asks for a page once, then at a steady rate, and tells how long the answers took from
/// the moment at which each was due.
fn tell(port: u16, page: &Page, seconds: u32) {
    let asked = |n: usize| &page.addresses[n % page.addresses.len()];
    let (first, status, bytes) = ask(port, asked(0));
    let (times, largest) = (Mutex::new(Vec::new()), Mutex::new(bytes));
    let start = Instant::now();
    let all = RATE * seconds;
    std::thread::scope(|scope| {
        for asker in 0..ASKERS {
            let (times, largest) = (&times, &largest);
            scope.spawn(move || {
                for n in (asker..all).step_by(ASKERS as usize) {
                    let due = start + Duration::from_secs(1) * n / RATE;
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let address = asked(n as usize);
                    let (_, got, bytes) = ask(port, address);
                    assert_eq!(got, 200, "{address}");
                    times.lock().expect("times").push(due.elapsed());
                    let mut largest = largest.lock().expect("bytes");
                    *largest = bytes.max(*largest);
                }
            });
        }
    });
    let took = start.elapsed();
    let mut times = times.into_inner().expect("times");
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!(
        "{}, {status}, {bytes}, {}, {:.0}, {:.1}, {:.1}, {:.0}",
        page.name,
        largest.into_inner().expect("bytes"),
        first.as_secs_f64() * 1000.0,
        at(0.5),
        at(0.99),
        f64::from(all) / took.as_secs_f64()
    );
}

fn ask(port: u16, page: &str) -> (Duration, u16, usize) {
    let start = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    write!(
        stream,
        "GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
            Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    .expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap_or(0);
    (start.elapsed(), status, answer.len())
}

/// In kilobytes.
fn memory(server: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
