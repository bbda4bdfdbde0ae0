//! What an alert is of, among the papers of the last days.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Paper, Stand, changes, dealings_of};
use crate::config::Occasion;
use crate::record::{Contact, Party, Span, Stance, Status, Verdict, Window};

/// Words of alerts: `knowledge/alerts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    denial: HashSet<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../knowledge/alerts.toml")).expect("a test parses it"));

/// Something that an alert tells: what it is, and the words of those who tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matter {
    /// By any of which it is known again: the ids of its records or its documents.
    pub ids: Vec<String>,
    /// In a few words.
    pub what: String,
    /// The sentences that tell it, as they stand; each says by itself on whose word.
    pub told: Vec<Telling>,
}

/// The sentences of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Telling {
    /// Id of the document.
    pub document: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    pub day: Option<Date>,
    pub words: String,
}

/// What there is of an occasion in the first `of_now` papers; the later ones are of before.
/// A search is the ledger's to make and gives nothing here.
pub fn matters(on: &Occasion, papers: &[Paper], of_now: usize, windows: &[Window]) -> Vec<Matter> {
    match on {
        Occasion::Contact { between } => contacts(between, &papers[..of_now]),
        Occasion::Position { actor, issue } => changes(papers, of_now)
            .into_iter()
            .filter(|change| issue.is_none_or(|issue| issue == change.now.position.issue))
            .filter(|change| is_held_by(&change.now, actor.as_deref()))
            .map(|change| {
                let now = change.now.position;
                let told = [change.now, change.before]
                    .map(|stand| telling(&papers[stand.paper], stand.position.evidence));
                let what = format!("a changed position on {}", said(&now.issue));
                Matter { ids: vec![now.id.clone()], what, told: told.into() }
            })
            .collect(),
        Occasion::Denial { actor } => denials(actor.as_deref(), &papers[..of_now]),
        Occasion::Silence { actor } => silences(actor.as_deref(), &papers[..of_now], windows),
        Occasion::Search { .. } | Occasion::Kept => Vec::new(),
    }
}

fn contacts(between: &[String], papers: &[Paper]) -> Vec<Matter> {
    let takes_part = |party: &Party, who: &String| is(who, &party.name, party.country.as_deref());
    let fitting = dealings_of(papers).into_iter().filter(|dealing| {
        let parties = &dealing.lead().contact.parties;
        between.iter().all(|who| parties.iter().any(|party| takes_part(party, who)))
    });
    fitting
        .map(|dealing| {
            let contact = dealing.lead().contact;
            let accounts = &dealing.accounts;
            Matter {
                ids: accounts.iter().map(|account| account.contact.id.clone()).collect(),
                what: format!("{}, {}", said(&contact.mode), said(&dealing.status())),
                told: accounts
                    .iter()
                    .map(|account| telling(&papers[account.paper], account.contact.evidence))
                    .collect(),
            }
        })
        .collect()
}

/// Statements whose verb denies, and contacts that are told as denied.
fn denials(actor: Option<&str>, papers: &[Paper]) -> Vec<Matter> {
    let mut denials = Vec::new();
    for paper in papers {
        let denied = |contact: &&Contact| contact.status == Status::Denied && !contact.domestic;
        let contacts = paper.document.contacts.iter().filter(denied);
        let of_actor = |contact: &&Contact| {
            let parties = &contact.parties;
            actor.is_none_or(|who| parties.iter().any(|party| is(who, &party.name, party.country.as_deref())))
        };
        denials.extend(contacts.filter(of_actor).map(|contact| Matter {
            ids: vec![contact.id.clone()],
            what: format!("{}, {}", said(&contact.mode), said(&contact.status)),
            told: vec![telling(paper, contact.evidence)],
        }));
        for attribution in &paper.document.attributions {
            let source = attribution.source.as_ref();
            let fits = actor.is_none_or(|actor| {
                source.is_some_and(|source| is(actor, &source.name, source.country.as_deref()))
            });
            let denies = attribution.cue.iter().any(|&cue| {
                let words = paper.words(cue).to_lowercase();
                words.split_whitespace().any(|word| WORDS.denial.contains(word))
            });
            if attribution.stance == Stance::Denies && denies && fits {
                let content = &attribution.content;
                let all = Span { start: content[0].start, end: content[content.len() - 1].end };
                denials.push(Matter {
                    ids: vec![attribution.id.clone()],
                    what: "a denial".to_owned(),
                    told: vec![telling(paper, all)],
                });
            }
        }
    }
    denials
}

fn silences(actor: Option<&str>, papers: &[Paper], windows: &[Window]) -> Vec<Matter> {
    let missed = windows.iter().filter_map(|window| {
        let Verdict::DidNotCome { listed, .. } = &window.verdict else { return None };
        let fits = actor.is_none_or(|actor| is(actor, &window.channel, window.country.as_deref()));
        let Window { channel, expected, day, .. } = window;
        fits.then(|| Matter {
            ids: vec![format!("silence {channel} {expected} {day}")],
            what: format!("{channel}: the {expected} of {day} is not on the list had on {listed}"),
            told: Vec::new(),
        })
    });
    let reported = papers.iter().flat_map(|paper| {
        let silences = paper.document.silences.iter();
        let fitting = silences.filter(|one| actor.is_none_or(|actor| is(actor, &one.channel, None)));
        fitting.map(|silence| Matter {
            ids: vec![silence.id.clone()],
            what: "a silence that is reported".to_owned(),
            told: vec![telling(paper, silence.evidence)],
        })
    });
    missed.chain(reported).collect()
}

fn is_held_by(stand: &Stand, actor: Option<&str>) -> bool {
    let holders = &stand.position.holders;
    actor.is_none_or(|actor| holders.iter().any(|holder| is(actor, &holder.name, holder.country.as_deref())))
}

/// Whether somebody is meant by a country's code or by words of a name.
fn is(who: &str, name: &str, country: Option<&str>) -> bool {
    country == Some(who) || name.to_lowercase().contains(&who.to_lowercase())
}

/// The whole sentences around a span.
fn telling(paper: &Paper, span: Span) -> Telling {
    let article = &paper.document.article;
    Telling {
        document: article.id.clone(),
        outlet: article.outlet.clone(),
        title: article.title.clone(),
        url: article.url.clone(),
        day: paper.date(),
        words: paper.words(paper.sentences_around(span)).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// How a plain value is written in JSON, without quotes.
fn said(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sample;
    use crate::record::{Act, Document, Form, Holder, Issue, Mode, Position, record_id};

    fn documents() -> Vec<Document> {
        let call = |outlet: &str| {
            let text = "Ann Alder reportedly called Boris Birk on Tuesday.";
            Sample::press(outlet, "2022-03-08", text)
                .person("Ann Alder", "Ann Alder", "USA")
                .person("Boris Birk", "Boris Birk", "UKR")
                .contact(text, &[("Ann Alder", "USA"), ("Boris Birk", "UKR")], Mode::Call, Status::Reported)
                .done()
        };
        let mut denial =
            Sample::press("Example Herald", "2022-03-09", "Boris Birk denied that he had called.")
                .person("Boris Birk", "Boris Birk", "UKR")
                .said("Boris Birk", "denied", "that he had called", Form::Indirect)
                .done();
        denial.attributions[0].stance = Stance::Denies;
        let mut doubt =
            Sample::press("Example Mail", "2022-03-09", "Boris Birk said that he had not called.")
                .person("Boris Birk", "Boris Birk", "UKR")
                .said("Boris Birk", "said", "that he had not called", Form::Indirect)
                .done();
        // What a reader may take for a denial is none without a word for it.
        doubt.attributions[0].stance = Stance::Denies;
        vec![call("Example Post"), call("Example Times"), denial, doubt]
    }

    #[track_caller]
    fn check(on: Occasion, expected: &[(&str, usize)]) {
        let documents = documents();
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let found = matters(&on, &papers, papers.len(), &[]);
        let got: Vec<(&str, usize)> = found.iter().map(|m| (m.what.as_str(), m.told.len())).collect();
        assert_eq!(got, expected, "{found:?}");
    }

    #[test]
    fn what_is_asked_for_is_found_once_with_all_who_tell_it() {
        let between = |who: [&str; 2]| Occasion::Contact { between: who.map(str::to_owned).into() };
        check(between(["USA", "UKR"]), &[("call, reported", 2)]);
        check(between(["Alder", "birk"]), &[("call, reported", 2)]);
        check(between(["USA", "RUS"]), &[]);
        check(Occasion::Denial { actor: None }, &[("a denial", 1)]);
        check(Occasion::Denial { actor: Some("UKR".to_owned()) }, &[("a denial", 1)]);
        check(Occasion::Denial { actor: Some("USA".to_owned()) }, &[]);
    }

    #[test]
    fn a_contact_between_states_that_is_told_as_denied_is_a_denial() {
        let text = "Ann Alder did not meet Boris Birk.";
        let told = |countries: [&str; 2]| {
            Sample::press("Example Post", "2022-03-08", text)
                .contact(
                    text,
                    &[("Ann Alder", countries[0]), ("Boris Birk", countries[1])],
                    Mode::Meeting,
                    Status::Denied,
                )
                .with(|contact| contact.domestic = countries[0] == countries[1])
                .done()
        };
        let documents = [told(["USA", "UKR"]), told(["USA", "USA"])];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let found = matters(&Occasion::Denial { actor: Some("Birk".to_owned()) }, &papers, papers.len(), &[]);
        assert_eq!(found.iter().map(|matter| matter.what.as_str()).collect::<Vec<_>>(), ["meeting, denied"]);
    }

    #[test]
    fn the_words_are_whole_sentences_so_that_no_reportedly_is_lost() {
        let documents = documents();
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let on = Occasion::Denial { actor: None };
        let denial = &matters(&on, &papers, papers.len(), &[])[0];
        assert_eq!(denial.told[0].words, "Boris Birk denied that he had called.");
    }

    /// A stand of a party on an issue.
    fn stand(day: &str, country: &str, issue: Issue, act: Act, text: &str) -> Document {
        let sample = Sample::official("Office", country, day, text);
        let content = sample.span(text);
        let mut document = sample.done();
        document.positions.push(Position {
            id: record_id("p", day, content, &[]),
            holders: vec![Holder { name: format!("Envoy of {country}"), country: Some(country.to_owned()) }],
            toward: Vec::new(),
            act,
            issue,
            content,
            condition: None,
            evidence: content,
            attribution: None,
            rule: "test".into(),
        });
        document
    }

    #[test]
    fn a_changed_position_is_told_with_the_words_of_before() {
        let refusal = "The envoy refused to discuss the future of the island.";
        let offer = "The envoy is ready to discuss the future of the island.";
        let documents = [
            stand("2022-03-08", "UKR", Issue::Territory, Act::Offer, offer),
            // Said before and said again: no change.
            stand("2022-03-09", "RUS", Issue::Territory, Act::Refusal, refusal),
            // New, with nothing before it.
            stand(
                "2022-03-09",
                "UKR",
                Issue::Grain,
                Act::Offer,
                "The envoy offers to open three ports for grain.",
            ),
            stand("2022-02-20", "UKR", Issue::Territory, Act::Refusal, refusal),
            stand("2022-02-20", "RUS", Issue::Territory, Act::Refusal, refusal),
        ];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let found = |actor: Option<&str>, issue: Option<Issue>| {
            matters(&Occasion::Position { actor: actor.map(str::to_owned), issue }, &papers, 3, &[])
        };
        let all = found(None, None);
        let [change] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(change.what, "a changed position on territory");
        assert_eq!(change.ids, [documents[0].positions[0].id.clone()]);
        assert_eq!(change.told.iter().map(|told| told.words.as_str()).collect::<Vec<_>>(), [offer, refusal]);
        assert_eq!(found(Some("UKR"), Some(Issue::Territory)), all);
        assert_eq!(found(Some("envoy of ukr"), None), all);
        assert_eq!(found(Some("RUS"), None), []);
        assert_eq!(found(None, Some(Issue::Grain)), []);
        // Before there was anything to compare with, nothing has changed.
        assert_eq!(matters(&Occasion::Position { actor: None, issue: None }, &papers[..3], 3, &[]), []);
    }

    #[test]
    fn a_silence_is_one_that_was_seen_or_is_reported() {
        let reported = Sample::press(
            "Example Post",
            "2022-03-10",
            "The State Department did not hold its briefing on Thursday.",
        )
        .silence("The State Department did not hold its briefing on Thursday.", "State Department")
        .done();
        let documents = [reported];
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let moment = |words: &str| words.parse::<jiff::Timestamp>().unwrap();
        let window = |channel: &str, country: &str, verdict: Verdict| Window {
            channel: channel.to_owned(),
            country: Some(country.to_owned()),
            expected: "briefing".to_owned(),
            day: "2022-03-09".parse().unwrap(),
            opens: moment("2022-03-09T12:00:00Z"),
            closes: moment("2022-03-09T18:00:00Z"),
            verdict,
        };
        let missed = || Verdict::DidNotCome { listed: moment("2022-03-09T19:00:00Z"), others: 0 };
        let windows = [
            window("Foreign Ministry", "RUS", missed()),
            // Where the list was not had, nothing is known, and nothing is told.
            window("Kremlin", "RUS", Verdict::NotObserved { why: "the fetch failed".to_owned() }),
            window(
                "White House",
                "USA",
                Verdict::Came { url: "https://example.org".to_owned(), title: None },
            ),
        ];
        let found = |actor: Option<&str>| {
            let on = Occasion::Silence { actor: actor.map(str::to_owned) };
            matters(&on, &papers, papers.len(), &windows)
        };
        let [seen, told] = &found(None)[..] else { panic!("{:?}", found(None)) };
        assert_eq!(
            seen.what,
            "Foreign Ministry: the briefing of 2022-03-09 is not on the list had on 2022-03-09T19:00:00Z"
        );
        assert_eq!(
            (seen.ids.as_slice(), seen.told.len()),
            (["silence Foreign Ministry briefing 2022-03-09".to_owned()].as_slice(), 0)
        );
        assert_eq!(told.told[0].words, "The State Department did not hold its briefing on Thursday.");
        assert_eq!(found(Some("RUS")), std::slice::from_ref(seen));
        assert_eq!(found(Some("state department")), std::slice::from_ref(told));
        assert_eq!(found(Some("USA")), []);
    }
}
