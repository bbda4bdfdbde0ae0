//! `actor`: one person or body over time.

use anyhow::anyhow;
use jiff::civil::Date;

use crate::ledger::{Filter, Listed};
use crate::publish::actor::{Actor, Office, Tenure, Whom};
use crate::read::Reader;

use super::args::{LedgerArgs, PeriodArgs, ShowFormat};
use super::failure::Failure;
use super::listing::{named, outlet};
use super::output::Output;
use super::table::{Column, table, terminal_width};
use super::{contacts, positions, statements};

/// Show a person or body: offices over time, contacts, positions, statements
///
/// The latest first. Any form of a name will do, and the office of a state: "the Russian
/// foreign minister" is its holder on the day that --on gives.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A name, a surname, or an office with its state.
    #[arg(value_name = "NAME")]
    name: String,

    /// The day on which an office is asked for; the default is --until, else the last day
    /// of the ledger.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,

    #[command(flatten)]
    period: PeriodArgs,

    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let filter: Filter = args.period.filter()?;
    let name = args.name.trim();
    if name.is_empty() {
        return Err(Failure::Usage("NAME is empty; give a name or an office with its state".to_owned()));
    }
    let ledger = args.ledger.open()?;
    let on = args.on.or(args.period.until).map_or_else(|| ledger.latest_day(), |day| Ok(Some(day)))?;
    let on = on.ok_or_else(|| anyhow!("the ledger has no document with a date"))?;
    let names = match Whom::called(&ledger, &Reader::fast(), name, on)? {
        Whom::One(names) => names,
        Whom::Several(found) => return Err(several(name, &found).into()),
        Whom::Vacant { office, on } => {
            return Err(
                anyhow!("neither the documents nor the program tell who held {office}, on {on}").into()
            );
        }
        Whom::Nobody { near } => return Err(nobody(name, &near).into()),
    };
    let actor = Actor::of(&ledger, &names, &filter)?;
    let actor = actor.ok_or_else(|| nothing(name, &names[0], on))?;
    let mut out = Output::new();
    match args.format {
        ShowFormat::Json => out.json_line(&actor)?,
        ShowFormat::Text => out.text(&text(&actor))?,
    }
    out.flush()
}

/// The ledger has nothing of somebody; of an office another day may have another holder.
fn nothing(asked: &str, name: &str, on: Date) -> anyhow::Error {
    match asked == name {
        true => anyhow!("the ledger has nothing of {name} in these days"),
        false => anyhow!(
            "\"{asked}\" is {name} on {on}, of whom the ledger has nothing in these days; --on asks for another day"
        ),
    }
}

fn several(name: &str, found: &[Vec<String>]) -> anyhow::Error {
    let lines: String = found.iter().map(|names| format!("\n  {}", names.join(", "))).collect();
    anyhow!("\"{name}\" may be any of these; give one of their names:{lines}")
}

fn nobody(name: &str, near: &[String]) -> anyhow::Error {
    match near {
        [] => anyhow!("no document of the ledger has the name \"{name}\""),
        near => anyhow!(
            "no document of the ledger has the name \"{name}\"; names that begin like it:\n  {}",
            near.join("\n  ")
        ),
    }
}

fn text(actor: &Actor) -> String {
    let mut text = actor.name.clone() + "\n";
    if !actor.also.is_empty() {
        text += &format!("also {}\n", actor.also.join(", "));
    }
    text += "\nOffices\n";
    if actor.offices.is_empty() {
        text += "  no document gives one\n";
    }
    actor.offices.iter().for_each(|one| text += &office(one));
    text += &list("Contacts", &contacts::columns(), &actor.contacts);
    text += &list("Positions", &positions::columns(), &actor.positions);
    text += &list("Statements", &statements::columns(), &actor.statements);
    // A text's own control characters could steer the terminal.
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

fn office(office: &Office) -> String {
    let told = &office.told;
    let role = named(told.role.as_deref().unwrap_or("no office told"), told.country.as_ref());
    let documents = match told.documents {
        1 => "a document".to_owned(),
        several => format!("{several} documents"),
    };
    let days = match (told.first, told.last) {
        (Some(first), Some(last)) if first == last => format!("{documents} of {first}"),
        (Some(first), Some(last)) => format!("{documents} of {first} to {last}"),
        _ => format!("{documents} without a date"),
    };
    let held = |tenure: &Tenure| match tenure.to {
        Some(to) => format!("; held from {} to {to}", tenure.from),
        None => format!("; held since {}", tenure.from),
    };
    let held: String = office.held.iter().map(held).collect();
    let rests_on = match &office.rests_on {
        Some(words) => {
            let sentence = words.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            let published = words.document.published.as_deref().and_then(|stated| stated.get(..10));
            format!(
                "“{}” in “{sentence}”, {}, {} ({})",
                words.words,
                outlet(&words.document),
                published.unwrap_or("without a date"),
                words.document.id
            )
        }
        None => "no document says so in these words; it is known by the name".to_owned(),
    };
    format!("  {role}: {days}{held}\n    {rests_on}\n")
}

/// A list under its head.
fn list<R>(head: &str, columns: &[Column<Listed<R>>], rows: &[Listed<R>]) -> String {
    match rows {
        [] => format!("\n{head}\nnone\n"),
        rows => format!("\n{head}\n{}", table(columns, rows, terminal_width())),
    }
}
