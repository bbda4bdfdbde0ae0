//! Who dealt with whom: a list, a matrix of countries, a chart.

use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::ledger::{PairCount, WeekCount};
use crate::record::Contact;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::{chart, words};

use super::filter::{Choice, MODES, PAGE, STATUSES, TRACKS, after, bounded, choices, filter};
use super::rows::ContactRow;
use super::{Frame, html};

/// How many countries the matrix has.
const COUNTRIES: usize = 9;

/// How many pairs it is made of.
const PAIRS: usize = 200;

#[derive(Template)]
#[template(path = "web/contacts.html")]
struct ContactsPage {
    frame: Frame,
    actor: String,
    with: String,
    since: String,
    until: String,
    statuses: Vec<Choice>,
    modes: Vec<Choice>,
    tracks: Vec<Choice>,
    rows: Vec<ContactRow>,
    next: Option<String>,
    matrix: Matrix,
    chart: String,
    svg: String,
    csv: String,
    /// The days that chart and matrix tell of.
    period: String,
}

/// Countries against countries.
struct Matrix {
    heads: Vec<(String, String)>,
    rows: Vec<(String, Vec<Cell>)>,
}

struct Cell {
    contacts: u64,
    href: String,
    /// From 0 to 4: how dark.
    depth: u64,
    label: String,
}

pub(in crate::web) fn list(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let filter = filter(ask, "status", "mode")?;
    house.ledger.with(|ledger| {
        let page = ledger.page::<Contact>(&filter, after(ask)?, PAGE)?;
        let counted = bounded(ledger, &filter)?;
        let pairs = ledger.pairs(&counted, PAIRS)?;
        let weeks = full(ledger.contacts_per_week(&counted)?);
        let days = |day: Option<Date>| day.map(|day| words::day(&day)).unwrap_or_default();
        let given = |name: &str| ask.one(name).unwrap_or_default().to_owned();
        let file =
            |name: &str| ask.with("after", None).replacen("/contacts", &format!("/contacts/{name}"), 1);
        html(&ContactsPage {
            frame: Frame::new(ask, "/contacts", "Contacts"),
            actor: given("actor"),
            with: given("with"),
            since: given("since"),
            until: given("until"),
            statuses: choices(ask, "status", &STATUSES),
            modes: choices(ask, "mode", &MODES),
            tracks: choices(ask, "track", &TRACKS),
            rows: page.rows.iter().map(ContactRow::of).collect(),
            next: page.next.map(|next| ask.with("after", Some(&next.to_string()))),
            matrix: matrix(&pairs, ask),
            chart: chart::svg(&weeks),
            svg: file("weeks.svg"),
            csv: file("weeks.csv"),
            period: format!("{} to {}", days(counted.since), days(counted.until)),
        })
    })
}

/// The chart as a file.
pub(in crate::web) fn svg(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    Ok(Answer::file("image/svg+xml", "contacts-per-week.svg", chart::svg(&weeks(house, ask)?)))
}

/// Its numbers.
pub(in crate::web) fn csv(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    Ok(Answer::file("text/csv; charset=utf-8", "contacts-per-week.csv", chart::csv(&weeks(house, ask)?)))
}

fn weeks(house: &House, ask: &Ask) -> Result<Vec<WeekCount>, Fault> {
    let filter = filter(ask, "status", "mode")?;
    house.ledger.with(|ledger| {
        let counted = bounded(ledger, &filter)?;
        Ok(full(ledger.contacts_per_week(&counted)?))
    })
}

/// The weeks with those between them that have nothing.
fn full(weeks: Vec<WeekCount>) -> Vec<WeekCount> {
    let name = |week: &WeekCount| week.week.parse::<crate::weave::Week>().ok();
    let (Some(first), Some(last)) = (weeks.first().and_then(name), weeks.last().and_then(name)) else {
        return weeks;
    };
    let days = first.first().series(7.days()).take_while(|day| *day <= last.last());
    days.map(|day| {
        let name = crate::weave::Week::of(day).to_string();
        let found = weeks.iter().find(|week| week.week == name).cloned();
        found.unwrap_or_else(|| WeekCount { week: name, ..WeekCount::default() })
    })
    .collect()
}

/// The countries with the most contacts against each other; a cell leads to its pair.
fn matrix(pairs: &[PairCount], ask: &Ask) -> Matrix {
    let mut sums: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for pair in pairs {
        pair.countries.iter().for_each(|code| *sums.entry(code).or_default() += pair.contacts);
    }
    let mut codes: Vec<(&str, u64)> = sums.into_iter().collect();
    codes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    codes.truncate(COUNTRIES);
    let most = pairs.first().map_or(1, |pair| pair.contacts.max(1));
    let narrowed = |a: &str, b: &str| {
        let one = Ask { target: "/contacts".to_owned(), ..ask.clone() };
        let mut query: Vec<_> = one
            .query
            .into_iter()
            .filter(|(key, _)| !["actor", "with", "after"].contains(&key.as_str()))
            .collect();
        query.push(("actor".to_owned(), a.to_owned()));
        Ask { query, target: one.target, ..Ask::default() }.with("with", Some(b))
    };
    let cell = |a: &str, b: &str| {
        let of = |pair: &&PairCount| pair.countries.iter().all(|code| code == a || code == b);
        let contacts = if a == b { 0 } else { pairs.iter().find(of).map_or(0, |pair| pair.contacts) };
        Cell {
            contacts,
            href: narrowed(a, b),
            depth: (contacts * 4).div_ceil(most).min(4),
            label: format!("{contacts} between {} and {}", words::country(a), words::country(b)),
        }
    };
    Matrix {
        heads: codes.iter().map(|(code, _)| ((*code).to_owned(), words::country(code))).collect(),
        rows: codes
            .iter()
            .map(|(a, _)| (words::country(a), codes.iter().map(|(b, _)| cell(a, b)).collect()))
            .collect(),
    }
}
