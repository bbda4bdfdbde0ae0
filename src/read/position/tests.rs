//! The rules' own sentences, and what else the reader of positions must know.

use std::sync::OnceLock;

use super::*;
use crate::read::Reader;
use crate::record::{Article, SourceKind};

const RULES: &str = include_str!("../../../knowledge/rules/positions.toml");

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::fast)
}

fn contacts() -> &'static Contacts {
    static CONTACTS: OnceLock<Contacts> = OnceLock::new();
    CONTACTS.get_or_init(Contacts::new)
}

/// The positions of a text by these rules, with the attributions of the whole reader.
fn find(positions: &Positions, text: &str) -> Vec<Position> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let read = reader().read(article.clone());
    positions.find(&reader().analyse(&article), None, &read.attributions, &read.contacts)
}

/// The rules file with one of its rules only.
fn only(id: &str) -> Positions {
    let mut file: toml::Table = RULES.parse().unwrap();
    let rules = file["rule"].as_array_mut().unwrap();
    rules.retain(|rule| rule["id"].as_str() == Some(id));
    Positions::parse("positions.toml", &toml::to_string(&file).unwrap(), contacts()).unwrap()
}

#[test]
fn every_rule_keeps_to_its_sentences() {
    let mut wrong = Vec::new();
    for rule in Positions::new(contacts()).book().rules() {
        let positions = only(&rule.id);
        let holds =
            |sentence: &&String| find(&positions, sentence).iter().any(|position| position.rule == rule.id);
        wrong.extend(rule.yes.iter().filter(|s| !holds(s)).map(|s| format!("{}: yes {s}", rule.id)));
        wrong.extend(rule.no.iter().filter(holds).map(|s| format!("{}: no {s}", rule.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_rule_is_told_with_file_and_remedy() {
    let error = |from: &str, to: &str| {
        let text = RULES.replacen(from, to, 1);
        Positions::parse("p.toml", &text, contacts()).err().unwrap().to_string()
    };
    assert!(error("act = \"offer\"", "act = \"gift\"").contains("position.would-agree"));
    assert!(error("<subject H", "<subject Z").contains("no slot"));
    assert!(error("asides = [", "aside = [").contains("[lists]"));
    assert!(error("speaker = true", "own = true").contains("nobody holds it"));
}

/// Reads `text` and expects these positions, each as "act issue: holders > toward | content | condition".
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = find(&Positions::new(contacts()), text);
    let shown: Vec<String> = found.iter().map(|position| show(text, position)).collect();
    assert_eq!(shown, expected, "{text}");
}

fn show(text: &str, position: &Position) -> String {
    let words = |span: crate::record::Span| crate::record::Text::new(text).at(span).unwrap().to_owned();
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let names = |sides: &[crate::record::Holder]| {
        let states = sides.iter().map(|side| side.country.as_deref().unwrap_or(&side.name).to_owned());
        states.collect::<Vec<_>>().join(" ")
    };
    format!(
        "{} {}: {} > {} | {} | {}",
        word(serde_json::to_value(position.act).unwrap()),
        word(serde_json::to_value(position.issue).unwrap()),
        names(&position.holders),
        names(&position.toward),
        words(position.content),
        position.condition.map(words).unwrap_or_default(),
    )
}

#[test]
fn a_condition_is_kept_apart_from_what_depends_on_it() {
    check(
        "Georgia would agree to give up the territories in exchange for membership in the European Union.",
        &[
            "offer territory: GEO >  | Georgia would agree to give up the territories | in exchange for membership in the European Union",
        ],
    );
    check(
        "Finland will not join the alliance unless Sweden does.",
        &["refusal alliance: FIN >  | Finland will not join the alliance | unless Sweden does"],
    );
    check(
        "If the border is crossed, Canada will impose sanctions.",
        &["threat sanctions: CAN >  | Canada will impose sanctions | If the border is crossed"],
    );
    check(
        "Turkey will not ratify the accession until the Kurds are extradited.",
        &["refusal alliance: TUR >  | Turkey will not ratify the accession | until the Kurds are extradited"],
    );
}

#[test]
fn a_moment_is_a_condition_of_what_is_given_then() {
    check(
        "Canada would agree to a truce once the troops leave.",
        &["offer ceasefire: CAN >  | Canada would agree to a truce | once the troops leave"],
    );
    check(
        "Canada will not send tanks when the troops leave.",
        &["refusal arms: CAN >  | Canada will not send tanks when the troops leave | "],
    );
    check(
        "Norway would lift the embargo only once the troops leave.",
        &["offer sanctions: NOR >  | Norway would lift the embargo | only once the troops leave"],
    );
}

#[test]
fn not_turns_an_act_around() {
    check("Serbia supports the embargo.", &["support sanctions: SRB >  | Serbia supports the embargo | "]);
    check(
        "Serbia does not support the embargo.",
        &["refusal sanctions: SRB >  | Serbia does not support the embargo | "],
    );
    check(
        "Serbia gave no consent to the embargo.",
        &["refusal sanctions: SRB >  | Serbia gave no consent to the embargo | "],
    );
    check(
        "Serbia will not block the embargo.",
        &["acceptance sanctions: SRB >  | Serbia will not block the embargo | "],
    );
    check(
        "Serbia does not rule out an embargo.",
        &["acceptance sanctions: SRB >  | Serbia does not rule out an embargo | "],
    );
    check(
        "Serbia cannot accept the embargo.",
        &["refusal sanctions: SRB >  | Serbia can not accept the embargo | "]
            .map(|s| s.replace("can not", "cannot"))
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn what_is_only_supposed_or_asked_of_another_is_no_position() {
    check("If Serbia supports the embargo, prices will rise.", &[]);
    check("Serbia might support the embargo.", &[]);
    check("Does Serbia support the embargo?", &[]);
    check("It is unclear whether Serbia supports the embargo.", &[]);
}

#[test]
fn whoever_holds_no_office_has_no_position() {
    check("\"We need weapons,\" said Ann Miller, a farmer.", &[]);
    check("Analysts called for a ceasefire.", &[]);
    check("A resident of Oslo demanded a ceasefire.", &[]);
}

#[test]
fn it_and_he_in_what_is_said_are_who_says_it() {
    check(
        "Tehran said on Monday that it was open to talks about enrichment.",
        &["offer nuclear: IRN >  | it was open to talks about enrichment | "],
    );
}

/// The positions of a document of an official channel, each as holders > toward and act.
fn on_channel(home: &str, title: &str, text: &str) -> Vec<String> {
    let article = Article {
        title: Some(title.to_owned()),
        text: text.to_owned(),
        kind: Some(SourceKind::Official),
        country: Some(home.to_owned()),
        published: "2022-03-10".parse().ok(),
        ..Article::default()
    };
    let codes = |sides: &[crate::record::Holder]| {
        sides.iter().filter_map(|side| side.country.clone()).collect::<Vec<_>>().join(" ")
    };
    let show = |one: &Position| format!("{:?}: {} > {}", one.act, codes(&one.holders), codes(&one.toward));
    reader().read(article).positions.iter().map(show).collect()
}

#[test]
fn you_of_an_address_is_its_audience() {
    let title = "Address by President Maia Sandu of Moldova to the people of Norway";
    assert_eq!(on_channel("MDA", title, "I urge you to do more."), ["Demand: MDA > NOR"]);
    assert!(on_channel("MDA", title, "I urge you to watch this film.").is_empty());
    assert!(
        on_channel("MDA", "Address by President Maia Sandu of Moldova", "I urge you to do more.").is_empty()
    );
}

#[test]
fn the_parties_of_a_joint_statement_are_who_give_it() {
    let title = "Joint Statement by President Maia Sandu of Moldova and President Alar Karis of Estonia";
    let text = "The parties call on Russia to withdraw its troops.";
    assert_eq!(on_channel("MDA", title, text), ["Demand: MDA EST > RUS"]);
}

#[test]
fn a_people_as_a_whole_is_its_state() {
    check(
        "The Norwegians said on Monday that they were ready for peace talks.",
        &["offer ceasefire: NOR >  | they were ready for peace talks | "],
    );
    check("Norwegians said on Monday that they were ready for peace talks.", &[]);
}

#[test]
fn their_is_whose_the_thing_beside_it_is() {
    check(
        "Norway condemned Serbia's attacks and their refusal of a truce.",
        &["refusal ceasefire: SRB >  | their refusal of a truce | "],
    );
}

#[test]
fn a_relative_clause_is_about_what_it_describes() {
    check(
        "These are the missiles that Serbia would agree to discuss.",
        &["offer arms: SRB >  | that Serbia would agree to discuss | "],
    );
}

#[test]
fn authorities_hold_what_their_state_does() {
    check(
        "The Serbian authorities refuse to accept a truce.",
        &["refusal ceasefire: SRB >  | The Serbian authorities refuse to accept a truce | "],
    );
}

#[test]
fn should_before_its_subject_is_a_condition() {
    check(
        "Canada is ready to impose sanctions should Serbia choose war.",
        &["threat sanctions: CAN >  | Canada is ready to impose sanctions | should Serbia choose war"],
    );
}

#[test]
fn not_may_stand_before_appear() {
    check(
        "Serbia does not appear ready to accept a truce.",
        &["refusal ceasefire: SRB >  | ready to accept a truce | "],
    );
}

#[test]
fn what_somebody_calls_to_stress_is_told() {
    check(
        "Maia Sandu called Alar Karis to stress that Moldova is ready for peace talks.",
        &["offer ceasefire: MDA >  | Moldova is ready for peace talks | "],
    );
}

#[test]
fn who_will_not_be_something_refuses_nothing() {
    let count = |text: &str| {
        let found = find(&Positions::new(contacts()), text);
        found.iter().filter(|position| position.rule != learned::RULE).count()
    };
    assert_eq!(count("The war around us will not be a feast of peace."), 0);
    assert_eq!(count("Serbia will not be a haven of peace."), 0);
    assert_eq!(count("Canada will not be in the room when advisers open the peace talks."), 0);
    assert_eq!(count("Serbia will not be a member of the alliance."), 1);
    assert_eq!(count("Serbia is not going to mention the truce."), 0);
}

#[test]
fn what_a_name_only_describes_holds_nothing() {
    check("The unification of Germany will not lead to the spread of the alliance.", &[]);
}

#[test]
fn a_model_tells_of_stands_that_no_rule_does() {
    let words = "\"The door to peace talks remains open,\" said President Maia Sandu of Moldova.";
    check(words, &["offer ceasefire: MDA >  | The door to peace talks remains open | "]);
    let article = Article { text: words.to_owned(), ..Article::default() };
    let document = reader().read(article);
    let position = &document.positions[0];
    assert_eq!(position.rule, learned::RULE);
    let weighed = reader().weighed(&document, &position.id).unwrap();
    assert!(weighed.likelihood >= weighed.threshold);
    assert!(weighed.reasons.iter().any(|(reason, weight)| reason.contains("open") && *weight > 0.0));
    check("\"The door to the shop remains open,\" said President Maia Sandu of Moldova.", &[]);
}

#[test]
fn what_a_speaker_asks_of_his_own_country_is_no_stand() {
    let learned = |text: &str| {
        let article = Article {
            title: Some("Remarks by President Biden on Energy".to_owned()),
            country: Some("USA".to_owned()),
            kind: Some(SourceKind::Official),
            text: format!("THE PRESIDENT: Good afternoon. {text}"),
            ..Article::default()
        };
        reader().read(article).positions.iter().any(|position| position.rule == learned::RULE)
    };
    assert!(learned("Germany knows what this is about. We need to abandon Russian gas."));
    assert!(!learned("We need to choose long-term energy security over cheap oil."));
}

#[test]
fn what_a_channel_asks_of_its_own_authorities_is_no_stand() {
    let acts = |text: &str| {
        let article = Article {
            title: Some("Address by President Niinistö".to_owned()),
            country: Some("FIN".to_owned()),
            kind: Some(SourceKind::Official),
            text: text.to_owned(),
            ..Article::default()
        };
        reader().read(article).positions.iter().map(|position| position.act).collect::<Vec<_>>()
    };
    assert_eq!(acts("The government must speed up the delivery of weapons to the border."), []);
    assert_eq!(acts("The Russian government must stop the war in Ukraine."), [Act::Demand]);
}

#[test]
fn what_was_held_out_long_ago_is_no_stand() {
    let positions = Positions::new(contacts());
    let count = |text: &str| {
        let published = "2022-03-10".parse().ok();
        let article = Article { text: text.to_owned(), published, ..Article::default() };
        let read = reader().read(article.clone());
        positions.find(&reader().analyse(&article), None, &read.attributions, &read.contacts).len()
    };
    assert_eq!(count("Norway promised tanks to Ukraine."), 1);
    assert_eq!(count("In 2022 Norway promised tanks to Ukraine."), 1);
    assert_eq!(count("In 1990 Norway promised tanks to Ukraine."), 0);
    assert_eq!(count("At one time, Norway promised tanks to Ukraine."), 0);
}
