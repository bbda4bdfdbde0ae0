//! What may stand in the place of a sentence, and what may not.

use super::knowledge::Knowledge;
use super::*;
use crate::digest::{Citation, Item, Sample, Section};
use crate::record::Form;

#[test]
fn the_examples_hold() {
    let gate = Gate::new([]);
    for example in &Knowledge::get().example {
        for yes in &example.yes {
            assert_eq!(gate.says_the_same(&example.ours, yes), Ok(()), "{yes}");
        }
        for no in &example.no {
            assert!(gate.says_the_same(&example.ours, no).is_err(), "{no}");
        }
    }
}

/// Words with signs that are not seen, or that turn the others round.
#[test]
fn hidden_signs_are_refused() {
    let gate = Gate::new([]);
    let ours = "Ann Alder met Boris Birk in Vienna, the Ministry of Example said.";
    for sign in
        ['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\0', '\t', '\n', '\u{a0}', '\u{301}', '\u{ad}']
    {
        for at in [3, 10, ours.len() - 1] {
            let mut theirs = ours.to_owned();
            theirs.insert(at, sign);
            assert!(gate.says_the_same(ours, &theirs).is_err(), "{theirs:?}");
        }
    }
    assert!(gate.says_the_same(ours, &ours.replace("Alder", "Аlder")).is_err(), "a letter of another script");
}

/// No two words of a sentence may change places, whatever they are, and none may go.
#[test]
fn no_two_words_change_places() {
    let gate = Gate::new([]);
    let ours = "Ann Alder of Ruritania told Boris Birk of Sylvania that two of the three envoys may not have met Carl Cole.";
    let words: Vec<&str> = ours.trim_end_matches('.').split(' ').collect();
    for i in 0..words.len() {
        for j in i + 1..words.len() {
            if words[i] == words[j] {
                continue;
            }
            let mut other = words.clone();
            other.swap(i, j);
            let other = other.join(" ") + ".";
            assert!(gate.says_the_same(ours, &other).is_err(), "{other}");
        }
        let mut other = words.clone();
        other.remove(i);
        let other = other.join(" ") + ".";
        assert!(gate.says_the_same(ours, &other).is_err(), "{other}");
    }
}

fn digest(document: &Document) -> Digest {
    let text = &document.article.text;
    let citation = Citation {
        document: document.article.id.clone(),
        url: document.article.url.clone(),
        outlet: document.article.outlet.clone(),
        title: document.article.title.clone(),
        date: document.article.published.as_ref().map(|published| published.as_str().to_owned()),
        start: 0,
        end: text.chars().count(),
        quote: text.clone(),
        record: None,
    };
    let claim = Sentence {
        text: "Ann Alder said that Ruritania was ready, according to Example Post.".to_owned(),
        kind: Kind::Claim,
        citations: vec![citation],
        basis: None,
        edit: None,
        rephrased: None,
    };
    let absence = Sentence { kind: Kind::Absence, citations: Vec::new(), ..claim.clone() };
    let section = |form| Section {
        heading: "Heading".to_owned(),
        form,
        columns: Vec::new(),
        items: vec![Item { sentences: vec![claim.clone(), absence.clone()], ..Item::default() }],
        chart: None,
    };
    Digest {
        title: "Diplomacy Watch: x".to_owned(),
        title_citations: Vec::new(),
        deck: String::new(),
        deck_citations: Vec::new(),
        week: "2022-W10".to_owned(),
        sections: vec![section(SectionForm::Paragraphs), section(SectionForm::Table)],
        edits: Vec::new(),
        withdrawn: Vec::new(),
        writing: None,
    }
}

fn document() -> Document {
    Sample::press("Example Post", "2022-03-08", "Ann Alder said that Ruritania was ready.")
        .person("Ann Alder", "Ann Alder", "USA")
        .said("Ann Alder", "said", "that Ruritania was ready", Form::Indirect)
        .done()
}

#[test]
fn only_claims_that_are_told_are_rephrased_and_ours_are_kept() {
    let documents = [document()];
    let mut digest = digest(&documents[0]);
    let mut asked = Vec::new();
    let theirs = "According to Example Post, Ann Alder said that Ruritania was ready.";
    let departures = rephrase(&mut digest, &documents, 1000, "a-model", |ours| {
        asked.push(ours.to_owned());
        Some(format!(" {theirs}\n"))
    });
    assert_eq!((asked.len(), departures), (1, Vec::new()));
    let [told, absence] = digest.sections[0].items[0].sentences.as_slice() else { panic!() };
    assert_eq!(told.text, theirs);
    assert_eq!(told.rephrased.as_deref(), Some(asked[0].as_str()));
    assert_eq!((told.citations.len(), &absence.rephrased), (1, &None));
    let writing = digest.writing.unwrap();
    assert_eq!((writing.writer.as_str(), writing.rephrased, writing.refused), ("a-model", 1, 0));
}

#[test]
fn what_says_more_or_does_not_come_leaves_ours() {
    let documents = [document()];
    let before = digest(&documents[0]);
    for (answer, expected) in [
        (None, (0, 0, 1)),
        (Some("Ann Alder confirmed that Ruritania was ready, according to Example Post."), (1, 0, 0)),
        (Some("Ann Alder said that Ruritania was ready, according to Example Post."), (0, 1, 0)),
    ] {
        let mut digest = before.clone();
        let departures = rephrase(&mut digest, &documents, 1000, "a-model", |_| answer.map(str::to_owned));
        assert_eq!(digest.sections, before.sections);
        let writing = digest.writing.unwrap();
        assert_eq!((writing.refused, writing.unchanged, writing.unanswered), expected);
        assert_eq!(departures.len(), writing.refused);
    }
}

#[test]
fn a_digest_gets_no_longer_than_it_may() {
    let text = "Ann Alder discussed Ruritania.";
    let documents = [Sample::press("Example Post", "2022-03-08", text).done()];
    let mut ours = digest(&documents[0]);
    ours.sections.truncate(1);
    ours.sections[0].items[0].sentences.truncate(1);
    ours.sections[0].items[0].sentences[0].text =
        "Ann Alder discussed Ruritania, Example Post reported.".to_owned();
    for (limit, rephrased) in [(7, 0), (8, 1)] {
        let mut digest = ours.clone();
        let theirs = "According to Example Post, Ann Alder discussed Ruritania.".to_owned();
        let departures = rephrase(&mut digest, &documents, limit, "m", |_| Some(theirs.clone()));
        assert_eq!(digest.writing.unwrap().rephrased, rephrased, "{departures:?}");
    }
}
