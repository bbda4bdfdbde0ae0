//! Sources: what is had of them, how their lists are had, what was expected and did not
//! come, what was changed afterwards.

use askama::Template;
use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::config::{Schedule, Source};
use crate::ledger::{Filter, Head, Health, Listed, Outlet};
use crate::record::{Listing, Outcome, Silence, Verdict, Window};
use crate::weave::Week;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::words::{document_at, outlet, part, source_at, stated_day};

use super::{Frame, html};

/// How many documents are shown.
const SHOWN: usize = 20;

/// For how many days it is told how the list was had.
const LISTED: i64 = 14;

/// How many weeks are looked through for silences.
const WEEKS: i32 = 4;

#[derive(Template)]
#[template(path = "web/sources.html")]
struct SourcesPage {
    frame: Frame,
    rows: Vec<SourceRow>,
}

struct SourceRow {
    name: String,
    href: String,
    documents: u64,
    days: String,
    health: String,
    is_failing: bool,
}

/// All outlets that documents name, and all sources that the configuration names.
pub(in crate::web) fn list(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    house.ledger.with(|ledger| {
        let outlets = ledger.outlets()?;
        let mut names: Vec<String> = outlets.iter().map(|outlet| outlet.name.clone()).collect();
        names.extend(house.settings.sources.iter().map(|source| source.name.clone()));
        names.sort();
        names.dedup();
        let row = |name: String| {
            let outlet = outlets.iter().find(|outlet| outlet.name == name);
            let is_read = house.settings.sources.iter().any(|source| source.name == name);
            let health = if is_read { Some(ledger.health(&name)?) } else { None };
            Ok(SourceRow {
                href: source_at(&name),
                documents: outlet.map_or(0, |outlet| outlet.documents),
                days: outlet.map(days).unwrap_or_default(),
                is_failing: health.as_ref().is_some_and(|health| health.problem.is_some()),
                health: health.as_ref().map_or("imported".to_owned(), told),
                name,
            })
        };
        let rows = names.into_iter().map(row).collect::<Result<Vec<_>, Fault>>()?;
        html(&SourcesPage { frame: Frame::new(ask, "/sources", "Sources"), rows })
    })
}

fn days(outlet: &Outlet) -> String {
    let day = |day: &Option<String>| day.as_deref().map(stated_day).unwrap_or_default();
    format!("{} to {}", day(&outlet.first), day(&outlet.last))
}

/// How a source's list is had, in a line.
fn told(health: &Health) -> String {
    match (&health.asked, &health.problem) {
        (None, _) => "never asked".to_owned(),
        (Some(asked), None) => format!("had on {}", stated_day(asked)),
        (Some(asked), Some(problem)) => {
            format!("failing since {} tries, last on {}: {problem}", health.failures, stated_day(asked))
        }
    }
}

#[derive(Template)]
#[template(path = "web/source.html")]
struct SourcePage {
    frame: Frame,
    name: String,
    outlet: Option<OutletView>,
    config: Vec<(String, String)>,
    health: Vec<(String, String)>,
    /// How its list was had of late: when, how it went, how that looks.
    listings: Vec<(String, String, &'static str)>,
    windows: Vec<WindowView>,
    /// Silences of it that documents report: the words, where they stand, who reports it.
    silences: Vec<(String, String, String)>,
    heads: Vec<HeadView>,
    revised: Vec<HeadView>,
}

struct OutletView {
    documents: u64,
    revised: u64,
    days: String,
    collected: String,
}

struct WindowView {
    expected: String,
    day: String,
    verdict: String,
    look: &'static str,
}

struct HeadView {
    title: String,
    href: String,
    changes: String,
    day: String,
    revision: u32,
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let name = &ask.path[0];
    let source = house.settings.sources.iter().find(|source| source.name == *name);
    let now = Timestamp::now();
    house.ledger.with(|ledger| {
        let outlet = ledger.outlet(name)?;
        if outlet.is_none() && source.is_none() {
            return Err(Fault::NotFound);
        }
        let health = if source.is_some() { health(&ledger.health(name)?) } else { Vec::new() };
        let mut windows = Vec::new();
        if let (Some(source), Some(day)) = (source, ledger.latest_day()?) {
            for back in 0..WEEKS {
                let week = Week::of(day.checked_sub((back * 7).days()).unwrap_or(day));
                let seen = (house.settings.windows)(ledger, week)?;
                windows.extend(seen.into_iter().filter(|window| is_of(source, window)));
            }
        }
        let of_late = ledger.listings(name, now - SignedDuration::from_hours(24 * LISTED))?;
        let silences = Filter { actor: Some(name.clone()), ..Filter::default() };
        html(&SourcePage {
            frame: Frame::new(ask, "/sources", name.clone()),
            name: name.clone(),
            listings: of_late.iter().rev().take(SHOWN).map(listing).collect(),
            silences: ledger.page::<Silence>(&silences, None, SHOWN)?.rows.iter().map(silence).collect(),
            config: source.map(config).unwrap_or_default(),
            health,
            windows: windows.iter().map(window).collect(),
            heads: ledger.heads(name, false, SHOWN)?.iter().map(head).collect(),
            revised: ledger.heads(name, true, SHOWN)?.iter().map(head).collect(),
            outlet: outlet.map(|outlet| OutletView {
                documents: outlet.documents,
                revised: outlet.revised,
                days: days(&outlet),
                collected: outlet.collected.unwrap_or_default(),
            }),
        })
    })
}

/// A channel is a source's name without what tells its sections apart.
fn is_of(source: &Source, window: &Window) -> bool {
    source.name == window.channel || source.name.split(", ").next() == Some(&window.channel)
}

fn config(source: &Source) -> Vec<(String, String)> {
    let mut lines = vec![
        (
            "read from".to_owned(),
            format!("{} {}", source.place.label(), source.place.address().unwrap_or_default()),
        ),
        ("asked every".to_owned(), format!("{} minutes", source.every.as_secs() / 60)),
    ];
    lines.extend(source.schedules.iter().map(|schedule| ("expected".to_owned(), schedule_words(schedule))));
    lines
}

fn schedule_words(schedule: &Schedule) -> String {
    const WEEK: [(Weekday, &str); 7] = [
        (Weekday::Monday, "Monday"),
        (Weekday::Tuesday, "Tuesday"),
        (Weekday::Wednesday, "Wednesday"),
        (Weekday::Thursday, "Thursday"),
        (Weekday::Friday, "Friday"),
        (Weekday::Saturday, "Saturday"),
        (Weekday::Sunday, "Sunday"),
    ];
    let days = WEEK.iter().filter(|(day, _)| schedule.days.contains(*day)).map(|(_, name)| *name);
    let zone = schedule.zone.0.iana_name().unwrap_or("local time");
    format!(
        "{} on {}, between {} and {} ({zone})",
        schedule.expects,
        days.collect::<Vec<_>>().join(", "),
        schedule.from.0.strftime("%H:%M"),
        schedule.until.0.strftime("%H:%M"),
    )
}

fn health(health: &Health) -> Vec<(String, String)> {
    let lines = [
        ("last asked", health.asked.clone().unwrap_or_else(|| "never".to_owned())),
        ("last had", health.had.clone().unwrap_or_else(|| "never".to_owned())),
        ("problem", health.problem.clone().unwrap_or_else(|| "none".to_owned())),
        (
            "pages",
            format!("{} fetched, {} waiting, {} failed", health.fetched, health.waiting, health.failed),
        ),
    ];
    lines.into_iter().map(|(name, words)| (name.to_owned(), words)).collect()
}

fn listing(listing: &Listing) -> (String, String, &'static str) {
    let (words, look) = match &listing.outcome {
        Outcome::Fetched => ("had".to_owned(), "held"),
        Outcome::Unchanged => ("had, nothing new".to_owned(), "held"),
        Outcome::Failed(problem) => (format!("failed: {problem}"), "denied"),
    };
    (listing.at.strftime("%-d %B %Y, %H:%M UTC").to_string(), words, look)
}

fn silence(row: &Listed<Silence>) -> (String, String, String) {
    let id = document_at(&row.document.id);
    let href = format!("{id}?record={}#words", part(&row.record.id));
    (row.words("evidence"), href, outlet(&row.document).to_owned())
}

fn window(window: &Window) -> WindowView {
    let (verdict, look) = match &window.verdict {
        Verdict::Came { title, .. } => {
            (format!("came: {}", title.as_deref().unwrap_or("without a title")), "held")
        }
        Verdict::DidNotCome { listed, .. } => (format!("did not come (list had on {listed})"), "denied"),
        Verdict::NotObserved { why } => (format!("not observed: {why}"), "planned"),
    };
    WindowView { expected: window.expected.clone(), day: window.day.to_string(), verdict, look }
}

fn head(head: &Head) -> HeadView {
    HeadView {
        title: head.title.clone().unwrap_or_else(|| "Without a title".to_owned()),
        href: document_at(&head.id),
        changes: format!("{}/changes", document_at(&head.id)),
        day: head.published.as_deref().map(stated_day).unwrap_or_default(),
        revision: head.revision,
    }
}
