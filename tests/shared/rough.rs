//! Programs are killed, the server crashes, and somebody sets it back.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::calls::documents;
use crate::cluster::{Cluster, ask, number};
use crate::machine::{Machine, rows};

const IMPORT: [&str; 5] = ["import", "--reader", "fast", "--threads=2", "a.jsonl"];

fn ids(machine: &Machine) -> BTreeSet<String> {
    let listed = machine.call(&["contacts", "--format", "jsonl"]);
    let ids: Vec<_> = listed.ends(0, &[]).json().iter().map(|one| one["id"].to_string()).collect();
    let once: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), once.len(), "something is there twice");
    once
}

#[test]
fn a_killed_importer_loses_nothing_and_goes_on() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let (machine, other) = (Machine::new(&address), Machine::new(&address));
    // Few enough at a time that several are stored before the end.
    for part in 0..4 {
        machine.place.file(&format!("in/{part}.jsonl"), documents(part * 40..part * 40 + 40));
    }
    let mut before = BTreeSet::new();
    for round in 1..=4_u64 {
        for part in 0..4 {
            let file = format!("in/{part}.jsonl");
            let mut child = machine.start(&["import", "--reader", "fast", &file]);
            std::thread::sleep(Duration::from_millis((37 * round * (part + 3)) % 700));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        if number(&address, "SELECT count(*) FROM pg_class WHERE oid = to_regclass('diplomacy_watch.entry')")
            == 1
        {
            let after = ids(&other);
            assert!(after.is_superset(&before));
            before = after;
        }
    }
    machine.call(&["import", "--reader", "fast", "in"]).ends(0, &[]);
    assert_eq!(ids(&machine).len(), 160);
    assert_eq!(ids(&other), ids(&machine));
    machine.call(&["check"]).is_fine();
    assert_eq!(rows(&machine.mirror()), rows(&other.mirror()));
}

#[test]
fn a_server_that_crashes_loses_nothing_that_was_told_as_stored() {
    let Some(cluster) = Cluster::start() else { return };
    let address = cluster.database();
    let machine = Machine::new(&address);
    machine.place.file("a.jsonl", documents(0..100)).file("b.jsonl", documents(100..400));
    machine.call(&IMPORT).ends(0, &[]);
    let mut child = machine.start(&["import", "--reader", "fast", "b.jsonl"]);
    std::thread::sleep(Duration::from_millis(400));
    cluster.restart();
    let broken = child.wait().unwrap();
    let had = ids(&Machine::new(&address)).len();
    assert!(had >= 100, "{had}");
    // It ended well before the crash, or says so.
    assert!(broken.code() == Some(0) || broken.code() == Some(1), "{broken}");
    machine.call(&["import", "--reader", "fast", "b.jsonl"]).ends(0, &[]);
    assert_eq!(ids(&machine).len(), 400);
    machine.call(&["check"]).is_fine();
}

#[test]
fn a_program_that_serves_finds_the_server_again() {
    use std::io::{BufRead, BufReader, Read, Write};
    let Some(cluster) = Cluster::start() else { return };
    let machine = Machine::new(&cluster.database());
    machine.place.file("a.jsonl", documents(0..3));
    machine.call(&IMPORT).ends(0, &[]);
    let mut serving = machine.start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut line = String::new();
    BufReader::new(serving.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let port = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let get = || {
        let mut stream = std::net::TcpStream::connect(&port).unwrap();
        write!(stream, "GET /api/v1/contacts HTTP/1.1\r\nHost: {port}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(get().contains("doc-0"));
    cluster.restart();
    std::thread::sleep(Duration::from_millis(2500));
    // The first that asks may be told that the connection broke.
    let answers = [get(), get(), get()];
    assert!(answers[2].contains("doc-0"), "{}", answers[2]);
    serving.kill().unwrap();
    serving.wait().unwrap();
}

#[test]
fn a_server_that_was_set_back_is_told() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let machine = Machine::new(&address);
    machine.place.file("a.jsonl", documents(0..3)).file("b.jsonl", documents(3..6));
    machine.call(&IMPORT).ends(0, &[]);
    ask(&address, "DELETE FROM diplomacy_watch.entry WHERE number = 3");
    machine.call(&["contacts"]).ends(1, &["set back to a backup", ".db"]);
    // Also where it went on from there.
    let other = Machine::new(&address);
    other.place.file("b.jsonl", documents(3..6));
    other.call(&["import", "--reader", "fast", "b.jsonl"]).ends(0, &[]);
    machine.call(&["contacts"]).ends(1, &["set back to a backup"]);
    std::fs::remove_file(machine.mirror()).unwrap();
    assert_eq!(ids(&machine), ids(&other));
}

#[test]
fn a_backup_of_the_server_is_the_ledger() {
    let Some(cluster) = Cluster::shared() else { return };
    let (address, restored) = (cluster.database(), cluster.database());
    let machine = Machine::new(&address);
    machine.place.file("a.jsonl", documents(0..3)).file("b.jsonl", documents(3..6));
    machine.call(&IMPORT).ends(0, &[]);
    cluster.restore(&address, &restored);
    let other = Machine::new(&restored);
    assert_eq!(ids(&other), ids(&machine));
    other.call(&["check"]).is_fine();
    assert_eq!(rows(&other.mirror()), rows(&machine.mirror()));
    // Whoever went on from there has what the backup has not.
    machine.call(&["import", "--reader", "fast", "b.jsonl"]).ends(0, &[]);
    machine.call(&["contacts", "--ledger", &restored]).ends(1, &["set back to a backup"]);
}

#[test]
fn an_entry_that_somebody_changed_is_told() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let machine = Machine::new(&address);
    machine.place.file("a.jsonl", documents(0..3));
    machine.call(&IMPORT).ends(0, &[]);
    ask(&address, "UPDATE diplomacy_watch.entry SET body = body || '\\x00' WHERE number = 2");
    Machine::new(&address).call(&["contacts"]).ends(1, &["entry 2 of", "is not what was written"]);
}
