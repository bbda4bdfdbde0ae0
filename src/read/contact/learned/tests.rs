//! What the model finds beside the rules, and what it leaves alone.

use std::sync::OnceLock;

use super::RULE;
use crate::read::Reader;
use crate::record::{Article, Document};

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::fast)
}

fn read(text: &str) -> Document {
    let article =
        Article { text: text.to_owned(), published: "2024-05-16".parse().ok(), ..Article::default() };
    reader().read(article)
}

#[test]
fn contacts_that_no_rule_tells_of_are_found() {
    let told = [
        "Ajit Doval, who spent an hour with President Vladimir Putin at the Kremlin, said little.",
        "Emmanuel Macron dined with Narendra Modi in Paris on Tuesday.",
        "Olaf Scholz saw Xi Jinping in Beijing on Tuesday.",
        "Giorgia Meloni was received by Xi Jinping in Beijing.",
        "Keir Starmer huddled with Donald Tusk for two hours in Warsaw.",
        "Fumio Kishida shook hands with Xi Jinping in Bangkok.",
    ];
    let documents: Vec<Document> = told.iter().map(|text| read(text)).collect();
    let all =
        || documents.iter().flat_map(|document| document.contacts.iter().map(move |one| (document, one)));
    let learned: Vec<_> = all().filter(|(_, contact)| contact.rule == RULE).collect();
    assert!(learned.len() >= 2, "{learned:?}");
    for (document, contact) in learned {
        assert!(contact.parties.len() == 2 && !contact.domestic, "{contact:?}");
        let weighed = reader().weighed(document, &contact.id).unwrap();
        assert!(weighed.likelihood >= weighed.threshold && !weighed.reasons.is_empty());
    }
}

#[test]
fn what_only_looks_like_a_contact_is_left_alone() {
    for text in [
        "Brazil met the demands of Spain.",
        "Joe Biden travelled to Ohio and criticised China.",
        "Germany hosts thousands of American troops.",
        "Emmanuel Macron spoke about India at a press conference in Paris.",
        "Chuck Grassley spoke with Merrick Garland.",
        "The Kremlin on Tuesday held the door open for talks with the United States about an exchange.",
    ] {
        let found = read(text).contacts;
        assert!(found.iter().all(|contact| contact.rule != RULE), "{text}: {found:?}");
    }
}

#[test]
fn what_a_rule_tells_has_no_likelihood() {
    let document = read("Emmanuel Macron met Olaf Scholz in Paris on Tuesday.");
    assert_eq!(document.contacts.len(), 1);
    assert!(reader().weighed(&document, &document.contacts[0].id).is_none());
}

#[test]
fn the_careful_reader_knows_words_of_dealing_that_no_list_has() {
    let reader = Reader::careful();
    let told = [
        "Abbas Araghchi compared notes with Hakan Fidan in Antalya on Friday.",
        "Emmanuel Macron had Viktor Orban over at the Elysee.",
        "Marco Rubio haggled with Abbas Araghchi for hours in Muscat.",
    ];
    let mut found = 0;
    for text in told {
        let published = "2024-05-16".parse().ok();
        let document = reader.read(Article { text: text.to_owned(), published, ..Article::default() });
        for contact in document.contacts.iter().filter(|contact| contact.rule == RULE) {
            let weighed = reader.weighed(&document, &contact.id).unwrap();
            assert!(weighed.likelihood >= weighed.threshold, "{text}");
            assert!(weighed.reasons[0].0.starts_with("by the encoder"), "{:?}", weighed.reasons);
            found += 1;
        }
    }
    assert!(found >= 2, "{found} of {}", told.len());
}
