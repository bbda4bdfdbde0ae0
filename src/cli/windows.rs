//! What was expected of the channels of the configuration, and whether it came.

use std::path::Path;

use anyhow::{Context, anyhow};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::{Holidays, Schedule};
use crate::ledger::Ledger;
use crate::record::Window;
use crate::weave::{Seen, judge};

use super::configured::Configured;
use super::failure::Failure;

/// Judges every schedule of the configuration by what the ledger has seen, from `first`
/// to `last`; from the first list that was had where no day is given.
pub(super) fn windows(
    configured: &Configured,
    ledger: &Ledger,
    (first, last): (Option<Date>, Option<Date>),
    now: Timestamp,
) -> Result<Vec<Window>, Failure> {
    let mut windows = Vec::new();
    for source in configured.config.sources.iter().filter(|source| !source.schedules.is_empty()) {
        let listings = ledger.listings(&source.name, Timestamp::MIN)?;
        let announced = ledger.announced(&source.name)?;
        let seen = Seen {
            channel: channel(&source.name),
            country: source.country.as_ref().map(|country| country.as_str()),
            listings: &listings,
            announced: &announced,
        };
        for schedule in &source.schedules {
            let day = |time: Timestamp| schedule.zone.0.to_datetime(time).date();
            let Some(first) = first.or_else(|| listings.first().map(|listing| day(listing.at))) else {
                continue;
            };
            let days = (first, last.unwrap_or_else(|| day(now)));
            windows.extend(judge(schedule, &holidays(configured, schedule)?, seen, days, now));
        }
    }
    windows.sort_by(|a, b| (a.opens, &a.channel).cmp(&(b.opens, &b.channel)));
    Ok(windows)
}

/// A source's name without what tells its sections apart: "US Department of State" of "US
/// Department of State, briefings".
fn channel(name: &str) -> &str {
    name.split(", ").next().unwrap_or(name)
}

fn holidays(configured: &Configured, schedule: &Schedule) -> Result<Holidays, anyhow::Error> {
    let Some(path) = &schedule.holidays else { return Ok(Holidays::default()) };
    let path = configured.path(path);
    let name = Path::display(&path);
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("cannot read the holidays in {name}"))?;
    Holidays::parse(&text).map_err(|(line, words)| {
        anyhow!("{name}:{line}: \"{words}\" is no day; write 2026-12-25, or 12-25 for every year")
    })
}
