//! Date, source, target, code: what CAMEO's coders write, a row for each pair.

use super::pair::{cameo_code, pairs};
use super::{Cell, Column, Dictionary, Kind, Told, words};
use crate::record::Participant;

pub(super) const COLUMNS: &[Column] = &[
    ("date", Kind::Words),
    ("source", Kind::Words),
    ("target", Kind::Words),
    ("code", Kind::Words),
    ("quad", Kind::Whole),
    ("goldstein", Kind::Real),
];

pub(super) fn rows(told: &Told, dictionary: &Dictionary) -> Vec<Vec<Cell>> {
    let event = told.event();
    let day = told.day().map(|day| day.strftime("%Y%m%d").to_string()).unwrap_or_default();
    let code = |who: &Participant| cameo_code(who, told.day(), dictionary);
    let pairs = pairs(event).into_iter();
    pairs
        .map(|(actor, recipient)| {
            vec![
                words(day.as_str()),
                words(code(actor)),
                words(recipient.map(code).unwrap_or_default()),
                words(event.cameo.as_str()),
                Cell::Whole(event.quad.into()),
                Cell::Real(event.goldstein),
            ]
        })
        .collect()
}
