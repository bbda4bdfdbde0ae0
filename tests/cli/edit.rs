//! `digest edit`: a person changes or takes out sentences.

use crate::common::Place;

const CALL: &str = "---\ntitle: Telephone conversation with the Prime Minister of Israel\noutlet: Kremlin\n\
    kind: official\ncountry: RUS\nurl: https://example.org/kremlin/call\npublished: 2022-03-08\n---\n\n\
    Vladimir Putin had a telephone conversation with Prime Minister of Israel Naftali Bennett.\n\n\
    The parties discussed the war in Ukraine. They agreed to continue their dialogue.\n";

const VISIT: &str = "---\ntitle: A visit\noutlet: White House\nkind: official\ncountry: USA\n\
    url: https://example.org/visit\npublished: 2022-03-10\n---\n\n\
    President Joe Biden met President Iván Duque of Colombia in Washington today.\n\n\
    They discussed trade.\n";

fn place() -> Place {
    let place = Place::new();
    place.file("in/call.md", CALL).file("in/visit.md", VISIT);
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    place
}

/// The handle of the first sentence under a heading that has these words.
fn handle(place: &Place, heading: &str, words: &str) -> String {
    let got = place.call(&["digest", "edit"]);
    let listed = got.ends(0, &[]).out.clone();
    let under =
        listed.split(&format!("\n{heading}\n")).nth(1).unwrap_or_else(|| panic!("{heading}: {listed}"));
    let line = under.lines().find(|line| line.contains(words));
    line.unwrap_or_else(|| panic!("{words}: {listed}"))[..8].to_owned()
}

fn digest(place: &Place, format: &str) -> String {
    place.call(&["digest", "--format", format]).ends(0, &[]).out.clone()
}

#[test]
fn an_editors_words_stand_in_the_place_of_a_sentence_and_are_marked() {
    let place = place();
    let before = digest(&place, "markdown");
    let bennett = handle(&place, "Global crises", "Bennett");
    let text = "A call between Moscow and <b>Jerusalem</b> was announced.";
    let change = ["digest", "edit", &bennett, "--text", text, "--by", "Ann", "--note", "shorter"];
    assert!(place.call(&change).ends(0, &[]).out.contains(&format!("{text} [editor]")));
    let markdown = digest(&place, "markdown");
    let escaped = "A call between Moscow and \\<b\\>Jerusalem\\</b\\> was announced. \\[editor\\]";
    assert!(markdown.contains(escaped), "{markdown}");
    assert!(markdown.contains("- Ann rewrote a sentence of “Global crises” on 2"), "{markdown}");
    assert!(markdown.contains("(shorter)") && markdown.contains("rest on no citation"), "{markdown}");
    let html = digest(&place, "html");
    assert!(
        html.contains("&#60;b&#62;Jerusalem") && html.contains("<span class=\"own\">[editor]</span>"),
        "{html}"
    );
    let json: serde_json::Value = serde_json::from_str(&digest(&place, "json")).unwrap();
    let sentences = json["sections"].as_array().unwrap().iter().flat_map(|s| s["items"].as_array().unwrap());
    let sentences = sentences.flat_map(|item| item["sentences"].as_array().unwrap());
    let own: Vec<_> = sentences.filter(|sentence| sentence["kind"] == "editor").collect();
    assert_eq!((own.len(), &own[0]["text"]), (1, &serde_json::json!(text)));
    assert_eq!(own[0]["citations"], serde_json::json!([]), "no source answers for it");
    assert_eq!(json["edits"][0]["who"], "Ann");
    let docx = place.command(&["digest", "--format", "docx"]).output().unwrap().stdout;
    assert!(docx.starts_with(b"PK"));
    // Another editor changes it again; the latest counts, until it is taken back.
    let again = handle(&place, "Global crises", "was announced");
    place.call(&["digest", "edit", &again, "--text", "They spoke.", "--by", "Ben"]).ends(0, &[]);
    assert!(digest(&place, "markdown").contains("They spoke. \\[editor\\]"));
    place.call(&["digest", "edit", "--undo", "2", "--by", "Ann"]).ends(0, &[]);
    assert!(digest(&place, "markdown").contains(escaped));
    let undone = place.call(&["digest", "edit", "--undo", "1", "--by", "Ann"]);
    assert!(undone.ends(0, &[]).out.contains("taken back by Ann"));
    assert_eq!(digest(&place, "markdown"), before);
}

#[test]
fn what_is_taken_out_stays_out_when_documents_are_read_again() {
    let place = place();
    let duque = handle(&place, "Global crises", "Duque");
    place.call(&["digest", "edit", &duque, "--drop", "--item", "--by", "Ann"]).ends(0, &[]);
    let news = |markdown: &str| {
        let after = markdown.split("## Global crises").nth(1).unwrap_or_default();
        after.split("\n## ").next().unwrap_or_default().to_owned()
    };
    let markdown = digest(&place, "markdown");
    assert!(!news(&markdown).contains("Duque"), "{markdown}");
    assert!(markdown.contains("Ann took out a sentence of “Global crises”"), "{markdown}");
    assert!(markdown.contains("| Duque") || markdown.contains("Duque |"), "the row stays: {markdown}");
    // The title of the page is another one, and so what is said of it may be; the words stay.
    place.file("in/visit.md", VISIT.replace("They discussed trade.", "They discussed trade at length."));
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    assert!(!news(&digest(&place, "markdown")).contains("Duque"));
    let row = handle(&place, "Contacts of the week", "Duque");
    place.call(&["digest", "edit", &row, "--drop", "--by", "Ann"]).ends(0, &[]);
    let markdown = digest(&place, "markdown");
    assert!(!markdown.contains("Duque |") && markdown.contains("a row of the table"), "{markdown}");
}

#[test]
fn a_title_may_be_an_editors() {
    let place = place();
    let listed = place.call(&["digest", "edit"]).ends(0, &[]).out.clone();
    let title = listed.lines().nth(1).unwrap()[..8].to_owned();
    place.call(&["digest", "edit", &title, "--text", "A quiet week", "--by", "Ann"]).ends(0, &[]);
    let markdown = digest(&place, "markdown");
    assert!(markdown.starts_with("# Diplomacy Watch: A quiet week \\[editor\\]\n"), "{markdown}");
    assert!(markdown.contains("Ann rewrote the title"), "{markdown}");
}

#[test]
fn what_a_source_has_taken_back_is_named() {
    let place = place();
    place.file("in/call.md", CALL.replace("discussed the war in Ukraine", "spoke at length"));
    place.call(&["import", "in", "--reader", "fast"]).ends(0, &[]);
    let markdown = digest(&place, "markdown");
    let notice = markdown.split("## No longer said, as a source was changed").nth(1).unwrap_or_default();
    assert!(notice.contains("discussed the war in Ukraine"), "{markdown}");
    assert!(notice.contains("rested on words of Kremlin in “Telephone conversation"), "{markdown}");
    assert!(!markdown.split("## No longer said").next().unwrap().contains("discussed the war"));
}

#[test]
fn changes_that_make_no_sense_are_refused() {
    let place = place();
    let row = handle(&place, "Contacts of the week", "Duque");
    let check = |more: &[&str], code: i32, words: &str| {
        place.call(&[&["digest", "edit"], more].concat()).ends(code, &[words]);
    };
    check(&["00000000", "--drop", "--by", "Ann"], 2, "has the handle 00000000");
    check(&[&row, "--by", "Ann"], 2, "say what is to be done");
    check(&[&row, "--text", "Other", "--by", "Ann"], 1, "a row of the table is made of records");
    check(&[&row, "--drop", "--text", "x"], 2, "cannot be used with");
    check(&[&row, "--drop", "--by", " "], 1, "say who decides");
    check(&["--undo", "7", "--by", "Ann"], 1, "there is no change 7");
    check(&["--week", "2022-W60"], 2, "is no week");
    let bennett = handle(&place, "Global crises", "Bennett");
    check(&[&bennett, "--text", "two\nlines", "--by", "Ann"], 1, "line break");
    check(&[&bennett, "--text", " ", "--by", "Ann"], 1, "they are empty");
}
