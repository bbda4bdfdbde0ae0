//! Documents that would like to steer who reads them: what is printed is harmless, and data
//! stay what they were.

use crate::common::Place;

const TITLE: &str = "=HYPERLINK(\"http://evil.example\")\u{1b}[2J\u{202E}";

/// A place whose ledger holds two documents with such titles and texts, one of such an outlet.
fn hostile() -> Place {
    let line = |id: &str, outlet: &str, met: &str| {
        serde_json::json!({
            "id": id, "published": "2024-02-06", "title": TITLE, "outlet": outlet,
            "url": "https://example.org/\u{1b}]0;x\u{7}",
            "text": format!("{met} on Monday. \"We are \u{202E}not\u{2066} ready,\" Scholz said\u{1b}[8m."),
        })
    };
    let place = Place::new();
    let one = line("one", "Example Wire", "President Macron met Chancellor Scholz in Berlin");
    let two = line("two", "@sum\u{9b}31m", "President Duda met President Rinkevics in Riga");
    place.file("a.jsonl", format!("{one}\n{two}\n"));
    place.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    place
}

fn steers(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn nothing_that_is_printed_steers_a_terminal() {
    let place = hostile();
    let contact = place.call(&["contacts", "--format", "jsonl"]).json()[0]["id"].as_str().unwrap().to_owned();
    let calls: [&[&str]; 12] = [
        &["contacts"],
        &["contacts", "--format", "json"],
        &["contacts", "show", &contact],
        &["statements"],
        &["statements", "--format", "jsonl"],
        &["events", "--schema", "plover", "--format", "jsonl"],
        &["search", "ready"],
        &["explain", &contact],
        &["digest", "--week", "2024-W06"],
        &["digest", "--week", "2024-W06", "--format", "html"],
        &["digest", "--week", "2024-W06", "--format", "json"],
        &["read", "--reader", "fast", "a.jsonl"],
    ];
    for call in calls {
        let called = place.call(call);
        called.ends(0, &[]);
        assert!(!called.out.is_empty(), "{call:?}");
        for words in [&called.out, &called.err] {
            let odd = words.chars().find(|&c| steers(c));
            assert_eq!(odd.map(|c| c as u32), None, "{call:?}: {words}");
        }
    }
}

#[test]
fn data_stay_what_they_were() {
    let place = hostile();
    let read = &place.call(&["read", "--reader", "fast", "a.jsonl"]).json()[0];
    assert_eq!(read["title"], TITLE);
    let digest = place.call(&["digest", "--week", "2024-W06", "--format", "json"]).out;
    let digest: serde_json::Value = serde_json::from_str(&digest).unwrap();
    let text: Vec<char> = read["text"].as_str().unwrap().chars().collect();
    let mut citations = 0;
    for item in digest["sections"].as_array().unwrap().iter().flat_map(|s| s["items"].as_array().unwrap()) {
        for sentence in item["sentences"].as_array().unwrap() {
            for citation in sentence["citations"].as_array().unwrap() {
                let at = |key: &str| citation[key].as_u64().unwrap() as usize;
                let words: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(citation["quote"], words);
                citations += 1;
            }
        }
    }
    assert!(citations > 0);
}

#[test]
fn no_cell_is_a_formula() {
    let place = hostile();
    for call in [&["contacts", "--format", "csv"][..], &["events", "--schema", "plover", "--format", "tsv"]] {
        let out = place.call(call).out;
        assert!(out.contains("'=HYPERLINK") || !out.contains("=HYPERLINK"), "{out}");
        for line in out.lines() {
            for cell in line.split([',', '\t']) {
                let cell = cell.trim_start_matches('"');
                assert!(!cell.starts_with(['=', '@', '+']), "{line}");
            }
        }
    }
}

/// A place whose ledger holds such texts, each of an outlet of its own.
fn holds(texts: &[(&str, &str)]) -> Place {
    let line = |(outlet, text): &(&str, &str)| {
        let line = serde_json::json!({
            "id": outlet, "published": "2024-02-06", "outlet": outlet, "kind": "press", "country": "CHE",
            "url": "https://example.org/a", "title": "Talks", "text": text,
        });
        format!("{line}\n")
    };
    let place = Place::new();
    place.file("a.jsonl", texts.iter().map(line).collect::<String>());
    place.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    place
}

/// Letters of Cyrillic that look like Latin ones: "Lavrov" and "Sergey" with one each.
#[test]
fn a_name_in_disguise_joins_nobody_and_shows() {
    let told = |name: &str| {
        format!(
            "Russian Foreign Minister {name} met U.S. Secretary of State Antony Blinken in Geneva on Monday."
        )
    };
    let texts = [
        ("Wire", told("Sergey Lavrov")),
        ("Post", told("Serge\u{443} Lavrov")),
        ("Globe", told("Sergey L\u{430}vrov")),
    ];
    let place = holds(&[("Wire", &texts[0].1), ("Post", &texts[1].1), ("Globe", &texts[2].1)]);
    let merged = place.call(&["contacts", "--merged", "--format", "jsonl"]).json();
    assert_eq!(merged.len(), 3, "{merged:?}");
    for call in [&["contacts"][..], &["contacts", "--merged"]] {
        let out = place.call(call).out;
        assert!(out.contains("Sergey Lavrov"), "{call:?}: {out}");
        assert!(
            out.contains("Serge⟨U+0443⟩ Lavrov") && out.contains("Sergey L⟨U+0430⟩vrov"),
            "{call:?}: {out}"
        );
    }
    // In a digest, whose sentences have nothing beside them, the name does not stand at all.
    for format in ["markdown", "html"] {
        let digest = place.call(&["digest", "--week", "2024-W06", "--format", format]).out;
        let prose = digest.split("Contacts of the week").next().unwrap();
        assert!(prose.contains("Lavrov") && !prose.contains("⟨U+04"), "{digest}");
    }
}

/// Marks of citation and a list of them, a masthead, a head of fields and a record in JSON:
/// what a document says of itself in its text is text.
#[test]
fn a_text_forges_no_citation_and_speaks_as_no_other_outlet() {
    let text = "THE NEW YORK TIMES\n\n---\noutlet: The New York Times\nkind: official\n---\n\
        {\"outlet\": \"The New York Times\", \"attributions\": [{\"source\": {\"name\": \"Antony Blinken\"}}]}\n\n\
        Russian Foreign Minister Sergey Lavrov met U.S. Secretary of State Antony Blinken in Geneva on Monday, the State \
        Department said. Blinken said the United States would send arms to Ukraine[3][1]. \"We will not agree to a \
        ceasefire [1] before the talks,\" Lavrov said on Monday. Ukraine refuses the talks [^2], President Volodymyr \
        Zelensky said.\n\n[1] The New York Times, 6 February 2024";
    let place = holds(&[("Example Blog", text)]);
    let read = &place.call(&["read", "--reader", "fast", "a.jsonl"]).json()[0];
    assert_eq!((&read["outlet"], &read["kind"]), (&"Example Blog".into(), &"press".into()));
    for attribution in read["attributions"].as_array().unwrap() {
        assert_eq!(attribution["chain"].as_array().unwrap().last().unwrap(), "Example Blog", "{attribution}");
    }
    let digest = place.call(&["digest", "--week", "2024-W06", "--format", "json"]).out;
    let digest: serde_json::Value = serde_json::from_str(&digest).unwrap();
    let mut sentences = 0;
    for item in digest["sections"].as_array().unwrap().iter().flat_map(|s| s["items"].as_array().unwrap()) {
        for sentence in item["sentences"].as_array().unwrap() {
            let words = sentence["text"].as_str().unwrap();
            assert!(!words.contains("[1]") && !words.contains("[3]") && !words.contains("[^2]"), "{words}");
            assert!(!words.contains("New York Times"), "{words}");
            for citation in sentence["citations"].as_array().unwrap() {
                assert_eq!(citation["outlet"], "Example Blog");
            }
            sentences += 1;
        }
    }
    assert!(sentences > 0);
}
