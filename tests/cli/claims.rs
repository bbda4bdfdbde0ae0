//! What is denied, hedged or told on another's word stays so in everything that comes out.

use serde_json::Value;

use crate::common::Place;

/// A claim with a hedge, its denial by the other side, a hedged saying, and a plain contact
/// beside them; each in a document of its own.
const DOCUMENTS: [(&str, &str, &str); 4] = [
    (
        "claim",
        "Example Post",
        "U.S. Secretary of State Antony Blinken reportedly met Russian Foreign Minister Sergey Lavrov in Geneva on \
         Monday. President Volodymyr Zelensky may accept a ceasefire, the newspaper Example Post reported.",
    ),
    (
        "denial",
        "Example Times",
        "Russian Foreign Minister Sergey Lavrov denied that he had met U.S. Secretary of State Antony Blinken in \
         Geneva on Monday. Moscow denied that Russia would withdraw its troops.",
    ),
    (
        "doubt",
        "Example Globe",
        "Moscow is believed to have offered a ceasefire to Kyiv. Turkey will reportedly send drones to Ukraine.",
    ),
    ("plain", "Example Wire", "President Emmanuel Macron met Chancellor Olaf Scholz in Paris on Tuesday."),
];

fn place() -> Place {
    let lines: String = DOCUMENTS
        .iter()
        .map(|(id, outlet, text)| {
            let line = serde_json::json!({
                "id": id, "outlet": outlet, "kind": "press", "country": "CHE", "published": "2022-03-09",
                "url": format!("https://example.org/{id}"), "title": "Diplomacy", "text": text,
            });
            format!("{line}\n")
        })
        .collect();
    let place = Place::new();
    place.file("a.jsonl", lines);
    place
}

fn reads(reader: &str) -> Place {
    let place = place();
    place.call(&["import", "a.jsonl", "--reader", reader]).is_fine();
    place
}

/// Whether a record is of people or states of this country.
fn has(record: &Value, list: &str, country: &str) -> bool {
    record[list].as_array().unwrap().iter().any(|party| party["country"] == country)
}

/// Words by which a sentence keeps its distance.
fn is_kept_apart(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    ["reportedly", "reported", "denied", "denies", "believed", "may ", "according to", "said"]
        .iter()
        .any(|word| lower.contains(word))
}

#[test]
fn contacts_keep_their_status() {
    for reader in ["fast", "careful"] {
        let place = reads(reader);
        let contacts = place.call(&["contacts", "--between", "USA", "RUS", "--format", "jsonl"]).json();
        let status = |document: &str| -> Vec<String> {
            let of = contacts.iter().filter(|one| one["document"]["id"] == document);
            of.map(|one| one["status"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(status("claim"), ["reported"], "{reader}");
        assert_eq!(status("denial"), ["denied"], "{reader}");
        for format in ["table", "csv"] {
            let out = place.call(&["contacts", "--between", "USA", "RUS", "--format", format]).out;
            assert!(!out.contains("held") && !out.contains("confirmed"), "{reader} {format}: {out}");
            assert!(out.contains("reported") && out.contains("denied"), "{reader} {format}: {out}");
        }
        // Joined with its denial it is no firmer than the claim, and the denial is there.
        for merged in place.call(&["contacts", "--merged", "--format", "jsonl"]).json() {
            if !has(&merged, "parties", "RUS") {
                assert_eq!(merged["status"], "held", "{reader}: the plain one stays plain");
                continue;
            }
            assert!(merged["status"] == "reported" || merged["status"] == "denied", "{reader}: {merged}");
            for account in merged["accounts"].as_array().unwrap() {
                let own = if account["document"] == "claim" { "reported" } else { "denied" };
                assert_eq!(account["status"], own, "{reader}: {account}");
            }
        }
        let id = contacts[0]["id"].as_str().unwrap();
        let shown = place.call(&["contacts", "show", id]).out;
        assert!(!shown.contains("(held)") && !shown.contains("(confirmed)"), "{reader}: {shown}");
    }
}

#[test]
fn statements_and_positions_keep_stance_and_hedge() {
    for reader in ["fast", "careful"] {
        let place = reads(reader);
        for statement in place.call(&["statements", "--format", "jsonl"]).json() {
            let words = statement["words"].as_array().unwrap().iter();
            let content: String =
                words.filter(|one| one["field"] == "content").map(|one| one["words"].to_string()).collect();
            if statement["document"]["id"] == "denial" {
                assert_eq!(statement["stance"], "denies", "{reader}: {statement}");
            }
            let kept_apart =
                statement["hedged"] == true || statement["stance"] == "denies" || is_kept_apart(&content);
            assert!(kept_apart || statement["source"] != Value::Null, "{reader}: {statement}");
        }
        // What somebody denies or only may do is nobody's position; what is reported of one is
        // told with its hedge.
        for position in place.call(&["positions", "--format", "jsonl"]).json() {
            assert_ne!(position["document"]["id"], "denial", "{reader}: {position}");
            let under = &position["told_by"];
            let words = position["words"].to_string();
            assert!(
                under["hedged"] == true || under["source"] != Value::Null || is_kept_apart(&words),
                "{reader}: {position}"
            );
        }
    }
}

#[test]
fn exports_of_events_keep_denial_and_hedge() {
    for reader in ["fast", "careful"] {
        let place = reads(reader);
        for event in place.call(&["events", "--format", "jsonl"]).json() {
            let plain = event["status"] == "happened" && event["told_by"]["hedged"] != true;
            assert!(event["document"]["id"] == "plain" || !plain, "{reader}: {event}");
        }
        for schema in ["plover", "polecat", "icews", "gdelt", "cameo"] {
            let out = place.call(&["events", "--format", "tsv", "--schema", schema]).out;
            assert!(out.contains("example.org/plain"), "{reader} {schema}: {out}");
            // GDELT has no heads; the columns of our own stand last in every schema.
            let (status, hedged) = (12, 9);
            let rows = out.lines().map(|line| line.split('\t').collect::<Vec<_>>());
            for row in rows.filter(|row| !row.join(" ").contains("example.org/plain")) {
                let from_end = |at: usize| row[row.len() - at];
                let plain = from_end(status) == "happened" && from_end(hedged) != "true";
                assert!(!plain, "{reader} {schema}: {row:?}");
            }
        }
    }
}

#[test]
fn digests_keep_every_distance() {
    let place = place();
    for reader in ["fast", "careful"] {
        for format in ["markdown", "html", "atom", "json"] {
            let got = place
                .call(&["digest", "a.jsonl", "--reader", reader, "--week", "2022-W10", "--format", format]);
            let out = &got.ends(0, &[]).out;
            assert!(out.contains("Scholz"), "{reader} {format}: the plain contact is told: {out}");
            if format != "json" {
                continue;
            }
            let digest: Value = serde_json::from_str(out).unwrap();
            let items = digest["sections"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|one| one["items"].as_array().unwrap());
            for sentence in items.flat_map(|item| item["sentences"].as_array().unwrap()) {
                let text = sentence["text"].as_str().unwrap();
                let cites = |id: &str| {
                    sentence["citations"]
                        .as_array()
                        .is_some_and(|all| all.iter().any(|one| one["document"] == id))
                };
                if cites("claim") || cites("denial") || cites("doubt") {
                    assert!(is_kept_apart(text), "{reader}: {text}");
                }
            }
        }
    }
}
