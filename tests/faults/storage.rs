//! Where the file or its disk cannot be used: a clear word, and nothing lost.

use std::fs;

use crate::common::Place;

const LINE: &str = "{\"id\":\"one\",\"published\":\"2024-02-06\",\"text\":\"President Macron spoke by phone with Chancellor Scholz on Monday.\"}\n";

fn imported() -> Place {
    let place = Place::new();
    place.file("a.jsonl", LINE).call(&["import", "--reader", "fast", "a.jsonl"]).is_fine();
    place
}

/// A place with three documents, each of one call and long enough to lie on pages of its
/// own, and where in the file the end of the second one's text stands.
fn long() -> (Place, usize) {
    let place = Place::new();
    let line = |id: &str| {
        let rest: String = (0..900).map(|i| format!("{id}{:x} ", i * 7919 % 65_521)).collect();
        LINE.replace("one", id).replace(" on Monday.", &format!(" on Monday.\\n\\n{rest}end-of-{id}"))
    };
    let lines: String = ["first", "second", "third"].map(line).concat();
    place.file("a.jsonl", lines).call(&["import", "--reader", "fast", "a.jsonl"]).is_fine();
    // Pages that are not in use any more go.
    rusqlite::Connection::open(place.path("diplomacy-watch.db")).unwrap().execute_batch("VACUUM").unwrap();
    let bytes = fs::read(place.path("diplomacy-watch.db")).unwrap();
    let at: Vec<usize> =
        (0..bytes.len() - 13).filter(|&at| &bytes[at..at + 13] == b"end-of-second").collect();
    assert_eq!(at.len(), 1, "{at:?}");
    (place, at[0])
}

/// Overwrites bytes of the ledger.
fn damage(place: &Place, at: std::ops::Range<usize>) {
    let path = place.path("diplomacy-watch.db");
    let mut bytes = fs::read(&path).unwrap();
    bytes[at].fill(0x5a);
    fs::write(path, bytes).unwrap();
}

/// What does not hold is named, and what does is still read.
#[track_caller]
fn second_is_flawed(place: &Place) {
    let checked = place.call(&["check"]);
    checked.ends(1, &[]);
    assert!(checked.out.contains("second: "), "{}", checked.out);
    assert!(!checked.out.contains("first: ") && !checked.out.contains("third: "), "{}", checked.out);
    assert_eq!(place.call(&["contacts", "--format", "jsonl"]).json().len(), 3);
    place.call(&["explain", "third"]).is_fine();
    place.call(&["backup", "kept"]).ends(1, &[]);
    assert!(!place.path("kept").exists());
}

#[test]
fn a_text_that_rotted_is_told_and_the_others_are_read() {
    let (place, at) = long();
    damage(&place, at..at + 6);
    second_is_flawed(&place);
}

#[test]
fn a_damaged_page_is_told_and_the_others_are_read() {
    let (place, at) = long();
    let page = at / 4096 * 4096;
    damage(&place, page..page + 4096);
    second_is_flawed(&place);
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
