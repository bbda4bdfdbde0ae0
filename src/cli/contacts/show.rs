//! `contacts show`: one contact with all its accounts.

use anyhow::anyhow;
use serde::Serialize;

use crate::cli::args::{LedgerArgs, ShowFormat};
use crate::cli::failure::Failure;
use crate::cli::listing::named;
use crate::cli::output::Output;
use crate::ledger::Decision;
use crate::publish::{contact, label};
use crate::record::{Contact, Span};
use crate::weave::{Account, Dealing, Paper, Readouts, dealing_with};

/// Show one contact with all its accounts and what was decided about it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The id of any account of the contact, as `contacts` lists them.
    #[arg(value_name = "ID")]
    id: String,

    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// A contact with its accounts, as it is printed.
#[derive(Serialize)]
struct Shown<'a> {
    /// As exactly as an account tells it.
    day: Option<String>,
    accounts: Vec<Told<'a>>,
    /// What the sides' own readouts say and leave out; `None` where fewer than two sides
    /// publish one.
    readouts: Option<Beside<'a>>,
    decisions: Vec<Decision>,
}

/// Readouts of one contact side by side.
#[derive(Serialize)]
struct Beside<'a> {
    sides: Vec<Side<'a>>,
    /// What any of them speaks of; an empty list for a side that does not.
    subjects: Vec<Subject<'a>>,
    /// Where they come to other numbers.
    differing: Vec<Counted<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    country: Option<&'a str>,
    outlet: Option<&'a str>,
    document: &'a str,
    contact: &'a str,
}

#[derive(Serialize)]
struct Subject<'a> {
    subject: &'a str,
    by: Vec<Vec<Quoted<'a>>>,
}

#[derive(Serialize)]
struct Counted<'a> {
    of: String,
    by: Vec<Option<Quoted<'a>>>,
}

#[derive(Serialize)]
struct Quoted<'a> {
    #[serde(flatten)]
    span: Span,
    words: &'a str,
}

/// An account, with the sentences that tell it.
#[derive(Serialize)]
struct Told<'a> {
    document: &'a str,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    told_by: Option<&'a str>,
    /// Why it is taken for one with another of the accounts; `None` of the first.
    because: Option<String>,
    sentences: Span,
    words: &'a str,
    contact: &'a Contact,
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let ledger = args.ledger.open()?;
    let documents = contact::around(&ledger, &args.id)?;
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let dealing =
        dealing_with(&papers, &args.id).ok_or_else(|| anyhow!("no contact has the id {}", args.id))?;
    let mut decisions = Vec::new();
    for account in &dealing.accounts {
        decisions.extend(ledger.decisions_about(&account.contact.id)?);
    }
    decisions.sort_by_key(|decision| decision.key);
    decisions.dedup_by_key(|decision| decision.key);
    let shown = Shown {
        day: day(&dealing),
        accounts: dealing.accounts.iter().map(|account| told(account, &papers)).collect(),
        readouts: Readouts::of(&dealing, &papers).map(|readouts| beside(readouts, &papers)),
        decisions,
    };
    let mut out = Output::new();
    match args.format {
        ShowFormat::Json => out.json_line(&shown)?,
        ShowFormat::Text => out.text(&text(&shown))?,
    }
    out.flush()
}

fn day(dealing: &Dealing) -> Option<String> {
    let told = |account: &Account| account.contact.when.as_ref().map(ToString::to_string);
    dealing.day().map(|day| day.to_string()).or_else(|| dealing.accounts.iter().find_map(told))
}

fn told<'a>(account: &Account<'a>, papers: &'a [Paper<'a>]) -> Told<'a> {
    let paper = &papers[account.paper];
    let article = &paper.document.article;
    let sentences = paper.sentences_around(account.contact.evidence);
    let under = account.contact.attribution.and_then(|at| paper.document.attributions.get(at));
    Told {
        document: &article.id,
        outlet: article.outlet.as_deref(),
        published: article.published.as_ref().map(|published| published.as_str()),
        title: article.title.as_deref(),
        url: article.url.as_deref(),
        told_by: under.and_then(|under| under.source.as_ref()).map(|source| source.name.as_str()),
        because: account.grounds.map(|grounds| grounds.says(papers)),
        sentences,
        words: paper.words(sentences),
        contact: account.contact,
    }
}

fn beside<'a>(readouts: Readouts<'a>, papers: &'a [Paper<'a>]) -> Beside<'a> {
    let quoted = |side: usize, span: Span| {
        let paper = &papers[readouts.sides[side].paper];
        Quoted { span, words: paper.words(span) }
    };
    let sides = readouts.sides.iter().map(|side| {
        let paper = &papers[side.paper];
        let article = &paper.document.article;
        Side {
            country: article.country.as_deref(),
            outlet: article.outlet.as_deref(),
            document: &article.id,
            contact: &side.contact.id,
        }
    });
    let subjects = readouts.subjects.iter().map(|told| Subject {
        subject: told.subject,
        by: told
            .by
            .iter()
            .enumerate()
            .map(|(side, spans)| spans.iter().map(|span| quoted(side, *span)).collect())
            .collect(),
    });
    let differing = readouts.differing.iter().map(|one| Counted {
        of: one.of.clone(),
        by: one.by.iter().enumerate().map(|(side, span)| span.map(|span| quoted(side, span))).collect(),
    });
    Beside { sides: sides.collect(), subjects: subjects.collect(), differing: differing.collect() }
}

fn side_by_side(beside: &Beside) -> Vec<String> {
    let name = |side: usize| beside.sides[side].outlet.unwrap_or(beside.sides[side].document);
    let mut lines = vec![String::new(), "Side by side".to_owned()];
    for told in &beside.subjects {
        let silent: Vec<&str> =
            (0..told.by.len()).filter(|&side| told.by[side].is_empty()).map(name).collect();
        lines.push(match silent[..] {
            [] => format!("  {}: all speak of it", told.subject),
            _ => format!("  {}: not in the account of {}", told.subject, silent.join(", ")),
        });
        for (side, quotes) in told.by.iter().enumerate() {
            lines.extend(quotes.iter().map(|quote| format!("    {}: “{}”", name(side), quote.words)));
        }
    }
    for counted in &beside.differing {
        lines.push(format!("  {}: the numbers differ", counted.of));
        for (side, quote) in counted.by.iter().enumerate() {
            lines.extend(quote.iter().map(|quote| format!("    {}: “{}”", name(side), quote.words)));
        }
    }
    lines
}

fn text(shown: &Shown) -> String {
    let mut lines = vec![format!(
        "{}, told by {} document{}",
        shown.day.as_deref().unwrap_or("day not known"),
        shown.accounts.len(),
        if shown.accounts.len() == 1 { "" } else { "s" }
    )];
    for told in &shown.accounts {
        let contact = told.contact;
        let parties: Vec<String> =
            contact.parties.iter().map(|party| named(&party.name, party.country.as_ref())).collect();
        let published = told.published.and_then(|stated| stated.get(..10)).unwrap_or("without a date");
        lines.push(String::new());
        lines.push(format!("{}, {published} ({})", told.outlet.unwrap_or(told.document), contact.id));
        lines.push(format!(
            "  {} ({}): {}",
            label(&contact.mode),
            label(&contact.status),
            parties.join(", ")
        ));
        if let Some(speaker) = told.told_by {
            lines.push(format!("  told by {speaker}"));
        }
        lines.extend(told.because.iter().map(|because| format!("  {because}")));
        if !contact.topics.is_empty() {
            lines.push(format!("  on {}", contact.topics.join(", ")));
        }
        lines.push(format!("  “{}”", told.words));
    }
    lines.extend(shown.readouts.iter().flat_map(side_by_side));
    if !shown.decisions.is_empty() {
        lines.push(String::new());
    }
    lines.extend(shown.decisions.iter().map(|decision| format!("decided: {decision}")));
    // A text's own control characters could steer the terminal.
    let plain = |line: String| -> String {
        line.chars().map(|c| if c.is_control() { ' ' } else { c }).chain(['\n']).collect()
    };
    lines.into_iter().map(plain).collect()
}
