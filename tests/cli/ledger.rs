//! The verbs around the ledger as they are called.

use std::io::Write;
use std::process::Stdio;

use crate::common::Place;

fn line(id: &str, day: &str, text: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"published\":\"{day}\",\"outlet\":\"Example Wire\",\"kind\":\"wire\",\"country\":\"CHE\",\
         \"title\":\"Talks {id}\",\"url\":\"https://example.org/{id}\",\"text\":\"{text}\"}}\n"
    )
}

/// A place with two documents in its ledger.
fn with_ledger() -> Place {
    let place = Place::new();
    let lines = line("one", "2022-03-07", "The French envoy met the German envoy in Geneva.")
        + &line("two", "2022-03-12", "The grain talks went on, the ministry said.");
    place.file("a.jsonl", lines).call(&["import", "a.jsonl"]).is_fine();
    place
}

#[test]
fn importing_twice_changes_nothing() {
    let place = with_ledger();
    let before = place.call(&["search", "the", "--format", "jsonl"]).out;
    let again = place.call(&["import", "a.jsonl"]);
    assert_eq!(again.is_fine().out, "documents: 0 new, 0 revised, 0 read again, 2 unchanged\n");
    assert_eq!(place.call(&["search", "the", "--format", "jsonl"]).out, before);
    place.call(&["check"]).is_fine();
}

#[test]
fn another_text_under_the_same_id_is_a_revision() {
    let place = with_ledger();
    place.file("b.jsonl", line("one", "2022-03-07", "The envoys did not meet."));
    let got = place.call(&["import", "b.jsonl", "a.jsonl"]);
    assert_eq!(got.is_fine().out, "documents: 0 new, 1 revised, 0 read again, 2 unchanged\n");
    let explained = place.call(&["explain", "one"]).out;
    assert!(explained.contains("2 of 2"), "{explained}");
    place.call(&["check"]).is_fine();
}

#[test]
fn good_documents_are_stored_and_bad_ones_are_told() {
    let place = Place::new();
    let lines = line("one", "2022-03-07", "They met.")
        + "{\"id\":\"bad\"}\n"
        + &line("two", "2022-03-08", "They met.");
    let got = place.file("a.jsonl", lines).call(&["import", "a.jsonl", "gone.txt"]);
    got.ends(1, &["a.jsonl:2: no \"text\"", "gone.txt: no such file"]);
    assert_eq!(got.out, "documents: 2 new, 0 revised, 0 read again, 0 unchanged\n");
    let ids: Vec<_> = place.call(&["search", "met", "--format", "jsonl"]).json();
    assert_eq!(ids.len(), 2);
    place.call(&["check"]).is_fine();
}

#[test]
fn the_search_has_its_formats_and_filters() {
    let place = with_ledger();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let got = place.call(&[&["search", "--format", "jsonl"], arguments].concat());
        got.ends(0, &[]);
        got.json().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["envoys"]), ["one"]);
    // Without words to weigh, the latest first.
    assert_eq!(ids(&["kind:wire"]), ["two", "one"]);
    assert_eq!(ids(&["kind:wire", "--limit", "1"]), ["two"]);
    assert_eq!(ids(&["kind:wire", "--since", "2022-03-08"]), ["two"]);
    assert_eq!(ids(&["kind:wire", "--until", "2022-03-08"]), ["one"]);
    assert_eq!(ids(&["talks -grain"]), ["one"]);
    let table = place.call(&["search", "grain"]);
    let lines: Vec<_> = table.is_fine().out.lines().collect();
    assert!(
        lines[0].starts_with("PUBLISHED") && lines[1].starts_with("2022-03-12  Example Wire  Talks two"),
        "{lines:?}"
    );
    assert!(
        place
            .call(&["search", "grain", "--format", "csv"])
            .is_fine()
            .out
            .starts_with("published,outlet,title")
    );
    assert_eq!(place.call(&["search", "nowhere", "--format", "json"]).is_fine().out, "[]\n");
    assert_eq!(place.call(&["search", "nowhere"]).ends(0, &["nothing found"]).out, "");
    place.call(&["search", "\"open"]).ends(2, &["without its other half"]);
    place.call(&["search", "***"]).ends(2, &["no word"]);
}

#[test]
fn wrong_usage_ends_with_two() {
    let place = with_ledger();
    place.call(&["contacts", "--since", "2022-03-40"]).ends(2, &["2022-03-40"]);
    place.call(&["contacts", "--since", "2022-03-09", "--until", "2022-03-08"]).ends(2, &["is before"]);
    place.call(&["contacts", "--between", "USA"]).ends(2, &["--between"]);
    place.call(&["contacts", "--status", "rumoured"]).ends(2, &["rumoured", "held"]);
    place.call(&["statements", "--stance", "mumbles"]).ends(2, &["mumbles", "denies"]);
    place.call(&["explain", "one", "--date", "2022-03-07"]).ends(2, &["--in"]);
    place.call(&["contacts", "--limit", "-1"]).ends(2, &["-1"]);
}

#[test]
fn a_ledger_that_is_none_is_told() {
    let place = Place::new();
    for verb in [&["contacts"][..], &["statements"], &["search", "x"], &["explain", "x"], &["check"]] {
        place.call(verb).ends(1, &["there is no ledger at diplomacy-watch.db", "diplomacy-watch import"]);
    }
    assert!(!place.path("diplomacy-watch.db").exists());
    place.file("notes.txt", "These are notes, and there are many of them. ".repeat(50));
    place.call(&["check", "--ledger", "notes.txt"]).ends(1, &["notes.txt is not a ledger of this program"]);
    place.call(&["import", "notes.txt", "--ledger", "notes.txt"]).ends(1, &["not a ledger"]);
    place
        .call(&["import", "notes.txt", "--ledger", "no/such/folder.db"])
        .ends(1, &["no/such/folder.db cannot be opened"]);
    place.file("a.txt", "They met.");
    let mut command = place.command(&["import", "a.txt"]);
    assert!(command.env("DIPLOMACY_WATCH_LEDGER", "mine.db").output().unwrap().status.success());
    assert!(place.path("mine.db").exists());
}

#[test]
fn explaining_what_is_not_there_fails() {
    let place = with_ledger();
    place.call(&["explain", "c-0"]).ends(1, &["no record or document has the id c-0"]);
    place.call(&["explain", "c-0", "--in", "a.jsonl"]).ends(1, &["no record or document has the id c-0"]);
    assert!(place.call(&["explain", "two", "--in", "a.jsonl"]).is_fine().out.contains("Talks two"));
}

#[test]
fn a_changed_ledger_is_found_out() {
    let place = with_ledger();
    let checked = place.call(&["check"]);
    assert!(
        checked.is_fine().out.contains("2 revisions of documents: each record's words are where it says")
    );
    let db = rusqlite::Connection::open(place.path("diplomacy-watch.db")).unwrap();
    db.execute_batch("UPDATE revision SET text = 'New ' || text WHERE document = 'one'").unwrap();
    drop(db);
    let checked = place.call(&["check"]);
    checked.ends(1, &[]);
    assert!(
        checked.out.contains("one: the text or what is said of it is not what came in"),
        "{}",
        checked.out
    );
}

#[test]
fn a_writer_that_holds_the_ledger_is_waited_for() {
    let place = with_ledger();
    place.file("b.txt", "They met again.");
    let mut other = rusqlite::Connection::open(place.path("diplomacy-watch.db")).unwrap();
    let held = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    assert_eq!(place.call(&["search", "grain", "--format", "jsonl"]).is_fine().json().len(), 1);
    let waiting = std::thread::scope(|scope| {
        let import = scope.spawn(|| place.call(&["import", "b.txt"]));
        std::thread::sleep(std::time::Duration::from_millis(500));
        held.commit().unwrap();
        import.join().unwrap()
    });
    assert!(waiting.is_fine().out.contains("1 new"));
}

#[test]
fn init_writes_a_configuration_once() {
    let place = Place::new();
    place.call(&["init"]).ends(0, &["wrote watch.toml"]);
    assert!(std::fs::read_to_string(place.path("watch.toml")).unwrap().contains("parties = "));
    place.call(&["init"]).ends(1, &["watch.toml is there already", "--config"]);
    place.call(&["init", "--config", "other.toml"]).ends(0, &["wrote other.toml"]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_loses_nothing_that_was_read() {
    let place = Place::new();
    let lines = |from: usize, to: usize| -> String {
        (from..to).map(|i| line(&i.to_string(), "2022-03-07", "They met in Geneva.")).collect()
    };
    let mut child = place
        .command(&["import", "-", "--reader", "fast"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines(0, 600).as_bytes()).unwrap();
    let stored = || -> usize { place.call(&["search", "geneva", "--format", "jsonl"]).out.lines().count() };
    // How much is stored at once depends on how fast the machine is.
    let had = loop {
        match stored() {
            0 => std::thread::sleep(std::time::Duration::from_millis(50)),
            some => break some,
        }
    };
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    std::thread::sleep(std::time::Duration::from_millis(100));
    // It stops at one of the next documents; the pipe may be closed by then.
    let _ = stdin.write_all(lines(600, 900).as_bytes());
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("interrupted; what was stored stays"));
    let before = stored();
    assert!((had..900).contains(&before), "{had}, then {before}");
    place.call(&["check"]).is_fine();
    let again = place.call_with(&["import", "-", "--reader", "fast"], lines(0, 900).as_bytes());
    assert!(again.is_fine().out.contains(&format!("{} new", 900 - before)), "{}", again.out);
}

#[test]
fn two_importers_share_one_ledger() {
    let place = Place::new();
    let lines = |from: usize| -> String {
        (from..from + 400).map(|i| line(&i.to_string(), "2022-03-07", "They met in Geneva.")).collect()
    };
    place.file("a.jsonl", lines(0)).file("b.jsonl", lines(200));
    std::thread::scope(|scope| {
        for file in ["a.jsonl", "b.jsonl"] {
            let place = &place;
            scope.spawn(move || place.call(&["import", file, "--reader", "fast"]).is_fine().code);
        }
    });
    assert_eq!(place.call(&["search", "geneva", "--format", "jsonl"]).out.lines().count(), 600);
    place.call(&["check"]).is_fine();
}

#[test]
fn contacts_are_listed_and_explained() {
    let place = Place::new();
    let lines = line("one", "2022-03-07", "Emmanuel Macron met Olaf Scholz in Berlin on Sunday.")
        + &line("two", "2022-03-08", "Joe Biden called Vladimir Putin on Tuesday.");
    place.file("a.jsonl", lines).call(&["import", "a.jsonl"]).is_fine();
    let list = |arguments: &[&str]| {
        let got = place.call(&[&["contacts", "--format", "jsonl"], arguments].concat());
        got.is_fine();
        got.json()
    };
    assert_eq!(list(&[]).len(), 2);
    let got = list(&["--between", "FRA", "scholz"]);
    assert_eq!(got.len(), 1);
    assert_eq!((&got[0]["mode"], &got[0]["day"]), (&"meeting".into(), &"2022-03-06".into()));
    assert_eq!(got[0]["document"]["url"], "https://example.org/one");
    let words = got[0]["words"][0]["words"].as_str().unwrap();
    assert!(words.contains("met") && words.contains("Macron"), "{words}");
    assert_eq!(list(&["--between", "FRA", "RUS"]).len(), 0);
    assert_eq!(list(&["--actor", "putin", "--since", "2022-03-08"]).len(), 1);
    assert_eq!(list(&["--mode", "call"]).len(), 1);
    let table = place.call(&["contacts"]).is_fine().out.clone();
    assert!(
        table
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("2022-03-06  Emmanuel Macron (FRA), Olaf Scholz (DEU)  meeting  "),
        "{table}"
    );
    let id = got[0]["id"].as_str().unwrap();
    let explained = place.call(&["explain", id]).is_fine().out.clone();
    for part in
        ["Talks one", "Emmanuel Macron met Olaf Scholz in Berlin on Sunday.", "says", "when", "VERB", "nsubj"]
    {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    place.call(&["check"]).is_fine();
}

#[test]
fn positions_are_listed_and_explained() {
    let place = Place::new();
    let lines =
        line("one", "2022-03-07", "Turkey will not ratify the accession of Sweden unless the Kurds leave.")
            + &line("two", "2022-03-08", "Brazil put forward a peace plan.");
    place.file("a.jsonl", lines).call(&["import", "a.jsonl"]).is_fine();
    let list = |arguments: &[&str]| {
        let got = place.call(&[&["positions", "--format", "jsonl"], arguments].concat());
        got.is_fine();
        got.json()
    };
    assert_eq!(list(&[]).len(), 2);
    let got = list(&["--issue", "alliance", "--actor", "TUR"]);
    assert_eq!(got.len(), 1);
    assert_eq!((&got[0]["act"], &got[0]["day"]), (&"refusal".into(), &"2022-03-07".into()));
    assert_eq!(list(&["--act", "proposal", "--since", "2022-03-08"]).len(), 1);
    assert_eq!(list(&["--act", "threat"]).len(), 0);
    place.call(&["positions", "--issue", "weather"]).ends(2, &["weather", "ceasefire"]);
    let table = place.call(&["positions"]).is_fine().out.clone();
    assert!(table.contains("unless the Kurds leave"), "{table}");
    let explained = place.call(&["explain", got[0]["id"].as_str().unwrap()]).is_fine().out.clone();
    for part in ["condition", "position.will-not", "unless the Kurds leave", "says", "VERB"] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    place.call(&["check"]).is_fine();
}

/// Two readouts of one call, another call a month before, and a later minister.
fn with_readouts() -> Place {
    let readout = |id: &str, outlet: &str, country: &str, day: &str, text: &str| {
        let line = serde_json::json!({
            "id": id, "outlet": outlet, "kind": "official", "country": country, "published": day, "text": text,
            "url": format!("https://example.org/{id}"), "title": "Readout of a call",
        });
        format!("{line}\n")
    };
    let ours = "President Joe Biden spoke today with President Volodymyr Zelenskyy of Ukraine. They discussed \
                sanctions. The call took 60 minutes.";
    let theirs = "President Volodymyr Zelenskyy had a telephone conversation with President Joe Biden. \
                  The leaders discussed sanctions and security guarantees. The call took 90 minutes.";
    let lines = readout("ours", "White House", "USA", "2022-03-11", ours)
        + &readout("theirs", "Office of the President of Ukraine", "UKR", "2022-03-11", theirs)
        + &readout("before", "White House", "USA", "2022-02-13", ours)
        + &readout(
            "grains",
            "White House",
            "USA",
            "2022-03-12",
            "Foreign Minister Sergey Lavrov spoke about grain.",
        );
    let place = Place::new();
    place.file("a.jsonl", lines).call(&["import", "a.jsonl", "--reader", "fast"]).is_fine();
    place
}

#[test]
fn contacts_are_listed_with_all_their_accounts() {
    let place = with_readouts();
    let merged = place.call(&["contacts", "--merged", "--format", "jsonl"]).json();
    let accounts: Vec<(String, usize)> = merged
        .iter()
        .map(|one| (one["day"].as_str().unwrap().to_owned(), one["accounts"].as_array().unwrap().len()))
        .collect();
    assert_eq!(accounts, [("2022-02-13".to_owned(), 1), ("2022-03-11".to_owned(), 2)]);
    assert_eq!(merged[1]["sides"], serde_json::json!(["UKR", "USA"]));
    let of_march = place.call(&["contacts", "--merged", "--since", "2022-03-01", "--format", "jsonl"]).json();
    assert_eq!(of_march.len(), 1);
}

#[test]
fn readouts_are_shown_side_by_side() {
    let place = with_readouts();
    let merged = place.call(&["contacts", "--merged", "--since", "2022-03-01", "--format", "jsonl"]).json();
    let id = merged[0]["accounts"][0]["id"].as_str().unwrap();
    let shown = &place.call(&["contacts", "show", id, "--format", "json"]).json()[0];
    let readouts = &shown["readouts"];
    assert_eq!(readouts["sides"].as_array().unwrap().len(), 2);
    let subject = |name: &str| -> Vec<usize> {
        let all = readouts["subjects"].as_array().unwrap();
        let told = all.iter().find(|one| one["subject"] == name).unwrap();
        told["by"].as_array().unwrap().iter().map(|side| side.as_array().unwrap().len()).collect()
    };
    assert_eq!(subject("sanctions"), [1, 1]);
    assert!(subject("security guarantees").contains(&0), "one side leaves it out");
    let minutes = &readouts["differing"][0];
    assert_eq!(minutes["of"], "time");
    assert!(
        minutes["by"].to_string().contains("60 minutes") && minutes["by"].to_string().contains("90 minutes")
    );
    let text = place.call(&["contacts", "show", id]).out;
    assert!(text.contains("sanctions: all speak of it") && text.contains("the numbers differ"), "{text}");
}

#[test]
fn an_actor_is_found_by_any_name_or_office() {
    let place = with_readouts();
    for name in ["Biden", "joe biden", "Joseph R. Biden", "the U.S. president"] {
        let got = place.call(&["actor", name, "--on", "2022-03-11", "--format", "json"]);
        let actor = &got.is_fine().json()[0];
        assert_eq!(actor["name"], "Joe Biden", "{name}");
        assert_eq!(actor["contacts"].as_array().unwrap().len(), 3, "{name}");
        assert_eq!(actor["offices"][0]["role"], "President");
        assert_eq!(actor["offices"][0]["first"], "2022-02-13");
        let rests_on = &actor["offices"][0]["rests_on"];
        assert!(rests_on["words"].as_str().unwrap().contains("President"), "{rests_on}");
    }
    let text = place.call(&["actor", "the Russian foreign minister"]).is_fine().out.clone();
    assert!(text.starts_with("Sergey Lavrov\n") && text.contains("Foreign Minister (RUS)"), "{text}");
    assert!(text.contains("“Foreign Minister Sergey Lavrov”"), "{text}");
    // The defence minister changed in September 2023; the ledger has neither.
    place
        .call(&["actor", "the Ukrainian defence minister", "--on", "2023-08-30"])
        .ends(1, &["Oleksii Reznikov"]);
    place
        .call(&["actor", "the Ukrainian defence minister", "--on", "2023-09-30"])
        .ends(1, &["Rustem Umerov"]);
}

#[test]
fn who_is_unknown_or_may_be_several_is_told() {
    let place = Place::new();
    let text = "Ann Alder met Boris Birk in Geneva. Zoltan Alder met Carl Cedar in Oslo.";
    place.file("a.jsonl", line("one", "2022-03-07", text)).call(&["import", "a.jsonl"]).is_fine();
    place.call(&["actor", "Alder"]).ends(1, &["Ann Alder", "Zoltan Alder"]);
    place.call(&["actor", "Aldous"]).ends(1, &["no document", "Ann Alder"]);
    place.call(&["actor", " "]).ends(2, &["NAME is empty"]);
    place.call(&["actor", "Alder", "--since", "2022-03-08", "--until", "2022-03-07"]).ends(2, &["--until"]);
}

#[test]
fn a_document_is_explained_by_the_reader_that_read_it() {
    let place = with_ledger();
    let other = "another version than this one";
    assert!(!place.call(&["explain", "one"]).out.contains(other));
    let fast = Place::new();
    let text = "The French envoy met the German envoy in Geneva.";
    fast.file("a.jsonl", line("one", "2022-03-07", text))
        .call(&["import", "a.jsonl", "--reader", "fast"])
        .is_fine();
    let explained = fast.call(&["explain", "one"]).out;
    assert!(explained.contains("fast ") && !explained.contains(other), "{explained}");
    assert!(fast.call(&["explain", "one", "--reader", "careful"]).out.contains(other));
}
