//! What the verbs share that go the rounds: how sites are asked, and the summary.

use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, anyhow};
use jiff::SignedDuration;

use crate::collect::fetch::{Limits, PrivateHosts};
use crate::config::{Collect, Place, Source};
use crate::rounds::{self, Desk, Report, Settings};

use super::args::LedgerArgs;
use super::configured::Configured;
use super::failure::Failure;
use super::import;
use super::listing::filled;
use super::progress::Progress;
use super::reader::ReaderArgs;
use super::table::{Column, Shown};

/// How sites are asked.
pub(super) fn settings(configured: &Configured, private_hosts: &[String]) -> Result<Settings, anyhow::Error> {
    let Collect { contact, pause, deadline, max_bytes, recheck_days, authorities, .. } =
        &configured.config.collect;
    let authorities = match authorities {
        None => Vec::new(),
        Some(path) => certificates(&configured.path(path))?,
    };
    let named = configured.config.collect.private_hosts.iter().chain(private_hosts).cloned();
    let limits = Limits {
        deadline: deadline.duration(),
        max_bytes: *max_bytes,
        user_agent: user_agent(contact.as_deref()),
        private_hosts: PrivateHosts::new(named),
        authorities,
    };
    let recheck = SignedDuration::from_hours(24 * i64::from(*recheck_days));
    Ok(Settings { limits, pause: pause.duration(), recheck })
}

/// How the program calls itself: "diplomacy-watch/0.1.0 (+mailto:ann@example.org)".
fn user_agent(contact: Option<&str>) -> String {
    let name = concat!("diplomacy-watch/", env!("CARGO_PKG_VERSION"));
    match contact {
        None => name.to_owned(),
        Some(contact) if contact.contains('@') && !contact.contains(':') => {
            format!("{name} (+mailto:{contact})")
        }
        Some(contact) => format!("{name} (+{contact})"),
    }
}

fn certificates(path: &Path) -> Result<Vec<Vec<u8>>, anyhow::Error> {
    let name = path.display();
    let text = std::fs::read(path).with_context(|| format!("cannot read the authorities in {name}"))?;
    let found = crate::collect::fetch::authorities(&text);
    found.with_context(|| format!("{name} holds no certificate in PEM; name another file under authorities"))
}

/// The sources of the configuration, those of lists of feeds among them, all or those
/// that are named.
///
/// # Errors
/// Where there is none, a name or a selector is not known, or a list cannot be read.
pub(super) fn sources(configured: &Configured, names: &[String]) -> Result<Vec<Source>, Failure> {
    let file = &configured.name;
    if configured.config.sources.is_empty() {
        let problem =
            "names no source; give addresses, or write a file of sources with: diplomacy-watch init";
        return Err(anyhow!("{file} {problem}").into());
    }
    let mut sources = Vec::new();
    for source in &configured.config.sources {
        match &source.place {
            Place::Opml(path) => sources.extend(listed(configured, source, path)?),
            place => {
                if let Some(why) = rounds::wrong_selector(place) {
                    return Err(anyhow!("{file}:{}: {why}", source.line).into());
                }
                sources.push(source.clone());
            }
        }
    }
    if let Some(name) = names.iter().find(|name| !sources.iter().any(|source| source.name == **name)) {
        return Err(Failure::Usage(format!("{file} has no source with the name \"{name}\"")));
    }
    sources.retain(|source| names.is_empty() || names.contains(&source.name));
    Ok(sources)
}

/// The feeds on a list.
fn listed(configured: &Configured, source: &Source, path: &Path) -> Result<Vec<Source>, anyhow::Error> {
    let (file, line) = (&configured.name, source.line);
    let path = configured.path(path);
    let bytes =
        std::fs::read(&path).with_context(|| format!("{file}:{line}: cannot read {}", path.display()))?;
    rounds::feeds_of(source, &bytes).with_context(|| format!("{file}:{line}: {}", path.display()))
}

/// Where a round's documents go, and how they are read.
pub(super) struct Into<'a> {
    pub(super) ledger: &'a LedgerArgs,
    pub(super) reader: &'a ReaderArgs,
}

/// Goes one round: sources of the network several at a time, then what lies on this
/// machine. The reports stand in the order of the sources.
pub(super) fn round(
    desk: &Desk,
    configured: &Configured,
    sources: &[Source],
    into: &Into<'_>,
) -> Result<Vec<Report>, Failure> {
    let (network, local): (Vec<_>, Vec<_>) =
        sources.iter().cloned().partition(|source| source.place.address().is_some());
    let progress = Mutex::new(Progress::new("pages", false));
    let step = || {
        if let Ok(mut progress) = progress.lock() {
            progress.step();
        }
    };
    let mut reports = rounds::round(desk, &network, &step)?;
    drop(progress);
    for source in &local {
        reports.push(import::source(source, configured, into)?);
    }
    let place = |report: &Report| sources.iter().position(|source| source.name == report.source);
    reports.sort_by_key(place);
    Ok(reports)
}

/// The columns of a summary.
pub(super) fn columns() -> Vec<Column<Report>> {
    let column = |name, shown, value| Column { name, value, shown };
    vec![
        column("source", Shown::Share(2), |report: &Report| report.source.clone()),
        column("new", Shown::Whole, |report| report.tally.new.to_string()),
        column("revised", Shown::Whole, |report| report.tally.revised.to_string()),
        column("read again", Shown::Whole, |report| report.tally.reread.to_string()),
        column("unchanged", Shown::Whole, |report| report.tally.unchanged.to_string()),
        column("failed", Shown::Whole, |report| report.tally.failed.to_string()),
        column("waiting", Shown::Whole, |report| report.tally.waiting.to_string()),
        column("problem", Shown::Share(3), |report| filled(report.problem.as_ref())),
    ]
}
