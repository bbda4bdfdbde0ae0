//! An event as pairs of one who acts and one who is acted upon, for schemas that know no lists.

use jiff::civil::Date;

use super::Dictionary;
use crate::knowledge::{Knowledge, Plover};
use crate::record::{Event, Participant};

/// Every actor with every recipient; with none where there is no recipient.
pub(super) fn pairs(event: &Event) -> Vec<(&Participant, Option<&Participant>)> {
    let each = |actor| -> Vec<(&Participant, Option<&Participant>)> {
        match event.recipients.as_slice() {
            [] => vec![(actor, None)],
            recipients => recipients.iter().map(|recipient| (actor, Some(recipient))).collect(),
        }
    };
    event.actors.iter().flat_map(each).collect()
}

/// PLOVER's code of a participant's sector.
pub(super) fn sector_code(who: &Participant) -> String {
    let sector = who.sector.as_deref().and_then(|name| Plover::get().sector(name));
    sector.map(|sector| sector.code.clone()).unwrap_or_default()
}

/// CAMEO's code of a participant on a day: the dictionary's, else the country's, then the
/// sector's; `IGO` for a body of no country.
pub(super) fn cameo_code(who: &Participant, day: Option<Date>, dictionary: &Dictionary) -> String {
    if let Some(code) = dictionary.code(&who.name, day) {
        return code.to_owned();
    }
    format!("{}{}", who.country.as_deref().unwrap_or_default(), sector_code(who))
}

/// The English name of a participant's country.
pub(super) fn country_name(who: &Participant) -> String {
    let country = who.country.as_deref().and_then(|code| Knowledge::get().country(code));
    country.map(|country| country.name.to_owned()).unwrap_or_default()
}
