//! `code` as it is called: a table in, the same table with two columns more out.

use crate::common::Place;

const TABLE: &str = "id\tsentence\tsource\ttarget\tnote\n\
    7\tNorway accused Latvia of spying.\tNorway\tLatvia\tkept\n\
    8\t\"\"\"We met,\"\" said the premier of Norway, who received the Latvian president.\"\tthe premier of Norway\tthe Latvian president\t\n";

#[test]
fn every_row_comes_back_with_a_type() {
    let place = Place::new();
    let got = place.file("a.tsv", TABLE).call(&["code", "--pairs", "a.tsv"]);
    let lines: Vec<&str> = got.is_fine().out.lines().collect();
    assert_eq!(lines[0], "id\tsentence\tsource\ttarget\tnote\tevent_type\tevent_quad");
    assert_eq!(lines[1], format!("{}\tACCUSE\t3", TABLE.lines().nth(1).unwrap()));
    assert_eq!(lines[2], format!("{}\tCONSULT\t1", TABLE.lines().nth(2).unwrap()));
    assert_eq!(lines.len(), 3);
    assert_eq!(place.call_with(&["code", "--pairs", "-"], TABLE.as_bytes()).is_fine().out, got.out);
}

#[test]
fn a_row_without_a_sentence_still_has_a_best_type() {
    let got = Place::new().call_with(&["code", "--pairs", "-"], b"sentence\tsource\ttarget\n\t\t\n");
    assert_eq!(got.is_fine().out.lines().nth(1).unwrap().split('\t').count(), 5);
}

#[test]
fn what_cannot_be_coded_is_named() {
    let call = |input: &[u8]| Place::new().call_with(&["code", "--pairs", "-"], input);
    call(b"").ends(1, &["standard input", "sentence, source and target"]);
    call(b"sentence\tsource\n").ends(1, &["no column \"target\""]);
    call(b"sentence\tsource\ttarget\tevent_type\n").ends(1, &["\"event_type\" already"]);
    call(b"sentence\tsource\ttarget\nA met \xff.\tA\tB\n").ends(1, &["-:2", "UTF-8"]);
    let got = call(b"sentence\tsource\ttarget\nA met B.\tA\nA met B.\tA\tB\n");
    got.ends(1, &["standard input:2", "2 columns where the first line names 3"]);
    assert_eq!(got.out.lines().count(), 2);
    Place::new().call(&["code", "--pairs", "none.tsv"]).ends(1, &["none.tsv"]);
    Place::new().call(&["code"]).ends(2, &["--pairs"]);
}
