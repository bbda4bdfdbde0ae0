use super::*;
use crate::digest::Sample;
use crate::record::{Mode, SourceKind};

fn call(outlet: &str, country: &str, published: &str, text: &str, with: &str) -> Document {
    let sample = Sample::official(outlet, country, published, text)
        .person("Ann Alder", "Ann Alder", "USA")
        .person("Boris Birk", "Boris Birk", "UKR")
        .person("Carl Cedar", "Carl Cedar", "POL");
    sample.contact(text, &[("Ann Alder", "USA"), (with, "UKR")], Mode::Call, Status::Held).done()
}

#[track_caller]
fn check(documents: &[Document], expected: &[usize]) {
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealings = dealings_of(&papers);
    let got: Vec<usize> = dealings.iter().map(|dealing| dealing.accounts.len()).collect();
    assert_eq!(got, expected);
}

const OURS: &str = "Ann Alder spoke with Boris Birk.";
const THEIRS: &str = "Boris Birk had a call with Ann Alder.";

#[test]
fn two_readouts_of_a_call_are_two_accounts_of_one() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let theirs = call("Office", "UKR", "2022-03-08", THEIRS, "Boris Birk");
    check(&[ours, theirs], &[2]);
}

#[test]
fn another_day_or_another_party_is_another_contact() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let later = call("Office", "UKR", "2022-03-10", THEIRS, "Boris Birk");
    check(&[ours.clone(), later], &[1, 1]);
    let other = call("Office", "UKR", "2022-03-08", "Carl Cedar had a call with Ann Alder.", "Carl Cedar");
    check(&[ours, other], &[1, 1]);
}

#[test]
fn counterparts_are_the_people_of_their_states() {
    let named = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let text = "Ann Alder spoke with her counterpart from Ukraine.";
    let counterpart = |with, country, day| {
        let sample = Sample::official("State Department", "USA", day, text);
        let parties = [("Ann Alder", "USA"), (with, country)];
        let sample = sample.person("Ann Alder", "Ann Alder", "USA");
        let sample = sample.contact(text, &parties, Mode::Talks, Status::Held);
        sample.with(|contact| contact.parties[1].name = "counterparts".into()).done()
    };
    let unnamed = counterpart("counterpart from Ukraine", "UKR", "2022-03-08");
    check(&[named.clone(), unnamed.clone()], &[2]);
    check(&[unnamed, named.clone()], &[2]);
    let of_others = counterpart("counterpart from Ukraine", "POL", "2022-03-08");
    check(&[named.clone(), of_others], &[1, 1]);
    let later = counterpart("counterpart from Ukraine", "UKR", "2022-03-10");
    check(&[named, later], &[1, 1]);
}

#[test]
fn accounts_without_a_day_are_joined_near_each_other_only() {
    let undated = |document: Document| {
        let mut document = document;
        document.contacts[0].when = None;
        document.article.kind = Some(SourceKind::Press);
        document
    };
    let call = |day: &str| call("Post", "USA", day, OURS, "Boris Birk");
    check(&[undated(call("2022-03-08")), undated(call("2022-03-09"))], &[2]);
    check(&[undated(call("2022-02-08")), undated(call("2022-03-09"))], &[1, 1]);
    // A report of the day after follows a call; one of a week after does not.
    let dated = super::tests::call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    check(&[dated.clone(), undated(call("2022-03-09"))], &[2]);
    check(&[dated.clone(), undated(call("2022-03-15"))], &[1, 1]);
    // Of two calls it is the nearer one.
    let later = super::tests::call("White House", "USA", "2022-03-09", OURS, "Boris Birk");
    let documents = [dated, later, undated(call("2022-03-09"))];
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let days: Vec<usize> = dealings_of(&papers).iter().map(|dealing| dealing.accounts.len()).collect();
    assert_eq!(days, [1, 2]);
}

fn undated(mut document: Document, status: Status) -> Document {
    document.contacts[0].when = None;
    document.contacts[0].status = status;
    document
}

#[test]
fn a_telling_of_many_calls_is_of_none_of_them() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let often = "Ann Alder spoke with Boris Birk a dozen times.";
    let summed = undated(call("Post", "POL", "2022-03-09", often, "Boris Birk"), Status::Held);
    check(&[ours.clone(), summed], &[1, 1]);
    let once = undated(call("Post", "POL", "2022-03-09", OURS, "Boris Birk"), Status::Held);
    check(&[ours, once], &[2]);
}

/// A telling without a day of the same outlet's country, between these.
fn told_by(outlet: &str, day: &str, text: &str, parties: &[(&str, &str)], mode: Mode) -> Document {
    let sample = Sample::official(outlet, "UKR", day, text).person("Ann Alder", "Ann Alder", "USA");
    let sample = sample.person("Dora Dill", "Dora Dill", "UKR");
    sample.contact(text, parties, mode, Status::Held).with(|contact| contact.when = None).done()
}

#[test]
fn a_state_stands_for_its_own_where_no_other_contact_is_told_near() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let text = "After the talks of Ann Alder with the Ukrainian side.";
    let parties = [("Ann Alder", "USA"), ("Ukrainian side", "UKR")];
    let told = |day| told_by("Office", day, text, &parties, Mode::Talks);
    check(&[ours.clone(), told("2022-03-08")], &[2]);
    check(&[told("2022-03-08"), ours.clone()], &[2]);
    check(&[ours.clone(), told("2022-03-09")], &[1, 1]);
    let papers = [ours.clone(), told("2022-03-08")];
    let papers: Vec<Paper> = papers.iter().map(Paper::new).collect();
    let grounds = dealings_of(&papers)[0].accounts[1].grounds.expect("grounds").says(&papers);
    assert!(grounds.ends_with("and no other contact of these parties is told near it"), "{grounds}");
    // A channel's "we" is its state, though no mention has its name.
    let text = "After our talks with Ann Alder in Ukraine.";
    let own = told_by("Office", "2022-03-08", text, &[("Ann Alder", "USA"), ("Ukraine", "UKR")], Mode::Talks);
    check(&[ours.clone(), own], &[2]);
    // Of two it may be either.
    let text = "Ann Alder spoke with Dora Dill today.";
    let other =
        told_by("Ministry", "2022-03-08", text, &[("Ann Alder", "USA"), ("Dora Dill", "UKR")], Mode::Call);
    check(&[ours, told("2022-03-08"), other], &[1, 1, 1]);
}

#[test]
fn what_is_spoken_of_does_not_make_it_many() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let text = "Ann Alder spoke with Boris Birk to plan their ongoing meetings.";
    check(&[ours.clone(), call("Office", "UKR", "2022-03-08", text, "Boris Birk")], &[2]);
    let often = "Ann Alder often spoke with Boris Birk.";
    check(&[ours, call("Office", "UKR", "2022-03-08", often, "Boris Birk")], &[1, 1]);
}

#[test]
fn a_meeting_of_delegations_is_the_round_of_its_number() {
    let parties = [("Ukrainian delegation", "UKR"), ("American delegation", "USA")];
    let told = |outlet: &str, day, text: &str, mode| told_by(outlet, day, text, &parties, mode);
    let round = "The Ukrainian delegation and the American delegation held the second round of talks.";
    let round = told("Office", "2022-03-08", round, Mode::NegotiationRound);
    let met = |number: &str| {
        let text =
            format!("It was the {number} meeting of the Ukrainian delegation and the American delegation.");
        told("Ministry", "2022-03-12", &text, Mode::Meeting)
    };
    check(&[round.clone(), met("second")], &[2]);
    check(&[round, met("third")], &[1, 1]);
}

#[test]
fn rounds_that_nothing_tells_apart_are_one_where_they_came_out_together() {
    let parties = [("Ukrainian delegation", "UKR"), ("American delegation", "USA")];
    let told = |outlet: &str, day, number: &str| {
        let text =
            format!("The Ukrainian delegation and the American delegation held the {number} round of talks.");
        told_by(outlet, day, &text, &parties, Mode::NegotiationRound)
    };
    check(&[told("Office", "2022-03-08", "second"), told("Ministry", "2022-03-09", "latest")], &[2]);
    check(&[told("Office", "2022-03-08", "second"), told("Ministry", "2022-03-11", "latest")], &[1, 1]);
}

#[test]
fn partners_told_in_one_breath_need_not_have_been_together() {
    let three = [("Ann Alder", "USA"), ("Boris Birk", "UKR"), ("Carl Cedar", "POL")];
    let many = [("Dora Dill", "EST"), ("Ann Alder", "USA"), ("Boris Birk", "UKR"), ("Carl Cedar", "POL")];
    let told = |outlet: &str, text: &str, parties: &[(&str, &str)]| {
        let people = ["Ann Alder", "Boris Birk", "Carl Cedar", "Dora Dill"].into_iter();
        let sample = Sample::press(outlet, "2022-03-08", text);
        let country = |name: &str| many.iter().find(|one| one.0 == name).map_or("", |one| one.1);
        let sample = people.fold(sample, |sample, name| sample.person(name, name, country(name)));
        sample.contact(text, parties, Mode::Call, Status::Held).with(|contact| {
            contact.when.iter_mut().for_each(|when| when.text = Some("today".into()));
        })
    };
    let joint = told("Post", "Ann Alder spoke with Boris Birk and Carl Cedar.", &three).done();
    let text = "Dora Dill spoke with Ann Alder, Boris Birk and Carl Cedar.";
    check(&[joint.clone(), told("Herald", text, &many).done()], &[1, 1]);
    let text = "Ann Alder spoke with Boris Birk, Carl Cedar and Dora Dill.";
    let [dora, rest @ ..] = many;
    check(&[joint, told("Herald", text, &[rest[0], rest[1], rest[2], dora]).done()], &[2]);
}

#[test]
fn what_was_planned_for_the_day_is_what_was_held_on_it() {
    let held = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let announced = |day| undated(call("Post", "POL", day, THEIRS, "Boris Birk"), Status::Planned);
    check(&[announced("2022-03-07"), held.clone()], &[2]);
    check(&[announced("2022-03-05"), held.clone()], &[1, 1]);
    // What came after keeps no one from being joined that was announced before.
    let after = undated(call("Herald", "POL", "2022-03-09", OURS, "Boris Birk"), Status::Held);
    check(&[announced("2022-03-07"), held, after], &[3]);
}

/// A telling of a White House paper in these words, on this day or on none.
fn says(published: &str, text: &str, parties: &[(&str, &str)], mode: Mode, status: Status) -> Sample {
    let people = [("Ann Alder", "USA"), ("Boris Birk", "UKR"), ("Carl Cedar", "POL"), ("Dora Dill", "USA")];
    let sample = Sample::official(&format!("Paper {text}"), "USA", published, text);
    let sample = people.into_iter().fold(sample, |sample, (name, code)| sample.person(name, name, code));
    sample.contact(text, parties, mode, status).with(|contact| contact.when = None)
}

fn on(sample: Sample, day: &str) -> Document {
    let when = Some(crate::record::When {
        text: Some("that day".into()),
        date: day.parse().unwrap(),
        precision: Precision::Day,
    });
    sample.with(|contact| contact.when = when).done()
}

const ANN_AND_BORIS: [(&str, &str); 2] = [("Ann Alder", "USA"), ("Boris Birk", "UKR")];

#[test]
fn a_meeting_announced_without_its_day_is_the_one_that_follows() {
    let met = |day| {
        let text = format!("Ann Alder met Boris Birk on {day}.");
        on(says(day, &text, &ANN_AND_BORIS, Mode::Meeting, Status::Held), day)
    };
    let text = "Ann Alder will welcome Boris Birk.";
    let announced = |day| says(day, text, &ANN_AND_BORIS, Mode::Meeting, Status::Planned).done();
    check(&[announced("2022-03-02"), met("2022-03-08")], &[2]);
    check(&[met("2022-03-08"), announced("2022-03-02")], &[2]);
    check(&[announced("2022-02-25"), met("2022-03-08")], &[1, 1]);
    check(&[met("2022-03-08"), announced("2022-03-09")], &[1, 1]);
    // Of two that follow it may be either.
    check(&[announced("2022-03-02"), met("2022-03-05"), met("2022-03-08")], &[1, 1, 1]);
    let documents = [announced("2022-03-02"), met("2022-03-08")];
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let grounds = dealings_of(&papers)[0].accounts[1].grounds.expect("grounds").says(&papers);
    assert!(grounds.contains("the other announced it 6 days before without a day"), "{grounds}");
}

#[test]
fn the_days_of_one_visit_are_not_the_same() {
    let hosts = [("Ann Alder", "USA"), ("Poland", "POL")];
    let visit = |day, text: &str, parties: &[(&str, &str)]| {
        on(says(day, text, parties, Mode::Visit, Status::Held), day)
    };
    let first = visit("2022-03-09", "Ann Alder arrived in Poland.", &hosts);
    check(&[first.clone(), visit("2022-03-11", "Ann Alder is visiting Poland.", &hosts)], &[2]);
    check(&[first.clone(), visit("2022-03-15", "Ann Alder is visiting Poland.", &hosts)], &[1, 1]);
    let longer = [("Ann Alder", "USA"), ("Poland", "POL"), ("Romania", "ROU")];
    let journey = visit("2022-03-09", "Ann Alder travels to Poland and Romania.", &longer);
    check(&[first.clone(), journey], &[2]);
    let other = [("Dora Dill", "USA"), ("Poland", "POL")];
    check(&[first, visit("2022-03-10", "Dora Dill arrived in Poland.", &other)], &[1, 1]);
}

#[test]
fn a_visit_is_told_by_the_one_meeting_on_it() {
    let told = |text, parties: &[(&str, &str)], mode| {
        on(says("2022-03-08", text, parties, mode, Status::Held), "2022-03-08")
    };
    let visit = told("Ann Alder visited Ukraine.", &[("Ann Alder", "USA"), ("Ukraine", "UKR")], Mode::Visit);
    let met = told("Ann Alder met Boris Birk.", &ANN_AND_BORIS, Mode::Meeting);
    check(&[visit.clone(), met.clone()], &[2]);
    let papers = [Paper::new(&visit), Paper::new(&met)];
    let told_by = dealings_of(&papers)[0].accounts[1].grounds.expect("grounds").says(&papers);
    assert!(told_by.contains("a visit, the other of a meeting on it"), "{told_by}");
    // Of two meetings it is neither.
    let cora = [("Ann Alder", "USA"), ("Cora Crab", "UKR")];
    let another = says("2022-03-08", "Ann Alder met Cora Crab.", &cora, Mode::Meeting, Status::Held);
    let another = on(another.person("Cora Crab", "Cora Crab", "UKR"), "2022-03-08");
    check(&[visit.clone(), met, another], &[1, 1, 1]);
    // Nor is it a call.
    check(&[visit, told("Ann Alder spoke with Boris Birk.", &ANN_AND_BORIS, Mode::Call)], &[1, 1]);
}

#[test]
fn what_is_called_off_is_what_was_announced_and_not_what_was_held() {
    let told = |text, day, status| says(day, text, &ANN_AND_BORIS, Mode::Meeting, status);
    let text = "Ann Alder will meet Boris Birk on Friday.";
    let announced = on(told(text, "2022-03-08", Status::Planned), "2022-03-11");
    let off = told("Ann Alder will not meet Boris Birk.", "2022-03-09", Status::Cancelled).done();
    check(&[announced, off.clone()], &[2]);
    let held = on(told("Ann Alder met Boris Birk.", "2022-03-11", Status::Held), "2022-03-11");
    check(&[off, held], &[1, 1]);
}

#[test]
fn states_stand_for_their_people_on_a_day_that_both_name() {
    let met = |text, parties: &[(&str, &str)]| {
        on(says("2022-03-08", text, parties, Mode::Meeting, Status::Held), "2022-03-08")
    };
    let ours = met("Ann Alder met Boris Birk.", &ANN_AND_BORIS);
    let states = met("United States and Ukraine met.", &[("United States", "USA"), ("Ukraine", "UKR")]);
    check(&[ours.clone(), states.clone()], &[2]);
    let other = met("Dora Dill met Boris Birk.", &[("Dora Dill", "USA"), ("Boris Birk", "UKR")]);
    check(&[ours, states, other], &[1, 1, 1]);
}

#[test]
fn a_month_told_later_is_that_of_the_day() {
    let met = "Ann Alder met Boris Birk today.";
    let met = on(says("2022-03-07", met, &ANN_AND_BORIS, Mode::Meeting, Status::Held), "2022-03-07");
    let text = "Ann Alder thanked Boris Birk for his visit.";
    let thanked = says("2022-03-07", text, &ANN_AND_BORIS, Mode::Meeting, Status::Held).done();
    let text = "Ann Alder met Boris Birk this month.";
    let later = says("2022-03-23", text, &ANN_AND_BORIS, Mode::Meeting, Status::Held);
    let later = later.with(|contact| {
        contact.when = Some(crate::record::When {
            text: Some("this month".into()),
            date: "2022-03-01".parse().unwrap(),
            precision: Precision::Month,
        });
    });
    check(&[met, thanked, later.done()], &[3]);
}

#[test]
fn whom_one_sums_up_another_names() {
    let call = |text, parties: &[(&str, &str)]| {
        on(says("2022-03-08", text, parties, Mode::Call, Status::Held), "2022-03-08")
    };
    let three = [("Ann Alder", "USA"), ("Boris Birk", "UKR"), ("Carl Cedar", "POL")];
    let named = call("Ann Alder spoke with Boris Birk and Carl Cedar.", &three);
    let leaders = |text| {
        let parties = [("Ann Alder", "USA"), ("European leaders", "USA")];
        let sample = says("2022-03-08", text, &parties, Mode::Call, Status::Held);
        on(sample.with(|contact| contact.parties[1].country = None), "2022-03-08")
    };
    let summed = leaders("Ann Alder spoke with European leaders.");
    check(&[named.clone(), summed.clone()], &[2]);
    // "And other partners" beside a call of two is that call or one of more.
    let two = call("Ann Alder spoke with Boris Birk.", &ANN_AND_BORIS);
    check(&[two, named, summed], &[1, 2]);
}

#[test]
fn a_copy_tells_the_same() {
    let text = "For weeks the American side has held ongoing meetings with Boris Birk.";
    let told = |outlet: &str, day| {
        let parties = [("American side", "USA"), ("Boris Birk", "UKR")];
        told_by(outlet, day, text, &parties, Mode::Talks)
    };
    check(&[told("Office", "2022-03-08"), told("Ministry", "2022-03-08")], &[2]);
    check(&[told("Office", "2022-03-08"), told("Ministry", "2022-03-18")], &[1, 1]);
}

#[test]
fn the_meeting_of_advisers_is_not_that_of_their_principals() {
    let talks = says(
        "2022-03-08",
        "Ann Alder exchanged views with Boris Birk.",
        &ANN_AND_BORIS,
        Mode::Talks,
        Status::Held,
    );
    let text = "The advisers' meeting of Ann Alder and Boris Birk ended.";
    let advisers = says("2022-03-08", text, &ANN_AND_BORIS, Mode::Meeting, Status::Held);
    check(&[talks.done(), advisers.done()], &[1, 1]);
}

#[test]
fn accounts_in_the_same_words_are_joined_and_each_is_grounded() {
    let wire = |outlet: usize| {
        let mut told = call(
            &format!("Wire {outlet}"),
            "POL",
            "2022-03-08",
            "Ann Alder spoke with Boris Birk.",
            "Boris Birk",
        );
        told.article.kind = Some(SourceKind::Press);
        told
    };
    let mut documents: Vec<Document> = (0..200).map(wire).collect();
    // Of the same people on another day, and one of two calls of one day in one document.
    documents.push(call("White House", "USA", "2022-03-11", OURS, "Boris Birk"));
    let again = "Ann Alder spoke with Boris Birk after their call.";
    documents.push(call("White House", "USA", "2022-03-08", again, "Boris Birk"));
    check(&documents, &[200, 1, 1]);
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealings = dealings_of(&papers);
    let grounded = dealings[0].accounts.iter().filter(|account| account.grounds.is_some());
    assert_eq!(grounded.count(), 199);
}

#[test]
fn a_further_meeting_of_the_day_is_another() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let again = "Ann Alder spoke with Boris Birk after their call.";
    check(&[ours.clone(), call("Office", "UKR", "2022-03-08", again, "Boris Birk")], &[1, 1]);
    let of_it = "Following their call Ann Alder and Boris Birk smiled.";
    check(&[ours, call("Office", "UKR", "2022-03-08", of_it, "Boris Birk")], &[2]);
}

#[test]
fn a_month_holds_a_day_where_only_one_day_is_known() {
    let of_the_month = |mut document: Document| {
        document.contacts[0].when = Some(crate::record::When {
            text: Some("last month".into()),
            date: "2022-03-01".parse().unwrap(),
            precision: Precision::Month,
        });
        document
    };
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let late = of_the_month(call("Post", "POL", "2022-04-05", OURS, "Boris Birk"));
    check(&[ours.clone(), late.clone()], &[2]);
    let other = call("Office", "UKR", "2022-03-20", THEIRS, "Boris Birk");
    check(&[ours, other, late], &[1, 1, 1]);
}

#[test]
fn the_grounds_of_a_join_are_told() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let theirs = undated(call("Office", "UKR", "2022-03-09", THEIRS, "Boris Birk"), Status::Held);
    let documents = [ours, theirs];
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealings = dealings_of(&papers);
    let [lead, joined] = &dealings[0].accounts[..] else { panic!("{dealings:?}") };
    assert!(lead.grounds.is_none());
    let told = joined.grounds.expect("grounds").says(&papers);
    assert_eq!(
        told,
        "one with the account of White House, 2022-03-08: the same parties; a call in both; \
         one puts it on 2022-03-08, the other names no day and came out the day after"
    );
}

#[test]
fn what_people_decided_goes_before() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let theirs = call("Office", "UKR", "2022-03-08", THEIRS, "Boris Birk");
    let late = call("Post", "POL", "2022-03-10", THEIRS, "Boris Birk");
    let id = |document: &Document| document.contacts[0].id.clone();
    let mut split = theirs.clone();
    split.contacts[0].bonds.apart = vec![id(&ours)];
    check(&[ours.clone(), split.clone()], &[1, 1]);
    check(&[split, ours.clone()], &[1, 1]);
    let mut joined = late;
    joined.contacts[0].bonds.joined = vec![id(&theirs)];
    check(&[ours.clone(), theirs.clone(), joined.clone()], &[3]);
    check(&[joined, ours, theirs], &[3]);
}

fn report(outlet: &str, text: &str, group: &str, cites: Option<&str>) -> Document {
    let parties = [("Boris Birk", "UKR"), (group, "USA")];
    let sample = Sample::press(outlet, "2022-03-10", text).person("Boris Birk", "Boris Birk", "UKR");
    let sample = sample.contact(text, &parties, Mode::Meeting, Status::Reported);
    let sample = sample.with(|contact| contact.when = None);
    cites.into_iter().fold(sample, |sample, outlet| sample.organisation(outlet)).done()
}

#[test]
fn accounts_that_go_back_to_one_report_are_of_one_contact() {
    let first = report("NBC News", "Retired generals met Boris Birk in secret.", "Retired generals", None);
    let text = "Boris Birk met former officers, NBC News reported.";
    let after = report("Reuters", text, "former officers", Some("NBC News"));
    check(&[after.clone(), first.clone()], &[2]);
    let papers = [Paper::new(&after), Paper::new(&first)];
    assert_eq!(dealings_of(&papers)[0].lead().paper, 1, "the first report leads");
    let apart = report("Reuters", "Boris Birk met former officers.", "former officers", None);
    check(&[first, apart], &[1, 1]);
}

#[test]
fn an_account_without_a_day_joins_the_other_sides_of_the_day_before() {
    let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
    let mut theirs = call("Office", "UKR", "2022-03-09", THEIRS, "Boris Birk");
    theirs.contacts[0].when = None;
    check(&[ours.clone(), theirs.clone()], &[2]);
    let mut late = call("Office", "UKR", "2022-03-11", THEIRS, "Boris Birk");
    late.contacts[0].when = None;
    check(&[ours, late], &[1, 1]);
}
