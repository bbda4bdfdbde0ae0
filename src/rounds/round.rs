//! One round over all sources, several at a time.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::collect::polite::Visitor;
use crate::config::{Place, Source};
use crate::ledger::Due;
use crate::record::{Announced, Listing, Outcome};

use super::carried::Carried;
use super::listing::{Unheard, list};
use super::page::fetch;
use super::{Desk, Report, RoundError};

/// How many sources are asked at the same time.
const AT_ONCE: usize = 8;

/// The most pages that are fetched of one source in one round; the others wait for the
/// next, so that no source holds up the others.
const PAGES: usize = 500;

/// Asks every source once, fetches what is due, and reports in the order of the sources.
/// `step` is called after each page.
///
/// # Errors
/// Where the ledger or the archive cannot be written. What was stored stays.
pub fn round(desk: &Desk, sources: &[Source], step: &(dyn Fn() + Sync)) -> Result<Vec<Report>, RoundError> {
    desk.sites.begin_round();
    let waiting: Mutex<VecDeque<usize>> = Mutex::new((0..sources.len()).collect());
    let done: Mutex<Vec<(usize, Report)>> = Mutex::new(Vec::with_capacity(sources.len()));
    let work = || -> Result<(), RoundError> {
        let visitor = desk.visitor();
        while let Some(i) = next(&waiting) {
            let outcome = visit_source(desk, &visitor, &sources[i], step);
            if outcome.is_err() {
                // The ledger fails: nobody else needs to begin.
                waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
            }
            done.lock().unwrap_or_else(PoisonError::into_inner).push((i, outcome?));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE.min(sources.len())).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    desk.end()?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(i, _)| *i);
    Ok(done.into_iter().map(|(_, report)| report).collect())
}

fn next(waiting: &Mutex<VecDeque<usize>>) -> Option<usize> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

fn visit_source(
    desk: &Desk,
    visitor: &Visitor,
    source: &Source,
    step: &(dyn Fn() + Sync),
) -> Result<Report, RoundError> {
    desk.check_place()?;
    let mut report = Report::new(&source.name);
    if (desk.is_stopped)() {
        return Ok(report);
    }
    let claim = format!("source {}", source.name);
    if !desk.ledger().claim(&claim)? {
        report.problem = Some("another collector is at it".to_owned());
        return Ok(report);
    }
    let done = ask(desk, visitor, source, report, step)?;
    desk.ledger().release(&claim)?;
    Ok(done)
}

/// Asks a source that nobody else is asking.
fn ask(
    desk: &Desk,
    visitor: &Visitor,
    source: &Source,
    mut report: Report,
    step: &(dyn Fn() + Sync),
) -> Result<Report, RoundError> {
    if let Place::Page(address) = &source.place {
        watch(desk, visitor, source, address, &mut report)?;
        step();
        return Ok(report);
    }
    let carried = match list(desk, visitor, source)? {
        Ok(carried) => carried,
        Err(Unheard::Stopped) => return Ok(report),
        Err(Unheard::Failed(why)) => {
            report.problem = Some(why);
            report.is_dead = true;
            return Ok(report);
        }
    };
    let due = desk.ledger().due(&source.name, desk.settings.recheck, Timestamp::now())?;
    for (i, page) in due.iter().enumerate() {
        desk.check_place()?;
        if i == PAGES || (desk.is_stopped)() {
            report.tally.waiting += due[i..].iter().filter(|page| !page.again).count() as u64;
            break;
        }
        fetch(desk, visitor, Some(source), page, &carried, &mut report)?;
        step();
    }
    Ok(report)
}

/// A single page, looked at in each round.
fn watch(
    desk: &Desk,
    visitor: &Visitor,
    source: &Source,
    address: &str,
    report: &mut Report,
) -> Result<(), RoundError> {
    let at = Timestamp::now();
    let page = Announced { url: address.to_owned(), ..Announced::default() };
    desk.ledger().announce(&source.name, &[page], at)?;
    let due = Due { url: address.to_owned(), published: None, again: true };
    fetch(desk, visitor, Some(source), &due, &Carried::default(), report)?;
    report.is_dead = report.tally.failed > 0;
    let outcome = match &report.problem {
        Some(why) => Outcome::Failed(why.clone()),
        None if report.tally.unchanged > 0 => Outcome::Unchanged,
        None if (desk.is_stopped)() => return Ok(()),
        None => Outcome::Fetched,
    };
    Ok(desk.ledger().note_listing(&source.name, &Listing { at, outcome, since: None })?)
}
