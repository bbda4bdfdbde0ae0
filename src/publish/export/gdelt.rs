//! GDELT 2.0's sixty-one columns, a row for each pair.

use super::pair::{cameo_code, pairs};
use super::{Cell, Column, Dictionary, Kind, Told, count, maybe, number, words};
use crate::record::Participant;

use Kind::{Real, Whole, Words};

pub(super) const COLUMNS: &[Column] = &[
    ("GLOBALEVENTID", Whole),
    ("SQLDATE", Whole),
    ("MonthYear", Whole),
    ("Year", Whole),
    ("FractionDate", Real),
    ("Actor1Code", Words),
    ("Actor1Name", Words),
    ("Actor1CountryCode", Words),
    ("Actor1KnownGroupCode", Words),
    ("Actor1EthnicCode", Words),
    ("Actor1Religion1Code", Words),
    ("Actor1Religion2Code", Words),
    ("Actor1Type1Code", Words),
    ("Actor1Type2Code", Words),
    ("Actor1Type3Code", Words),
    ("Actor2Code", Words),
    ("Actor2Name", Words),
    ("Actor2CountryCode", Words),
    ("Actor2KnownGroupCode", Words),
    ("Actor2EthnicCode", Words),
    ("Actor2Religion1Code", Words),
    ("Actor2Religion2Code", Words),
    ("Actor2Type1Code", Words),
    ("Actor2Type2Code", Words),
    ("Actor2Type3Code", Words),
    ("IsRootEvent", Whole),
    ("EventCode", Words),
    ("EventBaseCode", Words),
    ("EventRootCode", Words),
    ("QuadClass", Whole),
    ("GoldsteinScale", Real),
    ("NumMentions", Whole),
    ("NumSources", Whole),
    ("NumArticles", Whole),
    ("AvgTone", Real),
    ("Actor1Geo_Type", Whole),
    ("Actor1Geo_FullName", Words),
    ("Actor1Geo_CountryCode", Words),
    ("Actor1Geo_ADM1Code", Words),
    ("Actor1Geo_ADM2Code", Words),
    ("Actor1Geo_Lat", Real),
    ("Actor1Geo_Long", Real),
    ("Actor1Geo_FeatureID", Words),
    ("Actor2Geo_Type", Whole),
    ("Actor2Geo_FullName", Words),
    ("Actor2Geo_CountryCode", Words),
    ("Actor2Geo_ADM1Code", Words),
    ("Actor2Geo_ADM2Code", Words),
    ("Actor2Geo_Lat", Real),
    ("Actor2Geo_Long", Real),
    ("Actor2Geo_FeatureID", Words),
    ("ActionGeo_Type", Whole),
    ("ActionGeo_FullName", Words),
    ("ActionGeo_CountryCode", Words),
    ("ActionGeo_ADM1Code", Words),
    ("ActionGeo_ADM2Code", Words),
    ("ActionGeo_Lat", Real),
    ("ActionGeo_Long", Real),
    ("ActionGeo_FeatureID", Words),
    ("DATEADDED", Whole),
    ("SOURCEURL", Words),
];

/// Columns of a place that is not looked up: type 0 and nothing more, but for its name.
fn place(name: Option<&String>) -> Vec<Cell> {
    let mut cells = vec![Cell::Whole(0), maybe(name)];
    cells.extend(std::iter::repeat_n(Cell::Empty, 6));
    cells
}

pub(super) fn rows(told: &Told, dictionary: &Dictionary) -> Vec<Vec<Cell>> {
    let event = told.event();
    let head = &told.lead().document;
    let row = |(actor, recipient): (&Participant, Option<&Participant>)| {
        let mut row = vec![number(&event.id)];
        row.extend(dates(told));
        row.extend(side(Some(actor), told, dictionary));
        row.extend(side(recipient, told, dictionary));
        let code = |length: usize| words(event.cameo.get(..length).unwrap_or(&event.cameo));
        row.extend([
            Cell::Whole(1),
            words(event.cameo.as_str()),
            code(3),
            code(2),
            Cell::Whole(event.quad.into()),
            Cell::Real(event.goldstein),
            count(told.tellings.len()),
            count(told.sources()),
            count(told.tellings.len()),
            Cell::Empty,
        ]);
        row.extend(place(None));
        row.extend(place(None));
        row.extend(place(event.place.as_ref()));
        let added = head.published.as_deref().and_then(|day| day.get(..10)).map(|day| day.replace('-', ""));
        row.push(added.and_then(|day| format!("{day}000000").parse().ok()).map_or(Cell::Empty, Cell::Whole));
        row.push(maybe(head.url.as_ref()));
        row
    };
    pairs(event).into_iter().map(row).collect()
}

/// The day as a number, its month, its year, and the year with its part gone by.
fn dates(told: &Told) -> [Cell; 4] {
    let Some(day) = told.day() else { return [const { Cell::Empty }; 4] };
    let year = i64::from(day.year());
    let month = year * 100 + i64::from(day.month());
    let fraction = f64::from(day.year()) + f64::from(day.day_of_year()) / f64::from(day.days_in_year());
    [
        Cell::Whole(month * 100 + i64::from(day.day())),
        Cell::Whole(month),
        Cell::Whole(year),
        Cell::Real((fraction * 10_000.0).round() / 10_000.0),
    ]
}

/// The ten columns of a side. A code of a dictionary is a country's and up to three types';
/// our own has one type at most.
fn side(who: Option<&Participant>, told: &Told, dictionary: &Dictionary) -> Vec<Cell> {
    let Some(who) = who else { return vec![Cell::Empty; 10] };
    let code = cameo_code(who, told.day(), dictionary);
    let country = who.country.as_deref().filter(|country| code.starts_with(country));
    let country = country.or_else(|| dictionary.code(&who.name, told.day()).and_then(|code| code.get(..3)));
    let types = code.get(country.map_or(0, str::len)..).unwrap_or_default().as_bytes();
    let mut cells =
        vec![words(code.as_str()), words(who.name.to_uppercase()), words(country.unwrap_or_default())];
    cells.extend(std::iter::repeat_n(Cell::Empty, 4));
    let each = types.chunks(3).map(|part| words(String::from_utf8_lossy(part)));
    cells.extend(each.chain(std::iter::repeat(Cell::Empty)).take(3));
    cells
}
