//! The rules' own sentences, and what else the reader of events must know.

use std::sync::OnceLock;

use super::*;
use crate::read::Reader;
use crate::read::contact::Contacts;
use crate::read::position::Positions;
use crate::record::{Article, Event, EventStatus, Participant, SourceKind};

const RULES: &str = include_str!("../../../knowledge/rules/events.toml");

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::fast)
}

fn others() -> &'static (Contacts, Positions) {
    static OTHERS: OnceLock<(Contacts, Positions)> = OnceLock::new();
    OTHERS.get_or_init(|| {
        let contacts = Contacts::new();
        let positions = Positions::new(&contacts);
        (contacts, positions)
    })
}

/// The rules of a text, without what contacts and positions are.
fn parse(text: &str) -> Result<Events, crate::read::rules::RuleError> {
    Events::parse("events.toml", text, &others().0, &others().1)
}

fn find(events: &Events, text: &str) -> Vec<Event> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let read = reader().read(article.clone());
    events.find(&reader().analyse(&article), None, &read.attributions, &[], &[])
}

/// The rules file with one of its rules only.
fn only(id: &str) -> Events {
    let mut file: toml::Table = RULES.parse().unwrap();
    let rules = file["rule"].as_array_mut().unwrap();
    rules.retain(|rule| rule["id"].as_str() == Some(id));
    parse(&toml::to_string(&file).unwrap()).unwrap()
}

#[test]
fn every_rule_keeps_to_its_sentences() {
    let mut wrong = Vec::new();
    for rule in parse(RULES).unwrap().books().flat_map(|book| book.rules()) {
        let events = only(&rule.id);
        let holds = |sentence: &&String| !find(&events, sentence).is_empty();
        wrong.extend(rule.yes.iter().filter(|s| !holds(s)).map(|s| format!("{}: yes {s}", rule.id)));
        wrong.extend(rule.no.iter().filter(holds).map(|s| format!("{}: no {s}", rule.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_rule_is_told_with_file_and_remedy() {
    let error = |from: &str, to: &str| parse(&RULES.replacen(from, to, 1)).err().unwrap().to_string();
    assert!(error("type = \"SUPPORT\"", "type = \"LIKE\"").contains("event."));
    assert!(error("<subject A", "<subject Z").contains("no slot"));
    assert!(error("mode = \"release\"", "mode = \"gift\"").contains("has no mode"));
    assert!(error("carrying = [", "carried = [").contains("[lists]"));
}

/// Reads `text` as a whole and expects these events, each as "type status: actors > recipients".
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let article = Article {
        text: text.to_owned(),
        published: Some("2024-05-06".parse().unwrap()),
        ..Article::default()
    };
    let shown: Vec<String> = reader().read(article).events.iter().map(show).collect();
    assert_eq!(shown, expected, "{text}");
}

fn show(event: &Event) -> String {
    let names = |all: &[Participant]| {
        let all = all.iter().map(|one| one.country.as_deref().unwrap_or(&one.name).to_owned());
        all.collect::<Vec<_>>().join(" ")
    };
    let status = serde_json::to_value(event.status).unwrap();
    let mode = event.mode.as_deref().map(|mode| format!(" {mode}")).unwrap_or_default();
    format!(
        "{}{mode} {}: {} > {}",
        event.kind,
        status.as_str().unwrap(),
        names(&event.actors),
        names(&event.recipients)
    )
}

#[test]
fn contacts_are_events_by_how_far_they_came() {
    check(
        "President Macron spoke by phone with Prime Minister Draghi on Sunday.",
        &["CONSULT phone happened: FRA > ITA"],
    );
    check("Lavrov will meet Blinken in Geneva on Friday.", &["AGREE meet planned: RUS > USA"]);
    check("Lavrov cancelled a meeting with Blinken.", &["REJECT meet happened: RUS > USA"]);
    check("Norway asked Latvia to arrange a meeting.", &["REQUEST meet happened: NOR > LVA"]);
    check("Norway is ready for talks with Latvia.", &["CONSULT hypothetical: NOR > LVA"]);
}

#[test]
fn what_did_not_happen_is_marked() {
    check("Norway did not attack Latvia.", &["ASSAULT negated: NOR > LVA"]);
    check("If Norway attacks Latvia, prices will rise.", &["ASSAULT hypothetical: NOR > LVA"]);
    check("Norway attacked Latvia in 1916.", &["ASSAULT historical: NOR > LVA"]);
    check("Norway attacked Latvia on Friday.", &["ASSAULT happened: NOR > LVA"]);
    check("Did Norway attack Latvia?", &[]);
    check("Norway wants to attack Latvia.", &[]);
    check("Norway by no means threatened Latvia.", &["THREATEN negated: NOR > LVA"]);
    check("Sweden opposed Norway giving ships to Latvia.", &[]);
}

#[test]
fn one_act_is_one_event_with_all_who_take_part() {
    check(
        "Norway and Denmark condemned Latvia and Estonia.",
        &["ACCUSE disapprove happened: NOR DNK > LVA EST"],
    );
}

#[test]
fn sentences_without_an_event_yield_none() {
    check("The weather in Oslo was warm.", &[]);
    check("Norway is a member of the alliance.", &[]);
    check("Sanctions are a blunt tool.", &[]);
}

#[test]
fn who_takes_part_is_told_with_sector_and_place() {
    let text = "Russian troops shelled a hospital in Mariupol on Monday.";
    let article = Article {
        text: text.to_owned(),
        kind: Some(SourceKind::Press),
        published: Some("2022-03-10".parse().unwrap()),
        ..Article::default()
    };
    let events = reader().read(article).events;
    let [event] = events.as_slice() else { panic!("{events:?}") };
    let sector = |all: &[Participant]| all[0].sector.clone().unwrap_or_default();
    assert_eq!((sector(&event.actors), sector(&event.recipients)), ("military".into(), "civilian".into()));
    assert_eq!(event.recipients[0].country.as_deref(), Some("UKR"));
    assert_eq!((event.quad, event.status), (4, EventStatus::Happened));
    assert_eq!(event.when.as_ref().unwrap().date.to_string(), "2022-03-07");
}

const OWN: &str = r#"
[[verb]]
words = ["resupply", "victual"]
type = "AID"
yes = ["Norway resupplied Latvia."]
no = ["Norway resupplied the larder."]

[[verb]]
words = ["sneer"]
to = ["at"]
type = "ACCUSE"
mode = "disapprove"
yes = ["Norway sneered at Latvia."]
no = ["Norway sneered at the weather."]
"#;

#[test]
fn users_verbs_tell_of_events() {
    let own = Reader::fast().with_verbs("mine.toml", OWN).unwrap();
    let find = |text: &str| {
        let article = Article { text: text.to_owned(), ..Article::default() };
        own.read(article).events.iter().map(show).collect::<Vec<_>>()
    };
    assert_eq!(find("Norway did not victual Latvia."), ["AID negated: NOR > LVA"]);
    assert_eq!(find("Norway sneered at Latvia."), ["ACCUSE disapprove happened: NOR > LVA"]);
    check("Norway sneered at Latvia.", &[]);
    assert_eq!(own.rule("verb.sneer").unwrap().yes, ["Norway sneered at Latvia."]);
    assert_ne!(own.version(), reader().version());
}

#[test]
fn users_verbs_that_cannot_be_used_are_told_with_file_and_remedy() {
    #[track_caller]
    fn refused(from: &str, to: &str, expected: &str) {
        assert!(OWN.contains(from));
        let error =
            Reader::fast().with_verbs("mine.toml", &OWN.replacen(from, to, 1)).err().unwrap().to_string();
        assert!(error.starts_with("mine.toml: ") && error.contains(expected), "{error}");
    }
    refused("AID", "GIFT", "verb.resupply");
    refused("disapprove", "shrug", "has no mode");
    refused("type = \"AID\"", "kind = \"AID\"", "kind");
    refused("\"victual\"", "\"re supply\"", "is no verb");
    refused("[\"resupply\", \"victual\"]", "[]", "is no verb");
    refused("Norway resupplied Latvia.", "Norway visited Latvia.", "finds no event in its own sentence");
    refused("the larder", "Latvia", "which is under \"no\"");
    refused("[[verb]]", "[[verbs]]", "verbs");
    let twice = format!("{OWN}{}", OWN.replace("victual", "feed"));
    assert!(Reader::fast().with_verbs("mine.toml", &twice).err().unwrap().to_string().contains("twice"));
    let again = Reader::fast().with_verbs("mine.toml", OWN).unwrap().with_verbs("mine.toml", OWN);
    assert!(again.err().unwrap().to_string().contains("has this name already"));
}
