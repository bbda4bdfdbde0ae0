//! `digest` as it is called: weeks, scopes, formats, exits.

use crate::common::Place;

const CALL: &str = "---\ntitle: Telephone conversation with the Prime Minister of Israel\noutlet: Kremlin\n\
    kind: official\ncountry: RUS\nurl: https://example.org/kremlin/call\npublished: 2022-03-08\n---\n\n\
    Vladimir Putin had a telephone conversation with Prime Minister of Israel Naftali Bennett.\n\n\
    The parties discussed the war in Ukraine. They agreed to continue their dialogue.\n";

const VISIT: &str = "---\ntitle: A visit\noutlet: White House\nkind: official\ncountry: USA\n\
    url: javascript:alert(1)\npublished: 2022-03-10\n---\n\n\
    President Joe Biden met President Iván Duque of Colombia in Washington today.\n\n\
    They discussed <script>alert(1)</script> and trade.\n";

fn place() -> Place {
    let place = Place::new();
    place.file("in/call.md", CALL).file("in/visit.md", VISIT);
    place
}

#[test]
fn a_digest_of_a_folder_cites_every_sentence() {
    let place = place();
    let got = place.call(&["digest", "in", "--format", "json"]);
    let digest: serde_json::Value = serde_json::from_str(&got.ends(0, &[]).out).unwrap();
    assert_eq!(digest["week"], "2022-W10");
    assert!(digest["title"].as_str().unwrap().starts_with("Diplomacy Watch: "));
    let mut claims = 0;
    for section in digest["sections"].as_array().unwrap() {
        for sentence in
            section["items"].as_array().unwrap().iter().flat_map(|i| i["sentences"].as_array().unwrap())
        {
            let citations = sentence["citations"].as_array().unwrap();
            match sentence["kind"].as_str().unwrap() {
                "claim" => {
                    claims += 1;
                    assert!(!citations.is_empty(), "{sentence}");
                    assert!(citations.iter().all(|citation| !citation["quote"].as_str().unwrap().is_empty()));
                }
                "absence" => assert!(sentence["basis"].is_object(), "{sentence}"),
                kind => panic!("{kind}"),
            }
        }
    }
    assert!(claims > 0);
}

/// LibreOffice opens the Word document, and its footnotes are there.
#[test]
fn a_word_document_has_its_citations_as_footnotes() {
    let place = place();
    let print = || place.command(&["digest", "in", "--format", "docx"]).output().unwrap();
    let (first, second) = (print(), print());
    assert!(first.status.success() && first.stdout == second.stdout, "the same bytes");
    place.file("watch.docx", &first.stdout);
    let profile = format!("-env:UserInstallation=file://{}", place.path("profile").display());
    let converted = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "html", "--outdir"])
        .arg(place.path("out"))
        .arg(place.path("watch.docx"))
        .output();
    let Ok(converted) = converted else {
        eprintln!("skipped: LibreOffice (soffice) is not there");
        return;
    };
    let text = std::fs::read_to_string(place.path("out/watch.html"))
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&converted.stderr)));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Diplomacy Watch: ",
        "Kremlin, 2022-03-08",
        "Telephone conversation with the Prime Minister of Israel",
        "https://example.org/kremlin/call",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(text.contains("footnote"), "{text}");
    assert!(!text.contains("href=\"javascript:"), "{text}");
}

#[test]
fn the_readme_shows_what_its_command_prints() {
    let root = env!("CARGO_MANIFEST_DIR");
    let weeks = [format!("{root}/examples/2023-W26"), format!("{root}/examples/2023-W27")];
    let place = Place::new();
    let got = place.call(&["digest", &weeks[0], &weeks[1], "--parties", "RUS,UKR,USA"]);
    let digest = got.ends(0, &[]).out.clone();
    let readme = std::fs::read_to_string(format!("{root}/README.md")).unwrap();
    let shown: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("> ")).filter(|line| *line != "…").collect();
    assert!(shown.len() >= 5, "README shows an excerpt");
    for line in shown {
        // A citation is shown without its link.
        let words = line.trim_matches('*').split("], ").last().unwrap_or(line);
        assert!(digest.contains(words), "README shows what is no longer printed: {words}");
    }
}

#[test]
fn the_order_of_the_inputs_changes_nothing() {
    let place = place();
    let one = place.call(&["digest", "in/call.md", "in/visit.md"]);
    let other = place.call(&["digest", "in/visit.md", "in/call.md"]);
    assert_eq!(one.ends(0, &[]).out, other.ends(0, &[]).out);
}

#[test]
fn what_lies_outside_the_scope_stays_out() {
    let place = place();
    let scoped = place.call(&["digest", "in", "--parties", "RUS,UKR,USA"]);
    assert!(!scoped.ends(0, &[]).out.contains("Duque"));
    assert!(scoped.out.contains("Bennett"));
    let open = place.call(&["digest", "in"]);
    assert!(open.ends(0, &[]).out.contains("Duque"));
    place.file("watch.toml", "[scope]\nparties = [\"RUS\", \"UKR\", \"USA\"]\n");
    assert_eq!(place.call(&["digest", "in"]).ends(0, &[]).out, scoped.out);
}

#[test]
fn hostile_words_and_addresses_stay_words() {
    let place = place();
    let html = place.call(&["digest", "in", "--format", "html"]).ends(0, &[]).out.clone();
    assert!(html.starts_with("<!doctype html>"));
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains("href=\"javascript"));
    assert!(html.contains("href=\"https://example.org/kremlin/call#:~:text="));
}

#[test]
fn the_ledger_gives_the_digest_of_its_documents() {
    let place = place();
    let from_files = place.call(&["digest", "in"]).ends(0, &[]).out.clone();
    place.call(&["import", "in"]).ends(0, &[]);
    assert_eq!(place.call(&["digest"]).ends(0, &[]).out, from_files);
    assert_eq!(place.call(&["digest", "--week", "2022-W10"]).ends(0, &[]).out, from_files);
}

#[test]
fn a_week_with_nothing_in_it_says_so() {
    let place = place();
    let got = place.call(&["digest", "in", "--week", "2022-W20"]);
    assert!(got.ends(0, &[]).out.starts_with("# Diplomacy Watch: "));
    assert!(got.err.contains("no document was published in 2022-W20"));
}

#[test]
fn wrong_calls_are_told_apart_from_failures() {
    let place = place();
    place.file("undated.txt", "They met.").file("bad.toml", "[scope]\nparties = [\"Ukraine\"]\n");
    let check = |args: &[&str], code: i32, words: &str| {
        place.call(args).ends(code, &[words]);
    };
    check(&["digest", "in", "--week", "2022-W60"], 2, "is no week");
    check(&["digest", "in", "--week", "March"], 2, "is no week");
    check(&["digest", "in", "--parties", "XXX"], 2, "no country has the code XXX");
    check(&["digest", "in", "--ledger", "x.db"], 2, "cannot be used with");
    check(&["digest", "--date", "2022-03-07"], 2, "name their paths");
    check(&["digest", "undated.txt"], 1, "--date");
    check(&["digest", "in", "--config", "none.toml"], 1, "cannot read none.toml");
    check(&["digest", "in", "--config", "bad.toml"], 1, "bad.toml:2:");
    check(&["digest", "nowhere"], 1, "nowhere");
    check(&["digest", "--ledger", "none.db"], 1, "none.db");
}
