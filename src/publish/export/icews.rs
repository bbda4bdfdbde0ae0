//! ICEWS's twenty columns, a row for each pair.

use super::pair::{country_name, pairs};
use super::{Cell, Column, Dictionary, Kind, Told, maybe, number, words};
use crate::record::Participant;

pub(super) const COLUMNS: &[Column] = &[
    ("Event ID", Kind::Whole),
    ("Event Date", Kind::Words),
    ("Source Name", Kind::Words),
    ("Source Sectors", Kind::Words),
    ("Source Country", Kind::Words),
    ("Event Text", Kind::Words),
    ("CAMEO Code", Kind::Words),
    ("Intensity", Kind::Real),
    ("Target Name", Kind::Words),
    ("Target Sectors", Kind::Words),
    ("Target Country", Kind::Words),
    ("Story ID", Kind::Words),
    ("Sentence Number", Kind::Whole),
    ("Publisher", Kind::Words),
    ("City", Kind::Words),
    ("District", Kind::Words),
    ("Province", Kind::Words),
    ("Country", Kind::Words),
    ("Latitude", Kind::Real),
    ("Longitude", Kind::Real),
];

pub(super) fn rows(told: &Told, _: &Dictionary) -> Vec<Vec<Cell>> {
    let event = told.event();
    let head = &told.lead().document;
    let row = |(actor, recipient): (&Participant, Option<&Participant>)| {
        let mut row =
            vec![number(&event.id), words(told.day().map(|day| day.to_string()).unwrap_or_default())];
        row.extend(side(Some(actor)));
        row.extend([words(event.kind.name()), words(event.cameo.as_str()), Cell::Real(event.goldstein)]);
        row.extend(side(recipient));
        row.extend([words(head.id.as_str()), Cell::Empty, maybe(head.outlet.as_ref())]);
        row.push(maybe(event.place.as_ref()));
        row.extend(std::iter::repeat_n(Cell::Empty, 5));
        row
    };
    pairs(event).into_iter().map(row).collect()
}

fn side(who: Option<&Participant>) -> [Cell; 3] {
    let Some(who) = who else { return [Cell::Empty, Cell::Empty, Cell::Empty] };
    [words(who.name.as_str()), maybe(who.sector.as_ref()), words(country_name(who))]
}
