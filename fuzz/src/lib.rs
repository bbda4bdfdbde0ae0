//! What takes bytes of anybody's: each target takes any bytes, and panics where something that
//! must hold of them does not. `fuzz_targets/any.rs` drives them long, `tests/fuzz.rs` shortly
//! in every test run.

use std::io::Cursor;
use std::sync::LazyLock;

use diplomacy_watch::collect::archive::Records;
use diplomacy_watch::collect::fetch::{Address, Parsed};
use diplomacy_watch::collect::local::{Place, open};
use diplomacy_watch::collect::polite::Robots;
use diplomacy_watch::config::{Config, Holidays, TEMPLATE};
use diplomacy_watch::ledger::{Incoming, Ledger, LedgerError};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::feed::{self, Entry, links, opml, sitemap};
use diplomacy_watch::read::input::{Fill, Format, Origin, articles, detect, entry};
use diplomacy_watch::read::rules::{Lists, Pattern, RuleBook};
use diplomacy_watch::record::{Article, Document, Published};
use serde_json::Value;

/// A target by its name, which is that of its folder of seeds too.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: [Target; 15] = [
    ("pages", pages),
    ("texts", texts),
    ("feeds", feeds),
    ("sitemaps", sitemaps),
    ("indexes", indexes),
    ("archives", archives),
    ("jsonl", jsonl),
    ("configs", configs),
    ("queries", queries),
    ("rules", rules),
    ("verbs", verbs),
    ("dates", dates),
    ("answers", answers),
    ("files", files),
    ("pdfs", pdfs),
];

/// Where lists are found; their links are read against it.
const BASE: &str = "https://example.org/news/list";

/// The most bytes of one answer here: the program's own bound would only make each run slower.
const LIMIT: u64 = 1 << 20;

static READER: LazyLock<Reader> = LazyLock::new(Reader::fast);

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether a browser takes it for `http` or `https`, in which capitals do not matter.
fn is_of_the_web(link: &str) -> bool {
    let link = link.to_ascii_lowercase();
    link.starts_with("http://") || link.starts_with("https://")
}

/// What must hold of every article, whatever it was taken from.
fn holds(article: &Article) {
    assert!(!article.id.is_empty());
    if let Some(link) = article.link() {
        assert!(is_of_the_web(link), "{link}");
    }
    // What is kept can be read again.
    let kept = serde_json::to_string(article).expect("an article is JSON");
    assert_eq!(&serde_json::from_str::<Article>(&kept).expect("which is an article"), article);
}

/// What must hold of every entry of a list.
fn leads_to_the_web(entries: &[Entry]) {
    for one in entries {
        let links = one.url.iter().chain(one.enclosures.iter().map(|enclosure| &enclosure.url));
        links.for_each(|link| assert!(is_of_the_web(link), "{link}"));
        holds(&entry(one));
    }
}

fn input(format: Format, bytes: &[u8]) {
    if let Ok(found) = articles(format, &Origin::default(), bytes, &Fill::default()) {
        found.iter().for_each(holds);
    }
}

/// Every span in a document stands within its text.
fn stands(value: &Value, length: u64) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| stands(value, length)),
        Value::Object(fields) => {
            let at = |key| fields.get(key).and_then(Value::as_u64);
            if let (Some(start), Some(end)) = (at("start"), at("end")) {
                assert!(start < end && end <= length, "{start} to {end} of {length}");
            }
            fields.values().for_each(|value| stands(value, length));
        }
        _ => {}
    }
}

fn read(article: Article) -> Document {
    let text = article.text.clone();
    let document = READER.read(article);
    assert_eq!(document.article.text, text);
    let value = serde_json::to_value(&document).expect("a document is JSON");
    stands(&value, text.chars().count() as u64);
    document
}

fn pages(bytes: &[u8]) {
    input(Format::Page, bytes);
}

fn texts(bytes: &[u8]) {
    let article = Article {
        id: "one".to_owned(),
        text: lossy(bytes),
        published: "2024-02-06".parse().ok(),
        language: Some("en".to_owned()),
        ..Article::default()
    };
    read(article);
    input(Format::Headed, bytes);
}

fn feeds(bytes: &[u8]) {
    if let Ok(entries) = feed::parse(bytes, None, BASE) {
        leads_to_the_web(&entries);
    }
    if let Ok(feeds) = opml::read(bytes) {
        let written = opml::write("Feeds", &feeds);
        assert_eq!(opml::read(written.as_bytes()).expect("what is written can be read").len(), feeds.len());
    }
}

fn sitemaps(bytes: &[u8]) {
    if let Ok(sitemap::Sitemap::Pages(entries)) = sitemap::parse(bytes, None, BASE) {
        leads_to_the_web(&entries);
    }
}

/// The first line is the selector, the rest the page.
fn indexes(bytes: &[u8]) {
    let (selector, page) = bytes.split_at(bytes.iter().position(|&byte| byte == b'\n').unwrap_or(0));
    if let Ok(selector) = lossy(selector).parse()
        && let Ok(entries) = links::find(page, None, &selector, BASE)
    {
        leads_to_the_web(&entries);
    }
}

fn archives(bytes: &[u8]) {
    for record in Records::new(Cursor::new(bytes), LIMIT).flatten() {
        assert!(record.body.len() as u64 <= 2 * LIMIT);
    }
}

fn jsonl(bytes: &[u8]) {
    bytes.split(|&byte| byte == b'\n').for_each(|line| input(Format::Jsonl, line));
}

fn configs(bytes: &[u8]) {
    let text = lossy(bytes);
    if let Err(error) = Config::parse("watch.toml", &text) {
        assert!((1..=text.lines().count().max(1) + 1).contains(&error.line), "{error}");
    }
    let _ = Holidays::parse(&text);
}

/// A ledger of two documents in a folder that goes with the program.
struct Searched {
    ledger: Ledger,
    _folder: tempfile::TempDir,
}

impl Searched {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = Ledger::open_or_create(folder.path().join("watch.db")).expect("a ledger");
        let texts = [
            "President Macron spoke by phone with Chancellor Scholz on Monday about a ceasefire.",
            "Foreign Minister Lavrov said that Moscow rejects the proposal of the United States.",
        ];
        for (i, text) in texts.iter().enumerate() {
            let article = Article {
                id: i.to_string(),
                text: (*text).to_owned(),
                outlet: Some("Example Wire".to_owned()),
                published: "2024-02-06".parse().ok(),
                language: Some("en".to_owned()),
                ..Article::default()
            };
            let incoming = Incoming { document: READER.read(article), original: text.as_bytes().to_vec() };
            ledger.store(&[incoming], READER.version(), jiff::Timestamp::UNIX_EPOCH).expect("stored");
        }
        Self { ledger, _folder: folder }
    }
}

/// A query is searched or refused with a word; it is never an error of the database.
fn queries(bytes: &[u8]) {
    thread_local! {
        static SEARCHED: Searched = Searched::new();
    }
    let query = lossy(bytes);
    SEARCHED.with(|searched| {
        let found = searched.ledger.search(&query, None, None, Some(5));
        let best = searched.ledger.search_best(&query, 5);
        for error in [found.err(), best.err()].into_iter().flatten() {
            assert!(matches!(error, LedgerError::Query(_)), "{query:?}: {error}");
        }
    });
}

fn rules(bytes: &[u8]) {
    let text = lossy(bytes);
    let _ = RuleBook::parse("rules.toml", &text);
    let _ = Pattern::parse(&text, &Lists::default());
}

fn verbs(bytes: &[u8]) {
    let _ = Reader::fast().with_verbs("verbs.toml", &lossy(bytes));
}

/// A date as a document of each kind states it.
fn dates(bytes: &[u8]) {
    let stated = lossy(&bytes[..bytes.len().min(500)]);
    if let Ok(published) = stated.parse::<Published>() {
        assert_eq!(published.as_str(), stated);
    }
    let escaped = stated.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let page = format!(
        "<html lang=en><head><title>Two meet</title><meta property=\"article:published_time\" content=\"{escaped}\"></head>\
         <body><article><h1>Two meet</h1><p>{escaped}</p><time>{escaped}</time><p>They met in Riga on Monday.</p></article></body></html>"
    );
    pages(page.as_bytes());
    feeds(
        format!(
            "<rss version=\"2.0\"><channel><title>x</title><link>{BASE}</link><description>x</description>\
             <item><title>Two meet</title><link>{BASE}/1</link><pubDate>{escaped}</pubDate></item></channel></rss>"
        )
        .as_bytes(),
    );
    let text = format!("President Macron met Chancellor Scholz {stated}. They will meet again on {stated}.");
    read(Article { id: "one".to_owned(), text, published: stated.parse().ok(), ..Article::default() });
}

/// What a server answers: an answer, robots.txt, where it leads.
fn answers(bytes: &[u8]) {
    if let Some(parsed) = Parsed::new(bytes) {
        if let Ok(body) = parsed.body(LIMIT) {
            assert!(body.len() as u64 <= LIMIT);
            let _ = detect("", &body);
        }
        let _ = parsed.headers.media_type();
        let base: Address = BASE.parse().expect("an address");
        if let Some(Ok(next)) = parsed.headers.get("location").map(|link| base.join(link)) {
            assert!(next.as_str().starts_with("http"), "{}", next.as_str());
            assert!(!next.host().is_empty());
        }
    }
    let robots = Robots::parse(bytes, "diplomacy-watch");
    assert!(robots.allows("/robots.txt"));
    robots.allows(&lossy(&bytes[..bytes.len().min(64)]));
}

/// A file as somebody gives it: packed or not, of whatever kind it seems to be.
fn files(bytes: &[u8]) {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    let Ok(stream) = open(&Place::File(file.path().to_owned())) else { return };
    let Ok(format) = detect("", stream.head()) else { return };
    // A bomb is harmless only where a bound stands before it.
    let lines = stream.lines().map_while(Result::ok).take(100);
    let unpacked: Vec<u8> = lines.flat_map(|line| [line.bytes, b"\n".to_vec()].concat()).collect();
    match format {
        Format::Warc => archives(&unpacked),
        Format::Jsonl => jsonl(&unpacked),
        format => input(format, &unpacked),
    }
}

fn pdfs(bytes: &[u8]) {
    input(Format::Pdf, bytes);
}

/// The configuration that the program writes is a seed too.
#[must_use]
pub fn more_seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "configs" => vec![TEMPLATE.as_bytes().to_vec()],
        _ => Vec::new(),
    }
}
