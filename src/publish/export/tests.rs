//! What the tables of events hold.

use super::*;
use crate::ledger::{Head, Words};
use crate::record::{EventStatus, EventType, Participant, Span};

fn who(name: &str, country: Option<&str>, sector: &str) -> Participant {
    Participant {
        name: name.to_owned(),
        country: country.map(str::to_owned),
        sector: Some(sector.to_owned()),
        role: None,
        start: Some(0),
        end: Some(3),
    }
}

fn told() -> Told {
    let event = Event {
        id: "e-0123456789abcdef".to_owned(),
        kind: EventType::Consult,
        mode: Some("phone".to_owned()),
        quad: 1,
        actors: vec![who("Ann", Some("NOR"), "government"), who("Bo", Some("NOR"), "military")],
        recipients: vec![who("Cy; Dee", Some("LVA"), "government")],
        status: EventStatus::Happened,
        evidence: Span::new(0, 9).unwrap(),
        when: None,
        place: Some("Riga".to_owned()),
        contexts: vec!["diplomatic".to_owned(), "economic".to_owned()],
        goldstein: 1.0,
        cameo: "041".to_owned(),
        attribution: None,
        rule: "made.up".to_owned(),
    };
    let head = Head {
        id: "d-1".to_owned(),
        revision: 1,
        url: Some("https://example.org/1".to_owned()),
        path: None,
        outlet: Some("Example Wire".to_owned()),
        kind: None,
        country: None,
        title: None,
        published: Some("2024-05-07T10:00:00Z".to_owned()),
    };
    let words =
        vec![Words { field: "evidence".to_owned(), start: 0, end: 9, words: "They\tsaid\n\"a\"".to_owned() }];
    let listed = Listed { day: "2024-05-06".parse().ok(), record: event, words, under: None, document: head };
    Told { tellings: vec![listed], origins: 1 }
}

fn cells<'t>(table: &'t Table, column: &str) -> Vec<&'t Cell> {
    let i = table.columns.iter().position(|(name, _)| *name == column).unwrap();
    table.rows.iter().map(|row| &row[i]).collect()
}

#[track_caller]
fn check(schema: Schema, own: usize, rows: usize) -> Table {
    let table = table(schema, &[told()], &Dictionary::default());
    assert_eq!(table.columns.len() - evidence::COLUMNS.len(), own);
    assert_eq!(table.rows.len(), rows);
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len());
        for (cell, (name, kind)) in row.iter().zip(&table.columns) {
            let fits = matches!(
                (cell, kind),
                (Cell::Empty, _)
                    | (Cell::Words(_), Kind::Words)
                    | (Cell::Whole(_), Kind::Whole)
                    | (Cell::Real(_), Kind::Real)
            );
            assert!(fits, "{name}: {cell:?}");
        }
    }
    table
}

#[test]
fn every_schema_has_its_columns_and_rows() {
    check(Schema::Plover, 16, 1);
    check(Schema::Polecat, 40, 1);
    let icews = check(Schema::Icews, 20, 2);
    let gdelt = check(Schema::Gdelt, 61, 2);
    let cameo = check(Schema::Cameo, 6, 2);
    let one = |words: &str| Cell::Words(words.to_owned());
    assert_eq!(cells(&icews, "Source Name"), [&one("Ann"), &one("Bo")]);
    assert_eq!(cells(&icews, "Target Country"), [&one("Latvia"); 2]);
    assert_eq!(cells(&gdelt, "SQLDATE"), [&Cell::Whole(20240506); 2]);
    assert_eq!(cells(&gdelt, "FractionDate"), [&Cell::Real(2024.347)].repeat(2));
    assert_eq!(cells(&gdelt, "DATEADDED"), [&Cell::Whole(20240507000000); 2]);
    assert_eq!(cells(&cameo, "source"), [&one("NORGOV"), &one("NORMIL")]);
}

#[test]
fn lists_have_the_same_number_of_values_in_each_column() {
    let plover = check(Schema::Plover, 16, 1);
    let one = |words: &str| Cell::Words(words.to_owned());
    assert_eq!(cells(&plover, "actors"), [&one("Ann;Bo")]);
    assert_eq!(cells(&plover, "actor_sectors"), [&one("GOV;MIL")]);
    assert_eq!(cells(&plover, "recipients"), [&one("Cy, Dee")]);
}

#[test]
fn every_line_of_a_tsv_is_a_row() {
    let table = table(Schema::Cameo, &[told()], &Dictionary::default());
    let text = tsv(&table, true);
    assert_eq!(text.lines().count(), 3);
    let fields: Vec<usize> = text.lines().map(|line| line.split('\t').count()).collect();
    assert_eq!(fields, [table.columns.len(); 3]);
    assert!(text.ends_with("\"They said \"\"a\"\"\"\n"), "{text}");
    assert_eq!(tsv(&table, false).lines().count(), 2);
    assert!(csv(&table).contains("\"They\tsaid\n\"\"a\"\"\""));
    let first: serde_json::Value = serde_json::from_str(jsonl(&table).lines().next().unwrap()).unwrap();
    assert_eq!((first["quad"].as_i64(), first["dw_said_by"].is_null()), (Some(1), true));
}

#[test]
fn a_parquet_file_opens_and_closes_as_it_must() {
    let bytes = parquet(&table(Schema::Plover, &[told()], &Dictionary::default()));
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let at = bytes.len() - 8;
    let footer = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert!(footer < at, "the footer stands in the file");
    let empty = parquet(&table(Schema::Plover, &[], &Dictionary::default()));
    assert!(empty.len() > 100 && empty.ends_with(b"PAR1"));
}

#[test]
fn codes_are_those_of_a_users_dictionary() {
    let mut dictionary = Dictionary::default();
    dictionary.add_petrarch("ANN_\n\t[NORGOVMED >20240101]\n").unwrap();
    let one = |words: &str| Cell::Words(words.to_owned());
    let cameo = table(Schema::Cameo, &[told()], &dictionary);
    assert_eq!(cells(&cameo, "source"), [&one("NORGOVMED"), &one("NORMIL")]);
    let gdelt = table(Schema::Gdelt, &[told()], &dictionary);
    assert_eq!(cells(&gdelt, "Actor1CountryCode"), [&one("NOR"); 2]);
    assert_eq!(cells(&gdelt, "Actor1Type1Code"), [&one("GOV"), &one("MIL")]);
    assert_eq!(cells(&gdelt, "Actor1Type2Code"), [&one("MED"), &Cell::Empty]);
}
