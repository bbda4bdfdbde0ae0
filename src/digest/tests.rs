//! Whole digests of small weeks.

mod press;

use super::sample::Sample;
use super::*;
use crate::record::{Contact, Document, Edit, Form, MentionKind, Mode, Precision, Reworded, Status, When};
use crate::weave::{Scope, Week};

pub(super) fn week() -> Week {
    "2022-W10".parse().unwrap()
}

pub(super) fn scope() -> Scope {
    Scope::new(["RUS", "UKR", "USA"].map(str::to_owned))
}

/// A week in which one side tells a call, both sides a meeting, and a paper a rumour; a
/// visit lies outside the conflict.
pub(super) fn documents() -> Vec<Document> {
    let kremlin = Sample::official(
        "Kremlin",
        "RUS",
        "2022-03-08T19:00:00",
        "President of Russia Vladimir Putin had a telephone conversation with Prime Minister of Israel Naftali Bennett. \
         The parties discussed the negotiations with Ukraine. They agreed to continue their dialogue on a ceasefire.",
    )
    .person("President of Russia Vladimir Putin", "Vladimir Putin", "RUS")
    .person("Prime Minister of Israel Naftali Bennett", "Naftali Bennett", "ISR")
    .contact(
        "President of Russia Vladimir Putin had a telephone conversation with Prime Minister of Israel Naftali Bennett.",
        &[("President of Russia Vladimir Putin", "RUS"), ("Prime Minister of Israel Naftali Bennett", "ISR")],
        Mode::Call,
        Status::Held,
    )
    .done();
    let round = Sample::official(
        "Office of the President of Ukraine",
        "UKR",
        "2022-03-07T20:53:00",
        "The delegations of Ukraine and Russia held the third round of talks in Brest on Monday. \
         \"We have no results on a ceasefire that would end the war,\" said adviser Mykhailo Hrim.",
    )
    .person("adviser Mykhailo Hrim", "Mykhailo Hrim", "UKR")
    .contact(
        "The delegations of Ukraine and Russia held the third round of talks in Brest on Monday.",
        &[("Ukraine", "UKR"), ("Russia", "RUS")],
        Mode::NegotiationRound,
        Status::Held,
    )
    .with(|contact| {
        contact.place = Some("Brest".into());
        contact.when.as_mut().unwrap().text = Some("on Monday".into());
    })
    .said(
        "adviser Mykhailo Hrim",
        "said",
        "\"We have no results on a ceasefire that would end the war,\"",
        Form::Direct,
    )
    .done();
    let rumour = Sample::press(
        "Example Post",
        "2022-03-10",
        "Former American generals reportedly met Russian envoys secretly in Geneva last month. \
         The State Department did not hold its briefing this week.",
    )
    .contact(
        "Former American generals reportedly met Russian envoys secretly in Geneva last month.",
        &[("Former American generals", "USA"), ("Russian envoys", "RUS")],
        Mode::Meeting,
        Status::Reported,
    )
    .with(|contact: &mut Contact| {
        contact.secret = true;
        contact.place = Some("Geneva".into());
        let date = "2022-02-01".parse().unwrap();
        contact.when = Some(When { text: Some("last month".into()), date, precision: Precision::Month });
    })
    .silence("The State Department did not hold its briefing this week.", "State Department")
    .done();
    let visit = Sample::official(
        "White House",
        "USA",
        "2022-03-10T17:47:50-05:00",
        "President Joe Biden met President Iván Duque of Colombia. They discussed migration.",
    )
    .person("President Joe Biden", "Joe Biden", "USA")
    .person("President Iván Duque", "Iván Duque", "COL")
    .contact(
        "President Joe Biden met President Iván Duque of Colombia.",
        &[("President Joe Biden", "USA"), ("President Iván Duque", "COL")],
        Mode::Meeting,
        Status::Held,
    )
    .done();
    vec![kremlin, round, rumour, visit]
}

fn texts(digest: &Digest) -> Vec<String> {
    let items = digest.sections.iter().flat_map(|section| &section.items);
    items.flat_map(|item| &item.sentences).map(|sentence| sentence.text.clone()).collect()
}

#[test]
fn a_week_is_told_whole() {
    let composed = compose(&documents(), Commission::new(week(), &scope()));
    let refused: Vec<String> =
        composed.refused.iter().map(|r| format!("{} — {}", r.sentence.text, r.fault)).collect();
    assert_eq!(refused, Vec::<String>::new());
    let expected = include_str!("tests/week.md");
    let printed = crate::publish::markdown(&composed.digest);
    assert_eq!(printed, expected, "the whole output:\n{printed}");
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let mut documents = documents();
    let first = compose(&documents, Commission::new(week(), &scope()));
    for turn in 1..documents.len() {
        documents.rotate_left(turn);
        assert_eq!(compose(&documents, Commission::new(week(), &scope())).digest, first.digest);
    }
    documents.extend(documents.clone());
    assert_eq!(compose(&documents, Commission::new(week(), &scope())).digest, first.digest);
}

#[test]
fn the_scope_keeps_out_what_lies_outside() {
    let colombia = |scope: &Scope| {
        texts(&compose(&documents(), Commission::new(week(), scope)).digest).join(" ").contains("Duque")
    };
    assert!(!colombia(&scope()));
    assert!(colombia(&Scope::default()));
}

#[test]
fn a_long_speech_is_told_where_it_is_of_others() {
    let filler = "Thank you all for being here in this hall tonight. ".repeat(45);
    let told = |words: &str| {
        let text = format!("{filler}President Joe Biden said: \"{words}\"");
        let speech = Sample::official("White House", "USA", "2022-03-10", &text)
            .person("President Joe Biden", "Joe Biden", "USA")
            .person("Boris Birk", "Boris Birk", "POL")
            .said("President Joe Biden", "said", words, Form::Direct)
            .done();
        texts(&compose(&[speech], Commission::new(week(), &Scope::default())).digest)
            .join(" ")
            .contains(words)
    };
    assert!(told("We can negotiate lower tariffs with Boris Birk for all our farmers next year."));
    assert!(!told("We can negotiate lower prices with the clinics for all our patients next year."));
}

#[test]
fn every_sentence_printed_is_proved_again() {
    let documents = documents();
    let digest = compose(&documents, Commission::new(week(), &scope())).digest;
    let checker = prove::Checker::new(&documents);
    let sentences =
        digest.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.sentences);
    let mut proved = 0;
    for sentence in sentences {
        assert_eq!(checker.prove(sentence), Ok(()), "{}", sentence.text);
        proved += 1;
    }
    assert!(proved > 5);
}

#[test]
fn a_week_without_documents_says_so() {
    let composed = compose(&documents(), Commission::new("2022-W20".parse().unwrap(), &scope()));
    assert_eq!(composed.documents, 0);
    assert_eq!(composed.digest.title, "Diplomacy Watch: no contact is told in the documents of the week");
    assert_eq!(composed.digest.sections, Vec::new());
}

#[test]
fn a_week_whose_contacts_cannot_be_told_does_not_say_that_none_was() {
    // Nothing tells a reader who these two are.
    let report = Sample::press("Example Post", "2022-03-09", "Biden met Stan on Wednesday.")
        .person("Biden", "Biden", "USA")
        .person("Stan", "Stan", "UKR")
        .contact(
            "Biden met Stan on Wednesday.",
            &[("Biden", "USA"), ("Stan", "UKR")],
            Mode::Meeting,
            Status::Held,
        )
        .done();
    let digest = compose(&[report], Commission::new(week(), &scope())).digest;
    assert_eq!(
        digest.title,
        "Diplomacy Watch: no contact of the week could be told in a sentence that is proved"
    );
}

#[test]
fn who_told_whom_is_not_turned_round() {
    let report = Sample::press(
        "Example Post",
        "2022-03-09",
        "President Joe Biden received Prime Minister Oleh Stan on Wednesday and told him that he looked forward to a ceasefire in Ukraine.",
    )
    .person("President Joe Biden", "Joe Biden", "USA")
    .person("Prime Minister Oleh Stan", "Oleh Stan", "UKR")
    .contact(
        "President Joe Biden received Prime Minister Oleh Stan on Wednesday",
        // The visitor comes first, as contacts list who came before whom they came to.
        &[("Prime Minister Oleh Stan", "UKR"), ("President Joe Biden", "USA")],
        Mode::Meeting,
        Status::Held,
    )
    .done();
    let told = texts(&compose(&[report], Commission::new(week(), &scope())).digest);
    let quoting: Vec<&String> = told.iter().filter(|text| text.contains("told him")).collect();
    assert!(!quoting.is_empty(), "{told:?}");
    assert!(quoting.iter().all(|text| text.starts_with("Biden")), "{quoting:?}");
}

fn digest_of(documents: &[Document]) -> Digest {
    compose(documents, Commission::new(week(), &scope())).digest
}

fn call(published: &str, text: &str, when: Option<&str>) -> Document {
    let parties = [("Joe Biden", "USA"), ("Boris Birk", "UKR")];
    let sample = Sample::official("White House", "USA", published, text)
        .person("Joe Biden", "Joe Biden", "USA")
        .person("Boris Birk", "Boris Birk", "UKR")
        .contact(text, &parties, Mode::Call, Status::Held);
    sample.with(|contact| contact.when = contact.when.take().filter(|_| when.is_some())).done()
}

#[test]
fn a_row_cites_no_words_of_what_may_be_another_contact() {
    let monday = call("2022-03-07", "Joe Biden had a telephone call with Boris Birk today.", Some("today"));
    let undated = call("2022-03-10", "Joe Biden had a telephone call with Boris Birk.", None);
    let digest = digest_of(&[monday.clone(), undated]);
    let table = digest.sections.iter().find(|section| !section.columns.is_empty()).unwrap();
    let row = table.items.iter().find(|row| row.cells[0] == "Monday").unwrap();
    let cited = row.sentences[0].citations.iter().filter(|one| one.record.is_some());
    assert!(cited.map(|one| &one.document).all(|id| *id == monday.article.id));
}

#[test]
fn two_calls_are_told_by_their_readouts_and_not_by_a_word_about_either() {
    let monday =
        call("2022-03-07", "Joe Biden had a telephone call with Boris Birk on Monday.", Some("Monday"));
    let thursday =
        call("2022-03-10", "Joe Biden had a telephone call with Boris Birk on Thursday.", Some("Thursday"));
    let undated = call("2022-03-08", "Joe Biden had a telephone call with Boris Birk.", None);
    let told = texts(&digest_of(&[monday, thursday, undated]));
    let calls: Vec<&String> = told.iter().filter(|text| text.contains("spoke by telephone")).collect();
    assert_eq!(calls.len(), 2, "{told:?}");
    assert!(calls.iter().any(|text| text.contains("on Monday")), "{calls:?}");
    assert!(calls.iter().any(|text| text.contains("on Thursday")), "{calls:?}");
}

#[test]
fn what_came_of_a_round_is_told_with_it() {
    let text = "During the second round of talks between Ukraine and Russia, the parties reached an agreement on a humanitarian corridor.";
    let round = Sample::official("Office of the President of Ukraine", "UKR", "2022-03-07", text)
        .contact(
            "the second round of talks between Ukraine and Russia",
            &[("Ukraine", "UKR"), ("Russia", "RUS")],
            Mode::NegotiationRound,
            Status::Held,
        )
        .done();
    let told = texts(&digest_of(&[round]));
    let outcome = "The parties \"reached an agreement on a humanitarian corridor\"";
    assert!(told.iter().any(|text| text.starts_with(outcome)), "{told:?}");
}

#[test]
fn talks_that_are_only_touched_on_have_no_row_beside_others() {
    let talks = |published: &str, text: &str, evidence: &str, when: Option<&str>| {
        Sample::official("Kremlin", "RUS", published, text)
            .contact(evidence, &[("Russia", "RUS"), ("Ukraine", "UKR")], Mode::Talks, Status::Held)
            .with(|contact| {
                contact.when = contact.when.take().filter(|_| when.is_some());
                contact.when.iter_mut().for_each(|one| one.text = when.map(str::to_owned));
            })
            .done()
    };
    let held = talks(
        "2022-03-07",
        "Russia held talks with Ukraine on Monday.",
        "Russia held talks with Ukraine on Monday.",
        Some("on Monday"),
    );
    let touched = talks(
        "2022-03-09",
        "The harvest was good. The talks between Russia and Ukraine are slow.",
        "The talks between Russia and Ukraine",
        None,
    );
    let rows = |documents: &[Document]| {
        let digest = digest_of(documents);
        let table = digest.sections.iter().find(|section| !section.columns.is_empty());
        table.map_or(0, |table| table.items.len())
    };
    assert_eq!(rows(std::slice::from_ref(&touched)), 1);
    assert_eq!(rows(&[held, touched]), 1);
}

#[test]
fn a_quotation_that_is_cut_off_is_not_told() {
    let said = |words: &str| {
        let text = "\"As Ukraine needs a ceasefire and security guarantees now, allies of Ukraine, all of them, must act,\" said President Joe Biden.";
        let sample = Sample::official("White House", "USA", "2022-03-08", text);
        let sample = sample.person("President Joe Biden", "Joe Biden", "USA");
        let document = sample.said("President Joe Biden", "said", words, Form::Direct).done();
        texts(&digest_of(&[document])).iter().any(|text| text.contains("needs a ceasefire"))
    };
    assert!(said(
        "\"As Ukraine needs a ceasefire and security guarantees now, allies of Ukraine, all of them, must act,\""
    ));
    assert!(!said("As Ukraine needs a ceasefire and security guarantees now, allies of Ukraine"));
    assert!(!said(
        "Ukraine needs a ceasefire and security guarantees now, allies of Ukraine, all of them, must act,\""
    ));
}

#[test]
fn words_that_point_back_are_not_quoted() {
    let said = |words: &str| {
        let text = format!("\"{words},\" said President Joe Biden.");
        let sample = Sample::official("White House", "USA", "2022-03-08", &text);
        let quote = format!("\"{words},\"");
        let sample = sample.person("President Joe Biden", "Joe Biden", "USA");
        let document = sample.said("President Joe Biden", "said", &quote, Form::Direct).done();
        texts(&digest_of(&[document])).iter().any(|text| text.contains(words))
    };
    assert!(said("Ukraine needs a ceasefire and security guarantees before any talks begin"));
    assert!(!said("Ukraine took that decision about a ceasefire and security guarantees alone"));
    assert!(!said("We agreed on a ceasefire in Ukraine and on security guarantees for it"));
}

/// A change of the sentence of a digest that has these words.
fn edit_of(digest: &Digest, words: &str, text: Option<&str>) -> Edit {
    let parts = digest.parts();
    let part = parts.iter().find(|part| part.section.is_some() && part.sentence.text.contains(words));
    Edit {
        key: 1,
        target: digest.target(part.unwrap_or_else(|| panic!("{words}: {:?}", texts(digest)))),
        text: text.map(str::to_owned),
        who: "Ann".to_owned(),
        at: "2022-03-14T09:00:00Z".to_owned(),
        note: None,
        undone: None,
        undone_by: None,
    }
}

fn with_edits(edits: &[Edit]) -> Composed {
    compose(&documents(), Commission { edits, ..Commission::new(week(), &scope()) })
}

#[test]
fn a_sentence_that_is_written_otherwise_is_known_again_by_its_words() {
    let before = compose(&documents(), Commission::new(week(), &scope())).digest;
    let mut edit = edit_of(&before, "Bennett", None);
    let sentence = std::mem::replace(&mut edit.target.sentence, "As it was put once.".to_owned());
    let after = with_edits(std::slice::from_ref(&edit));
    assert!(!texts(&after.digest).contains(&sentence));
    assert_eq!((after.digest.edits.len(), after.unmet.len()), (1, 0));
    // Nothing is left to know it by.
    edit.target.anchors[0].words = "other words".to_owned();
    let after = with_edits(&[edit]);
    assert!(texts(&after.digest).contains(&sentence));
    assert_eq!((after.digest.edits.len(), after.unmet.len()), (0, 1));
}

#[test]
fn an_editors_sentence_is_never_proved() {
    let before = compose(&documents(), Commission::new(week(), &scope())).digest;
    let edit = edit_of(&before, "Bennett", Some("Putin did not call Bennett."));
    let after = with_edits(&[edit]).digest;
    let parts = after.parts();
    let own = parts.iter().find(|part| part.sentence.kind == Kind::Editor).unwrap();
    assert_eq!(own.sentence.text, "Putin did not call Bennett.");
    let checker_documents = documents();
    let fault = prove::Checker::new(&checker_documents).prove(&own.sentence);
    assert_eq!(fault, Err(prove::Fault::Editor));
    assert!(own.sentence.citations.is_empty());
    // Nothing leans on it: "they" and "it" would be whomever the editor names.
    let leans = |part: &&Part| part.item == own.item && part.sentence.text.starts_with("They");
    assert!(before.parts().iter().any(|part| part.sentence.text.starts_with("They")));
    assert_eq!(parts.iter().find(leans).map(|part| &part.sentence.text), None);
}

#[test]
fn what_rested_on_words_that_a_source_took_out_is_named() {
    let documents = documents();
    let first = documents.iter().find(|d| d.article.text.contains("Bennett")).unwrap().clone();
    let changed: Vec<Document> = documents
        .iter()
        .filter(|document| document.article.id != first.article.id)
        .cloned()
        .chain([Document {
            article: crate::record::Article { text: "Nothing is told.".to_owned(), ..first.article.clone() },
            ..Document::default()
        }])
        .collect();
    let reworded = [Reworded { first, changed: "2022-03-12T08:00:00Z".to_owned() }];
    let scope = scope();
    let commission = Commission { reworded: &reworded, ..Commission::new(week(), &scope) };
    let digest = compose(&changed, commission).digest;
    assert!(!texts(&digest).iter().any(|text| text.contains("Bennett")));
    assert!(digest.withdrawn.iter().any(|one| one.sentence.contains("Bennett")), "{:?}", digest.withdrawn);
    // A document that says the same in other places withdraws nothing.
    let same = [Reworded { first: documents[0].clone(), changed: "2022-03-12T08:00:00Z".to_owned() }];
    let commission = Commission { reworded: &same, ..Commission::new(week(), &scope) };
    assert_eq!(compose(&documents, commission).digest.withdrawn, []);
}

/// What somebody thinks was not said by that alone, and not on the day on which it is told.
#[test]
fn who_believes_something_is_not_told_to_have_said_it() {
    let told = |verb: &str| {
        let text = format!(
            "President of Ukraine Ann Alder {verb} that a ceasefire would be the beginning of negotiations with Russia."
        );
        let content = "that a ceasefire would be the beginning of negotiations with Russia";
        let document = Sample::official("Office of the President of Ukraine", "UKR", "2022-03-12", &text)
            .person("President of Ukraine Ann Alder", "Ann Alder", "UKR")
            .said("President of Ukraine Ann Alder", verb, content, Form::Indirect)
            .done();
        let digest = compose(&[document], Commission::new(week(), &scope())).digest;
        digest.parts().iter().map(|part| part.sentence.text.clone()).collect::<Vec<_>>()
    };
    let clause = "that a ceasefire would be the beginning of negotiations with Russia";
    let thought = told("believes");
    let expected = format!(
        "President Ann Alder of Ukraine believes {clause}, the Office of the President of Ukraine reported on Saturday."
    );
    assert!(thought.contains(&expected), "{thought:?}");
    let said = told("said");
    assert!(said.contains(&format!("President Ann Alder of Ukraine said on Saturday {clause}.")), "{said:?}");
}

/// Several conversations that one sentence sums up without a day do not lead for the number
/// of names in it.
#[test]
fn a_list_of_names_does_not_lead_for_its_length() {
    let summed_up = "Ann Alder discussed it with US President Joe Biden, French President Emmanuel Macron, \
        German Chancellor Olaf Scholz and British Prime Minister Boris Johnson.";
    let parties = [
        ("Ann Alder", "UKR"),
        ("US President Joe Biden", "USA"),
        ("French President Emmanuel Macron", "FRA"),
        ("German Chancellor Olaf Scholz", "DEU"),
        ("British Prime Minister Boris Johnson", "GBR"),
    ];
    let text = format!(
        "President of Ukraine Ann Alder spoke to the nation. She said that the army holds. The night was quiet. {summed_up}"
    );
    let mut sample = Sample::official("Office of the President of Ukraine", "UKR", "2022-03-08", &text)
        .person("President of Ukraine Ann Alder", "Ann Alder", "UKR");
    for (words, country) in parties {
        let name = words.rsplit(' ').take(2).collect::<Vec<_>>();
        sample = sample.person(words, &format!("{} {}", name[1], name[0]), country);
    }
    let list = sample
        .contact(summed_up, &parties, Mode::Talks, Status::Held)
        .with(|contact| contact.when = None)
        .done();
    let met = "Secretary of State Carl Cole met Foreign Minister Dora Dahl of Ukraine.";
    let meeting = Sample::official("State Department", "USA", "2022-03-09", met)
        .person("Secretary of State Carl Cole", "Carl Cole", "USA")
        .person("Foreign Minister Dora Dahl", "Dora Dahl", "UKR")
        .contact(
            met,
            &[("Secretary of State Carl Cole", "USA"), ("Foreign Minister Dora Dahl", "UKR")],
            Mode::Meeting,
            Status::Held,
        )
        .done();
    let digest = compose(&[list, meeting], Commission::new(week(), &scope())).digest;
    let lead = &digest.sections[0].items[0].sentences[0].text;
    assert!(lead.contains("Carl Cole met"), "{lead}");
}

#[test]
fn conversations_told_at_once_are_several() {
    let told = |words: &str, mode| {
        let text = format!("Ann Alder {words} Boris Birk and Carl Cedar.");
        let document = Sample::official("White House", "USA", "2022-03-08", &text)
            .person("Ann Alder", "Ann Alder", "USA")
            .person("Boris Birk", "Boris Birk", "UKR")
            .person("Carl Cedar", "Carl Cedar", "RUS")
            .contact(
                &text,
                &[("Ann Alder", "USA"), ("Boris Birk", "UKR"), ("Carl Cedar", "RUS")],
                mode,
                Status::Held,
            )
            .done();
        let composed = compose(&[document], Commission::new(week(), &scope()));
        let table = composed.digest.sections.iter().find(|section| !section.columns.is_empty());
        let table = table.unwrap_or_else(|| panic!("{:?}", composed.refused));
        table.items[0].cells[2].clone()
    };
    assert_eq!(told("had telephone conversations with", Mode::Call), "telephone calls");
    assert_eq!(told("had a telephone conversation with", Mode::Call), "telephone call");
    assert_eq!(told("had meetings with", Mode::Meeting), "meetings");
}

/// Of three states that talk none is the one that dealt with the others.
#[test]
fn states_that_talk_stand_side_by_side() {
    let told = |parties: &[(&str, &str)]| {
        let names: Vec<&str> = parties.iter().map(|(name, _)| *name).collect();
        let text = format!("The talks between {} lasted long.", names.join(" and "));
        let document = Sample::official("Kremlin", "RUS", "2022-03-08", &text);
        let document =
            parties.iter().fold(document, |document, (name, country)| document.person(name, name, country));
        let mut document = document.contact(&text, parties, Mode::Talks, Status::Held).done();
        document.mentions.iter_mut().for_each(|mention| mention.kind = MentionKind::Country);
        let composed = compose(&[document], Commission::new(week(), &scope()));
        let first = composed.digest.sections.first().unwrap_or_else(|| panic!("{:?}", composed.refused));
        first.items[0].sentences[0].text.clone()
    };
    let three = told(&[("Ukraine", "UKR"), ("Russia", "RUS"), ("France", "FRA")]);
    assert!(three.starts_with("Ukraine, Russia and France held talks"), "{three}");
    let two = told(&[("Ukraine", "UKR"), ("Russia", "RUS")]);
    assert!(two.starts_with("Ukraine held talks with Russia"), "{two}");
}
