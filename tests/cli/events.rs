//! `events` as it is called.

use crate::common::Place;

/// A place whose ledger holds two documents of one call, and one of an attack.
fn with_events() -> Place {
    let place = Place::new();
    let line = |id: &str, day: &str, outlet: &str, text: &str| {
        format!(
            "{{\"id\":\"{id}\",\"published\":\"{day}\",\"outlet\":\"{outlet}\",\"kind\":\"wire\",\"text\":\"{text}\"}}\n"
        )
    };
    let call = "President Macron of France spoke by phone with Chancellor Scholz of Germany on Monday.";
    let lines = line("one", "2022-03-07", "First Wire", call)
        + &line("two", "2022-03-08", "Second Wire", &format!("Other news came in.\\n\\n{call}"))
        + &line(
            "three",
            "2022-03-09",
            "First Wire",
            "Norway attacked Latvia.\\n\\nNorway will not attack Estonia.",
        );
    place.file("a.jsonl", lines).call(&["import", "--reader", "fast", "a.jsonl"]).is_fine();
    place
}

#[test]
fn events_are_listed_and_filtered() {
    let place = with_events();
    let types = |arguments: &[&str]| -> Vec<String> {
        let got = place.call(&[&["events", "--format", "jsonl"], arguments].concat());
        got.ends(0, &[]);
        let name = |event: &serde_json::Value| event["type"].as_str().unwrap().to_owned();
        got.json().iter().map(name).collect()
    };
    assert_eq!(types(&[]).len(), 4);
    assert_eq!(types(&["--type", "CONSULT"]), ["CONSULT", "CONSULT"]);
    assert_eq!(types(&["--between", "NOR", "LVA"]), ["ASSAULT"]);
    assert_eq!(types(&["--actor", "Scholz", "--limit", "1"]), ["CONSULT"]);
    assert_eq!(types(&["--since", "2022-03-09", "--status", "happened"]), ["ASSAULT"]);
    let table = place.call(&["events", "--status", "negated"]);
    assert!(table.is_fine().out.contains("Norway will not attack Estonia"), "{}", table.out);
    place.call(&["events", "--type", "WAR"]).ends(2, &["WAR"]);
    place.call(&["events", "--schema", "icews"]).ends(2, &["--format csv, tsv, jsonl and parquet"]);
    place.call(&["check"]).is_fine();
}

#[test]
fn an_event_is_explained() {
    let place = with_events();
    let events = place.call(&["events", "--type", "ASSAULT", "--format", "jsonl"]).json();
    let explained = place.call(&["explain", events[0]["id"].as_str().unwrap()]);
    let out = &explained.is_fine().out;
    assert!(out.contains("event.attack") && out.contains("Norway attacked Latvia"), "{out}");
}

#[test]
fn one_happening_is_one_row_of_an_export() {
    let place = with_events();
    let tsv = |schema: &str| {
        let got = place.call(&["events", "--type", "CONSULT", "--schema", schema, "--format", "tsv"]);
        got.is_fine().out.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    };
    let rows: Vec<Vec<String>> = tsv("plover");
    assert_eq!(rows.len(), 2, "{rows:?}");
    let cell = |name: &str| rows[1][rows[0].iter().position(|column| column == name).unwrap()].as_str();
    assert_eq!((cell("date"), cell("type"), cell("mode")), ("2022-03-07", "CONSULT", "phone"));
    assert_eq!((cell("dw_documents"), cell("dw_sources")), ("2", "2"));
    place.file("mine.actors.txt", "EMMANUEL_MACRON_\n\t[FRAELI <170514]\n\t[FRAGOV >170514]\n");
    place.file("bad.toml", "[[actor]]\nname = \"A\"\n");
    let coded = ["events", "--type", "CONSULT", "--schema", "cameo", "--format", "csv", "--actors"];
    let got = place.call(&[&coded[..], &["mine.actors.txt"]].concat());
    assert!(got.is_fine().out.contains("20220307,FRAGOV,DEUGOV,041"), "{}", got.out);
    place.call(&[&coded[..], &["bad.toml"]].concat()).ends(1, &["bad.toml", "[[actor]]"]);
    let gdelt: Vec<Vec<String>> = tsv("gdelt");
    assert_eq!((gdelt.len(), gdelt[0].len()), (1, 61 + 13));
}
