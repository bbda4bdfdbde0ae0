//! For programs that watch over this one: whether it answers, and numbers in the text format
//! of Prometheus (0.0.4).

use std::fmt::Write;

use jiff::Timestamp;

use crate::ledger::{Health, Ledger, LedgerError};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;

/// Whether the ledger can be read: 200 and "ok", or 503 and why not.
pub(in crate::web) fn health(house: &House, _: &Ask) -> Result<Answer, Fault> {
    let read: Result<u64, Fault> = house.ledger.with(|ledger| Ok(ledger.bytes()?));
    Ok(match read {
        Ok(_) => Answer::plain(200, "ok"),
        Err(fault) => Answer::plain(503, &fault.to_string()),
    }
    .with("cache-control", "no-store".to_owned()))
}

/// The ledger's size, the documents of each outlet, and how each source is doing.
pub(in crate::web) fn metrics(house: &House, _: &Ask) -> Result<Answer, Fault> {
    let sources: Vec<&str> = house.settings.sources.iter().map(|source| source.name.as_str()).collect();
    let text: String = house.ledger.with(|ledger| Ok::<_, Fault>(told(ledger, &sources)?))?;
    Ok(Answer::text("text/plain; version=0.0.4; charset=utf-8", text)
        .with("cache-control", "no-store".to_owned()))
}

/// A number of each source.
type OfSource = (&'static str, &'static str, fn(&Health) -> Option<i64>);

const OF_SOURCES: [OfSource; 5] = [
    ("source_failures", "How often in a row the source's list was not had.", |health| {
        Some(health.failures as i64)
    }),
    ("source_last_success_timestamp_seconds", "When the source's list was last had.", |health| {
        seconds(health.had.as_deref())
    }),
    ("source_pages_fetched", "Pages that the source announced and that were fetched.", |health| {
        Some(health.fetched as i64)
    }),
    ("source_pages_waiting", "Pages that are still to be fetched.", |health| Some(health.waiting as i64)),
    ("source_pages_failed", "Pages that could not be had and are not tried again.", |health| {
        Some(health.failed as i64)
    }),
];

fn seconds(moment: Option<&str>) -> Option<i64> {
    moment?.parse::<Timestamp>().ok().map(|moment| moment.as_second())
}

fn told(ledger: &Ledger, sources: &[&str]) -> Result<String, LedgerError> {
    let mut out = String::new();
    head(&mut out, "ledger_bytes", "The size of the ledger's file.");
    let _ = writeln!(out, "diplomacy_watch_ledger_bytes {}", ledger.bytes()?);
    head(&mut out, "documents", "Documents of an outlet.");
    for outlet in ledger.outlets()? {
        row(&mut out, "documents", ("outlet", &outlet.name), outlet.documents as i64);
    }
    let health = sources.iter().map(|source| Ok((*source, ledger.health(source)?)));
    let health = health.collect::<Result<Vec<_>, LedgerError>>()?;
    for (name, help, number) in OF_SOURCES {
        head(&mut out, name, help);
        for (source, health) in &health {
            if let Some(number) = number(health) {
                row(&mut out, name, ("source", source), number);
            }
        }
    }
    Ok(out)
}

fn head(out: &mut String, name: &str, help: &str) {
    let _ = writeln!(out, "# HELP diplomacy_watch_{name} {help}\n# TYPE diplomacy_watch_{name} gauge");
}

fn row(out: &mut String, name: &str, (label, value): (&str, &str), number: i64) {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let _ = writeln!(out, "diplomacy_watch_{name}{{{label}=\"{value}\"}} {number}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_add_a_row() {
        let mut out = String::new();
        row(&mut out, "documents", ("outlet", "a\"} 1\nb\\"), 3);
        assert_eq!(out, "diplomacy_watch_documents{outlet=\"a\\\"} 1\\nb\\\\\"} 3\n");
    }

    #[test]
    fn moments_are_seconds() {
        assert_eq!(seconds(Some("1970-01-01T00:01:00Z")), Some(60));
        assert_eq!((seconds(None), seconds(Some("soon"))), (None, None));
    }
}
