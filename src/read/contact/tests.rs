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

/// The contacts of a text, "title // text" where it has a title, by these rules alone.
fn find(contacts: &Contacts, text: &str) -> Vec<Contact> {
    find_on(contacts, None, text)
}

/// The same on the channel of a state.
fn find_on(contacts: &Contacts, home: Option<&str>, text: &str) -> Vec<Contact> {
    let (title, text) = text.split_once(" // ").map_or((None, text), |(title, text)| (Some(title), text));
    let article = |text: &str| Article {
        country: home.map(str::to_owned),
        kind: home.map(|_| SourceKind::Official),
        ..article(text)
    };
    let (title, article) = (title.map(article), article(text));
    let title = title.as_ref().map(|title| reader().analyse(title));
    contacts.find(&reader().analyse(&article), title.as_ref(), &[])
}

/// The rules that judge a rule's sentences: it alone, or, where it takes its parties
/// from what another rule found, with those that do not.
fn judges(rule: &crate::read::rules::Rule) -> Contacts {
    let mut file: toml::Table = RULES.parse().unwrap();
    let leans = |key: &str| matches!(key, "inherits" | "follows");
    let inherits = |gives: &toml::Value| gives.as_table().unwrap().keys().any(|key| leans(key));
    let with_others = rule.gives.keys().any(|key| leans(key));
    let rules = file["rule"].as_array_mut().unwrap();
    rules.retain(|one| one["id"].as_str() == Some(&rule.id) || with_others && !inherits(&one["gives"]));
    Contacts::parse("contacts.toml", &toml::to_string(&file).unwrap()).unwrap()
}

#[test]
fn every_rule_keeps_to_its_sentences() {
    let mut wrong = Vec::new();
    for rule in Contacts::new().book().rules() {
        let contacts = judges(rule);
        let at_home = rule.gives.contains_key("by_speaker") || rule.gives.contains_key("at_home");
        let home = at_home.then_some("FIN");
        let holds = |sentence: &&String| {
            find_on(&contacts, home, sentence).iter().any(|contact| contact.rule == rule.id)
        };
        wrong.extend(rule.yes.iter().filter(|s| !holds(s)).map(|s| format!("{}: yes {s}", rule.id)));
        wrong.extend(rule.no.iter().filter(holds).map(|s| format!("{}: no {s}", rule.id)));
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

/// Reads `text` and expects these contacts, each as "mode status: countries".
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = find(&Contacts::new(), text);
    let shown: Vec<String> = found.iter().map(show).collect();
    assert_eq!(shown, expected, "{text}");
}

fn show(contact: &Contact) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mode = word(serde_json::to_value(contact.mode).unwrap());
    let status = word(serde_json::to_value(contact.status).unwrap());
    let states = contact.parties.iter().map(|p| p.country.as_deref().unwrap_or("-"));
    format!("{mode} {status}: {}", states.collect::<Vec<_>>().join(" "))
}

#[test]
fn tense_and_mood_tell_how_far_it_came() {
    check("Macron met Putin in Moscow.", &["meeting held: FRA RUS"]);
    check("In Macron's call with Putin he again appealed for patience.", &["call held: FRA RUS"]);
    check("Macron will meet Putin in Moscow.", &["meeting planned: FRA RUS"]);
    check("Macron is to meet Putin in Moscow.", &["meeting planned: FRA RUS"]);
    check("Macron intends to meet Putin in Moscow.", &["meeting planned: FRA RUS"]);
    check("Macron is scheduled to meet Putin on Friday.", &["meeting planned: FRA RUS"]);
    check("Macron is ready to meet Putin.", &["meeting proposed: FRA RUS"]);
    check("Macron added that his meeting with Putin is needed for that.", &["meeting proposed: FRA RUS"]);
    check("Macron's meeting with Putin was necessary.", &["meeting held: FRA RUS"]);
    check("Macron may meet Putin.", &["meeting proposed: FRA RUS"]);
    check("Macron offered to meet Putin.", &["meeting proposed: FRA RUS"]);
    check("Macron did not meet Putin.", &["meeting denied: FRA RUS"]);
    check("Macron not only met Putin, he thanked him.", &["meeting held: FRA RUS"]);
    check("Macron denied having met Putin.", &["meeting denied: FRA RUS"]);
    check("After having met Putin, Macron flew home.", &["meeting held: FRA RUS"]);
    check("Macron refused to meet Putin.", &["meeting refused: FRA RUS"]);
    check("Macron did not refuse to meet Putin.", &["meeting proposed: FRA RUS"]);
    check("Macron did not rule out a meeting with Putin.", &["meeting proposed: FRA RUS"]);
    check("Macron looks forward to the visit of Olaf Scholz to France.", &["visit planned: DEU FRA"]);
    check("Macron had the chance to meet Putin.", &["meeting held: FRA RUS"]);
    check("Ahead of his visit to Moscow, Olaf Scholz gave a speech.", &["visit planned: DEU RUS"]);
    check("Macron will have the chance to meet Putin.", &["meeting planned: FRA RUS"]);
    check("Macron will not meet Putin.", &["meeting refused: FRA RUS"]);
    check("Macron cancelled a meeting with Putin.", &["meeting cancelled: FRA RUS"]);
    check("The talks between France and Russia were postponed.", &["talks postponed: FRA RUS"]);
    check("Macron reportedly met Putin.", &["meeting reported: FRA RUS"]);
    check("Macron is said to have met Putin.", &["meeting reported: FRA RUS"]);
    check("Macron is in touch with Putin.", &["talks held: FRA RUS"]);
    check("Macron is not in touch with Putin.", &["talks denied: FRA RUS"]);
    check("Macron will not speak of the plan, but he is in touch with Putin.", &["talks held: FRA RUS"]);
}

#[test]
fn a_group_keeps_what_changes_its_number() {
    for group in ["half a dozen global leaders", "about a dozen leaders", "more than ten leaders"] {
        let text = format!(
            "There have been {group} who have been meeting with both the Russians and the Ukrainians."
        );
        let found = find(&Contacts::new(), &text);
        let names: Vec<&str> =
            found.iter().flat_map(|contact| &contact.parties).map(|party| party.name.as_str()).collect();
        assert_eq!(names, [group, "Russians", "Ukrainians"]);
    }
}

#[test]
fn the_country_of_an_address_is_no_party() {
    check(
        "Vice President Kamala Harris met with NATO Secretary General Jens Stoltenberg in Munich, Germany, and left.",
        &["meeting held: USA -"],
    );
    check("Macron met Scholz, Poland and Italy in Paris.", &["meeting held: FRA DEU POL ITA"]);
}

#[test]
fn what_is_only_imagined_or_usual_is_no_contact() {
    check("If Macron met Putin, much would change.", &[]);
    check("Macron often meets Putin.", &[]);
    check("Did Macron meet Putin?", &[]);
    check("Macron tried to meet Putin.", &[]);
    check("It is unclear whether Macron met Putin.", &[]);
    check("Macron and Putin spoke of the goals, which they did not meet.", &["talks held: FRA RUS"]);
    check(
        "Macron and Putin spoke of the goals, which they did not meet in 2020 and did not meet in 2021.",
        &["talks held: FRA RUS"],
    );
}

#[test]
fn all_parties_are_found() {
    check(
        "Joe Biden spoke with Emmanuel Macron, Olaf Scholz and Boris Johnson.",
        &["talks held: USA FRA DEU GBR"],
    );
    check("Delegations of Ukraine and Russia met in Belarus.", &["meeting held: UKR RUS"]);
    check(
        "Macron met Putin. The two presidents agreed to meet again in May.",
        &["meeting held: FRA RUS", "meeting planned: FRA RUS"],
    );
}

#[test]
fn a_partner_may_be_a_pronoun_a_part_or_the_people_of_both_sides() {
    check("Vladimir Putin gave a speech. Olaf Scholz met him on Monday.", &["meeting held: DEU RUS"]);
    check("Olaf Scholz spoke with many of his Russian colleagues.", &["talks held: DEU RUS"]);
    check("Olaf Scholz spoke with many of them.", &[]);
    check(
        "Macron met Putin on Monday. The ministers of the two countries will meet in May.",
        &["meeting held: FRA RUS", "meeting planned: FRA RUS"],
    );
    check("The ministers of the two countries will meet in May.", &[]);
}

#[test]
fn our_people_are_those_of_whoever_speaks() {
    let held = |text: &str| find_on(&Contacts::new(), Some("FIN"), text).iter().map(show).collect::<Vec<_>>();
    assert_eq!(held("Our delegation met with Estonian officials."), ["meeting held: FIN EST"]);
    assert_eq!(held("Our partners met with Estonian officials."), [""; 0]);
}

#[test]
fn a_list_is_taken_whole_by_either_reader() {
    let text = "President Biden held a secure video call today with President Emmanuel Macron of France, Chancellor \
                Olaf Scholz of Germany, and Prime Minister Boris Johnson of the United Kingdom.";
    for reader in [Reader::fast(), Reader::careful()] {
        let document = reader.read(article(text));
        let shown: Vec<String> = document.contacts.iter().map(show).collect();
        assert_eq!(shown, ["call held: USA FRA DEU GBR"]);
    }
}

#[test]
fn one_dealing_told_twice_is_one_record() {
    check(
        "Macron met Putin on Monday. During his meeting with Putin, Macron asked for a truce.",
        &["meeting held: FRA RUS"],
    );
    check("Macron had a phone call with Putin. They discussed the plant.", &["call held: FRA RUS"]);
}

#[track_caller]
fn check_when(text: &str, expected: Option<&str>) {
    let found = find(&Contacts::new(), text);
    let [contact] = found.as_slice() else { panic!("{text}: {found:?}") };
    let when = contact.when.as_ref().map(|when| when.date.to_string());
    assert_eq!(when.as_deref(), expected, "{text}");
}

#[test]
fn a_time_belongs_to_its_own_verb() {
    check_when("Macron met Putin on Monday.", Some("2022-03-07"));
    check_when("Macron will meet Putin on Monday.", Some("2022-03-14"));
    check_when("Macron met Putin in February.", Some("2022-02-01"));
    check_when("On Tuesday Macron met Putin in Moscow.", Some("2022-03-08"));
    check_when("The Kremlin said on Wednesday that Macron met Putin in February.", Some("2022-02-01"));
    check_when("The Kremlin said on Wednesday that Macron had met Putin.", None);
    check_when("Today's orders after the talks between Macron and Putin are strict.", None);
    check_when("Yesterday's talks between Macron and Putin were long.", Some("2022-03-09"));
    check_when(
        "In follow-up to talks held in Moscow on Monday, Macron had a telephone call with Putin.",
        None,
    );
    check_when("Macron praised the talks between France and Russia held the day before.", Some("2022-03-09"));
}

#[test]
fn what_is_held_from_afar_is_a_call_and_a_meeting_is_no_talk() {
    check("Macron met with President Putin virtually.", &["call held: FRA RUS"]);
    check("Macron and Putin had a short meeting.", &["meeting held: FRA RUS"]);
    let held = |text: &str| find_on(&Contacts::new(), Some("FRA"), text).iter().map(show).collect::<Vec<_>>();
    let text = "Remarks by President Macron and Chancellor Scholz before virtual meeting // Thank you for our meeting, dear Olaf.";
    assert_eq!(held(text), ["call held: FRA DEU"]);
    // What somebody owns that is no dealing names no parties.
    let plan = "Press call on President Macron's plan for Scholz's mines // This is a discussion that we have with the miners.";
    assert_eq!(held(plan), [""; 0]);
}

#[test]
fn a_meeting_by_video_is_a_call() {
    let mode = |place: &str| {
        let text = format!("Macron took part in a meeting of the island states chaired by Putin {place}.");
        find(&Contacts::new(), &text)[0].mode
    };
    assert_eq!(mode("in the format of a video conference"), Mode::Call);
    assert_eq!(mode("in the castle"), Mode::Meeting);
}

#[test]
fn a_readout_is_of_the_day_and_what_came_of_talks_is_not() {
    let dated = |title: &str| {
        let text = format!("{title} // Sauli Niinistö held talks with President Alar Karis.");
        let found = find_on(&Contacts::new(), Some("FIN"), &text);
        let [contact] = found.as_slice() else { panic!("{title}: {found:?}") };
        contact.when.is_some()
    };
    assert!(dated("Talks with President Alar Karis"));
    assert!(!dated("As a result of talks with Alar Karis, Finland expects a bridge"));
}

#[test]
fn a_day_without_a_year_is_the_nearer_one() {
    check_when("The summit between France and Russia on April 1st is in danger.", Some("2022-04-01"));
    check_when("Macron met Putin in November.", Some("2021-11-01"));
}

#[test]
fn parties_of_one_state_are_no_pair() {
    check(
        "Macron met Putin. Later Emmanuel Macron met the French Prime Minister. The two presidents will meet in May.",
        &["meeting held: FRA RUS", "meeting held: FRA FRA", "meeting planned: FRA RUS"],
    );
}

#[test]
fn what_is_urged_in_a_call_is_not_the_call() {
    check(
        "In a telephone conversation on Wednesday, Emmanuel Macron urged Vladimir Putin to be patient.",
        &["call held: FRA RUS"],
    );
}

#[test]
fn a_possessive_before_the_subject_is_the_subjects() {
    check(
        "Emmanuel Macron is glad. During his visit to Moscow, Chancellor Olaf Scholz will meet Vladimir Putin.",
        &["visit planned: DEU RUS", "meeting planned: DEU RUS"],
    );
}

#[test]
fn what_a_semicolon_parts_does_not_deal() {
    check("The Kremlin published a list; in consultation with Paris, Berlin closed a road.", &[]);
}

#[test]
fn place_and_secrecy_are_kept() {
    let found =
        find(&Contacts::new(), "William Burns held secret talks with Sergei Naryshkin in Ankara on Monday.");
    let [contact] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(contact.place.as_deref(), Some("Ankara"));
    assert!(contact.secret);
    let found = find(&Contacts::new(), "William Burns met Sergei Naryshkin.");
    let [contact] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((contact.place.as_deref(), contact.secret), (None, false));
}

#[test]
fn what_a_sentence_lays_at_anothers_door_is_reported() {
    let told = |text: &str| {
        let document = reader().read(article(text));
        document.contacts.first().map(|contact| (contact.status, contact.attribution.is_some()))
    };
    let text = "Former senior U.S. officials have met Russians close to the Kremlin, among them Foreign Minister \
                Sergei Lavrov, to look for ways out of the war, NBC News reported, citing people briefed on it.";
    assert_eq!(told(text), Some((crate::record::Status::Reported, true)));
    assert_eq!(told("Macron met Putin in Moscow."), Some((crate::record::Status::Held, false)));
}

#[test]
fn what_a_reporter_asks_tells_of_no_contact() {
    check(
        "Q Well, Macron met Putin. He also met Scholz in Berlin.\n\nMS. LEE: Macron met Rutte.",
        &["meeting held: FRA NLD"],
    );
}

#[test]
fn we_of_an_official_without_a_name_is_the_channels_state() {
    let article = Article {
        title: Some("Background Press Call by a Senior Administration Official".to_owned()),
        text: "MODERATOR: Thank you for joining us.\n\nSENIOR ADMINISTRATION OFFICIAL: We held talks with Germany \
               on Monday.\n\nMODERATOR: Thank you."
            .to_owned(),
        kind: Some(SourceKind::Official),
        country: Some("USA".to_owned()),
        outlet: Some("White House".to_owned()),
        published: DAY.parse().ok(),
        ..Article::default()
    };
    let read = reader().read(article);
    assert_eq!(read.contacts.iter().map(show).collect::<Vec<_>>(), ["talks reported: USA DEU"]);
}

#[test]
fn talks_that_brought_nothing_were_held() {
    let contacts = Contacts::new();
    let status = |text: &str| find(&contacts, text).first().map(|contact| contact.status);
    assert_eq!(status("Talks between Finland and Estonia brought no result."), Some(Status::Held));
    assert_eq!(status("Talks between Finland and Estonia made no progress on Friday."), Some(Status::Held));
    assert_ne!(status("No talks between Finland and Estonia took place on Friday."), Some(Status::Held));
    assert_ne!(status("Talks between Finland and Estonia did not take place."), Some(Status::Held));
}

#[test]
fn whose_envoy_is_named_is_the_envoy() {
    let contacts = Contacts::new();
    let found =
        find(&contacts, "Abbas Araghchi and Donald Trump's envoy, Steve Witkoff, spoke by phone on Monday.");
    let names: Vec<&str> =
        found.iter().flat_map(|one| &one.parties).map(|party| party.name.as_str()).collect();
    assert!(!names.contains(&"Donald Trump"), "{names:?}");
    let found = find(
        &contacts,
        "They spoke of Sergei Lavrov's meeting with members of the Council on Foreign Relations.",
    );
    let names: Vec<&str> =
        found.iter().flat_map(|one| &one.parties).map(|party| party.name.as_str()).collect();
    assert!(names.is_empty() || names.iter().any(|name| name.contains("Lavrov")), "{names:?}");
}

/// The names of the parties of each contact that a channel of this state tells.
fn named_on(home: &str, text: &str) -> Vec<Vec<String>> {
    let found = find_on(&Contacts::new(), Some(home), text);
    found
        .into_iter()
        .map(|contact| {
            let mut names: Vec<String> = contact.parties.into_iter().map(|party| party.name).collect();
            names.sort_unstable();
            names
        })
        .collect()
}

#[test]
fn who_is_said_to_have_told_it_is_the_one_who_dealt() {
    let text = "This was announced by President Sauli Niinistö to reporters following the talks with Prime Minister Kaja Kallas.";
    assert_eq!(named_on("FIN", text), [["Kaja Kallas", "Sauli Niinistö"]]);
    let other = text.replace("President Sauli Niinistö", "Chancellor Olaf Scholz");
    assert!(named_on("FIN", &other).iter().all(|names| !names.contains(&"Finland".to_owned())));
}

#[test]
fn a_list_of_names_goes_on_with_what_was_held() {
    let text = "Address by President Sauli Niinistö // I spoke with Prime Minister Kaja Kallas. \
        Oslo offered to arrange talks with Estonia. And also President Andrzej Duda, the King of Norway.";
    let found = named_on("FIN", text);
    assert!(found.iter().any(|names| {
        ["Andrzej Duda", "Sauli Niinistö"].iter().all(|name| names.iter().any(|one| one == name))
    }));
    let planned = "Address by President Sauli Niinistö // I will meet Prime Minister Kaja Kallas. President Andrzej Duda.";
    assert_eq!(named_on("FIN", planned).len(), 1);
}

#[test]
fn people_are_at_home_only_where_nothing_abroad_is_named() {
    let domestic = |text: &str| {
        let found = find_on(&Contacts::new(), Some("FIN"), text);
        found.iter().map(|contact| contact.domestic).collect::<Vec<_>>()
    };
    assert_eq!(domestic("President Sauli Niinistö met with business leaders."), [true]);
    assert_eq!(domestic("President Sauli Niinistö met with governors and business leaders."), [true]);
    assert!(!domestic("President Sauli Niinistö met with business leaders of the world.").contains(&true));
    assert!(
        !domestic("President Sauli Niinistö met with leaders of the parliament of Estonia.").contains(&true)
    );
}

#[test]
fn a_press_secretary_tells_of_the_talks_of_others() {
    let text = "Briefing by Press Secretary Anna Lind // There have been long conversations with Prime Minister Kaja Kallas.";
    assert_eq!(named_on("FIN", text), Vec::<Vec<String>>::new());
}

#[test]
fn retired_people_deal_on_track_two() {
    let text = "Finland hosted talks between retired Norwegian and Swedish generals in Oslo on Tuesday.";
    let tracks: Vec<_> = find(&Contacts::new(), text).iter().map(|contact| contact.track).collect();
    assert!(!tracks.is_empty() && !tracks.contains(&crate::record::Track::One), "{tracks:?}");
}

#[test]
fn a_visit_that_did_not_come_before_another_was_held() {
    let found = find(
        &Contacts::new(),
        "Narendra Modi flew home, though not before Joko Widodo had hosted him in Jakarta.",
    );
    assert!(found.iter().all(|contact| contact.status != crate::record::Status::Denied), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn they_are_no_pair_without_whoever_acts_beside_them() {
    let text = "Choe Son Hui met Sergei Lavrov on Tuesday.\n\nRobert Fico will tell his colleague so when they meet in Uzhhorod.";
    let parties = |contact: &Contact| contact.parties.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    let found = find(&Contacts::new(), text);
    assert_eq!(found.len(), 1, "{:?}", found.iter().map(parties).collect::<Vec<_>>());
}

#[test]
fn a_home_office_and_our_envoy_are_the_channels_own() {
    let countries = |text: &str| {
        let found = find_on(&Contacts::new(), Some("FIN"), text);
        let of = |contact: &Contact| {
            contact.parties.iter().filter_map(|one| one.country.clone()).collect::<Vec<_>>()
        };
        found.iter().flat_map(of).collect::<Vec<_>>()
    };
    assert_eq!(
        countries("The National Security Adviser met with his Chinese counterpart on Friday."),
        ["FIN", "CHN"]
    );
    assert_eq!(
        countries("Our Special Representative Anna Lind met with her Chinese counterpart on Friday."),
        ["FIN", "CHN"]
    );
    let of_nobody =
        "President Sauli Niinistö met with Minister of Foreign Affairs and Cooperation José Albares.";
    assert!(!countries(of_nobody).ends_with(&["FIN".to_owned(), "FIN".to_owned()]));
    assert_eq!(
        countries("He thanked Narendra Modi, who is on an official visit to our country."),
        ["IND", "FIN"]
    );
}

#[test]
fn who_is_sent_pays_the_visit() {
    let told = named_on("FIN", "Joe Biden sent Antony Blinken to visit Poland.");
    assert!(told.iter().any(|parties| parties.contains(&"Antony Blinken".to_owned())), "{told:?}");
    assert!(!told.iter().any(|parties| parties.contains(&"Joe Biden".to_owned())), "{told:?}");
}

#[test]
fn the_leaders_of_several_states_in_a_body_are_one_each() {
    let told = named_on("FIN", "Joe Biden met with the G7 leaders of Japan, Italy, and Canada on Friday.");
    assert_eq!(told, [["G7 Leader of Canada", "G7 Leader of Italy", "G7 Leader of Japan", "Joe Biden"]]);
}

#[test]
fn a_round_that_names_nobody_is_of_the_two_states_told_before() {
    let rounds = |text: &str| {
        let found = find_on(&Contacts::new(), Some("FIN"), text);
        let rounds = found.into_iter().filter(|contact| contact.mode == Mode::NegotiationRound);
        rounds
            .map(|contact| contact.parties.into_iter().map(|p| p.name).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let told = "Talks between Armenia and Turkey went on in Vienna. ";
    assert_eq!(rounds(&format!("{told}The next round is planned for Monday.")), [["Armenia", "Türkiye"]]);
    let other = format!(
        "{told}Talks between Norway and Chile went on in Oslo. The next round is planned for Monday."
    );
    assert_eq!(rounds(&other), Vec::<Vec<String>>::new());
    let rain = "It rained on the harbour. ".repeat(6);
    let far = format!("{told}{rain}The candidate was elected in the third round.");
    assert_eq!(rounds(&far), Vec::<Vec<String>>::new());
    let named = format!("{told}{rain}The third round of talks is planned for Monday.");
    assert_eq!(rounds(&named), [["Armenia", "Türkiye"]]);
    let asked = format!("{told}\n\nQ And the prisoners?\n\nThe next round is planned for Monday.");
    assert_eq!(rounds(&asked), Vec::<Vec<String>>::new());
}

#[test]
fn what_was_before_is_not_of_the_day_of_the_document() {
    let found = find_on(
        &Contacts::new(),
        Some("USA"),
        "Remarks by President Duda and Chancellor Scholz before virtual meeting // We met in Tartu some weeks ago.",
    );
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].mode, &found[0].when), (Mode::Meeting, &None));
}

#[test]
fn a_guest_who_speaks_of_an_earlier_meeting_means_his_host() {
    let text = "Meeting with President of Poland Andrzej Duda // Sauli Niinistö met with President of Poland Andrzej Duda.\n\nAndrzej Duda: We met in Prague recently.";
    let told = find_on(&Contacts::new(), Some("FIN"), text);
    let named = |contact: &Contact| contact.parties.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    let before = told.iter().find(|contact| contact.rule == "contact.we-met-before").expect("an earlier one");
    assert_eq!(named(before), ["Andrzej Duda", "Sauli Niinistö"]);
}

#[test]
fn with_another_state_the_state_of_an_adviser_deals() {
    let told = named_on(
        "FIN",
        "Adviser to the President Anna Lind suggested that the next round of talks with Estonia will take place on Monday.",
    );
    assert!(told.iter().any(|parties| *parties == ["Estonia", "Finland"]), "{told:?}");
}
