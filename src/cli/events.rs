//! `events`: who does what to whom, for reading and for researchers' scripts.

use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;

use crate::ledger::{Filter, Ledger, Listed};
use crate::publish::export::{self, Dictionary, Schema, Told};
use crate::publish::label;
use crate::publish::visible_json;
use crate::record::{Document, Event, Participant};
use crate::weave::story::origins_of;
use crate::weave::{Recounted, happenings};

use super::args::{LedgerArgs, ListFormat, PeriodArgs};
use super::failure::Failure;
use super::listing::{day, document_columns, filled, named, teller, write};
use super::output::Output;
use super::table::{Column, Shown};

/// List who does what to whom, coded after PLOVER, with what did not happen marked
///
/// By the day of the event, else by the day of publication; a row for each document that
/// tells of it. With --schema a row is an event however many documents tell of it, in the
/// columns that scripts for other event data expect.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    period: PeriodArgs,

    /// Each of these takes part: countries (USA) or words of names.
    #[arg(long, value_name = "WHO", num_args = 2..)]
    between: Vec<String>,

    /// This one takes part: a country (USA) or words of a name.
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,

    /// Only events of this type; may be given several times.
    #[arg(long = "type", value_name = "TYPE", value_parser = TYPES)]
    types: Vec<String>,

    /// Only events of this status; may be given several times.
    #[arg(long, value_name = "STATUS", value_parser = STATUSES)]
    status: Vec<String>,

    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// In the columns of other event data; tsv and parquet take plover where it is not given.
    #[arg(long, value_enum)]
    schema: Option<SchemaArg>,

    /// Codes of actors for gdelt and cameo: TOML, or an actor dictionary of PETRARCH; may be
    /// given several times, and what comes first counts.
    #[arg(long, value_name = "FILE", requires = "schema")]
    actors: Vec<PathBuf>,

    #[command(flatten)]
    ledger: LedgerArgs,
}

const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const STATUSES: [&str; 5] = ["happened", "planned", "hypothetical", "negated", "historical"];

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// One JSON list.
    Json,
    /// A JSON object per line.
    Jsonl,
    /// Parted by commas.
    Csv,
    /// Parted by tabs, a row per line.
    Tsv,
    /// Columns with their types, for pandas, DuckDB and R.
    Parquet,
}

/// Whose columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SchemaArg {
    /// The fields of the records.
    Plover,
    /// POLECAT's 40 columns.
    Polecat,
    /// ICEWS's 20 columns, a row for each pair.
    Icews,
    /// GDELT 2.0's 61 columns, a row for each pair; its TSV has no line of names.
    Gdelt,
    /// Date, source, target and code, a row for each pair.
    Cameo,
}

impl SchemaArg {
    fn schema(self) -> Schema {
        match self {
            Self::Plover => Schema::Plover,
            Self::Polecat => Schema::Polecat,
            Self::Icews => Schema::Icews,
            Self::Gdelt => Schema::Gdelt,
            Self::Cameo => Schema::Cameo,
        }
    }
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let schema = match (args.format, args.schema) {
        (Format::Table | Format::Json, Some(_)) => {
            let message = "--schema is for --format csv, tsv, jsonl and parquet";
            return Err(Failure::Usage(message.to_owned()));
        }
        (Format::Tsv | Format::Parquet, None) => Some(SchemaArg::Plover),
        (_, schema) => schema,
    };
    let filter = Filter {
        between: args.between,
        actor: args.actor,
        states: args.status,
        forms: args.types,
        ..args.period.filter()?
    };
    let dictionary = dictionary(&args.actors)?;
    let ledger = args.ledger.open()?;
    let Some(schema) = schema else {
        let format = match args.format {
            Format::Json => ListFormat::Json,
            Format::Jsonl => ListFormat::Jsonl,
            Format::Csv => ListFormat::Csv,
            _ => ListFormat::Table,
        };
        return write(format, &columns(), &ledger.events(&filter)?);
    };
    let limit = filter.limit;
    let mut told = told(&ledger, ledger.events(&Filter { limit: None, ..filter })?)?;
    told.truncate(limit.unwrap_or(usize::MAX));
    let table = export::table(schema.schema(), &told, &dictionary);
    let mut out = Output::new();
    match args.format {
        Format::Csv => out.data(&export::csv(&table))?,
        Format::Tsv => out.data(&export::tsv(&table, schema != SchemaArg::Gdelt))?,
        Format::Parquet => out.bytes(&export::parquet(&table))?,
        _ => out.data(&visible_json(&export::jsonl(&table)))?,
    }
    out.flush()
}

/// What the users' own dictionaries say.
fn dictionary(files: &[PathBuf]) -> Result<Dictionary, Failure> {
    let mut dictionary = Dictionary::default();
    for file in files {
        let name = file.display();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        let added = match file.extension().is_some_and(|ending| ending == "toml") {
            true => dictionary.add_toml(&text),
            false => dictionary.add_petrarch(&text),
        };
        added.with_context(|| name.to_string())?;
    }
    Ok(dictionary)
}

/// Puts the tellings of one event together, each with its count of origins.
fn told(ledger: &Ledger, tellings: Vec<Listed<Event>>) -> Result<Vec<Told>, Failure> {
    let words: Vec<String> = tellings.iter().map(|one| one.words("evidence")).collect();
    let recounted: Vec<Recounted> = tellings
        .iter()
        .zip(&words)
        .map(|(one, words)| Recounted { event: &one.record, day: one.day, document: &one.document.id, words })
        .collect();
    let groups = happenings(&recounted);
    let mut told = Vec::with_capacity(groups.len());
    for group in groups {
        let tellings: Vec<Listed<Event>> = group.iter().map(|&i| tellings[i].clone()).collect();
        let origins = match tellings.as_slice() {
            [_] => 1,
            several => {
                let documents = several.iter().map(|one| ledger.current(&one.document.id));
                let documents = documents.collect::<Result<Vec<Option<Document>>, _>>()?;
                origins_of(&documents.iter().flatten().collect::<Vec<_>>()).len()
            }
        };
        told.push(Told { tellings, origins });
    }
    Ok(told)
}

fn columns() -> Vec<Column<Listed<Event>>> {
    let column = |name, shown, value| Column { name, value, shown };
    let mut columns = vec![
        column("day", Shown::Whole, |row: &Listed<Event>| day(row.record.when.as_ref(), row.day)),
        column("type", Shown::Whole, |row: &Listed<Event>| row.record.kind.name().to_owned()),
        column("status", Shown::Whole, |row| label(&row.record.status)),
        column("actors", Shown::Share(2), |row| names(&row.record.actors)),
        column("recipients", Shown::Share(2), |row| names(&row.record.recipients)),
        column("words", Shown::Share(4), |row| row.words("evidence")),
        column("told by", Shown::Share(2), teller),
        // A writer's distance must not be lost in the table.
        column("hedged", Shown::Whole, |row| {
            let hedged = row.under.as_ref().is_some_and(|under| under.hedged);
            if hedged { "hedged" } else { "" }.to_owned()
        }),
        column("mode", Shown::Hidden, |row| filled(row.record.mode.as_ref())),
        column("quad", Shown::Hidden, |row| row.record.quad.to_string()),
        column("goldstein", Shown::Hidden, |row| row.record.goldstein.to_string()),
        column("cameo", Shown::Hidden, |row| row.record.cameo.clone()),
        column("contexts", Shown::Hidden, |row| row.record.contexts.join("; ")),
        column("where", Shown::Hidden, |row| filled(row.record.place.as_ref())),
        column("rule", Shown::Hidden, |row| row.record.rule.clone()),
        column("id", Shown::Whole, |row| row.record.id.clone()),
    ];
    columns.extend(document_columns());
    columns
}

fn names(parties: &[Participant]) -> String {
    let names = parties.iter().map(|party| named(&party.name, party.country.as_ref()));
    names.collect::<Vec<_>>().join(", ")
}
