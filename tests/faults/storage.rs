//! Where the file or its disk cannot be used: a clear word, and nothing lost.

use std::fs;

use crate::common::Place;

const LINE: &str = "{\"id\":\"one\",\"published\":\"2024-02-06\",\"text\":\"President Macron spoke by phone with Chancellor Scholz on Monday.\"}\n";

fn imported() -> Place {
    let place = Place::new();
    place.file("a.jsonl", LINE).call(&["import", "--reader", "fast", "a.jsonl"]).is_fine();
    place
}

/// Overwrites pages in the middle of the ledger.
fn damage(place: &Place, from: usize) {
    let path = place.path("diplomacy-watch.db");
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[from.min(end - 4096)..end].fill(0x5a);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_ledger_is_told_and_what_is_whole_is_read() {
    let place = imported();
    let length = fs::metadata(place.path("diplomacy-watch.db")).unwrap().len() as usize;
    damage(&place, length - 2 * 4096);
    let checked = place.call(&["check"]);
    assert_eq!(checked.code, 1);
    assert!(!checked.err.contains("panicked"), "{}", checked.err);
    assert!(
        format!("{}{}", checked.out, checked.err).contains("flaw") || checked.err.contains("error"),
        "{}",
        checked.out
    );
    place.call(&["backup", "kept"]).ends(1, &[]);
    assert!(!place.path("kept").exists());
}

#[test]
fn a_cut_ledger_is_told() {
    let place = imported();
    let path = place.path("diplomacy-watch.db");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    for call in [&["check"][..], &["contacts"], &["import", "--reader", "fast", "a.jsonl"]] {
        let called = place.call(call);
        assert_eq!(called.code, 1, "{call:?}: {}", called.out);
        assert!(!called.err.contains("panicked"), "{}", called.err);
    }
}

/// As root every folder can be written, so the folder is a file's here.
#[test]
fn a_ledger_where_none_can_be_is_told_before_anything_is_read() {
    let place = imported();
    place.file("plain", "x");
    place
        .call(&["import", "--reader", "fast", "a.jsonl", "--ledger", "plain/new.db"])
        .ends(1, &["plain/new.db"]);
    place
        .call(&["import", "--reader", "fast", "a.jsonl", "--ledger", "gone/new.db"])
        .ends(1, &["gone/new.db"]);
    place.call(&["check", "--ledger", "gone/new.db"]).ends(1, &["gone/new.db"]);
    place.call(&["check"]).is_fine();
}

/// The system refuses to let a file grow: a full disk, as far as the program can tell.
#[cfg(unix)]
#[test]
fn where_no_room_is_left_what_was_stored_stays() {
    let place = imported();
    let many: String = (0..400)
        .map(|i| {
            // Not in English, so that it is kept without being read.
            let text = "Більше нічого не повідомляли, і ніхто не питав про це. ".repeat(40);
            format!("{{\"id\":\"more-{i}\",\"published\":\"2024-02-06\",\"text\":\"{i} {text}\"}}\n")
        })
        .collect();
    place.file("many.jsonl", many);
    let program = place.command(&[]).get_program().to_owned();
    let limited = |blocks: u32| {
        let script = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" import --reader fast many.jsonl");
        let mut shell = std::process::Command::new("bash");
        shell
            .arg("-c")
            .arg(script)
            .arg(&program)
            .current_dir(place.path(""))
            .env_remove("DIPLOMACY_WATCH_LEDGER");
        let output = shell.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // Blocks of 1,024 bytes: a little more than the ledger has now.
    let now = fs::metadata(place.path("diplomacy-watch.db")).unwrap().len() / 1024;
    let (code, told) = limited(now as u32 + 200);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("error: ") && !told.contains("panicked"), "{told}");
    place.call(&["check"]).is_fine();
    place.call(&["import", "--reader", "fast", "many.jsonl"]).ends(0, &[]);
    place.call(&["check"]).is_fine();
}

#[test]
fn two_writers_wait_for_each_other() {
    let place = imported();
    for half in 0..2 {
        let lines: String = (0..60).map(|i| LINE.replace("one", &format!("{half}-{i}"))).collect();
        place.file(&format!("{half}.jsonl"), lines);
    }
    let start = |half: &str| place.command(&["import", "--reader", "fast", half]).output().unwrap();
    std::thread::scope(|scope| {
        let both = ["0.jsonl", "1.jsonl"].map(|half| scope.spawn(move || start(half)));
        for one in both {
            let output = one.join().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    });
    assert_eq!(place.call(&["contacts", "--format", "jsonl"]).json().len(), 121);
    place.call(&["check"]).is_fine();
}
