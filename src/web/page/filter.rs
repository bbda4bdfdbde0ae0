//! What a list is asked to show, as its address says.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::ledger::{Cursor, Filter, Ledger};
use crate::web::ask::Ask;
use crate::web::fault::Fault;

/// How many records stand on a page.
pub(in crate::web) const PAGE: usize = 40;

/// The filter of an address: `since`, `until`, `actor`, `with`, `status` (or what it is
/// called for other records), `mode`, `track`, `outlet`.
pub(in crate::web) fn filter(ask: &Ask, state: &str, form: &str) -> Result<Filter, Fault> {
    let who = |name: &str| ask.one(name).map(str::to_owned);
    let filter = Filter {
        since: ask.day("since")?,
        until: ask.day("until")?,
        actor: who("actor"),
        between: who("with").into_iter().collect(),
        states: ask.all(state),
        forms: ask.all(form),
        tracks: ask.all("track"),
        outlet: who("outlet"),
        ..Filter::default()
    };
    match (filter.since, filter.until) {
        (Some(since), Some(until)) if until < since => {
            Err(Fault::Bad(format!("the last day, {until}, is before the first, {since}")))
        }
        _ => Ok(filter),
    }
}

/// How many weeks charts and boards look back where no first day is asked for.
const WEEKS: i32 = 12;

/// The filter with days: the twelve weeks up to the last day where no first one is given.
pub(super) fn bounded(ledger: &Ledger, filter: &Filter) -> Result<Filter, Fault> {
    let until = match filter.until {
        Some(until) => Some(until),
        None => ledger.latest_day()?,
    };
    let back = |until: Date| until.checked_sub((WEEKS * 7 - 1).days()).unwrap_or(until);
    Ok(Filter { since: filter.since.or(until.map(back)), until, ..filter.clone() })
}

/// Where in the list the page begins.
pub(in crate::web) fn after(ask: &Ask) -> Result<Option<Cursor>, Fault> {
    ask.parsed("after", "a place in a list; take it from the page before")
}

/// A choice in a form.
pub(super) struct Choice {
    pub value: &'static str,
    pub is_chosen: bool,
}

/// The choices of a field, those that the address makes marked.
pub(super) fn choices(ask: &Ask, name: &str, values: &[&'static str]) -> Vec<Choice> {
    let chosen = ask.all(name);
    values.iter().map(|&value| Choice { value, is_chosen: chosen.iter().any(|one| one == value) }).collect()
}

pub(super) const STATUSES: [&str; 9] =
    ["held", "confirmed", "reported", "planned", "proposed", "denied", "refused", "cancelled", "postponed"];
pub(super) const MODES: [&str; 8] =
    ["meeting", "call", "visit", "talks", "summit", "letter", "message", "negotiation round"];
pub(super) const TRACKS: [&str; 4] = ["1", "1.5", "2", "unknown"];
pub(super) const STANCES: [&str; 9] =
    ["says", "confirms", "denies", "declines", "demands", "offers", "warns", "predicts", "promises"];
