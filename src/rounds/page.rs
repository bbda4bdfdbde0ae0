//! One page: fetched, read, and kept with its proof.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;

use crate::collect::fetch::{Address, Answer, FetchError, Validators};
use crate::collect::polite::{Found, Visit, Visitor};
use crate::config::Source;
use crate::ledger::{Due, Fetched, Incoming};
use crate::read::input::{self, Fill, Origin};
use crate::record::Article;

use super::carried::Carried;
use super::{Desk, Report, RoundError};

/// Fetches addresses that were given by hand. `step` is called after each.
///
/// # Errors
/// Where the ledger or the archive cannot be written.
pub fn by_hand(desk: &Desk, addresses: &[Address], step: &dyn Fn()) -> Result<Vec<Report>, RoundError> {
    let visitor = desk.visitor();
    let mut reports = Vec::with_capacity(addresses.len());
    for address in addresses {
        let mut report = Report::new(address.as_str());
        let due = Due { url: address.as_str().to_owned(), published: None, again: true };
        fetch(desk, &visitor, None, &due, &Carried::default(), &mut report)?;
        report.is_dead = report.tally.failed > 0;
        reports.push(report);
        step();
        if (desk.is_stopped)() {
            break;
        }
    }
    desk.end()?;
    Ok(reports)
}

/// Fetches a page and keeps what it gives, or else the text that its list carries; what
/// went wrong with it is noted in the report.
pub(super) fn fetch(
    desk: &Desk,
    visitor: &Visitor,
    source: Option<&Source>,
    due: &Due,
    carried: &Carried,
    report: &mut Report,
) -> Result<(), RoundError> {
    let name = source.map_or("", |source| source.name.as_str());
    let found = visit(desk, visitor, source, due)?;
    let failed = match found {
        Ok((Found::Unchanged, _)) => {
            desk.ledger().note_unchanged(name, &due.url, Timestamp::now())?;
            report.tally.unchanged += 1;
            None
        }
        Ok((Found::Answer(answer), asked)) => match articles(&answer, source, due) {
            Ok(articles) if is_empty(&articles) && carried.entry(&due.url).is_some() => {
                Some(("no article was found on the page".to_owned(), false))
            }
            Ok(articles) => keep(desk, (name, due), &asked, &answer, articles, report)?,
            Err(why) => Some((why, false)),
        },
        Err(FetchError::Interrupted) => {
            report.tally.waiting += 1;
            None
        }
        Err(error @ FetchError::Resting { .. }) => {
            report.tally.waiting += 1;
            report.problem.get_or_insert(error.to_string());
            None
        }
        Err(error) => Some((error.to_string(), error.may_pass())),
    };
    if let Some((why, may_pass)) = failed {
        if !due.again && take(desk, source, due, carried, &why, report)? {
            return Ok(());
        }
        desk.ledger().note_failure(name, &due.url, &why, may_pass, Timestamp::now())?;
        report.fail(&due.url, &why);
    }
    Ok(())
}

type Visited = Result<(Found, Address), FetchError>;

fn visit(desk: &Desk, visitor: &Visitor, source: Option<&Source>, due: &Due) -> Result<Visited, RoundError> {
    let address: Address = match due.url.parse() {
        Ok(address) => address,
        Err(error) => return Ok(Err(error.into())),
    };
    let validators = if due.again { desk.ledger().validators(&due.url)? } else { Validators::default() };
    // A private host is reached only on the word of whoever runs the program, or its own.
    let own = source.and_then(|source| source.place.address()).map(str::parse::<Address>);
    let trusted = match own {
        None => source.is_none(),
        Some(own) => own.is_ok_and(|own| own.host() == address.host()),
    };
    let found = visitor.visit(&Visit { address: &address, validators: &validators, trusted });
    Ok(found.map(|found| (found, address)))
}

/// The articles in an answer.
fn articles(answer: &Answer, source: Option<&Source>, due: &Due) -> Result<Vec<Article>, String> {
    let head = &answer.body[..answer.body.len().min(8 << 10)];
    let media_type = answer.headers.media_type();
    let format = input::detect_answer(head, media_type.as_deref()).map_err(|problem| problem.to_string())?;
    let kind = || media_type.clone().unwrap_or_else(|| "of no kind that is told".to_owned());
    let format = format.ok_or_else(|| format!("is no page but {}", kind()))?;
    let fill = Fill {
        published: due.published.clone(),
        address: Some(answer.address.without_tracking()),
        content_type: answer.headers.get("content-type").map(str::to_owned),
        ..Fill::default()
    };
    let origin = Origin { path: None, line: None };
    let read = catch_unwind(AssertUnwindSafe(|| input::articles(format, &origin, &answer.body, &fill)));
    let articles = read.map_err(|_| FAULT.to_owned())?.map_err(|error| error.problem.to_string())?;
    Ok(articles.into_iter().map(|article| of_source(article, source)).collect())
}

fn is_empty(articles: &[Article]) -> bool {
    articles.iter().all(|article| article.text.trim().is_empty())
}

/// Takes the text that a list carries in the place of a page that could not be had;
/// whether there is one. The page is looked at again as one that was had.
fn take(
    desk: &Desk,
    source: Option<&Source>,
    due: &Due,
    carried: &Carried,
    why: &str,
    report: &mut Report,
) -> Result<bool, RoundError> {
    let Some(entry) = carried.entry(&due.url) else { return Ok(false) };
    let mut article = of_source(input::entry(entry), source);
    article
        .warnings
        .push(format!("The page could not be had ({why}); this is the text that its list carries."));
    let now = Timestamp::now();
    let body = article.text.clone().into_bytes();
    let Some(documents) = read(desk, vec![article], &body) else { return Ok(false) };
    let Some(kept) = carried.keep(desk, now)? else { return Ok(false) };
    let fetched = Fetched {
        source: source.map_or("", |source| source.name.as_str()),
        url: &due.url,
        documents,
        validators: Validators::default(),
        body: &body,
        kept,
    };
    for stored in desk.ledger().store_fetched(&fetched, desk.reader.version(), now)? {
        report.tally.add(stored);
    }
    report
        .problem
        .get_or_insert_with(|| format!("{}: {why}; the text that its list carries was taken", due.url));
    Ok(true)
}

/// Reads articles; `None` where the reader broke off.
fn read(desk: &Desk, articles: Vec<Article>, original: &[u8]) -> Option<Vec<Incoming>> {
    catch_unwind(AssertUnwindSafe(|| {
        let incoming =
            |article| Incoming { document: desk.reader.read(article), original: original.to_vec() };
        articles.into_iter().map(incoming).collect()
    }))
    .ok()
}

const FAULT: &str = "the reader broke off on this page, which is a fault of this program; please report it";

/// What whoever runs the program says of a source counts before what its pages say.
pub fn of_source(mut article: Article, source: Option<&Source>) -> Article {
    let Some(source) = source else { return article };
    article.outlet = Some(source.name.clone());
    article.kind = source.kind.or(article.kind);
    article.country = source.country.as_ref().map(|country| country.as_str().to_owned()).or(article.country);
    article.language = article.language.or_else(|| source.language.clone());
    article
}

/// Reads the articles that the ledger does not have and stores them.
fn keep(
    desk: &Desk,
    (name, due): (&str, &Due),
    asked: &Address,
    answer: &Answer,
    articles: Vec<Article>,
    report: &mut Report,
) -> Result<Option<(String, bool)>, RoundError> {
    let now = Timestamp::now();
    let version = desk.reader.version();
    let mut unknown = Vec::new();
    for article in articles {
        if !desk.ledger().has(&article, version)? {
            unknown.push(article);
        }
    }
    if unknown.is_empty() {
        let ledger = desk.ledger();
        ledger.keep_answer(&due.url, &answer.validators(), &answer.body, now)?;
        ledger.note_unchanged(name, &due.url, now)?;
        report.tally.unchanged += 1;
        return Ok(None);
    }
    let Some(documents) = read(desk, unknown, &answer.body) else {
        return Ok(Some((FAULT.to_owned(), false)));
    };
    let kept = desk.archive().keep(asked, answer, now).map_err(|error| desk.archive_failed(error))?;
    let fetched = Fetched {
        source: name,
        url: &due.url,
        documents,
        validators: answer.validators(),
        body: &answer.body,
        kept,
    };
    for stored in desk.ledger().store_fetched(&fetched, version, now)? {
        report.tally.add(stored);
    }
    Ok(None)
}
