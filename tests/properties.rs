//! What must hold of any text and any order of documents: texts are made of pieces that are
//! hard to read, in orders drawn at random.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use diplomacy_watch::ledger::{Incoming, Ledger};
use diplomacy_watch::read::Reader;
use diplomacy_watch::record::{Article, Document};
use diplomacy_watch::weave::{Paper, dealings_of};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::Value;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::fast)
}

/// Pieces of texts: words that open records, marks that close too early or never, other
/// scripts, letters of several code points, nothing.
const PIECES: [&str; 40] = [
    "President Macron",
    "Chancellor Scholz",
    "Lavrov",
    "the Polish prime minister",
    "Zelenskyy",
    "Kyiv",
    "he",
    "they",
    "met",
    "spoke by phone with",
    "said",
    "denied",
    "that",
    "would not",
    "agree to",
    "a ceasefire",
    "unless",
    "reportedly",
    "according to two officials",
    "on Monday",
    "in Geneva",
    "\"We are ready,",
    "\"",
    "“",
    "”",
    "«",
    "’",
    "—",
    "(",
    "]",
    ".",
    "?",
    "\n\n",
    "\t",
    "Q:",
    "MS. PSAKI:",
    "їжак",
    "北京",
    "e\u{301}\u{1F468}\u{200D}\u{1F469}",
    "\u{202E}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.join(" "))
}

fn article(id: &str, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        text: text.to_owned(),
        outlet: Some("Example Wire".to_owned()),
        published: Some("2024-02-06".parse().unwrap()),
        language: Some("en".to_owned()),
        ..Article::default()
    }
}

/// Every span in a document, wherever it stands.
fn spans(value: &Value, found: &mut Vec<(u64, u64)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| spans(value, found)),
        Value::Object(fields) => {
            let at = |key| fields.get(key).and_then(Value::as_u64);
            found.extend(at("start").zip(at("end")));
            fields.values().for_each(|value| spans(value, found));
        }
        _ => {}
    }
}

/// Which accounts are of one contact, by their ids.
fn contacts(documents: &[Document]) -> BTreeSet<BTreeSet<String>> {
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let ids = |dealing: &diplomacy_watch::weave::Dealing| {
        dealing.accounts.iter().map(|account| account.contact.id.clone()).collect()
    };
    dealings_of(&papers).iter().map(ids).collect()
}

const CALLS: [&str; 8] = [
    "President Macron spoke by phone with Chancellor Scholz on Monday.",
    "Macron and Scholz talked by phone on February 5, Berlin said.",
    "The French president called the German chancellor on Monday.",
    "Foreign Minister Lavrov met Secretary of State Blinken in Geneva on Monday.",
    "Blinken met with Lavrov on Monday, the State Department said.",
    "President Duda will meet President Zelensky in Warsaw on Friday.",
    "Duda denied that he had met Zelensky in Warsaw on Monday.",
    "Macron met Scholz in Paris on Sunday.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn spans_stand_in_the_text_and_reading_again_gives_the_same(text in text()) {
        let document = reader().read(article("one", &text));
        prop_assert_eq!(&document.article.text, &text);
        let (length, mut found) = (text.chars().count() as u64, Vec::new());
        let value = serde_json::to_value(&document).unwrap();
        spans(&value, &mut found);
        for (start, end) in found {
            prop_assert!(start < end && end <= length, "{start} to {end} of {length}");
        }
        prop_assert_eq!(serde_json::to_value(reader().read(article("one", &text))).unwrap(), value);
    }

    #[test]
    fn what_stands_before_a_document_makes_no_difference(one in text(), other in text()) {
        let alone = Reader::fast().read(article("one", &one));
        reader().read(article("two", &other));
        prop_assert_eq!(reader().read(article("one", &one)), alone);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_import_makes_no_difference(
        calls in subsequence((0..CALLS.len()).collect::<Vec<_>>(), 2..=CALLS.len()),
        order in Just((0..CALLS.len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let stored = |order: &[usize]| {
            let folder = tempfile::tempdir().unwrap();
            let mut ledger = Ledger::open_or_create(folder.path().join("watch.db")).unwrap();
            for &i in order {
                let document = reader().read(article(&format!("d-{i}"), CALLS[i]));
                let incoming = Incoming { document, original: CALLS[i].as_bytes().to_vec() };
                ledger.store(&[incoming], reader().version(), "2024-02-07T08:00:00Z".parse().unwrap()).unwrap();
            }
            contacts(&ledger.documents(None, None).unwrap())
        };
        let shuffled: Vec<usize> = order.into_iter().filter(|i| calls.contains(i)).collect();
        prop_assert_eq!(stored(&calls), stored(&shuffled));
    }
}
