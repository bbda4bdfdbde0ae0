//! `ledger copy`: from a file to a server and back.

use diplomacy_watch::ledger::{Act, Change, Ledger, Verdict};
use diplomacy_watch::record::{Place, Target};
use jiff::Timestamp;
use serde_json::json;

use crate::calls::documents;
use crate::cluster::Cluster;
use crate::machine::{Machine, rows};

/// A ledger in a file with something of everything.
fn file(machine: &Machine) -> std::path::PathBuf {
    let place = &machine.place;
    let more = "{\"id\":\"doc-1\",\"published\":\"2024-02-05\",\"outlet\":\"Wire\",\
                \"text\":\"President Macron met Chancellor Scholz in Berlin.\"}\n";
    place.file("a.jsonl", documents(0..12)).file("b.jsonl", more).file("c.jsonl", documents(12..20));
    for (file, reader) in [("a.jsonl", "fast"), ("b.jsonl", "fast"), ("c.jsonl", "fast")] {
        machine.call(&["import", "--reader", reader, file]).ends(0, &[]);
    }
    let path = place.path("diplomacy-watch.db");
    let mut ledger = Ledger::open(&path).unwrap();
    let ids: Vec<String> =
        ledger.contacts(&Default::default()).unwrap().into_iter().map(|one| one.record.id).collect();
    let now = Timestamp::now();
    let mut decide = |act, records: &[&String]| {
        let records = records.iter().map(|id| (*id).clone()).collect();
        let verdict = Verdict { act, records, who: "Ann".to_owned(), note: Some("seen".to_owned()) };
        ledger.decide(&verdict, now).unwrap()
    };
    decide(Act::Drop, &[&ids[0]]);
    decide(Act::Correct { field: "status".to_owned(), value: json!("denied") }, &[&ids[1]]);
    decide(Act::Join, &[&ids[2], &ids[3]]);
    let wrong = decide(Act::Split, &[&ids[4], &ids[5]]);
    ledger.undo(wrong, "Bob", now).unwrap();
    let target = Target {
        week: "2024-W06".to_owned(),
        place: Place::Text,
        section: Some("Calls".to_owned()),
        sentence: "They spoke.".to_owned(),
        anchors: Vec::new(),
    };
    let change = Change { target, text: Some("They met.".to_owned()), who: "Ann".to_owned(), note: None };
    ledger.edit(&change, now).unwrap();
    ledger.note_sent("digest", "ann@example.org", [&"2024-W05".to_owned()], now).unwrap();
    ledger.set_password("Ann", "no hash").unwrap();
    ledger.save_search("Talks", "talks", "secret", "Ann", now).unwrap();
    ledger.set_digest_feed(Some("another"), "Ann", now).unwrap();
    path
}

#[test]
fn a_ledger_comes_back_from_the_server_as_it_went() {
    let Some(cluster) = Cluster::shared() else { return };
    let (machine, address) = (Machine::new("diplomacy-watch.db"), cluster.database());
    let path = file(&machine);
    let there = machine.call(&["ledger", "copy", "diplomacy-watch.db", &address]);
    assert!(there.ends(0, &[]).out.contains("records in 21 revisions"), "{}", there.out);
    machine.call(&["ledger", "copy", &address, "back.db"]).ends(0, &[]);
    assert_eq!(rows(&path), rows(&machine.place.path("back.db")));
    for verb in [
        &["contacts", "--format", "jsonl"][..],
        &["statements", "--format", "jsonl"],
        &["search", "spoke", "--format", "jsonl"],
        &["digest", "--week", "2024-W06", "--format", "json"],
        &["explain", "doc-1"],
        &["check"],
    ] {
        let on = |ledger: &str| {
            let call = [verb, &["--ledger", ledger]].concat();
            machine.call(&call).ends(0, &[]).out.clone()
        };
        let expected = on("diplomacy-watch.db");
        assert_eq!(on(&address), expected, "{verb:?}");
        assert_eq!(on("back.db"), expected, "{verb:?}");
    }
    // Both go on alike.
    machine.place.file("d.jsonl", documents(18..25));
    for ledger in ["back.db", &address] {
        machine.call(&["import", "--reader", "fast", "d.jsonl", "--ledger", ledger]).ends(0, &[]);
    }
    let list = |ledger: &str| machine.call(&["contacts", "--format", "jsonl", "--ledger", ledger]).out;
    assert_eq!(list("back.db"), list(&address));
}

#[test]
fn nothing_is_copied_over_and_nothing_by_halves() {
    let Some(cluster) = Cluster::shared() else { return };
    let (machine, address) = (Machine::new("diplomacy-watch.db"), cluster.database());
    machine.place.file("a.jsonl", documents(0..5));
    machine.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    let copy = |from: &str, to: &str| machine.call(&["ledger", "copy", from, to]);
    copy("diplomacy-watch.db", &address).ends(0, &[]);
    copy("diplomacy-watch.db", &address).ends(1, &["has 6 entries already", "empty database"]);
    copy(&address, "diplomacy-watch.db").ends(2, &["is there already"]);
    copy("diplomacy-watch.db", "other.db").ends(2, &["both files"]);
    copy(&address, &address).ends(2, &["both on servers"]);
    copy(&address, "no/such/folder.db").ends(1, &["no folder no/such"]);
    copy("none.db", &cluster.database()).ends(1, &["there is no ledger at none.db"]);
    // One that breaks off leaves an empty ledger behind.
    let damaged = machine.place.path("damaged.db");
    std::fs::copy(machine.place.path("diplomacy-watch.db"), &damaged).unwrap();
    let sql = "UPDATE record SET json = '{' WHERE key = (SELECT max(key) FROM record)";
    rusqlite::Connection::open(&damaged).unwrap().execute_batch(sql).unwrap();
    let other = cluster.database();
    copy("damaged.db", &other).ends(1, &["did not write"]);
    let entries = crate::cluster::number(&other, "SELECT count(*) FROM diplomacy_watch.entry");
    assert_eq!(entries, 0);
    machine.call(&["backup", "kept", "--ledger", &address]).ends(2, &["pg_dump"]);
}
