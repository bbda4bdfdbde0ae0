//! Positions: each issue against each party, with the present stand.

use std::sync::Arc;

use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::ledger::{Filter, Stand};
use crate::record::Position;
use crate::weave::Week;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::words::{country, day, part};

use super::TurnView;
use super::filter::{PAGE, after, bounded, filter};
use super::rows::PositionRow;
use super::{Frame, html};

/// How many parties stand on the board.
const PARTIES: usize = 6;

/// The present stand counts as new where it is of the last days before the last one.
const NEW: i32 = 7;

#[derive(Template)]
#[template(path = "web/positions.html")]
struct BoardPage {
    frame: Frame,
    since: String,
    until: String,
    period: String,
    heads: Vec<String>,
    rows: Vec<(String, Vec<Option<Cell>>)>,
    /// The week up to the last day, what changed in it, and the weeks beside it.
    week: String,
    turns: Arc<Vec<TurnView>>,
    /// Whether documents have come since the changes were looked for.
    is_old: bool,
    earlier: Option<String>,
    later: Option<String>,
}

/// What a party says on an issue.
struct Cell {
    act: String,
    when: String,
    holder: String,
    words: String,
    href: String,
    positions: u64,
    /// What it did before that was another act.
    before: String,
    is_new: bool,
    /// How many of its stands changed in the week.
    turned: usize,
}

pub(in crate::web) fn board(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let filter = filter(ask, "act", "issue")?;
    let (filter, stands, week, beside, turns) = house.ledger.with(|ledger| {
        let filter = bounded(ledger, &filter)?;
        let stands = ledger.stands(&filter)?;
        let week = filter.until.map(Week::of);
        let days = week.map(|week| (week.first(), week.last()));
        let beside = days.map(|days| ledger.days_beside(days)).transpose()?.unwrap_or_default();
        let turns = week.map(|week| house.turns.recent(ledger, week)).transpose()?;
        Ok::<_, Fault>((filter, stands, week, beside, turns))
    })?;
    let parties = parties(&stands);
    let is_old = turns.as_ref().is_some_and(|turns| turns.is_old);
    let turns = turns.map(|turns| turns.thing).unwrap_or_default();
    let mut issues: Vec<&str> = stands.iter().map(|stand| stand.issue.as_str()).collect();
    issues.dedup();
    // What fits no issue comes last.
    issues.sort_by_key(|issue| *issue == "other");
    let days = |day: Option<Date>| day.map(|day| self::day(&day)).unwrap_or_default();
    let since = filter.until.and_then(|until| until.checked_sub(NEW.days()).ok());
    let cell = |issue: &str, code: &str| {
        let stand = stands.iter().find(|stand| stand.issue == issue && stand.country == code)?;
        Some(Cell {
            act: stand.act.clone(),
            when: days(stand.day),
            holder: stand.holder.clone(),
            words: shortened(&stand.words),
            href: ask.with("after", None).replacen(
                "/positions",
                &format!("/positions/{}/{}", part(issue), part(code)),
                1,
            ),
            positions: stand.positions,
            before: stand
                .before
                .as_ref()
                .map(|(act, day)| format!("{act}, {}", days(*day)))
                .unwrap_or_default(),
            is_new: stand.day.zip(since).is_some_and(|(day, since)| day > since),
            turned: turns
                .iter()
                .filter(|turn| turn.issue == issue && turn.countries.iter().any(|one| one == code))
                .count(),
        })
    };
    let [earlier, later] =
        beside.map(|day| day.map(|day| format!("/positions?until={}#changed", Week::of(day).last())));
    html(&BoardPage {
        frame: Frame::new(ask, "/positions", "Positions"),
        since: ask.one("since").unwrap_or_default().to_owned(),
        until: ask.one("until").unwrap_or_default().to_owned(),
        period: format!("{} to {}", days(filter.since), days(filter.until)),
        heads: parties.iter().map(|code| country(code)).collect(),
        rows: issues
            .iter()
            .map(|issue| ((*issue).to_owned(), parties.iter().map(|code| cell(issue, code)).collect()))
            .collect(),
        week: week.map(|week| week.to_string()).unwrap_or_default(),
        turns,
        is_old,
        earlier,
        later,
    })
}

/// The countries with the most positions.
fn parties(stands: &[Stand]) -> Vec<String> {
    let mut sums = std::collections::BTreeMap::<&str, u64>::new();
    stands.iter().for_each(|stand| *sums.entry(&stand.country).or_default() += stand.positions);
    let mut parties: Vec<_> = sums.into_iter().collect();
    parties.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    parties.into_iter().take(PARTIES).map(|(code, _)| code.to_owned()).collect()
}

/// The first words, with a mark where some are left out.
fn shortened(words: &str) -> String {
    const WORDS: usize = 22;
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() <= WORDS { all.join(" ") } else { format!("{} …", all[..WORDS].join(" ")) }
}

#[derive(Template)]
#[template(path = "web/cell.html")]
struct CellPage {
    frame: Frame,
    issue: String,
    country: String,
    rows: Vec<PositionRow>,
    next: Option<String>,
}

/// All that one party says on one issue.
pub(in crate::web) fn cell(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let (issue, code) = (&ask.path[0], &ask.path[1]);
    let filter =
        Filter { forms: vec![issue.clone()], actor: Some(code.clone()), ..filter(ask, "act", "issue")? };
    let page = house
        .ledger
        .with(|ledger| ledger.page::<Position>(&filter, after(ask)?, PAGE).map_err(Fault::from))?;
    html(&CellPage {
        frame: Frame::new(ask, "/positions", format!("{}: {issue}", country(code))),
        issue: issue.clone(),
        country: country(code),
        rows: page.rows.iter().map(PositionRow::of).collect(),
        next: page.next.map(|next| ask.with("after", Some(&next.to_string()))),
    })
}
