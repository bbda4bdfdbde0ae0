//! What the press tells, by whose word, and each thing of a page by itself.

use super::*;
use crate::record::Span;

/// An outlet that others cite keeps its own sources.
#[test]
fn the_sourcing_of_a_cited_report_is_kept() {
    let text = "Former American generals met Russian envoys in Geneva, NBC News reported on July 6, citing people briefed on the meetings.";
    let told = "Former American generals met Russian envoys in Geneva";
    let mut document = Sample::press("Example Post", "2022-03-10", text)
        .organisation("NBC News")
        .said("NBC News", "reported", told, Form::Indirect)
        .contact(
            told,
            &[("Former American generals", "USA"), ("Russian envoys", "RUS")],
            Mode::Meeting,
            Status::Reported,
        )
        .with(|contact| {
            contact.attribution = Some(0);
            contact.when = None;
        })
        .done();
    document.attributions[0].chain =
        ["people briefed on the meetings", "NBC News", "Example Post"].map(str::to_owned).into();
    let composed = compose(&[document], Commission::new(week(), &scope()));
    let lead = &composed.digest.sections[0].items[0].sentences[0].text;
    let expected = "NBC News reported, citing \"people briefed on the meetings\", according to Example Post.";
    assert!(lead.ends_with(expected), "{lead} {:?}", composed.refused);
}

/// Whom a report cites may be told by the next paragraph, which goes on with "the talks".
#[test]
fn the_sourcing_told_after_a_cited_report_is_kept() {
    let told = "Former American generals met Russian envoys in Geneva";
    let more = "the talks were about gas";
    let text = format!(
        "{told}, NBC News reported.\n\nAccording to NBC News, which cites people briefed on them, {more}.\n\nAnn Alder met Boris Birk in Oslo."
    );
    let mut document = Sample::press("Example Post", "2022-03-10", &text)
        .organisation("NBC News")
        .person("Ann Alder", "Ann Alder", "FRA")
        .person("Boris Birk", "Boris Birk", "UKR")
        .said("NBC News", "reported", told, Form::Indirect)
        .said("NBC News", "According to", more, Form::Indirect)
        .contact(
            told,
            &[("Former American generals", "USA"), ("Russian envoys", "RUS")],
            Mode::Meeting,
            Status::Reported,
        )
        .with(|contact| contact.attribution = Some(0))
        .contact(
            "Ann Alder met Boris Birk in Oslo",
            &[("Ann Alder", "FRA"), ("Boris Birk", "UKR")],
            Mode::Meeting,
            Status::Held,
        )
        .done();
    let second = text.find("According").map(|at| at + "According to ".len()).unwrap();
    document.attributions[1].source.as_mut().unwrap().span =
        Span { start: second, end: second + "NBC News".len() };
    document.attributions[1].chain =
        ["people briefed on them", "NBC News", "Example Post"].map(str::to_owned).into();
    let composed = compose(&[document], Commission::new(week(), &scope()));
    let lead = &composed.digest.sections[0].items[0].sentences[0];
    assert!(lead.text.contains("citing \"people briefed on them\""), "{lead:?} {:?}", composed.refused);
    assert!(
        lead.citations.iter().any(|citation| citation.quote.contains("which cites people briefed on them"))
    );
}

/// What somebody retells stays his word about another's.
#[test]
fn who_retells_what_another_told_is_named() {
    let told = "Carl Cedar met Dmitry Dorn in Geneva on Monday";
    let inner = "Boris Birk had told her that Carl Cedar met Dmitry Dorn in Geneva on Monday";
    let mut document = Sample::press("Example Post", "2022-03-10", &format!("Ann Alder said that {inner}."))
        .person("Ann Alder", "Ann Alder", "USA")
        .person("Boris Birk", "Boris Birk", "UKR")
        .person("Carl Cedar", "Carl Cedar", "USA")
        .person("Dmitry Dorn", "Dmitry Dorn", "RUS")
        .said("Ann Alder", "said", inner, Form::Indirect)
        .said("Boris Birk", "told", told, Form::Indirect)
        .contact(told, &[("Carl Cedar", "USA"), ("Dmitry Dorn", "RUS")], Mode::Meeting, Status::Reported)
        .with(|contact| contact.attribution = Some(1))
        .done();
    document.attributions[1].chain = ["Boris Birk", "Ann Alder", "Example Post"].map(str::to_owned).into();
    let composed = compose(std::slice::from_ref(&document), Commission::new(week(), &scope()));
    let lead = &composed.digest.sections[0].items[0].sentences[0].text;
    assert!(
        lead.contains("Boris Birk said, according to Ann Alder, Example Post reported"),
        "{lead} {:?}",
        composed.refused
    );
    document.attributions[1].chain.insert(2, "Emil Esk".to_owned());
    let composed = compose(&[document], Commission::new(week(), &scope()));
    let texts: Vec<String> = composed
        .digest
        .sections
        .iter()
        .flat_map(|section| &section.items)
        .flat_map(|item| &item.sentences)
        .map(|sentence| sentence.text.clone())
        .collect();
    assert!(!texts.iter().any(|text| text.contains("Birk said")), "{texts:?}");
}

/// What a press page says of one contact is not said of another; two contacts of its own are two.
#[test]
fn a_page_of_many_items_keeps_them_apart() {
    let burns = "CIA director Ann Alder telephoned Boris Birk of Russia on Monday.";
    let biden = "President Carl Cedar of the United States met Dmitry Dorn of China in Bali on Monday.";
    let call = "Former American officials held talks with Russians in secret.";
    let text = format!(
        "{burns} It was their first call.\n\n{biden} The two agreed that nuclear weapons must never be used in Ukraine, \
         according to the White House.\n\n{call}"
    );
    let document = Sample::press("Example Post", "2022-03-11", &text)
        .person("CIA director Ann Alder", "Ann Alder", "USA")
        .person("Boris Birk", "Boris Birk", "RUS")
        .person("President Carl Cedar", "Carl Cedar", "USA")
        .person("Dmitry Dorn", "Dmitry Dorn", "CHN")
        .contact(burns, &[("CIA director Ann Alder", "USA"), ("Boris Birk", "RUS")], Mode::Call, Status::Held)
        .contact(
            biden,
            &[("President Carl Cedar", "USA"), ("Dmitry Dorn", "CHN")],
            Mode::Meeting,
            Status::Held,
        )
        .contact(
            call,
            &[("Former American officials", "USA"), ("Russians", "RUS")],
            Mode::Talks,
            Status::Reported,
        )
        .with(|contact| contact.secret = true)
        .done();
    let composed = compose(&[document], Commission::new(week(), &scope()));
    let texts = texts(&composed.digest).join("\n");
    assert!(!texts.contains("nuclear weapons"), "of whom \"the two\" are is not told: {texts}");
    assert!(texts.contains("Ann Alder spoke by telephone with Boris Birk"), "{texts}");
    assert!(texts.contains("held talks with Russians in secret"), "{texts} {:?}", composed.refused);
}

/// A speaker without a name is told by the description, and an outlet by what it reported.
#[test]
fn the_press_cites_outlets_and_people_without_a_name() {
    let said = "the ceasefire talks of Russia with Ukraine would resume in March";
    let reported =
        "that the government in Kyiv had privately asked Russia for a ceasefire and for security guarantees";
    let text =
        format!("On Friday a senior Turkish official said {said}. The Harbour Daily reported {reported}.");
    let document = Sample::press("Example Post", "2022-03-11", &text)
        .organisation("The Harbour Daily")
        .person("Kyiv", "Ukraine", "UKR")
        .said("a senior Turkish official", "said", said, Form::Indirect)
        .said("The Harbour Daily", "reported", reported, Form::Indirect)
        .done();
    let composed = compose(&[document], Commission::new(week(), &scope()));
    let texts = texts(&composed.digest).join("\n");
    assert!(texts.contains("senior Turkish official said"), "{texts} {:?}", composed.refused);
    assert!(
        texts.contains("Harbour Daily reported that the government in Kyiv"),
        "{texts} {:?}",
        composed.refused
    );
}

/// Where nobody knows which outlet published a document, the digest says so and tells it.
#[test]
fn an_outlet_that_is_not_known_is_told_as_unnamed() {
    let said = "Ann Alder met Dmitry Dorn in Geneva on Monday";
    let mut document = Sample::press("Example Post", "2022-03-10", &format!("{said}."))
        .person("Ann Alder", "Ann Alder", "USA")
        .person("Dmitry Dorn", "Dmitry Dorn", "RUS")
        .contact(said, &[("Ann Alder", "USA"), ("Dmitry Dorn", "RUS")], Mode::Meeting, Status::Held)
        .done();
    document.article.outlet = None;
    let composed = compose(&[document], Commission::new(week(), &scope()));
    let lead = &composed.digest.sections[0].items[0].sentences[0].text;
    assert!(lead.contains("an unnamed outlet reported"), "{lead} {:?}", composed.refused);
    let rows = texts(&composed.digest).join("\n");
    assert!(rows.contains("Unnamed outlet"), "{rows}");
}
