//! The program serving, in a folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A document as a line of JSON.
pub fn line(id: &str, day: &str, text: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"published\":\"{day}\",\"outlet\":\"Example Wire\",\"kind\":\"wire\",\"country\":\"CHE\",\
         \"title\":\"Talks {id}\",\"url\":\"https://example.org/{id}\",\"text\":\"{text}\"}}\n"
    )
}

/// The program serving a ledger; it ends with this.
pub struct Server {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

/// What it answered.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diplomacy-watch"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("DIPLOMACY_WATCH_LEDGER")
        .env_remove("DIPLOMACY_WATCH_TOKEN");
    command
}

fn ledger(lines: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let read = command(folder.path(), &["import", "a.jsonl", "--reader", "fast"]).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    folder
}

const ONE: &str = "The French envoy met the German envoy in Geneva.";

impl Server {
    /// Serving a document to whoever sits at this machine.
    pub fn open() -> Self {
        Self::with(&line("one", "2022-03-07", ONE))
    }

    pub fn with(lines: &str) -> Self {
        Self::start(ledger(lines), &["serve", "--listen", "127.0.0.1:0"])
    }

    /// Serving on every address; Ann has a password.
    pub fn guarded(token: &str) -> Self {
        let folder = ledger(&line("one", "2022-03-07", ONE));
        let mut add = command(folder.path(), &["serve", "--add-person", "Ann"])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        add.stdin.take().unwrap().write_all(b"correct-horse-battery\n").unwrap();
        assert!(add.wait().unwrap().success());
        Self::start(folder, &["serve", "--listen", "0.0.0.0:0", "--token", token])
    }

    /// What it says where it will not serve.
    pub fn refused(arguments: &[&str]) -> String {
        let folder = ledger(&line("one", "2022-03-07", ONE));
        let done = command(folder.path(), &[&["serve"], arguments].concat()).output().unwrap();
        assert_eq!(done.status.code(), Some(2));
        String::from_utf8(done.stderr).unwrap()
    }

    fn start(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut child = command(folder.path(), arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut told = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut told).unwrap();
        let port = told.trim_end_matches(['/', '\n']).rsplit(':').next().unwrap().parse().unwrap();
        Self { child, port, _folder: folder }
    }

    pub fn get(&self, target: &str) -> Got {
        self.ask("GET", target, &[], "")
    }

    /// What the API gives.
    #[track_caller]
    pub fn api(&self, target: &str) -> Value {
        let got = self.get(&format!("/api/v1{target}"));
        assert_eq!(got.status, 200, "{}", got.body);
        serde_json::from_str(&got.body).unwrap()
    }

    /// The cookie that a page gives a new visitor, and the pass of its forms.
    pub fn pass(&self, target: &str) -> (String, String) {
        let got = self.get(target);
        let cookie = got.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let pass = got.body.split("name=\"pass\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        (cookie, pass.to_owned())
    }

    pub fn ask(&self, verb: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Got {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut head =
            format!("{verb} {target} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Got { status, headers, body: body.to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
