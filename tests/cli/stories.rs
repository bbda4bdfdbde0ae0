//! `stories` as it is called: what tells one story, and where each has it from.

use serde_json::Value;

use crate::common::Place;

const READOUT: &str = "President Duda received Prime Minister Kishida in Warsaw on Tuesday. They spoke of grain \
    routes through Gdansk and of loans for the rebuilding of Kharkiv. Duda thanked Japan for the generators that it \
    sent in winter. Kishida invited him to Hiroshima.";

const RETOLD: &str = "WARSAW (Reuters) - Kishida promised loans to rebuild Kharkiv when he met Duda in Warsaw, the \
    Polish presidency said. Grain that leaves by Gdansk was on the table too.";

const OTHER: &str = "Fishermen in Lima blocked the port over the price of diesel. A judge ordered the harbour \
    cleared. Their union will strike again on Monday unless the ministry of energy relents.";

fn line(id: &str, day: &str, outlet: &str, text: &str) -> Value {
    serde_json::json!({"id": id, "published": day, "outlet": outlet, "text": text})
}

fn stories(lines: &[Value]) -> Vec<Value> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Place::new().file("a.jsonl", text).call(&["stories", "a.jsonl"]).is_fine().json()
}

fn lines() -> [Value; 5] {
    let shortened =
        format!("Envoys were busy this week. {}", READOUT.split(" Kishida invited").next().unwrap());
    [
        line("readout", "2023-03-21", "President of Poland", READOUT),
        line("retold", "2023-03-22", "Gazeta", RETOLD),
        line("copy", "2023-03-22", "Warsaw Daily", &shortened),
        line("lima", "2023-03-22", "Andina", OTHER),
        line("again", "2023-05-30", "President of Poland", READOUT),
    ]
}

#[test]
fn documents_of_one_development_share_a_story_and_copies_an_origin() {
    let got = stories(&lines());
    let field = |i: usize, name: &str| got[i][name].clone();
    assert_eq!(field(0, "story"), field(1, "story"));
    assert_eq!(field(0, "story"), field(2, "story"));
    assert_ne!(field(0, "story"), field(3, "story"));
    assert_ne!(field(0, "story"), field(4, "story"), "two months later it is another story");
    assert_eq!(field(2, "copy_of"), "readout");
    assert_eq!((field(2, "origin"), field(2, "origin_basis")), ("President of Poland".into(), "copy".into()));
    assert_eq!((field(1, "origin"), field(1, "origin_basis")), ("Reuters".into(), "credit".into()));
    assert_eq!((field(0, "story_documents"), field(0, "story_origins")), (3.into(), 2.into()));
    assert_eq!(field(3, "copy_of"), Value::Null);
}

#[test]
fn the_order_of_the_documents_makes_no_difference() {
    let mut turned = lines();
    turned.reverse();
    let mut got = stories(&turned);
    got.reverse();
    assert_eq!(got, stories(&lines()));
}

#[test]
fn what_comes_in_a_later_week_changes_no_earlier_story() {
    let all = stories(&lines());
    let before = stories(&lines()[..4]);
    assert_eq!(all[..4], before[..]);
}

#[test]
fn an_empty_document_is_a_story_of_its_own_and_a_bad_line_is_told() {
    let place = Place::new();
    let got = place
        .call_with(&["stories", "-"], b"{\"id\":\"1\",\"text\":\"\"}\n{\"id\":\"2\",\"text\":\"\"}\n{bad\n");
    got.ends(1, &["standard input:3"]);
    assert_eq!(got.json().len(), 2);
    assert_ne!(got.json()[0]["story"], got.json()[1]["story"]);
}
