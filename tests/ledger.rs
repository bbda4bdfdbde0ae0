//! The ledger through its public face, and ledgers of earlier schemas.

use std::path::{Path, PathBuf};

use diplomacy_watch::collect::archive::Kept;
use diplomacy_watch::collect::fetch::Validators;
use diplomacy_watch::collect::polite::Rest;
use diplomacy_watch::ledger::{Act, Change, Due, Fetched, Filter, Incoming, Ledger, Stored, Verdict};
use diplomacy_watch::record::{Anchor, Announced, Document, Listing, Outcome, Place, Span, Target};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Value, json};

const READER: &str = "test 1";

/// A document with its records written by hand: what is tested here is the ledger,
/// not the reader.
fn document(id: &str, published: Option<&str>, text: &str) -> Incoming {
    let span = |words: &str| {
        let start = text[..text.find(words).unwrap()].chars().count();
        json!({"start": start, "end": start + words.chars().count()})
    };
    let with = |span: Value, more: Value| {
        let mut span = span;
        span.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        span
    };
    let name = text.split(' ').next().unwrap();
    let party = |words: &str, country: &str| {
        with(
            span(words),
            json!({"text": words, "name": format!("{words} of {country}"), "role": null, "country": country}),
        )
    };
    let document = json!({
        "id": id, "published": published, "outlet": "Example Wire", "kind": "wire", "country": "CHE",
        "title": format!("{name} and the talks"), "authors": ["A. Writer"], "text": text, "language": "en",
        "sentences": [{"start": 0, "end": text.chars().count()}],
        "mentions": [with(span(name), json!({"id": format!("m-{id}"), "name": format!("{name} of UKR"), "type": "person", "country": "UKR", "role": "envoy"}))],
        "attributions": [{
            "id": format!("a-{id}"), "source": with(span(name), json!({"name": format!("{name} of UKR"), "role": null, "country": "UKR", "anonymous": false})),
            "cue": [span("said")], "content": [span("met Łukasz")], "form": "indirect", "stance": "says",
            "hedged": true, "chain": [name, "Example Wire"], "audience": null, "medium": null, "rule": "test"
        }],
        "contacts": [{
            "id": format!("c-{id}"), "evidence": span("met Łukasz"), "parties": [party(name, "UKR"), party("Łukasz", "POL")],
            "mode": "meeting", "track": "1", "status": "reported", "secret": false, "domestic": false,
            "when": {"text": null, "date": "2022-03-01", "precision": "month"}, "where": null, "topics": [],
            "attribution": 0, "rule": "test"
        }],
    });
    Incoming { document: serde_json::from_value(document).unwrap(), original: text.as_bytes().to_vec() }
}

const TEXT: &str = "Олена said that she had met Łukasz in Łódź.";

fn now() -> Timestamp {
    "2022-03-09T12:00:00Z".parse().unwrap()
}

fn new() -> (tempfile::TempDir, PathBuf, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open_or_create(&path).unwrap();
    (folder, path, ledger)
}

#[track_caller]
fn check_proved(ledger: &Ledger) {
    let mut flaws = Vec::new();
    ledger.check(|flaw| flaws.push(flaw.to_string()), |_| ()).unwrap();
    assert_eq!(flaws, Vec::<String>::new());
}

#[test]
fn documents_come_back_as_they_were() {
    let (_folder, _, mut ledger) = new();
    let incoming = document("d-1", Some("2022-03-07T10:00:00"), TEXT);
    assert_eq!(ledger.store(std::slice::from_ref(&incoming), READER, now()).unwrap(), [Stored::New]);
    assert_eq!(ledger.documents(None, None).unwrap(), [incoming.document]);
    assert_eq!(ledger.original("d-1", 1).unwrap().as_deref(), Some(TEXT.as_bytes()));
    assert_eq!(ledger.latest_day().unwrap(), Some(date(2022, 3, 7)));
    check_proved(&ledger);
}

#[test]
fn storing_twice_changes_nothing_and_another_text_is_a_revision() {
    let (_folder, _, mut ledger) = new();
    let first = document("d-1", None, TEXT);
    let changed = document("d-1", None, "Ірина said that she had met Łukasz in Łódź.");
    let both = [first, changed];
    assert_eq!(ledger.store(&both, READER, now()).unwrap(), [Stored::New, Stored::Revised(2)]);
    assert_eq!(ledger.store(&both, READER, now()).unwrap(), [Stored::Unchanged, Stored::Unchanged]);
    let current = ledger.documents(None, None).unwrap();
    assert_eq!(current.len(), 1);
    assert!(current[0].article.text.starts_with("Ірина"));
    assert_eq!(ledger.contacts(&Filter::default()).unwrap().len(), 1);
    assert!(ledger.search("Олена", None, None, None).unwrap().is_empty(), "an old text is not found");
    let old = ledger.find("d-1").unwrap().unwrap();
    assert_eq!((old.revision, old.revisions), (2, 2));
    check_proved(&ledger);
}

#[test]
fn another_reader_replaces_the_records_and_not_the_document() {
    let (_folder, _, mut ledger) = new();
    let mut incoming = document("d-1", None, TEXT);
    ledger.store(std::slice::from_ref(&incoming), READER, now()).unwrap();
    incoming.document.contacts.clear();
    assert_eq!(ledger.store(std::slice::from_ref(&incoming), "test 2", now()).unwrap(), [Stored::Reread]);
    assert_eq!(ledger.contacts(&Filter::default()).unwrap(), []);
    assert_eq!(ledger.documents(None, None).unwrap(), std::slice::from_ref(&incoming.document));
    // The same bytes with another text: the program takes the page apart otherwise now.
    incoming.document.article.deck = Some("A deck".to_owned());
    assert_eq!(ledger.store(&[incoming], "test 3", now()).unwrap(), [Stored::Reread]);
    assert_eq!(ledger.find("d-1").unwrap().unwrap().revisions, 1);
    check_proved(&ledger);
}

#[test]
fn one_document_that_cannot_be_stored_keeps_back_its_transaction() {
    let (_folder, _, mut ledger) = new();
    let mut broken = document("d-2", None, TEXT);
    broken.document.contacts[0].evidence = Span { start: 5, end: 5000 };
    assert!(ledger.store(&[document("d-1", None, TEXT), broken], READER, now()).is_err());
    assert_eq!(ledger.documents(None, None).unwrap(), []);
}

#[track_caller]
fn check_contacts(filter: Filter, expected: &[&str]) {
    let (_folder, _, mut ledger) = new();
    let documents = [
        document("d-1", Some("2022-03-07"), TEXT),
        document("d-2", None, "Recep said that he had met Łukasz."),
        document("d-3", Some("2022-03-09"), "Ömer said that he had met Łukasz."),
    ];
    ledger.store(&documents, READER, now()).unwrap();
    let got = ledger.contacts(&filter).unwrap();
    assert_eq!(got.iter().map(|row| row.document.id.as_str()).collect::<Vec<_>>(), expected);
    for row in &got {
        assert_eq!(row.words("evidence"), "met Łukasz");
        assert!(row.under.as_ref().unwrap().hedged);
    }
}

#[test]
fn lists_are_filtered() {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let all = ["d-2", "d-1", "d-3"];
    check_contacts(Filter::default(), &all);
    check_contacts(Filter { limit: Some(2), ..Filter::default() }, &all[..2]);
    check_contacts(Filter { since: Some(date(2022, 3, 31)), ..Filter::default() }, &all);
    check_contacts(Filter { since: Some(date(2022, 4, 1)), ..Filter::default() }, &[]);
    check_contacts(Filter { until: Some(date(2022, 3, 1)), ..Filter::default() }, &all);
    check_contacts(Filter { until: Some(date(2022, 2, 28)), ..Filter::default() }, &[]);
    check_contacts(Filter { between: words(&["UKR", "POL"]), ..Filter::default() }, &all);
    check_contacts(Filter { between: words(&["UKR", "RUS"]), ..Filter::default() }, &[]);
    check_contacts(Filter { actor: Some("omer".to_owned()), ..Filter::default() }, &["d-3"]);
    check_contacts(Filter { actor: Some("LUKASZ of".to_owned()), ..Filter::default() }, &all);
    check_contacts(Filter { actor: Some("ukasz".to_owned()), ..Filter::default() }, &[]);
    check_contacts(Filter { actor: Some("%".to_owned()), ..Filter::default() }, &[]);
    check_contacts(Filter { states: words(&["held", "reported"]), ..Filter::default() }, &all);
    check_contacts(Filter { states: words(&["held"]), ..Filter::default() }, &[]);
    check_contacts(Filter { forms: words(&["meeting"]), ..Filter::default() }, &all);
}

#[test]
fn documents_of_a_period_are_those_published_in_it() {
    let (_folder, _, mut ledger) = new();
    let documents = [document("d-1", Some("2022-03-07T23:59:00"), TEXT), document("d-2", None, TEXT)];
    ledger.store(&documents, READER, now()).unwrap();
    let ids = |since, until| -> Vec<String> {
        ledger.documents(since, until).unwrap().into_iter().map(|document| document.article.id).collect()
    };
    assert_eq!(ids(None, None), ["d-1", "d-2"]);
    assert_eq!(ids(Some(date(2022, 3, 7)), Some(date(2022, 3, 7))), ["d-1"]);
    assert_eq!(ids(Some(date(2022, 3, 8)), None), Vec::<String>::new());
}

#[test]
fn the_search_finds_texts_titles_and_names() {
    let (_folder, _, mut ledger) = new();
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    let found = |query: &str| !ledger.search(query, None, None, None).unwrap().is_empty();
    assert!(
        found("łodz")
            && found("talk")
            && found("\"met łukasz\"")
            && found("lukasz")
            && found("names:POL")
            && found("outlet:example")
    );
    assert!(!found("names:łodz") && !found("talks -łodz") && !found("country:UKR") && !found("outlet:ex%e"));
}

#[test]
fn of_very_many_documents_the_latest_are_weighed() {
    let (_folder, _, mut ledger) = new();
    // One a day since 2018, but for the last year, which has ten.
    let days = date(2018, 1, 1).series(1.day()).take_while(|day| *day < date(2021, 3, 1));
    let days = days.chain(date(2021, 3, 1).series(36.days()).take(10));
    let many: Vec<Incoming> =
        days.map(|day| document(&format!("d-{day}"), Some(&day.to_string()), TEXT)).collect();
    ledger.store(&many, READER, now()).unwrap();
    let hits = ledger.search_best("talks", 20).unwrap();
    assert_eq!(hits.all, Some(many.len()));
    let since = hits.since.expect("too many to weigh");
    let days: Vec<&str> = hits.rows.iter().filter_map(|hit| hit.document.published.as_deref()).collect();
    assert_eq!(days.len(), 20, "ten of the last year alone are too few");
    assert!(days.iter().all(|day| *day >= since.to_string().as_str()), "{days:?} since {since}");
    let later = ledger.search("talks after:2021-03-01", None, None, None).unwrap();
    assert_eq!(later.len(), 10);
    assert_eq!(ledger.search_best("talks before:2018-01-02", 20).unwrap().rows.len(), 2);
}

/// A change that another hand made to the file, and what `check` must say of it.
#[track_caller]
fn check_flaw(sql: &str, expected: &str) {
    let (_folder, path, mut ledger) = new();
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    let mut flaws = Vec::new();
    ledger.check(|flaw| flaws.push(flaw.to_string()), |_| ()).unwrap();
    assert!(flaws.iter().any(|flaw| flaw.contains(expected)), "{flaws:?}");
}

#[test]
fn a_change_by_another_hand_is_found() {
    check_flaw(
        "UPDATE revision SET text = 'x' || text",
        "c-d-1: the words that it rests on are not where it says",
    );
    check_flaw("UPDATE revision SET text = 'x' || text", "m-d-1: the words that it rests on");
    check_flaw(
        "UPDATE revision SET text = text || '!'",
        "d-1: the text or what is said of it is not what came in",
    );
    check_flaw("UPDATE revision SET outlet = 'Other'", "d-1: the text or what is said of it");
    check_flaw("UPDATE evidence SET words = 'met Luca' WHERE field = 'evidence'", "c-d-1: the words");
    check_flaw("UPDATE evidence SET \"start\" = \"start\" - 1 WHERE field = 'cue'", "a-d-1: the words");
    check_flaw("UPDATE record SET json = json_set(json, '$.evidence.end', 9999)", "c-d-1: the words");
    check_flaw("DELETE FROM evidence WHERE field = 'party'", "c-d-1: the words");
    check_flaw("UPDATE record SET json = '{' WHERE kind = 'contact'", "d-1: ");
    check_flaw("UPDATE original SET deflated = x'00'", "d-1: ");
    check_flaw(
        "PRAGMA foreign_keys = OFF; DELETE FROM record WHERE kind = 'contact'",
        "belongs to a row of record that is gone",
    );
    check_flaw("INSERT INTO search (search) VALUES ('delete-all')", "search index");
    check_flaw("UPDATE revision SET current = 0", "no current revision");
}

const URL: &str = "https://example.org/1";

/// A page as a source announces it.
fn page(updated: &str) -> Announced {
    let date = |stated: &str| Some(stated.parse().unwrap());
    Announced {
        url: URL.to_owned(),
        title: Some("Talks".to_owned()),
        published: date("2022-03-07"),
        updated: date(updated),
    }
}

/// Announces a page, fetches it and stores what it gives.
fn collect(ledger: &mut Ledger, incoming: Incoming) -> Vec<Stored> {
    ledger.announce("Example", &[page("2022-03-07")], now()).unwrap();
    let listing = Listing { at: now(), outcome: Outcome::Fetched, since: Some(Timestamp::UNIX_EPOCH) };
    ledger.note_listing("Example", &listing).unwrap();
    let kept = Kept {
        address: URL.to_owned(),
        fetched: now(),
        archive: "ledger.warc/1.warc.gz".to_owned(),
        offset: 7,
        length: 11,
        hash: [3; 32],
    };
    let validators = Validators { etag: Some("\"1\"".to_owned()), modified: None };
    let fetched =
        Fetched { source: "Example", url: URL, documents: vec![incoming], validators, body: b"body", kept };
    ledger.store_fetched(&fetched, READER, now()).unwrap()
}

#[test]
fn what_was_collected_comes_back() {
    let (_folder, _, mut ledger) = new();
    let due = |ledger: &Ledger, hours| {
        ledger
            .due("Example", SignedDuration::from_hours(100), now() + SignedDuration::from_hours(hours))
            .unwrap()
    };
    let published = Some("2022-03-07".parse().unwrap());
    let page_due = |again| Due { url: URL.to_owned(), published: Option::clone(&published), again };
    ledger.announce("Example", &[page("2022-03-07")], now()).unwrap();
    assert_eq!(due(&ledger, 0), [page_due(false)]);
    assert_eq!(collect(&mut ledger, document("d-1", Some("2022-03-07"), TEXT)), [Stored::New]);
    assert_eq!(due(&ledger, 1), []);
    assert_eq!(due(&ledger, 25), [page_due(true)], "it is looked at again after a day");
    assert_eq!(due(&ledger, 200), []);
    assert_eq!(ledger.announce("Example", &[page("2022-03-08")], now()).unwrap(), (0, true));
    assert_eq!(due(&ledger, 1), [page_due(false)], "a change that the source tells is fetched at once");
    let proof = ledger.proof("d-1", 1).unwrap().unwrap();
    assert_eq!((proof.offset, proof.length, proof.address.as_str()), (7, 11, URL));
    assert_eq!(ledger.validators(URL).unwrap().etag.as_deref(), Some("\"1\""));
    assert_eq!(ledger.listings("Example", Timestamp::UNIX_EPOCH).unwrap().len(), 1);
    assert_eq!(ledger.announced("Example").unwrap(), [(page("2022-03-08"), now())]);
    check_proved(&ledger);
}

#[test]
fn a_page_that_fails_is_tried_so_often_and_a_source_that_fails_is_told() {
    let (_folder, _, mut ledger) = new();
    ledger.announce("Example", &[page("2022-03-07")], now()).unwrap();
    for tries in 0..5 {
        assert_eq!(ledger.health("Example").unwrap().waiting, 1, "{tries}");
        ledger.note_failure("Example", URL, "500", true, now()).unwrap();
    }
    let failed = Listing { at: now(), outcome: Outcome::Failed("no host".to_owned()), since: None };
    ledger.note_listing("Example", &failed).unwrap();
    ledger.note_listing("Example", &failed).unwrap();
    let health = ledger.health("Example").unwrap();
    assert_eq!((health.waiting, health.failed, health.failures), (0, 1, 2));
    assert_eq!((health.problem.as_deref(), health.had), (Some("no host"), None));
    assert_eq!(ledger.last_listing("Example").unwrap(), None);
}

#[test]
fn sites_that_rest_rest_until_their_time() {
    let (_folder, _, mut ledger) = new();
    let rest = Rest { site: "https://example.org".to_owned(), until: now() };
    ledger.keep_rests(std::slice::from_ref(&rest), now() - SignedDuration::from_secs(1)).unwrap();
    assert_eq!(ledger.rests(now() - SignedDuration::from_secs(1)).unwrap(), [rest]);
    assert_eq!(ledger.rests(now()).unwrap(), []);
}

fn fixture(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/ledger-v{version}.db"))
}

/// A ledger of every schema that ever was must open, be brought up to date, and be proved.
#[test]
fn ledgers_of_earlier_schemas_open() {
    for version in 1..=Ledger::SCHEMA {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        std::fs::copy(fixture(version), &path).unwrap();
        let mut ledger = Ledger::open(&path).unwrap();
        check_proved(&ledger);
        let documents: Vec<Document> = ledger.documents(None, None).unwrap();
        assert_eq!(documents.len(), 1, "schema {version}");
        assert_eq!(ledger.contacts(&Filter::default()).unwrap().len(), 1);
        assert_eq!(ledger.search("Łódź", None, None, None).unwrap().len(), 1);
        let again = document("d-1", Some("2022-03-07"), TEXT);
        assert_eq!(ledger.store(&[again], READER, now()).unwrap(), [Stored::Unchanged]);
        if version >= 2 {
            assert_eq!(ledger.proof("d-1", 2).unwrap().unwrap().offset, 7);
            assert_eq!(ledger.health("Example").unwrap().fetched, 1);
        }
    }
}

/// Run once when a schema is new: `cargo test --test ledger -- --ignored`.
#[test]
#[ignore = "writes the fixture of the present schema"]
fn write_fixture() {
    let path = fixture(Ledger::SCHEMA);
    assert!(!path.exists(), "{} is there already; a fixture is never written anew", path.display());
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("ledger.db");
    let mut ledger = Ledger::open_or_create(&made).unwrap();
    let old = document("d-1", Some("2022-03-07"), "Олена said that she had met Łukasz in Lwów.");
    let current = document("d-1", Some("2022-03-07"), TEXT);
    ledger.store(&[old], READER, now()).unwrap();
    collect(&mut ledger, current);
    drop(ledger);
    let db = rusqlite::Connection::open(&made).unwrap();
    db.execute_batch("PRAGMA journal_mode = DELETE; VACUUM").unwrap();
    drop(db);
    std::fs::copy(made, path).unwrap();
}

fn decide(ledger: &mut Ledger, act: Act, records: &[&str]) -> i64 {
    let records = records.iter().map(|&id| id.to_owned()).collect();
    let verdict = Verdict { act, records, who: "Ann".to_owned(), note: Some("seen".to_owned()) };
    ledger.decide(&verdict, now()).unwrap()
}

fn correct(field: &str, value: Value) -> Act {
    Act::Correct { field: field.to_owned(), value }
}

fn held() -> Filter {
    Filter { states: vec!["held".to_owned()], ..Filter::default() }
}

#[test]
fn a_correction_counts_in_lists_and_digests_and_outlives_reading_anew() {
    let (_folder, _, mut ledger) = new();
    let incoming = document("d-1", Some("2022-03-07"), TEXT);
    ledger.store(std::slice::from_ref(&incoming), READER, now()).unwrap();
    decide(&mut ledger, correct("status", json!("held")), &["c-d-1"]);
    let key = decide(&mut ledger, correct("parties.1.name", json!("Łukasz Nowak")), &["c-d-1"]);
    for reader in ["test 2", "test 3"] {
        let listed = ledger.contacts(&held()).unwrap();
        assert_eq!(listed[0].record.parties[1].name, "Łukasz Nowak");
        let nowak = Filter { actor: Some("Nowak".to_owned()), ..Filter::default() };
        assert_eq!(ledger.contacts(&nowak).unwrap().len(), 1);
        assert_eq!(ledger.search("Nowak", None, None, None).unwrap().len(), 1);
        assert_eq!(ledger.documents(None, None).unwrap()[0].contacts[0].parties[1].name, "Łukasz Nowak");
        check_proved(&ledger);
        assert_eq!(ledger.store(std::slice::from_ref(&incoming), reader, now()).unwrap(), [Stored::Reread]);
    }
    ledger.undo(key, "Ben", now()).unwrap();
    assert_eq!(ledger.contacts(&held()).unwrap()[0].record.parties[1].name, "Łukasz of POL");
    let about = ledger.decisions_about("c-d-1").unwrap();
    assert_eq!(
        about[0].to_string(),
        "status corrected from \"reported\" to \"held\" by Ann on 2022-03-09 (seen)"
    );
    assert_eq!((about[1].undone_by.as_deref(), about[0].unmet), (Some("Ben"), 0));
    assert!(ledger.undo(key, "Ben", now()).is_err(), "taken back once only");
}

#[test]
fn a_record_that_reading_anew_names_otherwise_is_known_by_its_words() {
    let (_folder, _, mut ledger) = new();
    let mut incoming = document("d-1", Some("2022-03-07"), TEXT);
    ledger.store(std::slice::from_ref(&incoming), READER, now()).unwrap();
    decide(&mut ledger, Act::Drop, &["c-d-1"]);
    incoming.document.contacts[0].id = "c-other".to_owned();
    ledger.store(std::slice::from_ref(&incoming), "test 2", now()).unwrap();
    assert_eq!(ledger.contacts(&Filter::default()).unwrap(), []);
    assert_eq!(ledger.decisions_about("c-other").unwrap().len(), 1);
    // Other words are another record: the decision has no effect and says so.
    incoming.document.contacts[0].id = "c-third".to_owned();
    incoming.document.contacts[0].evidence = incoming.document.contacts[0].parties[0].span;
    ledger.store(&[incoming], "test 3", now()).unwrap();
    assert_eq!(ledger.contacts(&Filter::default()).unwrap().len(), 1);
    let told = ledger.decisions(10).unwrap()[0].to_string();
    assert!(told.contains("without effect"), "{told}");
}

#[test]
fn a_decision_goes_along_with_the_words_into_a_later_revision() {
    let (_folder, _, mut ledger) = new();
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    let key = decide(&mut ledger, Act::Drop, &["c-d-1"]);
    let mut later = document("d-1", Some("2022-03-07"), &format!("{TEXT} It was late."));
    later.document.contacts[0].id = "c-later".to_owned();
    assert_eq!(ledger.store(&[later], READER, now()).unwrap(), [Stored::Revised(2)]);
    assert_eq!(ledger.contacts(&Filter::default()).unwrap(), []);
    ledger.undo(key, "Ann", now()).unwrap();
    assert_eq!(ledger.decisions(1).unwrap()[0].records, ["c-later"]);
    assert_eq!(ledger.contacts(&Filter::default()).unwrap().len(), 1);
}

#[test]
fn what_stands_under_a_dropped_statement_is_dropped_with_it() {
    let (_folder, _, mut ledger) = new();
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    let key = decide(&mut ledger, Act::Drop, &["a-d-1"]);
    assert_eq!(ledger.statements(&Filter::default()).unwrap(), []);
    assert_eq!(ledger.contacts(&Filter::default()).unwrap(), []);
    let document = &ledger.documents(None, None).unwrap()[0];
    assert!(document.attributions.is_empty() && document.contacts.is_empty());
    assert_eq!(ledger.find("c-d-1").unwrap().unwrap().kind, "contact", "explain still finds it");
    check_proved(&ledger);
    ledger.undo(key, "Ann", now()).unwrap();
    assert_eq!(ledger.contacts(&Filter::default()).unwrap()[0].under.as_ref().unwrap().id, "a-d-1");
}

#[test]
fn contacts_are_joined_and_split_by_the_latest_decision() {
    let (_folder, _, mut ledger) = new();
    let second = document("d-2", Some("2022-03-09"), "Ömer said that he had met Łukasz.");
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT), second], READER, now()).unwrap();
    let bonds = |ledger: &Ledger| ledger.documents(None, None).unwrap()[0].contacts[0].bonds.clone();
    let join = decide(&mut ledger, Act::Join, &["c-d-1", "c-d-2"]);
    assert_eq!(bonds(&ledger).joined, ["c-d-2"]);
    assert_eq!(ledger.around("c-d-1").unwrap().len(), 2);
    let split = decide(&mut ledger, Act::Split, &["c-d-2", "c-d-1"]);
    assert_eq!((bonds(&ledger).joined.len(), bonds(&ledger).apart), (0, vec!["c-d-2".to_owned()]));
    ledger.undo(split, "Ann", now()).unwrap();
    ledger.undo(join, "Ann", now()).unwrap();
    assert!(bonds(&ledger).is_empty());
}

#[track_caller]
fn check_refused(act: Act, records: &[&str], words: &str) {
    let (_folder, _, mut ledger) = new();
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    let records = records.iter().map(|&id| id.to_owned()).collect();
    let verdict = Verdict { act, records, who: "Ann".to_owned(), note: None };
    let error = ledger.decide(&verdict, now()).unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
    assert_eq!(ledger.decisions(10).unwrap(), []);
}

#[test]
fn decisions_that_make_no_sense_are_refused() {
    check_refused(Act::Drop, &["c-none"], "no record of a current document has the id c-none");
    check_refused(Act::Drop, &[], "name the record");
    check_refused(correct("status", json!("held")), &["c-d-1", "a-d-1"], "a correction is of one");
    check_refused(Act::Join, &["c-d-1"], "only one contact was named");
    check_refused(Act::Join, &["c-d-1", "a-d-1"], "a-d-1 is no contact");
    check_refused(correct("status", json!("maybe")), &["c-d-1"], "cannot stand in \"status\"");
    check_refused(correct("status", json!("reported")), &["c-d-1"], "already");
    check_refused(correct("evidence.start", json!(0)), &["c-d-1"], "those that can are: status");
    check_refused(correct("parties.5.name", json!("x")), &["c-d-1"], "nothing there");
    check_refused(correct("rule", json!("x")), &["a-d-1"], "no field");
}

#[test]
fn changes_of_a_digest_are_kept_and_taken_back() {
    let (_folder, _, mut ledger) = new();
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    let days = (date(2022, 3, 7), date(2022, 3, 13));
    let stamp = |ledger: &Ledger| ledger.stamp(days.0, days.1).unwrap();
    let target = Target {
        week: "2022-W10".to_owned(),
        place: Place::Text,
        section: Some("News".to_owned()),
        sentence: "They met.".to_owned(),
        anchors: vec![Anchor { document: "d-1".to_owned(), words: "met Łukasz".to_owned() }],
    };
    let change = |text: Option<&str>, who: &str| Change {
        target: target.clone(),
        text: text.map(str::to_owned),
        who: who.to_owned(),
        note: Some(" ".to_owned()),
    };
    let before = stamp(&ledger);
    let key = ledger.edit(&change(Some(" They spoke. "), "Ann"), now()).unwrap();
    assert_ne!(stamp(&ledger), before, "what was made of the ledger is made anew");
    let kept = ledger.edits("2022-W10").unwrap();
    assert_eq!(
        (kept[0].text.as_deref(), &kept[0].target, &kept[0].note),
        (Some("They spoke."), &target, &None)
    );
    assert_eq!(ledger.edits("2022-W11").unwrap(), []);
    ledger.undo_edit(key, "Ben", now()).unwrap();
    assert_eq!(ledger.edits("2022-W10").unwrap()[0].undone_by.as_deref(), Some("Ben"));
    assert!(ledger.undo_edit(key, "Ben", now()).is_err());
    assert!(ledger.edit(&change(None, " "), now()).is_err());
    assert!(ledger.edit(&change(Some("a\u{7}"), "Ann"), now()).is_err());
}

#[test]
fn a_document_that_was_changed_is_known_as_it_first_read() {
    let (_folder, _, mut ledger) = new();
    let days = (date(2022, 3, 7), date(2022, 3, 13));
    ledger.store(&[document("d-1", Some("2022-03-07"), TEXT)], READER, now()).unwrap();
    assert_eq!(ledger.reworded(days.0, days.1).unwrap(), []);
    let later = document("d-1", Some("2022-03-07"), "Ömer said that he had met Łukasz.");
    ledger.store(&[later], READER, now()).unwrap();
    let reworded = ledger.reworded(days.0, days.1).unwrap();
    assert_eq!((reworded.len(), reworded[0].first.article.text.as_str()), (1, TEXT));
    assert_eq!(reworded[0].first.contacts.len(), 1);
}
