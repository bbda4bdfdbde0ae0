//! Mail, alerts and `run`: to a real SMTP server and a web server on this machine.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use diplomacy_watch::ledger::Ledger;
use rcgen::{CertifiedKey, generate_simple_self_signed};

use crate::common::Place;

/// A server of mail that appends what it is given to a file.
const SMTP: &str = "import asyncio, signal, ssl, sys\n\
    from aiosmtpd.controller import Controller\n\
    from aiosmtpd.smtp import AuthResult\n\
    class Keep:\n\
    \x20   async def handle_DATA(self, server, session, envelope):\n\
    \x20       with open(sys.argv[2], 'ab') as out:\n\
    \x20           out.write(b'RCPT ' + ','.join(envelope.rcpt_tos).encode() + b'\\n' + envelope.content + b'\\n=====\\n')\n\
    \x20       return '250 taken'\n\
    def known(server, session, envelope, mechanism, data):\n\
    \x20   return AuthResult(success=data.login == b'ann' and data.password == b'secret-word')\n\
    more = {}\n\
    if len(sys.argv) > 3:\n\
    \x20   context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n\
    \x20   context.load_cert_chain(sys.argv[3], sys.argv[4])\n\
    \x20   more = dict(tls_context=context, require_starttls=True, auth_required=True, authenticator=known)\n\
    Controller(Keep(), hostname='127.0.0.1', port=int(sys.argv[1]), **more).start()\n\
    print('ready', flush=True)\n\
    signal.pause()\n";

struct Smtp {
    child: Child,
    port: u16,
}

impl Smtp {
    /// `None`, and a word about it, where the program for it is not there.
    fn start(place: &Place, more: &[&str]) -> Option<Self> {
        let asked = Command::new("python3").args(["-c", "import aiosmtpd"]).output();
        if !asked.is_ok_and(|asked| asked.status.success()) {
            eprintln!("skipped: aiosmtpd is not there (tests/requirements.txt)");
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut child = Command::new("python3")
            .args(["-c", SMTP, &port.to_string(), "letters"])
            .args(more)
            .current_dir(place.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = [0; 6];
        child.stdout.take().unwrap().read_exact(&mut ready).unwrap();
        Some(Self { child, port })
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server of the web that answers every request with a status, and tells what was asked.
fn hook(status: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://localhost:{}/secret-path", listener.local_addr().unwrap().port());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut got = Vec::new();
            let mut buffer = [0; 4096];
            loop {
                let text = String::from_utf8_lossy(&got).into_owned();
                let length = text.to_lowercase().split("content-length: ").nth(1).and_then(|rest| {
                    rest.split("\r\n").next().and_then(|number| number.parse::<usize>().ok())
                });
                let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
                if body.is_some_and(|body| body >= length.unwrap_or(0)) {
                    break;
                }
                match stream.read(&mut buffer) {
                    Ok(0) | Err(_) => break,
                    Ok(n) => got.extend_from_slice(&buffer[..n]),
                }
            }
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes());
            let _ = tell.send(String::from_utf8_lossy(&got).into_owned());
        }
    });
    (url, told)
}

fn today() -> String {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date().to_string()
}

/// A document of today that tells a contact, with a title that would like to be a head.
fn document() -> String {
    format!(
        "---\ntitle: \"Talks: Bcc: eve@example.org\"\noutlet: Kremlin\nkind: official\ncountry: RUS\npublished: {}\n---\n\n\
         President Vladimir Putin met President Emmanuel Macron of France in Moscow.\n",
        today()
    )
}

fn mail(port: u16, more: &str) -> String {
    format!(
        "[collect]\nprivate_hosts = [\"localhost\"]\ndeadline = 5\n{{collect}}\
         [mail]\nserver = \"localhost\"\nport = {port}\nfrom = \"Watch <watch@example.org>\"\n\
         digest_to = [\"ann@example.org\", \"ben@example.org\"]\n{more}\n"
    )
}

fn letters(place: &Place) -> String {
    std::fs::read_to_string(place.path("letters")).unwrap_or_default()
}

#[test]
fn a_digest_goes_out_as_a_letter_in_two_forms() {
    let place = Place::new();
    let Some(smtp) = Smtp::start(&place, &[]) else { return };
    place.file("in/a.md", document());
    place.file("watch.toml", mail(smtp.port, "security = \"none\"").replace("{collect}", ""));
    let got = place.call(&["digest", "in", "--mail", "--reader", "fast"]);
    got.ends(0, &["was mailed to ann@example.org", "was mailed to ben@example.org"]);
    assert_eq!(got.out, "");
    let letters = letters(&place);
    assert_eq!(letters.matches("=====").count(), 2, "{letters}");
    for words in [
        "RCPT ann@example.org",
        "RCPT ben@example.org",
        "From: Watch <watch@example.org>",
        "Subject: Diplomacy Watch: ",
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(letters.contains(words), "{words}: {letters}");
    }
    assert!(!letters.lines().any(|line| line.starts_with("Bcc")), "{letters}");
    let to: Vec<&str> = letters.lines().filter(|line| line.starts_with("To: ")).collect();
    assert_eq!(to, ["To: ann@example.org", "To: ben@example.org"], "nobody sees who else gets it");
}

#[test]
fn a_password_is_sent_over_an_encrypted_connection_and_told_nowhere() {
    let place = Place::new();
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    place.file("cert.pem", cert.pem()).file("key.pem", signing_key.serialize_pem());
    let Some(smtp) = Smtp::start(&place, &["cert.pem", "key.pem"]) else { return };
    place.file("in/a.md", document()).file("password", "secret-word\n").file("wrong", "other-word");
    let login = "security = \"starttls\"\nuser = \"ann\"\npassword_file = \"password\"";
    let config = mail(smtp.port, login);
    place.file("watch.toml", config.replace("{collect}", "authorities = \"cert.pem\"\n"));
    let digest = ["digest", "in", "--mail", "--reader", "fast"];
    place.call(&digest).ends(0, &["was mailed to ann@example.org"]);
    assert_eq!(letters(&place).matches("=====").count(), 2);
    // A certificate that nobody vouches for, a wrong password, none at all.
    place.file("watch.toml", config.replace("{collect}", ""));
    let refused = place.call(&digest);
    refused.ends(1, &["cannot mail ann@example.org", "localhost did not take the letter"]);
    place.file(
        "watch.toml",
        config.replace("{collect}", "authorities = \"cert.pem\"\n").replace("\"password\"", "\"wrong\""),
    );
    let wrong = place.call(&digest);
    wrong.ends(1, &["localhost did not take the letter"]);
    assert!(!wrong.err.contains("other-word") && !refused.err.contains("secret-word"), "{}", wrong.err);
    place.file("watch.toml", config.replace("{collect}", "").replace("password_file = \"password\"", ""));
    place.call(&digest).ends(1, &["DIPLOMACY_WATCH_MAIL_PASSWORD"]);
    assert_eq!(letters(&place).matches("=====").count(), 2);
}

#[test]
fn private_hosts_get_no_mail_and_no_calls_unless_they_are_named() {
    let place = Place::new();
    let (url, told) = hook("200 OK");
    place.file("in/a.md", document());
    let config = mail(9, "security = \"none\"").replace("{collect}", "").replace("\"localhost\"]\n", "]\n");
    let alert = format!(
        "[[alert]]\nname = \"x\"\non = \"contact\"\nbetween = [\"RUS\", \"FRA\"]\nwebhook = \"{url}\"\n"
    );
    place.file("watch.toml", config + &alert);
    let refused = place.call(&["digest", "in", "--mail", "--reader", "fast"]);
    refused.ends(1, &["localhost is at ", "this machine itself", "private_hosts"]);
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    let refused = place.call(&["alerts", "--send"]);
    refused.ends(1, &["cannot call the webhook at localhost", "private_hosts"]);
    assert!(!refused.err.contains("secret-path"), "{}", refused.err);
    assert!(told.try_recv().is_err());
}

#[test]
fn an_alert_is_sent_once_on_each_way() {
    let place = Place::new();
    let (url, told) = hook("204 No Content");
    place.file("in/a.md", document());
    let alert = format!(
        "[collect]\nprivate_hosts = [\"localhost\"]\n\
         [[alert]]\nname = \"Moscow and Paris\"\non = \"contact\"\nbetween = [\"RUS\", \"FRA\"]\nwebhook = \"{url}\"\n\
         [[alert]]\nname = \"Elsewhere\"\non = \"contact\"\nbetween = [\"CHN\", \"FRA\"]\nwebhook = \"{url}\"\n\
         [[alert]]\nname = \"Words\"\non = \"search\"\nquery = \"Macron\"\nwebhook = \"{url}\"\n"
    );
    place.file("watch.toml", alert);
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    let tried = place.call(&["alerts", "--format", "jsonl"]).ends(0, &[]).json();
    let names: Vec<&str> = tried.iter().map(|line| line["alert"].as_str().unwrap()).collect();
    assert_eq!(names, ["Moscow and Paris", "Words"]);
    assert_eq!(tried[0]["waiting"][0], url);
    assert!(told.try_recv().is_err(), "trying sends nothing");
    let sent = place.call(&["alerts", "--send", "--format", "jsonl"]).ends(0, &[]).json();
    assert_eq!(sent[0]["waiting"], serde_json::json!([]));
    let posts: Vec<String> = told.try_iter().collect();
    assert_eq!(posts.len(), 2);
    let (head, body) = posts[0].split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /secret-path HTTP/1.1"), "{head}");
    assert!(head.to_lowercase().contains("content-type: application/json"), "{head}");
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["alert"], "Moscow and Paris");
    assert_eq!(body["matters"][0]["told"][0]["outlet"], "Kremlin");
    assert!(
        body["matters"][0]["told"][0]["words"].as_str().unwrap().contains("met President Emmanuel Macron")
    );
    place.call(&["alerts", "--send"]).ends(0, &[]);
    // Another paper tells the same contact: it is no news.
    place.file("in/b.md", document().replace("Kremlin", "Élysée").replace("country: RUS", "country: FRA"));
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    place.call(&["alerts", "--send"]).ends(0, &[]);
    let later: Vec<String> = told.try_iter().collect();
    assert!(later.iter().all(|post| post.contains("\"alert\":\"Words\"")), "{later:?}");
}

#[test]
fn a_kept_search_is_told_by_the_alert_that_it_was_given() {
    let place = Place::new();
    let (url, told) = hook("204 No Content");
    place.file("in/a.md", document());
    let alert = format!(
        "[collect]\nprivate_hosts = [\"localhost\"]\n\
         [[alert]]\nname = \"The desk\"\non = \"kept\"\nwebhook = \"{url}\"\n"
    );
    place.file("watch.toml", alert);
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    let ledger = Ledger::open(place.path("diplomacy-watch.db")).unwrap();
    for name in ["Macron", "Untold"] {
        ledger.save_search(name, "Macron", &format!("secret-{name}"), "Ann", jiff::Timestamp::now()).unwrap();
    }
    let kept = ledger.saved_searches().unwrap();
    assert!(ledger.set_alert_of_search(kept[0].key, Some("The desk")).unwrap());
    for _ in 0..2 {
        place.call(&["alerts", "--send"]).ends(0, &[]);
    }
    let posts: Vec<String> = told.try_iter().collect();
    assert_eq!(posts.len(), 1, "once, and only the search that has the alert: {posts:?}");
    assert!(posts[0].contains("\"alert\":\"The desk: Macron\""), "{}", posts[0]);
    let (sent, last) = ledger.sent_so_far("The desk: Macron").unwrap();
    assert!(sent == 1 && last.is_some());
    place.file(
        "watch.toml",
        "[[alert]]\nname = \"x\"\non = \"kept\"\nquery = \"a\"\nwebhook = \"https://example.org\"\n",
    );
    place.call(&["alerts"]).ends(1, &["watch.toml:2: the alert \"x\" does not take query"]);
}

#[test]
fn what_could_not_be_sent_is_tried_again() {
    let place = Place::new();
    let (url, told) = hook("500 Internal Server Error");
    place.file("in/a.md", document());
    place.file(
        "watch.toml",
        format!("[collect]\nprivate_hosts = [\"localhost\"]\n[[alert]]\nname = \"x\"\non = \"contact\"\nbetween = [\"RUS\", \"FRA\"]\nwebhook = \"{url}\"\n"),
    );
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    for _ in 0..2 {
        place.call(&["alerts", "--send"]).ends(1, &["the server answered 500"]);
        assert_eq!(told.try_iter().count(), 1);
    }
    place.file(
        "watch.toml",
        "[[alert]]\nname = \"x\"\non = \"search\"\nquery = \"-a\"\nwebhook = \"https://example.org\"\n",
    );
    place.call(&["alerts"]).ends(1, &["watch.toml:2: the alert \"x\""]);
}

fn wait_for(what: &str, mut is_there: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_there() {
        assert!(started.elapsed() < Duration::from_secs(120), "{what} did not come");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[cfg(unix)]
#[test]
fn run_collects_writes_sends_and_serves() {
    let place = Place::new();
    let Some(smtp) = Smtp::start(&place, &[]) else { return };
    place.file("in/a.md", document());
    let days = "[\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"]";
    let config = mail(smtp.port, &format!("security = \"none\"\ndigest_on = {days}\ndigest_at = \"00:00\""));
    let more = "[[source]]\nname = \"Ours\"\nfolder = \"in\"\nevery = \"1m\"\n\
        [[alert]]\nname = \"Moscow and Paris\"\non = \"contact\"\nbetween = [\"RUS\", \"FRA\"]\nmail = [\"cleo@example.org\"]\n";
    place.file("watch.toml", config.replace("{collect}", "") + more);
    let run = |place: &Place| {
        let arguments = ["run", "--reader", "fast", "--digests", "out", "--listen", "127.0.0.1:0"];
        place.command(&arguments).stdout(std::fs::File::create(place.path("told")).unwrap()).spawn().unwrap()
    };
    let end = |mut child: Child| {
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
    };
    let told = |place: &Place| std::fs::read_to_string(place.path("told")).unwrap();
    let child = run(&place);
    wait_for("the letters", || letters(&place).matches("=====").count() == 3);
    wait_for("the address of the page", || told(&place).contains("http://127.0.0.1:"));
    let address =
        told(&place).lines().find_map(|line| line.strip_prefix("http://").map(str::to_owned)).unwrap();
    let mut page = std::net::TcpStream::connect(address.trim_end_matches('/')).unwrap();
    page.write_all(
        format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", address.trim_end_matches('/'))
            .as_bytes(),
    )
    .unwrap();
    let mut answer = String::new();
    page.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("Macron"), "{answer}");
    assert!(files(&place.path("out")).iter().any(|name| name.ends_with(".docx")));
    end(child);
    let letters_then = letters(&place);
    assert!(
        letters_then.contains("RCPT cleo@example.org")
            && letters_then.contains("Subject: Moscow and Paris: meeting")
    );
    // It goes on where it was: nobody gets a thing twice.
    let child = run(&place);
    wait_for("the address of the page", || told(&place).contains("http://127.0.0.1:"));
    std::thread::sleep(Duration::from_secs(2));
    end(child);
    assert_eq!(letters(&place), letters_then);
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
