//! POLECAT's forty columns.

use super::pair::{country_name, sector_code};
use super::{Cell, Column, Dictionary, Kind, Told, maybe, words};
use crate::record::Participant;

pub(super) const COLUMNS: &[Column] = &[
    ("Event ID", Kind::Words),
    ("Event Date", Kind::Words),
    ("Event Type", Kind::Words),
    ("Event Mode", Kind::Words),
    ("Intensity", Kind::Real),
    ("Quad Code", Kind::Words),
    ("Contexts", Kind::Words),
    ("Actor Name", Kind::Words),
    ("Actor Country", Kind::Words),
    ("Actor COW", Kind::Words),
    ("Primary Actor Sector", Kind::Words),
    ("Actor Sectors", Kind::Words),
    ("Actor Title", Kind::Words),
    ("Actor Name Raw", Kind::Words),
    ("Wikipedia Actor ID", Kind::Words),
    ("Recipient Name", Kind::Words),
    ("Recipient Country", Kind::Words),
    ("Recipient COW", Kind::Words),
    ("Primary Recipient Sector", Kind::Words),
    ("Recipient Sectors", Kind::Words),
    ("Recipient Title", Kind::Words),
    ("Recipient Name Raw", Kind::Words),
    ("Wikipedia Recipient ID", Kind::Words),
    ("Placename", Kind::Words),
    ("City", Kind::Words),
    ("District", Kind::Words),
    ("Province", Kind::Words),
    ("Country", Kind::Words),
    ("Latitude", Kind::Real),
    ("Longitude", Kind::Real),
    ("GeoNames ID", Kind::Words),
    ("Raw Placename", Kind::Words),
    ("Feature Type", Kind::Words),
    ("Source", Kind::Words),
    ("Publication Date", Kind::Words),
    ("Story People", Kind::Words),
    ("Story Organizations", Kind::Words),
    ("Story Locations", Kind::Words),
    ("Language", Kind::Words),
    ("Version", Kind::Words),
];

/// POLECAT's names of the four classes.
const QUADS: [&str; 4] =
    ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

pub(super) fn rows(told: &Told, _: &Dictionary) -> Vec<Vec<Cell>> {
    let event = told.event();
    let head = &told.lead().document;
    let mut row = vec![
        words(event.id.as_str()),
        words(told.day().map(|day| day.to_string()).unwrap_or_default()),
        words(event.kind.name()),
        maybe(event.mode.as_ref()),
        Cell::Real(event.goldstein),
        words(QUADS[usize::from(event.quad.clamp(1, 4)) - 1]),
        words(event.contexts.join(";")),
    ];
    row.extend(side(told, &event.actors));
    row.extend(side(told, &event.recipients));
    row.push(maybe(event.place.as_ref()));
    row.extend(std::iter::repeat_n(Cell::Empty, 7));
    row.push(maybe(event.place.as_ref()));
    row.push(Cell::Empty);
    row.push(maybe(head.outlet.as_ref()));
    row.push(words(head.published.as_deref().and_then(|day| day.get(..10)).unwrap_or_default()));
    row.extend(std::iter::repeat_n(Cell::Empty, 3));
    row.push(words("en"));
    row.push(words(concat!("diplomacy-watch ", env!("CARGO_PKG_VERSION"))));
    vec![row]
}

/// The eight columns of a side; several of it are parted by semicolons.
fn side(told: &Told, all: &[Participant]) -> Vec<Cell> {
    let list = |value: &dyn Fn(&Participant) -> String| {
        words(all.iter().map(value).map(|value| value.replace(';', ",")).collect::<Vec<_>>().join(";"))
    };
    let raw = |who: &Participant| {
        let at =
            told.lead().words.iter().find(|words| Some(words.start) == who.start && words.field == "party");
        at.map(|words| words.words.clone()).unwrap_or_default()
    };
    vec![
        list(&|who| who.name.clone()),
        list(&country_name),
        Cell::Empty,
        words(all.first().map(sector_code).unwrap_or_default()),
        list(&sector_code),
        list(&|who| who.role.clone().unwrap_or_default()),
        list(&raw),
        Cell::Empty,
    ]
}
