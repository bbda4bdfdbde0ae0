//! The rules' own sentences, and what else the reader of contacts must know.

use std::sync::OnceLock;

use super::*;
use crate::read::Reader;
use crate::record::Article;

const RULES: &str = include_str!("../../../knowledge/rules/contacts.toml");
const DAY: &str = "2022-03-10";

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::fast)
}

fn article(text: &str) -> Article {
    Article { text: text.to_owned(), published: DAY.parse().ok(), ..Article::default() }
}

/// The contacts of a text by these rules alone.
fn find(contacts: &Contacts, text: &str) -> Vec<Contact> {
    let article = article(text);
    contacts.find(&reader().analyse(&article), None, &[])
}

/// The rules file with one of its rules only.
fn only(id: &str) -> Contacts {
    let mut file: toml::Table = RULES.parse().unwrap();
    let rules = file["rule"].as_array_mut().unwrap();
    rules.retain(|rule| rule["id"].as_str() == Some(id));
    Contacts::parse("contacts.toml", &toml::to_string(&file).unwrap()).unwrap()
}

#[test]
fn every_rule_keeps_to_its_sentences() {
    let mut wrong = Vec::new();
    for rule in Contacts::new().book().rules() {
        let contacts = only(&rule.id);
        wrong.extend(
            rule.yes
                .iter()
                .filter(|s| find(&contacts, s).is_empty())
                .map(|s| format!("{}: yes {s}", rule.id)),
        );
        wrong.extend(
            rule.no.iter().filter(|s| !find(&contacts, s).is_empty()).map(|s| format!("{}: no {s}", rule.id)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_rule_is_told_with_file_and_remedy() {
    let error = |from: &str, to: &str| {
        Contacts::parse("c.toml", &RULES.replacen(from, to, 1)).err().unwrap().to_string()
    };
    assert!(error("mode = \"meeting\"", "mode = \"dinner\"").contains("contact.meet"));
    assert!(error("<subject A", "<subject Z").contains("no slot"));
    assert!(error("planned = [", "planed = [").contains("[lists]"));
    assert!(error("initiator = \"A\"", "initiator = \"H\"").contains("initiator"));
}
