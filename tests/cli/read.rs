//! `read` as it is called: what comes in, what comes out, how it ends.

use std::io::Read;
use std::process::Stdio;

use crate::common::Place;

const LINE: &str = r#"{"id":"1","text":"Macron met Scholz in Berlin.","published":"2022-03-07"}"#;

#[test]
fn a_line_of_json_comes_back_with_its_fields() {
    let place = Place::new();
    let got = place
        .file("a.jsonl", format!("{LINE}\n\n{}\n", LINE.replace("\"1\"", "\"2\"")))
        .call(&["read", "a.jsonl"]);
    let documents = got.is_fine().json();
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0]["path"], "a.jsonl");
    assert_eq!(documents[1]["id"], "2");
    assert_eq!(documents[0]["published"], "2022-03-07");
    assert_eq!(documents[0]["text"], "Macron met Scholz in Berlin.");
    for field in ["url", "outlet", "kind", "country", "title"] {
        assert!(documents[0][field].is_null(), "{field}");
    }
    for field in
        ["warnings", "sentences", "mentions", "attributions", "contacts", "positions", "events", "silences"]
    {
        assert!(documents[0][field].is_array(), "{field}");
    }
}

#[test]
fn text_is_kept_byte_for_byte() {
    let place = Place::new();
    let text = "\u{feff}---\ntitle: no head\n---\r\n\n  They met. \n\n";
    let got = place.file("a.txt", text).call(&["read", "--as", "text", "a.txt"]);
    assert_eq!(got.is_fine().json()[0]["text"], text);
    assert!(got.json()[0]["title"].is_null());
}

#[test]
fn a_folder_is_read_in_order_whatever_lies_in_it() {
    let place = Place::new();
    place
        .file("in/b.html", "<html><head><title>Envoys meet</title></head><body><article><p>Two envoys met in Geneva on Monday to talk about grain.</p></article></body></html>")
        .file("in/a.md", "---\ntitle: Talks\noutlet: Example Wire\nkind: wire\ncountry: CHE\npublished: 2023-06-26\n---\n\nThey met.\n")
        .file("in/c/d.txt", "They parted.")
        .file("in/e.jsonl", LINE)
        .file("in/README.md", "Not a document.")
        .file("in/picture.png", b"\x89PNG")
        .file("in/.hidden.txt", "Hidden.");
    let got = place.call(&["read", "in"]);
    let documents = got.is_fine().json();
    let paths: Vec<_> = documents.iter().map(|document| document["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["in/a.md", "in/b.html", "in/c/d.txt", "in/e.jsonl"]);
    assert_eq!(documents[0]["title"], "Talks");
    assert_eq!(documents[0]["text"], "They met.\n");
    assert_eq!(documents[1]["title"], "Envoys meet");
    assert!(documents[1]["text"].as_str().unwrap().contains("met in Geneva"));
}

#[test]
fn standard_input_is_told_by_its_content() {
    let place = Place::new();
    let kind = |input: &[u8]| {
        let got = place.call_with(&["read", "-"], input);
        let document = got.is_fine().json().remove(0);
        assert!(document["path"].is_null());
        document
    };
    assert_eq!(kind(LINE.as_bytes())["id"], "1");
    assert_eq!(kind(b"They met.\n")["text"], "They met.\n");
    assert_eq!(kind(b"<!doctype html><title>Talks</title><p>They met in Geneva to talk.")["title"], "Talks");
}

#[test]
fn date_and_outlet_fill_only_what_is_missing() {
    let place = Place::new();
    let lines = format!("{LINE}\n{}\n", r#"{"text":"They met.","outlet":"Own"}"#);
    let got =
        place.file("a.jsonl", lines).call(&["read", "a.jsonl", "--date", "2023-07-07", "--outlet", "Given"]);
    let documents = got.is_fine().json();
    assert_eq!(
        (&documents[0]["published"], &documents[0]["outlet"]),
        (&"2022-03-07".into(), &"Given".into())
    );
    assert_eq!((&documents[1]["published"], &documents[1]["outlet"]), (&"2023-07-07".into(), &"Own".into()));
}

#[test]
fn a_document_without_words_is_a_record_with_a_warning() {
    let place = Place::new();
    place.file("empty.txt", "").file("blank.jsonl", "{\"text\": \" \"}").file("empty.html", "<html></html>");
    let got = place.call(&["read", "empty.txt", "blank.jsonl", "empty.html"]);
    for document in got.is_fine().json() {
        assert!(
            document["warnings"].as_array().unwrap().iter().any(|w| w == "The document has no text."),
            "{document}"
        );
    }
    assert_eq!(got.json().len(), 3);
    assert_eq!(place.file("none.jsonl", "").call(&["read", "none.jsonl"]).is_fine().out, "");
}

/// What is wrong is told with its place, after which everything else is still read.
#[track_caller]
fn check_bad(name: &str, content: impl AsRef<[u8]>, told: &[&str]) {
    let place = Place::new();
    place.file(name, content).file("good.txt", "They met.");
    let got = place.call(&["read", name, "good.txt"]);
    got.ends(1, told).ends(1, &[name]);
    assert_eq!(got.json().last().unwrap()["path"], "good.txt");
}

#[test]
fn bad_inputs_are_told_with_place_and_remedy() {
    check_bad("a.txt", b"caf\xe9", &["a.txt:1: is not UTF-8 from byte 3 on", "iconv"]);
    check_bad("a.txt", b"one\ntwo\0", &["not text", "a binary file"]);
    check_bad("a.txt", b"\x89PNG\r\n\x1a\n", &["a picture, not text", "give its text"]);
    check_bad("a.txt", b"\xff\xfeh\0i\0", &["UTF-16LE", "iconv -f UTF-16LE"]);
    check_bad("a.pdf", b"%PDF-1.7 x", &["is a PDF file that cannot be read", "give another copy"]);
    check_bad("a.warc", b"WARC/1.0\r\n", &["a.warc: breaks off in record 1"]);
    check_bad("a.xml", "<?xml version=\"1.0\"?><rss></rss>", &["a feed, which is not read yet"]);
    check_bad("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\xffnonsense", &["gzip data are broken"]);
    check_bad(
        "a.jsonl",
        format!("{LINE}\n{{\"title\":\"x\"}}\n"),
        &["a.jsonl:2: no \"text\"; each document needs one"],
    );
    check_bad(
        "a.jsonl",
        format!("\n{LINE}\n{{\"text\":\n{LINE}\n"),
        &["a.jsonl:3: not a JSON object", "column 8"],
    );
    check_bad("a.jsonl", "[{\"text\":\"x\"}]", &["a.jsonl:1: not a JSON object", "one document"]);
    check_bad("a.jsonl", b"{\"text\":\"\xff\"}", &["a.jsonl:1: is not UTF-8 from byte 9 on"]);
    check_bad(
        "a.jsonl",
        r#"{"text":"x","published":"7 March"}"#,
        &["a.jsonl:1: \"published\": \"7 March\" is no date; write 2022-03-07"],
    );
    check_bad("a.jsonl", r#"{"text":"x","kind":"blog"}"#, &["\"kind\" is \"blog\"; write press, wire"]);
    check_bad(
        "a.jsonl",
        r#"{"text":"x","country":"Ukraine"}"#,
        &["\"country\" is \"Ukraine\"; write the three capital letters"],
    );
    check_bad("a.jsonl", r#"{"text":7}"#, &["\"text\" is a number"]);
    check_bad(
        "a.md",
        "---\ntitle: x\npublished: soon\n---\n",
        &["a.md:3: \"published\": \"soon\" is no date"],
    );
}

#[test]
fn good_lines_around_a_bad_one_are_read() {
    let place = Place::new();
    let got = place.file("a.jsonl", format!("{LINE}\nbad\n{LINE}\n")).call(&["read", "a.jsonl"]);
    assert_eq!(got.ends(1, &["a.jsonl:2"]).json().len(), 2);
}

#[test]
fn a_file_of_another_kind_does_not_drown_the_terminal() {
    let place = Place::new();
    place.file("a.jsonl", "not json\n".repeat(1000)).file("b.jsonl", "not json\n").file("c.jsonl", LINE);
    let got = place.call(&["read", "a.jsonl", "b.jsonl", "c.jsonl"]);
    got.ends(1, &["a.jsonl:20: ", "a.jsonl: 980 more lines are wrong", "b.jsonl:1: "]);
    assert_eq!((got.err.lines().count(), got.json().len()), (22, 1));
}

#[test]
fn paths_that_lead_nowhere_are_told() {
    let place = Place::new();
    place.file("good.txt", "They met.").file("in/picture.png", "x");
    let got = place.call(&["read", "gone.txt", "in", "good.txt"]);
    got.ends(
        1,
        &["gone.txt: no such file or folder", "in: the folder holds no document; documents end in .txt"],
    );
    assert_eq!(got.json().len(), 1);
}

#[test]
fn wrong_usage_ends_with_two() {
    let place = Place::new();
    place.file("a.txt", "x");
    place.call(&["read"]).ends(2, &["PATH"]);
    place.call(&["read", "a.txt", "--date", "2023-02-30"]).ends(2, &["2023-02-30", "is no date"]);
    place.call(&["read", "a.txt", "--as", "novel"]).ends(2, &["novel", "page, text, jsonl"]);
    place.call(&["read", "a.txt", "--reader", "careless"]).ends(2, &["careless"]);
    place.call(&["read", "a.txt", "--threads", "0"]).ends(2, &["--threads"]);
    place.call(&["reed", "a.txt"]).ends(2, &["reed"]);
    place.call(&[]).ends(2, &["Usage"]);
    place.call(&["--version"]).is_fine();
}

#[test]
fn the_order_does_not_depend_on_the_number_of_threads() {
    let place = Place::new();
    let lines: String = (0..300)
        .map(|i| format!("{{\"id\":\"{i}\",\"text\":\"{}\"}}\n", "They met. ".repeat(i * 37 % 50)))
        .collect();
    place.file("a.jsonl", lines);
    let one = place.call(&["read", "a.jsonl", "--reader", "fast", "--threads", "1"]);
    let four = place.call(&["read", "a.jsonl", "--reader", "fast", "--threads", "4"]);
    assert_eq!(one.is_fine().out, four.is_fine().out);
    assert_eq!(one.json()[299]["id"], "299");
}

#[test]
fn any_number_of_threads_reads_the_same_with_care() {
    let place = Place::new();
    let said = "The envoy reportedly met the minister, two aides told the paper. “Not so,” he said. ";
    let lines: String =
        (0..8).map(|i| format!("{{\"id\":\"{i}\",\"text\":\"{}\"}}\n", said.repeat(1 + i % 3))).collect();
    place.file("a.jsonl", lines);
    let by = |threads| place.call(&["read", "a.jsonl", "--reader", "careful", "--threads", threads]);
    let one = by("1");
    assert!(one.is_fine().json()[7]["attributions"][0]["rule"].as_str().is_some());
    for threads in ["2", "5"] {
        assert_eq!(by(threads).is_fine().out, one.out);
    }
}

#[test]
fn what_the_encoders_library_prints_does_not_hang_the_program() {
    let place = Place::new();
    place.file("a.txt", "The envoy said no.");
    let mut command = place.command(&["read", "a.txt", "--reader", "careful"]);
    command.env("RTEN_TIMING", "1").stdout(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    let ended = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        child.try_wait().unwrap().is_some()
    });
    let _ = child.kill();
    assert!(ended);
}

#[test]
fn a_page_that_would_hang_an_extractor_is_read() {
    let place = Place::new();
    let page = format!("<html><body>{}<p>They met.", "<div>".repeat(20_000));
    let got = place.file("deep.html", page).call(&["read", "deep.html"]);
    let document = &got.is_fine().json()[0];
    assert_eq!(document["text"], "They met.");
    assert!(document["warnings"][0].as_str().unwrap().contains("nested"));
}

#[test]
fn a_large_text_is_read() {
    let place = Place::new();
    let text =
        "The envoys met in Geneva on Monday, the ministry said. They agreed to meet again.\n\n".repeat(8_000);
    assert!(text.len() > 600_000);
    let got = place.file("large.txt", &text).call(&["read", "large.txt", "--as", "text", "--reader", "fast"]);
    assert_eq!(got.is_fine().json()[0]["text"], text);
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let place = Place::new();
    place.file("a.jsonl", format!("{LINE}\n").repeat(20_000));
    let mut child =
        place.command(&["read", "a.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(err, "");
}

/// Development data that lie beside the repository, where they do.
fn shared(path: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn real_documents_are_read() {
    let Some(week) = shared("presidencies/2022-W10.jsonl") else { return };
    let got = Place::new().call(&["read", "--reader", "fast", week.to_str().unwrap()]);
    assert_eq!(got.is_fine().json().len(), 92);
}

/// A file of one page, in its plainest form.
fn pdf(words: &str) -> String {
    let content = format!("BT /F1 11 Tf 50 700 Td ({words}) Tj ET");
    format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
         3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n\
         4 0 obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\n\
         5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\nendobj\n\
         trailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n",
        content.len()
    )
}

#[test]
fn a_pdf_file_is_read_with_its_pages() {
    let place = Place::new();
    place
        .file("in/a.pdf", pdf("Macron met Scholz in Berlin on Monday."))
        .file("in/b.pdf", "%PDF-1.4\nno more");
    let read = place.call(&["read", "in"]);
    read.ends(1, &["in/b.pdf: is a PDF file that cannot be read"]);
    let document = &read.json()[0];
    assert_eq!(document["text"], "Macron met Scholz in Berlin on Monday.");
    assert_eq!(document["pages"], serde_json::json!([0]));
    assert_eq!(document["contacts"].as_array().unwrap().len(), 1);
    let id = document["contacts"][0]["id"].as_str().unwrap();
    place.call(&["import", "in/a.pdf"]).is_fine();
    let explained = place.call(&["explain", id]);
    assert!(explained.is_fine().out.contains("sentence, on page 1"), "{}", explained.out);
    place.call(&["check"]).is_fine();
}

#[test]
fn a_document_in_another_language_is_kept_and_not_read() {
    let place = Place::new();
    place.file("a.txt", "Президент України зустрівся з канцлером Німеччини в понеділок у Києві.");
    let read = place.call(&["read", "a.txt"]);
    let document = &read.is_fine().json()[0];
    assert_eq!(document["language"], "uk");
    assert_eq!(document["sentences"], serde_json::json!([]));
    assert!(document["warnings"][0].as_str().unwrap().contains("not in English"), "{document}");
}
