//! `digest`: the weekly watch, from the ledger or straight from documents.

mod edit;

use std::io::IsTerminal;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::anyhow;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::args::{HowArgs, InputArgs, LedgerArgs, location};
use super::configured::Configured;
use super::failure::Failure;
use super::inputs;
use super::output::Output;
use super::progress::Progress;
use super::sending::Outbox;
use super::windows::windows;
use super::writing::Writer;
use crate::config::Country;
use crate::digest::{Commission, Composed, Digest, Refused, compose, days_of};
use crate::intake;
use crate::knowledge::Knowledge;
use crate::ledger::{Ledger, Location};
use crate::publish;
use crate::record::{Article, Document, Edit, Reworded, Window};
use crate::weave::{Scope, Week};

/// Write the weekly watch of the diplomacy around a conflict, every sentence cited
///
/// From the ledger or, where paths are given, straight from documents. `edit` changes or
/// takes out sentences of a week's digest.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Subcommand)]
enum What {
    Edit(edit::Args),
}

#[derive(Debug, ClapArgs)]
struct WriteArgs {
    /// Files, folders, or - for standard input.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    how: HowArgs,

    /// The ISO week, such as 2022-W10; the default is the latest that has documents.
    #[arg(long, value_name = "WEEK")]
    week: Option<Week>,

    /// Whose conflict is watched: countries such as RUS,UKR,USA. What lies outside stays
    /// out. The default is the scope in watch.toml, else everything.
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',')]
    parties: Vec<Country>,

    /// How many words the sentences have at most, title, table and chart not counted; the
    /// default is 1000.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(50..=20_000))]
    words: Option<u32>,

    /// The configuration; the default is watch.toml in the current folder, where there is one.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    /// How the digest is printed.
    #[arg(long = "format", id = "print", value_name = "FORMAT", value_enum, default_value_t = Format::Markdown)]
    print: Format,

    /// Mail the digest to those whom [mail] in watch.toml names, in the place of printing it.
    #[arg(long, conflicts_with = "print")]
    mail: bool,

    /// A host that may have an address of a private network; may be given several times.
    #[arg(long, value_name = "HOST")]
    private_host: Vec<String>,

    /// Tell each sentence that was written, not proved and left out.
    #[arg(long)]
    verbose: bool,

    /// The ledger, where no paths are given.
    #[arg(long, value_name = "PATH", conflicts_with = "paths", value_parser = location())]
    ledger: Option<Location>,
}

/// How a digest is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown, citations numbered and listed at the end.
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// The digest with every citation, for programs.
    Json,
    /// A Word document, citations as footnotes; goes into a file: > watch.docx
    Docx,
    /// A feed of the digests of this week and those before it that have documents, up to 12.
    Atom,
}

/// The documents of a week, and how well the inputs could be read.
struct Gathered {
    week: Week,
    documents: Vec<Document>,
    /// What was expected of channels in it; known only to a ledger.
    windows: Vec<Window>,
    /// What editors changed in its digest, and which of its documents were changed.
    edits: Vec<Edit>,
    reworded: Vec<Reworded>,
    is_of_ledger: bool,
    read: Result<(), Failure>,
}

impl Gathered {
    /// The weeks to write of: its own and, for a feed of inputs, those before that have
    /// documents.
    fn weeks(&self, is_feed: bool) -> Vec<Week> {
        if self.is_of_ledger || !is_feed {
            return vec![self.week];
        }
        let published = self.documents.iter().filter_map(|document| document.article.published.as_ref());
        let mut weeks: Vec<Week> = published.map(|published| Week::of(published.date())).collect();
        weeks.sort_unstable();
        weeks.dedup();
        weeks.into_iter().rev().take(FEED).collect()
    }

    fn commission<'a>(&'a self, scope: &'a Scope) -> Commission<'a> {
        let (windows, edits, reworded) = (&self.windows, &self.edits, &self.reworded);
        Commission { windows, edits, reworded, ..Commission::new(self.week, scope) }
    }
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    match args.what {
        Some(What::Edit(args)) => edit::run(args),
        None => write(args.write),
    }
}

fn write(args: WriteArgs) -> Result<(), Failure> {
    let configured = Configured::load(args.config.as_deref())?;
    let outbox = match args.mail {
        false => None,
        true => Some((Outbox::open(&configured, &args.private_host)?, recipients(&configured)?)),
    };
    let writer = Writer::open(&configured, &args.private_host)?;
    if outbox.is_none() && writer.is_none() && !args.private_host.is_empty() {
        let message = "--private-host is about mail and the writer; give --mail, or watch.toml a [writer]";
        return Err(Failure::Usage(message.to_owned()));
    }
    let WriteArgs { paths, how, week, parties, words, print, verbose, ledger, .. } = args;
    if print == Format::Docx && std::io::stdout().is_terminal() {
        let message =
            "a Word document is no text for a terminal; send it to a file: --format docx > watch.docx";
        return Err(Failure::Usage(message.to_owned()));
    }
    let parties = if parties.is_empty() { &configured.config.scope.parties } else { &parties };
    let scope = scope(parties)?;
    let words = words.map(|words| words as usize);
    let is_feed = print == Format::Atom;
    let gathered = if paths.is_empty() {
        from_ledger(&LedgerArgs::named(ledger), &how, week, &configured, is_feed)?
    } else {
        vec![from_inputs(InputArgs { paths, how }, week, is_feed)?]
    };
    let mut digests = Vec::new();
    let mut read = Ok(());
    for gathered in gathered {
        let days = gathered.week.first()..=gathered.week.last();
        if !gathered.documents.iter().any(|document| published_in(&document.article, &days)) {
            eprintln!("no document was published in {}", gathered.week);
        }
        let mut commission = gathered.commission(&scope);
        commission.words = words.unwrap_or(commission.words);
        for week in gathered.weeks(is_feed) {
            let mut composed = compose(&gathered.documents, Commission { week, ..commission });
            tell(&composed, verbose);
            if let Some(writer) = &writer {
                writer.rephrase(&mut composed.digest, &gathered.documents, commission.words, verbose);
            }
            digests.push(composed.digest);
        }
        read = read.and(gathered.read);
    }
    if let Some((outbox, to)) = outbox {
        mail(&outbox, &to, &digests)?;
        return read;
    }
    let mut out = Output::new();
    out.bytes(&printed(&digests, print, &codes(parties))?)?;
    out.flush()?;
    read
}

/// To whom the digest goes.
fn recipients(configured: &Configured) -> Result<Vec<String>, Failure> {
    let to = configured.config.mail.iter().flat_map(|mail| &mail.digest_to);
    let to: Vec<String> = to.map(|to| to.as_str().to_owned()).collect();
    match to.is_empty() {
        true => {
            let name = &configured.name;
            Err(anyhow!("{name} names nobody to mail the digest to; give [mail] a digest_to").into())
        }
        false => Ok(to),
    }
}

/// Mails digests to all, and tells who did not get theirs.
fn mail(outbox: &Outbox, to: &[String], digests: &[Digest]) -> Result<(), Failure> {
    let mut problems = 0;
    for digest in digests {
        for one in to {
            match outbox.mail_digest(one, digest) {
                Ok(()) => eprintln!("{} was mailed to {one}", digest.week),
                Err(problem) => {
                    problems += 1;
                    eprintln!("{problem:#}");
                }
            }
        }
    }
    if problems > 0 { Err(Failure::Told) } else { Ok(()) }
}

/// How many weeks a feed has.
const FEED: usize = 12;

/// "RUS,UKR".
pub(super) fn codes(parties: &[Country]) -> String {
    parties.iter().map(Country::as_str).collect::<Vec<_>>().join(",")
}

/// Held by whoever has the documents of many weeks in memory: one thread at a time.
static ROOM: Mutex<()> = Mutex::new(());

/// Waits until no other thread has the documents of many weeks in memory.
pub(super) fn room() -> MutexGuard<'static, ()> {
    ROOM.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The digest of a week from the ledger, with the scope of the configuration, rephrased
/// where there is a writer for it.
pub(super) fn of_week(
    ledger: &Ledger,
    configured: &Configured,
    week: Week,
    writer: Option<&Writer>,
) -> Result<Composed, Failure> {
    let scope = scope(&configured.config.scope.parties)?;
    let room = room();
    let gathered = in_week(ledger, configured, week)?;
    let commission = gathered.commission(&scope);
    let mut composed = compose(&gathered.documents, commission);
    drop(room);
    if let Some(writer) = writer {
        writer.rephrase(&mut composed.digest, &gathered.documents, commission.words, false);
    }
    Ok(composed)
}

/// What these parties are party to.
fn scope(parties: &[Country]) -> Result<Scope, Failure> {
    for party in parties {
        if Knowledge::get().country(party.as_str()).is_none() {
            let code = party.as_str();
            return Err(Failure::Usage(format!(
                "no country has the code {code}; see knowledge/countries.tsv"
            )));
        }
    }
    Ok(Scope::new(parties.iter().map(|party| party.as_str().to_owned())))
}

fn from_ledger(
    ledger: &LedgerArgs,
    how: &HowArgs,
    week: Option<Week>,
    configured: &Configured,
    is_feed: bool,
) -> Result<Vec<Gathered>, Failure> {
    if how.is_about_inputs() {
        let message = "--as, --date, --outlet and --threads are about documents to read; name their paths";
        return Err(Failure::Usage(message.to_owned()));
    }
    let ledger = ledger.open()?;
    let week = week_of(&ledger, week)?;
    if !is_feed {
        return Ok(vec![in_week(&ledger, configured, week)?]);
    }
    let weeks = ledger.weeks()?.into_iter().filter_map(|week| week.parse::<Week>().ok());
    weeks.filter(|other| *other <= week).take(FEED).map(|week| in_week(&ledger, configured, week)).collect()
}

/// The week that is named, else the latest of the ledger.
fn week_of(ledger: &Ledger, named: Option<Week>) -> Result<Week, Failure> {
    let latest = || {
        ledger.latest_day()?.map(Week::of).ok_or_else(|| {
            anyhow!("the ledger has no documents with a date; import some, or name documents to read").into()
        })
    };
    named.map_or_else(latest, Ok)
}

fn in_week(ledger: &Ledger, configured: &Configured, week: Week) -> Result<Gathered, Failure> {
    let (since, until) = days_of(week);
    let documents = ledger.documents(Some(since), Some(until))?;
    let windows = windows(configured, ledger, (Some(week.first()), Some(until)), Timestamp::now())?;
    let edits = ledger.edits(&week.to_string())?;
    let reworded = ledger.reworded(week.first(), until)?;
    Ok(Gathered { week, documents, windows, edits, reworded, is_of_ledger: true, read: Ok(()) })
}

/// Reads the documents of the week, once it is known, and those of the weeks before.
fn from_inputs(inputs: InputArgs, week: Option<Week>, is_feed: bool) -> Result<Gathered, Failure> {
    let mut articles: Vec<Article> = Vec::new();
    let progress = Progress::new("documents", false);
    let read = inputs::each(
        &inputs,
        progress,
        |article, _| article,
        |article| {
            articles.push(article);
            Ok(())
        },
    );
    let Some(week) = week.or_else(|| latest(&articles)) else {
        return read.and(Err(undated(articles.len()).into()));
    };
    let until = week.last();
    let since = days_of(if is_feed { week.before(FEED as i32 - 1) } else { week }).0;
    articles.retain(|article| published_in(article, &(since..=until)));
    let documents = records_of(articles, &inputs.how)?;
    let (windows, edits, reworded) = (Vec::new(), Vec::new(), Vec::new());
    Ok(Gathered { week, documents, windows, edits, reworded, is_of_ledger: false, read })
}

fn published_in(article: &Article, days: &RangeInclusive<Date>) -> bool {
    article.published.as_ref().is_some_and(|published| days.contains(&published.date()))
}

/// The latest week that has documents.
fn latest(articles: &[Article]) -> Option<Week> {
    articles.iter().filter_map(|article| article.published.as_ref()).map(|p| Week::of(p.date())).max()
}

fn undated(n: usize) -> anyhow::Error {
    match n {
        0 => anyhow!("there are no documents to write a digest from"),
        n => anyhow!("none of the {n} documents has a date of publication; give it with --date 2022-03-07"),
    }
}

fn records_of(articles: Vec<Article>, how: &HowArgs) -> Result<Vec<Document>, Failure> {
    let reader = how.reader.load()?;
    let mut documents = Vec::with_capacity(articles.len());
    intake::in_order(
        how.threads(),
        articles.into_iter(),
        |article| reader.read(article),
        |document| {
            documents.push(document);
            Ok::<_, Failure>(())
        },
    )?;
    Ok(documents)
}

/// Says on standard error what the digest rests on and what was left out of it.
fn tell(composed: &Composed, verbose: bool) {
    let refused = composed.refused.len();
    eprintln!(
        "{}: {} documents, {} contacts, {} sentences proved, {refused} left out as not proved",
        composed.digest.week, composed.documents, composed.contacts, composed.proved,
    );
    for edit in &composed.unmet {
        eprintln!("change {} has no effect, its sentence is not written any more: {edit}", edit.key);
    }
    if verbose {
        composed
            .refused
            .iter()
            .for_each(|Refused { sentence, fault }| eprintln!("left out: {} — {fault}", sentence.text));
    } else if refused > 0 && std::io::stderr().is_terminal() {
        eprintln!("--verbose tells which and why");
    }
}

/// The digests in a format: a feed has all of them, a page is of one.
fn printed(digests: &[Digest], format: Format, codes: &str) -> Result<Vec<u8>, anyhow::Error> {
    if format == Format::Atom {
        return Ok(publish::atom::atom(&publish::atom::digests(digests, codes, None)?).into_bytes());
    }
    let pages = digests.iter().map(|digest| {
        Ok(match format {
            Format::Html => publish::html(digest)?.into_bytes(),
            Format::Json => (publish::visible_json(&serde_json::to_string_pretty(digest)?) + "\n")
                .into_owned()
                .into_bytes(),
            Format::Docx => publish::docx(digest)?,
            Format::Markdown | Format::Atom => publish::markdown(digest).into_bytes(),
        })
    });
    pages.collect::<Result<Vec<_>, anyhow::Error>>().map(|pages| pages.concat())
}
