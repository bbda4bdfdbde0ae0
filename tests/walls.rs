//! The walls of the house: which module may do what, and which may use which.

use std::fs;
use std::path::{Path, PathBuf};

/// Words that only some modules may use.
struct Wall {
    why: &'static str,
    words: &'static [&'static str],
    /// Files whose path begins so.
    holds_for: fn(&str) -> bool,
}

const WALLS: [Wall; 5] = [
    Wall {
        why: "SQL stands only in src/ledger",
        words: &["rusqlite", "SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE", "PRAGMA "],
        holds_for: |file| !file.starts_with("src/ledger/"),
    },
    Wall {
        why: "only src/collect asks the network, and src/ledger/server/connect.rs the host that a person \
              named as the ledger's; only src/web/listen.rs is asked by it",
        words: &["std::net", "ureq", "reqwest", "lettre", "hyper::", "TcpStream", "TcpListener", "UdpSocket"],
        holds_for: |file| {
            let may = ["src/web/listen.rs", "src/ledger/server/connect.rs"];
            !file.starts_with("src/collect/") && !may.contains(&file)
        },
    },
    Wall {
        why: "only src/ledger/server speaks with a PostgreSQL server",
        words: &["postgres::", "tokio_postgres"],
        holds_for: |file| !file.starts_with("src/ledger/server/"),
    },
    Wall {
        why: "only src/ledger/server/connect.rs connects to a PostgreSQL server",
        words: &["NoTls", "MakeRustlsConnect", "config.connect("],
        holds_for: |file| file != "src/ledger/server/connect.rs",
    },
    Wall {
        why: "reading, weaving and writing the digest are pure: no file, no clock, no environment",
        words: &[
            "std::fs",
            "File::",
            "stdin(",
            "stdout(",
            "stderr(",
            "std::env",
            "std::process",
            "std::time",
            "Instant",
            "SystemTime",
            "now(",
            "println!",
            "eprintln!",
            "dbg!",
            "std::thread",
        ],
        holds_for: |file| PURE.iter().any(|pure| file.starts_with(pure)),
    },
];

const PURE: [&str; 6] =
    ["src/record/", "src/knowledge/", "src/config/", "src/read/", "src/weave/", "src/digest/"];

/// The modules in the order of the flow: each may use itself and those before it.
/// `config` and `knowledge` stand before all that reads; `record` uses nothing.
const FLOW: [&str; 12] = [
    "record",
    "knowledge",
    "config",
    "collect",
    "read",
    "intake",
    "ledger",
    "rounds",
    "weave",
    "digest",
    "publish",
    "web",
];

/// What stands in the order but is not for the later ones to use.
const APART: [(&str, &str, &str); 5] = [
    ("read", "collect", "reading takes bytes and does not ask where they come from"),
    ("weave", "ledger", "weaving joins documents and does not ask where they are kept"),
    ("digest", "ledger", "a digest is written from documents, kept or not"),
    ("weave", "rounds", "weaving joins documents and does not ask how they were had"),
    ("digest", "rounds", "a digest is written from documents, however they were had"),
];

/// What of the library the Python package uses: it turns arguments and results, and what it
/// has in common with the command line is here.
const LENT: [&str; 7] = ["collect", "intake", "ledger", "publish", "read", "record", "weave"];

/// The code of a file without comments and its tests; strings stay.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What a file does that it may not, each with the reason.
fn breaches(file: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut found = Vec::new();
    for wall in WALLS.iter().filter(|wall| (wall.holds_for)(file)) {
        for word in wall.words.iter().filter(|word| code.contains(**word)) {
            found.push(format!("{file} has `{word}`: {}", wall.why));
        }
    }
    if file.starts_with("python/") {
        let used = used_modules(&code, "diplomacy_watch::");
        let other = used.iter().filter(|used| !LENT.contains(&used.as_str()));
        found.extend(other.map(|used| format!("{file} uses `{used}`: it is lent {}", LENT.join(", "))));
    }
    let module = file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    let Some(place) = FLOW.iter().position(|one| *one == module) else { return found };
    for used in used_modules(&code, "crate::") {
        if FLOW.iter().position(|one| *one == used).is_none_or(|other| other > place) {
            found.push(format!("{file} uses `{used}`: the flow goes {}", FLOW.join(" → ")));
        }
        if let Some((.., why)) = APART.iter().find(|(from, to, _)| *from == module && *to == used) {
            found.push(format!("{file} uses `{used}`: {why}"));
        }
    }
    found
}

/// The top modules of a crate that code names: `crate::read::…` and `use crate::{read, …}`.
fn used_modules(code: &str, library: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut used = Vec::new();
    for (at, path) in code.match_indices(library) {
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(list) => used.extend(top_names(list.split_once(';').map_or(list, |(list, _)| list))),
            None => used.extend(rest.split(|c| !is_name(c)).next().map(str::to_owned)),
        }
    }
    used
}

/// The names at the first level of a list in braces.
fn top_names(list: &str) -> Vec<String> {
    let (mut names, mut name, mut depth, mut is_path) = (Vec::new(), String::new(), 0, false);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(std::mem::take(&mut name));
                is_path = false;
            }
            ':' => is_path = true,
            c if depth == 0 && !is_path && !c.is_whitespace() => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_source = path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs");
        if path.is_dir() {
            sources(&path, found);
        } else if is_source {
            found.push(path);
        }
    }
}

#[test]
fn the_walls_stand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("python/src"), &mut files);
    assert!(files.len() > 50, "the sources were not found");
    let mut found = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
        found.extend(breaches(&name, &fs::read_to_string(&path).unwrap()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let modules: Vec<&str> = modules.collect();
    assert!(modules.len() >= FLOW.len());
    for module in modules {
        assert!(module == "cli" || FLOW.contains(&module), "{module} has no place in the flow");
    }
}

#[track_caller]
fn check(file: &str, text: &str, is_breach: bool) {
    let found = breaches(file, text);
    assert_eq!(!found.is_empty(), is_breach, "{file}: {text}: {found:?}");
}

#[test]
fn a_breach_is_seen() {
    check("src/cli/read.rs", "use rusqlite::Connection;", true);
    check("src/digest/mod.rs", "let sql = \"SELECT x FROM y\";", true);
    check("src/ledger/list.rs", "let sql = \"SELECT x FROM y\";", false);
    check("src/read/mod.rs", "use std::net::TcpStream;", true);
    check("src/collect/fetch.rs", "use std::net::TcpStream;", false);
    check("src/cli/sending.rs", "use lettre::Message;", true);
    check("src/ledger/server/connect.rs", "use std::net::IpAddr;", false);
    check("src/ledger/server/connect.rs", "use postgres::NoTls;", false);
    check("src/ledger/server/log.rs", "use std::net::IpAddr;", true);
    check("src/ledger/server/log.rs", "use postgres::GenericClient;", false);
    check("src/ledger/server/log.rs", "let client = config.connect(NoTls);", true);
    check("src/ledger/store.rs", "use postgres::GenericClient;", true);
    check("src/web/listen.rs", "use tokio::net::TcpListener;", false);
    check("src/web/door.rs", "use std::net::TcpListener;", true);
    check("src/read/mod.rs", "use std::fs;", true);
    check("src/read/mod.rs", "std::io::stdout().write_all(b)", true);
    check("src/read/mod.rs", "std::io::Read::read_to_end(&mut bytes, &mut out)", false);
    check("src/read/mod.rs", "let now = Timestamp::now();", true);
    check("src/weave/story.rs", "let t = std::time::Instant::now();", true);
    check("src/cli/read.rs", "use std::fs;", false);
    check("src/read/mod.rs", "// reads no std::fs\nuse crate::record::Text;", false);
    check("src/read/mod.rs", "use crate::record::Text;\n#[cfg(test)]\nmod tests { use std::fs; }", false);
    check("src/record/text.rs", "use crate::read::Reader;", true);
    check("src/read/mod.rs", "use crate::collect::local;", true);
    check("src/read/mod.rs", "use crate::{record::Text, knowledge};", false);
    check("src/read/mod.rs", "use crate::{record::{Text, Span}, ledger};", true);
    check("src/ledger/store.rs", "fn f(x: crate::digest::Digest) {}", true);
    check("src/publish/html.rs", "use crate::digest::Digest;", false);
    check("src/record/mod.rs", "use crate::cli::run;", true);
    check("src/read/mod.rs", "use crate::intake::Raw;", true);
    check("python/src/ledger.rs", "use diplomacy_watch::ledger::Filter;", false);
    check("python/src/ledger.rs", "use diplomacy_watch::{read, web::listen};", true);
    check("python/src/ledger.rs", "let sql = \"SELECT x FROM y\";", true);
    check("python/src/stream.rs", "use std::net::TcpStream;", true);
}
