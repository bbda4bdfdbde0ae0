//! The optional writer: a server on this machine that answers well, badly, slowly and
//! maliciously.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::{Called, Place};

/// What is asked of the server, and the connection on which it answers.
struct Asked<'s> {
    body: Value,
    stream: &'s mut TcpStream,
}

impl Asked<'_> {
    /// The sentence that is to be rephrased.
    fn sentence(&self) -> String {
        self.body["messages"][1]["content"].as_str().unwrap().to_owned()
    }

    /// Answers as a language model does.
    fn say(&mut self, words: &str) {
        let answer = json!({"id": "x", "choices": [{"index": 0, "finish_reason": "stop",
            "message": {"role": "assistant", "content": words}}]});
        self.respond("200 OK", "", answer.to_string().as_bytes());
    }

    fn respond(&mut self, status: &str, fields: &str, body: &[u8]) {
        let head = format!(
            "HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        // Whoever asked may be gone, which is what some tests are about.
        let _ = self.stream.write_all(head.as_bytes()).and_then(|()| self.stream.write_all(body));
    }
}

/// Starts a server; what it was asked can be received, head and body.
fn server(answer: impl Fn(&mut Asked) + Send + 'static) -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let Some((head, body)) = read(&mut stream) else { continue };
            let _ = tell.send((head, body.clone()));
            answer(&mut Asked { body, stream: &mut stream });
        }
    });
    (format!("http://localhost:{port}/v1/chat/completions"), told)
}

fn read(stream: &mut TcpStream) -> Option<(String, Value)> {
    let mut got = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&got).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.to_lowercase().split("content-length: ").nth(1)?.lines().next()?.parse().ok()?;
            if body.len() >= length {
                return Some((head.to_owned(), serde_json::from_str(body).ok()?));
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(n) => got.extend_from_slice(&buffer[..n]),
        }
    }
}

/// A place whose ledger has documents of a week.
fn place() -> Place {
    let place = Place::new();
    let document = |outlet: &str, country: &str, text: &str| {
        format!(
            "---\noutlet: {outlet}\nkind: official\ncountry: {country}\npublished: 2022-03-08\n---\n\n{text}\n"
        )
    };
    place
        .file(
            "in/a.md",
            document("Kremlin", "RUS", "President Vladimir Putin met President Emmanuel Macron of France in Moscow. The two leaders discussed the prospects of a ceasefire."),
        )
        .file(
            "in/b.md",
            document("White House", "USA", "President Joe Biden reportedly did not speak with Prime Minister Naftali Bennett of Israel by telephone."),
        )
        .file("plain.toml", "");
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    place
}

/// Has the writer at an address.
fn configure(place: &Place, address: &str, more: &str) {
    place.file(
        "watch.toml",
        format!(
            "[collect]\nprivate_hosts = [\"localhost\"]\n\
             [writer]\naddress = \"{address}\"\nmodel = \"a-model\"\nseconds = 0.4\n{more}"
        ),
    );
}

const DIGEST: [&str; 3] = ["digest", "--format", "json"];

fn digest(place: &Place) -> (Called, Value) {
    let got = place.call(&DIGEST);
    got.ends(0, &["the writer rephrased"]);
    let digest = serde_json::from_str(&got.out).unwrap();
    (got, digest)
}

fn sentences(digest: &Value) -> Vec<Value> {
    let sections = digest["sections"].as_array().unwrap().iter();
    let items = sections.flat_map(|section| section["items"].as_array().unwrap());
    items.flat_map(|item| item["sentences"].as_array().unwrap().clone()).collect()
}

/// The digest as it is without a writer.
fn ours(place: &Place) -> Value {
    let arguments: Vec<&str> = DIGEST.into_iter().chain(["--config", "plain.toml"]).collect();
    let got = place.call(&arguments);
    got.ends(0, &[]);
    assert!(!got.err.contains("writer"), "{}", got.err);
    serde_json::from_str(&got.out).unwrap()
}

/// Who tells it to the front: "…, the Kremlin said on Tuesday." to "The Kremlin said on Tuesday
/// that …".
fn well(sentence: &str) -> String {
    match sentence.trim_end_matches('.').rsplit_once(", the ") {
        Some((told, teller)) if teller.contains(" said") => format!("The {teller} that {told}."),
        _ => sentence.to_owned(),
    }
}

#[test]
fn a_good_answer_is_printed_with_ours_beside_it() {
    let (address, told) = server(|asked| {
        let words = well(&asked.sentence());
        asked.say(&words);
    });
    let place = place();
    configure(&place, &address, "key_file = \"key\"\n");
    place.file("key", "sk-secret\n");
    let (got, digest) = digest(&place);
    let before = ours(&place);
    let (told_now, told_before) = (sentences(&digest), sentences(&before));
    assert_eq!(told_now.len(), told_before.len());
    let changed: Vec<&Value> = told_now.iter().filter(|one| one.get("rephrased").is_some()).collect();
    assert!(!changed.is_empty(), "{}", got.out);
    for (now, before) in told_now.iter().zip(&told_before) {
        assert_eq!(now["citations"], before["citations"]);
        match now.get("rephrased") {
            None => assert_eq!(now, before),
            Some(was) => {
                assert_eq!(*was, before["text"]);
                assert_eq!(now["text"], well(was.as_str().unwrap()));
            }
        }
    }
    assert_eq!(digest["writing"]["writer"], "a-model");
    assert_eq!(digest["writing"]["rephrased"], changed.len());
    assert!(before.get("writing").is_none() && digest["title"] == before["title"]);
    // Each sentence was sent by itself, with the instructions and the key, and nothing else.
    let asked: Vec<(String, Value)> = told.try_iter().collect();
    assert!(!asked.is_empty());
    for (head, body) in &asked {
        assert!(head.starts_with("POST /v1/chat/completions HTTP/1.1"), "{head}");
        assert!(head.to_lowercase().contains("authorization: bearer sk-secret"), "{head}");
        let messages = body["messages"].as_array().unwrap();
        assert_eq!((messages.len(), &body["model"], &body["stream"]), (2, &json!("a-model"), &json!(false)));
        assert!(told_before.iter().any(|one| one["text"] == messages[1]["content"]), "{body}");
    }
    assert!(!got.err.contains("sk-secret") && !got.out.contains("sk-secret"));
    // Every form says so.
    for format in ["markdown", "html"] {
        let printed = place.call(&["digest", "--format", format]);
        assert!(printed.ends(0, &[]).out.contains("Put in other words"), "{}", printed.out);
    }
}

/// Whatever is answered, the digest is the one without a writer.
#[track_caller]
fn check_refused(place: &Place, answer: impl Fn(&str) -> String + Send + 'static) {
    let (address, _told) = server(move |asked| {
        let words = answer(&asked.sentence());
        asked.say(&words);
    });
    configure(place, &address, "");
    let (got, digest) = digest(place);
    assert!(!sentences(&digest).iter().any(|one| one.get("rephrased").is_some()), "{}", got.out);
    assert_eq!(digest["writing"]["rephrased"], 0);
    assert!(digest["writing"]["refused"].as_u64().unwrap() > 0, "{}", got.err);
}

#[test]
fn bad_answers_are_refused() {
    let place = place();
    check_refused(&place, |_| String::new());
    check_refused(&place, |ours| ours.repeat(300));
    check_refused(&place, |ours| format!("Here is the sentence: {ours}"));
    check_refused(&place, |ours| format!("{ours}\n\n{ours}"));
    check_refused(&place, |ours| {
        ours.replace("reportedly ", "").replace(" not ", " ").replace(" said", " confirmed")
    });
    check_refused(&place, |ours| {
        ours.replace("Macron", "Scholz").replace("Biden", "Harris").replace("the ", "The ")
    });
    check_refused(&place, |ours| {
        let swapped = ours
            .replace("Vladimir Putin", "@")
            .replace("Emmanuel Macron", "Vladimir Putin")
            .replace('@', "Emmanuel Macron");
        swapped
            .replace("Joe Biden", "@")
            .replace("Naftali Bennett", "Joe Biden")
            .replace('@', "Naftali Bennett")
    });
}

#[test]
fn malicious_answers_are_refused() {
    let place = place();
    check_refused(&place, |ours| format!("<script>alert(1)</script>{ours}"));
    check_refused(&place, |ours| ours.replace(' ', " \u{202e}"));
    check_refused(&place, |ours| format!("{} [12].", ours.trim_end_matches('.')));
    check_refused(&place, |ours| format!("{} (https://example.org/x).", ours.trim_end_matches('.')));
    check_refused(&place, |_| {
        "President Vladimir Putin of Russia surrendered, according to the Kremlin.".to_owned()
    });
}

/// Ours stand, and what is wrong is told.
#[track_caller]
fn check_unanswered(place: &Place, expected: &str, answer: impl Fn(&mut Asked) + Send + 'static) {
    let (address, told) = server(answer);
    configure(place, &address, "");
    let started = Instant::now();
    let (got, digest) = digest(place);
    got.ends(0, &[expected, "localhost"]);
    assert!(started.elapsed() < Duration::from_secs(20), "it went on for {:?}", started.elapsed());
    assert!(!sentences(&digest).iter().any(|one| one.get("rephrased").is_some()), "{}", got.out);
    assert_eq!(digest["writing"]["rephrased"], 0);
    assert!(digest["writing"]["unanswered"].as_u64().unwrap() > 0);
    assert!(told.try_iter().count() <= 3, "it is not asked for ever");
}

#[test]
fn what_is_no_answer_leaves_ours() {
    let place = place();
    check_unanswered(&place, "the answer is none of a language model", |asked| {
        asked.respond("200 OK", "", b"not json")
    });
    check_unanswered(&place, "it has no choices", |asked| asked.respond("200 OK", "", b"{\"choices\": []}"));
    check_unanswered(&place, "the server answered 500", |asked| {
        asked.respond("500 Internal Server Error", "", b"{}")
    });
    check_unanswered(&place, "the server answered 302", |asked| {
        asked.respond("302 Found", "Location: http://169.254.169.254/latest/\r\n", b"")
    });
    check_unanswered(&place, "the answer is larger than 262144 bytes", |asked| {
        asked.respond("200 OK", "", &vec![b' '; 1 << 20])
    });
    check_unanswered(&place, "the answer is none of a language model", |asked| {
        asked.respond("200 OK", "", "[".repeat(100_000).as_bytes())
    });
    check_unanswered(&place, "broke off", |asked| {
        let _ = asked.stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"choices\"");
    });
}

#[test]
fn a_slow_server_is_not_waited_for() {
    let place = place();
    check_unanswered(&place, "no full answer within 0.4 seconds", |asked| {
        // Byte by byte, so that no single wait is long.
        let _ = asked.stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        for _ in 0..20 {
            std::thread::sleep(Duration::from_millis(50));
            if asked.stream.write_all(b" ").is_err() {
                return;
            }
        }
    });
}

#[test]
fn it_is_asked_under_the_guard_of_fetching() {
    let (address, told) = server(|asked| asked.say("x"));
    let place = place();
    configure(&place, &address, "");
    let config = std::fs::read_to_string(place.path("watch.toml")).unwrap();
    place.file("watch.toml", config.replace("private_hosts = [\"localhost\"]\n", ""));
    let (got, _) = digest(&place);
    got.ends(0, &["localhost is at ", "private_hosts"]);
    assert_eq!(told.try_iter().count(), 0);
    let named: Vec<&str> = DIGEST.into_iter().chain(["--private-host", "localhost"]).collect();
    place.call(&named).ends(0, &["the writer rephrased 0"]);
    assert!(told.try_iter().count() > 0);
}

#[test]
fn what_is_wrong_with_the_configuration_is_told_before_anything_is_read() {
    let place = place();
    configure(&place, "http://localhost:1/v1/chat/completions", "key_file = \"nowhere\"\n");
    place.call(&DIGEST).ends(1, &["cannot read the writer's key in nowhere"]);
    place.file("key", "sk-\nX-Other: head");
    let config = std::fs::read_to_string(place.path("watch.toml")).unwrap().replace("nowhere", "key");
    place.file("watch.toml", &config);
    place.call(&DIGEST).ends(1, &["[writer]", "holds signs that no key has"]);
    place
        .file("key", "sk-secret")
        .file("watch.toml", config.replace("http://localhost", "http://example.org"));
    let refused = place.call(&DIGEST);
    refused.ends(1, &["would be sent unencrypted"]);
    assert!(!refused.err.contains("sk-secret"), "{}", refused.err);
    place.file("watch.toml", "[writer]\naddress = \"http://localhost/v1\"\nmodel = \"m\"\n");
    place.call(&DIGEST).ends(1, &["watch.toml:1: [writer]: "]);
    place.file("watch.toml", "");
    let unused: Vec<&str> = DIGEST.into_iter().chain(["--private-host", "localhost"]).collect();
    place.call(&unused).ends(2, &["--private-host is about mail and the writer"]);
}
