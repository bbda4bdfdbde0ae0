//! The checker against sentences that say a little more, less or else than their sources.

use super::*;
use crate::digest::sample::Sample;
use crate::record::{Document, Form, Mode, Status};

fn readout() -> Document {
    Sample::official(
        "Kremlin",
        "RUS",
        "2022-03-08T19:00:00",
        "Vladimir Putin had a telephone conversation with Prime Minister of Israel Naftali Bennett. \
         The parties discussed the third round of talks. They agreed to continue their dialogue.",
    )
    .person("Vladimir Putin", "Vladimir Putin", "RUS")
    .person("Prime Minister of Israel Naftali Bennett", "Naftali Bennett", "ISR")
    .contact(
        "Vladimir Putin had a telephone conversation with Prime Minister of Israel Naftali Bennett.",
        &[("Vladimir Putin", "RUS"), ("Prime Minister of Israel Naftali Bennett", "ISR")],
        Mode::Call,
        Status::Held,
    )
    .done()
}

fn report() -> Document {
    Sample::press(
        "Example Post",
        "2022-03-09",
        "Charles Hill and Thomas Mann reportedly met Russian envoys in Geneva on Monday. \
         \"There are no results that change the situation,\" Hill told 12 reporters. \
         Mann said that the talks may resume in April. The envoys did not comment.",
    )
    .person("Charles Hill", "Charles Hill", "USA")
    .person("Hill", "Charles Hill", "USA")
    .person("Thomas Mann", "Thomas Mann", "USA")
    .person("Mann", "Thomas Mann", "USA")
    .contact(
        "Charles Hill and Thomas Mann reportedly met Russian envoys in Geneva on Monday.",
        &[("Charles Hill", "USA"), ("Thomas Mann", "USA"), ("Russian envoys", "RUS")],
        Mode::Meeting,
        Status::Reported,
    )
    .said("Hill", "told", "\"There are no results that change the situation,\"", Form::Direct)
    .said("Mann", "said", "the talks may resume in April", Form::Indirect)
    .done()
}

/// Proves a text that cites whole sentences of a document, given by words in them.
fn prove(document: &Document, text: &str, cited: &[&str]) -> Result<(), Fault> {
    let whole = Text::new(document.article.text.as_str());
    let citations = cited.iter().map(|words| {
        let at = document.article.text.find(words).unwrap_or_else(|| panic!("{words} stands there"));
        let at = whole.span(at..at + words.len()).unwrap();
        let sentence = *document.sentences.iter().find(|sentence| sentence.contains(at)).unwrap();
        let contact = document.contacts.iter().find(|c| sentence.contains(c.evidence)).map(|c| c.id.clone());
        let statement =
            document.attributions.iter().find(|a| sentence.contains(a.content[0])).map(|a| a.id.clone());
        Citation {
            document: document.article.id.clone(),
            url: document.article.url.clone(),
            outlet: document.article.outlet.clone(),
            title: document.article.title.clone(),
            date: document.article.published.as_ref().map(|p| p.as_str().to_owned()),
            start: sentence.start,
            end: sentence.end,
            quote: whole.at(sentence).unwrap().to_owned(),
            record: contact.or(statement),
        }
    });
    let citations = citations.collect();
    let sentence = Sentence {
        text: text.to_owned(),
        kind: Kind::Claim,
        citations,
        basis: None,
        edit: None,
        rephrased: None,
    };
    Checker::new([document]).prove(&sentence)
}

#[track_caller]
fn holds(document: &Document, text: &str, cited: &[&str]) {
    assert_eq!(prove(document, text, cited), Ok(()), "{text}");
}

#[track_caller]
fn refuses(document: &Document, text: &str, cited: &[&str], wanted: impl Fn(&Fault) -> bool) {
    match prove(document, text, cited) {
        Err(fault) if wanted(&fault) => {}
        got => panic!("{text}: {got:?}"),
    }
}

const CALL: &[&str] = &["had a telephone conversation"];
const MEETING: &[&str] = &["reportedly met"];
const RESULTS: &[&str] = &["There are no results"];
const RESUME: &[&str] = &["may resume"];

#[test]
fn what_the_words_say_holds() {
    let readout = readout();
    holds(
        &readout,
        "Vladimir Putin spoke by telephone with Prime Minister Naftali Bennett of Israel on Tuesday, the Kremlin said.",
        CALL,
    );
    holds(&readout, "Putin spoke with Israeli Prime Minister Naftali Bennett.", CALL);
    holds(
        &readout,
        "The parties \"discussed the third round of talks\", according to the Kremlin.",
        &["third round"],
    );
    let report = report();
    holds(
        &report,
        "Charles Hill and Thomas Mann reportedly met Russian envoys in Geneva on Monday, Example Post reported.",
        MEETING,
    );
    holds(
        &report,
        "Hill said, Example Post reported on Wednesday: \"There are no results that change the situation\".",
        RESULTS,
    );
    holds(&report, "Mann said that the talks may resume in April, Example Post reported.", RESUME);
}

#[test]
fn a_changed_name_is_refused() {
    let name = |fault: &Fault| matches!(fault, Fault::Name(_));
    refuses(&readout(), "Vladimir Putin spoke with Yair Lapid.", CALL, name);
    refuses(&readout(), "Vladimir Bennett spoke with Naftali Putin.", CALL, name);
    refuses(
        &report(),
        "Charles Mann and Thomas Hill reportedly met Russian envoys, Example Post reported.",
        MEETING,
        name,
    );
    refuses(&readout(), "President Vladimir Putin spoke with Naftali Bennett.", CALL, name);
    refuses(&readout(), "Putin spoke with Prime Minister Naftali Bennett of Egypt.", CALL, name);
    refuses(&readout(), "Putin spoke with Bennett, the White House said.", CALL, name);
}

#[test]
fn a_changed_speaker_is_refused() {
    let speaker = |fault: &Fault| matches!(fault, Fault::Speaker(_));
    refuses(
        &report(),
        "Example Post said: \"There are no results that change the situation\".",
        RESULTS,
        speaker,
    );
    let both = ["There are no results", "reportedly met"];
    refuses(
        &report(),
        "Mann reportedly said: \"There are no results that change the situation\".",
        &both,
        speaker,
    );
}

#[test]
fn a_changed_number_is_refused() {
    let number = |fault: &Fault| matches!(fault, Fault::Number(_));
    holds(&report(), "Hill told 12 reporters \"There are no results\".", RESULTS);
    refuses(&report(), "Hill told 13 reporters \"There are no results\".", RESULTS, number);
    refuses(&report(), "Hill told twenty reporters \"There are no results\".", RESULTS, number);
    refuses(&readout(), "The parties discussed the second round of talks.", &["third round"], number);
}

#[test]
fn a_changed_day_is_refused() {
    let day = |fault: &Fault| matches!(fault, Fault::Day(_));
    refuses(
        &readout(),
        "Vladimir Putin spoke with Naftali Bennett on Wednesday, the Kremlin said.",
        CALL,
        day,
    );
    refuses(
        &report(),
        "Charles Hill reportedly met Russian envoys in Geneva on Tuesday, Example Post reported.",
        MEETING,
        day,
    );
    // The date line says Wednesday; but the words say when they met.
    refuses(
        &report(),
        "Charles Hill reportedly met Russian envoys on Wednesday, Example Post reported.",
        MEETING,
        day,
    );
    refuses(&report(), "Mann said that the talks may resume in May, Example Post reported.", RESUME, day);
}

#[test]
fn an_altered_quote_is_refused() {
    let quote = |fault: &Fault| matches!(fault, Fault::Quote(_));
    refuses(&report(), "Hill said: \"There are results that change the situation\".", RESULTS, quote);
    refuses(&report(), "Hill said: \"There are no results that changed the situation\".", RESULTS, quote);
    refuses(&report(), "Hill said: \"no result\".", RESULTS, quote);
    refuses(&report(), "Hill said: \"There are no results.", RESULTS, |fault| *fault == Fault::OpenQuote);
}

#[test]
fn a_dropped_hedge_is_refused() {
    let text = "Charles Hill and Thomas Mann met Russian envoys in Geneva on Monday, Example Post reported.";
    refuses(&report(), text, MEETING, |fault| *fault == Fault::HedgeDropped);
    let text = "Putin reportedly spoke with Bennett, the Kremlin said.";
    refuses(&readout(), text, CALL, |fault| *fault == Fault::HedgeAdded);
    let dropped = |fault: &Fault| matches!(fault, Fault::NegationDropped(_));
    refuses(&report(), "Mann said that the talks resume in April, Example Post reported.", RESUME, dropped);
    refuses(
        &report(),
        "Mann said that the talks did resume in April, Example Post reported.",
        RESUME,
        dropped,
    );
}

#[test]
fn an_added_or_dropped_not_is_refused() {
    let added = |fault: &Fault| matches!(fault, Fault::NegationAdded(_));
    refuses(
        &report(),
        "Mann said that the talks may not resume in April, Example Post reported.",
        RESUME,
        added,
    );
    refuses(&readout(), "Putin did not have a telephone conversation with Bennett.", CALL, added);
    refuses(&readout(), "Putin never spoke with Bennett.", CALL, added);
    let dropped = |fault: &Fault| matches!(fault, Fault::NegationDropped(_));
    refuses(&report(), "Hill said there are results that change the situation.", RESULTS, dropped);
    refuses(&report(), "The envoys did comment.", &["did not comment"], |fault| {
        matches!(fault, Fault::NegationDropped(_))
    });
}

#[test]
fn an_invented_detail_is_refused() {
    let word = |fault: &Fault| matches!(fault, Fault::Word(_));
    refuses(&readout(), "Vladimir Putin angrily spoke with Naftali Bennett.", CALL, word);
    refuses(&readout(), "Vladimir Putin spoke with Naftali Bennett about grain.", CALL, word);
}

#[test]
fn a_contact_told_as_another_is_refused() {
    let contact = |fault: &Fault| matches!(fault, Fault::Contact(_));
    refuses(&readout(), "Vladimir Putin met Naftali Bennett.", CALL, contact);
    refuses(&readout(), "Vladimir Putin was to have a conversation with Naftali Bennett.", CALL, contact);
    let mut planned = readout();
    planned.contacts[0].status = Status::Planned;
    refuses(&planned, "Vladimir Putin spoke by telephone with Naftali Bennett.", CALL, contact);
    let mut denied = readout();
    denied.contacts[0].status = Status::Denied;
    refuses(
        &denied,
        "Vladimir Putin spoke by telephone with Naftali Bennett, the Kremlin said.",
        CALL,
        contact,
    );
    let mut reported = readout();
    reported.contacts[0].status = Status::Reported;
    refuses(&reported, "Vladimir Putin spoke by telephone with Naftali Bennett.", CALL, contact);
}

#[test]
fn citations_must_stand_where_they_say() {
    let document = readout();
    let text = Text::new(document.article.text.as_str());
    let span = document.sentences[0];
    let good = Citation {
        document: document.article.id.clone(),
        url: document.article.url.clone(),
        outlet: document.article.outlet.clone(),
        title: document.article.title.clone(),
        date: document.article.published.as_ref().map(|p| p.as_str().to_owned()),
        start: span.start,
        end: span.end,
        quote: text.at(span).unwrap().to_owned(),
        record: None,
    };
    let checker = Checker::new([&document]);
    let prove = |citation: Citation| {
        let text = "Putin had a telephone conversation with Bennett.".to_owned();
        checker.prove(&Sentence {
            text,
            kind: Kind::Claim,
            citations: vec![citation],
            basis: None,
            edit: None,
            rephrased: None,
        })
    };
    assert_eq!(prove(good.clone()), Ok(()));
    let wrong = |fault| matches!(fault, Err(Fault::WrongCitation(_)));
    assert!(wrong(prove(Citation { start: good.start + 1, ..good.clone() })));
    assert!(wrong(prove(Citation { end: 10_000, ..good.clone() })));
    assert!(wrong(prove(Citation { quote: "Putin spoke with Bennett.".into(), ..good.clone() })));
    assert!(wrong(prove(Citation { outlet: Some("White House".into()), ..good.clone() })));
    assert!(wrong(prove(Citation { url: Some("https://example.com".into()), ..good.clone() })));
    assert!(wrong(prove(Citation { date: Some("2022-03-09".into()), ..good.clone() })));
    assert_eq!(prove(Citation { document: "x".into(), ..good }), Err(Fault::UnknownDocument("x".into())));
    let bare = Sentence {
        text: "Putin spoke.".into(),
        kind: Kind::Claim,
        citations: vec![],
        basis: None,
        edit: None,
        rephrased: None,
    };
    assert_eq!(checker.prove(&bare), Err(Fault::Baseless));
}

#[test]
fn an_absence_must_be_one() {
    let document = readout();
    let prove = |text: &str, basis: Option<Basis>| {
        let sentence = Sentence {
            text: text.into(),
            kind: Kind::Absence,
            citations: vec![],
            basis,
            edit: None,
            rephrased: None,
        };
        Checker::new([&document]).prove(&sentence)
    };
    let basis = |looked_for: &str| {
        let documents = vec![document.article.id.clone()];
        Some(Basis { documents, looked_for: vec![looked_for.into()], ..Basis::default() })
    };
    let text = "No account of this call was found in the one document of the Kremlin that was read.";
    assert_eq!(prove(text, basis("Macron")), Ok(()));
    assert!(matches!(prove(text, basis("Bennett")), Err(Fault::Present(_))));
    assert_eq!(prove(text, None), Err(Fault::Baseless));
    assert_eq!(prove(text, Some(Basis::default())), Err(Fault::Baseless));
    let counted = "No account of this call was found in the 3 documents of the Kremlin that were read.";
    assert!(matches!(prove(counted, basis("Macron")), Err(Fault::Count(..))));
    let more = "No account of this secret call was found in the one document of the Kremlin.";
    assert!(matches!(prove(more, basis("Macron")), Err(Fault::Word(_))));
    let unread = |code: &str| {
        let documents = vec![document.article.id.clone()];
        Some(Basis { documents, without_source: vec![code.into()], ..Basis::default() })
    };
    assert_eq!(prove("No official source of Israel is among those read.", unread("ISR")), Ok(()));
    assert!(matches!(
        prove("No official source of Russia is among those read.", unread("RUS")),
        Err(Fault::Present(_))
    ));
    assert!(matches!(
        prove("No official source of France is among those read.", unread("ISR")),
        Err(Fault::Word(_))
    ));
}

#[test]
fn what_looks_like_a_citation_or_a_name_and_is_none_is_no_claim() {
    let document = readout();
    let prove = |text: &str| {
        let sentence = Sentence {
            text: text.into(),
            kind: Kind::Claim,
            citations: vec![],
            basis: None,
            edit: None,
            rephrased: None,
        };
        Checker::new([&document]).prove(&sentence)
    };
    for text in ["Putin \"spoke [1]\".", "Putin spoke[^2].", "Putin spoke ［ 12 ］."] {
        assert!(matches!(prove(text), Err(Fault::Mark(_))), "{text}");
    }
    assert!(matches!(prove("P\u{443}tin spoke."), Err(Fault::Disguise(_))));
    assert_eq!(prove("Putin [then] spoke [in 2022]."), Err(Fault::Baseless));
}
