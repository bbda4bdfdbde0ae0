//! `contacts --merged`: a row for each contact, with all its accounts.

use crate::cli::args::ListFormat;
use crate::cli::failure::Failure;
use crate::cli::listing::{named, write};
use crate::cli::table::{Column, Shown};
use crate::ledger::{Filter, Ledger};
use crate::publish::{Merged, label, merged};

/// Lists the contacts an account of which meets the filter.
pub(super) fn list(ledger: &Ledger, filter: Filter, format: ListFormat) -> Result<(), Failure> {
    write(format, &columns(), &merged(ledger, filter)?)
}

fn columns() -> [Column<Merged>; 8] {
    let column = |name, shown, value| Column { name, value, shown };
    [
        column("day", Shown::Whole, |row: &Merged| row.day.clone().unwrap_or_default()),
        column("parties", Shown::Share(4), |row| {
            let names = row.parties.iter().map(|party| named(&party.name, party.country.as_ref()));
            names.collect::<Vec<_>>().join(", ")
        }),
        column("mode", Shown::Whole, |row| label(&row.mode)),
        column("status", Shown::Whole, |row| label(&row.status)),
        column("accounts", Shown::Whole, |row| row.accounts.len().to_string()),
        column("sides", Shown::Whole, |row| row.sides.join(" ")),
        column("told by", Shown::Share(2), |row| {
            let mut outlets: Vec<&str> =
                row.accounts.iter().filter_map(|account| account.outlet.as_deref()).collect();
            outlets.sort_unstable();
            outlets.dedup();
            outlets.join(", ")
        }),
        column("id", Shown::Whole, |row| row.accounts[0].id.clone()),
    ]
}
