//! Date, source, target, code: what CAMEO's coders write, a row for each pair.

use super::pair::{cameo_code, pairs};
use super::{Cell, Column, Kind, Told, words};

pub(super) const COLUMNS: &[Column] = &[
    ("date", Kind::Words),
    ("source", Kind::Words),
    ("target", Kind::Words),
    ("code", Kind::Words),
    ("quad", Kind::Whole),
    ("goldstein", Kind::Real),
];

pub(super) fn rows(told: &Told) -> Vec<Vec<Cell>> {
    let event = told.event();
    let day = told.day().map(|day| day.strftime("%Y%m%d").to_string()).unwrap_or_default();
    let pairs = pairs(event).into_iter();
    pairs
        .map(|(actor, recipient)| {
            vec![
                words(day.as_str()),
                words(cameo_code(actor)),
                words(recipient.map(cameo_code).unwrap_or_default()),
                words(event.cameo.as_str()),
                Cell::Whole(event.quad.into()),
                Cell::Real(event.goldstein),
            ]
        })
        .collect()
}
