//! The fields of a record; lists are parted by semicolons.

use super::pair::sector_code;
use super::{Cell, Column, Dictionary, Kind, Told, maybe, words};
use crate::record::Participant;

pub(super) const COLUMNS: &[Column] = &[
    ("date", Kind::Words),
    ("type", Kind::Words),
    ("mode", Kind::Words),
    ("quad", Kind::Whole),
    ("goldstein", Kind::Real),
    ("cameo", Kind::Words),
    ("contexts", Kind::Words),
    ("actors", Kind::Words),
    ("actor_countries", Kind::Words),
    ("actor_sectors", Kind::Words),
    ("actor_roles", Kind::Words),
    ("recipients", Kind::Words),
    ("recipient_countries", Kind::Words),
    ("recipient_sectors", Kind::Words),
    ("recipient_roles", Kind::Words),
    ("place", Kind::Words),
];

pub(super) fn rows(told: &Told, _: &Dictionary) -> Vec<Vec<Cell>> {
    let event = told.event();
    let mut row = vec![
        words(told.day().map(|day| day.to_string()).unwrap_or_default()),
        words(event.kind.name()),
        maybe(event.mode.as_ref()),
        Cell::Whole(event.quad.into()),
        Cell::Real(event.goldstein),
        words(event.cameo.as_str()),
        words(event.contexts.join(";")),
    ];
    row.extend(people(&event.actors));
    row.extend(people(&event.recipients));
    row.push(maybe(event.place.as_ref()));
    vec![row]
}

/// Names, countries, sectors, roles: in each the same number of values, empty ones too.
fn people(all: &[Participant]) -> [Cell; 4] {
    let list = |value: fn(&Participant) -> String| words(all.iter().map(value).collect::<Vec<_>>().join(";"));
    [
        list(|who| who.name.replace(';', ",")),
        list(|who| who.country.clone().unwrap_or_default()),
        list(sector_code),
        list(|who| who.role.as_deref().unwrap_or_default().replace(';', ",")),
    ]
}
